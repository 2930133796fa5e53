// The values of a YAML text with their places, and its faults; decision/files/yaml_tree.py.
// A value is `{text, quoted}`, `{items}` or `{entries, places}` (Maps by key), with line and column.
const MAX_DEPTH = 12, MAX_NODES = 20000, MAX_FAULTS = 50;
// A key and its value with no space between, as in `weight:30`; an address is not.
const RUN_IN = /^(\s*(?:- )?[\p{L}\p{N}_-]+):((?!\/\/)\S.*)$/u;

// What reads a text, and the values and faults that it has found.
class YamlTree extends YamlText {
  constructor(text) {
    super(text);
    this.faults = [];
    this.warnings = [];
    this.nodes = 0;
    this.depth = 0;
  }

  // What is wrong with a colon that no key stands before.
  colon() {
    const line = this.lineText(this.line);
    if (/^\s*[\p{L}\p{N}_-]+$/u.test(line.slice(0, this.column))) {
      return "this line is further in than the one above it, which has a value already; line the " +
        "two up";
    }
    const [, key, text] = /^\s*(- |[\p{L}\p{N}_-]+: )?(.*)$/su.exec(line);
    const written = `${key || ""}"${Array.from(text.trim()).slice(0, 60).join("")}"`;
    return `a colon and a space stand inside unquoted text; put it in quotes, as ${written}`;
  }

  // Refuses a line that can't be understood. The cause may be a colon with no space after it, on
  // the last line with text before it, or (own: "too", "alone") on that line itself.
  syntax(message, place = this.place(), own = null) {
    for (let line = own ? place[0] : place[0] - 1; line > Math.max(0, place[0] - 20); line -= 1) {
      const text = this.lineText(line), runIn = RUN_IN.exec(text);
      if (runIn) {
        const written = shown(`${runIn[1]}: ${runIn[2]}`);
        this.refuse(`a space is missing after the colon; write ${written}`,
          [line, codePoints(runIn[1]) + 1]);
      }
      if (own === "alone" || (line < place[0] && text.trim() && !text.trim().startsWith("#"))) { break; }
    }
    this.refuse(message, place);
  }

  aKeyIsAWord(place) {
    this.refuse("a key must be a word, not a list or a group; quote it if it is text", place);
  }

  // Begins a list or a group.
  enter(whole, place = this.place()) {
    this.count(place);
    if (this.depth === MAX_DEPTH) {
      this.refuse("this is nested more than 12 levels deep; take out some levels", place);
    }
    this.depth += 1;
    [whole.line, whole.column] = place;
    return whole;
  }

  // Ends a list or a group of a block, whose lines all begin in one column.
  leave(whole, column, beside = false) {
    this.depth -= 1;
    if (!this.ended && (this.column > column || (this.column === column && !beside))) {
      this.syntax(NO_FIT);
    }
    return whole;
  }

  count(place) {
    this.nodes += 1;
    if (this.nodes > MAX_NODES) {
      this.refuse("this file has over 20,000 values, the limit; shorten it", place);
    }
  }

  scalar({ text, quoted }, place = this.place()) {
    this.count(place);
    if (text.length > MAX_TEXT && codePoints(text) > MAX_TEXT) {
      this.refuse(`this text is ${codePoints(text).toLocaleString("en-GB")} characters long; the ` +
        "limit is 10,000: shorten it, or close a quote that was left open", place);
    }
    const unseen = UNSEEN.exec(text);
    if (unseen) {
      this.refuse(`this text holds ${nameUnseen(unseen[0])}, written as a code; delete it, or use ` +
        "single quotes if a backslash is meant", place);
    }
    return { text, quoted, line: place[0], column: place[1] };
  }

  // Warns of text that a # turns into a comment, and that looks meant.
  lostText() {
    const lost = /^ (#[^\s#].{0,60})/u.exec(this.text.substr(this.at, 140));
    if (!lost) { return; }
    const [line, column] = this.place();
    const message = `text after # is dropped (${shown(lost[1])}); quote it all if it is meant`;
    this.warnings.push({ line, column: column + 1, message });
  }

  // A key of a group, kept with its place.
  key(group, found, place) {
    const { text, quoted } = this.scalar(found, place);
    if (text === "<<" && !quoted) {
      this.refuse("merge keys (<<) are not allowed; write it out, or quote it if it is text", place);
    }
    if (this.faults.length === MAX_FAULTS) {
      this.refuse("there are over 50 problems; mend these first", place);
    }
    const fault = (message) => this.faults.push({ line: place[0], column: place[1], message });
    const runIn = !quoted && RUN_IN.exec(text), twice = group.places.get(text);
    if (runIn) {
      fault(`a space is missing after the colon; write ${shown(`${runIn[1]}: ${runIn[2]}`)}`);
    }
    if (twice) {
      fault(`${shown(text)} is given twice (first on line ${twice[0]}); keep one of the two`);
    } else {
      group.places.set(text, place);
    }
    return text;
  }
}
