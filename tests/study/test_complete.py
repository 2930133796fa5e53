"""What is said of a complete site: the engine's words, and its margin taken apart wholly."""

from __future__ import annotations

import pytest

import decision
from tests.shipped_model import MODEL
from tests.study.complete import STARTS, completed, counted, parts_of_variance
from tests.study.kinds import simulated

FOUND = [completed(MODEL, simulated(MODEL, kind, 1)) for kind in ("balanced", "strong-digital")]


def test_it_says_what_the_engine_says() -> None:
    for one in FOUND:
        said = decision.evaluate(MODEL, one.site.case()).to_dict()
        assert one.word == said["headline"]["verdict"]
        assert one.leader == said["leader"]
        assert one.lead == said["headline"]["margin"]
        courses = {name: entry["total"] for name, entry in said["courses"].items()}
        assert one.margin == pytest.approx(courses["radiology"] - courses["digital"])
        best = said["robustness"]["course_acceptability"]
        assert one.at_all_weights == best[one.course]


def test_what_the_facts_and_the_starts_add_sums_to_the_margin() -> None:
    for one in FOUND:
        assert sum(one.moved.values()) == pytest.approx(one.margin)
        assert one.moved[STARTS] != 0


def test_the_parts_of_the_variance_sum_to_1() -> None:
    parts = parts_of_variance(FOUND)
    assert sum(parts.values()) == pytest.approx(1)
    assert list(parts.values()) == sorted(parts.values(), reverse=True)


def test_counting_gives_parts_in_the_order_asked_for() -> None:
    assert counted(["a", "b", "a", "a"], ["b", "a", "c"]) == {"b": 0.25, "a": 0.75, "c": 0.0}
