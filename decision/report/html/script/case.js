// A case read from a file and checked against the model, and written; decision/model/case.py and
// case_checks.py. Its keys are those of case.yaml; mappings inherit nothing.
const WEIGHTS_BY = ["swing", "direct", "rank", "panel-mean", "panel-role-mean", "panel-median", "agreed"];
const GATE_WORDS = ["met", "unmet", "unknown"];
const aGateWord = oneOf(GATE_WORDS, () => "write met, unmet or unknown");

// One word for all the options of a duty, or a word for each of some.
const aGateState = {
  read(node, path, found) {
    if (!node.entries) { return aGateWord.read(node, path, found); }
    const value = Object.create(null);
    for (const [option, word] of node.entries) {
      value[option] = aGateWord.read(word, [...path, option], found);
    }
    return value;
  },
  write: asIs,
};

const TICKS = groupOf({ yes: listOf(anId), unknown: listOf(anId) });

// An answer id, a number in the fact's unit, or the ticks of a checklist.
const anAnswer = {
  read(node, path, found) {
    if (node.items) { return listOf(anId).read(node, [...path, "yes"], found); }
    if (node.entries) {
      const { yes = [], unknown = [] } = TICKS.read(node, path, found);
      return unknown.length ? { yes, unknown } : yes;
    }
    const isNumber = !node.quoted && NUMBER.test(node.text);
    return isNumber ? aNumber().read(node, path, found) : aText.read(node, path, found);
  },
  write: asIs,
};

const AMOUNT = groupOf({
  amount: [aNumber(), "120"], low: aNumber(), high: aNumber(), because: aText, evidence: listOf(anId),
});
const anAmount = {
  read(node, path, found) {
    const before = found.length;
    const bare = { entries: new Map([["amount", node]]), places: new Map() };
    const value = AMOUNT.read(node.entries ? node : bare, path, found);
    const { amount, low, high } = value, given = (key) => numberAsWritten(node.entries.get(key).text.trim());
    if (found.length > before) { return value; }
    if ((low === undefined) !== (high === undefined)) {
      wrong(found, path, "has only one of `low` and `high`; write both, or neither");
    } else if (low > amount || amount > high) {
      wrong(found, path, `runs from ${given("low")} to ${given("high")} and leaves out the amount ` +
        `${given("amount")}; write a range that holds it`);
    }
    return value;
  },
  write: (value) => typeof value === "object" ? AMOUNT.write(value) : value,
};

const textById = mappingOf(aText);
const SIGNED = { because: [aText, "the reason"], by: [aText, "a role"] };
const CASE_KEYS = {
  model: groupOf({ title: aText, fingerprint: aText }),
  site: groupOf({ name: aText, "prepared-by": aText, date: aDate }),
  answers: mappingOf(anAnswer),
  "answered-by": textById,
  "confirmed-by": textById,
  disputed: mappingOf(groupOf({ by: [aText, "a role"], says: [anAnswer, "the other answer"], because: aText })),
  notes: textById,
  overrides: listOf(groupOf({
    criterion: [anId, "hcpc-cpd"], option: [anId, "digital"], score: [aScore, "60"], ...SIGNED,
  })),
  amounts: mappingOf(mappingOf(anAmount)),
  costs: mappingOf(groupOf({ "one-off": aNumber(), yearly: aNumber(), by: aText, note: aText })),
  gates: mappingOf(aGateState),
  weights: mappingOf(aWeight),
  "weights-by": oneOf(WEIGHTS_BY),
  "weight-notes": textById,
  panel: listOf(groupOf({
    name: aText, role: aText, round: aNumber(), weights: [mappingOf(aWeight), "{a-criterion: 100}"],
    scores: mappingOf(mappingOf(aScore)), comments: textById, removed: aText,
  })),
  conduct: mappingOf(groupOf({ met: aFlag, because: aText, by: aText })),
  interests: listOf(groupOf({ role: [aText, "a role"], interest: [aText, "the interest"] })),
  decision: groupOf({
    option: [anId, "an-option"], date: aDate, by: aText, because: aText, review: aDate,
    measures: listOf(aText), "reverse-if": listOf(aText),
  }),
  outcome: groupOf({
    date: aDate, arrangement: [anId, "an-option"],
    went: [oneOf(["better", "as-hoped", "mixed", "worse"]), "as-hoped"], measures: listOf(aText), by: aText,
  }),
  history: listOf(groupOf({
    at: [aMoment, "2026-11-24T10:00"], by: aText, because: aText,
    was: { read: (...given) => CASE.read(...given), write: (value) => CASE.write(value) },
  })),
};
const CASE = groupOf(CASE_KEYS);

