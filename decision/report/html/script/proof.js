// The page proves itself: cases with published figures are computed again in this browser.

// Once the answer shows, in idle slices: so that it waits for nothing, and stops for nothing.
function proveThis() {
  const cases = JSON.parse(elementOf("proof-cases").textContent).map(bare);
  const said = elementOf("proof");
  said.textContent = "Checking that this browser reproduces the published figures …";
  const next = () => {
    const one = cases.shift();
    if (!one) {
      said.textContent = "This browser reproduces the published figures.";
    } else if (guarded(() => prove(one))) {
      whenIdle(next);
    } else {
      failed();
    }
  };
  whenIdle(next);
}

// Do what must not fail by halves: a result that no longer fits the answers would mislead.
function guarded(work) {
  try {
    return work();
  } catch (error) {
    failed();
    throw error;
  }
}

// Show nothing that this browser computed: the saved result alone, and why. What was answered
// can still be saved.
function failed() {
  if (!page.live.isConnected) { return; }
  page.turn += 1;
  page.live.remove();
  elementOf("status").remove();
  elementOf("no-script").remove();
  page.saved.append(...present([page.asSaved]));
  page.saved.prepend(...present([make("p", { class: "warn", role: "alert" },
    "This browser does not reproduce the published figures, so only what was saved is shown. " +
    "Open the file in another browser to change anything."),
  page.unsaved && button("Save the case", saveCase)]));
  page.saved.hidden = false;
}
