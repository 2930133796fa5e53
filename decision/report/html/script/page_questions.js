// Asking what a site is like: the facts, the figures of measured criteria, the duties.

const FIRST = 4; // questions asked first where a model calls none of its facts key
const AT_ONCE = 5; // questions shown before somebody asks for more
const DONT_KNOW = "Don't know";
const STATES = { met: "Met", unmet: "Not met", unknown: DONT_KNOW };
const asked = { boxes: Object.create(null), order: null, shown: AT_ONCE, view: "telling" };

function firstFacts() {
  const keys = model.ids.facts.filter((name) => model.facts[name].key);
  return keys.length ? keys : model.ids.facts.slice(0, FIRST);
}

function questionsPart() {
  return make("section", { id: "questions", tabindex: "-1" }, make("div", { id: "asks" }),
    make("div", { id: "first" }), make("div", { id: "more" }), make("div", { id: "others" }));
}

// Build every question anew, for the case as it stands.
function askAll() {
  Object.assign(asked, { boxes: Object.create(null), order: null, shown: AT_ONCE,
    view: "telling" });
  const first = firstFacts(), count = first.length, minutes = Math.ceil(count * 0.75);
  const many = (number, word) => `${inWords(number)} ${word}${number > 1 ? "s" : ""}`;
  refill(elementOf("asks"),
    page.seen ? make("h2", {}, "The questions") : [make("h1", {}, model.title),
      make("p", {}, "Answer, and this page says which option looks best for your site, how sure " +
        "that is, and why. Nothing leaves the page until you save your answers as a file.")],
    count ? make("p", {}, !page.seen && make("b", {},
      `${capital(many(count, "question"))}, ${many(minutes, "minute")}. `),
    "Answer what you can show today: an intention does not count. “Don't know” is a fair answer.")
      : make("p", {}, "This model asks no questions."));
  refill(elementOf("first"), first.map((name, index) => questionBox(name, index + 1)));
  asked.rest = model.ids.facts.filter((name) => !first.includes(name));
  asked.more = drawer("", moreQuestions);
  refill(elementOf("more"), asked.rest.length ? asked.more : null);
  asked.duties = drawer("", dutiesPart);
  refill(elementOf("others"), figuresDrawer(), model.ids.gates.length ? asked.duties : null,
    drawer("About this case: site, role, date", aboutPart));
  asked.duties.show(dutiesLabel());
}

function showQuestions() {
  const { readings } = page.finding.standing.table;
  for (const [name, box] of Object.entries(asked.boxes)) { box.told(readings[name]); }
  const open = asked.rest.filter((name) => !readings[name].answered).length;
  asked.more.firstChild.textContent = open ? `Answer ${open} more to make it firmer`
    : "All other answers";
  asked.duties.firstChild.textContent = dutiesLabel();
}

// One question: made once, and rebuilt only where it is asked in another way.
function questionBox(name, number) {
  if (asked.boxes[name]) { return asked.boxes[name].element; }
  const fact = model.facts[name];
  const element = make("div", { class: "question", id: `q-${name}`, tabindex: "-1" });
  const box = asked.boxes[name] = { element, each: false, counts: make("p",
    { class: "quiet counts" }) };
  const head = number ? `${number}. ${fact.ask}` : fact.ask;
  box.build = () => {
    const given = heldOf("answers", name);
    const ways = fact.items ? askItems(name, fact, head, box)
      : fact.unit && typeof given !== "string" ? askNumber(name, fact, head, given)
        : askChoice(name, fact, head, given);
    refill(element, ways, box.counts, beside(name, fact, box));
    box.told(readFact(name, given));
  };
  box.told = (reading) => {
    const counted = fact.unit || (fact.items && box.each);
    box.counts.hidden = !counted;
    // One question for all items can't show that some are known and others not.
    if (box.turn) { box.turn.hidden = box.each && isMixed(name, reading); }
    const disputed = element.querySelector(".disputed");
    if (disputed) { disputed.hidden = heldOf("disputed", name) === undefined; }
    if (!counted) { return; }
    const open = (reading.openItems || []).length, every = fact.items ? model.ids.items[name].length
      : 0;
    box.counts.textContent = reading.answer !== null && (!fact.items || !open)
      ? `Counts as: ${fact.answers[reading.answer].says}`
      : fact.items ? `${every - open} of ${every} answered` : "Counts as: nothing yet";
  };
  box.build();
  return element;
}

function answerIs(name, value) {
  const disputed = Object.assign(Object.create(null), page.kase.disputed);
  // A second answer goes where it can't stand beside the first.
  if (name in disputed && !standsBeside(name, value,
    disputed[name].says)) { delete disputed[name]; }
  changeCase({ answers: withKey(page.kase.answers, name, value), disputed });
}

function standsBeside(name, given, second) {
  if (given === undefined) { return false; }
  const [one, other] = [given, second].map((each) => readFact(name, each));
  return one.answered && JSON.stringify(one) !== JSON.stringify(other);
}

function markUnknown(name, unknown) {
  if (unknown) { page.unknown.add(name); } else { page.unknown.delete(name); }
}

function answerChoices(name) {
  return [...model.ids.answers[name].map((id) => [id, model.facts[name].answers[id].says]),
    ["", DONT_KNOW]];
}

