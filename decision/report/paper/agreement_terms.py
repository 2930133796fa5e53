"""What an agreement rests on: decision rights and commitments of one option, and the parties."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from decision.model.entries import Right, Safeguard
from decision.report.paper.paper_data import PaperData

OFTEN = 3  # matters: whoever must be asked before that many is bound by the agreement too
LONGEST = 240  # letters of a commitment, a measure, a matter or a duty
ROLE = 90  # letters of a role


@dataclass(frozen=True)
class Terms:
    """What is agreed under one option, as the model has it."""

    basis: PaperData
    option: str
    rights: tuple[tuple[str, Right | None], ...]
    safeguards: tuple[Safeguard, ...]
    parties: tuple[str, ...]  # roles

    @classmethod
    def of(cls, basis: PaperData, option: str) -> Terms:
        """Return what the model says of an option; no rights where it says none of it."""
        matters = []
        for matter in basis.model.rights.values():
            right = matter.get(option)
            matters.append((str(matter["says"]), right if isinstance(right, Right) else None))
        given = any(right for _, right in matters)
        safeguards = basis.model.options[option].safeguards
        rights = tuple(matters) if given else ()
        return cls(basis, option, rights, safeguards, _parties(rights, safeguards))


def capital(text: str) -> str:
    """Return a text with a capital first letter."""
    return f"{text[:1].upper()}{text[1:]}"


def _parties(
    rights: Sequence[tuple[str, Right | None]], safeguards: Sequence[Safeguard]
) -> tuple[str, ...]:
    """Return who is bound: who decides, who owes a commitment, who must often be asked."""
    given = [right for _, right in rights if right is not None]
    asked = [role for right in given for role in right.asked]
    roles = [
        *(right.decides for right in given),
        *(one.owner for one in safeguards if one.owner),
        *(role for role in asked if asked.count(role) >= OFTEN),
    ]
    return tuple(dict.fromkeys(roles))
