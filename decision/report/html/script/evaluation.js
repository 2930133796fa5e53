// The document that `decision evaluate --json` prints; decision/engine.py.

// One case evaluated: its keys and values as in case.yaml.
function evaluate(given) {
  const finding = find(bare(given || {})), { standing, draws, verdict } = finding;
  const changes = variants(standing);
  const asks = askNext(standing, changes);
  return {
    model: { title: model.title, fingerprint: model.fingerprint },
    options: byId(model.ids.options, (option) => optionDocument(finding, option)),
    headline: {
      course: standing.course, leader: standing.leader, rival: standing.rival,
      margin: standing.margin, low: draws.margin && draws.margin.low,
      high: draws.margin && draws.margin.high, probability: draws.probability, best: draws.best,
      if_all_known: draws.ifAllKnown, verdict: verdict.word,
      because: heldBack(finding, verdict.asking ? asks : []),
      form: standing.over === null ? null : {
        over: standing.over, margin: standing.formMargin, probability: draws.form,
        verdict: finding.formWord,
      },
    },
    courses: byId(model.ids.courses, (course) => courseDocument(finding, course)),
    plain: {
      pair: model.compare, leader: standing.plain.leader, margin: standing.plain.margin,
      low: draws.plain.low, high: draws.plain.high, probability: draws.plain.probability,
    },
    leader: standing.leader,
    weights: standing.shares,
    scores: byId(model.ids.criteria, (name) => byId(model.ids.options, (option) => {
      const { score, low, high, reasons } = standing.table.cells[name][option];
      return { score, low, high, reasons };
    })),
    contributions: standing.contributions,
    robustness: robustness(finding, changes, asks),
    explanation: explain(finding, verdict.asking ? asks : []),
  };
}

function optionDocument(finding, option) {
  const { standing, draws } = finding;
  return {
    name: model.options[option].name, total: standing.totals[option],
    low: draws.totals[option].low, high: draws.totals[option].high, rank: standing.ranks[option],
    available: standing.table.available[option],
    gates: byId(dutiesOf(option), (gate) => gateWord(standing.table.case, gate, option)),
  };
}

function courseDocument(finding, course) {
  const best = bestOf(finding.standing, course), drawn = finding.draws.courses[course];
  return {
    name: model["course-names"][course], forms: model.courses[course], best,
    total: best === null ? null : finding.standing.totals[best],
    low: drawn.total && drawn.total.low, high: drawn.total && drawn.total.high,
    probability: drawn.probability,
  };
}

// What of the document's robustness is worked out at once.
function robustness(finding, changes, asks) {
  const { standing } = finding, courseFlip = cheapestCourseFlip(standing);
  return {
    switching: switching(standing).map(({ criterion, share, at, leader, courseAt }) => ({
      criterion, share, at, leader, course_at: courseAt })),
    cheapest_flip: cheapestFlip(standing),
    cheapest_course_flip: courseFlip && {
      to: courseFlip.to, moved: courseFlip.moved, from: courseFlip.taken, into: courseFlip.given },
    fact_flips: factFlips(standing, changes).map((one) => ({
      changes: one.changes.map(({ fact, item, before, after }) => ({
        fact, item, from: before, to: after })),
      leader: one.leader, course: one.course, margin: one.margin,
    })),
    claims: claims(standing, changes).map(({ evidence, margin, leader, flips }) => ({
      evidence: evidence[0], margin_without: margin, leader, flips })),
    speakers: speakers(standing, changes).map(({ speaker, evidence, margin, leader, flips }) => ({
      speaker, evidence, margin_without: margin, leader, flips })),
    ask_next: asks,
    what_ifs: finding.whatIfs,
  };
}

// Whether a case comes out with the figures published for it.
function prove(one) {
  const { standing, draws, verdict } = find(bare(one.case)), { expect } = one;
  const near = (mine, theirs) => mine === theirs || Math.abs(mine - theirs) <= 1e-9;
  return standing.leader === expect.leader && verdict.word === expect.verdict
    && near(standing.margin, expect.margin) && near(draws.probability, expect.probability)
    && model.ids.options.every(
      (option, place) => near(standing.totals[option], expect.totals[place]));
}
