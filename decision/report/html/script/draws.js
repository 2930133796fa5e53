// Draws of scores and totals: starts, what facts add by their states, the sizes of shifts;
// decision/evaluation/score_draws.py. What a change leaves alone is kept from one case to the next.

// The facts that can move each cell, by the cell's place, in file order.
const touching = model.ids.criteria.flatMap((criterion) => model.ids.options.map((option) =>
  model.ids.facts.filter((fact) => effectsOf[fact].cells.includes(cellAt(criterion, option)))));

// What the sizes of a fact's shifts are multiplied by; null without a spread.
function factorsOf(fact) {
  const spread = model["shift-spread"];
  return spread ? once("factors", fact,
    () => triangular(1 - spread, 1, 1 + spread, `spread/${fact}`)) : null;
}

// Room for a number a draw, lent until `letGo`: to make it anew for each change would take longer
// than what is done in it.
const rooms = [];
let lent = 0;

function room() {
  if (lent === rooms.length) { rooms.push(new Float64Array(DRAWS)); }
  return rooms[lent++];
}

function letGo() {
  lent = 0;
}

// Add to cells, one a draw, what a fact adds to a cell there, by the sizes of `factors`.
function addPoints(cells, state, cell, factors) {
  const size = cells.length, points = pointsOf(state, cell, size);
  const sizes = factors || ONES;
  if (typeof points === "number") {
    for (let i = 0; i < size; i++) { cells[i] += points * sizes[i]; }
  } else {
    for (let i = 0; i < size; i++) { cells[i] += points[i] * sizes[i]; }
  }
}

const ONES = new Float64Array(DRAWS).fill(1);

// The points that a fact adds to a cell: a number, or one a draw, which the next call writes over
// where `into` is the same.
function pointsOf(state, cell, size, into = POINTS) {
  if (state.isSecond) {
    const first = pointsOf(state.first, cell, size, new Float64Array(size));
    const second = pointsOf(state.second, cell, size, new Float64Array(size));
    for (let i = 0; i < size; i++) {
      const points = state.isSecond[i] ? second : first;
      into[i] = typeof points === "number" ? points : points[i];
    }
    return into;
  }
  const effects = effectsOf[state.fact], table = effects.answers.get(cell), { answer } = state;
  const isFixed = !table || typeof answer === "number";
  const items = effects.items.get(cell) || [];
  let fixed = table && isFixed ? table[answer] : 0;
  if (isFixed && items.every(([item]) => typeof state.items[item] === "boolean")) {
    for (const [item, yes, no] of items) { fixed += state.items[item] ? yes : no; }
    return fixed;
  }
  if (isFixed) { into.fill(fixed, 0, size); }
  else { for (let i = 0; i < size; i++) { into[i] = table[answer[i]]; } }
  for (const [item, yes, no] of items) {
    const ticks = state.items[item], always = ticks ? yes : no;
    if (typeof ticks === "boolean") { for (let i = 0; i < size; i++) { into[i] += always; } }
    else { for (let i = 0; i < size; i++) { into[i] += ticks[i] ? yes : no; } }
  }
  return into;
}

const POINTS = new Float64Array(DRAWS);

// A start score or an amount's worth: a number, or one a draw.
function startDraws(criterion, option, given) {
  const entry = model.criteria[criterion], stream = `cell/${criterion}/${option}`;
  if (entry.scores) {
    const { low, score, high } = entry.scores[option];
    return once("start", stream, () => triangular(low, score, high, stream));
  }
  const { low, amount, high } = amountOf(criterion, option, given);
  return keptFor(`start ${stream}`, JSON.stringify([low, amount, high]), () => {
    const points = valuePoints(criterion);
    const amounts = triangular(isGiven(low) ? low : undefined, amount, high, stream);
    return typeof amounts === "number" ? interpolated(points, amounts)
      : amounts.map((one) => interpolated(points, one));
  });
}

// As numpy interpolates: by slope from the point below.
function interpolated(points, amount) {
  const last = points.length - 1;
  if (amount <= points[0][0]) { return points[0][1]; }
  if (amount >= points[last][0]) { return points[last][1]; }
  let place = 0;
  while (points[place + 1][0] <= amount) { place++; }
  const [[left, below], [right, above]] = [points[place], points[place + 1]];
  return (above - below) / (right - left) * (amount - left) + below;
}

