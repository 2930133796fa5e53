"""The agreement: who decides, what each party puts in place, how it is measured and reversed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from decision.engine import Evaluation
from decision.errors import OutputError
from decision.model.entries import Right, Safeguard
from decision.report.paper.blocks import (
    Block,
    Bullets,
    Cell,
    Gap,
    Heading,
    Paper,
    Para,
    Sheet,
    Table,
    rewritten,
    sentence,
    shortener,
)
from decision.report.paper.due_dates import dated, hangs_on_the_change, later
from decision.report.paper.money import pounds
from decision.report.paper.paper_data import PaperData, counted, joined, on, who
from decision.sentences.explanation import headline
from decision.wording.dates import day
from decision.wording.lists import listed
from decision.wording.text import cut_at_word

OFTEN = 3  # matters: whoever must be asked before that many is bound by the agreement too
MOST_REVERSALS = 5  # answers that would put another course ahead, told one by one
LONGEST = 240  # letters of a commitment, a measure, a matter or a duty
ROLE = 90  # letters of a role


def agreement(evaluation: Evaluation) -> Paper:
    """Return the agreement for the option decided on, or for the one that leads; a draft to sign.

    Raises:
        OutputError: nothing is decided, and no option can be chosen.
    """
    basis = PaperData(evaluation)
    taken = evaluation.case.decision
    option = taken.option if taken else basis.preferred
    if option is None:
        raise OutputError(
            "an agreement needs an option, and none can be chosen as the facts stand; answer the "
            "facts that an option depends on, or write the decision into the case"
        )
    terms = _Terms.of(basis, option)
    blocks = [
        *_arrangement(terms),
        *_parties(terms),
        *_rights(terms),
        *_commitments(terms),
        *_measured(terms),
        *_review(terms),
        *_duties(terms),
        *_signatures(terms),
    ]
    said = shortener([entry.name for entry in evaluation.model.options.values()])
    title = f"Agreement: {cut_at_word(evaluation.model.options[option].name, 120)}"
    return Paper(
        title=title,
        subject="Draft agreement between the departments",
        author=cut_at_word(evaluation.case.site.prepared_by or "", 200),
        date=evaluation.case.site.date,
        running=" · ".join(filter(None, (cut_at_word(title, 80), on(basis.date)))),
        mark="Draft to sign",
        sheets=(Sheet(tuple(rewritten(block, said) for block in blocks)),),
    )


@dataclass(frozen=True)
class _Terms:
    """What is agreed under one option, as the model has it."""

    basis: PaperData
    option: str
    rights: tuple[tuple[str, Right | None], ...]
    safeguards: tuple[Safeguard, ...]
    parts: dict[str, _Part] = field(default_factory=dict)

    @classmethod
    def of(cls, basis: PaperData, option: str) -> _Terms:
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


@dataclass
class _Part:
    """What one role has to do: counts of matters, and the numbers of its commitments."""

    decides: int = 0
    asked: int = 0
    told: int = 0
    owes: list[str] = field(default_factory=list)

    @property
    def bound(self) -> bool:
        return bool(self.decides or self.owes or self.asked >= OFTEN)

    @property
    def says(self) -> str:
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
        said = "; ".join(parts)
        return f"{said[:1].upper()}{said[1:]}"


def _parts(
    rights: Sequence[tuple[str, Right | None]], safeguards: Sequence[Safeguard]
) -> dict[str, _Part]:
    """Return what each role has to do: those who decide first, in order of the file."""
    given = [right for _, right in rights if right is not None]
    parts: dict[str, _Part] = {}
    for right in given:
        parts.setdefault(right.decides, _Part()).decides += 1
    for number, one in enumerate(safeguards, 1):
        if one.owner:
            parts.setdefault(one.owner, _Part()).owes.append(str(number))
    for right in given:
        for role in right.asked:
            parts.setdefault(role, _Part()).asked += 1
        for role in right.told:
            parts.setdefault(role, _Part()).told += 1
    return parts


def _arrangement(terms: _Terms) -> list[Block]:
    basis, option = terms.basis, terms.option
    entry, site = basis.model.options[option], basis.case.site.name
    rows: list[tuple[Cell, ...]] = [
        ("Site", cut_at_word(site, 160) if site else Gap("trust and site")),
        *([("Arrangement", cut_at_word(entry.summary, 300))] if entry.summary else []),
        ("Decision", cut_at_word(_decision(terms), 420)),
    ]
    if depends := _depends(terms):
        rows.append(("Depends on", depends))
    if any(one.due and hangs_on_the_change(one.due) for one in terms.safeguards):
        rows.append(("Day of the change", Gap("date")))
    if cost := _cost(terms):
        rows.append(("Cost", cost))
    return [
        Heading(f"Agreement: {cut_at_word(entry.name, 120)}", level=0),
        Para("A draft for the parties to correct and sign", tone="subtitle"),
        Table("", ("", ""), tuple(rows), (0.2, 0.8), labels=True, bare=True),
    ]


def _decision(terms: _Terms) -> str:
    """Say what is decided; where nothing is, how the scoring stands."""
    basis, taken = terms.basis, terms.basis.case.decision
    if taken is None:
        early = basis.finding.verdict.word in ("unknown", "close")
        return joined(
            [
                f"Not taken yet. {sentence(headline(basis.finding))}",
                "That is not firm enough to sign on." if early else "",
            ]
        )
    day_, by = on(taken.date), taken.by and cut_at_word(taken.by, ROLE)
    said = " ".join(part for part in (day_ and f"on {day_}", by and f"by {by}") if part)
    because = f"Reason: {sentence(cut_at_word(taken.because, 200))}" if taken.because else ""
    other = basis.preferred not in (None, terms.option)
    return joined(
        [
            f"Taken {said}." if said else "Taken.",
            because,
            f"The scoring put {basis.name(str(basis.preferred))} first." if other else "",
        ]
    )


def _depends(terms: _Terms) -> str:
    """Say which answers settle whether the option can be had; empty where it can."""
    basis = terms.basis
    if basis.table.available[terms.option] == "yes":
        return ""
    asks = [
        basis.question(need.fact)
        for need in basis.model.options[terms.option].needs
        if need.fact in basis.table.readings
        and not {*basis.table.readings[need.fact].possible} <= {*need.is_}
    ] or [basis.question(need.fact) for need in basis.model.options[terms.option].needs]
    if basis.table.available[terms.option] == "no":
        return f"It can’t be had as the facts stand: {listed(asks)}"
    return f"Not settled: {listed(asks)}"


def _cost(terms: _Terms) -> str:
    cost = terms.basis.case.costs.get(terms.option)
    if cost is None:
        return ""
    parts = [] if cost.one_off is None else [f"{pounds(cost.one_off)} once"]
    parts += [] if cost.yearly is None else [f"{pounds(cost.yearly)} a year"]
    if not parts:
        return ""
    by = f" Stated by: {cut_at_word(cost.by, ROLE)}." if cost.by else ""
    return f"{listed(parts)}.{by}"


def _parties(terms: _Terms) -> list[Block]:
    lacking = [
        *([] if terms.rights else ["who decides what"]),
        *([] if terms.safeguards else ["what must be put in place"]),
    ]
    blocks: list[Block] = [Heading("Parties")]
    if terms.parties:
        rows = tuple((cut_at_word(one, ROLE), terms.parts[one].says) for one in terms.parties)
        blocks.append(
            Table("Who is bound, by role", ("Party", "Part in it"), rows, (0.34, 0.66), labels=True)
        )
    else:
        blocks.append(Gap("the parties, by role"))
    if lacking:
        blocks.append(
            Para(
                f"The model does not say {listed(lacking)} under this option, so the agreement "
                f"has no section on it.",
                tone="note",
            )
        )
    return blocks


def _rights(terms: _Terms) -> list[Block]:
    if not terms.rights:
        return []
    rows: list[tuple[Cell, ...]] = []
    for matter, right in terms.rights:
        says = cut_at_word(matter, LONGEST)
        if right is None:
            rows.append((says, Gap("who decides"), "", ""))
        else:
            rows.append(
                (says, cut_at_word(right.decides, ROLE), *map(_roles, (right.asked, right.told)))
            )
    return [
        Heading("Who decides what"),
        Table(
            "Decision rights",
            ("Matter", "Decides", "Is asked before", "Is told after"),
            tuple(rows),
            (0.32, 0.2, 0.26, 0.22),
            labels=True,
        ),
    ]


def _roles(roles: Sequence[str]) -> str:
    return "; ".join(cut_at_word(role, ROLE) for role in roles) or "–"


def _commitments(terms: _Terms) -> list[Block]:
    if not terms.safeguards:
        return []
    taken = terms.basis.case.decision
    rows = tuple(
        (
            str(number),
            sentence(cut_at_word(one.says, LONGEST)),
            who(one.owner and cut_at_word(one.owner, ROLE), "owner"),
            cut_at_word(one.measure, LONGEST) if one.measure else Gap("measure"),
            cut_at_word(dated(one.due, taken.date if taken else None), 120)
            if one.due
            else Gap("date"),
        )
        for number, one in enumerate(terms.safeguards, 1)
    )
    return [
        Heading("What is put in place"),
        Table(
            "Commitments",
            ("No.", "Commitment", "Owner", "How anyone can tell", "By when"),
            rows,
            (0.06, 0.34, 0.18, 0.24, 0.18),
        ),
    ]


def _measured(terms: _Terms) -> list[Block]:
    taken = terms.basis.case.decision
    rows: list[tuple[Cell, ...]] = [
        (cut_at_word(measure, LONGEST), "", "", "") for measure in (taken.measures if taken else ())
    ]
    rows += [
        (f"Commitment {number}, as measured above", "", "", "")
        for number, one in enumerate(terms.safeguards, 1)
        if one.measure
    ]
    blocks: list[Block] = [Heading("What is measured")]
    if not taken or not taken.measures:
        blocks.append(
            Gap("three to five measures of the service, each with its figure today and its target")
        )
    if rows:
        heads = [f"At {months} months" for months in (6, 12)]
        if taken and taken.date:
            ends = [later(taken.date, months, "month") for months in (6, 12)]
            heads = [
                f"{head} ({day(end)})" if end else head
                for head, end in zip(heads, ends, strict=True)
            ]
        blocks.append(
            Table(
                "What is counted, to be written in each time",
                ("Measure", "Before", *heads),
                tuple(rows),
                (0.46, 0.18, 0.18, 0.18),
                labels=True,
            )
        )
    return blocks


def _review(terms: _Terms) -> list[Block]:
    taken = terms.basis.case.decision
    blocks: list[Block] = [Heading("Review, and what reverses this")]
    review = on(taken.review) if taken else None
    blocks.append(
        Para(f"The parties review this agreement on {review}.")
        if review
        else Gap("date of the review")
    )
    blocks.append(Gap("who may call a review before then, and at what notice"))
    if taken and taken.reverse_if:
        return [
            *blocks,
            Para("The decision is reversed if:", with_next=True),
            Bullets(tuple(sentence(cut_at_word(text, LONGEST)) for text in taken.reverse_if)),
        ]
    return [*blocks, *_reversing(terms)]


def _reversing(terms: _Terms) -> list[Block]:
    """Return the answers that would put another course ahead, where the agreement is the leader's.

    They are asked for the option that leads, and say nothing of another one that was decided on.
    """
    basis = terms.basis
    gap = Gap("what reverses the decision, and who says so")
    if not basis.model.facts or basis.model.course_of[terms.option] != basis.standing.course:
        return [gap]
    said = reversing_answers(basis)
    if not said:
        return [
            gap,
            Para("No answer to a question of the model alone would put another course ahead."),
        ]
    shown = said[:MOST_REVERSALS]
    more = len(said) - len(shown)
    rest = f" {counted(more, 'more is', 'more are')} in the paper." if more else ""
    lead = "This answer" if len(said) == 1 else "Any one of these answers"
    return [
        gap,
        Para(
            f"{lead} would put another course ahead, and so calls for a review.{rest}",
            with_next=True,
        ),
        Bullets(tuple(shown)),
    ]


def reversing_answers(basis: PaperData) -> list[str]:
    """Return each question of which an answer alone would change the course, with those answers."""
    found: dict[tuple[str, str | None], list[str]] = {}
    for flip in basis.robustness.fact_flips:
        if len(flip.changes) == 1 and flip.course != basis.standing.course:
            change = flip.changes[0]
            answers = found.setdefault((change.fact, change.item), [])
            answers.append(basis.answer(change.fact, change.item, change.after))
    return [
        f"{basis.question(fact, item)} is answered {' or '.join(f'“{one}”' for one in answers)}."
        for (fact, item), answers in found.items()
    ]


def _duties(terms: _Terms) -> list[Block]:
    basis, option = terms.basis, terms.option
    binding = len(basis.gates_for(option))
    if not binding:
        return []
    unmet, unknown = basis.not_met(option)
    blocks: list[Block] = [Heading("Duties not met")]
    if not unmet and not unknown:
        duties = "The one duty that binds it is" if binding == 1 else f"All {binding} duties are"
        return [*blocks, Para(f"{duties} met.")]
    rows = tuple(
        (
            sentence(cut_at_word(basis.model.gates[gate].says, LONGEST)),
            "Not met" if gate in unmet else "Not known",
            Gap("owner"),
            Gap("date"),
        )
        for gate in (*unmet, *unknown)
    )
    return [
        *blocks,
        Table(
            f"Duties to meet first: {len(rows)} of {binding}",
            ("Duty", "How it stands", "Who sees to it", "By when"),
            rows,
            (0.46, 0.14, 0.2, 0.2),
        ),
    ]


def _signatures(terms: _Terms) -> list[Block]:
    parties: list[Cell] = [cut_at_word(one, ROLE) for one in terms.parties]
    rows = tuple((party, "", "", "") for party in parties or [Gap("party"), Gap("party")])
    return [
        Heading("Signatures"),
        Para(
            "A department or a group signs through whoever leads it.", tone="note", with_next=True
        ),
        Table(
            "Signed for each party",
            ("For", "Name", "Signature", "Date"),
            rows,
            (0.34, 0.24, 0.26, 0.16),
            labels=True,
            together=True,
        ),
    ]
