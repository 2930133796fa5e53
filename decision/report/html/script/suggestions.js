// How messages name a value, and the word or number that was meant; decision/wording.
// A value as a message names it: short, and in backquotes where it is text.
function shown(text) {
  const line = Array.from(joinedWords(text).replace(EVERY_UNSEEN, "\ufffd"));
  if (!line.length) { return "nothing"; }
  return line.length > 41 ? `\`${line.slice(0, 40).join("")}…\`` : `\`${line.join("")}\``;
}

function shownNode(node) {
  return node.text !== undefined ? shown(node.text) : node.items ? "a list" : "`key: value` lines";
}

// How many letters of two words match, block by block: Ratcliff and Obershelp, as Python's difflib.
function matching(one, other) {
  let size = 0, left = 0, right = 0, above = [];
  for (let i = 0; i < one.length; i += 1) {
    const row = [];
    for (let j = 0; j < other.length; j += 1) {
      if (one[i] !== other[j]) { continue; }
      row[j] = 1 + ((j && above[j - 1]) || 0);
      if (row[j] > size) { [size, left, right] = [row[j], i + 1 - row[j], j + 1 - row[j]]; }
    }
    above = row;
  }
  return size && size + matching(one.slice(0, left), other.slice(0, right)) +
    matching(one.slice(left + size), other.slice(right + size));
}

// The known word that is most like a word; undefined where none is much like it.
function closest(word, known) {
  const letters = Array.from(word).slice(0, 60);
  let best, most = 0;
  for (const each of known.slice(0, 300)) {
    const other = Array.from(each);
    const ratio = 2 * matching(other, letters) / ((other.length + letters.length) || 1);
    if (ratio >= 0.6 && (ratio > most || (ratio === most && each > best))) { [best, most] = [each, ratio]; }
  }
  return best;
}

function nearest(word, known) {
  const close = closest(word, known);
  if (close !== undefined) { return `did you mean \`${close}\`?`; }
  const some = known.slice(0, 12).map((each) => `\`${each}\``).join(", ");
  return known.length ? `write one of ${some}${known.length > 12 ? " …" : ""}` : "remove it";
}

// A number as Python would print it, from the text that it was written as.
function numberAsWritten(text) {
  if (!/[.eE]/.test(text)) { return BigInt(text).toString(); }
  const value = Number(text), [digits, exponent] = value.toExponential().split("e");
  if (Number(exponent) >= -4 && Number(exponent) < 16) {
    return Number.isInteger(value) ? `${BigInt(value)}.0` : shortDecimal(value, digits, Number(exponent));
  }
  return `${digits}e${exponent[0]}${exponent.slice(1).padStart(2, "0")}`;
}

// JavaScript itself writes numbers below 1e-6 with an exponent.
function shortDecimal(value, digits, exponent) {
  return exponent < -6 ? value.toFixed(digits.replace(/\D/g, "").length - 1 - exponent) : String(value);
}

// How to write the number that was meant, as far as the text shows it.
function numberHint(text) {
  const [, written, bare] = /^([-+]?)\s*(.*)$/s.exec(text.replace(/^[−–—]/, "-"));
  const sign = written.replace("+", "");
  if (NUMBER.test(sign + bare)) {
    return `write ${sign}${bare}, with ${sign ? "a plain - sign and " : ""}no space`;
  }
  const grouped = /^[0-9]{1,3}([,_'\s][0-9]{3})+(\.[0-9]+)?$/;
  const joined = (digits) => grouped.test(digits) ? digits.replace(/[,_'\s]/g, "") : digits;
  for (const [pattern, meant, how] of [
    [/^(.+?)\s*%$/, "$1", "with no % sign"],
    [/^[£$€]\s*(.+)$/, "$1", "with no currency sign"],
    [/^0+([0-9]+(\.[0-9]+)?)$/, "$1", "with no 0 in front"],
    [/^(\.[0-9]+)$/, "0$1", "with a 0 in front of the point"],
    [/^([0-9]+)\.$/, "$1", "with no point after it"],
    [/^([0-9]+),([0-9]{1,2})$/, "$1.$2", "with a point"],
    [/^(.+?) ?[a-zA-Z]{3,}$/, "$1", "with no word after it"],
  ]) {
    const number = pattern.test(bare) && joined(bare.replace(pattern, meant));
    if (number && NUMBER.test(sign + number)) { return `write ${sign}${number}, ${how}`; }
  }
  if (NUMBER.test(sign + joined(bare))) {
    return `write ${sign}${joined(bare)}, with nothing between the digits`;
  }
  return "write a plain number such as 75";
}
