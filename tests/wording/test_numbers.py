"""Plain decimals: which text is one, how one is rounded and written, what a slip meant."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.wording.numbers import figure, figures, fixed, is_number, number_hint, numeral


@pytest.mark.parametrize("text", ["0", "75", "-2.5", "+5", "1e3", "1E-3", "0.5", "10.50", "-0"])
def test_plain_decimals_are_numbers(text: str):
    assert is_number(text)


@pytest.mark.parametrize(
    "text",
    ["", " 1", "1 ", "010", "00", ".5", "5.", "1_0", "1,0", "0x1", "1:30", "nan", "inf", ".inf",
     "1e", "e3", "--1", "+-1", "٣", "１", "1\n", "yes", "1e3.5", "²"],
)  # fmt: skip
def test_whatever_python_or_yaml_might_take_for_a_number_is_none(text: str):
    assert not is_number(text)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("30%", "30"),
        ("30 %", "30"),
        ("12.5%", "12.5"),
        ("-5%", "-5"),
        ("£30", "30"),
        ("£ 30", "30"),
        ("-£30", "-30"),
        ("£1,250,000", "1250000"),
        ("€9.99", "9.99"),
        ("1,000", "1000"),
        ("1 000", "1000"),
        ("1\u00a0000", "1000"),
        ("1_000_000", "1000000"),
        ("7,5", "7.5"),
        ("0,25", "0.25"),
        ("010", "10"),
        ("-007", "-7"),
        ("00.5", "0.5"),
        (".5", "0.5"),
        ("-.5", "-0.5"),
        ("+.5", "0.5"),
        ("5.", "5"),
        ("−25", "-25"),
        ("–25", "-25"),
        ("- 25", "-25"),
        ("+ 5", "5"),
        ("1'250.5", "1250.5"),
        ("12 500 months", "12500"),
        ("30 points", "30"),
        ("12 months", "12"),
    ],
)
def test_what_was_meant_is_written_out(text: str, meant: str):
    assert number_hint(text).startswith(f"write {meant}, with ")
    assert is_number(meant)


@pytest.mark.parametrize(
    "text",
    [
        "high",
        "",
        "1:30",
        "0x10",
        "1/3",
        "20-30",
        "~30",
        "nan",
        "£20k",
        "%",
        "£",
        "1e3%%",
        "10 20",
        "1_0",
        "1,0,0",
        "12 3456",
        "1234 567 points",
    ],
)
def test_where_the_meaning_is_open_no_number_is_put_in_the_writers_mouth(text: str):
    assert number_hint(text) == "write a plain number such as 75"


def test_a_sign_is_spoken_of_only_where_there_is_one():
    assert number_hint("+ 5") == "write 5, with no space"
    assert number_hint("- 5") == "write -5, with a plain - sign and no space"


@given(st.text(max_size=30) | st.text("0123456789.,%£ -+eE_−", max_size=12))
def test_a_hint_never_fails_and_any_number_in_it_is_plain(text: str):
    words = number_hint(text).removeprefix("write ")
    assert words == "a plain number such as 75" or is_number(words.partition(", with ")[0])


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (90, "90"),
        (-2.5, "-2.5"),
        (1234567, "1,234,567"),
        (1234567.89, "1,234,567.89"),
        (0.00002, "0.00002"),
        (1e20, "100,000,000,000,000,000,000"),
        (1e300, "1e+300"),
        (-0.0, "0"),
        (33.333333333333336, "33.33333333"),
    ],
)
def test_a_number_is_written_out_in_full(value: float, written: str):
    assert numeral(value) == written


@given(st.floats(-1e300, 1e300))
def test_a_number_written_out_reads_back_to_ten_digits(value: float):
    written = numeral(value)
    near = 1e-5 if "e" in written else 1e-9
    assert float(written.replace(",", "")) == pytest.approx(value, rel=near)


# Rounding


@given(st.floats(-1000, 1000))
def test_a_fixed_number_is_within_rounding_of_what_it_shows(number: float) -> None:
    shown = fixed(number)
    assert re.fullmatch(r"-?\d+\.\d", shown)
    assert abs(float(shown) - number) <= 0.05 + 1e-9
    assert shown != "-0.0"


@pytest.mark.parametrize(
    ("number", "decimals", "shown"),
    [
        (60.25, 1, "60.3"),  # Python's own format gives the even 60.2
        (62.5, 0, "63"),
        (-60.25, 1, "-60.3"),
        (1.005, 2, "1.01"),  # a float a little below what was typed
        (0.04999, 1, "0.0"),
        (-0.04999, 1, "0.0"),
        (1e15, 0, "1000000000000000"),
    ],
)
def test_halves_go_away_from_zero(number: float, decimals: int, shown: str) -> None:
    assert fixed(number, decimals) == shown


@pytest.mark.parametrize("value", [0.0, -0.0001, 1e300, 1e15, -1234.5])
def test_a_figure_is_short_whatever_it_is(value: float) -> None:
    assert len(figure(value)) < 25
    assert float(figure(value).replace(",", "")) == pytest.approx(value, abs=0.05)


@given(st.floats(0, 1e9), st.floats(0, 1e9))
def test_two_figures_look_alike_only_where_they_are(before: float, after: float) -> None:
    first, second = figures(before, after)
    assert (first == second) == (before == after)


def test_figures_have_no_more_decimals_than_tell_them_apart() -> None:
    assert figures(60, 90) == ("60", "90")
    assert figures(33.31, 33.33) == ("33.31", "33.33")
    assert figures(1, 1 + 1e-15) == (repr(1.0).replace(".0", ""), repr(1 + 1e-15))
