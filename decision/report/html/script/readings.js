// How the answers of a case read against the facts of a model; decision/model/readings.py.

// The answer that a number or a count picks; null below the first.
function pick(fact, number) {
  let picked = null;
  for (const name of model.ids.answers[fact]) {
    if (model.facts[fact].answers[name].from <= number) { picked = name; }
  }
  return picked;
}

// How one fact stands, from what a case gives for it; the case has been checked.
function readFact(fact, given) {
  const entry = model.facts[fact];
  if (given === undefined || given === null) {
    return entry.items ? readTicks(fact, NOTHING) : reading(fact, null, model.ids.answers[fact]);
  }
  if (typeof given === "object") {
    const yes = Array.isArray(given) ? given : given.yes || [], unknown = given.unknown || [];
    return readTicks(fact, byId(model.ids.items[fact],
      (item) => unknown.includes(item) ? null : yes.includes(item)));
  }
  if (typeof given === "number" && entry.unit) {
    const picked = pick(fact, given);
    return reading(fact, picked, [picked], given);
  }
  return readId(fact, String(given));
}

// How a checklist stands with some items known; those left out are not known.
function readTicks(fact, states) {
  const items = byId(model.ids.items[fact], (item) => states[item] === undefined
    ? null : states[item]);
  const every = Object.values(items);
  const count = every.filter((state) => state === true).length;
  const size = every.filter((state) => state === null).length;
  const possible = [];
  for (let more = 0; more <= size; more++) {
    const picked = pick(fact, count + more);
    if (picked !== null && !possible.includes(picked)) { possible.push(picked); }
  }
  const answer = possible.length && !size ? possible[0] : null;
  return reading(fact, answer, possible, count, items, [0, size]);
}

// An answer given by its id leaves the items of a checklist open, but for how many may be in place.
function readId(fact, answer) {
  const items = model.ids.items[fact], size = items.length;
  if (!size) { return reading(fact, answer, [answer]); }
  const fits = [];
  for (let count = 0; count <= size; count++) {
    if (pick(fact, count) === answer) { fits.push(count); }
  }
  const least = fits[0], most = fits[fits.length - 1];
  if (least === most && (least === 0 || least === size)) {
    return reading(fact, answer, [answer], least, byId(items, () => least === size));
  }
  return reading(fact, answer, [answer], null, byId(items, () => null), [least, most]);
}

// A reading: `items` by id are true, false, or null where not known; `ticks`: how many of those
// not known may be in place, least and most.
function reading(fact, answer, possible, count = null, items = Object.create(null),
  ticks = [0, 0]) {
  const openItems = model.ids.items[fact].filter((item) => items[item] === null);
  const hasItems = Object.keys(items).length > 0;
  const answered = answer !== null || (hasItems && !openItems.length);
  return { fact, answer, possible, count, items, ticks, openItems, hasItems, answered };
}

// How likely each number of yeses among the open items is: every completion allowed alike.
function chancesOf(read) {
  const found = [];
  for (let more = read.ticks[0]; more <= read.ticks[1]; more++) {
    found.push({ more, ways: ways(read.openItems.length, more) });
  }
  const every = found.reduce((sum, one) => sum + one.ways, 0);
  return found.map((one) => ({ more: one.more, part: one.ways / every }));
}

// How likely a yes is for one item that is not known; 0 with none.
function chanceOf(read) {
  const size = read.openItems.length;
  return size ? chancesOf(read).reduce((sum, one) => sum + one.part * one.more, 0) / size : 0;
}

// How a checklist stands once one more item is known, by its answer or item by item.
function withItem(read, item, state) {
  const items = Object.assign(Object.create(null), read.items, { [item]: state });
  if (read.answer === null || !read.openItems.length) { return readTicks(read.fact, items); }
  const left = Object.values(items).filter((one) => one === null).length;
  const [least, most] = read.ticks;
  const ticks = [Math.max(0, least - state), Math.min(most - state, left)];
  return reading(read.fact, read.answer, read.possible, null, items, ticks);
}

function hasItemEffects(fact) {
  return model.ids.items[fact].some((item) => moves(model.facts[fact].items[item]));
}

// Whether a yes or a no to an item moves a score.
function moves(item) {
  return Boolean(item.shifts || item["if-not"]);
}

// How each fact stands, without those left out, by id.
function readingsOf(given, leftOut) {
  const answers = given.answers || NOTHING;
  return byId(model.ids.facts.filter((fact) => !leftOut.includes(fact)),
    (fact) => readFact(fact, answers[fact]));
}
