"""Every sentence of the one file's script held against Python's, on random cases.

Run it from the repository's folder: `python -m tests.report.html.compare_sentences` compares 1,000
cases of five models and 200 small models with a case each, where ties and courses of which nothing
can be chosen are common. It prints how many sentences were compared, which differ, and which of the
texts no case has called for.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from random import Random

from decision.compare.two_cases import said
from decision.engine import evaluate
from decision.model.case import Case
from decision.model.decision_model import DecisionModel
from decision.sentences import what_would_change_it as told
from decision.sentences.explanation import explain, headline
from decision.sentences.held_back import held_back
from decision.sentences.model_contents import reading_says, safeguard_says
from decision.sentences.templates import exported
from decision.ui.site.disputes import says as dispute_says
from tests.report.html.node import called
from tests.report.html.random_cases import Written, cases, models
from tests.strategies import made, problem

CASES, SMALL = 200, 200  # cases of each model; small models
Sentences = dict[str, list[str]]
USES = (
    *(
        "model",
        "find",
        "bare",
        "doubtsOf",
        "headline",
        "explain",
        "heldBack",
        "doubtsSay",
        "answersSay",
    ),
    *("restsOn", "restsOnSpeakers", "weightToMove", "oneWay", "weightChanges", "askFirst"),
    *("notCompared", "whatIfsSay", "readingSays", "answerSays", "disputeSays", "safeguardSays"),
)
TOLD = """
const used = new Set();
decision.model.sentences = new Proxy(decision.model.sentences,
  { get: (texts, name) => { used.add(name); return texts[name]; } });
decision.told = (given) => {
  const finding = decision.find(decision.bare(given)), doubts = decision.doubtsOf(finding);
  const compared = decision.notCompared(finding.standing), { ids, options } = decision.model;
  const { facts, readings, disputed, case: whole } = finding.standing.table;
  return {
    headline: [decision.headline(finding)],
    explanation: decision.explain(finding, doubts.askNext),
    because: decision.heldBack(finding, doubts.askNext),
    doubts: decision.doubtsSay(doubts),
    answers: [decision.answersSay(doubts)],
    claims: [decision.restsOn(doubts), ...decision.restsOnSpeakers(doubts)],
    weights: [compared || "", decision.weightToMove(doubts), decision.oneWay(doubts),
      ...decision.weightChanges(doubts)],
    "ask next": [decision.askFirst(doubts)],
    "what ifs": decision.whatIfsSay(finding),
    answered: facts.flatMap((fact) => [decision.readingSays(fact, readings[fact]),
      decision.answerSays(fact, readings[fact])]),
    disputes: facts.filter((fact) => fact in disputed)
      .map((fact) => decision.disputeSays(fact, whole)),
    safeguards: ids.options.flatMap(
      (option) => (options[option].safeguards || []).map(decision.safeguardSays)),
    used: Array.from(used),
  };
};
"""


def in_python(model: DecisionModel, case: Written) -> Sentences:
    """Return every sentence on one case that the page can show, by kind."""
    evaluation = evaluate(model, Case.model_validate(case))
    finding, robustness = evaluation.finding, evaluation.robustness
    facts, table = model.facts, evaluation.standing.table
    return {
        "headline": [headline(finding)],
        "explanation": explain(finding, robustness.ask_next),
        "because": held_back(finding, robustness.ask_next),
        "doubts": told.doubts(robustness),
        "answers": [told.answers(robustness)],
        "claims": [told.rests_on(robustness), *told.rests_on_speakers(robustness)],
        "weights": [
            told.not_compared(robustness) or "",
            told.weight_to_move(robustness),
            told.one_way(robustness),
            *told.weight_changes(robustness),
        ],
        "ask next": [told.ask_first(robustness)],
        "what ifs": told.what_ifs(robustness),
        "answered": [
            says
            for name, reading in table.readings.items()
            for says in (reading_says(facts[name], reading) or "", said(facts[name], reading))
        ],
        "disputes": [
            dispute_says(model, table.case, name) for name in facts if name in table.disputed
        ],
        "safeguards": [
            safeguard_says(one) for option in model.options.values() for one in option.safeguards
        ],
    }


@dataclass
class Compared:
    """How many sentences of each kind were compared, which differ, which texts were used."""

    counts: Counter[str] = field(default_factory=Counter)
    differing: list[tuple[str, list[str], list[str], Written]] = field(default_factory=list)
    used: set[str] = field(default_factory=set)

    def add(
        self, model: DecisionModel, given: Sequence[Written], flags: Sequence[str] = ()
    ) -> Compared:
        """Compare all sentences on some cases of a model."""
        answers = called(model, [("told", case) for case in given], flags, USES, TOLD)
        for case, theirs in zip(given, answers, strict=True):
            self.used |= {*theirs["used"]}
            for kind, mine in in_python(model, case).items():
                self.counts[kind] += len(mine)
                if mine != theirs[kind]:
                    self.differing.append((kind, mine, theirs[kind], case))
        return self


def small(seed: int, count: int) -> Iterator[tuple[DecisionModel, Written]]:
    """Yield small models with a case each."""
    for number in range(count):
        model, case = problem(Random(f"{seed}/{number}").randbytes(500))
        yield made(model), case


def main() -> None:
    """Compare and print a table; end with 1 where any sentence differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=CASES, help="of each model")
    parser.add_argument("--small", type=int, default=SMALL, help="small models")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    print("| model | kind | sentences | cases that differ |\n|---|---|--:|--:|")
    every = []
    for name, model in models().items():
        given = list(cases(model, asked.seed, asked.cases))
        every.append(shown(name, Compared().add(model, given)))
    found = Compared()
    for model, case in small(asked.seed, asked.small):
        found.add(model, [case])
    every.append(shown("small models", found))
    unused = exported().keys() - set[str]().union(*(one.used for one in every))
    print("Not called for:", ", ".join(sorted(unused)) or "none")
    sys.exit(any(one.differing for one in every))


def shown(name: str, found: Compared) -> Compared:
    """Print the rows of one model, with a case of each kind that differs, and return them."""
    differ = Counter(kind for kind, *_ in found.differing)
    for kind, count in found.counts.items():
        print(f"| {name} | {kind} | {count:,} | {differ[kind]} |", flush=True)
    for differing in {one[0]: one for one in found.differing}.values():
        print(*differing, sep="\n  ", flush=True)
    return found


if __name__ == "__main__":
    main()
