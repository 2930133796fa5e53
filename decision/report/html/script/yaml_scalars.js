// Bytes to text, and the scalars of YAML; decision/files/yaml_events.py and PyYAML's scanner.
const MAX_BYTES = 1048576, MAX_LINES = 50000, MAX_TEXT = 10000;
const KINDS_OF_FILE = [
  ["\xd0\xcf\x11\xe0", "an old Excel or Word file"], ["%PDF", "a PDF file"],
  ["{\\rtf", "a rich text (RTF) file"], ["\x89PNG", "a picture"], ["\xff\xd8\xff", "a picture"],
  ["\x1f\x8b", "a compressed (gzip) file"], ["SQLite format 3", "a database"],
  ["<!DOCTYPE", "a web page"], ["<html", "a web page"], ["<?xml", "an XML file"],
];
const KINDS_OF_ZIP = [
  ["word/", "a Word file"], ["ppt/", "a PowerPoint file"], ["xl/", "an Excel file"],
  ["opendocument", "an OpenDocument file"],
];
const ESCAPES = {
  0: "\0", a: "\x07", b: "\b", t: "\t", "\t": "\t", n: "\n", v: "\v", f: "\f", r: "\r", e: "\x1b",
  " ": " ", "\"": "\"", "/": "/", "\\": "\\", N: "\x85", _: "\xa0", L: "\u2028", P: "\u2029",
};
const ESCAPED_HEX = { x: 2, u: 4, U: 8 };
const SECOND_DOCUMENT =
  "a second document starts here; remove it, and the --- or ... before it";

function codePoints(text) {
  let count = 0;
  for (const _ of text) { count += 1; }
  return count;
}

function nameUnseen(character) {
  const number = character.codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
  return `a control or invisible character U+${number}`;
}

// What stops the reading of a file, at a line and a column counted from 1.
function refusal(line, column, message) {
  return { refused: { line, column, message } };
}

function afterText(text) {
  const lines = text.split(/\r\n|\r|\n/);
  return [lines.length, codePoints(lines[lines.length - 1]) + 1];
}

// The text of a file's bytes. Throws a refusal where it isn't plain text in UTF-8 or UTF-16.
function fileText(bytes) {
  const data = new Uint8Array(bytes);
  const start = String.fromCharCode(...data.subarray(0, 16));
  let kind = (KINDS_OF_FILE.find(([mark]) => start.startsWith(mark)) || [])[1];
  if (start.startsWith("PK\x03\x04")) {
    const all = new TextDecoder("latin1").decode(data);
    kind = (KINDS_OF_ZIP.find(([mark]) => all.includes(mark)) || [0, "a zip file"])[1];
  }
  if (kind) { throw refusal(1, 1, `this is ${kind}; give a plain text (YAML) file instead`); }
  if (data.length > MAX_BYTES) {
    throw refusal(1, 1, "this file is over 1 MiB, the limit; shorten it");
  }
  const wide = start.startsWith("\xff\xfe") ? "utf-16le" : start.startsWith("\xfe\xff") && "utf-16be";
  const text = new TextDecoder(wide || "utf-8").decode(data);
  const lost = text.indexOf("\ufffd");
  if (lost >= 0) {
    const before = text.slice(0, lost);
    const at = wide ? 2 + 2 * lost : new TextEncoder().encode(before).length +
      (start.startsWith("\xef\xbb\xbf") ? 3 : 0);
    const [high, low] = wide === "utf-16be" ? [at, at + 1] : [at + 1, at];
    const meant = wide ? data[high] === 0xff && data[low] === 0xfd
      : data[at] === 0xef && data[at + 1] === 0xbf && data[at + 2] === 0xbd;
    if (!meant) {
      const byte = at < data.length ? ` (byte 0x${data[at].toString(16).padStart(2, "0")})` : "";
      const what = wide ? "whole UTF-16" : "UTF-8";
      throw refusal(...afterText(before), `not ${what}${byte}; save as UTF-8`);
    }
  }
  return text;
}

