// What the answer to a fact does to the scores; decision/evaluation/fact_effects.py.
// A cell is known by its place: criterion × number of options + option.
const optionPlace = placesOf(model.ids.options);
const criterionPlace = placesOf(model.ids.criteria);

function cellAt(criterion, option) {
  return criterionPlace[criterion] * model.ids.options.length + optionPlace[option];
}

// Each cell that shifts move, and by how many points, as a Map in file order.
function cellsOf(shifts) {
  const found = new Map();
  for (const criterion of Object.keys(shifts || NOTHING)) {
    for (const option of Object.keys(shifts[criterion])) {
      found.set(cellAt(criterion, option), shifts[criterion][option]);
    }
  }
  return found;
}

function keysOf(maps) {
  return new Set(maps.flatMap((one) => Array.from(one.keys())));
}

// What is known of a fact does to each cell: reasons by cell.
function settled(read) {
  const entry = model.facts[read.fact], found = new Map();
  const add = (cell, reason) => { found.set(cell, [...(found.get(cell) || []), reason]); };
  if (read.answer !== null) {
    const given = entry.answers[read.answer];
    for (const [cell, points] of cellsOf(given.shifts)) {
      add(cell, reasonOf(points, given.because || given.says, given, read.fact, read.answer));
    }
  }
  for (const item of Object.keys(read.items).length ? model.ids.items[read.fact] : []) {
    const one = entry.items[item], state = read.items[item];
    if (state === null && (read.answer === null || !moves(one))) { continue; }
    const [moved, says, word] = state === null
      ? [meanEffect(one, chanceOf(read)), say("MEAN_EFFECT", { says: one.says }), null]
      : state ? [cellsOf(one.shifts), one.because || one.says, "yes"]
        : [cellsOf(one["if-not"]), one.because || say("NOT_SO", { says: one.says }), "no"];
    for (const [cell, points] of moved) {
      add(cell, reasonOf(points, says, one, read.fact, word, item));
    }
  }
  return found;
}

function reasonOf(points, because, entry, fact = null, answer = null, item = null) {
  return { points, because, evidence: entry.evidence || [], fact, answer, item };
}

function meanEffect(item, chance) {
  const yes = cellsOf(item.shifts), no = cellsOf(item["if-not"]), found = new Map();
  for (const cell of keysOf([yes, no])) {
    found.set(cell, chance * (yes.get(cell) || 0) + (1 - chance) * (no.get(cell) || 0));
  }
  return found;
}

// How far what isn't known of a fact can still move each cell: [[least, most]] by cell.
function openRange(read) {
  if (!read.hasItems) {
    return read.answered ? new Map() : endsOf(
      read.possible.map((answer) => cellsOf(model.facts[read.fact].answers[answer].shifts)));
  }
  return read.openItems.length ? rangeOfItems(read) : new Map();
}

function endsOf(every) {
  const found = new Map();
  for (const cell of keysOf(every)) {
    const points = every.map((one) => one.get(cell) || 0);
    found.set(cell, [[Math.min(...points), Math.max(...points)]]);
  }
  return found;
}

// Item effects and the answer that they reach are taken together.
function rangeOfItems(read) {
  const entry = model.facts[read.fact], [least, most] = read.ticks, counted = new Map();
  const yes = read.openItems.map((item) => cellsOf(entry.items[item].shifts));
  const no = read.openItems.map((item) => cellsOf(entry.items[item]["if-not"]));
  for (let more = least; more <= most && read.answer === null; more++) {
    const answer = pick(read.fact, read.count + more);
    if (answer !== null) { counted.set(more, cellsOf(entry.answers[answer].shifts)); }
  }
  const found = new Map();
  for (const cell of keysOf([...yes, ...no, ...counted.values()])) {
    const none = fsum(no.map((one) => one.get(cell) || 0));
    const steps = yes.map((one, place) => (one.get(cell) || 0) - (no[place].get(cell) || 0))
      .sort((one, other) => one - other);
    let low = Infinity, high = -Infinity;
    for (let more = least; more <= most; more++) {
      const at = none + (counted.has(more) ? counted.get(more).get(cell) || 0 : 0);
      low = Math.min(low, at + fsum(steps.slice(0, more)));
      high = Math.max(high, at + fsum(steps.slice(steps.length - more)));
    }
    const mean = read.answer === null ? 0 : none + chanceOf(read) * fsum(steps);
    found.set(cell, [[low - mean, high - mean]]);
  }
  return found;
}
