// The page: one case, what comes of it, and the parts that show it. Nothing is kept in the browser.

const page = {
  kase: null, // the case, by the keys of case.yaml
  finding: null, // what comes of it
  asks: [], // what to ask next, as last worked out
  doubts: null, // what would change it, worked out while the browser is idle
  roles: [], // those that whoever fills in a ballot chooses from; none: they write their own
  unknown: new Set(), // facts, and items as fact/item, answered "Don't know"
  seen: false, // whether a result was seen since weights last changed
  said: [], // sentences that stand with the result, so that no later part says them again
  unsaved: false,
  turn: 0, // counts the changes, so that idle work on an older case stops
};

function start() {
  const given = bare(JSON.parse(elementOf("given").textContent));
  globalThis.decision = { evaluate, case: () => bare(page.kase) };
  page.saved = elementOf("saved");
  page.kase = given.case;
  page.roles = given.roles;
  page.asSaved = elementOf("as-saved"); // what takes longer than a page may: it holds for this case alone
  // A case as it came: only then do the figures that nothing here recomputes still hold.
  page.came = page.kase;
  window.addEventListener("beforeunload", (event) => {
    if (page.unsaved || ballot.unsaved) {
      event.preventDefault();
      event.returnValue = ""; // by which browsers before 2023 know
    }
  });
  takesFiles();
  if (given.mode === "ballot") { startBallot(); } else { startCase(); }
}

function startCase() {
  page.asking = make("div", {}, questionsPart(), weightsPart());
  page.result = make("div", {}, answerPart(), changePart());
  page.live = make("main", { id: "live" }, toolsPart(), page.asking, page.result, filePart());
  document.body.prepend(page.live, statusLine());
  page.saved.hidden = true;
  guarded(showCase);
  proveThis();
}

// Everything anew, for a case that was opened. Whoever has a result reads it first; whoever has
// none is asked first.
function showCase() {
  page.seen = Object.keys(page.kase).some((key) => key !== "site" && key !== "model");
  page.live.firstChild.after(...page.seen ? [page.result, page.asking] : [page.asking, page.result]);
  askAll();
  showWeights();
  refresh();
}

// Put parts into the case; what is undefined or empty is taken out.
function changeCase(parts) {
  const after = Object.assign(Object.create(null), page.kase);
  for (const [key, value] of Object.entries(parts)) {
    const empty = value === undefined || (typeof value === "object" && !Object.keys(value).length);
    if (empty) { delete after[key]; } else { after[key] = value; }
  }
  page.kase = after;
  page.unsaved = true;
  if (!elementOf("told").querySelector(".wrong")) { told([]); }
  if (!("weights" in parts)) { page.seen = true; }
  if (!page.waiting) { page.waiting = requestAnimationFrame(() => guarded(refresh)); }
}

// What the case holds of one thing; no id, `constructor` for one, is found in an empty mapping.
function heldOf(key, id) {
  return heldIn(page.kase[key], id);
}

function heldIn(mapping, id) {
  return mapping === undefined ? undefined : mapping[id];
}

function withKey(mapping, key, value) {
  const after = Object.assign(Object.create(null), mapping);
  if (value === undefined) { delete after[key]; } else { after[key] = value; }
  return after;
}

// Show what the case comes to.
function refresh() {
  page.waiting = 0;
  page.turn += 1;
  page.finding = find(page.kase);
  page.doubts = doubtsOf(page.finding);
  inPlace(() => {
    for (const show of [showAnswer, showStatus, showQuestions, showShares, showResult, showAsSaved,
      showFile]) { show(); }
  });
  idly([showDoubts, showAnswersThatChange, showAsks, showWeightChanges, showClaims, showWhatIfs]);
}

// Do what changes the height of the result, with the questions where they were in the window.
function inPlace(work) {
  const before = page.asking.getBoundingClientRect().top;
  work();
  if (window.scrollY > 0 && before < window.innerHeight) {
    window.scrollBy(0, page.asking.getBoundingClientRect().top - before);
  }
}

