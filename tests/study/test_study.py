"""What good looks like, on few sites: `python -m tests.study` has the many."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from decision.checks.answer_ways import Ways
from decision.checks.influence import Influence
from tests.shipped_model import MODEL
from tests.study.complete import STARTS, STOPS, Complete, completed, parts_of_variance
from tests.study.kinds import KINDS, simulated

EACH = 12

pytestmark = pytest.mark.slow


@cache
def found(kind: str) -> tuple[Complete, ...]:
    return tuple(completed(MODEL, simulated(MODEL, kind, number)) for number in range(EACH))


def every() -> list[Complete]:
    return [one for kind in KINDS for one in found(kind)]


def clear(kind: str) -> float:
    return sum(one.word == "clear" for one in found(kind)) / EACH


def test_the_answer_is_clear_for_most_sites_of_one_sided_kinds_and_few_balanced_ones() -> None:
    one_sided = [kind for kind, entry in KINDS.items() if entry.one_sided]
    assert len(one_sided) == 2
    assert all(clear(kind) > 0.8 for kind in one_sided)
    assert clear("balanced") < 0.35


def test_the_stronger_department_leads_where_one_is_far_stronger() -> None:
    for kind, course in (("strong-radiology", "radiology"), ("strong-digital", "digital")):
        assert sum(one.course == course for one in found(kind)) > 0.9 * EACH


def test_each_form_of_both_courses_leads_at_some_site() -> None:
    leaders = {one.leader for one in every()}
    assert leaders >= {"radiology", "partnership", "digital", "safeguarded"}
    assert "network" not in {
        one.leader for kind in KINDS for one in found(kind) if kind != "network"
    }


def test_no_two_questions_explain_more_than_half_of_how_far_the_sites_differ() -> None:
    parts = [
        part for name, part in parts_of_variance(every()).items() if name not in (STARTS, STOPS)
    ]
    assert sum(parts[:2]) < 0.5


def test_no_tick_or_answer_moves_a_quarter_of_the_largest_margin_seen() -> None:
    largest = max(abs(one.margin) for one in every())
    shares = np.array([entry.weight for entry in MODEL.criteria.values()], dtype=float)
    influence = Influence(Ways(MODEL), shares / shares.sum())
    assert max(influence.largest_step(name) for name in MODEL.facts) < largest / 4
