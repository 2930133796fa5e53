// A case under other sets of answers, one or two at a time; decision/sensitivity/answer_changes.py.

// A case, and every single change to its answers, with what each adds to scores before the clip and
// to the needs that bar an option.
function variants(standing) {
  const { table } = standing, { options, courses } = model.ids;
  const raw = Float64Array.from(model.ids.criteria.flatMap((criterion) => options.map(
    (option) => startOf(criterion, option, table.case).stated)));
  const barred = new Int32Array(options.length), changes = [];
  for (const fact of table.facts) {
    const before = movesIn(table.readings[fact]), refused = barsOf(fact, possibleOf(table, fact));
    addTo(raw, before);
    addTo(barred, refused);
    for (const [change, changed] of otherReadings(table.readings[fact])) {
      changes.push({
        ...change, moves: less(movesIn(changed), before),
        bars: less(barsOf(fact, changed.possible), refused),
      });
    }
  }
  const needed = options.flatMap((option) => (model.options[option].needs || []).map(
    (need) => need.fact));
  for (const fact of new Set(needed)) { // of one that is left out any answer is possible
    if (!(fact in table.readings)) { addTo(barred, barsOf(fact, model.ids.answers[fact])); }
  }
  return {
    table, changes, raw, barred,
    shares: model.ids.criteria.map((criterion) => standing.shares[criterion]),
    overruled: model.ids.criteria.flatMap((criterion) => options.map((option) => {
      const override = overrideOf(table.case, criterion, option);
      return override ? override.score : null;
    })),
    courseAt: options.map((option) => courses.indexOf(model["course-of"][option])),
    stated: standing.leader === null ? -1 : optionPlace[standing.leader],
  };
}

function addTo(sums, parts) {
  for (let i = 0; i < sums.length; i++) { sums[i] += parts[i]; }
}

function less(one, other) {
  return one.map((value, place) => value - other[place]);
}

function plus(one, other) {
  return one.map((value, place) => value + other[place]);
}

// The points that how a fact stands adds to each cell.
function movesIn(read) {
  const entry = model.facts[read.fact];
  const found = new Float64Array(model.ids.criteria.length * model.ids.options.length);
  const add = (shifts, part) => {
    for (const [cell, points] of cellsOf(shifts)) { found[cell] += part * points; }
  };
  if (read.answer !== null) { add(entry.answers[read.answer].shifts, 1); }
  for (const item of read.hasItems ? model.ids.items[read.fact] : []) {
    const state = read.items[item], { shifts, "if-not": ifNot } = entry.items[item];
    if (state !== null) { add(state ? shifts : ifNot, 1); }
    else if (read.answer !== null && moves(entry.items[item])) { // by an answer's id: the mean
      add(shifts, chanceOf(read));
      add(ifNot, 1 - chanceOf(read));
    }
  }
  return found;
}

// How many needs of each option a fact bars by the answers that are possible: those refused, and
// without a fallback those not known to be met.
function barsOf(fact, possible) {
  return Int32Array.from(model.ids.options, (option) => {
    const entry = model.options[option];
    return (entry.needs || []).filter((need) => {
      if (need.fact !== fact) { return false; }
      const met = possible.map((answer) => need.is.includes(answer));
      return "falls-back-to" in entry ? met.length > 0 && !met.includes(true)
        : !met.length || met.includes(false);
    }).length;
  });
}

// Each single change to how a fact stands, with how it then stands, in file order. A change has
// `before`, null where the fact has no answer yet; of an item both are "yes" or "no".
function otherReadings(read) {
  const { fact } = read, names = model.ids.answers[fact], found = [];
  const effects = hasItemEffects(fact);
  if (effects) {
    for (const item of read.hasItems ? model.ids.items[fact] : []) {
      const state = read.items[item], before = state === null ? null : state ? "yes" : "no";
      for (const [after, other] of [["yes", true], ["no", false]]) {
        if (other === state || (state === null && !isAllowed(read, other))) { continue; }
        found.push([{ fact, item, before, after }, withItem(read, item, other)]);
      }
    }
    const someKnown = Object.values(read.items).some((state) => state !== null);
    if (someKnown || read.answer === null) { return found; }
  }
  for (const after of read.answer === null ? read.possible : names) {
    if (after !== read.answer) {
      found.push([{ fact, item: null, before: read.answer, after }, readId(fact, after)]);
    }
  }
  return found;
}

// Whether an item not known may be so, within the bounds of how many are ticked.
function isAllowed(read, state) {
  return state ? read.ticks[1] > 0 : read.ticks[0] < read.openItems.length;
}

