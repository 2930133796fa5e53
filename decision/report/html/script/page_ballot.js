// A ballot before the meeting: what matters to one person, blind to any result, with no name.

const MIDDLE = 50; // points of another improvement, until its slider is moved
const LONGEST_COMMENT = 500, LONGEST_ROLE = 60; // characters
const ballot = {
  top: null, points: Object.create(null), comments: Object.create(null), role: "",
    matter: new Set(), unsaved: false,
};

function startBallot() {
  if (page.live) { page.live.hidden = true; }
  const status = elementOf("status");
  if (status) { status.hidden = true; }
  page.saved.hidden = true;
  document.title = `Your ballot · ${model.title}`;
  if (ballot.element) {
    ballot.element.hidden = false;
  } else {
    document.body.prepend(ballotPage());
  }
  ballot.element.focus();
  window.scrollTo(0, 0);
}

function isWeighing() {
  return Boolean(ballot.element) && !ballot.element.hidden;
}

function endBallot() {
  ballot.element.hidden = true;
  page.live.hidden = elementOf("status").hidden = false;
  refresh();
}

function ballotPage() {
  const ids = model.ids.criteria;
  ballot.second = make("fieldset", { hidden: true });
  ballot.third = make("div", { hidden: true });
  ballot.save = button("Choose what matters most first", saveBallot,
    { class: "filled", disabled: true });
  ballot.told = make("div", { role: "status" });
  ballot.element = make("main", { id: "ballot", tabindex: "-1" },
    make("p", { class: "quiet" }, model.title),
    make("h1", {}, "What matters to you?"),
    make("p", {}, "Three steps, before the meeting; then save the ballot, and e-mail it to whoever runs the " +
      "meeting. It holds your role, your weights and what you write. It has no name in it, and shows no result."),
    roleField(),
    radios([make("span", { class: "quiet block" }, "Step 1 of 3"),
      "Which improvement matters most?",
      make("span", { class: "block plain" },
        "Imagine everything at its worst. You may improve one thing, " +
        "from its worst to its best. Which one?")],
    ids.map((id) => [id, model.criteria[id].name, endsText(id)]), ballot.top, chooseTop,
      { class: "tall" }),
    ballot.second, ballot.third,
    make("div", { class: "bar" }, ballot.told,
      page.live ? button("Back to the case", endBallot) : null,
      button("Open a saved ballot", openFile), ballot.save));
  return ballot.element;
}

function roleField() {
  const label = "Your role, not your name";
  if (!page.roles.length) {
    return textField(label, ballot.role, LONGEST_ROLE, (text) => { ballot.role = text || ""; });
  }
  const select = make("select", { autocomplete: "off",
    change: () => { ballot.role = select.value; } },
    make("option", { value: "" }, "Not given"),
    page.roles.map((role) => make("option", { value: role, selected: role === ballot.role },
      role)));
  return make("label", { class: "field" }, make("span", {}, label), select);
}

function endsText(id) {
  const said = endsSay(id);
  return [said].flat().filter(Boolean).map((one) => one.textContent).join(" ");
}

function chooseTop(id) {
  // What mattered most a moment ago still matters, unless somebody unticks it.
  if (ballot.top !== null) { ballot.matter.add(ballot.top); }
  ballot.top = id;
  ballot.matter.delete(id);
  const others = model.ids.criteria.filter((one) => one !== id);
  refill(ballot.second, make("legend", {}, make("span", { class: "quiet block" }, "Step 2 of 3"),
    "What else matters?"),
    make("p", {}, "Tick every other one that matters at all. What you leave unticked counts as nothing."),
    others.map((one) => make("label", {}, make("input", {
      type: "checkbox", checked: ballot.matter.has(one), autocomplete: "off",
      change: (event) => {
        if (event.target.checked) { ballot.matter.add(one); } else { ballot.matter.delete(one); }
        showThird();
      },
    }), make("span", {}, model.criteria[one].name))));
  ballot.second.hidden = false;
  ballot.save.disabled = false;
  ballot.save.textContent = "Save the ballot";
  ballot.unsaved = true;
  showThird();
}

function showThird() {
  const others = model.ids.criteria.filter((id) => ballot.matter.has(id)),
    top = model.criteria[ballot.top].name;
  refill(ballot.third, make("p", { class: "quiet" }, "Step 3 of 3"),
    make("h2", {}, "How much does each matter?"),
    make("p", {}, make("b", {}, top), others.length
      ? " is set to 100. Move each slider to say how much that improvement matters beside it: 50 is half as " +
        "much, 0 is nothing." : " alone counts. Tick more in step 2."),
    make("ol", { class: "sliders" }, others.map((id) => weightRow(
      id, id in ballot.points ? ballot.points[id] : MIDDLE,
      (value) => { ballot.points[id] = value; }, true).element)),
    drawer("Say more (optional)", () => [
      make("p", { class: "quiet" }, "A comment is read out after the reveal, without your name."),
      model.ids.criteria.map((id) => textField(model.criteria[id].name, ballot.comments[id],
        LONGEST_COMMENT,
        (text) => { if (text) { ballot.comments[id] = text; } else { delete ballot.comments[id]; } }, true))]));
  ballot.third.hidden = false;
}

function saveBallot() {
  const weights = Object.create(null);
  for (const id of model.ids.criteria) {
    weights[id] = id === ballot.top ? TOP : ballot.matter.has(id)
      ? (id in ballot.points ? ballot.points[id] : MIDDLE) : 0;
  }
  download(writeBallot(makeBallot(ballot.role, weights, ballot.comments)), "ballot.yaml");
  ballot.unsaved = false;
  tellBallot(["Saved in your downloads folder. E-mail the file “ballot.yaml” to whoever runs the meeting. " +
    "If you change it and save it again, the new file takes its place."]);
}

function tellBallot(lines, kind) {
  refill(ballot.told, make("div", { class: kind }, paragraphs(lines)));
}

// A ballot saved before, to change it: what is saved then takes its place, and counts once.
function takeBallot({ ballot: given }) {
  const ids = model.ids.criteria;
  const largest = Math.max(...ids.map((id) => given.weights[id]));
  const top = ids.find((id) => given.weights[id] === largest), before = ballot.element;
  const matter = new Set(ids.filter((id) => given.weights[id] > 0 && id !== top));
  const points = byId([...matter], (id) => Math.round(TOP * given.weights[id] / largest));
  const comments = Object.assign(Object.create(null), given.comments);
  ownBallotId = given.id;
  Object.assign(ballot, { top, points, matter, comments, role: given.role || "" });
  before.replaceWith(ballotPage());
  chooseTop(top);
  ballot.unsaved = false;
}
