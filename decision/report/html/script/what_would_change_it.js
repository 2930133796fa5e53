// What would change the answer, in sentences; decision/sentences/what_would_change_it.py.
const LONGEST_QUESTION = 70; // letters of a question within a sentence

// A finding with what would change it, each part worked out when it is first asked for.
function doubtsOf(finding) {
  const { standing } = finding, doubts = { finding };
  const parts = {
    changes: () => variants(standing),
    askNext: () => askNext(standing, doubts.changes),
    factFlips: () => factFlips(standing, doubts.changes),
    reaches: () => reaches(standing, doubts.changes),
    claims: () => claims(standing, doubts.changes),
    speakers: () => speakers(standing, doubts.changes),
    switching: () => switching(standing),
    cheapestCourseFlip: () => cheapestCourseFlip(standing),
  };
  for (const [name, workOut] of Object.entries(parts)) {
    const kept = [];
    Object.defineProperty(doubts, name, { get: () => {
      if (!kept.length) { kept.push(workOut()); }
      return kept[0];
    } });
  }
  return doubts;
}

// The two most telling reasons why the answer could be wrong, the nearest first.
function doubtsSay(doubts) {
  const { factFlips, claims, cheapestCourseFlip, askNext } = doubts, sentences = [];
  if (factFlips.length) { sentences.push(answersSay(doubts)); }
  if (claims.some((claim) => claim.flips)) { sentences.push(restsOn(doubts)); }
  if (cheapestCourseFlip) { sentences.push(weightToMove(doubts)); }
  if (askNext.length && tells(askNext[0]) && !factFlips.length) { sentences.push(askFirst(doubts)); }
  if (!sentences.length && cheapestCourseFlip === null) { return [say("NOTHING_CHANGES")]; }
  return sentences.slice(0, 2);
}

// Whether an answer could change the course, or at least the margin.
function tells(question) {
  return question.worth > 0 || question.changes > 0 || question.swing > TIE;
}

// Which answers, alone or in pairs, would change the answer.
function answersSay({ finding: { standing }, factFlips }) {
  const alone = factFlips.filter((flip) => flip.changes.length === 1), sentences = [];
  const reversing = alone.filter((flip) => flip.course !== standing.course);
  const pairs = factFlips.filter((flip) => flip.changes.length > 1);
  if (!factFlips.length) { return say("NO_ANSWERS"); }
  if (reversing.length) { return anyOf("REVERSES", standing, reversing); }
  if (alone.length) { sentences.push(anyOf("CHANGES_FORM", standing, alone)); }
  if (pairs.length) { sentences.push(say("TOGETHER", { then: ifSo(standing, farthest(pairs)) })); }
  return sentences.join(" ");
}

// The largest, the first of those that differ by rounding alone.
function farthest(flips) {
  return flips.reduce((best, flip) => rounded(flip.margin) > rounded(best.margin) ? flip : best);
}

function anyOf(name, standing, flips) {
  const subjects = new Set(flips.map(({ changes: [{ fact, item }] }) => `${fact}/${item || ""}`));
  return sayOf(name, subjects.size,
    { count: inWords(subjects.size), then: ifSo(standing, farthest(flips)) });
}

function ifSo(standing, flip) {
  return say(flip.lost ? "IF_LOST" : flip.margin > TIE ? "IF_LEADS" : "IF_LEVEL", {
    what: listed(flip.changes.map(changeSays)), leader: named(flip.leader),
    before: named(standing.leader), by: inPoints(flip.margin),
  });
}

function changeSays({ fact, item, after }) {
  const { ask, answers, items } = model.facts[fact];
  return item
    ? say("IF_ITEM", { item: cutAtWord(items[item].says, LONGEST_QUESTION), answer: after })
    : say("IF_ANSWERED", { ask: cutAtWord(ask, LONGEST_QUESTION), answer: answers[after].says });
}

// Which claims the answer does not survive without.
function restsOn({ finding: { standing }, claims }) {
  const { course } = standing, needed = claims.filter((claim) => claim.flips);
  if (course === null) { return say("NO_CLAIMS"); }
  if (!needed.length) { return say("SURVIVES", { course: courseNamed(course) }); }
  const { kind, by } = model.evidence[needed[0].evidence[0]], more = needed.length - 1;
  return [
    say(`CARRIES.${kind}`, { by }), leadWithout(standing, needed[0], say("IT")),
    ...(more ? [sayOf("MORE_CLAIMS", more, { count: more })] : []),
  ].join(" ");
}

