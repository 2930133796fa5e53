"""The engine in JavaScript held against the one in Python, number by number and word by word.

Run it from the repository's folder: `python -m tests.report.html.compare_engines` compares 2,000
random cases of five models and prints how much was compared and how far apart it is; with
`--browser` in Chromium, in the one file itself, opened from a folder.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import sync_playwright

from decision.acceptability.over_weights import Acceptability
from decision.engine import Evaluation, evaluate
from decision.model.case import Case
from decision.model.decision_model import DecisionModel
from decision.numeric import Floats
from decision.report.html.one_file import as_html
from decision.sensitivity.dominance import Dominated
from decision.sensitivity.robustness import _NOBODY, _NONE, Robustness
from tests.browser.conftest import FLAGS, chromium
from tests.report.html.node import called
from tests.report.html.random_cases import Written, cases, models

CASES = 400  # of each model
LIVE = (
    *("switching", "cheapest_flip", "cheapest_course_flip", "fact_flips", "claims", "speakers"),
    *("ask_next", "what_ifs"),
)
# The kind of a number by its path in the document; the first that fits.
NUMBERS = {
    "probabilities": r"probability$|/best$|if_all_known$|/changes$",
    "totals": r"^(?!robustness).*/(total|margin)$|^contributions|^weights",
    "ranges": r"/(low|high)$",
    "scores": r"^scores",
    "what would change it": r"^robustness",
    "other numbers": r"",
}
KINDS = ("sentences", "words and ids", *NUMBERS)
# How far apart two values may be: sums in another order differ in their last bits.
LARGEST = dict.fromkeys(KINDS, 1e-12) | {"what would change it": 1e-9}


class Live(Robustness):
    """What of robustness the page works out; the rest takes most of the time."""

    options: tuple[str, ...] = ()
    any_weights: Acceptability = _NOBODY
    ranked_weights: Acceptability = _NOBODY
    all_varied: Floats = _NONE
    course_acceptability: Mapping[str, float] = {}
    dominated: tuple[Dominated, ...] = ()


@dataclass
class Compared:
    """How many values of one kind were compared, how many differ, how far apart they are."""

    count: int = 0
    unequal: int = 0
    largest: float = 0.0
    where: str = ""

    def add(self, mine: Any, theirs: Any, where: str) -> None:
        """Count one value of both engines."""
        self.count += 1
        if mine == theirs:
            return
        self.unequal += 1
        numbers = all(isinstance(one, int | float) for one in (mine, theirs))
        apart = abs(mine - theirs) if numbers else float("inf")
        if apart > self.largest:
            self.largest, self.where = apart, f"{where}: {mine!r} {theirs!r}"


def in_python(model: DecisionModel, case: Written) -> Written:
    """Return the part of the document of `evaluate --json` that the page gives too."""
    evaluation: Evaluation = evaluate(model, Case.model_validate(case))
    evaluation.__dict__["robustness"] = Live(evaluation.finding)
    document = evaluation.to_dict()
    del document["panel"]
    document["robustness"] = {key: document["robustness"][key] for key in LIVE}
    plain: Written = json.loads(json.dumps(document))
    return plain


def in_node(
    model: DecisionModel, given: Sequence[Written], flags: Sequence[str] = ()
) -> list[Written]:
    """Return what the script gives for some cases in Node."""
    return called(model, [("evaluate", case) for case in given], flags)


def in_chromium(model: DecisionModel, given: Sequence[Written]) -> list[Written]:
    """Return what the one file gives for some cases in Chromium; it may ask for nothing else."""
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        file = Path(folder) / "one.html"
        file.write_bytes(as_html(evaluate(model)))
        page = playwright.chromium.launch(executable_path=chromium(), args=FLAGS).new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(file.as_uri())
        answers = [json.loads(page.evaluate(EVALUATED, case)) for case in given]
        assert asked == [file.as_uri()]
        return answers


EVALUATED = "given => JSON.stringify(decision.evaluate(given))"


def compare(
    model: DecisionModel, given: Sequence[Written], answers: Sequence[Written]
) -> dict[str, Compared]:
    """Return how what the script answered to some cases compares, by kind of value."""
    found = {kind: Compared() for kind in KINDS}
    for case, theirs in zip(given, answers, strict=True):
        mine = dict(values(in_python(model, case)))
        other = dict(values(theirs))
        for path in mine.keys() | other.keys():
            one, two = mine.get(path, "missing"), other.get(path, "missing")
            where = f"{path} of {json.dumps(case)}" if one != two else ""
            found[kind_of(path, one)].add(one, two, where)
    return found


def values(document: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield each value of a document by its path; of mappings their keys, of lists their length."""
    if isinstance(document, dict):
        for key, value in document.items():
            yield from values(value, f"{path}/{key}" if path else key)
    elif isinstance(document, list):
        yield f"{path}/length", len(document)
        for place, value in enumerate(document):
            yield from values(value, f"{path}/{place}")
    else:
        yield path, document


def kind_of(path: str, value: Any) -> str:
    """Return the kind that a value at a path of the document is of."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return next(kind for kind, pattern in NUMBERS.items() if re.search(pattern, path))
    return "sentences" if re.search(r"/because/|^explanation", path) else "words and ids"


def main() -> None:
    """Compare and print a table; end with 1 where anything differs by more than it may."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=CASES, help="of each model")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--model", action="append", help="only these")
    parser.add_argument("--browser", action="store_true", help="in Chromium and not in Node")
    asked = parser.parse_args()
    wrong = False
    print("| model | compared | values | unequal | largest difference |\n|---|---|--:|--:|--:|")
    for name, model in models().items():
        if asked.model and name not in asked.model:
            continue
        started = time.monotonic()
        given = list(cases(model, asked.seed, asked.cases))
        answers = (in_chromium if asked.browser else in_node)(model, given)
        for kind, one in compare(model, given, answers).items():
            print(f"| {name} | {kind} | {one.count:,} | {one.unequal:,} | {one.largest:.1g} |")
            if one.largest > LARGEST[kind]:
                wrong = True
                print(f"  {one.where[:2000]}")
        print(f"{name}: {time.monotonic() - started:.0f} s", file=sys.stderr, flush=True)
    sys.exit(wrong)


if __name__ == "__main__":
    main()