// The case in a file: `{case, warnings}`, or `{faults, warnings}`, each `{line, column, message}`.
//   source: the file's text, or its bytes.
function readCase(source) {
  const read = readDocument(source, CASE, misfits);
  if (read.faults) { return read; }
  const { value, root, warnings } = read, note = value.model || {};
  if (note.fingerprint !== undefined && note.fingerprint !== model.fingerprint) {
    const { line, column } = root.entries.get("model").entries.get("fingerprint");
    const title = note.title === undefined ? "" : ` (${shown(note.title)})`;
    warnings.push({
      line, column, message: `this case was written for another model, or another version of it${title}; ` +
        "check that its answers still mean the same",
    });
  }
  return { case: value, warnings };
}

// A case as the text of a case file.
function writeCase(given) {
  return writeYaml(CASE.write(given));
}

// What doesn't fit the model

function misfits(given, root, found) {
  const { ids } = model;
  const answered = ids.facts.concat(ids.gates);
  for (const [id, answer] of Object.entries(given.answers || {})) {
    const path = ["answers", id];
    if (!isNamed(id, ids.facts, "a fact of this model", path, found, true)) { continue; }
    const written = writtenAnswer(id, answer, root, path), fault = answerFault(id, written);
    if (fault) { wrong(found, path, fault); }
    given.answers[id] = written;
  }
  for (const [id, dispute] of Object.entries(given.disputed || {})) {
    const path = ["disputed", id], says = [...path, "says"];
    if (!isNamed(id, ids.facts, "a fact of this model", path, found, true)) { continue; }
    dispute.says = writtenAnswer(id, dispute.says, root, says);
    disputeMisfits(id, (given.answers || {})[id], dispute.says, path, found);
  }
  for (const key of ["answered-by", "confirmed-by", "notes"]) {
    eachNamed(given[key], answered, "a fact or a gate of this model", [key], found);
  }
  overrideMisfits(given.overrides || [], found);
  amountMisfits(given.amounts || {}, found);
  eachNamed(given.costs, ids.options, "an option of this model", ["costs"], found);
  for (const [id, state] of Object.entries(given.gates || {})) {
    if (isNamed(id, ids.gates, "a gate of this model", ["gates", id], found, true) && typeof state === "object") {
      const options = model.gates[id].options || ids.options;
      eachNamed(state, options, `an option that \`${id}\` is about`, ["gates", id], found);
    }
  }
  eachNamed(given.weights, ids.criteria, "a criterion of this model", ["weights"], found);
  eachNamed(given["weight-notes"], ids.criteria, "a criterion of this model", ["weight-notes"], found);
  const weights = given.weights || {};
  const own = (id) => weights[id] === undefined ? model.criteria[id].weight : weights[id];
  if (Object.keys(weights).length && !ids.criteria.some(own)) {
    wrong(found, ["weights"], "are 0, every one; give at least one criterion a weight above 0");
  }
  (given.panel || []).forEach((ballot, place) => ballotMisfits(ballot, root, ["panel", place], found));
  eachNamed(given.conduct, model.conduct, "a point of the checklist", ["conduct"], found);
  for (const [part, key] of [["decision", "option"], ["outcome", "arrangement"]]) {
    if (given[part]) { isNamed(given[part][key], ids.options, "an option of this model", [part, key], found); }
  }
}

// Whether an id is known; notes where it isn't.
function isNamed(id, known, kind, path, found, atKey = false) {
  const isKnown = known.includes(id);
  if (!isKnown) { wrong(found, path, `${shown(id)} is not ${kind}; ${nearest(id, known)}`, atKey); }
  return isKnown;
}

function eachNamed(mapping, known, kind, path, found) {
  for (const id of Object.keys(mapping || {})) { isNamed(id, known, kind, [...path, id], found, true); }
}

function nodeAt(root, path) {
  return path.reduce((node, step) => node && (node.entries ? node.entries.get(step) : node.items[step]), root);
}

// An answer as the fact takes it: where it counts in no unit, a number is the text of an id.
function writtenAnswer(id, given, root, path) {
  return typeof given === "number" && !model.facts[id].unit
    ? numberAsWritten(nodeAt(root, path).text) : given;
}

