"""Whatever a phone sends, what is counted is complete, finite, in range, and harmless text."""

from __future__ import annotations

import json
import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from decision.model.scalars import read_text
from decision.wording.text import UNSEEN
from decision.workshop.errors import BallotError
from decision.workshop.rules.ballots import MAX_COMMENT, Given, checked, clean, form_of, request_id
from tests.workshop.data import CRITERIA, MODEL, ballot, weights

FORM = form_of(MODEL)


def test_a_complete_ballot_is_taken_as_it_is() -> None:
    sent = ballot(0, 100, 12.5, scores={"speed": {"stay": 40}}, comments={"cost": "too much"})
    assert checked(FORM, sent) == Given(
        weights(0, 100, 12.5), {"speed": {"stay": 40.0}}, {"cost": "too much"}
    )


def test_the_form_is_the_models() -> None:
    assert tuple(FORM.criteria) == CRITERIA
    assert FORM.options == {"stay": "Stay", "move": "Move"}


def without(name: str) -> dict[str, float]:
    return {key: value for key, value in weights().items() if key != name}


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        (None, "A ballot can't be nothing"),
        ([], "A ballot can't be a list"),
        pytest.param("x" * 100_000, "A ballot can't be `x", id="long"),
        ({}, "The weights can't be nothing"),
        ({"weights": 5}, "The weights can't be"),
        ({"weights": {}}, "`Speed` has no weight yet"),
        ({"weights": without("cover")}, "`Cover` has no weight yet"),
        ({"weights": weights() | {"other": 1.0}}, "`other` is not a criterion"),
        ({"weights": weights() | {7: 1.0}}, "not a criterion"),
        (ballot(-0.1), "out of range"),
        (ballot(100.001), "out of range"),
        (ballot(math.nan), "is nan"),
        (ballot(math.inf), "out of range"),
        (ballot(-math.inf), "out of range"),
        pytest.param(ballot(10**400), "out of range", id="huge"),
        ({"weights": weights() | {"speed": True}}, "not yes"),
        ({"weights": weights() | {"speed": "50"}}, "should be a number"),
        ({"weights": weights() | {"speed": None}}, "not nothing"),
        ({"weights": weights() | {"speed": [1]}}, "not a list"),
        (ballot(0, 0, 0, 0, 0, 0), "Every weight is 0"),
        (ballot(more=1), "`more` is not part of a ballot"),
        (ballot(scores=[1]), "The scores can't be a list"),
        (ballot(scores={"other": {}}), "not a criterion"),
        (ballot(scores={"speed": 5}), "The scores of `Speed`"),
        (ballot(scores={"speed": {"other": 5}}), "`other` is not an option"),
        (ballot(scores={"speed": {"stay": 101}}), "out of range"),
        (ballot(scores={"speed": {"stay": math.nan}}), "is nan"),
        (ballot(comments={"other": "x"}), "not a criterion"),
        (ballot(comments={"speed": 5}), "should be text"),
        pytest.param(
            ballot(comments={"speed": "x" * 501}), "501 characters; the limit is 500", id="501"
        ),
        pytest.param(ballot(comments={"speed": "x" * 10**6}), "the limit is 500", id="million"),
    ],
)
def test_anything_else_is_refused_in_one_short_sentence(sent: object, message: str) -> None:
    with pytest.raises(BallotError, match=message) as caught:
        checked(FORM, sent)
    assert len(str(caught.value)) < 200
    assert not UNSEEN.search(str(caught.value))


def test_numbers_of_numpy_and_minus_zero_become_plain_floats() -> None:
    found = checked(FORM, {"weights": weights() | {"speed": np.float64(3), "voice": -0.0}})
    assert type(found.weights["speed"]) is float
    assert math.copysign(1, found.weights["voice"]) == 1


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from([*CRITERIA, "weights", "scores", "stay", "x"]), inner)
    ),
    max_leaves=12,
)
NUMBER = st.floats(allow_nan=True) | st.floats(0, 100) | st.integers()
NEAR = st.fixed_dictionaries(
    {"weights": st.fixed_dictionaries(dict.fromkeys(CRITERIA, NUMBER))},
    optional={"scores": ANYTHING, "comments": ANYTHING},
)


@settings(max_examples=300, deadline=None)
@given(ANYTHING | NEAR)
def test_a_ballot_is_counted_whole_or_not_at_all(sent: Any) -> None:
    try:
        found = checked(FORM, sent)
    except BallotError:
        return
    assert list(found.weights) == list(CRITERIA)
    assert all(0 <= value <= 100 for value in found.weights.values())
    assert any(found.weights.values())
    assert all(0 <= score <= 100 for row in found.scores.values() for score in row.values())
    for comment in found.comments.values():
        assert read_text(comment) == comment  # so that a case file can hold it
    json.dumps([found.weights, found.scores, found.comments], allow_nan=False)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("  two\n lines\t", "two lines"),
        ("a\x00b\x1bc\x7f", "abc"),
        ("\u202eevil\u202c \u200fx\u200e", "evil x"),
        ("\ufeffx\ud800y\ufffe", "xy"),
        ("=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0"),
        ("👩🏽‍⚕️ <script>", "👩🏽‍⚕️ <script>"),
        ("e\u0301", "é"),
        pytest.param("a" + "\u0300" * 50, "à" + "\u0300" * 4, id="stacked"),
        ("\x00 \u200b", ""),
    ],
)
def test_text_becomes_one_harmless_line(text: str, kept: str) -> None:
    assert clean(text, MAX_COMMENT, "The comment") == kept


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=600))
def test_clean_text_is_short_visible_and_stays_as_it_is(text: str) -> None:
    try:
        kept = clean(text, MAX_COMMENT, "The comment")
    except BallotError:
        assert len(text) > MAX_COMMENT
        return
    assert len(kept) <= MAX_COMMENT
    assert not UNSEEN.search(kept)
    assert clean(kept, MAX_COMMENT, "The comment") == kept
    kept.encode("utf-8")


def test_an_empty_comment_is_no_comment() -> None:
    assert checked(FORM, ballot(comments={"speed": " \x00 "})).comments == {}


@pytest.mark.parametrize("text", ["", "short", "x" * 65, "with space", "é" * 10, None, 5])
def test_an_id_that_no_page_of_ours_made_is_refused(text: object) -> None:
    with pytest.raises(BallotError, match="out of date"):
        request_id(text)


def test_an_id_of_a_page_passes() -> None:
    assert request_id("aZ09_-xyz") == "aZ09_-xyz"
