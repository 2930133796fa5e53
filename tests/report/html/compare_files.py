"""Case and ballot files held between the one file's script and the app: written by one, read by
the other, and refused by both.

Run it from the repository's folder: `python -m tests.report.html.compare_files` takes 500 random
cases each way and 300 files that are damaged or hostile, and prints what came of them.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from decision.engine import evaluate
from decision.errors import DocumentError, Fault
from decision.files.documents import dump_case, parse_case
from decision.model.case import CONDUCT, Case
from decision.model.case_checks import check_fit
from decision.model.decision_model import DecisionModel
from decision.workshop.rules.ballot_files import BallotFile, read_ballot_file
from decision.workshop.rules.ballots import form_of
from tests.corpus import MODEL as SMALL
from tests.corpus import entries
from tests.report.html.node import called
from tests.report.html.random_cases import Written, cases, models

# What people type, and what looks like YAML, a number, markup or a formula and is none.
TEXTS = (
    "They meet monthly.", "no", "on", "010", "1e3", "7", "1:30", "null", "~", "a: b", "a:b",
    "# x", "x #y", "x # y", "- a", "-", "--- a", "---", "...", "? a", "?", ":", "'q'", '"q"',
    "a'b\"c", ",a", "a, b", "]", "[b]", "{a}", "{a: b}", "&a", "*a", "!t", "%d", "@x", "`x`", "|",
    "> 3", "<<", "=1+1", "<script>alert(1)</script>", "2026-11-24", "2026-11-24T10:00", "0x1",
    "a  b", "\\n", "\\", "é à ß", "😀 two 👩\u200d⚕️", "\u00a0wide", "  lead", "trail  ", "\ttab",
    "a\tb", "one\ntwo", "one\n\n  two\nthree", "one\n \ntwo", " one\ntwo", "one\ntwo\n", "\none",
    "one\r\ntwo", "# one\n- two", "x" * 2000, "word " * 90, "constructor", "__proto__", "{by} says",
)  # fmt: skip


def whole_case(model: DecisionModel, written: Written, chance: Random) -> Written:
    """Return a random case that uses every key at some time, with any text in each."""

    def text() -> str:
        return chance.choice(TEXTS)

    def some(ids: Sequence[str]) -> dict[str, str]:
        return {name: text() for name in chance.sample(list(ids), min(len(ids), 3))}

    def taken(key: str) -> Written:
        day = {"date": "2026-12-01", "by": text(), "measures": [text(), text()]}
        return {key: chance.choice(list(model.options)), **day}

    asked = [*model.facts, *model.gates]
    more: dict[str, Callable[[], Any]] = {
        "model": lambda: {"title": model.title, "fingerprint": model.fingerprint},
        "site": lambda: {"name": text(), "prepared-by": text(), "date": "2026-11-24"},
        "answered-by": lambda: some(asked),
        "confirmed-by": lambda: some(asked),
        "notes": lambda: some(asked),
        "costs": lambda: {
            chance.choice(list(model.options)): {
                "one-off": chance.choice((20000, 0, -5.5, 1e-7, 1e22)),
                "by": text(),
                "note": text(),
            }
        },
        "weight-notes": lambda: some(list(model.criteria)),
        "conduct": lambda: {
            chance.choice(CONDUCT): {"met": chance.random() < 0.5, "because": text()}
        },
        "interests": lambda: [{"role": text(), "interest": text()}],
        "decision": lambda: taken("option") | {"reverse-if": [text()]},
        "outcome": lambda: taken("arrangement") | {"went": "mixed"},
        "history": lambda: [
            {"at": "2026-11-24T10:00", "by": text(), "because": text(), "was": written},
            {"at": "2026-11-25T10:00:07", "was": {}},
        ],
    }
    case = dict(written) | {key: part() for key, part in more.items() if chance.random() < 0.5}
    for ballot in case.get("panel", ()):
        name = chance.choice(list(model.criteria))
        ballot |= {
            "name": text(),
            "comments": some(list(model.criteria)),
            "scores": {name: {chance.choice(list(model.options)): 12.5}},
        }
    for part in case.get("overrides", ()):
        part |= {"because": text(), "by": text()}
    check_fit(model, Case.model_validate(case))
    return case


def whole_cases(model: DecisionModel, seed: int, count: int) -> Iterator[Written]:
    for number, written in enumerate(cases(model, seed, count)):
        yield whole_case(model, written, Random(f"{seed}/{number}"))


def document(model: DecisionModel, case: Case) -> Written:
    """Return what `evaluate --json` gives."""
    return evaluate(model, case).to_dict()


def written_by_script(model: DecisionModel, given: Sequence[Written], documents: bool) -> int:
    """Have the script write cases and the app read them; return how many came out the same."""
    same = 0
    for written, text in zip(
        given, called(model, [("writeCase", one) for one in given]), strict=True
    ):
        opened = parse_case(text.encode(), "case.yaml", model)
        meant = Case.model_validate(written)
        assert opened.value == meant, f"{written}\n{text}"
        assert not opened.warnings, opened.warnings
        if documents:
            assert document(model, opened.value) == document(model, meant), text
        same += 1
    return same


def written_by_app(model: DecisionModel, given: Sequence[Written], every: int = 1) -> int:
    """Have the app write cases and the script read them; return how many agree.

    Args:
        model: that the cases fit.
        given: the cases.
        every: one of so many is evaluated too.
    """
    kept = [Case.model_validate(one) for one in given]
    more = """
