"""The history of a case: what changed, versions kept, weights changed late, the decision."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision import dump_case, evaluate, examples, load_case, load_model, shipped
from decision.errors import CaseError
from decision.files.documents import parse_case
from decision.files.drafts import Drafts, new_token
from decision.history import (
    AFTER_RESULT,
    Version,
    changes,
    recorded,
    restored,
    versions,
    weights_after_result,
)
from decision.history.changed_inputs import fits
from decision.history.changed_record import MOST_BALLOTS
from decision.history.changes import SAME, effect
from decision.history.decision_taken import against_advice
from decision.history.versions import MAX_VALUES, NO_RECORD, RESTS_ON
from decision.history.wording import because, moved
from decision.model.case import Case
from decision.model.decision_model import DecisionModel
from decision.sentences.phrases import in_points
from decision.wording.numbers import figures
from tests.strategies import (
    DOCUMENTS,
    DRAWN,
    THOUSAND,
    Tape,
    case_from,
    case_of,
    evaluated,
    made,
    problems,
)

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


@pytest.fixture(scope="module")
def model() -> DecisionModel:
    return made(MODEL)


@pytest.fixture(scope="module")
def whole() -> tuple[DecisionModel, Case]:
    model = load_model(shipped("criteria.yaml"))
    return model, load_case(examples()["invented-complete"], model)


def told(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    return changes(made(MODEL), case_from(before), case_from(after))


def overruled(score: float, because: str, by: str = "Lead") -> dict[str, Any]:
    whole = {"criterion": "gaps", "option": "move", "score": score}
    return whole | {"because": because, "by": by}


# What changed, in words


def test_a_weight_is_told_with_its_reason() -> None:
    said = told(
        {"weights": {"gaps": 60, "speed": 100}},
        {
            "weights": {"gaps": 90, "speed": 100},
            "weight-notes": {"gaps": "The vacancy passed six months."},
        },
    )
    assert said[0] == (
        "The weight of Staffing gaps rose from 60 to 90, because the vacancy passed six months."
    )
    # Margins by hand: 40 × 60/160 − 20 × 100/160 = 2.5; 40 × 90/190 − 20 × 100/190 = 8.4.
    assert said[1] == (
        "The lead of Move to Digital over Stay in Radiology grew from about 3 points to about 8 "
        "points."
    )
    assert len(said) == 2


def test_a_reason_that_was_there_before_is_not_told_as_new() -> None:
    note = {"weight-notes": {"gaps": "One post is open"}}
    (said, *_) = told({"weights": {"gaps": 60}} | note, {"weights": {"gaps": 50}} | note)
    assert "because" not in said
    assert said == (
        "The weight of Staffing gaps fell from 60 to 50; its reason was left as it stood: “One "
        "post is open”."
    )


def test_the_lead_moves_and_says_so() -> None:
    said = told({"weights": {"gaps": 60}}, {"weights": {"gaps": 20}})
    # 40 × 60/160 − 20 × 100/160 = 2.5; 20 × 100/120 − 40 × 20/120 = 10.
    assert (
        "The lead moved from Move to Digital, which was ahead by about 3 points, to Stay in "
        "Radiology, which is ahead by about 10 points."
    ) in said


def test_a_tie_is_told_as_a_tie() -> None:
    level, ahead = {"weights": {"gaps": 50}}, {"weights": {"gaps": 60}}
    assert (
        "Stay in Radiology and Move to Digital are now level; Move to Digital was ahead by about "
        "3 points."
    ) in told(ahead, level)
    assert (
        "Move to Digital and Stay in Radiology were level; now Move to Digital is ahead by about "
        "3 points."
    ) in told(level, ahead)
    noted = level | {"notes": {"cover": "x"}}
    assert "Stay in Radiology and Move to Digital are level, as they were." in told(level, noted)


def test_weights_on_different_scales_are_told_in_shares() -> None:
    ballot = {"weights": {"gaps": 1, "speed": 1, "cost": 0}}
    said = told({"panel": [ballot]}, {"panel": [ballot], "weights": {"gaps": 25, "speed": 75}})
    assert said[:3] == [
        "The weights that count went from the mean of the panel's last round to the case's own.",
        "The share of Staffing gaps fell from 50% to 25%.",
        "The share of Speed rose from 50% to 75%.",
    ]


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


def test_the_panel_is_told_round_by_round() -> None:
    def ballot(number: float, gaps: float = 1, **more: Any) -> dict[str, Any]:
        return {"round": number, "weights": {"gaps": gaps, "speed": 1, "cost": 0}, **more}

    before = {"panel": [ballot(1), ballot(1, 2), ballot(2)]}
    after = {"panel": [ballot(1), ballot(1, 3), ballot(2, removed="Sent twice"), *[ballot(3)] * 6]}
    said = told(before, after)
    assert "In round 1 of the panel, 1 of 2 ballots changed." in said
    assert "Round 2 of the panel no longer counts; it had 1 ballot." in said
    assert "Round 3 of the panel was added, with 6 ballots." in said
    assert "A ballot of round 2 was set aside, because Sent twice." in said


def test_many_ballots_set_aside_are_counted() -> None:
    ballots = [{"name": f"P{n}", "weights": {"gaps": 1, "speed": 1, "cost": 0}} for n in range(8)]
    aside = [ballot | {"removed": "Sent twice"} for ballot in ballots]
    said = told({"panel": ballots}, {"panel": aside})
    assert sum("was set aside" in line for line in said) == MOST_BALLOTS
    assert f"{8 - MOST_BALLOTS} more ballots were set aside." in said


def test_the_overall_leader_is_told_where_it_changed() -> None:
    said = told({"answers": {"cover": "yes"}}, {"answers": {"cover": "no"}})
    assert (
        "Of all options, Move to Digital now scores highest; before, “Move, in part” did." in said
    )


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


def test_outside_text_comes_out_on_one_line_and_short() -> None:
    long = "line one\n\nline two " + "x" * 5000
    for said in told(
        {}, {"notes": {"cover": long}, "decision": {"option": "stay", "because": long}}
    ):
        assert "\n" not in said
        assert len(said) < 500


@THOUSAND
@given(
    st.floats(0, 1000).map(lambda value: round(value, 2)),
    st.floats(0, 1000).map(lambda value: round(value, 2)),
)
def test_two_figures_told_apart_are_read_back_as_they_are(before: float, after: float) -> None:
    first, second = figures(before, after)
    assert (first == second) == (before == after)
    decimals = max(len(text.partition(".")[2]) for text in (first, second))
    for text, value in ((first, before), (second, after)):
        assert abs(float(text.replace(",", "")) - value) <= 0.5 * 10 ** -max(decimals, 1) + 1e-9
    if before != after:
        rose = float(second.replace(",", "")) > float(first.replace(",", ""))
        assert moved(before, after).startswith("rose" if rose else "fell")


TOLD = re.compile(
    r"The (weight|share) of Criterion (\w) (rose|fell) from ([\d.]+?)%? to ([\d.]+?)%?\."
)


@DRAWN
@given(problems(), st.binary(min_size=80, max_size=80))
def test_every_weight_and_margin_told_is_true(
    problem: tuple[dict[str, Any], dict[str, Any]], data: bytes
) -> None:
    written, case = problem
    other = case_of(Tape(data), written)
    model, before, after = made(written), case_from(case), case_from(other)
    said = changes(model, before, after)
    first, second = evaluate(model, before), evaluate(model, after)
    if said == [SAME]:
        assert first.totals == second.totals
        return
    points = {}
    for line in said:
        if read := TOLD.fullmatch(line):
            points[read[2]] = (read[1], float(read[4]), float(read[5]))
            assert (read[3] == "rose") == (points[read[2]][2] > points[read[2]][1])
    for name, (what, was, now) in points.items():
        if what == "share":
            stated = first.standing.shares[name] * 100, second.standing.shares[name] * 100
        else:
            own = model.criteria[name].weight
            stated = before.weights.get(name, own), after.weights.get(name, own)
        assert (was, now) == pytest.approx(stated, abs=0.051)
    in_shares = {what for what, _, _ in points.values()} != {"weight"}
    for name in model.criteria.keys() - points.keys():
        if in_shares:  # or nothing at all is told, so no share may differ
            shares = first.standing.shares[name], second.standing.shares[name]
            assert shares[0] == pytest.approx(shares[1], abs=1e-9)
        else:
            own = model.criteria[name].weight
            assert before.weights.get(name, own) == after.weights.get(name, own)
    moved_to = [line for line in said if line.startswith("The lead moved from")]
    parted = first.standing.ahead != second.standing.ahead
    level = min(abs(first.standing.margin), abs(second.standing.margin)) <= 1e-9
    assert bool(moved_to) == (parted and not level)
    for line in moved_to:
        for standing in (first.standing, second.standing):
            if standing.margin > 0:
                assert f"ahead by {in_points(standing.margin)}" in line


@pytest.mark.parametrize(
    ("reason", "end"),
    [
        ("Because it grew.", ", because it grew"),
        ("HR confirms it", ", because HR confirms it"),
        ("An owner is named.", ", because an owner is named"),
        ("...", ""),
        ("", ""),
    ],
)
def test_a_reason_ends_a_sentence(reason: str, end: str) -> None:
    assert because(reason) == end


# Versions


def test_a_change_is_recorded_with_the_case_before_it() -> None:
    before = case_from({"weights": {"gaps": 60}})
    once = recorded(before, case_from({"weights": {"gaps": 90}}), NOON, "Lead", "It grew")
    twice = recorded(once, once.model_copy(update={"weights": {}}), NOON, None, None)
    assert [entry.was and entry.was.weights for entry in twice.history] == [
        {"gaps": 60},
        {"gaps": 90},
    ]
    assert all(entry.was is not None and entry.was.history == () for entry in twice.history)
    assert (twice.history[0].by, twice.history[0].because) == ("Lead", "It grew")


def test_moments_are_told_in_local_minutes() -> None:
    zoned = dt.datetime(2026, 11, 24, 10, 0, 31, 99, tzinfo=dt.timezone(dt.timedelta(hours=5)))
    at = recorded(Case(), Case(), zoned, None, None).history[0].at
    assert at == zoned.astimezone().replace(tzinfo=None, second=0, microsecond=0)


def test_versions_are_oldest_first_and_the_present_one_last() -> None:
    first = case_from({"weights": {"gaps": 60}})
    case = recorded(first, case_from({"weights": {"gaps": 90}}), NOON, "Lead", "A meeting")
    old, now = versions(case)
    assert (old.case, old.at, old.by, old.because) == (first, NOON, "Lead", "A meeting")
    assert now == Version(case.model_copy(update={"history": ()}), None)
    assert old.label == "24 November 2026 at 12:00 · Lead · A meeting"
    assert now.label == "As it stands now"


@pytest.mark.parametrize("name", sorted(examples()))
def test_a_case_with_a_history_reads_back_equal(
    name: str, whole: tuple[DecisionModel, Case]
) -> None:
    model, _ = whole
    case = load_case(examples()[name], model)
    for number in range(3):
        case = recorded(case, case, NOON, "Lead", f"Kept {number}")
    case = restored(model, case, versions(case)[0], NOON, None)
    text = dump_case(case)
    assert parse_case(text.encode(), "case", model).value == case
    assert dump_case(parse_case(text.encode(), "case", model).value) == text


@DOCUMENTS
@given(problems())
def test_any_case_with_a_history_reads_back_equal(
    problem: tuple[dict[str, Any], dict[str, Any]],
) -> None:
    written, case = problem
    kept = recorded(case_from(case), Case(), NOON, None, AFTER_RESULT)
    assert parse_case(dump_case(kept).encode(), "case", made(written)).value == kept


def test_a_draft_keeps_the_history(tmp_path: Any, whole: tuple[DecisionModel, Case]) -> None:
    _, case = whole
    kept = recorded(case, Case(), NOON, "Lead", "A meeting")
    drafts, token = Drafts(tmp_path), new_token()
    drafts.save(token, kept, None)
    found = drafts.load(token)
    assert found is not None
    assert found.case == kept


def test_a_history_never_outgrows_what_a_file_may_hold(whole: tuple[DecisionModel, Case]) -> None:
    model, case = whole
    weights = dict.fromkeys(model.criteria, 50)
    panel = [{"name": f"P{number}", "weights": weights} for number in range(40)]
    case = case.model_copy(update={"panel": case_from({"panel": panel}).panel})
    for number in range(40):
        why = AFTER_RESULT if number == 0 else "A meeting"
        case = recorded(case, case, NOON, "Lead", why)
    assert len(case.history) == 40
    left = [number for number, entry in enumerate(case.history) if entry.was is not None]
    assert 0 in left  # what weights were before the result was seen is left out last
    assert left[1:] == list(range(40 - len(left) + 1, 40))
    text = dump_case(case)
    assert parse_case(text.encode(), "case", model).value == case
    assert len(left) < 40
    assert MAX_VALUES < 20_000


def test_many_short_values_are_left_out_too(model: DecisionModel) -> None:
    weights = {"gaps": 1, "speed": 1, "cost": 1}
    case = case_from({"panel": [{"weights": weights} for _ in range(200)]})
    for _ in range(20):
        case = recorded(case, case, NOON, None, None)
    assert any(entry.was is not None for entry in case.history)
    assert parse_case(dump_case(case).encode(), "case", model).value == case


def test_long_texts_are_left_out_too(model: DecisionModel) -> None:
    case = case_from({"notes": {"cover": "'" * 9_000, "months": "é" * 9_000}})
    for _ in range(40):
        case = recorded(case, case, NOON, None, None)
    data = dump_case(case).encode()
    assert len(data) < 1024 * 1024
    assert parse_case(data, "case", model).value == case


def test_an_earlier_version_is_opened_again_and_that_is_on_record(model: DecisionModel) -> None:
    first = case_from({"weights": {"gaps": 60}})
    case = recorded(first, case_from({"weights": {"gaps": 90}}), NOON, "Lead", "A meeting")
    later = NOON + dt.timedelta(days=1)
    again = restored(model, case, versions(case)[0], later, "Chair")
    assert again.weights == {"gaps": 60}
    assert again.history[:1] == case.history
    last = again.history[-1]
    assert last.was is not None
    assert last.was.weights == {"gaps": 90}
    assert last.because == "An earlier version was opened again: that of 24 November 2026 at 12:00"
    assert last.by == "Chair"


def test_a_version_that_does_not_fit_or_is_gone_is_not_opened(model: DecisionModel) -> None:
    other = Version(case_from({"answers": {"gone": "x"}}), NOON)
    with pytest.raises(CaseError):
        restored(model, Case(), other, NOON, None)
    with pytest.raises(ValueError, match="only the note"):
        restored(model, Case(), Version(None, NOON), NOON, None)


# Weights after the result


def test_no_record_is_told_with_what_it_rests_on(model: DecisionModel) -> None:
    kept = recorded(Case(), Case(), NOON, "Lead", "A meeting")
    for case in (Case(), kept):
        found = weights_after_result(model, case)
        assert found.late == ()
        assert found.sentences == (NO_RECORD, RESTS_ON)


def test_a_late_change_is_told_with_its_date_and_what_it_alone_did(model: DecisionModel) -> None:
    before = case_from({"weights": {"gaps": 60}})
    after = case_from({"weights": {"gaps": 20}, "answers": {"cover": "yes"}})
    found = weights_after_result(model, recorded(before, after, NOON, None, AFTER_RESULT))
    assert [one.at for one in found.late] == [NOON]
    assert found.sentences[0] == "The weights were changed once after the result had been seen."
    assert found.sentences[1] == (
        "On 24 November 2026 at 12:00: The weight of Staffing gaps fell from 60 to 20. The lead "
        "moved from Move to Digital, which was ahead by about 3 points, to Stay in Radiology, "
        "which is ahead by about 10 points."
    )
    assert not any("cover" in line for line in found.sentences)
    assert found.sentences[-1] == RESTS_ON


def test_each_late_change_runs_to_the_version_after_it(model: DecisionModel) -> None:
    steps = [case_from({"weights": {"gaps": points}}) for points in (60, 50, 60)]
    case = recorded(steps[0], steps[1], NOON, None, AFTER_RESULT)
    case = recorded(
        case, case.model_copy(update={"weights": {"gaps": 60}}), NOON, None, AFTER_RESULT
    )
    found = weights_after_result(model, case)
    assert found.sentences[0] == "The weights were changed 2 times after the result had been seen."
    assert found.late[0].changes[0] == "The weight of Staffing gaps fell from 60 to 50."
    assert found.late[1].changes[0] == "The weight of Staffing gaps rose from 50 to 60."


def test_weights_set_back_and_versions_gone_are_told_as_such(model: DecisionModel) -> None:
    same = case_from({"weights": {"gaps": 60}})
    case = recorded(same, same, NOON, None, AFTER_RESULT)
    assert "set back" in weights_after_result(model, case).sentences[1]
    gone = case.history[0].model_copy(update={"was": None})
    found = weights_after_result(model, case.model_copy(update={"history": (gone,)}))
    assert "no longer on record" in found.sentences[1]
    assert found.late[0].changes == ()


# The decision


def test_a_decision_against_the_figures_says_so() -> None:
    def said(option: str, **answers: str) -> str | None:
        return against_advice(
            evaluated(MODEL, {"answers": answers, "decision": {"option": option}})
        )

    # Totals: stay 48.75, move 51.25, part 65.
    assert said("part") is None
    assert said("move") == (
        "The decision is Move to Digital. The figures put “Move, in part” first of all options, "
        "about 14 points above it."
    )
    assert said("part", cover="no") == "As the facts stand, “Move, in part” can't be chosen."
    assert said("move", cover="no") is None
    assert "too close to call" not in (said("stay", cover="no") or "")
    assert against_advice(evaluated(MODEL)) is None


def test_a_near_or_level_decision_is_told_as_near() -> None:
    near = {"weights": {"gaps": 52}, "answers": {"cover": "no"}}
    said = against_advice(evaluated(MODEL, near | {"decision": {"option": "stay"}}))
    assert said is not None
    assert said.endswith("less than 2 points above it, which is too close to call.")
    level = near | {"weights": {"gaps": 50}}
    for option in ("stay", "move"):
        assert against_advice(evaluated(MODEL, level | {"decision": {"option": option}})) is None


def test_the_effect_is_told_alone_too(model: DecisionModel) -> None:
    assert effect(model, Case(), Case()) == [
        "The margin is as it was: Move to Digital is ahead by about 3 points."
    ]
