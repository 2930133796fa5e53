// Elements of the page, made one by one: whatever a file or a person says is text, never markup.

function make(tag, attributes, ...inside) {
  return filled(document.createElement(tag), attributes, inside);
}

function makeSvg(tag, attributes, ...inside) {
  return filled(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, inside);
}

// An attribute that is a function listens to the event of that name.
function filled(element, attributes, inside) {
  for (const [key, value] of Object.entries(attributes || {})) {
    if (typeof value === "function") {
      element.addEventListener(key, value);
    } else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(key, value === true ? "" : value);
    }
  }
  element.append(...present(inside));
  return element;
}

function present(inside) {
  const nothing = [null, undefined, false, ""];
  return inside.flat(Infinity).filter((one) => !nothing.includes(one));
}

function refill(element, ...inside) {
  element.replaceChildren(...present(inside));
  return element;
}

function elementOf(id) {
  return document.getElementById(id);
}

function paragraphs(texts, attributes) {
  return texts.filter(Boolean).map((text) => make("p", attributes, text));
}

function bullets(texts) {
  return texts.length ? make("ul", {}, texts.map((text) => make("li", {}, text))) : null;
}

function button(label, pressed, attributes) {
  return make("button", { type: "button", click: pressed, ...attributes }, label);
}

// A part that opens on a click; what is in it is made when it first opens. `show` gives it
// another label and contents.
function drawer(label, fill, attributes) {
  const head = make("summary", {}, label);
  const inside = make("div", { class: "inside" });
  const element = make("details", {
    toggle: () => {
      if (element.open && !inside.hasChildNodes()) { refill(inside, fill()); }
    },
    ...attributes,
  }, head, inside);
  element.show = (text, refilled) => {
    head.textContent = text;
    fill = refilled || fill;
    refill(inside, element.open ? fill() : null);
  };
  return element;
}

let inputsMade = 0; // so that no two groups of inputs share a name

// One choice of several, none of them taken until somebody takes it.
function radios(legend, choices, chosen, pick, attributes) {
  const name = `choice-${inputsMade += 1}`;
  const labels = choices.map(([value, text, caption]) => make("label", {},
    make("input", {
      type: "radio", name, value, checked: value === chosen, autocomplete: "off",
      change: () => pick(value),
    }),
    make("span", {}, text, caption && make("span", { class: "quiet block" }, caption))));
  return make("fieldset", attributes, make("legend", {}, legend),
    make("div", { class: "choices" }, labels));
}

function textField(label, value, most, typed, long) {
  const input = make(long ? "textarea" : "input", {
    maxlength: most, autocomplete: "off", rows: long && 3, type: long ? null : "text",
    change: () => typed((long ? input.value.replace(EVERY_UNSEEN, "").trim()
      : oneLine(input.value, most)) || undefined),
  });
  input.value = value || "";
  return make("label", { class: "field" }, make("span", {}, label), input);
}

function tableOf(heads, rows, caption, attributes) {
  return make("div", { class: "wide", tabindex: "0", role: "group", "aria-label": caption },
    make("table", attributes,
      make("caption", {}, caption),
      make("thead", {}, make("tr", {}, heads.map((head) => make("th", { scope: "col" }, head)))),
      make("tbody", {}, rows.map(([first, ...rest]) => make("tr", {},
        make("th", { scope: "row" }, first), rest.map((cell) => make("td", {}, cell)))))));
}

// Evidence entries: what each says, who by, of what kind, and what weakens it.
function evidenceOf(ids) {
  return ids.map((id) => {
    const entry = model.evidence[id];
    const who = entry.speaker && entry.speaker !== entry.by
      ? `${entry.by} (one person's: ${entry.speaker})` : entry.by;
    return make("div", { class: "evidence" },
      make("p", {}, make("b", {}, capital(entry.kind)), ` · ${who}`),
      make("p", {}, entry.says),
      entry.caveat && make("p", {}, make("i", {}, "But: "), entry.caveat),
      entry.source && make("p", { class: "quiet" }, `Source: ${entry.source}`));
  });
}

function capital(text) {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
