"""What an agreement rests on: decision rights and commitments of one option, and who has which."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from decision.model.entries import Right, Safeguard
from decision.report.paper.paper_data import PaperData, counted
from decision.wording.lists import listed

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
    parts: Mapping[str, Part]

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
        return cls(basis, option, rights, safeguards, _parts(rights, safeguards))

    @property
    def parties(self) -> list[str]:
        """The roles bound: who decides, who owes a commitment, who must often be asked."""
        return [role for role, part in self.parts.items() if part.bound]


@dataclass(frozen=True)
class Part:
    """What one role has to do: counts of matters, and the numbers of its commitments."""

    decides: int
    asked: int
    told: int
    owes: tuple[str, ...]

    @property
    def bound(self) -> bool:
        """Whether the role is a party: it decides, owes something, or must often be asked."""
        return bool(self.decides or self.owes or self.asked >= OFTEN)

    @property
    def says(self) -> str:
        """The whole part in a line."""
        parts = []
        if self.decides:
            parts.append(f"decides {counted(self.decides, 'matter')}")
        if self.asked:
            parts.append(f"is asked before {counted(self.asked, 'matter')}")
        if self.told:
            parts.append(f"is told of {counted(self.told, 'matter')}")
        if self.owes:
            noun = "commitment" if len(self.owes) == 1 else "commitments"
            parts.append(f"sees to {noun} {listed(self.owes)}")
        return capital("; ".join(parts))


def capital(text: str) -> str:
    """Return a text with a capital first letter."""
    return f"{text[:1].upper()}{text[1:]}"


def _parts(
    rights: Sequence[tuple[str, Right | None]], safeguards: Sequence[Safeguard]
) -> dict[str, Part]:
    """Return what each role has to do: who decides first, then who owes a commitment."""
    given = [right for _, right in rights if right is not None]
    roles = [
        *(right.decides for right in given),
        *(one.owner for one in safeguards if one.owner),
        *(role for right in given for role in (*right.asked, *right.told)),
    ]
    return {
        role: Part(
            sum(role == right.decides for right in given),
            sum(role in right.asked for right in given),
            sum(role in right.told for right in given),
            tuple(str(at) for at, one in enumerate(safeguards, 1) if one.owner == role),
        )
        for role in dict.fromkeys(roles)
    }
