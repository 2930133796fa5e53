"""What a criterion holds for an option: a start score, or an amount and what amounts are worth."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from contextlib import suppress
from itertools import pairwise
from typing import Annotated, Any

from pydantic import Field, field_validator, model_validator

from decision.errors import KEY, MisfitError
from decision.model.record import Record
from decision.model.scalars import Ids, IsMapping, Number, Points, Text, read_number
from decision.wording.suggestions import shown


class Score(Record):
    """A start score of 0 to 100, its range where it has one, and why it stands."""

    score: Points = Field(examples=[50])
    """0 to 100, before any answer moves it."""
    low: Points | None = None
    """The lowest that is realistic; comes with high."""
    high: Points | None = None
    """The highest that is realistic; comes with low."""
    because: Text | None = None
    """Why it stands where it does."""
    evidence: Ids = ()
    """Ids of the evidence that it rests on; the main one first."""

    @model_validator(mode="before")
    @classmethod
    def _bare(cls, value: Any) -> Any:
        return value if isinstance(value, Mapping) else {"score": value}

    @model_validator(mode="after")
    def _in_range(self) -> Score:
        _range_holds(self.low, self.score, self.high, "score")
        return self


class Amount(Record):
    """An amount in a measure's unit, its range where it has one, and why it stands."""

    amount: Number = Field(examples=[120])
    """A plain number in the unit of the measure."""
    low: Number | None = None
    """The lowest that is realistic; comes with high."""
    high: Number | None = None
    """The highest that is realistic; comes with low."""
    because: Text | None = None
    """Why it stands where it does."""
    evidence: Ids = ()
    """Ids of the evidence that it rests on; the main one first."""

    @model_validator(mode="before")
    @classmethod
    def _bare(cls, value: Any) -> Any:
        return value if isinstance(value, Mapping) else {"amount": value}

    @model_validator(mode="after")
    def _in_range(self) -> Amount:
        _range_holds(self.low, self.amount, self.high, "amount")
        return self


class Measure(Record):
    """A unit and a value function: piecewise linear, monotone, flat outside its points."""

    unit: Text = Field(examples=["£k a year"])
    """What is counted, such as £k a year."""
    values: Annotated[dict[Number, Points], IsMapping] = Field(
        examples=["{0: 100, 500: 0}"], json_schema_extra={"minProperties": 2}
    )
    """Points by amount: straight between two, flat outside; only falling, or rising."""

    @field_validator("values", mode="before")
    @classmethod
    def _distinct(cls, values: Any) -> Any:
        """Refuse an amount written twice in two ways, such as 5 and 5.0."""
        seen: set[float] = set()
        twice: list[tuple[tuple[str | int, ...], str]] = []
        for amount in values if isinstance(values, Mapping) else ():
            with suppress(ValueError):  # an amount that isn't a number is a fault of its own
                number = read_number(amount)
                if number in seen:
                    twice.append(((amount, KEY), f"{shown(amount)} is given twice; keep one"))
                seen.add(number)
        if twice:
            raise MisfitError(twice)
        return values

    @model_validator(mode="after")
    def _monotone(self) -> Measure:
        heights = [self.values[amount] for amount in sorted(self.values)]
        rises = [later - earlier for earlier, later in pairwise(heights)]
        wrong = "" if rises else "needs two points or more; write {0: 100, 500: 0}"
        if rises and min(rises) < 0 < max(rises):
            wrong = "goes up and down; write values that only rise or only fall"
        if wrong:
            raise MisfitError([(("values",), wrong)])
        return self

    def value(self, amount: float) -> float:
        """Return the points (0 to 100) that an amount in `unit` is worth.

        >>> Measure(unit="£k", values={0: 100, 500: 0}).value(120)
        76.0
        """
        points = sorted(self.values.items())
        place = bisect_right(points, amount, key=lambda point: point[0])
        if place == 0:
            return float(points[0][1])
        if place == len(points):
            return float(points[-1][1])
        (left, below), (right, above) = points[place - 1], points[place]
        return below + (above - below) * (amount - left) / (right - left)

    def worth(self, amount: Amount) -> tuple[float, float, float]:
        """Return the low, stated and high points (0 to 100) of an amount, in rising order."""
        ends = [amount.amount if end is None else end for end in (amount.low, amount.high)]
        low, high = sorted(self.value(end) for end in ends)
        return low, self.value(amount.amount), high


def _range_holds(low: float | None, stated: float, high: float | None, key: str) -> None:
    """Check that a range is whole and holds its stated value.

    Raises ValueError: it has one end only, or leaves the stated value out.
    """
    if (low is None) != (high is None):
        raise ValueError("has only one of `low` and `high`; write both, or neither")
    if low is not None and high is not None and not low <= stated <= high:
        raise ValueError(
            f"runs from {low} to {high} and leaves out the {key} {stated}; "
            f"write a range that holds it"
        )
