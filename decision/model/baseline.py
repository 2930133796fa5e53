"""The baseline: the option that is what happens if nothing is decided."""

from __future__ import annotations

from collections.abc import Mapping

from decision.errors import Found
from decision.model.entries import Option, OwnBaseline
from decision.model.readings import Reading


def baseline_of(options: Mapping[str, Option], readings: Mapping[str, Reading]) -> str | None:
    """Return the id of the option that is the baseline of a site.

    None where no option is, or where the answers that are known don't tell which: every answer
    still possible must make it so. `readings` may lack facts that are left out.
    """
    for name, option in options.items():
        if option.baseline is True:
            return name
        if isinstance(option.baseline, OwnBaseline) and option.baseline.fact in readings:
            possible = readings[option.baseline.fact].possible
            if possible and set(possible) <= set(option.baseline.is_):
                return name
    return None


def baseline_faults(options: Mapping[str, Option]) -> Found:
    """Yield the options that can be the baseline where an earlier one can be it as well."""
    earlier: list[tuple[str, bool | OwnBaseline]] = []
    for name, option in options.items():
        if (mine := option.baseline) is False:
            continue
        for other, theirs in earlier:
            if mine is True and theirs is True:
                message = f"`{other}` is the baseline already; keep `baseline` on one option"
            elif _can_both_hold(mine, theirs):
                message = (
                    f"can hold beside that of `{other}`; "
                    f"let both read one fact, and share no answer"
                )
            else:
                continue
            yield ("options", name, "baseline"), message
            break
        earlier.append((name, mine))


def _can_both_hold(one: bool | OwnBaseline, other: bool | OwnBaseline) -> bool:
    if not isinstance(one, OwnBaseline) or not isinstance(other, OwnBaseline):
        return True
    return one.fact != other.fact or bool(set(one.is_) & set(other.is_))