decision.opened = (text, plain) => {
  const {case: kase, faults, warnings} = decision.readCase(text);
  if (faults) { return {faults}; }
  const told = (one) => JSON.stringify(decision.evaluate(one));
  const same = plain === null || told(kase) === told(plain);
  return {same, warnings, again: decision.writeCase(kase)};
};"""
    uses = ["readCase", "writeCase", "evaluate"]
    calls = [
        ("opened", dump_case(case), None if place % every else one)
        for place, (case, one) in enumerate(zip(kept, given, strict=True))
    ]
    for case, call, answer in zip(kept, calls, called(model, calls, (), uses, more), strict=True):
        assert answer.get("same"), f"{answer}\n{call[1]}"
        assert not answer["warnings"], answer
        assert parse_case(answer["again"].encode(), "case.yaml", model).value == case, call[1]
    return len(kept)


# Damaged and hostile files


@dataclass(frozen=True)
class Judged:
    """What the app and the script make of one file: its faults, or what it holds."""

    data: bytes
    kind: str
    app: tuple[Fault, ...] | Case | BallotFile
    script: tuple[Fault, ...] | Case | BallotFile

    @property
    def outcome(self) -> str:
        """In one word how the two agree."""
        refused = [isinstance(one, tuple) for one in (self.app, self.script)]
        if all(refused):
            return "both refuse"
        if any(refused):
            return "only the app refuses" if refused[0] else "only the script refuses"
        return "both accept" if self.app == self.script else "both accept, as different things"

    @property
    def place(self) -> bool:
        """Whether both name the same lines, with the same words."""
        return self.app == self.script


def ballot_text(chance: Random, model: DecisionModel = SMALL) -> str:
    """Return a ballot file that is sound, in one of the ways to write it."""
    weights = {name: chance.choice((0, 50, 12.5)) for name in model.criteria}
    ballot = {
        "model": {"title": model.title, "fingerprint": model.fingerprint},
        "id": f"{chance.getrandbits(128):032x}",
        "role": chance.choice(("Radiologist", "HR")),
        "weights": weights | {chance.choice(list(weights)): 100},
        "comments": {chance.choice(list(weights)): chance.choice(TEXTS[:60])},
    }
    return json.dumps({"ballot": ballot}, indent=chance.choice((None, 2)), ensure_ascii=False)


def hostile(kind: str) -> Iterator[bytes]:
    """Yield files made to harm or to mislead, of that kind: case or ballot."""
    sound = ballot_text(Random(1))
    fill = {"case": "site: {{name: {}}}", "ballot": sound.replace('"HR"', "{}", 1)}[kind]
    assert "{" in fill
    deep = "a:\n" + "".join(f"{' ' * level}- a:\n" for level in range(1, 40, 2))
    yield from (
        b"a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n",
        b"{" * 100_000,
        b"[" * 100_000 + b"]" * 100_000,
        deep.encode(),
        b"- " * 30_000,
        b"site:\n  <<: {name: x}\n",
        b"!!python/object/apply:os.system ['true']\n",
        b"%YAML 1.1\n---\nsite: {}\n",
        b"site: {name: a}\n---\nsite: {name: b}\n",
        b"weights: {" + b", ".join(b"w%d: 1" % number for number in range(9_000)) + b"}",
        b"x: " + b"y" * 10_001,
        b"x: " + b"9" * 31,
        b"\n" * 50_001,
        b"x" * (1024 * 1024 + 1),
        b"site: {name: a\0b}",
        b"site: {name: \xa3 30}",
        b"\xff\xfes\x00i\x00t\x00e\x00",
        b"\xff\xfe\x00\xd8\x00\x00",
        b"PK\x03\x04 xl/workbook",
        b"%PDF-1.7",
        b"<!DOCTYPE html><html></html>",
        "site: {name: \u202eyats}".encode(),
        "site: {name: a\u200bb}".encode(),
        "site: {name: a\ufffdb}".encode(),
        b'site: {name: "\\u202e"}',
        b'site: {name: "\\ud800"}',
        b'site: {name: "\\UFFFFFFFF"}',
        b"site: {name: a, name: b}",
        b"site:\tname",
        b"__proto__: {name: a}",
        b"constructor: 1",
        b"site: {__proto__: a}",
        b"answers: {toString: a, constructor: b}",
        b"null",
        b"''",
        b"site: []",
        b"site: {name: []}",
        b"panel: [{weights: {response: .nan, cost: 1e999}}]",
    )
    for text in (
        "[]",
        "{}",
        "*x",
        "&x y",
        "!x y",
        "''",
        '"\\x07"',
        "'",
        '"',
        "@",
        "`a",
        "%a",
        "|",
        "a: b",
    ):
        yield fill.replace("{}", text).replace("{{", "{").replace("}}", "}").encode()
    for old, new in (
        ('"ballot"', '"balot"'), ('"weights"', '"wieghts"'), ('"fingerprint"', '"finger"'),
        (SMALL.fingerprint, "0" * 64), ("100", "101"), ("100", "-1"), ("100", '"100"'),
        ("100", "yes"), ("100", "0100"), ("100", "nan"), ("100", "1e999"),
        ("100", "[]"), ("100", "null"),
        ('"role"', '"name"'), ('"id": "', '"id": "x'), ('"response"', '"reponse"'),
    ):  # fmt: skip
        if kind == "ballot":
            yield sound.replace(old, new, 1).encode()


INSERTED = (
    *" \t\n:-?,[]{}#&*!|>'\"%@`\\~a1.0xé😀<=+", "\n  ", "\n- ", ": ", "- ", "? ", " #", "---",
    "...", "''", "\\u202e", "\0", "\u200b", "\ufffd", "key: v\n", "<<: {}\n", "*a", "&a ",
    "!!int ", "1e999",
)  # fmt: skip


def damaged(text: str, chance: Random) -> bytes:
    """Return a file with a few slips in it, or some bytes that are wrong."""
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        at, how = chance.randrange(len(text) + 1), chance.random()
        if how < 0.45:
            text = text[:at] + chance.choice(INSERTED) + text[at:]
        elif how < 0.7:
            text = text[:at] + text[at + chance.choice((1, 1, 2, 6)) :]
        else:
            lines = text.split("\n")
            place = chance.randrange(len(lines))
            if how < 0.8:
                lines.insert(chance.randrange(len(lines)), lines[place])
            elif how < 0.9:
                lines[place] = " " * chance.randrange(1, 5) + lines[place]
            else:
                del lines[place]
            text = "\n".join(lines)
    data = text.encode("utf-8", "surrogatepass")
    if chance.random() < 0.1 and data:
        at = chance.randrange(len(data))
        data = data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]
    return data


def sound_texts(kind: str, chance: Random) -> str:
    """Return the text of a sound file of that kind."""
    if kind == "ballot":
        return ballot_text(chance)
    written = whole_case(SMALL, next(cases(SMALL, chance.randrange(10**6), 1)), chance)
    return dump_case(Case.model_validate(written))


def judged(kind: str, files: Sequence[bytes]) -> list[Judged]:
    """Return what the app and the script make of files."""
    more = """
