// Charts as SVG in place, from the finding's own numbers. Places across are per cent, so a chart
// fits any width; colours are classes, so it follows the theme.

const PALE_ENDS = { rx: 5, height: 10 };
const REACHES = [10, 20, 40, 100]; // points at each end of the small picture: in steps

// Which of leader and rival is left; null without a rival. The compared courses keep their sides.
function sidesOf(standing) {
  const { leader, rival } = standing;
  if (leader === null || rival === null) { return null; }
  const [first, second] = model.compare;
  const mine = model["course-of"][leader], other = model["course-of"][rival];
  const order = model.ids.courses;
  const isLeft = mine === first || other === first ? mine === first
    : mine === second || other === second ? other === second
      : order.indexOf(mine) < order.indexOf(other);
  return isLeft ? { left: leader, right: rival, sign: -1 }
    : { left: rival, right: leader, sign: 1 };
}

// The colour of an option as a class: its course's side; a form that doesn't head it is lighter.
function sideClass(option, strong) {
  const course = model["course-of"][option];
  const side = ["first", "second"][model.compare.indexOf(course)];
  return !side ? "others" : strong || course === option ? side : `${side}-form`;
}

function courseOf(option) {
  return model["course-names"][model["course-of"][option]];
}

function percentOf(value) {
  return `${Math.round(value * 1e4) / 1e4}%`;
}

// The margin for the line that stays in sight: no words, for they stand beside it.
function marginPicture(finding) {
  const { standing, draws } = finding, sides = sidesOf(standing);
  const picture = makeSvg("svg", {
    class: "margin", viewBox: "0 0 200 28", "aria-hidden": "true", focusable: "false",
  });
  let reach = REACHES[0], marks = [];
  const across = (points) => 100 + Math.max(-1, Math.min(1, points / reach)) * 92;
  if (sides !== null && draws.margin !== null) {
    const at = sides.sign * standing.margin;
    const ends = [sides.sign * draws.margin.low, sides.sign * draws.margin.high];
    const farthest = Math.max(Math.abs(at), ...ends.map(Math.abs));
    reach = REACHES.find((step) => farthest <= step) || 100;
    const colour = standing.level ? "ink" : sideClass(standing.leader, true);
    const [low, high] = ends.sort((one, other) => one - other).map(across);
    marks = [
      makeSvg("rect", { class: `spread ${colour}`, x: low, y: 9, width: Math.max(high - low, 1),
        ...PALE_ENDS }),
      makeSvg("circle", { class: `dot ${colour}`, cx: across(at), cy: 14, r: 6 }),
    ];
  }
  const [near, far] = [across(-NEAR), across(NEAR)];
  picture.append(
    makeSvg("rect", { class: "band", x: near, y: 1, width: far - near, height: 26 }),
    makeSvg("line", { class: "middle", x1: 8, x2: 192, y1: 14, y2: 14 }),
    ...[near, far].map((x) => makeSvg("line", { class: "edge", x1: x, x2: x, y1: 1, y2: 27 })),
    makeSvg("line", { class: "zero", x1: 100, x2: 100, y1: 1, y2: 27 }), ...marks);
  return picture;
}

// Every option's total on its range, by course, on an axis that fits them.
function optionsChart(finding) {
  const { standing, draws } = finding, { choosable } = standing.table;
  const best = standing.leader === null || choosable.length < 2 ? null
    : standing.totals[standing.leader];
  const ends = model.ids.options.flatMap((one) => [draws.totals[one].low, draws.totals[one].high]);
  const [low, high] = fittedAxis(best === null ? ends : [...ends, best - NEAR, best], 8);
  const place = (points) => percentOf(100 * (points - low) / (high - low));
  const band = best === null ? null : [
    makeSvg("rect", { class: "band", x: place(best - NEAR), y: 20, height: "100%",
      width: percentOf(100 * NEAR / (high - low)) }),
    ...[best - NEAR, best].map((at) => makeSvg("line",
      { class: "edge", x1: place(at), x2: place(at), y1: 20, y2: "100%" })),
    makeSvg("text", { x: place(best - NEAR / 2), y: 14, class: "small quiet" },
      "too close to call"),
  ];
  return make("div", { class: "chart options" },
    makeSvg("svg", { class: "behind", "aria-hidden": "true", focusable: "false" }, band),
    coursesInOrder().map((course) => [
      sameName(course) ? null : make("p", { class: "course" }, model["course-names"][course]),
      formsInOrder(standing, course).map((option) => optionRow(finding, option, place)),
    ]),
    axisOf(low, high, place));
}

