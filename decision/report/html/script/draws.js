// Draws of what is uncertain: starts, open facts, availability, the sizes of shifts;
// decision/evaluation/score_draws.py. What a change leaves alone is kept from one case to the next.

// What each fact can do to each cell, by fact: points by the place of its answer (0 for none, last)
// and [item, points of a yes, points of a no].
const effectsOf = byId(model.ids.facts, (fact) => {
  const names = model.ids.answers[fact], answers = new Map(), items = new Map();
  names.forEach((name, place) => {
    for (const [cell, points] of cellsOf(model.facts[fact].answers[name].shifts)) {
      if (!answers.has(cell)) { answers.set(cell, new Float64Array(names.length + 1)); }
      answers.get(cell)[place] = points;
    }
  });
  for (const name of model.ids.items[fact]) {
    const item = model.facts[fact].items[name];
    const yes = cellsOf(item.shifts), no = cellsOf(item["if-not"]);
    for (const cell of keysOf([yes, no])) {
      const moved = [name, yes.get(cell) || 0, no.get(cell) || 0];
      items.set(cell, [...(items.get(cell) || []), moved]);
    }
  }
  return { answers, items, cells: Array.from(keysOf([answers, items])) };
});

// The facts that can move each cell, by the cell's place, in file order.
const touching = model.ids.criteria.flatMap((criterion) => model.ids.options.map((option) =>
  model.ids.facts.filter((fact) => effectsOf[fact].cells.includes(cellAt(criterion, option)))));

// What the sizes of a fact's shifts are multiplied by; null without a spread.
function factorsOf(fact) {
  const spread = model["shift-spread"];
  return spread ? once("factors", fact,
    () => triangular(1 - spread, 1, 1 + spread, `spread/${fact}`)) : null;
}

// The draws of a case: how each fact is drawn, what can be chosen in each draw.
function drawingOf(table) {
  const drawing = { table, signs: byId(table.facts, (fact) => signOf(table, fact)) };
  drawing.states = byId(table.facts, (fact) => keptFor(`state ${fact}`, drawing.signs[fact],
    () => stateIn(table, fact)));
  drawing.can = model.ids.options.map((option) => canIn(drawing, option));
  return drawing;
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

// What was last made of one thing, as long as what it was made of stays the same; what is made next
// may be put in its place.
const lastMade = new Map();

function keptFor(what, sign, make) {
  const last = lastMade.get(what);
  if (last && last.sign === sign) { return last.made; }
  const made = make(last ? last.made : null);
  lastMade.set(what, { sign, made });
  return made;
}

function signOf(table, fact) {
  return JSON.stringify([table.readings[fact], table.disputed[fact] || null]);
}

// How a fact is drawn: `answer` is the place of its answer, `items` are yes or no; each once for
// all draws or one a draw. Of a dispute: the first, the second, and which it is in each draw.
function stateIn(table, fact) {
  const first = stateOf(table.readings[fact], DRAWS);
  if (!(fact in table.disputed)) { return first; }
  const second = stateOf(table.disputed[fact], DRAWS);
  return { fact, first, second, isSecond: coins(`dispute/${fact}`) };
}

// A fact that stands so, with what isn't known of it drawn.
function stateOf(read, size) {
  const { fact } = read, names = model.ids.answers[fact];
  const items = itemsOf(read, size);
  const placed = read.answer === null ? names.length : names.indexOf(read.answer);
  if (!read.hasItems && read.answer === null) {
    const drawn = integers(`fact/${fact}`, read.possible.length);
    const places = read.possible.map((name) => names.indexOf(name));
    return { fact, items, answer: drawn.subarray(0, size).map((one) => places[one]) };
  }
  if (!read.hasItems || read.answer !== null || !names.length) {
    return { fact, items, answer: placed };
  }
  const picked = [0, ...model.ids.items[fact]].map((_, count) => pick(fact, count));
  const byCount = picked.map((name) => name === null ? names.length : names.indexOf(name));
  const answer = new Uint16Array(size);
  for (const state of Object.values(items)) {
    for (let i = 0; i < size; i++) { answer[i] += typeof state === "boolean" ? state : state[i]; }
  }
  return { fact, items, answer: answer.map((count) => byCount[count]) };
}

// Each item's state: known, or drawn so that every completion is as likely.
function itemsOf(read, size) {
  const { fact, openItems } = read, items = Object.assign(Object.create(null), read.items);
  if (read.ticks[0] === 0 && read.ticks[1] === openItems.length) {
    for (const item of openItems) { items[item] = coins(`item/${fact}/${item}`); }
  } else if (openItems.length) {
    // First how many, by the number of completions; then which, by a random order.
    const chances = chancesOf(read), ends = [];
    chances.forEach((one, place) => { ends.push((place ? ends[place - 1] : 0) + one.part); });
    const how = once("uniform", `fact/${fact}`, () => uniform(`fact/${fact}`));
    const keys = openItems.map((item) => `item/${fact}/${item}`)
      .map((stream) => once("uniform", stream, () => uniform(stream)));
    const states = keys.map(() => new Uint8Array(size));
    for (let i = 0; i < size; i++) {
      const most = chances.length - 1;
      let place = 0;
      while (place < most && ends[place] <= how[i]) { place++; }
      for (let item = 0; item < keys.length; item++) {
        let before = 0;
        for (const other of keys) { if (other[i] < keys[item][i]) { before++; } }
        states[item][i] = before < chances[place].more ? 1 : 0;
      }
    }
    openItems.forEach((item, place) => { items[item] = states[place]; });
  }
  return items;
}

// Whether a fact's answer is one of some: once for all draws, or one a draw.
function meets(state, wanted) {
  if (state.isSecond) {
    const first = meets(state.first, wanted), second = meets(state.second, wanted);
    return flagsOf(state.isSecond.length, (i) => isIn(state.isSecond[i] ? second : first, i));
  }
  const fits = [...model.ids.answers[state.fact].map((name) => wanted.includes(name)), false];
  return typeof state.answer === "number" ? fits[state.answer]
    : flagsOf(state.answer.length, (i) => fits[state.answer[i]]);
}

function flagsOf(size, holds) {
  const found = new Uint8Array(size);
  for (let i = 0; i < size; i++) { found[i] = holds(i) ? 1 : 0; }
  return found;
}

function isIn(flags, i) {
  return typeof flags === "boolean" ? flags : flags[i] === 1;
}

// Whether one thing and another holds, each once for all draws or one a draw.
function both(one, other) {
  if (one === true || other === false) { return other; }
  if (other === true || one === false) { return one; }
  return flagsOf(Math.min(one.length, other.length), (i) => one[i] && other[i]);
}

// Whether an option can be chosen: once for all draws, or one a draw.
function canIn(drawing, option) {
  if (!drawing.table.choosable.includes(option)) { return false; }
  return (model.options[option].needs || []).filter((need) => need.fact in drawing.states)
    .reduce((can, need) => both(can, meets(drawing.states[need.fact], need.is)), true);
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
    for (const criterion of model.ids.criteria.filter((name) => shares[name] > 0)) {
      addWeighed(summed, shares[criterion], ownDraws(drawing, criterion, option, told));
    }
    for (let i = 0; i < DRAWS; i++) { if (summed[i] > 100) { summed[i] = 100; } }
    return summed;
  });
  return finished(own, drawing.can);
}

function addWeighed(summed, share, drawn) {
  if (typeof drawn === "number") {
    const points = share * drawn;
    for (let i = 0; i < DRAWS; i++) { summed[i] += points; }
  } else {
    for (let i = 0; i < DRAWS; i++) { summed[i] += share * drawn[i]; }
  }
}

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
