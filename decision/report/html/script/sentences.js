// A finding in sentences: decision/sentences/explanation.py and held_back.py.
const FEW = 0.5; // of the questions: with fewer answers a verdict says how few
const TELLING = 0.05; // points; a smaller contribution to the margin is not worth a word

// The whole explanation, the answer first. `asks`: what to ask next.
function explain(finding, asks = []) {
  const { standing } = finding, { table } = standing, level = nothingAhead(finding);
  return [
    headline(finding), ...coursesApart(finding), ...formsApart(finding), ...plainPair(finding),
    ...certainty(finding), ...heldBack(finding, asks).filter((one) => !level.includes(one)),
    ...reasonsOf(standing), ...availabilitySays(table), ...dutiesSay(standing),
    ...warningsOf(table), ...overruledOf(table), unknownOf(table), whoseWeights(standing),
  ];
}

// The answer in one short sentence; one that rests on little says so.
function headline({ standing, verdict, formWord }) {
  const { leader, course } = standing, { word } = verdict;
  if (leader === null) { return say("NONE_CAN"); }
  const isAgreed = standing.table.available[leader] !== "unknown", isNarrow = formWord === "close";
  let best = named(leader);
  if (standing.rival === null) {
    return say("ONLY_ONE", { one: standing.over === null ? best : courseNamed(course) });
  }
  if (word === "close" || word === "unknown") {
    return notSure(standing, word, isAgreed ? best : say("AGREED_WITHIN", { best }));
  }
  if (isNarrow) {
    best = say("NARROWLY", { course: courseNamed(course), best });
  } else if (!isAgreed) {
    best = say("AGREED", { best });
  }
  const parts = basisOf(standing), basis = isNarrow ? parts.join(", ") : listed(parts);
  return basis ? say(`BEST_ON.${word}`, { basis, best }) : say(`BEST.${word}`, { best });
}

function notSure(standing, word, best) {
  const keys = model.ids.facts.filter((fact) => model.facts[fact].key).length;
  if (word === "unknown" && keys && !Object.keys(standing.table.case.answers || {}).length) {
    return sayOf("FIRST_ANSWER", keys, { count: inWords(keys) });
  }
  if (!standing.level) { return say(`NOT_SURE.${word}`, { best }); }
  const level = [standing.leader, standing.rival].map((one) => courseNamed(model["course-of"][one]));
  return say(`NOT_SURE_LEVEL.${word}`, { courses: listed(level) });
}

// What little an answer rests on; nothing with most questions answered and weights given.
function basisOf({ table, weightsFrom }) {
  const every = table.facts.length, known = every - table.unanswered.length, parts = [];
  if (every && known < FEW * every) {
    parts.push(sayOf("ANSWERS", known, { count: inWords(known) }));
  }
  if (weightsFrom === "model") { parts.push(say("PRESET")); }
  return parts;
}

// By how much the leader is ahead of the best option of any other course.
function coursesApart({ standing }) {
  const { leader, rival, margin, level } = standing;
  if (rival === null) { return []; }
  const fields = { one: named(leader), other: named(rival), by: inPoints(margin) };
  return [say(level ? "SAME_TOTAL" : "APART", fields)];
}

// How the leader stands beside the best other form of its course.
function formsApart({ standing, formWord }) {
  const { leader, over, formMargin, table } = standing;
  if (leader === null || over === null) { return []; }
  const unsure = [leader, over].filter((form) => table.available[form] === "unknown").map(named);
  const fields = {
    one: named(leader), other: named(over), by: inPoints(formMargin), unsure: listed(unsure),
  };
  return [say(formMargin <= TIE ? "LEVEL" : `FORMS.${formWord}`, fields)];
}

// How the plain options stand side by side; nothing where they are the answer.
function plainPair({ standing }) {
  const { leader, other, margin } = standing.plain, { choosable } = standing.table;
  const isAnswer = [leader, other].every((one) => one === standing.leader || one === standing.rival);
  if (isAnswer || model.ids.courses.every((head) => model.courses[head].length === 1)) { return []; }
  const able = [leader, other].filter((one) => choosable.includes(one)).length;
  const name = able === 0 ? "NEITHER" : able === 1 ? "PLAIN_ONLY"
    : Math.abs(margin) <= TIE ? "PLAIN_LEVEL" : "PLAIN_APART";
  return [say(name, { one: named(leader), other: named(other), by: inPoints(margin) })];
}