// An option's own scores on a criterion before the clip: a number, or one a draw.
function rawDraws(drawing, criterion, option, start, sized, into) {
  const cell = cellAt(criterion, option), size = into.length;
  let fixed = start, drawn = null;
  if (typeof start !== "number") {
    drawn = into;
    drawn.set(size < DRAWS ? start.subarray(0, size) : start);
  }
  for (const fact of touching[cell]) {
    const state = drawing.states[fact], factors = sized ? factorsOf(fact) : null;
    if (drawn === null) {
      const points = pointsOf(state, cell, size);
      if (typeof points === "number" && (factors === null || points === 0)) {
        fixed += points;
        continue;
      }
      drawn = into.fill(fixed);
    }
    addPoints(drawn, state, cell, factors);
  }
  return drawn === null ? fixed : drawn;
}

// What an option's draws on a criterion are made of: its amount, and how the facts stand.
function signIn(drawing, criterion, option) {
  const amount = model.criteria[criterion].scores ? null
    : amountOf(criterion, option, drawing.table.case);
  const facts = touching[cellAt(criterion, option)].map((fact) => drawing.signs[fact]);
  return JSON.stringify(amount) + facts.join();
}

// An option's finished scores on a criterion: a number, or one a draw. `told`: with start scores
// and the sizes of shifts as stated, only the answers varying.
function ownDraws(drawing, criterion, option, told) {
  const { table } = drawing, override = overrideOf(table.case, criterion, option);
  if (override) { return override.score; }
  const start = told ? startOf(criterion, option, table.case).stated
    : startDraws(criterion, option, table.case);
  const what = `${told ? "told" : "own"} ${cellAt(criterion, option)}`;
  return keptFor(what, signIn(drawing, criterion, option), (last) => {
    const into = last instanceof Float64Array ? last : new Float64Array(DRAWS);
    const drawn = rawDraws(drawing, criterion, option, start, !told, into);
    if (typeof drawn === "number") { return clipped(drawn); }
    for (let i = 0; i < DRAWS; i++) { drawn[i] = clipped(drawn[i]); }
    return drawn;
  });
}

// Each option's total in each draw, at shares by criterion: a list of them by option's place.
function drawnTotals(drawing, shares, told = false) {
  const own = model.ids.options.map((option) => {
    const summed = room().fill(0);
    if (drawing.table.standsOn[option] !== option) { return summed; }
    const parts = model.ids.criteria.filter((name) => shares[name] > 0).map((criterion) => {
      const drawn = ownDraws(drawing, criterion, option, told), share = shares[criterion];
      return typeof drawn === "number" ? [share * drawn, ONES] : [share, drawn];
    });
    while (parts.length) { addFour(summed, parts.splice(0, 4)); }
    for (let i = 0; i < DRAWS; i++) { if (summed[i] > 100) { summed[i] = 100; } }
    return summed;
  });
  return finished(own, drawing.can);
}

// Add scores by their shares, up to four at once: in one round through the draws for all of them.
function addFour(summed, [[a, one], [b, two] = NONE, [c, three] = NONE, [d, four] = NONE]) {
  for (let i = 0; i < DRAWS; i++) {
    summed[i] = summed[i] + a * one[i] + b * two[i] + c * three[i] + d * four[i];
  }
}

const NONE = [0, ONES];

// Totals where what can't be chosen stands on what it falls back to.
function finished(own, can) {
  const done = [];
  const finish = (place) => {
    const fallback = model.options[model.ids.options[place]]["falls-back-to"];
    if (done[place]) { return done[place]; }
    done[place] = own[place];
    if (fallback !== undefined && can[place] !== true) {
      const other = finish(optionPlace[fallback]);
      done[place] = chosen(can[place], own[place], other);
    }
    return done[place];
  };
  return own.map((_, place) => finish(place));
}

// One thing's totals in the draws where it can be chosen, another's in the rest.
function chosen(can, totals, others) {
  if (can === true) { return totals; }
  if (can === false) { return others; }
  const found = room();
  for (let i = 0; i < DRAWS; i++) { found[i] = can[i] ? totals[i] : others[i]; }
  return found;
}
