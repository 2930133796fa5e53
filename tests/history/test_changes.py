"""The history of a case: what changed, versions kept, weights changed late, the decision."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision import evaluate
from decision.history import changes, recorded
from decision.history.changed_inputs import fits
from decision.history.changes import SAME, effect
from decision.model.case import Case
from decision.model.decision_model import DecisionModel
from tests.strategies import DRAWN, Tape, case_from, case_of, made, problems

NOON = dt.datetime(2026, 11, 24, 12, 0)

MODEL: dict[str, Any] = {
    "title": "Two sides",
    "compare": ["stay", "move"],
    "options": {
        "stay": {"name": "Stay in Radiology"},
        "move": {"name": "Move to Digital"},
        "part": {"name": "Move, in part", "needs": [{"fact": "cover", "is": ["yes"]}]},
    },
    "criteria": {
        "gaps": {
            "name": "Staffing gaps",
            "weight": 60,
            "scores": {"stay": 30, "move": 70, "part": 90},
        },
        "speed": {"name": "Speed", "weight": 100, "scores": {"stay": 60, "move": 40, "part": 50}},
        "cost": {
            "name": "Cost",
            "weight": 0,
            "measure": {"unit": "£k a year", "values": {0: 100, 500: 0}},
            "amounts": {"stay": 100, "move": 120, "part": 120},
        },
    },
    "facts": {
        "cover": {
            "ask": "Is cover offered?",
            "answers": {"yes": {"says": "Yes"}, "no": {"says": "No"}},
        },
        "months": {
            "ask": "How long is it open?",
            "unit": "months",
            "answers": {"few": {"says": "Few", "from": 0}, "many": {"says": "Many", "from": 6}},
        },
        "ready": {
            "ask": "What is in place?",
            "items": {"lead": "A lead", "route": "A route", "money": "Money"},
            "answers": {"low": {"says": "Little", "from": 0}, "high": {"says": "Much", "from": 2}},
        },
    },
    "gates": {
        "owner": {"says": "An owner is named"},
        "safe": {"says": "It is safe", "options": ["move"]},
    },
}


def told(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    return changes(made(MODEL), case_from(before), case_from(after))


def overruled(score: float, because: str, by: str = "Lead") -> dict[str, Any]:
    whole = {"criterion": "gaps", "option": "move", "score": score}
    return whole | {"because": because, "by": by}


# What changed, in words


def test_the_lead_moves_and_says_so() -> None:
    said = told({"weights": {"gaps": 60}}, {"weights": {"gaps": 20}})
    # 40 × 60/160 − 20 × 100/160 = 2.5; 20 × 100/120 − 40 × 20/120 = 10.
    assert (
        "Stay in Radiology now leads instead of Move to Digital: Stay in Radiology is ahead of "
        "Move to Digital by about 10 points; before, Move to Digital was ahead of Stay in "
        "Radiology by about 3 points."
    ) in said


def test_a_tie_is_told_as_a_tie() -> None:
    level, ahead = {"weights": {"gaps": 50}}, {"weights": {"gaps": 60}}
    assert (
        "Now Stay in Radiology and Move to Digital are level; before, Move to Digital was ahead "
        "of Stay in Radiology by about 3 points."
    ) in told(ahead, level)
    assert (
        "Now Move to Digital is ahead of Stay in Radiology by about 3 points; before, Stay in "
        "Radiology and Move to Digital were level."
    ) in told(level, ahead)
    noted = level | {"notes": {"cover": "x"}}
    assert ("The lead is as it was: Stay in Radiology and Move to Digital are level.") in told(
        level, noted
    )


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        (
            {},
            {"answers": {"cover": "yes"}},
            "“Is cover offered?” went from not answered to “Yes”.",
        ),
        (
            {"answers": {"months": 2}},
            {"answers": {"months": 8}},
            "“How long is it open?” went from “Few” (2 months) to “Many” (8 months).",
        ),
        (
            {"answers": {"ready": ["lead"]}},
            {"answers": {"ready": {"yes": ["lead", "route"], "unknown": []}}},
            "“What is in place?” went from “Little” (1 of 3 ticked) to “Much” (2 of 3 ticked). "
            "Newly ticked: “A route”.",
        ),
        (
            {"answers": {"ready": ["lead"]}},
            {"answers": {"ready": ["money"]}},
            "“What is in place?” is still “Little” (1 of 3 ticked). Newly ticked: “Money”. No "
            "longer ticked: “A lead”.",
        ),
        (
            {},
            {"answers": {"ready": {"yes": ["lead"], "unknown": ["route"]}}},
            "“What is in place?” went from not answered to not answered (1 of 3 ticked, 1 not "
            "known).",
        ),
        (
            {"answered-by": {"cover": "HR"}},
            {"answered-by": {"cover": "Digital"}},
            "The role that answered “Is cover offered?” now reads: “Digital”.",
        ),
        (
            {},
            {"overrides": [overruled(60, "Digital said so.", by="Lead")]},
            "The score of Move to Digital on Staffing gaps was overruled by Lead, to 60, because "
            "Digital said so.",
        ),
        (
            {"overrides": [overruled(60, "x")]},
            {},
            "The overruling of the score of Move to Digital on Staffing gaps, at 60, was taken "
            "back.",
        ),
        (
            {"overrides": [overruled(60, "x")]},
            {"overrides": [overruled(72.5, "It grew")]},
            "The overruled score of Move to Digital on Staffing gaps rose from 60 to 72.5, because "
            "it grew.",
        ),
        (
            {"overrides": [overruled(60, "x")]},
            {"overrides": [overruled(70, "x", by="Chair")]},
            "The role behind the overruling of the score of Move to Digital on Staffing gaps now "
            "reads: “Chair”.",
        ),
        (
            {},
            {"amounts": {"cost": {"move": {"amount": 150, "because": "A quote came"}}}},
            "The amount of Move to Digital on Cost rose from 120 to 150 (£k a year), because "
            "a quote came.",
        ),
        (
            {"amounts": {"cost": {"move": {"amount": 150}}}},
            {"amounts": {"cost": {"move": {"amount": 150, "low": 140, "high": 160}}}},
            "The range of the amount of Move to Digital on Cost went from none to 140–160.",
        ),
        (
            {"costs": {"move": {"one-off": 20000}}},
            {"costs": {"move": {"one-off": 5000.5}}},
            "The one-off cost of Move to Digital fell from £20,000 to £5,000.5.",
        ),
        (
            {},
            {"costs": {"move": {"yearly": 1200, "by": "Finance"}}},
            "The costs of Move to Digital were given: one-off not given, yearly £1,200, by "
            "Finance.",
        ),
        (
            {"gates": {"owner": "unmet"}},
            {"gates": {"owner": {"stay": "met", "move": "unmet", "part": "met"}}},
            "The duty “An owner is named” went from not met to met for Stay in Radiology and "
            "“Move, in part”.",
        ),
        (
            {},
            {"gates": {"safe": "met"}},
            "The duty “It is safe” went from not known to met for every option.",
        ),
        (
            {"weights-by": "swing"},
            {"weights-by": "agreed"},
            "The way of weighing went from swing weighting to agreement.",
        ),
        (
            {},
            {"weight-notes": {"gaps": "A post is open"}},
            "The reason for the weight of Staffing gaps was added: “A post is open”.",
        ),
        (
            {"conduct": {"independent-chair": {"met": True}}},
            {"conduct": {"independent-chair": {"met": False, "because": "The chair left"}}},
            "The conduct point “independent chair” went from met to not met, because the chair "
            "left.",
        ),
        (
            {"amounts": {"cost": {"move": {"amount": 150, "because": "A quote came"}}}},
            {"amounts": {"cost": {"move": {"amount": 160}}}},
            "The reason for the amount of Move to Digital on Cost was taken out.",
        ),
        (
            {"weights": {"gaps": 60}, "weight-notes": {"gaps": "A post is open"}},
            {"weights": {"gaps": 70}},
            "The reason for the weight of Staffing gaps was taken out.",
        ),
        (
            {"conduct": {"independent-chair": {"met": False, "because": "The chair left"}}},
            {"conduct": {"independent-chair": {"met": True}}},
            "The reason on the conduct point “independent chair” was taken out.",
        ),
        (
            {"decision": {"option": "part", "because": "It costs least"}},
            {"decision": {"option": "move"}},
            "The reason for the decision was taken out.",
        ),
        (
            {},
            {"notes": {"cover": "At last!"}},
            "The note on “Is cover offered?” was added: “At last!”",
        ),
        (
            {"interests": [{"role": "Lead", "interest": "Owns a post"}]},
            {"interests": [{"role": "Lead", "interest": "None"}]},
            "Interests declared since: “Lead: None”.",
        ),
        (
            {"site": {"name": "North", "date": "2026-11-04"}},
            {"site": {"name": "North", "date": "2026-12-01"}},
            "The date of the case went from 4 November 2026 to 1 December 2026.",
        ),
        (
            {},
            {"decision": {"option": "part", "because": "It costs least"}},
            "The decision went from none to “Move, in part”, because it costs least.",
        ),
        (
            {"decision": {"option": "part", "measures": ["Fewer faults"]}},
            {"decision": {"option": "part", "measures": ["No post lost"], "review": "2027-06-01"}},
            "The review date of the decision went from none to 1 June 2027.",
        ),
        (
            {"decision": {"option": "part", "reverse-if": ["A post is lost"]}},
            {"decision": {"option": "part"}},
            "Grounds to reverse it dropped: “A post is lost”.",
        ),
        ({"decision": {"option": "move"}}, {}, "The decision, Move to Digital, was taken out."),
        (
            {"model": {"fingerprint": "one"}},
            {"model": {"fingerprint": "two"}},
            "The two were written for different models, or versions of one.",
        ),
    ],
)  # fmt: skip
def test_each_kind_of_change_has_its_sentence(
    before: dict[str, Any], after: dict[str, Any], sentence: str
) -> None:
    assert sentence in told(before, after)


FORMS: dict[str, Any] = {
    "title": "Two courses",
    "options": {
        "stay": {"name": "Stay as now", "course": "Stay"},
        "joined": {
            "name": "Stay, with a partner",
            "needs": [{"fact": "partner", "is": ["yes"]}],
            "falls-back-to": "stay",
        },
        "move": {"name": "Move as it is", "needs": [{"fact": "host", "is": ["yes"]}]},
    },
    "criteria": {
        "one": {"name": "One", "weight": 1, "scores": {"stay": 50, "joined": 56, "move": 40}}
    },
    "facts": {
        name: {"ask": "?", "answers": {"yes": {"says": "Yes"}, "no": {"says": "No"}}}
        for name in ("partner", "host")
    },
}


def of_forms(before: dict[str, str], after: dict[str, str]) -> list[str]:
    cases = [case_from({"weights": {"one": 1}, "answers": said}) for said in (before, after)]
    return effect(made(FORMS), *cases)


def test_another_form_of_the_same_course_is_told_as_such() -> None:
    both, host = {"partner": "yes", "host": "yes"}, {"partner": "no", "host": "yes"}
    assert of_forms(both, host) == [
        "Stay still leads, now with Stay as now; before, with “Stay, with a partner”.",
        "Now Stay as now is ahead of Move as it is by about 10 points; before, “Stay, with a "
        "partner” was ahead of Move as it is by about 16 points.",
    ]


def test_a_course_that_can_no_longer_be_chosen_is_told_as_such() -> None:
    said = of_forms({"partner": "no", "host": "yes"}, {"partner": "no", "host": "no"})
    assert said[0] == (
        "Now only Stay can be chosen; before, Stay as now was ahead of Move as it is by about 10 "
        "points."
    )
    (said,) = of_forms({"partner": "yes", "host": "no"}, {"partner": "no", "host": "no"})
    assert said == (
        "Now only Stay can be chosen; before, only Stay could be chosen, best as “Stay, with a "
        "partner”."
    )


def test_that_nothing_can_be_chosen_is_told_before_and_after() -> None:
    needs = {"needs": [{"fact": "cover", "is": ["yes"]}]}
    options = {name: entry | needs for name, entry in MODEL["options"].items()}
    model = made({**MODEL, "options": options})
    yes, no = (case_from({"answers": {"cover": said}}) for said in ("yes", "no"))
    assert effect(model, no, no) == ["No option can be chosen, as before."]
    assert effect(model, yes, no)[0].startswith("Now no option can be chosen; before, “Move, in")
    assert effect(model, no, yes)[0].endswith("; before, no option could be chosen.")


def test_a_lead_that_grows_or_hardly_moves_says_from_what_to_what() -> None:
    assert (
        "The lead of Move to Digital over Stay in Radiology grew from about 3 points to about 10 "
        "points."
    ) in told({"weights": {"gaps": 60}}, {"weights": {"gaps": 100}})
    assert (
        "The margin hardly moved: Move to Digital is ahead of Stay in Radiology by about 3 points, "
        "as before."
    ) in told({"weights": {"gaps": 60}}, {"weights": {"gaps": 60.1}})


@DRAWN
@given(problems(), st.binary(min_size=80, max_size=80))
def test_an_effect_is_whole_sentences_of_the_leaders_before_and_after(
    problem: tuple[dict[str, Any], dict[str, Any]], data: bytes
) -> None:
    written, case = problem
    model, before, after = made(written), case_from(case), case_from(case_of(Tape(data), written))
    said = " ".join(effect(model, before, after))
    was, now = evaluate(model, before).standing, evaluate(model, after).standing
    assert said.endswith(".")
    assert ".." not in said
    for standing in (was, now):
        if standing.leader is None:
            assert "o option c" in said
        elif standing.rival is None:
            assert f"only {model.course_name(standing.course or '')} c" in said
        else:
            assert model.options[standing.leader].name in said


def test_two_versions_alike_have_one_sentence(whole: tuple[DecisionModel, Case]) -> None:
    model, case = whole
    assert changes(model, case, case) == [SAME]
    assert changes(model, case, recorded(case, case, NOON, None, None)) == [SAME]


def test_a_version_for_another_model_is_compared_and_not_scored(model: DecisionModel) -> None:
    other = case_from(
        {
            "answers": {"gone": "x", "cover": "maybe"},
            "weights": {"gone": 3},
            "amounts": {"gone": {"stay": 1}},
            "costs": {"gone": {"yearly": 2}},
            "gates": {"gone": "met"},
            "overrides": [overruled(1, "x") | {"criterion": "gone", "option": "off"}],
            "panel": [{"weights": {"gone": 1}}],
            "decision": {"option": "gone"},
        }
    )  # fmt: skip
    assert not fits(model, other)
    said = changes(model, Case(), other)
    assert said[-1] == "One of the two doesn't fit this model, so their results can't be compared."
    assert "The decision went from none to “gone”." in said
    assert changes(model, other, Case())[-1] == said[-1]


TOLD = re.compile(
    r"The (weight|share) of Criterion (\w) (rose|fell) from ([\d.]+?)%? to ([\d.]+?)%?\."
)


def test_the_effect_is_told_alone_too(model: DecisionModel) -> None:
    assert effect(model, Case(), Case()) == [
        "The lead is as it was: Move to Digital is ahead of Stay in Radiology by about 3 points."
    ]
