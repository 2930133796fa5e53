// The result and why: the options, what holds the answer back, what each criterion adds.

const DECIDING = 3; // open questions that are named where they decide the answer
const SIMULATION = "A simulation draws each uncertain score, and an answer to each open question, " +
  "at random from what is possible.";

const result = { firmer: null, wrong: null, arithmetic: null, safeguards: null, chosen: null };

function answerPart() {
  Object.assign(result, {
    firmer: make("div", {}), wrong: make("div", {}), chosen: model.ids.criteria[0],
    arithmetic: drawer("The arithmetic of one criterion", arithmetic),
    safeguards: drawer("", () => safeguardsList(page.finding.standing)),
  });
  return make("section", { id: "answer", tabindex: "-1", "aria-label": "The answer" },
    make("p", { class: "quiet", id: "whose" }),
    make("h1", { id: "headline" }),
    make("div", { id: "apart" }),
    make("div", { id: "options" }),
    make("p", { class: "quiet" }, "Dot: total, from 0 (worst realistic) to 100 (best realistic); " +
      `the axis shows a part of that. Bar: 90 of 100 simulations. ${SIMULATION}`),
    make("p", { id: "summary" }), result.firmer, result.wrong,
    make("h3", {}, "What each criterion adds"),
    make("div", { id: "reasons" }), result.arithmetic,
    make("div", { id: "noticed" }), result.safeguards);
}

function showResult() {
  const { finding } = page, { standing } = finding, { leader } = standing;
  refill(elementOf("options"), optionsChart(finding));
  const entry = leader === null ? null : model.options[leader];
  refill(elementOf("summary"), entry && entry.summary && [make("b", {}, `${entry.name}. `),
    `${entry.summary} `],
    formsApart(finding).join(" "));
  showFirmer();
  refill(elementOf("reasons"), paragraphs(reasonsOf(standing)), reasonsChart(standing),
    sidesOf(standing) && make("p", { class: "quiet" },
      "Points that each criterion adds to the lead: " +
      "its share of the weight × the difference in score. Together they make the margin."));
  const label = result.arithmetic.firstChild.textContent;
  result.arithmetic.show(label);
  const said = [...warningsOf(standing.table), ...overruledOf(standing.table)];
  refill(elementOf("noticed"), said.length ? [make("h3", {}, "To bear in mind"), bullets(said)]
    : null,
    make("p", { class: "quiet" }, unknownOf(standing.table)));
  const count = entry ? (entry.safeguards || []).length : 0;
  result.safeguards.hidden = !count;
  if (count) { result.safeguards.show(`What to put in place for ${entry.name} (${count})`); }
}

function safeguardsList(standing) {
  return bullets(model.options[standing.leader].safeguards.map(safeguardSays));
}

// What holds the answer back, with links to the questions that could settle it.
function showFirmer() {
  const { finding } = page, { verdict, standing } = finding, { table } = standing;
  const said = heldBack({ ...finding, verdict: { ...verdict, openKeys: [], unmet: [] } }, []);
  for (const name of Object.keys(table.disputed)) {
    said.push(`Disputed: “${model.facts[name].ask}” ${disputeSays(name, page.kase)}`);
  }
  let asking = verdict.asking ? deciding() : [...verdict.openKeys];
  const { leader } = standing;
  if (leader !== null && table.available[leader] === "unknown") {
    said.push(`${named(leader)} is not agreed yet.`);
    asking = [...asking, ...model.options[leader].needs.map((need) => need.fact)];
  }
  const title = { unknown: "Why it is too early",
    close: "Why it is too close to call" }[verdict.word];
  refill(result.firmer, said.length || asking.length ? [
    make("h3", {}, title || "What would make it firmer"), bullets(said),
    asking.length ? make("p", {}, verdict.asking ? "These questions decide it:"
      : "Still to be answered:") : null,
    [...new Set(asking)].map((name) => make("p", {}, questionLink(name)))] : null);
}

// The open facts that are worth most, three at most; from before the last change until idle time
// has worked them out again.
function deciding() {
  const asks = page.asks.filter((one) => page.finding.standing.table.openFacts.includes(one.fact));
  const telling = asks.filter((one) => one.worth > 0);
  return [...new Set((telling.length ? telling : asks).map((one) => one.fact))].slice(0, DECIDING);
}

function showDoubts() {
  page.said = doubtsSay(page.doubts);
  refill(result.wrong, make("h3", {}, "What could make it wrong"), bullets(page.said));
}

function arithmetic() {
  const place = make("div", {});
  const show = () => refill(place, criterionSays(page.finding.standing, result.chosen));
  const select = make("select", { autocomplete: "off", change: () => {
    result.chosen = select.value;
    show();
  } }, model.ids.criteria.map((id) =>
    make("option", { value: id, selected: id === result.chosen }, model.criteria[id].name)));
  show();
  return [make("label", { class: "field" }, make("span", {}, "Criterion"), select), place];
}

function criterionSays(standing, id) {
  const { leader, rival, table } = standing, share = standing.shares[id],
    { name } = model.criteria[id];
  const parts = [`Share of the weight ${fixed(share * 100)}%.`];
  if (leader !== null && rival !== null) {
    const [ours, theirs] = [leader, rival].map((option) => table.cells[id][option].score);
    parts.unshift(`${model.options[leader].name} ${shortNumber(ours)}, ${model.options[rival].name} ${shortNumber(theirs)}.`);
    parts.push(`${fixed(share, 3)} × (${shortNumber(ours)} − ${shortNumber(theirs)}) = ` +
      `${fixed(share * (ours - theirs), 2).replace("-", "−")} points.`);
  }
  const cited = new Set();
  const cells = model.ids.options.map((option) => {
    const cell = table.cells[id][option], on = table.standsOn[option];
    cell.reasons.forEach((reason) => (reason.evidence || []).forEach((one) => cited.add(one)));
    return [make("h4", {}, `${model.options[option].name}: ${shortNumber(cell.score)} points` +
      `${cell.override ? " (overruled)" : ""}, range ${shortNumber(cell.low)} to ${shortNumber(cell.high)}` +
      (on === option ? "" : `, scored as ${model.options[on].name}`)),
    make("ul", {}, cell.reasons.map((reason, index) => make("li", {},
      `${index && reason.points >= 0 ? "+" : ""}${shortNumber(reason.points)}: ${reason.because || ""}`,
      sourceOf(reason))))];
  });
  return [make("p", {}, model.criteria[id].means || name), make("p", {}, parts.join(" ")), cells,
    cited.size ? drawer(`Evidence (${cited.size})`, () => evidenceOf([...cited])) : null];
}

// The question that a reason comes from, where the reason doesn't say it.
function sourceOf({ fact, item, because }) {
  const asks = fact && (item ? model.facts[fact].items[item].says : model.facts[fact].ask);
  return asks && !(because || "").includes(asks)
    ? make("span", { class: "quiet" }, ` (“${asks}”)`) : null;
}

// A number with no more digits than tell it: 6 of them.
function shortNumber(value) {
  return String(Number(value.toPrecision(6))).replace("-", "−");
}
