"""Versions of a case: kept in order, never too large for a file, opened again."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given

from decision import dump_case, examples, load_case
from decision.errors import CaseError
from decision.files.documents import parse_case
from decision.files.drafts import Drafts, new_token
from decision.history import (
    AFTER_RESULT,
    Version,
    recorded,
    restored,
    versions,
    weights_after_result,
)
from decision.history.versions import MAX_VALUES, NO_RECORD, RESTS_ON
from decision.model.case import Case
from decision.model.decision_model import DecisionModel
from tests.history.test_changes import NOON
from tests.strategies import DOCUMENTS, case_from, made, problems


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
        "On 24 November 2026 at 12:00: The weight of Staffing gaps fell from 60 to 20. Stay in "
        "Radiology now leads instead of Move to Digital: Stay in Radiology is ahead of Move to "
        "Digital by about 10 points; before, Move to Digital was ahead of Stay in Radiology by "
        "about 3 points."
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