// How often the leading course is ahead, and between what the margin lies.
function certainty({ standing, draws }) {
  const { table } = standing;
  if (standing.course === null || standing.rival === null) { return []; }
  const cells = model.ids.criteria.flatMap((name) =>
    model.ids.options.map((option) => table.cells[name][option]));
  const varies = model["shift-spread"] > 0
    && cells.some((cell) => cell.reasons.some((reason) => reason.fact));
  if (!table.openFacts.length && !varies && cells.every((cell) => cell.low === cell.high)) {
    return [say("NOTHING_UNCERTAIN")];
  }
  const course = courseNamed(standing.course), often = of100(draws.probability);
  const sentences = [say("LEADS_IN", { course, often, margins: marginsSay(draws.margin) })];
  const chanceOfCourse = (head) => draws.courses[head].probability;
  const most = model.ids.courses.reduce((best, head) =>
    chanceOfCourse(head) > chanceOfCourse(best) ? head : best);
  if (draws.probability < 0.5 && most !== standing.course
      && chanceOfCourse(most) > draws.probability) {
    const name = standing.margin > TIE ? "DISAGREE" : "DISAGREE_LEVEL";
    sentences.push(say(name, { course, other: courseNamed(most) }));
  }
  return sentences;
}

// The margins between which 90 of 100 simulations lie.
function marginsSay(margin) {
  const low = inPoints(margin.low), high = inPoints(margin.high);
  const name = margin.low < -TIE ? (margin.high <= TIE ? "BEHIND" : "EITHER_SIDE")
    : low === high ? "AHEAD_BY" : "AHEAD";
  return say(name, { low, high, by: low });
}

// Which criteria count most for the leader, and which for its rival.
function reasonsOf(standing) {
  const { leader, rival } = standing;
  if (rival === null) { return []; }
  const gaps = differences(standing, leader, rival), sentences = [];
  const ours = gaps.filter(([, gap]) => gap > TELLING).slice(0, 3);
  const theirs = [...gaps].reverse().filter(([, gap]) => gap < -TELLING).slice(0, 3);
  for (const [option, counted] of [[leader, ours], [rival, theirs]]) {
    const parts = counted.map(([name, gap]) => say("COUNTED",
      { criterion: model.criteria[name].name, points: fixed(Math.abs(gap)) }));
    if (parts.length) {
      sentences.push(say("COUNTS", { option: named(option), parts: listed(parts) }));
    }
  }
  if (ours.length && gaps.every(([, gap]) => gap >= -TIE)) {
    sentences.push(say("COUNTS_FOR_NONE", { option: named(rival) }));
  }
  return [sentences.join(" ") || say("NO_CRITERION")];
}

// Which options depend on something, or can't be had.
function availabilitySays(table) {
  const { available, choosable, standsOn } = table;
  return model.ids.options.filter((option) => available[option] !== "yes").map((option) => {
    const needs = (model.options[option].needs || []).map(
      (need) => ({ ...need, possible: possibleOf(table, need.fact) }));
    const isMet = (need) => (answer) => need.is.includes(answer);
    if (available[option] === "no") {
      const refused = needs.filter((need) => need.possible.length && !need.possible.some(isMet(need)));
      const fallback = standsOn[option];
      return say(fallback === option ? "LEFT_OUT" : "SCORED_AS", {
        option: named(option), fallback: named(fallback),
        answers: listed(refused.map(({ fact, possible }) => say("WAS_ANSWERED", {
          ask: model.facts[fact].ask,
          answers: listed(possible.map((one) => model.facts[fact].answers[one].says)),
        }))),
      });
    }
    const missing = needs.filter((need) => !need.possible.length || !need.possible.every(isMet(need)));
    return sayOf(choosable.includes(option) ? "DEPENDS" : "ONCE_SETTLED", missing.length,
      { option: named(option), asks: asksListed(missing.map((need) => need.fact)) });
  });
}

function asksListed(facts) {
  return listed(facts.map((fact) => say("QUOTED", { text: model.facts[fact].ask })));
}

function dutiesListed(gates) {
  return gates.map((gate) => lowered(model.gates[gate].says)).join("; ");
}

// Which duties are unmet or unknown for the option that leads.
function dutiesSay({ table, leader }) {
  const mine = leader === null ? [] : dutiesOf(leader);
  return [["NOT_MET", "unmet"], ["NOT_KNOWN", "unknown"]].flatMap(([name, word]) => {
    const these = mine.filter((gate) => gateWord(table.case, gate, leader) === word);
    return these.length ? [sayOf(name, these.length,
      { option: named(leader), duties: dutiesListed(these) })] : [];
  });
}

