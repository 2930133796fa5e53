// Saving, opening and printing: a case leaves this page only as a file that somebody saves.

const ENOUGH = 2000000; // bytes read of a file, more than the reader allows

function filePart() {
  return make("section", { id: "file" }, make("h2", {}, "Save it and send it back"),
    make("p", {}, "Save the case, and e-mail the file to whoever sent you this page. It opens in the app, " +
      "and in this page: drop it anywhere here."),
    button("Save the case", saveCase), make("p", { class: "quiet", id: "kept" }),
    make("div", { class: "on-paper", id: "record" }),
    make("p", { class: "quiet" },
      "This page supports a decision and never makes one. It asks nothing of any " +
      "network, and keeps nothing in the browser: what you don’t save is gone when you close it."),
    make("p", { class: "quiet" }, `Model: ${model.fingerprint.slice(0, 16)}`),
    make("p", { class: "quiet", id: "proof", role: "status" }));
}

function showFile() {
  elementOf("kept").textContent = page.unsaved ? "Not saved since the last change." : "";
  idlyPrinted();
}

// The answers and the weights, on paper alone: what the inputs on screen say.
function idlyPrinted() {
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
  const { title, fingerprint } = model;
  download(writeCase(Object.assign(Object.create(null), page.kase,
    { model: { title, fingerprint } })), fileName("yaml"));
  page.unsaved = false;
  const kept = elementOf("kept");
  if (kept) { kept.textContent = "Saved as it stands."; }
}

function openCase() {
  const input = page.picker = make("input", { type: "file", accept: ".yaml,.yml", change: () => {
    if (input.files.length) { takeFile(input.files[0]); }
  } });
  input.click();
}

function takesFiles(place) {
  window.addEventListener("dragover", (event) => event.preventDefault());
  window.addEventListener("drop", (event) => {
    event.preventDefault();
    const [file] = event.dataTransfer.files;
    if (file && place.isConnected && !place.hidden) { takeFile(file); }
  });
}

function takeFile(file) {
  file.slice(0, ENOUGH).arrayBuffer().then((bytes) => {
    const read = readCase(bytes);
    const lines = (found) => found.map((one) => `${file.name}, line ${one.line}: ${one.message}`);
    if (read.faults) {
      told([...lines(read.faults), "The open case stays as it is."], "wrong");
    } else if (!page.unsaved
      || window.confirm("Your changes are not saved. Open the other case all the same?")) {
      take(read.case);
      told([`${file.name} is open.`, ...lines(read.warnings)], "quiet");
      window.scrollTo(0, 0);
    }
  });
}

function take(kase) {
  page.kase = kase;
  page.came = null; // nothing that was worked out for the case that came holds for this one
  page.unsaved = false;
  page.unknown.clear();
  guarded(showCase);
}

function told(lines, kind) {
  refill(elementOf("opened"), make("div", { class: kind }, paragraphs(lines)));
}