// A text whose lines end in \n alone, which holds nothing that can't be seen. Throws a refusal.
function checkedText(text) {
  const unseen = UNSEEN.exec(text);
  if (unseen) {
    let advice = "; delete it";
    if (unseen[0] === "\0") {
      advice += ", or if there are many, save the file as plain text in UTF-8";
    } else if (unseen[0] === "\ufffd") {
      advice = ", which marks a lost character; type the right one";
    }
    const place = afterText(text.slice(0, unseen.index));
    throw refusal(...place, `${nameUnseen(unseen[0])} stands here${advice}`);
  }
  const lines = text.split(/\r\n|\r|\n/);
  if (lines.length > MAX_LINES) {
    throw refusal(MAX_LINES + 1, 1, "this file has over 50,000 lines, the limit; shorten it");
  }
  return lines.join("\n");
}

// A text with a place in it: what reads YAML moves along it.
class YamlText {
  constructor(text) {
    this.text = text;
    this.at = 0;
    this.lineStart = 0;
    this.line = 1;
    this.counted = { start: 0, at: 0, column: 0 }; // so that a column is counted once
  }

  here(more = 0) { return this.text.charAt(this.at + more); }

  get column() { return this.at - this.lineStart; }

  // Whether a space, the end of a line or the end of the file stands some characters on.
  gap(more = 0) { return " \t\n".includes(this.here(more)); }

  // Whether what stands here is the first on its line.
  get first() { return /^ *$/.test(this.text.slice(this.lineStart, this.at)); }

  get ended() { return this.at >= this.text.length; }

  newLine() {
    this.at += 1;
    this.lineStart = this.at;
    this.line += 1;
  }

  // The line and the column here, counted from 1 and in whole characters.
  place() {
    let { start, at, column } = this.counted;
    if (start !== this.lineStart || at > this.at) { [at, column] = [this.lineStart, 0]; }
    column += codePoints(this.text.slice(at, this.at));
    this.counted = { start: this.lineStart, at: this.at, column };
    return [this.line, column + 1];
  }

  save() { return [this.at, this.lineStart, this.line]; }

  back([at, lineStart, line]) { Object.assign(this, { at, lineStart, line }); }

  lineText(line) { return this.text.split("\n", line)[line - 1] || ""; }

  refuse(message, place = this.place()) { throw refusal(...place, message); }

  // Three dashes or dots on a line of their own end a document.
  get documentEnds() {
    return this.column === 0 && /^(---|\.\.\.)/.test(this.text.substr(this.at, 3)) && this.gap(3);
  }

  skip(characters) {
    const before = this.at;
    while (!this.ended && characters.includes(this.here())) { this.at += 1; }
    return this.text.slice(before, this.at);
  }

  // Line ends, and what is skipped around them; "" where there is none. Folded: a lone one is a
  // space. Null where a document ends among them.
  folded(skipped, escaped = false) {
    let breaks = 0;
    while (this.here() === "\n") {
      this.newLine();
      if (this.documentEnds) { return null; }
      breaks += 1;
      while (skipped.includes(this.here()) && !this.ended) { this.at += 1; }
    }
    return breaks === 1 && !escaped ? " " : "\n".repeat(Math.max(0, breaks - 1));
  }

  // Text without quotes; it goes on over lines further in than `indent`.
  plain(indent, flow) {
    const line = this.line;
    let text = "", spaces = "", end = this.save();
    while (this.here() !== "#") {
      const start = this.at;
      while (!this.gap() && !(this.here() === ":" && this.endsKey(flow)) &&
             !(flow && ",?[]{}".includes(this.here()))) { this.at += 1; }
      if (this.at === start) { break; }
      text += spaces + this.text.slice(start, this.at);
      end = this.save();
      spaces = this.skip(" ");
      if (this.here() === "\n") { spaces = this.folded(" "); }
      if (!spaces || (!flow && this.line > line && this.column <= indent)) { break; }
    }
    this.back(end);
    return { text, quoted: false, several: this.line > line };
  }

  // Whether the colon here ends a key.
  endsKey(flow) { return this.gap(1) || (flow && ",[]{}".includes(this.here(1))); }