// The warnings of the answers given.
function warningsOf(table) {
  return table.facts.map((fact) => {
    const { answer } = table.readings[fact];
    return answer === null ? "" : model.facts[fact].answers[answer].warns;
  }).filter(Boolean);
}

// Which scores were overruled, by whom, from what to what and why.
function overruledOf(table) {
  return (table.case.overrides || []).filter((one) => table.standsOn[one.option] === one.option)
    .map((one) => say("OVERRULED", {
      option: named(one.option),
      criterion: model.criteria[one.criterion].name,
      by: one.by,
      before: figure(table.cells[one.criterion][one.option].computed),
      after: figure(one.score),
      because: stripEnd(one.because, "."),
    }));
}

// How many facts have no answer.
function unknownOf(table) {
  const every = table.facts.length, still = table.unanswered.length;
  if (!every) { return say("NO_QUESTIONS"); }
  if (!still) { return sayOf("ALL_ANSWERED", every, { every }); }
  return say("UNANSWERED", { open: stillOpen(still, every, say("ANY_QUESTION")) });
}

function whoseWeights({ weightsFrom, table }) {
  const by = `AGREED_WEIGHTS.${table.case["weights-by"]}`;
  return say(weightsFrom === "case" && by in model.sentences ? by : `WEIGHTS.${weightsFrom}`);
}

// How many of some questions are open, without a full stop.
function stillOpen(still, every, what) {
  if (every === 1) { return say("OPEN_ONLY", { what }); }
  if (still === every) { return say("OPEN_ALL", { every, what }); }
  return sayOf("OPEN", still, { count: still, every, what });
}

// What holds the verdict back from the next better word; the first two of `asks` are named where
// asking could settle it.
function heldBack(finding, asks = []) {
  const { verdict, standing, draws, whatIfs, roles } = finding, sentences = nothingAhead(finding);
  const add = (name, fields) => sentences.push(say(name, fields));
  if (verdict.asking) {
    add("ASKING_SETTLES", { now: of100(draws.probability), then: of100(draws.ifAllKnown) });
    sentences.push(...whatToAsk(asks));
  }
  if (verdict.openKeys.length && !verdict.asking) {
    const keys = model.ids.facts.filter((fact) => model.facts[fact].key).length;
    const open = stillOpen(verdict.openKeys.length, keys, say("KEY_QUESTION"));
    add("KEYS_OPEN", { open, asks: asksListed(verdict.openKeys) });
  }
  if (verdict.thinMargin && !standing.level) { add("THIN", { near: NEAR }); }
  if (verdict.lowProbability) {
    const needed = of100(verdict.word === "close" ? LEANING : CLEAR);
    const often = of100(draws.probability);
    add(`MUST_AGREE.${verdict.word}`,
      { needed, often: often === needed ? say("JUST_UNDER", { often }) : often });
  }
  if (verdict.unweighed) { add("UNWEIGHED"); }
  if (verdict.unmet.length) {
    add("UNMET", { option: named(standing.leader), duties: dutiesListed(verdict.unmet) });
  }
  for (const name of verdict.whatIfs) {
    add("WHAT_IF", { says: stripEnd(model["what-ifs"][name].says, "."), lead: leadSays(whatIfs[name]) });
  }
  for (const role of verdict.roles) {
    add(role === OTHER_ROLES ? "BY_OTHER_ROLES" : "BY_ROLE", { role, lead: leadSays(roles.get(role)) });
  }
  if (verdict.panelParts) { add("MEANS_PART"); }
  return sentences;
}

// That courses tie, or that nothing can be chosen; the headline says so too.
function nothingAhead({ standing }) {
  if (standing.leader === null) { return [say("NONE_CAN")]; }
  if (!standing.level) { return []; }
  const most = standing.totals[standing.leader];
  const level = model.ids.courses.filter((head) => {
    const form = bestOf(standing, head);
    return form !== null && standing.totals[form] >= most - TIE;
  });
  return [say("ALL_LEVEL", { courses: listed(level.map(courseNamed)) })];
}

function whatToAsk(asks) {
  const worth = asks.filter((one) => one.worth > 0).slice(0, 2);
  const parts = (worth.length ? worth : asks.slice(0, 1)).map(({ fact, item }) => {
    const { who } = model.facts[fact];
    return say(who ? "ASKED_OF" : "QUOTED", { who, text: questionText(fact, item) });
  });
  return parts.length ? [say("ASK_NEXT", { asked: parts.join(" ") })] : [];
}
