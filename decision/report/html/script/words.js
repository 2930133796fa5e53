// Numbers and texts as sentences have them: decision/wording and decision/sentences/phrases.py.

// What Python takes for space; its \s and JavaScript's differ.
const SPACES = /[\t-\r\x1c- \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/u;
// What can't be seen, or turns text around.
const UNSEEN = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff\ud800-\udfff\u{e0000}-\u{e007f}]/u;
const EVERY_UNSEEN = new RegExp(UNSEEN, "gu");
const COUNTS = "no one two three four five six seven eight nine ten".split(" ");

// A text of decision/sentences/templates.py by its name, filled in; what is filled in is no template.
function say(name, fields = {}) {
  return model.sentences[name].replace(/\{(\w+)\}/g, (_, field) => fields[field]);
}

// The text for one thing, or that for several.
function sayOf(name, count, fields) {
  return say(`${name}.${count === 1 ? "one" : "many"}`, fields);
}

function inWords(count) {
  return count < COUNTS.length ? COUNTS[count] : String(count);
}

// A number by `toFixed` or `toExponential`, but halves to the even digit as Python rounds them:
// JavaScript's own go away from zero.
function halfEven(size, method, decimals) {
  const [up, power] = size[method](decimals).split("e");
  if (!size[method](decimals + 1).split("e")[0].endsWith("5")) { return [up, power]; }
  const [exact, ownPower] = size[method](100).split("e");
  const end = exact.indexOf(".") + (decimals ? decimals + 1 : 0);
  const isHalf = /^\.?50*$/.test(exact.slice(end));
  return isHalf && up.slice(-1) % 2 ? [exact.slice(0, end), ownPower] : [up, power];
}

// A number with so many decimals: of its first 15 digits, halves away from zero as in Excel.
function fixed(number, decimals = 1) {
  const [mantissa, power] = halfEven(Math.abs(number), "toExponential", 14);
  const digits = mantissa.replace(".", ""), kept = 1 + Number(power) + decimals;
  const whole = kept < 0 ? "0" : kept >= digits.length ? digits.padEnd(kept, "0")
    : String(Number(digits.slice(0, kept)) + Number(digits[kept] >= "5"));
  const text = whole.padStart(decimals + 1, "0"), end = text.length - decimals;
  const part = decimals ? `.${text.slice(end)}` : "";
  return (number < 0 && /[1-9]/.test(whole) ? "-" : "") + text.slice(0, end) + part;
}

function grouped(whole) {
  return whole.replace(/\B(?=(\d{3})+$)/g, ",");
}

// A number in plain decimals, with no more of them than it needs.
function figure(value, decimals = 1) {
  if (Math.abs(value) >= 1e15) { return numeral(value); }
  const [whole, part = ""] = halfEven(Math.abs(value), "toFixed", decimals)[0].split(".");
  const kept = stripEnd(part, "0");
  const text = grouped(whole) + (kept && `.${kept}`);
  return value < 0 && text !== "0" ? `-${text}` : text;
}

// A number in full to ten digits, thousands set apart; beyond what anyone reads by an exponent.
function numeral(value) {
  const size = Math.abs(value), sign = value < 0 ? "-" : "";
  if (!size) { return "0"; }
  const isLong = size >= 1e-9 && size < 1e21;
  const [mantissa, power] = halfEven(size, "toExponential", isLong ? 9 : 5);
  const digits = stripEnd(mantissa.replace(".", ""), "0"), tens = Number(power);
  if (!isLong) {
    return `${sign}${digits[0]}${digits[1] ? `.${digits.slice(1)}` : ""}e${power}`;
  }
  const whole = tens < 0 ? "0" : digits.slice(0, tens + 1).padEnd(tens + 1, "0");
  const part = tens < 0 ? "0".repeat(-tens - 1) + digits : digits.slice(tens + 1);
  return sign + grouped(whole) + (part && `.${part}`);
}

function percent(part) {
  if (part > 0 && part < 0.0005) { return say("HARDLY_ANY"); }
  return say("PERCENT", { part: fixed(part * 100).replace(/\.0$/, "") });
}

function inPoints(points) {
  if (Math.abs(points) <= TIE) { return say("NO_POINTS"); }
  const size = rounded(Math.abs(points)), count = Math.floor(size + 0.5);
  return size < 0.5 ? say("UNDER_HALF") : sayOf("ABOUT", count, { count });
}

function of100(probability) {
  if (probability > 0.99 && probability < 1) { return say("ALMOST_ALL"); }
  if (probability > 0 && probability < 0.01) { return say("ALMOST_NONE"); }
  return say("OF_100", { count: fixed(probability * 100, 0) });
}