decision.judge = (kind, bytes) => {
  const read = (kind === "case" ? decision.readCase : decision.readBallot)(bytes);
  if (read.faults) { return read; }
  return {warnings: read.warnings, again: kind === "case" ? decision.writeCase(read.case)
    : decision.writeBallot(read.ballot)};
};"""
    uses = ["readCase", "writeCase", "readBallot", "writeBallot"]
    answers = called(SMALL, [("judge", kind, list(data)) for data in files], (), uses, more)
    return [
        Judged(data, kind, _in_app(kind, data), _by_script(kind, answer))
        for data, answer in zip(files, answers, strict=True)
    ]


def _in_app(kind: str, data: bytes) -> tuple[Fault, ...] | Case | BallotFile:
    try:
        if kind == "case":
            return parse_case(data, "file", SMALL).value
        return read_ballot_file(data, "file", form_of(SMALL), SMALL.fingerprint)
    except DocumentError as error:
        return error.faults


def _by_script(kind: str, answer: Written) -> tuple[Fault, ...] | Case | BallotFile:
    if "faults" not in answer:
        return _in_app(kind, answer["again"].encode())
    found = [
        Fault("file", one["line"], one["column"], severity, one["message"])
        for part, severity in (("faults", "error"), ("warnings", "warning"))
        for one in answer[part]
    ]
    return tuple(sorted(found))


def refused_files(kind: str, count: int, seed: int = 1) -> list[Judged]:
    """Return what is made of hostile files and of so many damaged ones; the sound ones are left."""
    chance = Random(seed)
    made = [*hostile(kind), *(damaged(sound_texts(kind, chance), chance) for _ in range(count))]
    corpus = [entry.data for entry in entries() if entry.kind == kind]
    return judged(kind, [*corpus, *made])


def main(arguments: Sequence[str] | None = None) -> int:
    """Compare as many files as asked for, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=500, help="each way")
    parser.add_argument("--damaged", type=int, default=300, help="of each kind, before the hostile")
    given = parser.parse_args(arguments)
    every = models()
    size = -(-given.cases // len(every))
    written = {name: list(whole_cases(model, 7, size)) for name, model in every.items()}
    there = sum(
        written_by_script(model, written[name], documents=True) for name, model in every.items()
    )
    print(f"{there} cases written by the script, opened by the app: the same --json")
    back = sum(written_by_app(model, written[name]) for name, model in every.items())
    print(f"{back} cases written by the app, opened by the script: the same")
    wrong = 0
    for kind in ("case", "ballot"):
        found = refused_files(kind, given.damaged)
        outcomes = Counter(one.outcome for one in found)
        alike = sum(one.place for one in found if one.outcome == "both refuse")
        print(f"{len(found)} {kind} files: {dict(outcomes)}; refused alike to the word: {alike}")
        wrong += len(found) - outcomes["both refuse"] - outcomes["both accept"]
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
