// Model + case → a table of scores with reasons; decision/evaluation/scores.py.

// Every cell, with how each fact reads and how each option stands.
function scoreTable(given, leftOut = []) {
  const { options, criteria } = model.ids;
  const readings = readingsOf(given, leftOut);
  const disputes = given.disputed || NOTHING;
  const disputed = byId(Object.keys(disputes).filter((fact) => fact in readings),
    (fact) => readFact(fact, disputes[fact].says));
  const available = byId(options, (option) => availabilityOf(option, readings, disputed));
  const standsOn = byId(options, (option) => scoredAs(option, available));
  const facts = model.ids.facts.filter((fact) => fact in readings);
  const reads = facts.map((fact) => readings[fact]);
  const moved = { known: gathered(reads.map(settled)), ranges: gathered(reads.map(openRange)) };
  const own = byId(criteria, (criterion) => byId(options,
    (option) => cellOf(criterion, option, given, moved)));
  return {
    case: given, facts, readings, disputed, available, standsOn,
    cells: byId(criteria, (criterion) => byId(options,
      (option) => own[criterion][standsOn[option]])),
    choosable: options.filter((option) => canChoose(option, available[option])),
    unanswered: facts.filter((fact) => !readings[fact].answered),
    openFacts: facts.filter((fact) => !readings[fact].answered || fact in disputed
      || readings[fact].openItems.some((item) => moves(model.facts[fact].items[item]))),
  };
}

// Lists by cell, one after another.
function gathered(maps) {
  const found = new Map();
  for (const one of maps) {
    for (const [cell, list] of one) { found.set(cell, [...(found.get(cell) || []), ...list]); }
  }
  return found;
}

// The answers that may hold of a fact, both of a dispute; none if it is left out.
function possibleOf(table, fact) {
  if (!(fact in table.readings)) { return []; }
  const second = fact in table.disputed ? table.disputed[fact].possible : [];
  return Array.from(new Set([...table.readings[fact].possible, ...second]));
}

// "yes" if every possible answer meets each need, "no" if none meets one of them.
function availabilityOf(option, readings, disputed) {
  let word = "yes";
  for (const need of model.options[option].needs || []) {
    // Of a fact that is left out nothing is known: any of its answers is possible.
    const possible = need.fact in readings ? [...readings[need.fact].possible,
      ...(need.fact in disputed ? disputed[need.fact].possible : [])]
      : model.ids.answers[need.fact];
    if (!possible.some((answer) => need.is.includes(answer))) { return "no"; }
    if (!possible.every((answer) => need.is.includes(answer))) { word = "unknown"; }
  }
  return word;
}

function canChoose(option, word) {
  return word === "yes" || (word === "unknown" && "falls-back-to" in model.options[option]);
}

// The option whose cells an option is scored on: its fallback, where what it needs is refused.
function scoredAs(option, available) {
  const fallback = model.options[option]["falls-back-to"];
  return available[option] !== "no" || fallback === undefined ? option
    : scoredAs(fallback, available);
}

function overrideOf(given, criterion, option) {
  return (given.overrides || []).find(
    (one) => one.criterion === criterion && one.option === option) || null;
}

function cellOf(criterion, option, given, moved) {
  const start = startOf(criterion, option, given), place = cellAt(criterion, option);
  const reasons = [start.reason, ...(moved.known.get(place) || [])];
  const points = reasons.slice(1).map((one) => one.points);
  const raw = fsum([start.stated, ...points]), score = clipped(raw);
  if (score !== raw) { reasons.push(reasonOf(score - raw, say("CLIPPED", {}), {})); }
  const override = overrideOf(given, criterion, option);
  if (override) {
    const because = say("OVERRULED_BY", { by: override.by, because: override.because });
    const reason = reasonOf(override.score, because, {});
    const at = override.score;
    return { score: at, low: at, high: at, reasons: [reason], computed: score, override };
  }
  const ranges = moved.ranges.get(place) || [];
  const low = fsum([start.low, ...points, ...ranges.map(([least]) => Math.min(0, least))]);
  const high = fsum([start.high, ...points, ...ranges.map(([, most]) => Math.max(0, most))]);
  return {
    score, low: Math.min(clipped(low), score), high: Math.max(clipped(high), score), reasons,
    computed: score, override: null,
  };
}

// The low, stated and high start of a cell, with the reason for the stated one.
function startOf(criterion, option, given) {
  const entry = model.criteria[criterion];
  if (entry.scores) {
    const cell = entry.scores[option], { score, low = score, high = score } = cell;
    const because = cell.because || say("NO_REASON", {});
    const evidence = (cell.evidence || []).length ? cell.evidence : entry.evidence;
    return { low, stated: score, high, reason: reasonOf(score, because, { evidence }) };
  }
  const amount = amountOf(criterion, option, given), { low, high } = amount;
  const stated = valueOf(criterion, amount.amount);
  const ends = [low, high].map((end) => isGiven(end) ? valueOf(criterion, end) : stated);
  const evidence = [amount.evidence, entry.amounts[option].evidence, entry.evidence]
    .find((ids) => ids && ids.length);
  let because = say("WORTH_THIS", {
    amount: numeral(amount.amount), unit: entry.measure.unit });
  if (amount.because) { because = `${because} ${amount.because}`; }
  return {
    low: Math.min(...ends), stated, high: Math.max(...ends),
    reason: reasonOf(stated, because, { evidence }),
  };
}

function isGiven(value) {
  return value !== undefined && value !== null;
}

// An amount: the case's own, which may be a bare number, or else the model's.
function amountOf(criterion, option, given) {
  const own = ((given.amounts || NOTHING)[criterion] || NOTHING)[option];
  if (typeof own === "number") { return { amount: own }; }
  return own || model.criteria[criterion].amounts[option];
}

// The points of a value function in rising order: [[amount, worth], …].
function valuePoints(criterion) {
  const { values } = model.criteria[criterion].measure;
  return Object.keys(values).map((amount) => [Number(amount), values[amount]])
    .sort((one, other) => one[0] - other[0]);
}

// The points (0 to 100) that an amount is worth: straight between two points, flat outside.
function valueOf(criterion, amount) {
  const points = valuePoints(criterion);
  const place = points.filter(([at]) => at <= amount).length;
  if (place === 0) { return points[0][1]; }
  if (place === points.length) { return points[place - 1][1]; }
  const [[left, below], [right, above]] = points.slice(place - 1, place + 1);
  return below + (above - below) * (amount - left) / (right - left);
}
