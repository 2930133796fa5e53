// What would change it: answers, what to ask next, weights, claims and people, what-ifs.

const LONGEST_BARS = 6; // the answers that can move the margin most
const changing = Object.create(null); // the places of its parts

function changePart() {
  for (const name of ["answers", "asks", "weights", "claims", "whatIfs"]) {
    changing[name] = make("div", {});
  }
  return make("section", { id: "change" }, make("h2", {}, "What would change it"),
    Object.values(changing), page.asSaved);
}

// What was worked out for the case as it came stands while that case is open, and says so.
function showAsSaved() {
  if (!page.asSaved) { return; }
  page.asSaved.hidden = page.came === null;
  elementOf("as-saved-note").hidden = page.kase === page.came;
}

// What does not stand with the result already.
function unsaid(texts) {
  return paragraphs(texts.filter((text) => !page.said.includes(text)));
}

function showAnswersThatChange() {
  const { standing } = page.finding, { doubts } = page;
  if (!model.ids.facts.length) { return; }
  const flips = doubts.factFlips;
  refill(changing.answers, make("h3", {}, "Answers"), unsaid([answersSay(doubts)]),
    tornado(standing, doubts.reaches.slice(0, LONGEST_BARS)),
    sidesOf(standing) && make("p", { class: "quiet" },
      "Each bar shows how far one answer could move the " +
      "margin, all else as it stands. Line: level. Dot: now."),
    flips.length ? drawer(`Every answer that would change it (${flips.length})`,
      () => flipsList(flips)) : null);
}

// Each answer, alone or with another, that would change who leads; the strongest first.
function flipsList(flips) {
  const { course, leader } = page.finding.standing;
  const answered = ({ fact, item, after }) => (item
    ? `${model.facts[fact].items[item].says}: ${after}`
    : `${model.facts[fact].ask} ${model.facts[fact].answers[after].says}`);
  return bullets([...flips].sort((one, other) => other.margin - one.margin).map((flip) =>
    `${flip.changes.map(answered).join("; ")}. Then ${leadsSay(flip)}` +
    `${flip.course === course ? "; only the form changes" : ""}` +
    `${flip.lost ? `, for ${named(leader)} can’t be chosen` : ""}.`));
}

function showAsks() {
  const every = page.asks = page.doubts.askNext;
  if (page.finding.verdict.asking) { showFirmer(); }
  if (!every.length) { refill(changing.asks); return; }
  const asks = every.filter((one) => one.worth > 0 || one.changes > 0 || one.swing > TIE);
  const line = (one) => {
    const worth = one.worth > 0 ? `worth ${fixed(one.worth, 2)} points` : "worth little alone";
    return make("div", { class: "ask" }, questionLink(one.fact, questionText(one.fact, one.item)),
      make("p", { class: "quiet" },
        `${model.facts[one.fact].who || "Anyone who knows"} can answer · ${worth} · ` +
        `its answers lie ${inPoints(one.swing)} apart`));
  };
  const rest = asks.slice(AT_ONCE);
  refill(changing.asks, make("h3", {}, "What to ask next"), make("p", {}, asks.length
    ? "Worth: the points that knowing the answer would add, on average, by letting you choose the better course."
    : "No open question can move anything."),
  asks.slice(0, AT_ONCE).map(line),
  rest.length ? drawer(`${rest.length} more to ask`, () => rest.map(line)) : null);
}

function showWeightChanges() {
  const { doubts } = page, none = notCompared(page.finding.standing);
  const lines = none ? [] : weightChanges(doubts), rest = lines.slice(AT_ONCE);
  refill(changing.weights, make("h3", {}, "Weights"), none ? make("p", {}, none) : [
    unsaid([doubts.cheapestCourseFlip === undefined ? oneWay(doubts) : weightToMove(doubts)]),
    make("p", {}, lines.length ? "One weight moved alone, the others in proportion:"
      : "No weight moved alone would change the course."),
    bullets(lines.slice(0, AT_ONCE)), rest.length
      ? drawer(`${rest.length} more weight${rest.length > 1 ? "s" : ""}`,
      () => bullets(rest)) : null]);
}

function showClaims() {
  const { doubts } = page, { claims, speakers } = doubts;
  if (!claims.length) { refill(changing.claims); return; }
  refill(changing.claims, make("h3", {}, "Claims and people it rests on"),
    unsaid([restsOn(doubts), ...restsOnSpeakers(doubts)]),
    drawer(`Each claim and each person (${claims.length + speakers.length})`, () => [
      make("p", { class: "quiet" },
        "To test a claim, we cancel every point that relies on it. To test a " +
        "person, we cancel all that they say at once."),
      make("ul", {}, claims.map((claim) => {
        const { says, kind, by } = model.evidence[claim.evidence[0]];
        return make("li", {}, says, " ", make("i", {}, `${capital(kind)}, ${by}.`),
          ` Without it ${withoutSays(claim)}.`);
      }), speakers.map((one) => make("li", {}, make("b", {}, one.speaker),
        `, ${one.evidence.length} ` +
        `${one.evidence.length === 1 ? "entry" : "entries"}: without all of it ${withoutSays(one)}.`)))]));
}

// Who would lead without a claim or a person, and whether that is another answer.
function withoutSays(one) {
  const another = one.flips ? ", which changes the course"
    : one.leader !== page.finding.standing.leader ? ", which changes the form" : "";
  return `${leadsSay(one)}${one.leader === null ? "" : another}`;
}

// Who leads then, and by how much where both can be chosen.
function leadsSay({ leader, margin, lost }) {
  if (leader === null) { return "nothing could be chosen"; }
  return lost || margin === null ? `${named(leader)} leads`
    : Math.abs(margin) <= TIE ? "the two are level"
      : `${named(leader)} leads by ${fixed(Math.abs(margin))} points`;
}

function showWhatIfs() {
  const said = whatIfsSay(page.finding);
  refill(changing.whatIfs, said.length ? [make("h3", {}, "What if"), bullets(said)] : null);
}
