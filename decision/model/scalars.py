"""The kinds of value that both file formats are built from, read strictly.

A scalar arrives as a `Scalar`: the text as written. What it means is decided
here alone, by the type that the field has: so `no` stays text where text is
wanted, `010` is never eight, and a quoted number is never a number.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from contextlib import suppress
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, PlainValidator, WithJsonSchema

from decision.wording.numbers import is_number, number_hint
from decision.wording.suggestions import shown
from decision.wording.text import UNSEEN, name_unseen

MAX_TEXT = 10_000
MAX_DIGITS = 30

# A key and its value with no space between, as in `weight:30`; an address such as http://… is not.
RUN_IN = re.compile(r"(\s*(?:- )?[\w-]+):((?!//)\S.*)")
_KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class Scalar(str):
    """A scalar of a YAML file as written; `quoted` where it stood in quotes or a block."""

    __slots__ = ("column", "line", "quoted")
    line: int
    column: int
    quoted: bool

    def __new__(cls, text: str, line: int = 1, column: int = 1, quoted: bool = False) -> Scalar:
        """Return the text with its place: line and column, counted from 1."""
        self = super().__new__(cls, text)
        self.line, self.column, self.quoted = line, column, quoted
        return self


def read_number(value: object) -> int | float:
    """Return a plain, finite decimal: `75`, `-2.5`, `1e3`. A whole number stays an `int`.

    Raises ValueError: it is anything else.
    """
    if isinstance(value, bool):
        raise ValueError(f"should be a number, not {shown(value)}; write a plain number such as 75")
    if isinstance(value, int | float):
        if not abs(value) <= 1e300:  # nor where it is not a number at all
            raise ValueError(f"is {value:g}; write a plain number, at most 1e300")
        if isinstance(value, int):
            _few_digits(str(value))
            return int(value)
        return float(value)  # numpy's own floats can't be written to a file
    if not isinstance(value, Scalar) or value.quoted:
        if isinstance(value, str) and is_number(value.strip()):
            raise ValueError(f"is a number in quotes; write {value.strip()[:40]} without them")
        raise ValueError(f"should be a number, not {shown(value)}; write a plain number such as 75")
    text = value.strip()
    if not text:
        raise ValueError("is empty; write a plain number such as 75")
    _few_digits(text)
    if is_number(text):
        whole = not re.search(r"[.eE]", text)
        number = int(text) if whole else float(text)
        if abs(number) > 1e300:
            raise ValueError(f"is {shown(text)}, too large to use; the limit is 1e300")
        return number
    raise ValueError(f"should be a number, not {shown(text)}; {number_hint(text)}")


def _few_digits(text: str) -> None:
    if (digits := sum(map(str.isdigit, text))) > MAX_DIGITS:
        raise ValueError(f"has {digits:,} digits; the limit is {MAX_DIGITS}: round it")


def _read_points(value: object) -> int | float:
    number = read_number(value)
    if not 0 <= number <= 100:
        raise ValueError(f"is {number}; write a number from 0 to 100")
    return number


def _read_weight(value: object) -> int | float:
    number = read_number(value)
    if number < 0:
        raise ValueError(f"is {number}; write 0 or more")
    return number


def read_text(value: object) -> str:
    """Return text, whatever it looks like: `no`, `010` and `1:30` stay as written.

    Raises ValueError: it is empty, not text, too long, or holds characters that can't be seen.
    """
    if not isinstance(value, str):
        raise ValueError(f"should be text, not {shown(value)}; write a word or a sentence")
    if not value.strip():
        raise ValueError("is empty; write some text, or remove it")
    if len(value) > MAX_TEXT:
        raise ValueError(f"is {len(value):,} characters long; the limit is {MAX_TEXT:,}")
    if unseen := UNSEEN.search(value):
        raise ValueError(f"holds {name_unseen(unseen[0])}; delete it")
    return str(value)


def _read_id(value: object) -> str:
    text = read_text(value)
    if not _KEBAB.fullmatch(text):
        kebab = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "a-short-name"
        kind = "an id (small letters, digits and single hyphens)"
        raise ValueError(f"{shown(text)} is not {kind}; write `{kebab[:60]}`")
    return text


def read_flag(value: object) -> bool:
    """Return a yes or a no: yes, no, true or false, and not in quotes.

    Raises ValueError: it is anything else.
    """
    if isinstance(value, bool):
        return value
    if isinstance(value, Scalar) and not value.quoted:
        if value.lower() in ("true", "yes"):
            return True
        if value.lower() in ("false", "no"):
            return False
        raise ValueError(f"should be yes or no, not {shown(value)}; write yes or no")
    if isinstance(value, str) and value.lower() in ("true", "yes", "false", "no"):
        raise ValueError(f"is {shown(value)} in quotes; write {value} without them")
    raise ValueError(f"should be yes or no, not {shown(value)}; write yes or no")


def _read_date(value: object) -> dt.date:
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value.strip()):
        try:
            return dt.date.fromisoformat(value.strip())
        except ValueError:
            day = f"{shown(value)}, not a day of the calendar"
            raise ValueError(f"is {day}; write a date such as 2026-11-24") from None
    how = "write year, month and day, as 2026-11-24"
    raise ValueError(f"should be a date, not {shown(value)}; {how}")


def _read_moment(value: object) -> dt.datetime:
    if isinstance(value, dt.datetime):
        return value.replace(microsecond=0, tzinfo=None)  # the time on the clock, to the second
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?", value):
        with suppress(ValueError):
            return dt.datetime.fromisoformat(value)
    how = "write them as 2026-11-24T10:00"
    raise ValueError(f"should be a date and a time, not {shown(value)}; {how}")


def not_a_mapping(value: object) -> str:
    """Return a message that a value should have been `key: value` lines."""
    if isinstance(value, str) and (run_in := RUN_IN.match(value)):
        written = shown(f"{run_in[1]}: {run_in[2]}")
        return f"lacks a space after a colon; write {written}"
    if value == "":
        return "is empty; indent its `key: value` lines below it, or remove it"
    return f"should be `key: value` lines, not {shown(value)}; indent them below"


def _read_mapping(value: object) -> object:
    if not isinstance(value, Mapping):
        raise ValueError(not_a_mapping(value))
    return value


def _read_list(value: object) -> object:
    if not isinstance(value, list | tuple):
        if isinstance(value, Mapping):
            advice = "start each part with a - and a space"
        elif isinstance(value, str) and value.startswith("-"):
            advice = "write a space after each -"
        else:
            advice = f"write it in square brackets, as {shown(f'[{value}]')}"
        raise ValueError(f"should be a list, not {shown(value)}; {advice}")
    return value


def _not_empty(value: tuple[str, ...]) -> tuple[str, ...]:
    if not value:
        raise ValueError("is empty; write one or more, in square brackets")
    return value


# Each alias carries its JSON Schema. An editor has made numbers and true or false of bare words
# before it looks there; the tool takes them as the text they were. So what is text may be either,
# and so may an id.
_LARGEST = 1e300
_ID_SCHEMA = {
    "anyOf": [
        {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$", "maxLength": MAX_TEXT},
        {"type": "number", "minimum": 0},
        {"type": "boolean"},
    ]
}

# Plain decimals. `int` is kept where the file has one, so that a file reads and writes the same.
Number = Annotated[
    float,
    PlainValidator(read_number),
    WithJsonSchema({"type": "number", "minimum": -_LARGEST, "maximum": _LARGEST}),
]
Points = Annotated[  # 0 to 100
    float,
    PlainValidator(_read_points),
    WithJsonSchema({"type": "number", "minimum": 0, "maximum": 100}),
]
Weight = Annotated[  # 0 or more
    float,
    PlainValidator(_read_weight),
    WithJsonSchema({"type": "number", "minimum": 0, "maximum": _LARGEST}),
]
Text = Annotated[
    str,
    PlainValidator(read_text),
    WithJsonSchema(
        {
            "type": ["string", "number", "boolean"],
            "minLength": 1,
            "maxLength": MAX_TEXT,
            "pattern": r"\S",
        }
    ),
]
Id = Annotated[str, PlainValidator(_read_id), WithJsonSchema(_ID_SCHEMA)]
Flag = Annotated[
    bool,
    PlainValidator(read_flag),
    WithJsonSchema(
        {
            "anyOf": [
                {"enum": [True, False, "yes", "no"]},
                {"type": "string", "pattern": "^([Yy][Ee][Ss]|[Nn][Oo])$"},
            ]
        }
    ),
]
Date = Annotated[
    dt.date,
    PlainValidator(_read_date),
    WithJsonSchema({"type": "string", "pattern": r"^\s*[0-9]{4}-[0-9]{2}-[0-9]{2}\s*$"}),
]
Moment = Annotated[
    dt.datetime,
    PlainValidator(_read_moment),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2})?$",
        }
    ),
]
IsMapping = BeforeValidator(_read_mapping)
IsList = BeforeValidator(_read_list)
Ids = Annotated[tuple[Id, ...], IsList]
SomeIds = Annotated[
    tuple[Id, ...],
    IsList,
    AfterValidator(_not_empty),
    WithJsonSchema({"type": "array", "items": _ID_SCHEMA, "minItems": 1}),
]
Texts = Annotated[tuple[Text, ...], IsList]
