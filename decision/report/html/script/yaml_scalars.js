// The scalars of YAML; PyYAML's scanner.
const ESCAPES = {
  0: "\0", a: "\x07", b: "\b", t: "\t", "\t": "\t", n: "\n", v: "\v", f: "\f", r: "\r", e: "\x1b",
  " ": " ", "\"": "\"", "/": "/", "\\": "\\", N: "\x85", _: "\xa0", L: "\u2028", P: "\u2029",
};
const ESCAPED_HEX = { x: 2, u: 4, U: 8 };
const SECOND_DOCUMENT =
  "a second document starts here; remove it, and the --- or ... before it";

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
