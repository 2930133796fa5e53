// The questions beyond the first, in an order of choice; figures, duties, the case itself.

const VIEWS = [["telling", "Most telling first"], ["group", "By subject"],
  ["who", "By who can answer"]];

function moreQuestions() {
  const list = make("div", {});
  asked.list = list;
  listQuestions();
  return [radios("In which order?", VIEWS, asked.view, (view) => {
    asked.view = view;
    listQuestions();
  }, { class: "order" }), list];
}

function listQuestions() {
  if (asked.view !== "telling") {
    const parts = new Map();
    for (const name of asked.rest) {
      const part = model.facts[name][asked.view] ||
        (asked.view === "who" ? "Anyone who knows" : "Other");
      parts.set(part, [...(parts.get(part) || []), name]);
    }
    refill(asked.list, [...parts].map(([part, names]) =>
      [make("h3", {}, part), names.map((name) => questionBox(name))]));
    return;
  }
  // The order stays as it was drawn up: a list must not move under a hand.
  if (asked.order === null) {
    const telling = page.doubts.askNext.map((one) => one.fact);
    asked.order = [...new Set(telling)].filter((name) => asked.rest.includes(name));
  }
  const left = asked.order.length - asked.shown;
  refill(asked.list, asked.order.slice(0, asked.shown).map((name) => questionBox(name)),
    asked.order.length ? null : make("p", { class: "quiet" },
      "Nothing is left to ask. Change an answer under “By subject”."),
    left > 0 ? button(`Show ${Math.min(AT_ONCE, left)} more`, () => {
      const next = asked.order[asked.shown];
      asked.shown += AT_ONCE;
      listQuestions();
      elementOf(`q-${next}`).focus();
    }) : null);
}

// Lead to a question, wherever it stands.
function goToQuestion(name) {
  if (asked.rest.includes(name)) {
    if (!asked.more.open || !asked.list || !asked.list.contains(elementOf(`q-${name}`))) {
      asked.view = "group";
      asked.more.open = true;
      asked.more.show(asked.more.firstChild.textContent);
    }
  }
  const place = elementOf(`q-${name}`);
  place.scrollIntoView({ block: "center" });
  place.focus({ preventScroll: true });
}

function questionLink(name, label) {
  const fact = model.facts[name];
  return button(label || `${fact.who ? `${fact.who}: ` : ""}${fact.ask}`, () => goToQuestion(name),
    { class: "link" });
}

// The site's own amounts on measured criteria, where the model has any.
function figuresDrawer() {
  const measured = model.ids.criteria.filter((id) => model.criteria[id].measure);
  return measured.length ? drawer("Figures of your own", () => measured.map((id) => {
    const { name, measure, amounts } = model.criteria[id];
    return make("fieldset", { class: "question" }, make("legend", {}, `${name} (${measure.unit})`),
      model.ids.options.filter((option) => option in amounts).map((option) =>
        amountField(id, option, amounts[option])));
  })) : null;
}

function amountField(id, option, preset) {
  const given = heldIn(heldOf("amounts", id), option);
  const written = (cell) => (typeof cell === "object" ? cell.amount : cell);
  const input = make("input", {
    type: "number", step: "any", autocomplete: "off", inputmode: "decimal",
    value: given === undefined ? null : written(given),
    placeholder: `${numeral(written(preset))}, as the model has it`,
    change: () => {
      if (input.validity.badInput) { return; }
      const row = withKey(heldOf("amounts", id), option,
        input.value === "" ? undefined : { amount: Number(input.value) });
      const empty = !Object.keys(row).length;
      changeCase({ amounts: withKey(page.kase.amounts, id, empty ? undefined : row) });
    },
  });
  return make("label", { class: "field" }, make("span", {}, model.options[option].name), input);
}

function optionsOfGate(id) {
  const { options } = model.gates[id];
  return options && options.length ? options : model.ids.options;
}

function gateState(id, option) {
  const state = heldOf("gates", id);
  return state === undefined ? undefined : typeof state === "string" ? state : state[option];
}

function dutiesLabel() {
  const known = Object.keys(page.kase.gates || {}).length;
  return `Duties (${known ? `${known} of ${model.ids.gates.length} answered` : "none asked yet"})`;
}

function dutiesPart() {
  return [make("p", { class: "quiet" },
    "These are owed whatever is decided. They are never scored."),
    model.ids.gates.map(gatePart)];
}

// One duty: a word for all its options, or for each of them; either shows what the other did.
function gatePart(id) {
  const { says, evidence } = model.gates[id], choices = Object.entries(STATES);
  const label = "By option, and evidence", options = optionsOfGate(id);
  const keep = (state) => changeCase({ gates: withKey(page.kase.gates, id, state) });
  const word = () => (typeof heldOf("gates", id) === "string" ? heldOf("gates", id) : null);
  const whole = radios(says, choices, word(), (state) => {
    keep(state);
    each.show(label);
  });
  const one = (option) => radios(model.options[option].name, choices, gateState(id, option) || null,
    (state) => {
      const states = options.map((other) =>
        [other, other === option ? state : gateState(id, other)]);
      const alike = states.every(([, other]) => other === state);
      const told = states.filter(([, other]) => other !== undefined);
      keep(alike ? state : Object.assign(Object.create(null), Object.fromEntries(told)));
      for (const input of whole.querySelectorAll("input")) {
        input.checked = input.value === word();
      }
    }, { class: "item" });
  const each = drawer(label, () => [options.map(one), evidenceOf(evidence || [])]);
  return make("div", { class: "question" }, whole, each);
}

function aboutPart() {
  const site = page.kase.site || {};
  const put = (key) => (text) => changeCase({ site: withKey(page.kase.site, key, text) });
  const date = make("input", { type: "date", value: site.date, autocomplete: "off",
    change: () => put("date")(date.value || undefined) });
  return [textField("Name of the site", site.name, 120, put("name")),
    textField("Prepared by (a role, not a name)", site["prepared-by"], 120, put("prepared-by")),
    make("label", { class: "field" }, make("span", {}, "Date"), date)];
}
