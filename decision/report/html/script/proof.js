// The page proves itself: cases with published figures are computed again in this browser.

// Once the answer shows, in idle slices: so that it waits for nothing, and stops for nothing.
function proveThis(live) {
  const cases = JSON.parse(elementOf("proof-cases").textContent).map(bare),
    said = elementOf("proof");
  said.textContent = "Checking that this browser reproduces the published figures …";
  const later = window.requestIdleCallback ? (work) => window.requestIdleCallback(work,
    { timeout: 1000 })
    : (work) => setTimeout(work, 50);
  const next = () => {
    const one = cases.shift();
    if (!one) {
      said.textContent = "This browser reproduces the published figures.";
    } else if (prove(one)) {
      later(next);
    } else {
      failed(live);
    }
  };
  later(next);
}

// Show nothing that this browser computed: the saved result alone, and why.
function failed(live) {
  page.turn += 1;
  live.remove();
  elementOf("status").remove();
  page.saved.append(...present([page.asSaved]));
  elementOf("no-script").remove();
  page.saved.prepend(make("p", { class: "warn", role: "alert" },
    "This browser does not reproduce the published " +
    "figures, so this page shows the saved result only. Open it in another browser to change anything."));
  page.saved.hidden = false;
}