function listed(parts) {
  return parts.length < 2 ? parts.join("")
    : `${parts.slice(0, -1).join(", ")} and ${parts[parts.length - 1]}`;
}

function stripEnd(text, signs) {
  let end = text.length;
  while (end && signs.includes(text[end - 1])) { end -= 1; }
  return text.slice(0, end);
}

// A sentence as it stands inside another; a first word with capitals further in is a name.
function lowered(text) {
  const inner = Array.from(text.split(" ", 1)[0]).slice(1).join("");
  const [first = "", ...rest] = stripEnd(text, ".");
  return (inner === inner.toLowerCase() ? first.toLowerCase() : first) + rest.join("");
}

function joinedWords(text) {
  return text.split(SPACES).filter(Boolean).join(" ");
}

// A text on one line, without what can't be seen, cut at so many characters.
function oneLine(text, most = Infinity) {
  const some = Array.from(text).slice(0, 2 * most).join("");
  const line = joinedWords(some).replace(EVERY_UNSEEN, ""), letters = Array.from(line);
  if (letters.length <= most) { return line; }
  return `${letters.slice(0, most - 1).join("").replace(/ +$/, "")}…`;
}

// A text on one line, cut at a word.
function cutAtWord(text, most) {
  const some = Array.from(text).slice(0, 4 * most + 400).join("");
  const line = joinedWords(some.replace(/[\t\r\n]/g, " ").replace(EVERY_UNSEEN, ""));
  const letters = Array.from(line);
  if (letters.length <= most) { return line; }
  const at = letters.lastIndexOf(" ", most - 1);
  const cut = letters.slice(0, at > Math.floor(most / 2) ? at : most - 1).join("");
  return `${stripEnd(cut, " ,;:.")}…`;
}

function inQuotes(name) {
  return name.includes(",") ? say("QUOTED", { text: name }) : name;
}

function named(option) {
  return inQuotes(model.options[option].name);
}

function courseNamed(course) {
  return inQuotes(model["course-names"][course]);
}

// Who leads and by how much, as a clause.
function leadSays({ leader, course, margin }) {
  if (leader === null) { return say("NOTHING_CHOOSABLE"); }
  if (margin === null) { return say("ONLY_COURSE", { course: courseNamed(course) }); }
  if (margin <= TIE) { return say("COURSES_LEVEL"); }
  return say("LEADS_BY", { option: named(leader), by: inPoints(margin) });
}

// What to ask about a fact, or about one item of its checklist.
function questionText(fact, item) {
  const { ask, items } = model.facts[fact];
  return item ? say("IS_THAT_SO", { item: stripEnd(items[item].says, ".") })
    : say("QUESTION", { text: stripEnd(ask, ".?") });
}

// The answer that a fact has, in the model's words; "" where it has none.
function readingSays(fact, reading) {
  if (reading.answer !== null) { return model.facts[fact].answers[reading.answer].says; }
  const states = Object.values(reading.items);
  return !reading.answered ? "" : say("IN_PLACE",
    { count: states.filter(Boolean).length, every: states.length });
}

// The same with what is in place of a checklist, and how many of a number.
function answerSays(fact, reading) {
  const { items, unit } = model.facts[fact], { count } = reading;
  if (reading.hasItems && !reading.openItems.length) {
    const known = model.ids.items[fact].filter((item) => reading.items[item]);
    return known.map((item) => items[item].says).join("; ") || say("NONE_IN_PLACE");
  }
  const says = readingSays(fact, reading) || say("NO_ANSWER");
  return unit && count !== null ? say("WITH_NUMBER", { says, number: numeral(count) }) : says;
}

// Who answers what of a disputed fact.
function disputeSays(fact, given) {
  const { by, says, because } = given.disputed[fact], who = (given["answered-by"] || NOTHING)[fact];
  const [first, second] = [given.answers[fact], says].map(
    (answer) => answerSays(fact, readFact(fact, answer)));
  return say(because ? "DISPUTE_WHY" : "DISPUTE", {
    first: say(who ? "WHO_ANSWERS" : "ANSWERED", { who, answer: first }),
    second: say("WHO_ANSWERS", { who: by, answer: second }), because: stripEnd(because || "", "."),
  });
}

// A safeguard on one line: what is to be put in place, by whom, by when, how shown.
function safeguardSays({ says, owner, due, measure }) {
  const about = [["OWNER", owner], ["DUE", due], ["SHOWN_BY", measure]]
    .filter(([, text]) => text).map(([name, text]) => say(name, { text })).join("; ");
  const isEnded = /[.!?]”?$/.test(says);
  return about ? say("SAFEGUARD", { says: isEnded ? says : `${says}.`, about }) : says;
}
