"""What was entered in a ballot, and the ballot that it makes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from decision.ui.ballot.entries import MOST, START, STEP, Answers, answers_of
from decision.workshop.rules.ballots import Given, checked
from tests.ui.ballot.test_form import NAMES


def test_answers_make_a_ballot_in_which_every_criterion_has_a_weight() -> None:
    answers = Answers(
        top="cost",
        matter=frozenset({"cost", "voice", "cover"}),
        points={"voice": 20},
        scores={"cost": {"stay": 40.0}, "cover": {}},
        comments={"cost": "Dear", "voice": "  "},
    )
    assert answers.others(NAMES) == ["cover", "voice"]  # in the model's order
    assert answers.sent(NAMES) == {
        "weights": {"cost": MOST, "cover": START, "voice": 20},
        "scores": {"cost": {"stay": 40.0}},
        "comments": {"cost": "Dear"},
    }
    assert Answers(matter=frozenset({"cost"})).sent(NAMES)["weights"]["cost"] == START


points = st.floats(0, 100, allow_nan=False, allow_infinity=False)


@given(st.tuples(points, points, points).filter(any))
def test_a_ballot_comes_back_as_it_was_but_for_rounding(values: tuple[float, ...]) -> None:
    """Proportions are kept within half a point in 100, and nothing that counts becomes unseen."""
    weights = dict(zip(NAMES.criteria, values, strict=True))
    answers = answers_of(Given(weights))
    sent = checked(NAMES, answers.sent(NAMES)).weights
    largest = max(values)
    for name, value in weights.items():
        assert abs(sent[name] - 100 * value / largest) <= 0.5 + 1e-9
        assert (name in {answers.top, *answers.others(NAMES)}) or value == 0


def test_a_slider_can_stand_where_the_weights_put_it() -> None:
    assert answers_of(Given({"cost": 100.0, "cover": 33.0, "voice": 0.0})).by == 1
    assert answers_of(Given({"cost": 100.0, "cover": 35.0, "voice": 0.0})).by == STEP


def test_an_empty_ballot_starts_at_the_first_step() -> None:
    empty = answers_of(Given(dict.fromkeys(NAMES.criteria, 0.0)))
    assert (empty.step, empty.top) == (1, None)
    assert Answers().request != Answers().request