// Whose word the answer does not survive without, the weightiest first.
function restsOnSpeakers({ finding: { standing }, speakers }) {
  const isView = (id) => ["opinion", "experience"].includes(model.evidence[id].kind);
  return speakers.filter((one) => one.flips).map((one) => {
    const who = one.evidence.every(isView) ? "person" : "source"; // as a council is
    return leadWithout(standing, one, say(`ALL_OF.${who}`, { speaker: one.speaker }));
  });
}

// How another course leads without some evidence, over the one that leads with it.
function leadWithout({ course }, { leader, margin }, what) {
  if (leader === null || course === null) { return say("WITHOUT_NOTHING", { what }); }
  const name = margin === null ? "WITHOUT_ONLY"
    : Math.abs(margin) <= TIE ? "WITHOUT_LEVEL" : "WITHOUT_LEADS";
  return say(name, { what, leader: named(leader), course: courseNamed(course), by: inPoints(margin) });
}

// The least weight that would have to move for another course to tie; "" where rounding hides it.
function weightToMove({ finding: { standing }, cheapestCourseFlip: flip }) {
  if (standing.rival === null) { return say("AT_MOST_ONE"); }
  if (!flip) { return flip === null ? say("NO_WEIGHTS") : ""; }
  const option = named(flip.to);
  return flip.moved <= TIE ? say("LEVEL_ALREADY", { option }) : say("GIVE", {
    given: weightParts(flip.given), taken: weightParts(flip.taken), option,
    course: courseNamed(standing.course),
  });
}

function weightParts(parts) {
  const moved = model.ids.criteria.filter((name) => name in parts)
    .sort((one, other) => rounded(parts[other]) - rounded(parts[one]));
  return listed(moved.map((name) =>
    say("PART_OF", { criterion: model.criteria[name].name, part: percent(parts[name]) })));
}

// The weights that can change the course if moved alone, the nearest first.
function turningWeights(switching) {
  const distance = (row) => rounded(Math.abs(row.courseAt - row.share));
  return switching.filter((row) => row.courseAt !== null)
    .sort((one, other) => distance(one) - distance(other));
}

// How many weights could change the course alone, and which is nearest.
function oneWay({ switching }) {
  const turned = turningWeights(switching);
  if (!turned.length) { return say("NO_WEIGHT_ALONE"); }
  const { criterion, share, courseAt } = turned[0];
  return sayOf("WEIGHTS_ALONE", turned.length, {
    count: turned.length, every: switching.length, criterion: model.criteria[criterion].name,
    share: fixed(share * 100), at: fixed(courseAt * 100),
  });
}

// Who would lead at which share of each weight moved alone, the nearest first.
function weightChanges({ finding: { standing }, switching }) {
  return turningWeights(switching).map((row) => say("WEIGHT_MOVED", {
    criterion: model.criteria[row.criterion].name, share: percent(row.share),
    at: percent(row.courseAt), course: courseNamed(courseAtShare(standing, row)),
  }));
}

// The course that takes the lead where one criterion's share reaches `courseAt`.
function courseAtShare({ table, totals, course }, { criterion, share, courseAt }) {
  const totalOf = (option) => {
    const { score } = table.cells[criterion][option];
    return courseAt * score + (1 - courseAt) * (totals[option] - share * score) / (1 - share);
  };
  const best = table.choosable.filter((option) => model["course-of"][option] !== course)
    .reduce((most, option) => totalOf(option) > totalOf(most) ? option : most);
  return model["course-of"][best];
}

// What to ask next, and what its answer may do.
function askFirst({ askNext }) {
  if (!askNext.length) { return say("NONE_TO_ASK"); }
  const { fact, item, changes, swing } = askNext[0], { who } = model.facts[fact];
  const does = changes <= TIE ? say("DOES_NOTHING") : changes >= 1 - TIE ? say("DOES_SURELY")
    : say("DOES_AT_TIMES", { often: of100(changes) });
  return say(who ? "ASK_WHO" : "ASK", { who, text: questionText(fact, item), does, by: inPoints(swing) });
}

// That no weights can compare courses, where at most one can be chosen; null where they can.
function notCompared(standing) {
  if (standing.leader === null) { return say("NONE_TO_COMPARE"); }
  return standing.rival === null ? say("ONE_TO_COMPARE") : null;
}

// Who leads, and by how much, under each of the model's what-ifs.
function whatIfsSay({ standing, whatIfs }) {
  return model.ids["what-ifs"].map((name) => {
    const then = whatIfs[name], isSame = then.course === standing.course;
    return say(isSame ? "WHAT_IF" : "WHAT_IF_CHANGES",
      { says: stripEnd(model["what-ifs"][name].says, "."), lead: leadSays(then) });
  });
}
