"""Plain decimals: what they look like, written out, and what somebody meant who came near one."""

from __future__ import annotations

import re
from decimal import Decimal

_NUMBER = re.compile(r"[-+]?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?")

_GROUPED = re.compile(r"[0-9]{1,3}([,_'\s][0-9]{3})+(\.[0-9]+)?")


def is_number(text: str) -> bool:
    """Whether text would be read as a number where it stood without quotes."""
    return bool(_NUMBER.fullmatch(text))


def numeral(value: float) -> str:
    """Give a finite number as a reader has it: in full, to ten digits, thousands set apart.

    Only beyond what anyone reads, from 1e21 on and under 1e-9, is there an exponent.

    >>> numeral(1234567), numeral(0.1 + 0.2), numeral(-0.0)
    ('1,234,567', '0.3', '0')
    """
    if value and not 1e-9 <= abs(value) < 1e21:
        return f"{value:g}"
    rounded = Decimal(f"{value:.9e}").normalize()
    return f"{rounded:,f}" if rounded else "0"


def number_hint(text: str) -> str:
    """Say how to write what was meant, where that can be told.

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
    """Take out what sets thousands apart; digits in other groups may be two numbers."""
    return re.sub(r"[,_'\s]", "", text) if _GROUPED.fullmatch(text) else text
