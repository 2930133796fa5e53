// The kinds of value that case files are built from, read strictly with a fault for each that is
// wrong; decision/model/scalars.py and validation_messages.py.
// A kind reads a value of `readYaml` (`read(node, path, found)`) and orders one to be written.

// Faults and their places

// Notes what is wrong with the value at a path, or with its key.
function wrong(found, path, message, atKey = false) {
  if (found.length <= MAX_FAULTS) { found.push({ path, message, atKey }); }
}

// What a message calls the value at a path: its key, or its number in a list.
function subjectOf(path) {
  const last = path[path.length - 1];
  if (last === undefined) { return "this file"; }
  return typeof last === "number" ? `item ${last + 1} of ${shown(path[path.length - 2])}` : shown(last);
}

// A fault for each thing found, in file order; a message without a subject is given its key.
function placedFaults(found, root) {
  const faults = found.map(({ path, message, atKey }) => {
    let [line, column] = [1, 1], node = root, depth = 0;
    for (; depth < path.length; depth += 1) {
      const step = path[depth];
      if (node.entries && node.entries.has(step)) {
        [line, column] = node.places.get(step);
        node = node.entries.get(step);
      } else if (node.items && node.items[step]) {
        node = node.items[step];
        [line, column] = [node.line, node.column];
      } else if (node.entries) {
        depth = path.length - 1; // left out: its key is named all the same
        node = {};
      } else { // within a bare value, read as a group with only one key
        break;
      }
    }
    if (node.text && !atKey) { [line, column] = [node.line, node.column]; }
    const whole = message.startsWith("`") ? message : `${subjectOf(path.slice(0, depth))} ${message}`;
    return { line, column, message: whole };
  });
  const order = (one, other) => one.line - other.line || one.column - other.column ||
    (one.message < other.message ? -1 : 1);
  if (faults.length <= MAX_FAULTS) { return faults.sort(order); }
  const last = faults.slice().sort(order)[MAX_FAULTS];
  const more = { ...last, message: "there are over 50 problems; mend these first" };
  return [...faults.slice(0, MAX_FAULTS), more].sort(order);
}

function notAGroup(node) {
  const runIn = node.text !== undefined && new RegExp(RUN_IN.source.replace(/\$$/, ""), "u").exec(node.text);
  if (runIn) {
    return `lacks a space after a colon; write ${shown(`${runIn[1]}: ${runIn[2]}`)}`;
  }
  if (node.text === "") { return "is empty; indent its `key: value` lines below it, or remove it"; }
  return `should be \`key: value\` lines, not ${shownNode(node)}; indent them below`;
}

// The kinds

const asIs = (value) => value;

const aText = {
  read(node, path, found) {
    if (node.text === undefined) {
      wrong(found, path, `should be text, not ${shownNode(node)}; write a word or a sentence`);
    } else if (!node.text.trim()) {
      wrong(found, path, "is empty; write some text, or remove it");
    }
    return node.text;
  },
  write: asIs,
};

// Why a text is no id; "" where it is one.
function idFault(text) {
  if (!text.trim()) { return "is empty; write some text, or remove it"; }
  if (/^[a-z0-9]+(-[a-z0-9]+)*$/.test(text)) { return ""; }
  const kebab = text.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "");
  return `${shown(text)} is not an id (small letters, digits and single hyphens); write ` +
    `\`${(kebab || "a-short-name").slice(0, 60)}\``;
}

const anId = {
  read(node, path, found) {
    if (node.text === undefined) { return aText.read(node, path, found); }
    const fault = idFault(node.text);
    if (fault) { wrong(found, path, fault); }
    return node.text;
  },
  write: asIs,
};

// A plain decimal that a rule allows; `rule` gives what is wrong with it, or "".
function aNumber(rule = () => "") {
  return {
    read(node, path, found) {
      const text = node.text === undefined ? "" : node.text.trim();
      const fault = (message) => wrong(found, path, message);
      if (node.text === undefined || node.quoted) {
        fault(NUMBER.test(text) ? `is a number in quotes; write ${text.slice(0, 40)} without them`
          : `should be a number, not ${shownNode(node)}; write a plain number such as 75`);
      } else if (!text) {
        fault("is empty; write a plain number such as 75");
      } else if (text.replace(/\P{Nd}/gu, "").length > 30) {
        fault(`has ${text.replace(/\P{Nd}/gu, "").length.toLocaleString("en-GB")} digits; the limit is 30: round it`);
      } else if (!NUMBER.test(text)) {
        fault(`should be a number, not ${shown(text)}; ${numberHint(text)}`);
      } else if (Math.abs(Number(text)) > 1e300) {
        fault(`is ${shown(text)}, too large to use; the limit is 1e300`);
      } else if (rule(Number(text))) {
        fault(`is ${numberAsWritten(text)}; ${rule(Number(text))}`);
      }
      return Number(text);
    },
    write: asIs,
  };
}

const aScore = aNumber((value) => value >= 0 && value <= 100 ? "" : "write a number from 0 to 100");
const aWeight = aNumber((value) => value >= 0 ? "" : "write 0 or more");

const aFlag = {
  read(node, path, found) {
    const word = node.text === undefined ? "" : node.text.toLowerCase();
    if (!["true", "yes", "false", "no"].includes(word)) {
      wrong(found, path, `should be yes or no, not ${shownNode(node)}; write yes or no`);
    } else if (node.quoted) {
      wrong(found, path, `is ${shown(node.text)} in quotes; write ${node.text} without them`);
    }
    return word === "true" || word === "yes";
  },
  write: asIs,
};

function isDay(text) {
  const [year, month, day] = text.split("-").map(Number);
  const days = new Date(Date.UTC(2000, month, 0)).getUTCDate();
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return year > 0 && month >= 1 && month <= 12 && day >= 1 && day <= (month === 2 && !leap ? 28 : days);
}

