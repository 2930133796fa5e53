// What asking one more question is worth: the expected value of partial perfect information;
// decision/sensitivity/information.py.
const ASKED = 5000; // draws that each answer is put into, the first of all
const WORTHLESS = 0.005; // points; less than this is within what the draws leave

// What to ask, the most worthwhile first: by worth, swing and file order.
function askNext(standing, given) {
  const { table } = standing;
  if (!table.openFacts.length) { return []; }
  const asking = askingOf(standing, given), found = [];
  for (const fact of table.openFacts) {
    for (const [item, possible] of questionsOf(asking.drawing, fact)) {
      found.push(questionWorth(asking, fact, item, possible));
    }
  }
  return found.sort((one, other) => rounded(other.worth) - rounded(one.worth)
    || rounded(other.swing) - rounded(one.swing));
}

// Each question about an open fact: [the item asked or null, its answers], an answer with its
// chance, how the fact then stands and how it is drawn.
function questionsOf(drawing, fact) {
  const { table } = drawing, read = table.readings[fact], drawn = drawing.states[fact];
  if (fact in table.disputed) {
    return [[null, [
      { word: "first", chance: 0.5, read, state: drawn.first },
      { word: "second", chance: 0.5, read: table.disputed[fact], state: drawn.second },
    ]]];
  }
  if (hasItemEffects(fact)) {
    const chance = chanceOf(read);
    return read.openItems.map((item) => [item, [["yes", true, chance], ["no", false, 1 - chance]]
      .filter(([, , part]) => part > 0).map(([word, told, part]) => {
        const then = withItem(read, item, told);
        return { word, chance: part, read: then, state: stateOf(then, ASKED) };
      })]);
  }
  const names = model.ids.answers[fact], part = byId(read.possible, () => 1 / read.possible.length);
  if (read.hasItems) {
    for (const name of read.possible) { part[name] = 0; }
    for (const { more, part: chance } of chancesOf(read)) {
      const picked = pick(fact, read.count + more);
      if (picked !== null) { part[picked] += chance; }
    }
  }
  return [[null, read.possible.map((word) => ({
    word, chance: part[word], read: reading(fact, word, [word]),
    state: { fact, items: Object.create(null), answer: names.indexOf(word) },
  }))]];
}

// The draws that every answer is put into: each option's own scores before the clip, with their
// share, by cell, and its own total; who leads as stated with each answer; room for told totals.
function askingOf(standing, given) {
  const { table, shares } = standing, { options, criteria, courses } = model.ids;
  const drawing = drawingOf(table), raw = new Map();
  const own = options.map((option) => {
    const summed = new Float64Array(ASKED);
    if (table.standsOn[option] !== option) { return summed; }
    for (const criterion of criteria.filter((name) => shares[name])) {
      const override = overrideOf(table.case, criterion, option), share = shares[criterion];
      if (override) {
        for (let i = 0; i < ASKED; i++) { summed[i] += share * override.score; }
        continue;
      }
      const before = askedDraws(drawing, criterion, option);
      raw.set(cellAt(criterion, option), { before, share });
      for (let i = 0; i < ASKED; i++) { summed[i] += share * clipped(before[i]); }
    }
    return summed;
  });
  const asking = {
    standing, given, drawing, raw, own, stated: singleLeads(given),
    home: courses.indexOf(standing.course),
  };
  asking.spare = own.map((totals) => totals.slice());
  asking.unasked = courses.map((course) => meanBest(own, drawing.can, course));
  return asking;
}

// An option's own scores on a criterion before the clip, one a draw asked.
function askedDraws(drawing, criterion, option) {
  const sign = signIn(drawing, criterion, option);
  return keptFor(`asked ${cellAt(criterion, option)}`, sign, (last) => {
    const into = last || new Float64Array(ASKED);
    const start = startDraws(criterion, option, drawing.table.case);
    const drawn = rawDraws(drawing, criterion, option, start, true, into);
    return typeof drawn === "number" ? into.fill(drawn) : drawn;
  });
}

// What one question is worth, and what its answers do as stated.
function questionWorth(asking, fact, item, possible) {
  if (!possible.length) { return { fact, item, worth: 0, changes: 0, swing: 0 }; }
  const { courses } = model.ids, { drawing } = asking;
  const needed = model.ids.options.some(
    (option) => (model.options[option].needs || []).some((need) => need.fact === fact));
  const moved = new Set(effectsOf[fact].cells.map(
    (cell) => model["course-of"][model.ids.options[cell % model.ids.options.length]]));
  const rows = possible.map((one) => {
    const own = ownWith(asking, fact, one.state);
    if (!needed) { // then only the courses that it moves change
      const expected = courses.map((course, place) => moved.has(course)
        ? meanBest(own, drawing.can, course) : asking.unasked[place]);
      return { expected, unasked: expected };
    }
    const { can, sure } = canWith(asking, fact, one), { choosable } = asking.standing.table;
    const now = model.ids.options.map((option, row) => sure[row] && choosable.includes(option));
    return {
      expected: courses.map((course) => meanBest(own, limited(can, sure), course)),
      unasked: courses.map((course) => meanBest(own, limited(can, now), course)),
    };
  });
  const mean = (values) => values.reduce(
    (sum, value, row) => sum + possible[row].chance * value, 0);
  const told = mean(rows.map((row) => Math.max(...row.expected)));
  const worth = told - Math.max(...courses.map(
    (_, place) => mean(rows.map((row) => row.unasked[place]))));
  const leads = possible.map((one) => statedWith(asking, fact, item, one));
  const margins = leads.map((lead) => lead.margin).filter(Number.isFinite);
  return {
    fact, item, worth: worth >= WORTHLESS ? worth : 0,
    changes: mean(leads.map((lead) => lead.course === asking.home ? 0 : 1)),
    swing: margins.length ? Math.max(...margins) - Math.min(...margins) : 0,
  };
}

