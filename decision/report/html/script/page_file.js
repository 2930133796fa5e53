// Saving, opening and printing: a case leaves this page only as a file that somebody saves.

const ENOUGH = 2000000; // bytes read of a file, more than the reader allows
const SEND_IT = "E-mail the saved file to whoever sent you this page. To go on another day, open this page " +
  "again, choose “Open a case”, and pick that file.";

function filePart() {
  return make("section", { id: "file" }, make("h2", {}, "Save it and send it back"),
    make("p", {}, `${SEND_IT} The page keeps nothing itself: what you don’t save is gone when you close it.`),
    button("Save the case", saveCase), make("p", { class: "quiet", id: "kept" }),
    make("div", { class: "on-paper", id: "record" }),
    make("p", { class: "quiet" }, "This page supports a decision and never makes one. It asks nothing of any " +
      `network. Model: ${model.fingerprint.slice(0, 16)}`),
    make("p", { class: "quiet", id: "proof", role: "status" }));
}

function showFile() {
  elementOf("kept").textContent = page.unsaved ? "Not saved since the last change." : "";
  elementOf("save").textContent = page.unsaved ? "Save changes" : "Save";
  showRecord();
}

// The answers and the weights, on paper alone: what the inputs on screen say.
function showRecord() {
  const { standing } = page.finding, { readings } = standing.table, kase = page.kase;
  const says = (name) => readingSays(name, readings[name]) ||
    ((readings[name].openItems || []).length < (model.ids.items[name] || []).length
      ? "Answered in part" : "Not answered");
  refill(elementOf("record"),
    model.ids.facts.length ? tableOf(["Question", "Answer", "Answered by"],
      model.ids.facts.map((name) =>
      [model.facts[name].ask, `${says(name)}${heldOf("disputed", name) ? " (disputed)" : ""}`,
        heldOf("answered-by", name) || "–"]), "Answers") : null,
    tableOf(["Criterion", "Share of the weight"], model.ids.criteria.map((id) =>
      [model.criteria[id].name, `${fixed(100 * standing.shares[id])}%`]), whoseWeights(standing)));
}

function fileName(ending) {
  const name = ((page.kase.site || {}).name || "").toLowerCase().replace(/[^a-z0-9]+/g, "-");
  const now = new Date();
  const day = new Date(now - now.getTimezoneOffset() * 60000).toISOString().slice(0, 10);
  return `${name.replace(/^-+|-+$/g, "").slice(0, 60) || "case"}-${day}.${ending}`;
}

function download(text, name) {
  const address = URL.createObjectURL(new Blob([text], { type: "application/yaml" }));
  make("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

function saveCase() {
  const { title, fingerprint } = model, name = fileName("yaml");
  download(writeCase(Object.assign(Object.create(null), page.kase,
    { model: { title, fingerprint } })), name);
  page.unsaved = false;
  if (!page.live.isConnected) { return; }
  showFile();
  told([`Saved as ${name}, in your downloads folder. ${SEND_IT}`]);
}

function openFile() {
  // Kept, for a browser may drop an input that nothing holds before a file is chosen.
  const input = page.picker = make("input", { type: "file", accept: ".yaml,.yml", change: () => {
    if (input.files.length) { takeFile(input.files[0]); }
  } });
  input.click();
}

// A file dropped anywhere opens, and Ctrl+S saves the answers: the browser would save the page
// without them.
function takesFiles() {
  window.addEventListener("dragover", (event) => event.preventDefault());
  window.addEventListener("drop", (event) => {
    event.preventDefault();
    const [file] = event.dataTransfer.files;
    if (file && page.saved.hidden) { takeFile(file); }
  });
  window.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "s") { return; }
    event.preventDefault();
    document.activeElement.blur(); // what is typed counts once it is left
    if (!isWeighing()) { saveCase(); } else if (ballot.top !== null) { saveBallot(); }
  });
  // Text counts once its field is left; whoever closes the page within it is asked all the same.
  window.addEventListener("input", ({ target }) => {
    if (isWeighing()) {
      ballot.unsaved = true;
    } else if (target.matches("textarea, [type=text], [type=number], [type=date]")) {
      page.unsaved = true;
    }
  });
}

function takeFile(file) {
  const [read, state, take, tell] = isWeighing() ? [readBallot, ballot, takeBallot, tellBallot]
    : [readCase, page, takeCase, told];
  file.slice(0, ENOUGH).arrayBuffer().then((bytes) => {
    const found = read(bytes);
    const lines = (every) => every.map((one) => `${file.name}, line ${one.line}: ${one.message}`);
    if (found.faults) {
      const isBallot = state === page && !readBallot(bytes).faults;
      tell([...isBallot ? [`${file.name} is a ballot. Choose “Fill in a ballot”, and open it there.`]
        : lines(found.faults), "Nothing here has changed."], "wrong");
    } else if (!state.unsaved
      || window.confirm("Your changes are not saved. Open the other file all the same?")) {
      take(found);
      tell([`${file.name} is open.`, ...lines(found.warnings)], found.warnings.length ? "wrong" : null);
      window.scrollTo(0, 0);
    }
  });
}

function takeCase(found) {
  page.kase = found.case;
  page.came = null; // nothing that was worked out for the case that came holds for this one
  page.unsaved = false;
  page.unknown.clear();
  guarded(showCase);
}

// Say something above the line that stays in sight, until it is closed or, unless it is wrong, an
// answer changes.
function told(lines, kind) {
  refill(elementOf("told"), lines.length ? make("div", { class: kind }, paragraphs(lines),
    button("Close this", () => told([]), { class: "link" })) : null);
}