function optionRow(finding, option, place) {
  const { standing, draws } = finding, total = standing.totals[option], span = draws.totals[option];
  const [from, to] = [fixed(span.low), fixed(span.high)], ranged = from !== to;
  const range = `: total ${fixed(total)}${ranged ? `, range ${from} to ${to}` : ""}`;
  const leads = standing.table.choosable.includes(option) && standing.ranks[option] === 1;
  return make("div", { "data-option": option, "data-total": String(total) },
    make("p", { class: leads ? "name leads" : "name" },
      [model.options[option].name, saidOf(finding, option)].filter(Boolean).join(" "),
      make("span", { class: "unseen" }, range)),
    makeSvg("svg", { class: "bar", height: 40, "aria-hidden": "true", focusable: "false" },
      makeSvg("rect", { class: `spread ${sideClass(option, true)}`, x: place(span.low), y: 20,
        width: percentOf(parseFloat(place(span.high)) - parseFloat(place(span.low))),
          ...PALE_ENDS }),
      makeSvg("circle", { class: `dot ${sideClass(option)}`, cx: place(total), cy: 25, r: 7 }),
      makeSvg("text", { x: place(total), y: 14, class: leads ? "leads" : "" }, fixed(total)),
      ranged && makeSvg("text", { x: place(span.low), dx: -9, y: 29, class: "small quiet end" },
        from),
      ranged && makeSvg("text", { x: place(span.high), dx: 9, y: 29, class: "small quiet start" },
        to)));
}

const LED = { clear: "best", leaning: "best", close: "ahead", unknown: "ahead so far" };

// What stands beside an option's name, if anything: its place, what it waits for.
function saidOf(finding, option) {
  const { standing } = finding, { choosable, available } = standing.table;
  if (!choosable.includes(option)) {
    return available[option] === "no" ? "(can’t be chosen)" : "(can’t be chosen until agreed)";
  }
  const first = choosable.filter((one) => standing.ranks[one] === 1), said = [];
  if (first.includes(option) && choosable.length > 1) {
    said.push(first.length > 1 ? "joint first" : LED[finding.verdict.word]);
  }
  if (available[option] === "unknown") { said.push("if agreed"); }
  return said.length ? `(${said.join(", ")})` : "";
}

function sameName(course) {
  const forms = model.courses[course];
  return forms.length === 1 && model.options[forms[0]].name === model["course-names"][course];
}

function coursesInOrder() {
  const side = (course) => (model.compare.indexOf(course) + 3) % 3;
  return [...model.ids.courses].sort((one, other) => side(one) - side(other));
}

// Within a course what can be chosen comes first, and then the higher total.
function formsInOrder(standing, course) {
  const barred = (option) => !standing.table.choosable.includes(option);
  return [...model.courses[course]].sort((one, other) =>
    barred(one) - barred(other) || standing.totals[other] - standing.totals[one]);
}

// Whole points at which an axis begins and ends, with room for figures.
function fittedAxis(points, shortest) {
  const least = Math.min(...points), most = Math.max(...points), long = most - least;
  const spare = Math.max(long * 0.13, (shortest - long) / 2, 1);
  return [Math.floor(least - spare), Math.ceil(most + spare)];
}

function axisOf(low, high, place) {
  const step = [1, 2, 5, 10, 20, 50].find((one) => (high - low) / one <= 6), ticks = [];
  for (let at = Math.ceil(low / step) * step; at <= high; at += step) {
    if (at >= 0 && at <= 100) { ticks.push(at); }
  }
  return makeSvg("svg", { class: "axis", height: 24, "aria-hidden": "true", focusable: "false" },
    makeSvg("line", { class: "hairline", x1: 0, x2: "100%", y1: 0.5, y2: 0.5 }),
    ticks.map((at, index) => {
      const part = parseFloat(place(at)), last = index === ticks.length - 1;
      const end = part > 90 ? "end" : part < 5 ? "start" : "";
      return [makeSvg("line", { class: "tick", x1: place(at), x2: place(at), y1: 0, y2: 5 }),
        makeSvg("text", { x: place(at), y: 19, class: `quiet ${end}` },
          last ? `${at} points` : `${at}`)];
    }));
}