const aDate = {
  read(node, path, found) {
    const text = node.text === undefined ? "" : node.text.trim();
    if (!/^\p{Nd}{4}-\p{Nd}{2}-\p{Nd}{2}$/u.test(text)) {
      wrong(found, path, `should be a date, not ${shownNode(node)}; write year, month and day, as ` +
        "2026-11-24");
    } else if (!isDay(text)) {
      wrong(found, path, `is ${shownNode(node)}, not a day of the calendar; write a date such as 2026-11-24`);
    }
    return text;
  },
  write: asIs,
};

const aMoment = {
  read(node, path, found) {
    const text = node.text === undefined ? "" : node.text;
    const parts = /^(\d{4}-\d\d-\d\d)[T ](\d\d):(\d\d)(?::(\d\d))?$/.exec(text);
    if (!parts || !isDay(parts[1]) || parts[2] > 23 || parts[3] > 59 || (parts[4] || 0) > 59) {
      wrong(found, path, `should be a date and a time, not ${shownNode(node)}; write them as 2026-11-24T10:00`);
    }
    return text.replace(" ", "T");
  },
  write: asIs,
};

function oneOf(words, refused = (text) => nearest(text, words)) {
  return {
    read(node, path, found) {
      if (!words.includes(node.text)) {
        wrong(found, path, `can't be ${shownNode(node)}; ${refused(node.text || "")}`);
      }
      return node.text;
    },
    write: asIs,
  };
}

// A list, each part of one kind.
function listOf(kind) {
  return {
    read(node, path, found) {
      if (!node.items) {
        const advice = node.entries ? "start each part with a - and a space"
          : node.text.startsWith("-") ? "write a space after each -"
            : `write it in square brackets, as ${shown(`[${node.text}]`)}`;
        wrong(found, path, `should be a list, not ${shownNode(node)}; ${advice}`);
        return [];
      }
      return node.items.map((item, place) => kind.read(item, [...path, place], found));
    },
    write: (value) => value.map(kind.write),
  };
}

// A mapping by id.
function mappingOf(kind) {
  return {
    read(node, path, found) {
      const value = Object.create(null);
      if (!node.entries) {
        wrong(found, path, notAGroup(node));
        return value;
      }
      for (const [key, item] of node.entries) {
        const fault = idFault(key);
        if (fault) { wrong(found, [...path, key], fault, true); }
        value[key] = kind.read(item, [...path, key], found);
      }
      return value;
    },
    write: (value) => byId(Object.keys(value), (key) => kind.write(value[key])),
  };
}

// A group of known keys: a kind by key, or a pair of a kind and an example where it is required.
function groupOf(fields) {
  const keys = Object.keys(fields);
  const kindOf = (key) => Array.isArray(fields[key]) ? fields[key][0] : fields[key];
  return {
    read(node, path, found) {
      const value = Object.create(null);
      if (!node.entries) {
        const most = keys.find((key) => key === "says") || keys.find((key) => Array.isArray(fields[key])) || keys[0];
        const first = keys.slice(0, 3).map((key) => `\`${key}:\``).join(", ");
        const advice = !path.length ? `write ${first} and so on`
          : node.text ? `write ${shown(`{${most}: ${node.text}}`)}` : "indent them below";
        wrong(found, path, notAGroup(node).replace("indent them below", () => advice));
        return value;
      }
      const unknown = Array.from(node.entries.keys()).filter((key) => !keys.includes(key));
      const meant = unknown.map((key) => closest(key, keys)); // which then aren't missing as well
      for (const key of keys) {
        const item = node.entries.get(key), example = Array.isArray(fields[key]) && fields[key][1];
        const inside = [...path, key];
        if (example && !item && !meant.includes(key)) {
          const where = path.length ? ` from ${subjectOf(path)}` : "";
          wrong(found, inside, `is missing${where}; write \`${key}: ${example}\``);
        } else if (example && item && item.text === "") {
          wrong(found, inside, `is empty; write \`${key}: ${example}\``);
        } else if (item) {
          value[key] = kindOf(key).read(item, inside, found);
        }
      }
      for (const key of unknown) {
        wrong(found, [...path, key], `is not a known key; ${nearest(key, keys)}`, true);
      }
      return value;
    },
    // In the order of the format, without what is empty and may be left out.
    write(value) {
      const written = Object.create(null);
      for (const key of keys.filter((one) => isGiven(value[one]))) {
        const part = kindOf(key).write(value[key]);
        if (key === "was" || Array.isArray(fields[key]) || !isBlank(part)) { written[key] = part; }
      }
      return written;
    },
  };
}

function isBlank(value) {
  return value === "" || (typeof value === "object" && !Object.keys(value).length);
}

// A whole document: what it holds, or its faults. `fits` finds what is wrong with a sound value.
function readDocument(source, kind, fits) {
  let yaml;
  try {
    const text = typeof source === "string" ? source : fileText(source);
    if (text.length > MAX_BYTES / 3 && new TextEncoder().encode(text).length > MAX_BYTES) {
      throw refusal(1, 1, "this file is over 1 MiB, the limit; shorten it");
    }
    yaml = readYaml(text);
  } catch (error) {
    if (!error.refused) { throw error; }
    return { faults: [error.refused], warnings: [] };
  }
  const { warnings } = yaml, found = [];
  if (yaml.faults.length) { return { faults: yaml.faults, warnings }; }
  const root = yaml.root || { entries: new Map(), places: new Map() };
  const value = kind.read(root, [], found);
  if (!found.length) { fits(value, root, found); }
  return found.length ? { faults: placedFaults(found, root), warnings } : { value, root, warnings };
}