  // Text in quotes.
  quotes() {
    const place = this.place(), line = this.line, quote = this.here(), double = quote === "\"";
    const open = () => this.refuse("a quote opened here is never closed; add the closing quote", place);
    let text = "";
    for (this.at += 1; ;) {
      if (this.ended) { open(); }
      const character = this.here();
      if (character === quote && !double && this.here(1) === quote) {
        text += quote;
        this.at += 2;
      } else if (character === quote) {
        break;
      } else if (double && character === "\\") {
        text += this.escape();
      } else if (" \t\n".includes(character)) {
        const blanks = this.skip(" \t");
        text += this.here() === "\n" ? this.foldedInQuotes() : blanks;
      } else {
        const start = this.at;
        while (!this.ended && !" \t\n\\".includes(this.here()) && this.here() !== quote) { this.at += 1; }
        if (this.at === start) { this.at += 1; } // a backslash in single quotes
        text += this.text.slice(start, this.at);
      }
    }
    this.at += 1;
    return { text, quoted: true, several: this.line > line };
  }

  foldedInQuotes(escaped = false) {
    const breaks = this.folded(" \t", escaped);
    return breaks === null ? this.refuse(SECOND_DOCUMENT) : breaks;
  }

  // The text that a backslash in double quotes and what follows it stand for.
  escape() {
    this.at += 1;
    const code = this.here(), length = ESCAPED_HEX[code];
    if (code === "\n") { return this.foldedInQuotes(true); }
    if (length) {
      this.at += 1;
      const digits = this.text.substr(this.at, length);
      const number = /^[0-9a-fA-F]+$/.test(digits) && digits.length === length ? parseInt(digits, 16) : -1;
      if (number >= 0 && number <= 0x10ffff) {
        this.at += length;
        return String.fromCodePoint(number);
      }
    } else if (ESCAPES[code] !== undefined) {
      this.at += 1;
      return ESCAPES[code];
    }
    return this.refuse("a backslash in double quotes starts a code; write \\\\, or single quotes");
  }

  // A block of text after | or >, further in than `indent`.
  textBlock(indent) {
    const folds = this.here() === ">";
    this.at += 1;
    const header = /^(?:([+-])([1-9])?|([1-9])([+-])?)?/.exec(this.text.substr(this.at, 2));
    this.at += header[0].length;
    const chomp = header[1] || header[4], more = header[2] || header[3];
    this.skip(" ");
    if (this.here() === "#") { this.toLineEnd(); }
    if (!this.ended && this.here() !== "\n") {
      this.refuse("text after a | or > starts on the next line; move it there and indent it, or " +
        "put the whole in quotes");
    }
    if (!this.ended) { this.newLine(); }
    let inner = Math.max(1, indent + 1);
    let breaks = "";
    if (more) {
      inner += Number(more) - 1;
      breaks = this.blankLines(inner);
    } else {
      let deepest = 0;
      while (!this.ended && " \n".includes(this.here())) {
        if (this.here() === "\n") {
          breaks += "\n";
          this.newLine();
        } else {
          this.at += 1;
          deepest = Math.max(deepest, this.column);
        }
      }
      inner = Math.max(inner, deepest);
    }
    let text = "", lineEnd = "";
    while (this.column === inner && !this.ended) {
      const leads = !" \t".includes(this.here()), from = this.at;
      this.toLineEnd();
      text += breaks + this.text.slice(from, this.at);
      lineEnd = this.ended ? "" : "\n";
      if (lineEnd) { this.newLine(); }
      breaks = this.blankLines(inner);
      if (this.column !== inner || this.ended) { break; }
      if (!(folds && leads && !" \t".includes(this.here()))) {
        text += lineEnd;
      } else if (!breaks) {
        text += " ";
      }
    }
    if (chomp !== "-") { text += lineEnd; }
    if (chomp === "+") { text += breaks; }
    return { text, quoted: true, several: true };
  }

  blankLines(indent) {
    let breaks = "";
    for (;;) {
      while (this.column < indent && this.here() === " ") { this.at += 1; }
      if (this.here() !== "\n") { return breaks; }
      breaks += "\n";
      this.newLine();
    }
  }

  toLineEnd() {
    const end = this.text.indexOf("\n", this.at);
    this.at = end < 0 ? this.text.length : end;
  }
}
