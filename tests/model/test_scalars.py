from __future__ import annotations

import datetime as dt

import numpy as np
import pytest
from pydantic import TypeAdapter, ValidationError

from decision.model.scalars import (
    Date,
    Flag,
    Id,
    Ids,
    Moment,
    Points,
    Scalar,
    SomeIds,
    Text,
    Weight,
    read_number,
    read_text,
)


def read(kind: object, value: object) -> object:
    return TypeAdapter(kind).validate_python(value)


def says(kind: object, value: object) -> str:
    with pytest.raises(ValidationError) as caught:
        read(kind, value)
    return caught.value.errors()[0]["msg"].removeprefix("Value error, ")


@pytest.mark.parametrize("value", [True, False, None, [], {}, "75", Scalar("75", quoted=True)])
def test_only_a_number_or_an_unquoted_scalar_is_a_number(value: object):
    with pytest.raises(ValueError, match="number"):
        read_number(value)


def test_a_whole_number_stays_whole_and_others_are_floats():
    assert [type(read_number(Scalar(text))) for text in ("75", "75.0", "1e3")] == [
        int,
        float,
        float,
    ]


def test_numbers_of_numpy_become_pythons_own():
    """PyYAML can't write numpy's numbers, and a case is written as it was made."""
    assert type(read_number(np.float64(0.5))) is float


@pytest.mark.parametrize(
    "value", [float("nan"), float("inf"), -float("inf"), 1e301, -1e301, 10**301, 10**30]
)
def test_numbers_made_in_code_have_the_limits_of_a_file(value: float):
    with pytest.raises(ValueError, match=r"write a plain number|the limit is 30"):
        read_number(value)


def test_a_number_may_have_thirty_digits_and_no_more():
    assert read_number(Scalar("9" * 30)) == 10**30 - 1
    with pytest.raises(ValueError, match="has 31 digits; the limit is 30"):
        read_number(Scalar("9" * 31))
    with pytest.raises(ValueError, match="has 5,000 digits; the limit is 30"):
        read_number(Scalar("9" * 5000))
    with pytest.raises(ValueError, match="has 5,001 digits"):
        read_number(Scalar("0." + "1" * 5000))


@pytest.mark.parametrize("value", [0, 100, 0.0, Scalar("55.5")])
def test_points_run_from_0_to_100(value: object):
    assert read(Points, value) == float(value)
    assert says(Points, 100.5) == "is 100.5; write a number from 0 to 100"
    assert says(Points, -1) == "is -1; write a number from 0 to 100"


def test_weights_are_0_or_more():
    assert read(Weight, 0) == 0
    assert read(Weight, Scalar("1e3")) == 1000
    assert says(Weight, -0.5) == "is -0.5; write 0 or more"


def test_text_is_any_text_that_can_be_seen():
    assert read(Text, Scalar(" no ")) == " no "
    assert type(read(Text, Scalar("no"))) is str
    assert says(Text, " \n\t") == "is empty; write some text, or remove it"
    assert says(Text, 5) == "should be text, not `5`; write a word or a sentence"
    assert says(Text, None) == "should be text, not nothing; write a word or a sentence"
    assert says(Text, "x" * 10_001) == "is 10,001 characters long; the limit is 10,000"
    assert says(Text, "a\u202eb") == "holds a control or invisible character U+202E; delete it"
    assert len(read_text("x" * 10_000)) == 10_000


@pytest.mark.parametrize("text", ["a", "a-b", "10", "2-to-3", "1e3", "no", "x" * 200])
def test_ids_are_kebab_case(text: str):
    assert read(Id, text) == text


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ("A", "a"),
        ("a_b", "a-b"),
        ("a b", "a-b"),
        ("-a", "a"),
        ("a--b", "a-b"),
        ("a.b", "a-b"),
        ("PACS #1!", "pacs-1"),
        ("é", "a-short-name"),
        ("a\n", "a"),
        ("X" * 99, "x" * 60),
    ],
)
def test_a_name_that_is_no_id_is_given_one(text: str, instead: str):
    assert says(Id, text).endswith(
        f"is not an id (small letters, digits and single hyphens); write `{instead}`"
    )


@pytest.mark.parametrize(
    ("value", "flag"),
    [(True, True), (False, False), (Scalar("yes"), True), (Scalar("No"), False),
     (Scalar("TRUE"), True), (Scalar("false"), False)],
)  # fmt: skip
def test_flags_are_yes_or_no(value: object, flag: bool):
    assert read(Flag, value) is flag


@pytest.mark.parametrize("value", [1, 0, Scalar("on"), Scalar("y"), Scalar("1"), Scalar(""), None])
def test_nothing_else_is_a_flag(value: object):
    assert says(Flag, value).endswith("; write yes or no")


def test_a_quoted_flag_is_text():
    assert says(Flag, Scalar("yes", quoted=True)) == "is `yes` in quotes; write yes without them"


def test_dates_are_days_of_the_calendar():
    day = dt.date(2024, 2, 29)
    assert read(Date, Scalar("2024-02-29")) == read(Date, "2024-02-29") == read(Date, day) == day
    assert "not a day of the calendar" in says(Date, Scalar("2023-02-29"))
    for value in (dt.datetime(2024, 2, 29), 20240229, "29/02/2024", "2024-2-9", "", None):
        assert says(Date, value).endswith("; write year, month and day, as 2026-11-24")


def test_moments_are_the_time_on_the_clock_to_the_second():
    moment = dt.datetime(2026, 11, 24, 10, 0)
    for written in ("2026-11-24T10:00", "2026-11-24 10:00", "2026-11-24T10:00:00"):
        assert read(Moment, Scalar(written)) == moment
    assert read(Moment, moment.replace(microsecond=9, tzinfo=dt.UTC)) == moment
    for value in (moment.date(), "2026-11-24", "2026-11-24T24:01", "2026-11-24T10", "now", None):
        assert says(Moment, value).endswith("; write them as 2026-11-24T10:00")


def test_a_list_is_a_list():
    assert read(Ids, ["a", "b"]) == ("a", "b")
    assert says(Ids, Scalar("a, b")).endswith("; write it in square brackets, as `[a, b]`")
    assert says(Ids, Scalar("-a")).endswith("; write a space after each -")
    assert says(Ids, {"a": 1}).endswith("; start each part with a - and a space")
    assert says(SomeIds, []) == "is empty; write one or more, in square brackets"
