"""What the case's history says of changes made after the result could be seen."""

from __future__ import annotations

from decision.case import Case, Change
from decision.errors import WeightsError
from decision.phrases import listed
from decision.report.paper.basis import Basis, counted, on
from decision.report.paper.blocks import sentence, short
from decision.weights import in_force

# The parts of a case that move a number or record its conduct, as a sentence has them.
_PARTS = {
    "answers": ("answer", "answers"),
    "overrides": ("overruled score", "overruled scores"),
    "amounts": ("amount", "amounts"),
    "costs": ("cost", "costs"),
    "gates": ("duty", "duties"),
    "panel": ("ballot", "ballots"),
}


def steps(basis: Basis) -> list[tuple[Change, Case | None, Case]]:
    """Give each change with the case before it and after it; None where none was kept."""
    history = basis.case.history
    return [
        (change, change.was, _after(basis, place)) for place, change in enumerate(history, start=1)
    ]


def _after(basis: Basis, place: int) -> Case:
    """Give the case as it stood before the next change that kept one, or as it stands now."""
    later = (change.was for change in basis.case.history[place:])
    return next((was for was in later if was is not None), basis.case)


def weights_after(basis: Basis) -> str:
    """Say whether the weights were changed once there was a result to see."""
    if not basis.case.history:
        return "The case keeps no history, so it can’t be shown that nothing changed afterwards."
    known = [step for step in steps(basis) if step[1] is not None]
    moved = [
        change
        for change, before, after in known
        if before is not None and _shares(basis, before) != _shares(basis, after)
    ]
    every = counted(len(basis.case.history), "change")
    unknown = len(basis.case.history) - len(known)
    doubt = f" {_of_these(unknown)} no record of the case before." if unknown else ""
    if not moved:
        return f"The history records {every}, and no change of weights among them.{doubt}"
    last = moved[-1]
    by = f" by {short(last.by, 100)}" if last.by else ", by nobody named"
    why = (
        f" The reason given: {sentence(short(last.because, 200))}"
        if last.because
        else (" No reason is given.")
    )
    return (
        f"The weights were changed after a result could be seen: in {len(moved)} of {every} "
        f"recorded, the last on {on(last.at.date())}{by}.{why}{doubt}"
    )


def _of_these(count: int) -> str:
    return "One of these keeps" if count == 1 else f"{count} of these keep"


def _shares(basis: Basis, case: Case) -> dict[str, float]:
    try:
        shares, _ = in_force(basis.model, case)
    except (WeightsError, KeyError):  # an old case may have been written for another model
        return {}
    return {name: round(share, 9) for name, share in shares.items()}


def changed(basis: Basis) -> list[tuple[Change, str]]:
    """Give each change with what it changed, in a sentence."""
    return [
        (change, "Not recorded." if before is None else _what(basis, before, after))
        for change, before, after in steps(basis)
    ]


def _what(basis: Basis, before: Case, after: Case) -> str:
    said = []
    for part, (one, many) in _PARTS.items():
        if number := _different(getattr(before, part), getattr(after, part)):
            said.append(counted(number, one, many))
    old, new = _shares(basis, before), _shares(basis, after)
    if moved := [basis.criterion(name) for name in new if old.get(name) != new[name]]:
        few = moved if len(moved) <= 3 else [*moved[:3], f"{len(moved) - 3} more"]
        said.append(f"the weight of {listed(few)}")
    if before.decision != after.decision:
        said.append("the decision")
    return sentence(f"Changed: {listed(said)}") if said else "Nothing that counts."


def _different(before: object, after: object) -> int:
    """Count the entries that are in only one of two, or not alike in both."""
    if isinstance(before, dict) and isinstance(after, dict):
        return sum(before.get(key) != after.get(key) for key in before.keys() | after.keys())
    if isinstance(before, tuple) and isinstance(after, tuple):
        gone = sum(item not in after for item in before)
        return max(gone, sum(item not in before for item in after))
    return 0