// Who leads at scores before the clip and with needs barring: places of the leader and its course
// (-1 for none); the stated course's margin over the others, and the leader's over the stated one.
function leadsAt(given, raw, barred) {
  const { options, criteria } = model.ids, size = options.length, own = new Float64Array(size);
  for (let column = 0; column < criteria.length; column++) {
    const share = given.shares[column];
    for (let row = 0, cell = column * size; share > 0 && row < size; row++, cell++) {
      const fixed = given.overruled[cell];
      own[row] += share * (fixed === null ? clipped(raw[cell]) : fixed);
    }
  }
  const can = Array.from(barred, (count) => count === 0), totals = finishedTotals(own, can);
  const able = totals.map((total, row) => can[row] ? total : -Infinity);
  const most = Math.max(...able), stated = Math.max(given.stated, 0);
  const leader = most === -Infinity ? -1 : able.findIndex((total) => total >= most - TIE);
  let ours = -Infinity, theirs = -Infinity;
  able.forEach((total, row) => {
    if (given.courseAt[row] === given.courseAt[stated]) { ours = Math.max(ours, total); }
    else { theirs = Math.max(theirs, total); }
  });
  return {
    leader, course: leader < 0 ? -1 : given.courseAt[leader], margin: ours - theirs,
    over: totals[Math.max(leader, 0)] - totals[stated], lost: !can[stated],
  };
}

// Totals where what can't be chosen stands on what it falls back to.
function finishedTotals(own, can) {
  const standing = (row) => {
    const fallback = model.options[model.ids.options[row]]["falls-back-to"];
    return can[row] || fallback === undefined ? row : standing(optionPlace[fallback]);
  };
  return Array.from(own, (total, row) => Math.min(100, own[standing(row)]));
}

// Who leads with each change made alone.
function singleLeads(given) {
  return given.changes.map((change) =>
    leadsAt(given, plus(given.raw, change.moves), plus(given.barred, change.bars)));
}

// The answers that change the leader; where none alone changes the course, the pairs that do.
function factFlips(standing, given) {
  if (standing.leader === null) { return []; }
  const home = model.ids.courses.indexOf(standing.course), found = [];
  singleLeads(given).forEach((lead, place) => {
    if (lead.leader >= 0 && lead.leader !== given.stated) {
      found.push(flipOf([given.changes[place]], lead));
    }
  });
  const turned = found.some((flip) => flip.course !== standing.course);
  return turned ? found : [...found, ...pairFlips(given, home)];
}

function flipOf(changes, lead) {
  const only = ({ fact, item, before, after }) => ({ fact, item, before, after });
  return {
    changes: changes.map(only), leader: model.ids.options[lead.leader],
    course: model.ids.courses[lead.course], margin: lead.over, lost: lead.lost,
  };
}

// The pairs of answers that change the course: of two facts, then of two items of one checklist.
function pairFlips(given, home) {
  const found = [], { changes } = given;
  const keep = (pair, moved, bars) => {
    const lead = leadsAt(given, moved, bars);
    if (lead.leader >= 0 && lead.course !== home) { found.push(flipOf(pair, lead)); }
  };
  changes.forEach((one, place) => {
    const raw = plus(given.raw, one.moves), barred = plus(given.barred, one.bars);
    for (const other of changes.slice(place + 1)) {
      if (other.fact !== one.fact) {
        keep([one, other], plus(raw, other.moves), plus(barred, other.bars));
      }
    }
  });
  for (const fact of given.table.facts.filter(hasItemEffects)) {
    const read = given.table.readings[fact], order = model.ids.items[fact];
    const before = movesIn(read), refused = barsOf(fact, possibleOf(given.table, fact));
    for (const [one, changed] of otherReadings(read)) {
      for (const [other, then] of otherReadings(changed)) {
        if (one.item === null || other.item === null
          || order.indexOf(one.item) >= order.indexOf(other.item)) { continue; }
        keep([one, other], plus(given.raw, less(movesIn(then), before)),
          plus(given.barred, less(barsOf(fact, then.possible), refused)));
      }
    }
  }
  return found;
}

// How far the answers to each fact or item can take the margin, the farthest first.
function reaches(standing, given) {
  if (standing.margin === null) { return []; }
  const ends = new Map();
  singleLeads(given).forEach(({ margin }, place) => {
    const { fact, item, before, after } = given.changes[place], key = `${fact}/${item || ""}`;
    if (!ends.has(key)) {
      const now = { margin: standing.margin, answer: before };
      ends.set(key, { fact, item, every: before === null ? [] : [now] });
    }
    if (Number.isFinite(margin)) { ends.get(key).every.push({ margin, answer: after }); }
  });
  return Array.from(ends.values()).filter((one) => one.every.length).map(
    ({ fact, item, every }) => {
      every.sort((one, other) => one.margin - other.margin || (one.answer < other.answer ? -1 : 1));
      const least = every[0], most = every[every.length - 1];
      return { fact, item, low: least.margin, lowAnswer: least.answer, high: most.margin,
        highAnswer: most.answer };
    }).sort((one, other) => rounded(other.high - other.low) - rounded(one.high - one.low));
}
