"""The kinds of site that are simulated, and one site of a kind drawn from its number alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from decision.model.case import Case
from decision.model.decision_model import DecisionModel

SEED = 13

Truth = str | int | Mapping[str, bool]  # an answer's id, a number, or a checklist item by item
Question = tuple[str, str | None]  # a fact's id, and an item's where one item is asked


@dataclass(frozen=True)
class Kind:
    """A kind of site.

    Attributes:
        says: what it is, in words.
        radiology: how much Radiology can show: how likely each thing asked of it is so (0 to 1).
        digital: the same of Digital.
        alike: how likely it is that what is asked of both has one luck, and so one answer where
            the two are as strong (0 to 1).
        saving: how likely a saving is booked against the change.
        big: how likely each sign of size is so.
        specialties: how many store images, one of these.
        now: where the team is.
        host: what is answered of a home outside both departments.
        one_sided: whether one department is far stronger than the other.
    """

    says: str
    radiology: float = 0.5
    digital: float = 0.5
    alike: float = 0.0
    saving: float = 0.25
    big: float = 0.4
    specialties: Sequence[int] = (1, 2, 2, 3, 3, 4, 5)
    now: str = "radiology"
    host: str = "none"
    one_sided: bool = False


KINDS: Mapping[str, Kind] = {
    "strong-radiology": Kind(
        "Strong Radiology, weak Digital", radiology=0.85, digital=0.15, one_sided=True
    ),
    "strong-digital": Kind(
        "Strong Digital, weak Radiology", radiology=0.15, digital=0.85, one_sided=True
    ),
    "cost-driven": Kind("Driven by cost", radiology=0.5, digital=0.4, saving=1.0),
    "many-specialties": Kind("Many specialties", specialties=(4, 5, 6)),
    "small": Kind("Small hospital", big=0.05, specialties=(1, 1, 2)),
    "large": Kind(
        "Large teaching hospital", radiology=0.6, digital=0.6, big=0.95, specialties=(3, 4, 5, 6)
    ),
    "network": Kind("Network willing to host", radiology=0.35, digital=0.35, host="network-hosts"),
    "balanced": Kind("Balanced: both show nearly the same", alike=0.9),
    "in-digital": Kind("Team already in Digital", radiology=0.4, digital=0.6, now="digital"),
}

# Of what is asked of one department: how likely it is so at a strength of 0 and of 1. Questions of
# one line are asked of both, and share their luck where the departments are alike.
_BOTH: Sequence[tuple[tuple[float, float], Question, Question]] = (
    *(
        ((0.0, 1.0), ("radiology-readiness", ours), ("digital-readiness", theirs))
        for ours, theirs in (
            ("sponsor-paper", "clinician-in-senior-team"),
            ("posts-funded", "line-manager-ran-imaging"),
            ("risks-reviewed", "imaging-route"),
            ("investment-delivered", "project-delivered"),
        )
    ),
    *(
        ((0.0, 1.0), ("radiology-service", item), ("digital-service", item))
        for item in ("restore-tested", "time-kept", "fixed-within")
    ),
    ((0.3, 0.8), ("vacancy", "radiology-filled"), ("vacancy", "digital-filled")),
    ((0.5, 0.9), ("change-plan", "whole-in-radiology"), ("change-plan", "whole-in-digital")),
    ((0.3, 0.0), ("change-plan", "would-leave-radiology"), ("change-plan", "would-leave-digital")),
    (
        (0.2, 0.7),
        ("clinical-requirement", "radiology-time"),
        ("clinical-requirement", "digital-sessions"),
    ),
    (
        (0.4, 0.8),
        ("clinical-requirement", "radiology-qualification"),
        ("clinical-requirement", "digital-qualification"),
    ),
    ((0.1, 0.5), ("cover-offer", "from-radiology"), ("cover-offer", "from-digital")),
    # The offers are what the two departments agree: Digital makes both.
    *(
        ((0.1, 0.4), ("partnership-offer", ours), ("safeguards-offer", theirs))
        for ours, theirs in (
            ("project-days", "governance-group"),
            ("direct-line", "team-charter"),
            ("one-list", "development-time"),
            ("advice-both-ways", "band-guarantee"),
        )
    ),
)
# What doesn't hang on either department: how likely it is so.
_NEITHER: Mapping[Question, float] = {
    ("systems-home", "ris-team"): 0.4,
    ("systems-home", "orders-team"): 0.8,
    ("systems-home", "contract-in-digital"): 0.35,
    ("systems-home", "contract-ends"): 0.4,
    ("vacancy", "successor"): 0.5,
    ("driver", "nobody-for-the-job"): 0.3,
    ("driver", "combining-specialties"): 0.3,
    ("driver", "reorganisation"): 0.3,
}
_CHOSEN: Mapping[str, Mapping[str, float]] = {
    "clinical-lead": {"named": 0.4, "nobody": 0.6},
    "registrants": {"some": 0.85, "none": 0.15},
    "three-am": {
        "pacs-rota": 0.2,
        "trusts-rota": 0.05,
        "radiographer-written-steps": 0.15,
        "it-written-steps": 0.15,
        "supplier": 0.25,
        "nobody": 0.2,
    },
}


@dataclass(frozen=True)
class Site:
    """One simulated site: what is so there, and what its people weigh.

    Attributes:
        kind: its kind, by id.
        number: which of its kind; the two give the whole site again.
        truth: the answer to every fact, by id.
        weights: swing points, 0 to 100, by criterion id.
    """

    kind: str
    number: int
    truth: Mapping[str, Truth]
    weights: Mapping[str, float]

    def case(self, known: Sequence[Question] | None = None) -> Case:
        """Return the case in which some questions are answered as is true; all, left out."""
        answers: dict[str, Any] = {}
        for fact, truth in self.truth.items():
            if not isinstance(truth, Mapping):
                if known is None or (fact, None) in known:
                    answers[fact] = truth
                continue
            told = [item for item in truth if known is None or (fact, item) in known]
            if told or known is None:
                answers[fact] = {
                    "yes": [item for item in told if truth[item]],
                    "unknown": [item for item in truth if item not in told],
                }
        return Case.model_validate(
            {
                "site": {"name": f"Simulated: {KINDS[self.kind].says.lower()}, {self.number}"},
                "answers": answers,
                "weights": dict(self.weights),
                "weights-by": "swing",
            }
        )


def simulated(model: DecisionModel, kind: str, number: int, seed: int = SEED) -> Site:
    """Return one site of a kind: the same for the same number, whatever else is drawn."""
    rng = np.random.default_rng([seed, list(KINDS).index(kind), number])
    entry = KINDS[kind]
    truth: dict[str, Any] = {
        "team-now": entry.now,
        "elsewhere": entry.host,
        "specialties": int(rng.choice(entry.specialties)),
    }
    ticks: dict[Question, bool] = {
        ("size", item): _so(rng, entry.big) for item in model.facts["size"].items
    }
    ticks["driver", "saving-booked"] = _so(rng, entry.saving)
    for (none, full), ours, theirs in _BOTH:
        lucks = _lucks(rng, entry)
        for question, luck, strength in zip(
            (ours, theirs), lucks, (entry.radiology, entry.digital), strict=True
        ):
            ticks[question] = luck < none + (full - none) * strength
    for question, chance in _NEITHER.items():
        ticks[question] = _so(rng, chance)
    lucks = _lucks(rng, entry)
    truth["last-five-faults"] = _grade(lucks[0], entry.radiology)
    truth["digital-five-faults"] = _grade(lucks[1], entry.digital)
    better = 0.25 * entry.digital
    truth["comparable-band"] = str(
        rng.choice(["lower", "same", "higher"], p=[0.5 - better, 0.35, 0.15 + better])
    )
    for fact, chances in _CHOSEN.items():
        truth[fact] = str(rng.choice(list(chances), p=list(chances.values())))
    for (fact, item), state in ticks.items():
        truth.setdefault(fact, {})[item] = state
    return Site(
        kind,
        number,
        {name: _in_order(model, name, truth[name]) for name in model.facts},
        {
            name: float(rng.integers(8, 21) * 5) * criterion.weight / 100
            for name, criterion in model.criteria.items()
        },
    )


def _so(rng: np.random.Generator, chance: float) -> bool:
    return bool(rng.random() < chance)


def _lucks(rng: np.random.Generator, kind: Kind) -> tuple[float, float]:
    """Return the luck of the two departments on a question asked of both: one, or one each."""
    first, second, shared = rng.random(3)
    return float(first), float(first if shared < kind.alike else second)


def _grade(luck: float, strength: float) -> str:
    """Return how many of five faults were taken up: of ten at full strength, eight do best."""
    if luck < 0.8 * strength:
        return "four-or-five"
    return "two-or-three" if luck < 0.8 * strength + 0.3 else "zero-or-one"


def _in_order(model: DecisionModel, fact: str, truth: Any) -> Truth:
    items = model.facts[fact].items
    found: Truth = {item: truth[item] for item in items} if items else truth
    return found


def questions(model: DecisionModel) -> tuple[Question, ...]:
    """Return every question of a model: each item of a checklist is one of its own."""
    return tuple(
        (name, item)
        for name, fact in model.facts.items()
        for item in (tuple(fact.items) if fact.items else (None,))
    )
