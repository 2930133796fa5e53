// How firm the answer is, and the word for it; decision/evaluation/verdict.py.
const CLEAR = 0.90, LEANING = 0.65; // the least probability for each word
const NEAR = 2; // points; a smaller margin is too close to call whatever the probability
const ASKING = 0.10, ASKING_IF_CLOSE = 0.05; // what asking must add for the word to wait for it
const FARTHEST = 100; // points; a course that can't be chosen in a draw is behind by this

// All that the verdict on a case rests on: standing, draws, what-ifs, roles and the word.
function find(given) {
  const { shares, whose } = inForce(given);
  const standing = stand(scoreTable(given), shares, whose);
  const draws = draw(standing), roles = roleLeads(standing);
  const whatIfs = byId(model.ids["what-ifs"], (name) => leadOf(
    stand(scoreTable(given, model["what-ifs"][name]["leave-out"]), shares)));
  const verdict = judge(standing, draws, whatIfs, roles, meansPart(standing));
  return { standing, draws, whatIfs, roles, verdict, formWord: formWordOf(standing, draws) };
}

// Who leads under each role's own weights, by role, as a Map; small roles are merged.
function roleLeads(standing) {
  const leads = new Map();
  for (const [role, group] of byRole(lastRound(standing.table.case))) {
    leads.set(role, leadOf(stand(standing.table, meanOf(group))));
  }
  return leads;
}

// Whether the panel's mean is in force and its two means disagree on the course.
function meansPart(standing) {
  const { case: given } = standing.table, ballots = lastRound(given);
  const agreed = standing.weightsFrom === "case" && given["weights-by"] === "panel-mean";
  if (!ballots.length || !(standing.weightsFrom === "panel" || agreed)) { return false; }
  const people = meanOf(ballots.map((ballot) => sharesOf(ballot.weights)));
  const roles = meanOf(Array.from(byRole(ballots).values(), meanOf));
  return stand(standing.table, people).course !== stand(standing.table, roles).course;
}

// What the draws say, weights as stated. In a draw a course stands on its best form that can be
// chosen there; ties share.
function draw(standing) {
  const { table, leader, course, plain } = standing, { options, courses } = model.ids;
  letGo();
  const drawing = drawingOf(table), drawn = drawnTotals(drawing, standing.shares);
  const gaps = apart(drawn[optionPlace[plain.leader]], drawn[optionPlace[plain.other]]);
  const found = {
    plain: { probability: aheadPart(gaps), ...spanOf(gaps, plain.margin) },
    totals: byId(options,
      (option) => spanOf(drawn[optionPlace[option]], standing.totals[option])),
    margin: null, probability: null, best: null, ifAllKnown: null, form: null,
    courses: byId(courses, () => ({ total: null, probability: 0 })),
  };
  if (leader === null) { return found; }
  const able = drawn.map((totals, place) => chosen(drawing.can[place], totals, NOWHERE));
  const bests = courses.map((one) => largest(model.courses[one].map((form) =>
    able[optionPlace[form]])));
  const mine = courses.indexOf(course), parts = partsAhead(bests);
  found.probability = parts[mine];
  found.best = partsAhead(able)[optionPlace[leader]];
  if (standing.margin !== null) {
    const others = largest(bests.filter((_, place) => place !== mine));
    found.margin = spanOf(apart(bests[mine], others, FARTHEST), standing.margin);
  }
  found.ifAllKnown = !table.openFacts.length ? found.probability
    : Math.max(found.probability, toldPart(drawing, standing.shares, bests));
  if (standing.over !== null) {
    found.form = aheadPart(apart(drawn[optionPlace[leader]], drawn[optionPlace[standing.over]]));
  }
  found.courses = byId(courses, (one) => {
    const form = bestOf(standing, one), place = courses.indexOf(one);
    return {
      total: form === null ? null : spanOf(bests[place], standing.totals[form]),
      probability: parts[place],
    };
  });
  return found;
}

const NOWHERE = new Float64Array(DRAWS).fill(-Infinity);

// The lead of one over another in each draw, at most so far; NaN where neither can be chosen.
function apart(one, other, farthest = Infinity) {
  const found = room();
  for (let i = 0; i < DRAWS; i++) {
    const gap = one[i] - other[i];
    found[i] = gap > farthest ? farthest : gap < -farthest ? -farthest : gap;
  }
  return found;
}

// The largest of several totals in each draw; -Infinity where there are none.
function largest(several) {
  if (several.length === 1) { return several[0]; }
  const most = room();
  most.set(several.length ? several[0] : NOWHERE);
  for (const totals of several.slice(1)) {
    for (let i = 0; i < DRAWS; i++) { if (totals[i] > most[i]) { most[i] = totals[i]; } }
  }
  return most;
}