// Work in slices of idle time; what is left of it stops once the case changes again.
function idly(steps) {
  const turn = page.turn;
  const next = () => {
    if (turn !== page.turn || !steps.length) { return; }
    guarded(() => inPlace(steps.shift()));
    whenIdle(next);
  };
  whenIdle(next);
}

function whenIdle(work) {
  if (window.requestIdleCallback) {
    window.requestIdleCallback(work, { timeout: 400 });
  } else {
    setTimeout(work, 30);
  }
}

function toolsPart() {
  return make("div", { class: "tools" }, [["Open a case", openFile],
    ["Print", () => window.print()], ["Fill in a ballot", startBallot]]
    .map(([label, pressed]) => button(label, pressed, { class: "link" })));
}

function showAnswer() {
  const { finding } = page, site = page.kase.site || {};
  const { date, "prepared-by": by } = site, long = { day: "numeric", month: "long", year: "numeric" };
  elementOf("whose").textContent = [model.title, site.name, by && `prepared by: ${by}`,
    date && new Date(date).toLocaleDateString("en-GB", { ...long, timeZone: "UTC" })]
    .filter(Boolean).join(" · ");
  document.title = [site.name, model.title].filter(Boolean).join(" · ");
  elementOf("headline").textContent = headline(finding);
  const asked = Object.keys(page.kase.answers || {}).length || page.kase.weights || page.kase.panel;
  refill(elementOf("apart"),
    finding.verdict.unmet.length ? make("p", { class: "warn" }, dutiesSay(finding.standing)[0])
      : null,
    asked ? paragraphs([
      [...coursesApart(finding), ...plainPair(finding)].join(" "), certainty(finding).join(" "),
    ]) : null);
}

// The line at the foot that stays in sight: how many are answered, who leads so far, the way on.
function statusLine() {
  return make("aside", { id: "status", "aria-label": "The answer so far" },
    make("div", { id: "told", role: "alert" }),
    make("div", { class: "says" },
      make("p", { id: "so-far", role: "status" }),
      make("div", { id: "margin" })),
    make("div", { class: "onward" }, button("Save", saveCase, { id: "save" }), wayOn()));
}

// From the questions to the result, and from all else to the questions.
function wayOn() {
  const lead = () => {
    const place = elementOf(asks ? "answer" : "questions");
    place.focus({ preventScroll: true });
    place.scrollIntoView();
  };
  const way = button("See the result", lead, { class: "filled" });
  let asks = true;
  new IntersectionObserver((seen) => {
    asks = seen.pop().isIntersecting;
    way.textContent = asks ? "See the result" : "See the questions";
  }, { rootMargin: "0px 0px -50% 0px" }).observe(page.asking);
  return way;
}

function showStatus() {
  const { standing } = page.finding, keys = firstFacts(), sides = sidesOf(standing);
  const known = (names) => names.filter((name) => standing.table.readings[name].answered).length;
  // The first questions, until they or others are answered.
  const first = known(keys) < keys.length && known(keys) === known(model.ids.facts);
  const most = first ? keys : model.ids.facts;
  const unknown = most.filter((name) => page.unknown.has(name)).length;
  elementOf("so-far").textContent = [
    most.length ? `${known(most)} of ${most.length} answered${unknown ? `, ${unknown} not known` : ""}` : "",
    page.kase.answers ? soFar(standing) : "",
  ].filter(Boolean).join(" · ");
  refill(elementOf("margin"), sides && page.kase.answers && [make("span", {}, courseOf(sides.left)),
    marginPicture(page.finding), make("span", {}, courseOf(sides.right))]);
}

// Which course is ahead as things stand, and by how much, in a few words.
function soFar(standing) {
  if (standing.course === null) { return "nothing can be chosen"; }
  const course = courseNamed(standing.course);
  if (standing.margin === null) { return `only ${course} can be chosen`; }
  return standing.level ? "level so far" : `${course} ahead by ${inPoints(standing.margin)}`;
}
