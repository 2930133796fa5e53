// The text of a file, read from its bytes; decision/files/yaml_events.py.
const MAX_BYTES = 1048576, MAX_LINES = 50000, MAX_TEXT = 10000;
const KINDS_OF_FILE = [
  ["\xd0\xcf\x11\xe0", "an old Excel or Word file"], ["%PDF", "a PDF file"],
  ["{\\rtf", "a rich text (RTF) file"], ["\x89PNG", "a picture"], ["\xff\xd8\xff", "a picture"],
  ["\x1f\x8b", "a compressed (gzip) file"], ["SQLite format 3", "a database"],
  ["<!DOCTYPE", "a web page"], ["<html", "a web page"], ["<?xml", "an XML file"],
];
const KINDS_OF_ZIP = [
  ["word/", "a Word file"], ["ppt/", "a PowerPoint file"], ["xl/", "an Excel file"],
  ["opendocument", "an OpenDocument file"],
];

function codePoints(text) {
  let count = 0;
  for (const _ of text) { count += 1; }
  return count;
}

function nameUnseen(character) {
  const number = character.codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
  return `a control or invisible character U+${number}`;
}

// What stops the reading of a file, at a line and a column counted from 1.
function refusal(line, column, message) {
  return { refused: { line, column, message } };
}

function afterText(text) {
  const lines = text.split(/\r\n|\r|\n/);
  return [lines.length, codePoints(lines[lines.length - 1]) + 1];
}

// The text of a file's bytes. Throws a refusal where it isn't plain text in UTF-8 or UTF-16.
function fileText(bytes) {
  const data = new Uint8Array(bytes);
  const start = String.fromCharCode(...data.subarray(0, 16));
  let kind = (KINDS_OF_FILE.find(([mark]) => start.startsWith(mark)) || [])[1];
  if (start.startsWith("PK\x03\x04")) {
    const all = new TextDecoder("latin1").decode(data);
    kind = (KINDS_OF_ZIP.find(([mark]) => all.includes(mark)) || [0, "a zip file"])[1];
  }
  if (kind) { throw refusal(1, 1, `this is ${kind}; give a plain text (YAML) file instead`); }
  if (data.length > MAX_BYTES) {
    throw refusal(1, 1, "this file is over 1 MiB, the limit; shorten it");
  }
  const wide = start.startsWith("\xff\xfe") ? "utf-16le" : start.startsWith("\xfe\xff") && "utf-16be";
  const text = new TextDecoder(wide || "utf-8").decode(data);
  const lost = text.indexOf("\ufffd");
  if (lost >= 0) {
    const before = text.slice(0, lost);
    const at = wide ? 2 + 2 * lost : new TextEncoder().encode(before).length +
      (start.startsWith("\xef\xbb\xbf") ? 3 : 0);
    const [high, low] = wide === "utf-16be" ? [at, at + 1] : [at + 1, at];
    const meant = wide ? data[high] === 0xff && data[low] === 0xfd
      : data[at] === 0xef && data[at + 1] === 0xbf && data[at + 2] === 0xbd;
    if (!meant) {
      const byte = at < data.length ? ` (byte 0x${data[at].toString(16).padStart(2, "0")})` : "";
      const what = wide ? "whole UTF-16" : "UTF-8";
      throw refusal(...afterText(before), `not ${what}${byte}; save as UTF-8`);
    }
  }
  return text;
}

// A text whose lines end in \n alone, which holds nothing that can't be seen. Throws a refusal.
function checkedText(text) {
  const unseen = UNSEEN.exec(text);
  if (unseen) {
    let advice = "; delete it";
    if (unseen[0] === "\0") {
      advice += ", or if there are many, save the file as plain text in UTF-8";
    } else if (unseen[0] === "\ufffd") {
      advice = ", which marks a lost character; type the right one";
    }
    const place = afterText(text.slice(0, unseen.index));
    throw refusal(...place, `${nameUnseen(unseen[0])} stands here${advice}`);
  }
  const lines = text.split(/\r\n|\r|\n/);
  if (lines.length > MAX_LINES) {
    throw refusal(MAX_LINES + 1, 1, "this file has over 50,000 lines, the limit; shorten it");
  }
  return lines.join("\n");
}
