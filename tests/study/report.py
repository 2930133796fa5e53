"""The study's findings as a page of Markdown, which travels with the package."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Callable, Iterator, Sequence
from statistics import median
from typing import Any, TypeVar

from decision.model.decision_model import DecisionModel
from decision.wording.numbers import fixed
from tests.study.complete import STARTS, STOPS, Complete, counted, parts_of_variance
from tests.study.following import Followed
from tests.study.kinds import KINDS, SEED, questions

WORDS = {
    "clear": "Clear",
    "leaning": "Probable",
    "close": "Too close to call",
    "unknown": "Too early to say",
}
COMPLETE = (
    *(WORDS[word] for word in ("clear", "leaning", "close")),
    "Radiology leads",
    "Digital leads",
    "Another home leads",
    "A hybrid leads",
    "Part of all weights",
)
ASKED = (
    "Answers until a first word",
    "Led at the first word",
    "Led after a third",
    "Led on the four key questions",
    "Too early to say after a third",
)
COMMON = 5.0  # points
SHOWN = 8  # questions in the table of what the margin hangs on

TEXTS = ("says", "by", "source", "caveat", "context", "because", "help", "summary", "means")

One = TypeVar("One", Complete, Followed)


def numbers_fingerprint(model: DecisionModel) -> str:
    """SHA-256 of a model without its texts: what the study's numbers depend on."""

    def bare(part: Any) -> Any:
        if isinstance(part, dict):
            return {key: bare(item) for key, item in part.items() if key not in TEXTS}
        return [bare(item) for item in part] if isinstance(part, list) else part

    text = json.dumps(
        bare(model.model_dump(mode="json", by_alias=True, warnings=False)), sort_keys=True
    )
    return hashlib.sha256(text.encode()).hexdigest()


def page(
    model: DecisionModel,
    complete: Sequence[Complete],
    partial: Sequence[Followed],
    ticks: Sequence[Followed],
    seed: int = SEED,
) -> str:
    """Return the whole page.

    Args:
        model: the shipped model.
        complete: sites with every question answered.
        partial: sites asked question by question.
        ticks: sites asked tick by tick.
        seed: of all of them.
    """
    parts = asked_of(model, complete)
    first_two = sum(list(parts.values())[:2])
    largest = max(abs(one.margin) for one in complete)
    lines = [
        "# The model on simulated sites",
        "",
        f"{len(complete)} sites of {len(KINDS)} kinds were simulated. None of them is real: what "
        f"each department can show was drawn, and so were the weights. Figures are parts of 100 "
        f"sites, if nothing else is said.",
        "",
        "## With every question answered",
        "",
        *_table(("Kind of site", *COMPLETE), _rows(complete, _complete_row(model))),
        "",
        f"*Part of all weights*: over all possible weights, how often the leading course is best, "
        f"at the middle site. The largest margin seen is {fixed(largest, 0)} points. "
        f"{if_all_were_off(complete)}",
        "",
        "## What the margin hangs on",
        "",
        f"How much each question explains of the difference between sites. The first two explain "
        f"{_of_100(first_two)} of 100 parts.",
        "",
        *_table(
            ("Question", "Parts of 100"),
            ([name, _of_100(part)] for name, part in list(parts.items())[:SHOWN]),
        ),
        "",
        "## Asking in the order that the tool suggests",
        "",
        f"{len(partial)} sites began with nothing answered. The question on top of *what to ask "
        f"next* was answered each time, a checklist as a whole, until a third of the "
        f"{len(model.facts)} questions was. *Led*: how often the course that led was the one that "
        f"leads with every question answered.",
        "",
        *_table(("Kind of site", *ASKED), _rows(partial, _partial_row)),
        "",
        missed(partial),
        "",
        f"Of {len(ticks)} sites asked tick by tick, until a third of the {len(questions(model))} "
        f"ticks and answers was known, {_of_100(_right(ticks))} of 100 had the final course ahead.",
        "",
        "## What this does not show",
        "",
        "- **Whether the model is right.** It is fitted to one discussion of four sites and not "
        "validated. No real outcome went into this.",
        "- **How common each kind is.** The kinds were made up, and so was how likely each answer "
        "is.",
        "- **What goes together.** In real hospitals some answers do. Here most are drawn apart.",
        "- **That a clear word is a good decision.** It says only that the scores, as judged, "
        "leave little doubt about who is ahead.",
        "",
        f"Seed {seed}. Fingerprint of the model without its texts: "
        f"{numbers_fingerprint(model)[:16]}. To repeat it, run `python -m "
        f"tests.study` in a copy of the source.",
        "",
    ]
    return "\n".join(lines)


