// YAML written, as the app and `readYaml` read it back.
const NUMBER = /^[-+]?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?$/;

// A group as YAML: of groups, lists, text, finite numbers, and yes or no.
function writeYaml(value) {
  return `${yamlLines(value, "").trimStart()}\n`;
}

// What stands after a key, or after the dash of a list: on the same line, or on lines of their own.
function yamlLines(value, pad) {
  if (Array.isArray(value)) {
    if (!value.length) { return " []"; }
    return value.map((item) => {
      const written = yamlLines(item, `${pad}  `);
      return `\n${pad}-${isGroup(item) || Array.isArray(item) ? written.replace(/^\n +/, " ") : written}`;
    }).join("");
  }
  if (isGroup(value)) {
    const entries = Object.entries(value);
    if (!entries.length) { return " {}"; }
    return entries.map(([key, item]) => {
      const name = yamlText(key, null);
      const inner = Array.isArray(item) ? pad : `${pad}  `;
      const line = name.length < 1000 ? `${pad}${name}:` : `${pad}? ${name}\n${pad}:`;
      return `\n${line}${yamlLines(item, inner)}`;
    }).join("");
  }
  if (typeof value === "number" && !Number.isFinite(value)) { throw new RangeError("not a number"); }
  return ` ${typeof value === "string" ? yamlText(value, pad) : String(value)}`;
}

function isGroup(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

// A text as YAML; `pad` indents its lines, and is null where it must stand on one.
function yamlText(text, pad) {
  if (NUMBER.test(text)) { return `'${text}'`; }
  if (/^[\p{L}\p{N}]([\p{L}\p{N} .,;()'’“”…_/%£€+=!?–-]*[\p{L}\p{N}.,;()'’“”…_/%£€+=!?–-])?$/u.test(text) ||
      pad !== null && /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/.test(text)) { return text; }
  if (!/[\n\r]/.test(text)) { return `'${text.replace(/'/g, "''")}'`; }
  if (pad !== null && /^\S[^\r]*\S$/.test(text)) {
    return `|-\n${text.replace(/^(?=.)/gm, pad)}`;
  }
  const codes = { "\\": "\\\\", "\"": "\\\"", "\n": "\\n", "\r": "\\r", "\t": "\\t" };
  return `"${text.replace(/[\\"\n\r\t]/g, (character) => codes[character])}"`;
}