// Why a fact has no such answer; "" where it has.
function answerFault(id, given) {
  const fact = model.facts[id], answers = model.ids.answers[id], items = model.ids.items[id];
  const listed = answers.slice(0, 12).map((name) => `\`${name}\``).join(", ");
  const ticks = "a list of the items that are in place";
  const write = items.length ? `write ${listed ? `one of ${listed}, or ${ticks}` : ticks}`
    : `write one of ${listed}${fact.unit ? `, or a number of ${fact.unit}` : ""}`;
  if (typeof given === "string") {
    if (answers.includes(given)) { return ""; }
    return fact.unit && NUMBER.test(given.trim())
      ? `is a number in quotes; write ${given.trim().slice(0, 40)} without them` : `can't be ${shown(given)}; ${write}`;
  }
  if (typeof given === "number") {
    return pick(id, given) === null
      ? `is ${given}, below the first answer; write ${fact.answers[answers[0]].from} or more` : "";
  }
  if (!items.length) { return `is a list, and this fact has no \`items\`; ${write}`; }
  const yes = Array.isArray(given) ? given : given.yes, unknown = given.unknown || [];
  const odd = [...yes, ...unknown].find((item) => !items.includes(item));
  if (odd !== undefined) { return `can't hold ${shown(odd)}; ${nearest(odd, items)}`; }
  const twice = yes.find((item) => unknown.includes(item));
  return twice === undefined ? "" : `has \`${twice}\` as both yes and unknown; keep it in one list`;
}

// Why a second answer can't stand beside the one given.
function disputeMisfits(id, given, second, path, found) {
  const says = [...path, "says"], fault = answerFault(id, second);
  if (fault) {
    wrong(found, says, fault);
    return;
  }
  const other = readFact(id, second);
  if (!other.answered) { wrong(found, says, "leaves items unknown; say yes or no of each, or remove it"); }
  if (given === undefined) {
    wrong(found, path, "has no answer beside it; write one under `answers` too, or remove it");
  } else if (!answerFault(id, given)) {
    const first = readFact(id, given);
    if (!first.answered) {
      wrong(found, path, "is about an answer with unknown items; say yes or no of each, or remove it");
    } else if (JSON.stringify(first) === JSON.stringify(other)) {
      wrong(found, says, "is the answer already given; write the other one, or remove it");
    }
  }
}

function overrideMisfits(overrides, found) {
  const seen = new Set();
  overrides.forEach(({ criterion, option }, place) => {
    const path = ["overrides", place], cell = `${criterion}/${option}`;
    isNamed(criterion, model.ids.criteria, "a criterion of this model", [...path, "criterion"], found);
    isNamed(option, model.ids.options, "an option of this model", [...path, "option"], found);
    if (seen.has(cell)) {
      wrong(found, path, "overrules a score that an earlier one overrules; keep one of the two");
    }
    seen.add(cell);
  });
}

function amountMisfits(amounts, found) {
  for (const [id, row] of Object.entries(amounts)) {
    const path = ["amounts", id];
    if (!isNamed(id, model.ids.criteria, "a criterion of this model", path, found, true)) { continue; }
    if (!model.criteria[id].measure) {
      wrong(found, path, `\`${id}\` is judged by scores and takes no amounts; use \`overrides\``, true);
      continue;
    }
    eachNamed(row, model.ids.options, "an option of this model", path, found);
    for (const [option, amount] of Object.entries(row)) {
      (amount.evidence || []).forEach((name, place) => isNamed(name, model.ids.evidence,
        "in the evidence of this model", [...path, option, "evidence", place], found));
    }
  }
}

// What is wrong with the weights and the words of one person.
function ballotMisfits(ballot, root, path, found) {
  const { criteria, options } = model.ids, inside = (...more) => [...path, ...more];
  eachNamed(ballot.weights, criteria, "a criterion of this model", inside("weights"), found);
  const missing = criteria.find((id) => ballot.weights[id] === undefined);
  if (missing !== undefined) {
    wrong(found, inside("weights"), `has no weight for \`${missing}\`; write one for every criterion (0 will do)`);
  } else if (!Object.values(ballot.weights).some(Boolean)) {
    wrong(found, inside("weights"), "are 0, every one; give at least one a weight above 0");
  }
  const { round = 1 } = ballot;
  if (round < 1 || !Number.isInteger(round)) {
    const written = numberAsWritten(nodeAt(root, inside("round")).text.trim());
    wrong(found, inside("round"), `is ${written}; write 1, 2 and so on`);
  }
  eachNamed(ballot.comments, criteria, "a criterion of this model", inside("comments"), found);
  eachNamed(ballot.scores, criteria, "a criterion of this model", inside("scores"), found);
  for (const [id, row] of Object.entries(ballot.scores || {})) {
    eachNamed(row, options, "an option of this model", inside("scores", id), found);
  }
}
