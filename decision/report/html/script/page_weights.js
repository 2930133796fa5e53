// What matters: a slider for each criterion, and what share of the weight it comes to.

const TOP = 100; // points of the improvement that matters most
const AFTER_RESULT = "Weights changed after the result had been seen";
const weighing = { rows: new Map() };
const HOW = "Imagine everything at its worst. You may improve one thing, from its worst to its " +
  "best. Give the improvement that matters most 100. Then say how much each other matters " +
  "beside it: 50 is half as much, 0 is nothing.";

function weightsPart() {
  const count = model.ids.criteria.length;
  return make("section", { id: "weights" },
    make("h2", {}, "What matters"),
    make("p", { class: "quiet", id: "whose-weights" }),
    // Folded, for the sliders are longer than all else: whoever has questions first, answers them.
    make("details", { open: !model.ids.facts.length },
      make("summary", {}, count === 1 ? "Weigh the criterion" : `Weigh the ${count} criteria`),
      make("div", { class: "inside" },
        make("p", {}, HOW),
        make("p", { class: "wrong", id: "no-weight", role: "alert", hidden: true },
          "At least one criterion needs a weight above 0, so this one keeps its weight."),
        make("ol", { class: "sliders" }),
        button("Clear the weights", () => {
          if (!window.confirm("Clear every weight that was given?")) { return; }
          reweigh({ weights: undefined, "weights-by": undefined });
          showWeights();
          elementOf("weights").querySelector("input").focus();
        }, { id: "clear", class: "link" }))));
}

function showWeights() {
  weighing.rows.clear();
  const points = pointsInForce();
  refill(elementOf("weights").querySelector("ol"), model.ids.criteria.map((id) => {
    const row = weightRow(id, points[id], (value) => weigh(id, value));
    weighing.rows.set(id, row);
    return row.element;
  }));
}

// The points, 0 to 100, at which the sliders stand: as written where those fill the scale, else
// the shares, scaled so that the largest is 100. They are those of the case as it is now: what was
// found of it last may be of the case before.
function pointsInForce() {
  const { weights } = page.kase, points = Object.create(null);
  const { shares, whose } = inForce(page.kase), written = whose === "case" || whose === "model";
  for (const id of model.ids.criteria) {
    points[id] = weights && id in weights ? weights[id] : model.criteria[id].weight;
  }
  const most = Math.max(...Object.values(points)), largest = Math.max(...Object.values(shares));
  if (!written || most < TOP / 2 || most > TOP) {
    for (const id of model.ids.criteria) { points[id] = TOP * shares[id] / largest; }
  }
  return points;
}

// A criterion's slider, its number, and what its worst and its best look like.
function weightRow(id, points, moved, ends) {
  const { name } = model.criteria[id], share = make("output", { for: `w-${id}` });
  const slider = make("input", { type: "range", id: `w-${id}`, min: 0, max: TOP, step: 1,
    autocomplete: "off" });
  const number = make("input", { type: "number", min: 0, max: TOP, step: "any", autocomplete: "off",
    inputmode: "decimal", "aria-label": `Points for ${name}` });
  const show = (value) => {
    slider.value = number.value = Number(fixed(value, 0));
    slider.setAttribute("aria-valuetext", `${fixed(value, 0)} points`);
  };
  const taken = (input) => () => {
    const value = Number(input.value);
    const wrong = input.value === "" || !(value >= 0 && value <= TOP);
    number.setAttribute("aria-invalid", String(wrong));
    if (wrong) { return; }
    (input === slider ? number : slider).value = value;
    slider.setAttribute("aria-valuetext", `${fixed(value, 0)} points`);
    if (moved(value) === false) { show(points); } else { points = value; }
  };
  slider.addEventListener("input", taken(slider));
  number.addEventListener("change", taken(number));
  show(points);
  const element = make("li", { "data-criterion": id }, make("label", { for: `w-${id}` }, name),
    share,
    slider, number, ends ? endsSay(id) : drawer("Its worst and its best", () => endsSay(id)));
  return { element, share };
}

function endsSay(id) {
  const { measure, worst, best, means } = model.criteria[id];
  if (measure) {
    const points = Object.entries(measure.values).sort((one, other) => one[1] - other[1]);
    const [least, most] = [points[0], points[points.length - 1]].map(([at]) => numeral(Number(at)));
    return make("p", { class: "quiet" }, `From ${least} to ${most} (${measure.unit})`);
  }
  return worst && best ? [["Worst: ", worst], ["Best: ", best]].map(([word, text]) =>
    make("p", { class: "quiet" }, make("i", {}, word), text))
    : means ? make("p", { class: "quiet" }, means) : null;
}

// Take a weight into the case; false where then nothing would count.
function weigh(id, value) {
  const points = pointsInForce();
  points[id] = value;
  const most = Math.max(...Object.values(points));
  elementOf("no-weight").hidden = most > 0;
  if (!(most > 0)) { return false; }
  reweigh({ weights: points, "weights-by": most === TOP ? "swing" : "direct" });
  return true;
}

// Change the weights, on record where the result had been seen before: once for each time.
function reweigh(parts) {
  if (page.seen) {
    const was = Object.assign(Object.create(null), page.kase);
    delete was.history;
    const now = new Date(), local = new Date(now - now.getTimezoneOffset() * 60000);
    const entry = { at: local.toISOString().slice(0, 16), because: AFTER_RESULT, was };
    parts.history = [...(page.kase.history || []), entry];
    page.seen = false;
  }
  changeCase(parts);
}

function showShares() {
  const { standing } = page.finding;
  elementOf("whose-weights").textContent = whoseWeights(standing);
  elementOf("clear").hidden = !page.kase.weights;
  for (const [id, row] of weighing.rows) {
    row.share.textContent = `${fixed(100 * standing.shares[id])}%`;
    row.element.dataset.share = String(standing.shares[id]);
  }
}