// Own totals with a fact's answer put in, redoing only the cells that it touches.
function ownWith(asking, fact, told) {
  const own = asking.own.slice(), sizes = factorsOf(fact) || ONES;
  for (const cell of effectsOf[fact].cells) {
    const kept = asking.raw.get(cell), row = cell % model.ids.options.length;
    if (!kept) { continue; } // it has no share, or was overruled, or is not scored on
    if (own[row] === asking.own[row]) { (own[row] = asking.spare[row]).set(asking.own[row]); }
    const change = changeIn(asking.drawing.states[fact], told, cell);
    addChange(own[row], kept, change, sizes);
  }
  return own;
}

function addChange(totals, { before, share }, change, sizes) {
  for (let i = 0; i < ASKED; i++) {
    totals[i] += share * clipped(before[i] + change[i] * sizes[i]) - share * clipped(before[i]);
  }
}

const CHANGE = new Float64Array(ASKED);

// What a fact adds to a cell once told, less what it adds as drawn; written over by the next call.
// An item that is drawn either way alike changes nothing.
function changeIn(drawn, told, cell) {
  CHANGE.fill(0);
  if (drawn.isSecond) {
    addPoints(CHANGE, drawn, cell, null);
    for (let i = 0; i < ASKED; i++) { CHANGE[i] = -CHANGE[i]; }
    addPoints(CHANGE, told, cell, null);
    return CHANGE;
  }
  const effects = effectsOf[drawn.fact], table = effects.answers.get(cell);
  if (table) { subtract(placed(table, told.answer), placed(table, drawn.answer)); }
  for (const [item, yes, no] of effects.items.get(cell) || []) {
    const [is, was] = [told, drawn].map((state) => state.items[item]);
    if (is !== was) { subtract(placed([no, yes], is), placed([no, yes], was)); }
  }
  return CHANGE;
}

function placed(table, at) {
  return typeof at === "object" ? { table, at } : { table: [table[Number(at)]], at: NO_PLACES };
}

const NO_PLACES = new Uint8Array(ASKED);

function subtract(is, was) {
  for (let i = 0; i < ASKED; i++) { CHANGE[i] += is.table[is.at[i]] - was.table[was.at[i]]; }
}

// What can be chosen in each draw given an answer, and at all. An option without a fallback needs
// its needs known to be met: by this answer too.
function canWith(asking, fact, one) {
  const { drawing } = asking, { table } = drawing, can = [], sure = [];
  for (const option of model.ids.options) {
    const entry = model.options[option], hasFallback = "falls-back-to" in entry;
    let flags = true, surely = true;
    for (const need of entry.needs || []) {
      if (!(need.fact in table.readings)) { continue; }
      const told = need.fact === fact;
      flags = both(flags, meets(told ? one.state : drawing.states[need.fact], need.is));
      const possible = told ? one.read.possible : possibleOf(table, need.fact);
      const met = possible.map((answer) => need.is.includes(answer));
      surely = surely && (hasFallback ? met.includes(true) : !met.includes(false));
    }
    can.push(flags);
    sure.push(surely);
  }
  return { can, sure };
}

function limited(can, sure) {
  return can.map((flags, row) => sure[row] ? flags : false);
}

const BEST = new Float64Array(ASKED);

// The mean total of a course's best form that can be chosen; 0 in draws with none.
function meanBest(own, can, course) {
  const best = BEST.fill(-Infinity);
  for (const form of model.courses[course]) {
    const row = optionPlace[form], totals = own[row], flags = can[row];
    if (flags === false) { continue; }
    for (let i = 0; i < ASKED; i++) {
      if (totals[i] > best[i] && (flags === true || flags[i])) { best[i] = totals[i]; }
    }
  }
  let sum = 0;
  for (let i = 0; i < ASKED; i++) { if (best[i] > -Infinity) { sum += best[i]; } }
  return sum / ASKED;
}

// The margin and the leading course, as stated, with one answer given.
function statedWith(asking, fact, item, one) {
  const { standing, given } = asking, { table } = standing;
  if (fact in table.disputed) {
    const disputed = Object.assign(Object.create(null), table.disputed);
    delete disputed[fact];
    const readings = Object.assign(Object.create(null), table.readings, { [fact]: one.read });
    const settledNow = variants({ ...standing, table: { ...table, readings, disputed } });
    return leadsAt(settledNow, settledNow.raw, settledNow.barred);
  }
  const place = given.changes.findIndex((change) => change.fact === fact && change.item === item
    && change.after === one.word);
  if (place >= 0) { return asking.stated[place]; }
  return { margin: standing.margin === null ? Infinity : standing.margin, course: asking.home };
}
