// YAML read strictly. What case files don't need (aliases, anchors, tags, merge keys, several
// documents) is refused with its line.
const CANT_START = "text can't start with this character; put the text in quotes";
const SIGN_FIRST = "text can't start with this sign; put the text in quotes";
const NO_FIT = "this line doesn't fit the ones above; line it up with its neighbours, and quote " +
  "text that starts with a sign";
const NOT_KEY = "this line is not `key: value`; write a colon and a space after the key";
const QUOTE_CLOSED = "the quote closed before this; inside '…' write a quote as '', inside \"…\" " +
  "as \\\", or close the quote that was left open above";
const FIRST_SIGNS = {
  "*": "aliases are not allowed; quote it if it is text that starts with *",
  "&": "anchors are not allowed; quote it if it is text that starts with &",
  "!": "tags are not allowed; quote it if it is text that starts with !",
  "\t": "a tab stands here; indent with spaces only",
  "%": CANT_START,
  "@": CANT_START,
  "`": CANT_START,
  ",": SIGN_FIRST,
  "]": "a bracket closes here that was never opened; remove it",
  "}": "a bracket closes here that was never opened; remove it",
};

// What a text holds: `{root, faults, warnings}`; root is null where it is empty or has faults.
function readYaml(text) {
  const reader = new YamlReader("");
  let root = null;
  try {
    reader.text = checkedText(text);
    root = reader.document();
  } catch (error) {
    if (!error.refused) { throw error; }
    const { line } = error.refused;
    if (reader.faults.every((fault) => fault.line !== line)) { reader.faults.push(error.refused); }
  }
  return { root: reader.faults.length ? null : root, faults: reader.faults, warnings: reader.warnings };
}

class YamlReader extends YamlTree {
  document() {
    this.toContent(true);
    if (this.documentEnds) {
      if (this.here() === ".") { this.syntax(SIGN_FIRST); }
      this.at += 3;
    }
    const root = this.block(-1, false);
    this.toContent();
    if (!this.ended) {
      this.unstarted();
      this.syntax(this.column ? NO_FIT
        : "this doesn't belong to what stands above; remove it, or quote it all");
    }
    return root.text === "" && !root.quoted ? null : root;
  }

