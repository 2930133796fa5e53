"""The text of a cell as numbers: one, a range, with £ or %; headings with their notes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from decision.wording.numbers import is_number, number_hint
from decision.wording.suggestions import shown

_GROUPED = re.compile(r"[-+]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")
_BETWEEN = re.compile(r"(?<=[0-9%])\s*(?:–|—|−|-|\bto\b|\.\.)\s*(?=[-−+£€$.0-9])")
_WITH_RANGE = re.compile(r"(.+?)\s*[(\[]([^()\[\]]+)[)\]]")
_IN_BRACKETS = re.compile(r"(.*?)\s*\(([^()]*)\)")
_LOWER = re.compile(
    r"(?:lower|less|fewer|smaller|shorter|cheaper)(?: (?:is|are) better)?|low|min(?:imi[sz]e)?|cost"
)
_HIGHER = re.compile(
    r"(?:higher|more|larger|bigger|longer)(?: (?:is|are) better)?|high|max(?:imi[sz]e)?|benefit"
)
_SCALE = re.compile(r"(?:out of|max(?:imum)?|of) ?([0-9]+)|([0-9]+) ?(?:–|-|to) ?([0-9]+)")


@dataclass(frozen=True)
class Value:
    """A number of a cell, its range where it has one, the sign beside it, and how it was read."""

    stated: float
    low: float | None = None
    high: float | None = None
    sign: str = ""
    grouped: bool = False
    middle: bool = False

    @property
    def ends(self) -> list[float]:
        """The number, and the ends of its range where it has one."""
        return [end for end in (self.stated, self.low, self.high) if end is not None]


@dataclass(frozen=True)
class Heading:
    """A criterion's heading: its name, and what stands in brackets behind it, as far as known.

    `lower`: whether less is better; None where nothing says. `scale`: the ends of a scale of
    scores, such as (1, 5).
    """

    name: str
    unit: str | None = None
    lower: bool | None = None
    scale: tuple[float, float] | None = None


def read_value(text: str) -> Value:
    """Return what a cell says: 70, 60–80, 70 (60–80), £1,200 or 12%.

    Raises ValueError: it can't be understood; the message says what to write.

    >>> read_value("60–80")
    Value(stated=70.0, low=60.0, high=80.0, sign='', grouped=False, middle=True)
    """
    text = text.strip()
    if not text:
        raise ValueError("is empty; write a number")
    if found := _WITH_RANGE.fullmatch(text):
        stated, ends = read_value(found[1]), read_value(found[2])
        if ends.low is None or stated.low is not None:
            raise ValueError(f"says {shown(text)}; write a number, or one with a range: 70 (60–80)")
        assert ends.high is not None
        if not ends.low <= stated.stated <= ends.high:
            raise ValueError(f"says {shown(text)}, a range that leaves its number out; write both")
        sign, grouped = _one_sign(text, stated.sign, ends.sign), stated.grouped or ends.grouped
        return Value(stated.stated, ends.low, ends.high, sign, grouped)
    parts = _BETWEEN.split(text)
    if len(parts) == 1:
        return _number(text)
    if len(parts) > 2:
        raise ValueError(f"says {shown(text)}; write a number, or a range such as 60–80")
    first, second = map(_number, parts)
    low, high = first.stated, second.stated
    if low > high:
        raise ValueError(f"says {shown(text)}, from more to less; write the smaller number first")
    sign = _one_sign(text, first.sign, second.sign)
    grouped = first.grouped or second.grouped
    return Value((low + high) / 2, low, high, sign, grouped, middle=True)


def _one_sign(text: str, one: str, other: str) -> str:
    if one and other and one != other:
        raise ValueError(f"says {shown(text)}, in two units; write both numbers in one")
    return one or other


def _number(text: str) -> Value:
    found = re.fullmatch(
        r"([-−+]?)\s*([£€$]?)\s*([-−+]?)(.*?)\s*([%£€$]?)", text.strip(), re.DOTALL
    )
    assert found is not None  # every part may be empty
    minus = "-" if found[1] in ("-", "−") or found[3] in ("-", "−") else ""
    signs, bare = [sign for sign in (found[2], found[5]) if sign], found[4]
    grouped = bool(_GROUPED.fullmatch(bare))
    if grouped:
        bare = bare.replace(",", "")
    if len(signs) > 1 or not is_number(minus + bare) or abs(float(bare)) > 1e300:
        hint = number_hint(text) if not signs else "write a plain number such as 75"
        if re.fullmatch(r"\d{1,2}[/.]\d{1,2}[/.]\d{2,4}|\d{4}-\d\d-\d\d", text):
            hint = "that looks like a date: write a number"
        raise ValueError(f"says {shown(text)}, which is no number; {hint}")
    return Value(float(minus + bare), sign="".join(signs), grouped=grouped)


def read_heading(text: str) -> Heading:
    """Return a heading's name, and its unit, direction and scale where brackets give them.

    A unit counts only beside a direction: “Development (HCPC)” is a name.

    >>> read_heading("Cost (£k a year, lower is better)")
    Heading(name='Cost', unit='£k a year', lower=True, scale=None)
    >>> read_heading("Quality (1–5)").scale
    (1.0, 5.0)
    """
    found = _IN_BRACKETS.fullmatch(text)
    if found is None or not found[1]:
        return Heading(text)
    unit, lower, scale = [], None, None
    for part in re.split(r"\s*[,;]\s*", found[2].strip()):
        if (way := read_direction(part)) is not None and "better" in part.lower():
            lower = way
        elif (ends := read_scale(part)) is not None:
            scale = ends
        else:
            unit.append(part)
    if lower is None and (scale is None or unit):
        return Heading(text)
    return Heading(found[1], ", ".join(unit) or None, lower, scale)


def read_direction(text: str) -> bool | None:
    """Return whether less is better; None where a text doesn't say which.

    >>> read_direction("Lower is better"), read_direction("max"), read_direction("blue")
    (True, False, None)
    """
    word = " ".join(text.lower().split())
    if _LOWER.fullmatch(word):
        return True
    return False if _HIGHER.fullmatch(word) else None


def read_scale(text: str) -> tuple[float, float] | None:
    """Return the ends of a scale of scores; None where a text is none.

    >>> read_scale("out of 10"), read_scale("1-5"), read_scale("5-1")
    ((0.0, 10.0), (1.0, 5.0), None)
    """
    found = _SCALE.fullmatch(" ".join(text.lower().split()))
    if found is None:
        return (0.0, float(text)) if text.isdecimal() and int(text) else None
    low, high = (0.0, float(found[1])) if found[1] else (float(found[2]), float(found[3]))
    return (low, high) if low < high else None