// What each criterion adds to the margin, towards the side that it favours.
function reasonsChart(standing) {
  const sides = sidesOf(standing);
  if (sides === null) { return null; }
  const pair = [sides.left, sides.right], { table, contributions } = standing;
  const rows = model.ids.criteria.map((id) => ({
    id, points: contributions[id][sides.right] - contributions[id][sides.left],
    marked: pair.some((one) => table.cells[id][one].override),
  })).sort((one, other) => one.points - other.points);
  const reach = Math.max(0.1, ...rows.map((row) => Math.abs(row.points))) * 1.3;
  return make("div", { class: "chart reasons" }, sideNames(sides),
    rows.map(({ id, points, marked }) => {
    const option = points < 0 ? sides.left : sides.right, size = fixed(Math.abs(points));
    const wide = 50 * Math.abs(points) / reach, end = points < 0 ? 50 - wide : 50 + wide;
    const towards = Math.abs(points) < 0.05 ? "neither" : model.options[option].name;
    return make("div", { class: "reason", "data-criterion": id, "data-points": String(points) },
      make("span", { class: "name" }, model.criteria[id].name, marked && " (overruled)",
        make("span", { class: "unseen" }, `: ${size} points for ${towards}`)),
      makeSvg("svg", { class: "bar", height: 20, "aria-hidden": "true", focusable: "false" },
        makeSvg("rect", { class: sideClass(option, true), x: percentOf(points < 0 ? end : 50), y: 2,
          width: percentOf(wide), height: 16, rx: 3 }),
        makeSvg("line", { class: "zero", x1: "50%", x2: "50%", y1: 0, y2: "100%" }),
        makeSvg("text", { x: percentOf(end), dx: points < 0 ? -6 : 6, y: 15,
          class: points < 0 ? "end" : "start" }, size)));
  }));
}

function sideNames(sides) {
  return make("p", { class: "sides" },
    make("span", { class: sideClass(sides.left, true) }, `◀ ${courseOf(sides.left)}`),
    make("span", { class: sideClass(sides.right, true) }, `${courseOf(sides.right)} ▶`));
}

// How far each answer can take the margin, both ends with their answers. `reaches`: of each fact
// or item the lowest and highest margin of the leader's course, with the answers that give them.
function tornado(standing, reaches) {
  const sides = sidesOf(standing);
  if (sides === null || !reaches.length) { return null; }
  const at = sides.sign * standing.margin;
  const rows = reaches.map((one) => ({
    ask: questionText(one.fact, one.item),
    ends: [[sides.sign * one.low, saysOf(one, one.lowAnswer)],
      [sides.sign * one.high, saysOf(one, one.highAnswer)]].sort((a, b) => a[0] - b[0]),
  }));
  const [low, high] = fittedAxis([0, at, ...rows.flatMap((row) => row.ends.map((end) => end[0]))],
    1);
  const place = (points) => percentOf(100 * (points - low) / (high - low));
  const said = ([points, answer]) => make("span", {}, capital(answer),
    make("span", { class: "unseen" }, `: ${Math.abs(points) < 0.05 ? "level"
      : `${fixed(Math.abs(points))} for ${courseOf(points < 0 ? sides.left : sides.right)}`} `));
  return make("div", { class: "chart tornado" }, sideNames(sides), rows.map(({ ask, ends }) =>
    make("div", { class: "reach" }, make("p", { class: "name" }, ask),
      makeSvg("svg", { class: "bar", height: 18, "aria-hidden": "true", focusable: "false" },
        makeSvg("rect", { class: "spread others", x: place(ends[0][0]), y: 4, height: 9, rx: 3,
          width: percentOf(parseFloat(place(ends[1][0])) - parseFloat(place(ends[0][0]))) }),
        makeSvg("line", { class: "zero", x1: place(0), x2: place(0), y1: 0, y2: "100%" }),
        makeSvg("circle", { class: "dot ink", cx: place(at), cy: 8.5, r: 4 })),
      under(ends.map(([points]) => parseFloat(place(points))), ends.map(said)))));
}

// What the two ends of a bar say, below them; of a short bar, as wide as words need.
function under([from, to], said) {
  const wide = Math.max(to - from, 50);
  const start = Math.min(Math.max((from + to - wide) / 2, 0), 100 - wide);
  const line = make("p", { class: "sides small quiet" }, said);
  line.style.paddingInline = `${percentOf(start)} ${percentOf(100 - start - wide)}`;
  return line;
}

function saysOf(reach, answer) {
  return reach.item ? answer : model.facts[reach.fact].answers[answer].says;
}