  // Goes to the next thing that is no space, comment or line end.
  toContent(first = false) {
    for (;;) {
      this.skip(" ");
      if (this.here() === "#") { this.toLineEnd(); }
      if (this.here() !== "\n") { break; }
      this.newLine();
    }
    if (this.here() === "\t") { this.refuse(FIRST_SIGNS["\t"]); }
    if (this.documentEnds && !first) {
      const after = this.text.slice(this.at).split("\n");
      if (after[0].startsWith("-") || !after.every((line) => /^(\.\.\.)? *(#|$)/.test(line))) {
        this.refuse(SECOND_DOCUMENT);
      }
      this.text = this.text.slice(0, this.at); // three dots that end the file
    }
    if (this.here() === "%" && this.column === 0) {
      this.refuse("lines that start with % are not allowed; remove it, or quote it as text");
    }
  }

  // Whether a sign of a block stands here, with a gap after it.
  sign(character) { return this.here() === character && this.gap(1); }

  // The value that comes next in a block; it is empty where nothing stands further in.
  //   compact: whether a list or a group may start on a line already begun; beside: whether a list
  //   may start just below its key.
  block(indent, compact, beside = false) {
    const before = this.place(), start = this.save();
    this.toContent();
    const first = this.first, { column } = this;
    if (beside && first && column === indent && this.sign("-")) { return this.list(column, true); }
    if (this.ended || (first && column <= indent)) {
      const next = this.save();
      this.back(start);
      this.lostText();
      this.back(next);
      return this.scalar({ text: "", quoted: false }, before);
    }
    const starts = first || compact;
    if (this.sign("-")) {
      return starts ? this.list(column) : this.refuse("a list starts on a line of its own; move it " +
        "to the next line, or put the text in quotes");
    }
    if (this.sign("?")) { return starts ? this.group(column) : this.syntax(SIGN_FIRST); }
    if (this.sign(":")) { this.syntax(starts ? NO_FIT : this.colon(), undefined, "too"); }
    const place = this.place(), from = this.at;
    if (this.here() === "[" || this.here() === "{") {
      const value = this.flow();
      this.skip(" ");
      if (this.sign(":")) { this.aKeyIsAWord(place); }
      this.lineEnds("text stands after a closing bracket; put the whole text in quotes");
      return value;
    }
    const found = this.words(indent);
    const end = this.save();
    this.skip(" ");
    if (this.sign(":")) {
      if (!starts || found.several || end[0] - from > 1024) { this.syntax(this.colon(), undefined, "too"); }
      return this.group(column, found, place);
    }
    this.back(end);
    if (!found.quoted) { this.lostText(); }
    this.lineEnds(QUOTE_CLOSED);
    return this.scalar(found, place);
  }

  // Text in a block, in whatever way it is written: `{text, quoted, several}`.
  words(indent, flow = false) {
    const character = this.here();
    if (character === "\"" || character === "'") { return this.quotes(); }
    if (!flow && (character === "|" || character === ">")) { return this.textBlock(indent); }
    if (FIRST_SIGNS[character]) { this.refuse(FIRST_SIGNS[character]); }
    if ("|>".includes(character)) { this.refuse(CANT_START); }
    if (this.sign("-") || (this.gap(1) && "?:".includes(character)) ||
        (flow && "?:".includes(character))) { this.syntax(SIGN_FIRST); }
    return this.plain(indent, flow);
  }

  // Refuses what can start nothing, wherever it stands.
  unstarted() {
    const character = this.here();
    if (FIRST_SIGNS[character] && character !== ",") { this.refuse(FIRST_SIGNS[character]); }
  }

  // Nothing but a comment may follow on a line.
  lineEnds(message) {
    if (this.first) { return; } // a block of text ends on the line after it
    this.skip(" ");
    const character = this.here();
    if (this.ended || character === "\n" || character === "#") { return; }
    this.unstarted();
    if (this.sign(":")) { this.syntax(this.colon(), undefined, "too"); }
    this.syntax(message);
  }

  list(column, beside = false) {
    const list = this.enter({ items: [] });
    while (!this.ended && this.column === column && this.sign("-")) {
      this.at += 1;
      list.items.push(this.block(column, true));
      this.toContent();
    }
    return this.leave(list, column, beside);
  }

  // A group of `key: value` lines; the first key may have been read already.
  group(column, found = null, place = this.place()) {
    const group = this.enter({ entries: new Map(), places: new Map() }, place);
    do {
      const explicit = !found && this.sign("?");
      if (explicit) {
        this.at += 1;
        this.skip(" ");
      }
      if (!found) {
        place = this.place();
        if (this.sign("-") || (!explicit && this.sign(":"))) { this.syntax(NO_FIT); }
        if ("[{".includes(this.here())) { this.aKeyIsAWord(place); }
        const start = this.at;
        found = this.words(column);
        const end = this.save();
        this.skip(" ");
        if (explicit) {
          this.back(end);
          this.lineEnds(QUOTE_CLOSED);
          this.toContent();
        } else if (!this.sign(":") || found.several || end[0] - start > 1024) {
          this.syntax(NOT_KEY, place, "alone");
        }
      }
      const key = this.key(group, found, place);
      const valued = !explicit || (this.column === column && this.sign(":"));
      if (valued) { this.at += 1; }
      const value = valued ? this.block(column, explicit, true)
        : this.scalar({ text: "", quoted: false });
      if (!group.entries.has(key)) { group.entries.set(key, value); }
      found = null;
      this.toContent();
    } while (!this.ended && this.column === column);
    return this.leave(group, column);
  }

  // A list in square brackets, or a group in curly ones.
  flow() {
    const opened = this.place(), listed = this.here() === "[", close = listed ? "]" : "}";
    const whole = this.enter(listed ? { items: [] } : { entries: new Map(), places: new Map() });
    const broken = listed
      ? "the list opened here is broken; add the closing ], or a comma between its parts"
      : "the group opened here is broken; add the closing }, or a comma between its parts";
    const noFit = () => this.notInFlow(broken, opened);
    this.at += 1;
    this.toContent();
    while (this.here() !== close) {
      if (this.ended) { noFit(); }
      this.part(whole, listed, noFit);
      this.toContent();
      if (this.here() === ",") {
        this.at += 1;
        this.toContent();
      } else if (this.here() !== close) {
        noFit();
      }
    }
    this.at += 1;
    this.depth -= 1;
    return whole;
  }

  // One part of what stands in brackets; `[a: b]` holds a group of one.
  part(whole, listed, noFit) {
    if (!listed && this.here() === "?") { // which may stand before a key
      this.at += 1;
      this.toContent();
    }
    const place = this.place(), bracket = "[{".includes(this.here()) && !this.ended;
    if (bracket && !listed) { this.aKeyIsAWord(place); }
    const found = bracket ? this.flow() : this.words(-1, true);
    if (!bracket && !found.quoted) { this.lostText(); }
    const end = this.save();
    this.skip(" ");
    const valued = this.here() === ":" && (found.quoted || this.endsKey(true));
    if (!valued && listed) {
      this.back(end);
      whole.items.push(bracket ? found : this.scalar(found, place));
      return;
    }
    if (bracket) { this.aKeyIsAWord(place); }
    if (valued && found.several) { noFit(); }
    const group = listed ? this.enter({ entries: new Map(), places: new Map() }, place) : whole;
    if (listed) {
      this.depth -= 1;
      whole.items.push(group);
    }
    const key = this.key(group, found, place);
    if (valued) {
      this.at += 1;
      this.toContent();
    }
    const empty = !valued || this.ended || ",]}".includes(this.here());
    const start = this.place(), nested = !empty && "[{".includes(this.here());
    const text = empty ? { text: "", quoted: false } : nested ? null : this.words(-1, true);
    if (text && !text.quoted && !empty) { this.lostText(); }
    const value = text ? this.scalar(text, start) : this.flow();
    if (!group.entries.has(key)) { group.entries.set(key, value); }
  }

  notInFlow(broken, opened) {
    const before = this.lineText(this.line).slice(0, this.column).trimEnd(), next = this.here();
    const words = !this.ended && !":?,[]{}".includes(next);
    if (words) { this.unstarted(); }
    if (words && /["']$/.test(before)) { this.syntax(QUOTE_CLOSED); }
    if (words && /[\]}]$/.test(before)) {
      this.syntax("text stands after a closing bracket; put the whole text in quotes");
    }
    if (next === ":" && opened[0] === this.line) {
      this.syntax("a colon and a space stand inside unquoted text; put the text in quotes, or " +
        "write the comma that is missing");
    }
    if (next === "?") {
      this.syntax("a ? stands inside brackets without quotes; put the whole text in quotes");
    }
    this.syntax(broken, opened);
  }
}
