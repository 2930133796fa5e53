// A ballot filled in before the meeting, as a file: made, written and read;
// decision/workshop/rules/ballot_files.py. It holds no name and no time.
const LONGEST_TEXTS = { role: 60, comments: 500 }; // characters

const aBallotId = {
  read(node, path, found) {
    if (!/^[0-9a-f]{32}$/.test(node.text)) {
      wrong(found, path, `can't be ${shownNode(node)}; use the file as it was saved, or save it again`);
    }
    return node.text;
  },
  write: asIs,
};
const BALLOT_FILE = groupOf({
  ballot: [groupOf({
    model: [groupOf({ title: aText, fingerprint: [aText, "the model's"] }), "{fingerprint: the model's}"],
    id: [aBallotId, "32 letters and digits"],
    role: aText,
    weights: [mappingOf(aScore), "{a-criterion: 100}"],
    comments: textById,
  }), "{weights: {a-criterion: 100}}"],
});

let ownBallotId = null; // saved again, a page's ballot is the same one, corrected

// A ballot of this page: weights for every criterion; role and comments where they are given.
function makeBallot(role, weights, comments) {
  if (ownBallotId === null) {
    ownBallotId = Array.from(crypto.getRandomValues(new Uint8Array(16)),
      (byte) => byte.toString(16).padStart(2, "0")).join("");
  }
  const { title, fingerprint } = model;
  const written = Object.keys(comments).filter((id) => comments[id].trim());
  return {
    model: { title, fingerprint }, id: ownBallotId, role: role.trim(), weights,
    comments: byId(written, (id) => comments[id]),
  };
}

// A ballot as the text of a ballot file.
function writeBallot(given) {
  return writeYaml(BALLOT_FILE.write({ ballot: given }));
}

// The ballot in a file: `{ballot, warnings}`, or `{faults, warnings}`, each `{line, column, message}`.
function readBallot(source) {
  const read = readDocument(source, BALLOT_FILE, fileMisfits);
  return read.faults ? read : { ballot: read.value.ballot, warnings: read.warnings };
}

function fileMisfits({ ballot: given }, root, found) {
  if (given.model.fingerprint !== model.fingerprint) {
    const title = given.model.title === undefined ? "" : ` (${shown(given.model.title)})`;
    wrong(found, ["ballot", "model", "fingerprint"], `is of another model, or another version of it${title}; ` +
      "fill in the ballot file of this workshop");
    return;
  }
  ballotMisfits(given, root, ["ballot"], found);
  for (const [key, most] of Object.entries(LONGEST_TEXTS)) {
    const texts = typeof given[key] === "object" ? given[key] : { [key]: given[key] || "" };
    for (const [id, text] of Object.entries(texts)) {
      const size = codePoints(joinedWords(text).normalize("NFC").replace(/(\p{M}{4})\p{M}+/gu, "$1"));
      if (size > most) {
        wrong(found, id === key ? ["ballot", key] : ["ballot", key, id],
          `has ${size.toLocaleString("en-GB")} characters; the limit is ${most}: shorten it`);
      }
    }
  }
}
