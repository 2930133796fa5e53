// How the facts of a case are drawn, and what can be chosen in each draw;
// decision/evaluation/score_draws.py.

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

// The draws of a case: how each fact is drawn, what can be chosen in each draw.
function drawingOf(table) {
  const drawing = { table, signs: byId(table.facts, (fact) => signOf(table, fact)) };
  drawing.states = byId(table.facts, (fact) => keptFor(`state ${fact}`, drawing.signs[fact],
    () => stateIn(table, fact)));
  drawing.can = model.ids.options.map((option) => canIn(drawing, option));
  return drawing;
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
