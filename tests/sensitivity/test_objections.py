"""What would make another course lead: every point is confirmed by evaluating again."""

from __future__ import annotations

from typing import Any

from hypothesis import given

from decision.evaluation.additive import stand
from decision.evaluation.verdict import role_leads
from decision.numeric import TIE
from decision.sensitivity.objections import objections
from tests.sensitivity.test_answer_changes import changed, told_in_part
from tests.strategies import DRAWN, Written, evaluated, made, problems

THREE: dict[str, Any] = {
    "title": "Three courses",
    "options": {"a": {"name": "A"}, "b": {"name": "B"}, "c": {"name": "C"}},
    "criteria": {"x": {"name": "X", "weight": 1, "scores": {"a": 60, "b": 50, "c": 45}}},
    "facts": {
        name: {
            "ask": f"{name}?",
            "answers": {
                "no": {"says": "No"},
                "yes": {"says": "Yes", "shifts": {"x": {course: points}}},
            },
        }
        for name, course, points in (("one", "b", 12), ("two", "c", 9), ("three", "c", 9))
    },
}
NO = {"answers": {"one": "no", "two": "no", "three": "no"}}


def test_a_course_that_no_answer_puts_ahead_alone_has_its_pairs_though_another_needs_none() -> None:
    first, second = objections(evaluated(THREE, NO).robustness)
    assert (first.course, second.course) == ("b", "c")
    assert [[one.fact for one in flip.changes] for flip in first.alone] == [["one"]]
    assert first.pairs == ()
    assert second.alone == ()
    assert [[one.fact for one in flip.changes] for flip in second.pairs] == [["two", "three"]]


def test_each_course_has_weights_of_its_own() -> None:
    data = {**THREE, "facts": {}}
    data["criteria"] = {
        "x": {"name": "X", "weight": 2, "scores": {"a": 60, "b": 50, "c": 10}},
        "y": {"name": "Y", "weight": 1, "scores": {"a": 40, "b": 50, "c": 90}},
    }
    found = {one.course: one.weight for one in objections(evaluated(data, {}).robustness)}
    for course, flip in found.items():
        assert flip is not None
        assert flip.to == course


def test_where_nothing_can_be_chosen_nobody_objects() -> None:
    needs = {"needs": [{"fact": "f", "is": ["yes"]}]}
    data = {
        **THREE,
        "options": {"a": {"name": "A", **needs}, "b": {"name": "B", **needs}},
        "criteria": {"x": {"name": "X", "weight": 1, "scores": {"a": 1, "b": 2}}},
        "facts": {"f": {"ask": "?", "answers": {"yes": {"says": "Y"}, "no": {"says": "N"}}}},
    }
    assert objections(evaluated(data, {"answers": {"f": "no"}}).robustness) == ()


@DRAWN
@given(problems())
def test_every_point_would_make_its_course_lead(problem: tuple[Written, Written]) -> None:
    evaluation = evaluated(*problem)
    standing, robustness = evaluation.standing, evaluation.robustness
    model, leads = made(problem[0]), role_leads(standing)
    told = objections(robustness)
    assert len({one.course for one in told}) == len(told)
    for one in told:
        assert one.course != standing.course
        for flip in (*one.alone, *one.pairs):
            if not told_in_part(standing, *flip.changes):
                assert changed(standing, *flip.changes).course == one.course
        assert not (one.alone and one.pairs)
        for flips in (one.alone, one.pairs):
            margins = [flip.margin for flip in flips]
            assert margins == sorted(margins, key=lambda margin: -round(margin, 9))
        if one.weight is not None:
            shares = {
                name: share - one.weight.taken.get(name, 0) + one.weight.given.get(name, 0)
                for name, share in standing.shares.items()
            }
            totals = stand(standing.table, shares).totals
            able = standing.table.choosable
            ours = max(totals[each] for each in able if model.course_of[each] == one.course)
            theirs = max(totals[each] for each in able if model.course_of[each] == standing.course)
            assert abs(ours - theirs) <= TIE
        assert {*one.roles} == {role for role, lead in leads.items() if lead.course == one.course}
        for each in (*one.claims, *one.speakers):
            assert each.flips
            assert model.course_of[each.leader or ""] == one.course
    alone = {flip.course for flip in robustness.fact_flips if len(flip.changes) == 1}
    assert {one.course for one in told if one.alone} == alone - {standing.course}
