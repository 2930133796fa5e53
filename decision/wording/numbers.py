"""Plain decimals: recognised, rounded and written out; how to write a number that is not one."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

_NUMBER = re.compile(r"[-+]?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?")

_GROUPED = re.compile(r"[0-9]{1,3}([,_'\s][0-9]{3})+(\.[0-9]+)?")


_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def in_words(count: int) -> str:
    """Return a count as a sentence has it: a word up to ten, figures beyond.

    >>> in_words(4), in_words(0), in_words(18)
    ('four', 'no', '18')
    """
    return _WORDS[count] if count < len(_WORDS) else str(count)


def is_number(text: str) -> bool:
    """Return whether text is read as a number where it stands without quotes."""
    return bool(_NUMBER.fullmatch(text))


def numeral(value: float) -> str:
    """Return a finite number as a reader has it: in full, to ten digits, thousands set apart.

    Only beyond what anyone reads, from 1e21 on and under 1e-9, is there an exponent.

    >>> numeral(1234567), numeral(0.1 + 0.2), numeral(-0.0)
    ('1,234,567', '0.3', '0')
    """
    if value and not 1e-9 <= abs(value) < 1e21:
        return f"{value:g}"
    rounded = Decimal(f"{value:.9e}").normalize()
    return f"{rounded:,f}" if rounded else "0"


def fixed(number: float, decimals: int = 1) -> str:
    """Return a number with so many decimals, and no thousands separator.

    Halves go away from zero, as in Excel, so that the app, the paper and the workbook agree.
    Only 15 digits count, as in Excel's FIXED: what a float has beyond them is its own error.

    >>> fixed(60.25), fixed(1.45), fixed(62.5, 0), fixed(-0.04)
    ('60.3', '1.5', '63', '0.0')
    """
    shown = Decimal(f"{number:.15g}").quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return f"{shown:f}" if shown else f"{abs(shown):f}"


def figure(value: float, decimals: int = 1) -> str:
    """Return a number in plain decimals, with no more of them than it needs.

    >>> figure(90), figure(1234.56), figure(33.333, 2)
    ('90', '1,234.6', '33.33')
    """
    if abs(value) >= 1e15:
        return numeral(value)
    text = f"{value:,.{decimals}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def figures(before: float, after: float) -> tuple[str, str]:
    """Return two numbers with as many decimals as it takes to tell them apart.

    >>> figures(60, 90), figures(33.31, 33.33)
    (('60', '90'), ('33.31', '33.33'))
    """
    for decimals in range(1, 13):
        pair = figure(before, decimals), figure(after, decimals)
        if pair[0] != pair[1] or before == after:
            return pair
    return repr(before), repr(after)


def number_hint(text: str) -> str:
    """Return how to write the number that was meant, as far as the text shows it.

    >>> number_hint("30%"), number_hint("1,000")
    ('write 30, with no % sign', 'write 1000, with nothing between the digits')
    """
    text = re.sub(r"^[−–—]", "-", text)  # a word processor's minus sign
    sign, bare = re.fullmatch(r"([-+]?)\s*(.*)", text, re.DOTALL).groups()  # type: ignore[union-attr]
    sign = sign.strip("+")
    if is_number(sign + bare):
        return f"write {sign}{bare}, with {'a plain - sign and ' if sign else ''}no space"
    for pattern, meant, how in (
        (r"(.+?)\s*%", r"\1", "with no % sign"),
        (r"[£$€]\s*(.+)", r"\1", "with no currency sign"),
        (r"0+([0-9]+(\.[0-9]+)?)", r"\1", "with no 0 in front"),
        (r"(\.[0-9]+)", r"0\1", "with a 0 in front of the point"),
        (r"([0-9]+)\.", r"\1", "with no point after it"),
        (r"([0-9]+),([0-9]{1,2})", r"\1.\2", "with a point"),
        (r"(.+?) ?[a-zA-Z]{3,}", r"\1", "with no word after it"),
    ):
        if re.fullmatch(pattern, bare):
            number = _joined(re.sub(pattern, meant, bare))
            if is_number(sign + number):
                return f"write {sign}{number}, {how}"
    if is_number(sign + _joined(bare)):
        return f"write {sign}{_joined(bare)}, with nothing between the digits"
    return "write a plain number such as 75"


def _joined(text: str) -> str:
    """Return digits without what sets thousands apart; other groups may be two numbers."""
    return re.sub(r"[,_'\s]", "", text) if _GROUPED.fullmatch(text) else text