// Each one's part in being the largest, of all draws in which anything is: ties share it equally.
function partsAhead(several) {
  const floor = floorOf(largest(several)), level = new Uint16Array(DRAWS);
  for (const totals of several) {
    for (let i = 0; i < DRAWS; i++) { if (totals[i] >= floor[i]) { level[i]++; } }
  }
  let anybody = 0;
  for (let i = 0; i < DRAWS; i++) { if (level[i]) { anybody++; } }
  return several.map((totals) => {
    const ahead = new Float64Array(several.length + 1); // by how many share it
    for (let i = 0; i < DRAWS; i++) { if (totals[i] >= floor[i]) { ahead[level[i]]++; } }
    return anybody ? fsum(ahead.map((count, shared) => shared ? count / shared : 0)) / anybody : 0;
  });
}

// The least that ties with the largest; no number where there is none.
function floorOf(most) {
  const floor = room();
  for (let i = 0; i < DRAWS; i++) { floor[i] = most[i] > -Infinity ? most[i] - TIE : NaN; }
  return floor;
}

// The part of draws in which the course that leads at stated scores, told that draw's answers, is
// ahead; of ties at stated scores the first option in file order leads.
function toldPart(drawing, shares, bests) {
  const told = drawnTotals(drawing, shares, true)
    .map((totals, place) => chosen(drawing.can[place], totals, NOWHERE));
  const most = largest(told), floor = floorOf(largest(bests));
  const courseAt = model.ids.options.map(
    (option) => model.ids.courses.indexOf(model["course-of"][option]));
  let ahead = 0, anybody = 0;
  for (let i = 0; i < DRAWS; i++) {
    let level = 0;
    for (const one of bests) { if (one[i] >= floor[i]) { level++; } }
    if (!level) { continue; }
    anybody++;
    let leads = 0;
    while (told[leads][i] < most[i] - TIE) { leads++; }
    if (bests[courseAt[leads]][i] >= floor[i]) { ahead += 1 / level; }
  }
  return anybody ? ahead / anybody : 0;
}

// The part of gaps above 0; a tie counts half.
function aheadPart(gaps) {
  let twice = 0;
  for (let i = 0; i < DRAWS; i++) { twice += gaps[i] > TIE ? 2 : gaps[i] >= -TIE ? 1 : 0; }
  return twice / 2 / DRAWS;
}

// The word for the answer, with what holds it back from the next better one.
function judge(standing, draws, whatIfs, roles, panelParts) {
  const { table } = standing, nothing = {
    asking: false, openKeys: [], lowProbability: false, thinMargin: false, unweighed: false,
    unmet: [], whatIfs: [], roles: [], panelParts: false,
  };
  if (standing.leader === null) { return { word: "close", ...nothing }; }
  const thin = standing.margin !== null && standing.margin < NEAR - TIE;
  const against = model.ids["what-ifs"].filter((name) => whatIfs[name].course !== standing.course);
  const rolesAgainst = Array.from(roles.keys()).filter(
    (role) => roles.get(role).course !== standing.course);
  const openKeys = table.unanswered.filter((name) => model.facts[name].key);
  const unmet = unmetDuties(standing), unweighed = standing.weightsFrom === "model";
  const reaches = (least) => draws.probability >= least - TIE;
  const held = unweighed || [against, rolesAgainst, openKeys, unmet].some((list) => list.length);
  const word = panelParts || thin || !reaches(LEANING) ? "close"
    : held || !reaches(CLEAR) ? "leaning" : "clear";
  const gain = draws.ifAllKnown - draws.probability;
  const asking = gain >= (word === "close" ? ASKING_IF_CLOSE : ASKING) - TIE;
  if (table.openFacts.length && !reaches(CLEAR) && asking) {
    return { word: "unknown", ...nothing, asking: true, openKeys };
  }
  if (word === "close") {
    return { word, ...nothing, lowProbability: !reaches(LEANING), thinMargin: thin, panelParts };
  }
  return word === "clear" ? { word, ...nothing } : {
    word, ...nothing, openKeys, lowProbability: !reaches(CLEAR), unweighed, unmet,
    whatIfs: against, roles: rolesAgainst,
  };
}

// How a gate stands for one option.
function gateWord(given, gate, option) {
  const state = (given.gates || NOTHING)[gate] || "unknown";
  return typeof state === "string" ? state : state[option] || "unknown";
}

// The duties that an option has, in file order.
function dutiesOf(option) {
  return model.ids.gates.filter(
    (gate) => (model.gates[gate].options || model.ids.options).includes(option));
}

function unmetDuties(standing) {
  const { leader, table } = standing;
  return leader === null ? []
    : dutiesOf(leader).filter((gate) => gateWord(table.case, gate, leader) === "unmet");
}

// The word for the leader beside the best other form of its course; null without one.
function formWordOf(standing, draws) {
  const { table, leader, over, formMargin } = standing;
  if (formMargin === null || draws.form === null) { return null; }
  if ([leader, over].some((one) => table.available[one] === "unknown")) { return "unknown"; }
  if (formMargin < NEAR - TIE || draws.form < LEANING - TIE) { return "close"; }
  return draws.form >= CLEAR - TIE ? "clear" : "leaning";
}