def asked_of(model: DecisionModel, found: Sequence[Complete]) -> dict[str, float]:
    """Return the part of the margin's variance by question in words, largest first."""
    return {
        model.facts[name].ask: part
        for name, part in parts_of_variance(found).items()
        if name not in (STARTS, STOPS)
    }


def if_all_were_off(found: Sequence[Complete]) -> str:
    """Return how many clear answers a common error on one department's scores would overturn."""
    clear = [one.lead for one in found if one.word == "clear"]
    kept = sum(lead > COMMON for lead in clear)
    return (
        f"If every score of the leading course were {COMMON:.0f} points too high, {kept} of the "
        f"{len(clear)} clear answers would still have the same one ahead: the simulations take "
        f"errors to be apart, and a common one is for people to rule out."
    )


def missed(found: Sequence[Followed]) -> str:
    """Return how close the sites were at which a third of the questions led astray."""
    wrong = [one.final_margin for one in found if not one.right_at_third]
    if not wrong:
        return "After a third no site was on another course than with every question answered."
    near = sum(margin < 2 for margin in wrong)
    return (
        f"At {len(wrong)} of {len(found)} sites another course led after a third than in the end. "
        f"At {near} of those the final margin was under 2 points; the largest was "
        f"{fixed(max(wrong))} points."
    )


def _complete_row(model: DecisionModel) -> Callable[[Sequence[Complete]], list[str]]:
    def row(found: Sequence[Complete]) -> list[str]:
        words = counted([one.word for one in found], list(WORDS))
        courses = counted([one.course for one in found], list(model.courses))
        first, second = (courses.pop(course) for course in model.pair)
        hybrids = [one for one in found if model.options[one.leader].falls_back_to is not None]
        return [
            *(_of_100(words[word]) for word in ("clear", "leaning", "close")),
            _of_100(first),
            _of_100(second),
            _of_100(sum(courses.values())),
            _of_100(len(hybrids) / len(found)),
            f"{_of_100(median(one.at_all_weights for one in found))}%",
        ]

    return row


def _partial_row(found: Sequence[Followed]) -> list[str]:
    # A site without a word within a third took longer than any that had one.
    middle = median(math.inf if one.until_word is None else one.until_word for one in found)
    told = [one for one in found if one.until_word is not None]
    return [
        "more" if math.isinf(middle) else fixed(middle, 0),
        _of_100(sum(bool(one.right_at_word) for one in told) / len(told)) if told else "–",
        _of_100(_right(found)),
        _of_100(sum(one.right_at_keys for one in found) / len(found)),
        _of_100(sum(one.word_at_third == "unknown" for one in found) / len(found)),
    ]


def _right(found: Sequence[Followed]) -> float:
    return sum(one.right_at_third for one in found) / len(found)


def _rows(found: Sequence[One], row: Callable[[Sequence[One]], list[str]]) -> Iterator[list[str]]:
    for kind, entry in KINDS.items():
        of_kind: list[One] = [one for one in found if one.site.kind == kind]
        if of_kind:
            yield [entry.says, *row(of_kind)]
    yield ["All", *row(found)]


def _of_100(part: float) -> str:
    return fixed(100 * part, 0)


def _table(heads: Sequence[str], rows: Iterator[list[str]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"