function askChoice(name, fact, head, given) {
  const shown = given !== undefined ? String(given) : page.unknown.has(name) ? "" : null;
  return [radios(head, answerChoices(name), shown, (id) => {
    markUnknown(name, id === "");
    answerIs(name, id || undefined);
  }), fact.unit && button("Give the number instead", () => {
    answerIs(name, undefined);
    asked.boxes[name].build();
  }, { class: "link" })];
}

function askNumber(name, fact, head, given) {
  const least = fact.answers[model.ids.answers[name][0]].from || 0;
  const wrong = make("p", { class: "wrong", role: "alert", hidden: true });
  const input = make("input", {
    type: "number", step: "any", min: least, autocomplete: "off", value: given,
      inputmode: "decimal",
    placeholder: "Leave empty if you don’t know",
    change: () => {
      const empty = input.value === "" && !input.validity.badInput, number = Number(input.value);
      const refused = !empty && (input.validity.badInput || !(number >= least));
      wrong.hidden = !refused;
      wrong.textContent = refused ? `Give a number of ${fact.unit}, ${least} or more.` : "";
      input.setAttribute("aria-invalid", String(refused));
      if (!refused) { answerIs(name, empty ? undefined : number); }
    },
  });
  return [make("label", { class: "field asked" }, make("span", {}, make("b", {}, head),
    ` (${fact.unit})`), input),
    wrong];
}

// A checklist: by how many where answers say so, else item by item.
function askItems(name, fact, head, box) {
  const given = heldOf("answers", name);
  const reading = readFact(name, given), banded = model.ids.answers[name].length > 0;
  if (!banded || isMixed(name, reading)) { box.each = true; }
  if (box.each) { return eachItem(name, fact, head, reading); }
  const shown = reading.answer !== null ? reading.answer : page.unknown.has(name) ? "" : null;
  const says = model.ids.items[name].map((item) => fact.items[item].says);
  return [make("b", { class: "asked" }, head), bullets(says),
    radios(make("span", { class: "unseen" }, fact.ask), answerChoices(name), shown, (id) => {
      markUnknown(name, id === "");
      answerIs(name, id || undefined);
    })];
}

function isMixed(name, reading) {
  return typeof heldOf("answers", name) === "object" && reading.openItems.length > 0;
}

function eachItem(name, fact, head, reading) {
  const states = Object.assign(Object.create(null), reading.items);
  const ids = model.ids.items[name];
  return [make("b", { class: "asked" }, head), ids.map((item) => {
    const key = `${name}/${item}`, state = states[item];
    const shown = state === true ? "yes" : state === false ? "no" : page.unknown.has(key) ? ""
      : null;
    return radios(fact.items[item].says, [["yes", "Yes"], ["no", "No"], ["", DONT_KNOW]], shown,
      (word) => {
      markUnknown(key, word === "");
      states[item] = word === "" ? null : word === "yes";
      const are = (wanted) => ids.filter((one) => states[one] === wanted);
      const open = [...ids.filter((one) => typeof states[one] !== "boolean")];
      answerIs(name, open.length === ids.length ? undefined
        : open.length ? { yes: are(true), unknown: open } : are(true));
    }, { class: "item" });
  })];
}

// Who can answer, the way to answer item by item, and what few open: notes, roles, evidence.
function beside(name, fact, box) {
  const noted = heldOf("notes", name) || heldOf("answered-by", name);
  const turned = () => {
    box.each = !box.each;
    box.build();
    box.element.focus();
  };
  const banded = fact.items && model.ids.answers[name].length;
  const dispute = heldOf("disputed", name);
  return [
    dispute && make("p", { class: "quiet disputed" }, `Disputed. ${disputeSays(name, page.kase)}`),
    make("div", { class: "beside" },
      fact.who && make("span", { class: "quiet" }, `${fact.who} can answer`),
      box.turn = banded ? button(box.each ? "All at once" : "One by one", turned, { class: "link" })
        : null,
      drawer(noted ? "Proof and notes (filled in)" : "Proof and notes",
        () => detailsPart(name, fact)))];
}

function detailsPart(name, fact) {
  const put = (key) => (text) => changeCase({ [key]: withKey(page.kase[key], name, text) });
  const entries = [...model.ids.items[name].map((id) => fact.items[id]),
    ...model.ids.answers[name].map((id) => fact.answers[id])];
  const cited = [...new Set(entries.flatMap((entry) => entry.evidence || []))];
  const byAnswer = fact.unit && typeof heldOf("answers", name) !== "string"
    ? radios("Or, without the number", answerChoices(name).slice(0, -1), null, (id) => {
      answerIs(name, id);
      asked.boxes[name].build();
    }) : null;
  return [
    fact.help && make("p", {}, fact.help),
    textField("Answered by (a role, not a name)", heldOf("answered-by", name), 120,
      put("answered-by")),
    textField("Confirmed by (another role)", heldOf("confirmed-by", name), 120,
      put("confirmed-by")),
    textField("Note: what was seen, and where", heldOf("notes", name), 2000, put("notes"), true),
    byAnswer, cited.length ? [make("p", {}, make("b", {}, "Why this is asked")), evidenceOf(cited)]
      : null];
}
