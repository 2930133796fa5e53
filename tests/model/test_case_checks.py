from __future__ import annotations

import pytest

from decision import CaseError
from decision.errors import KEY, MAX_FAULTS
from decision.files.documents import parse_case
from decision.model.case import Case
from decision.model.case_checks import check_fit, misfits, weights_of
from tests.corpus import BASES, MODEL

GOOD = parse_case(BASES["case"].encode(), "case.yaml", MODEL).value


def with_(**changes: object) -> Case:
    return Case.model_validate({key.replace("_", "-"): value for key, value in changes.items()})


def test_a_case_that_uses_every_key_fits():
    assert list(misfits(MODEL, GOOD)) == []
    check_fit(MODEL, GOOD)
    check_fit(MODEL, Case())


def test_a_case_made_in_code_is_told_the_path_of_each_misfit():
    case = with_(
        answers={"vacancy": -1, "none": "x"},
        costs={"mover": {}},
        overrides=[
            {"criterion": "respond", "option": "move", "score": 1, "because": "b", "by": "r"}
        ],
    )
    with pytest.raises(CaseError) as caught:
        check_fit(MODEL, case)
    assert {str(fault).split(": ", 2)[2].split(": ")[0] for fault in caught.value.faults} == {
        "answers.vacancy",
        "answers.none",
        "costs.mover",
        "overrides.0.criterion",
    }
    assert all(fault.file == "case" for fault in caught.value.faults)
    assert KEY not in str(caught.value)


def test_each_misfit_has_the_path_of_what_it_is_about():
    ballot = {"weights": {"response": 1, "cost": 0}}
    for case, path in (
        (with_(notes={"x": "n"}), ("notes", "x", KEY)),
        (with_(amounts={"cost": {"x": 1}}), ("amounts", "cost", "x", KEY)),
        (with_(amounts={"response": {"move": 1}}), ("amounts", "response", KEY)),
        (
            with_(amounts={"cost": {"move": {"amount": 1, "evidence": ["c1", "x"]}}}),
            ("amounts", "cost", "move", "evidence", 1),
        ),
        (with_(gates={"safety": {"stay": "met"}}), ("gates", "safety", "stay", KEY)),
        (with_(weights={"response": 0, "cost": 0}), ("weights",)),
        (with_(decision={"option": "x"}), ("decision", "option")),
        (with_(panel=[ballot, {"weights": {"cost": 1}}]), ("panel", 1, "weights")),
        (with_(panel=[ballot | {"round": 0.5}]), ("panel", 0, "round")),
        (with_(panel=[ballot | {"comments": {"x": "c"}}]), ("panel", 0, "comments", "x", KEY)),
    ):
        assert [place for place, _ in misfits(MODEL, case)] == [path]


def test_missing_weights_are_the_models():
    assert weights_of(MODEL, Case()) == {"response": 100, "cost": 40}
    assert weights_of(MODEL, with_(weights={"cost": 0})) == {"response": 100, "cost": 0}
    check_fit(MODEL, with_(weights={"response": 0}))


def test_notes_may_be_about_a_gate():
    check_fit(
        MODEL,
        with_(notes={"safety": "n"}, answered_by={"safety": "r"}, confirmed_by={"safety": "r"}),
    )


def disputed(first: object, second: object, fact: str = "focus") -> list[tuple[object, str]]:
    answers = {} if first is None else {fact: first}
    case = with_(answers=answers, disputed={fact: {"by": "a role", "says": second}})
    return list(misfits(MODEL, case))


@pytest.mark.parametrize(
    ("fact", "first", "second"),
    [
        ("focus", ["led"], []),
        ("focus", "low", ["led"]),
        ("focus", ["led"], ["direct"]),
        ("habits", [], ["swift", "tested"]),
        ("vacancy", 8, 9),
        ("vacancy", "severe", 0),
        ("governance", "advises", "nobody"),
    ],
)
def test_a_second_answer_is_another_answer_in_full(fact: str, first: object, second: object):
    assert disputed(first, second, fact) == []
    assert disputed(second, first, fact) == []
    for same in (first, second):
        ((place, message),) = disputed(same, same, fact)
        assert place == ("disputed", fact, "says")
        assert message.startswith("is the answer already given")


def test_ticks_are_compared_as_what_they_say():
    for same in (["led", "direct"], ["direct", "led"], {"yes": ["led", "direct"]}, "high"):
        assert len(disputed(["led", "direct", "led"], same)) == 1


@pytest.mark.parametrize(
    ("first", "second", "place", "says"),
    [
        (None, ["led"], ("disputed", "focus"), "has no answer beside it"),
        (["led"], ["ledd"], ("disputed", "focus", "says"), "can't hold `ledd`"),
        (["led"], {"unknown": ["led"]}, ("disputed", "focus", "says"), "leaves items unknown"),
        ({"unknown": ["led"]}, [], ("disputed", "focus"), "is about an answer with unknown"),
        (["ledd"], ["led"], ("answers", "focus"), "can't hold `ledd`"),
    ],
)
def test_a_dispute_needs_two_answers_that_can_be_read(
    first: object, second: object, place: object, says: str
):
    ((found, message),) = disputed(first, second)
    assert found == place
    assert message.startswith(says)


def test_disputes_outcomes_and_who_confirmed_name_what_there_is():
    dispute = {"by": "r", "says": "x"}
    for case, path in (
        (with_(disputed={"x": dispute}), ("disputed", "x", KEY)),
        (with_(confirmed_by={"x": "r"}), ("confirmed-by", "x", KEY)),
        (with_(outcome={"arrangement": "x", "went": "mixed"}), ("outcome", "arrangement")),
    ):
        assert [place for place, _ in misfits(MODEL, case)] == [path]


def test_a_case_with_endless_misfits_names_some():
    case = with_(notes={f"n{number}": "n" for number in range(500)})
    with pytest.raises(CaseError) as caught:
        check_fit(MODEL, case)
    assert len(caught.value.faults) == MAX_FAULTS
