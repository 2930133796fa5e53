"""The agreement: who decides, what each party puts in place, how it is measured and reversed."""

from __future__ import annotations

from collections.abc import Sequence

from decision.engine import Evaluation
from decision.errors import OutputError
from decision.report.paper.agreement_review import measured, review
from decision.report.paper.agreement_terms import LONGEST, ROLE, Terms, capital
from decision.report.paper.blocks import Block, Cell, Gap, Heading, Paper, Para, Table, sentence
from decision.report.paper.money import pounds
from decision.report.paper.paper_data import PaperData, joined, on, one_sheet, who
from decision.sentences.explanation import headline
from decision.wording.lists import listed
from decision.wording.text import cut_at_word


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
    terms = Terms.of(basis, option)
    blocks = [
        *_arrangement(terms),
        *_lacking(terms),
        *_rights(terms),
        *_commitments(terms),
        *measured(terms),
        *review(terms),
        *_duties(terms),
        *_signatures(terms),
    ]
    title = f"Agreement: {cut_at_word(evaluation.model.options[option].name, 120)}"
    subject = "Draft agreement between the departments"
    return one_sheet(basis, blocks, title, subject, cut_at_word(title, 80), "Draft to sign")


def _arrangement(terms: Terms) -> list[Block]:
    basis, option = terms.basis, terms.option
    entry, site = basis.model.options[option], basis.case.site.name
    rows: list[tuple[Cell, ...]] = [
        ("Site", cut_at_word(site, 160) if site else Gap("trust and site")),
        *([("Arrangement", cut_at_word(entry.summary, 300))] if entry.summary else []),
        ("Decision", cut_at_word(_decision(terms), 420)),
        ("It starts on", Gap("date")),
    ]
    if depends := _depends(terms):
        rows.append(("Depends on", depends))
    if cost := _cost(terms):
        rows.append(("Cost", cost))
    return [
        Heading(f"Agreement: {cut_at_word(entry.name, 120)}", level=0),
        Para("A draft for the parties to correct and sign", tone="subtitle"),
        Table("", ("", ""), tuple(rows), (0.2, 0.8), labels=True, bare=True),
    ]


def _decision(terms: Terms) -> str:
    """Say what is decided; where nothing is, how the scoring stands."""
    basis, taken = terms.basis, terms.basis.case.decision
    if taken is None:
        early = basis.finding.verdict.word in ("unknown", "close")
        return joined(
            [
                f"Not taken yet. {sentence(headline(basis.finding))}",
                "So nothing should be signed yet." if early else "",
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


def _depends(terms: Terms) -> str:
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


def _cost(terms: Terms) -> str:
    cost = terms.basis.case.costs.get(terms.option)
    if cost is None:
        return ""
    parts = [] if cost.one_off is None else [f"{pounds(cost.one_off)} once"]
    parts += [] if cost.yearly is None else [f"{pounds(cost.yearly)} a year"]
    if not parts:
        return ""
    by = f" Stated by: {cut_at_word(cost.by, ROLE)}." if cost.by else ""
    return f"{listed(parts)}.{by}"


def _lacking(terms: Terms) -> list[Block]:
    lacking = [
        *([] if terms.rights else ["who decides what"]),
        *([] if terms.safeguards else ["what must be put in place"]),
    ]
    said = (
        f"The model does not say {listed(lacking)} under this option, so the agreement has no "
        f"section on it."
    )
    return [Para(said, tone="note")] if lacking else []


def _rights(terms: Terms) -> list[Block]:
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
        Heading("Who decides what", numbered=True),
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


def _commitments(terms: Terms) -> list[Block]:
    if not terms.safeguards:
        return []
    rows = tuple(
        (
            str(number),
            sentence(cut_at_word(one.says, LONGEST)),
            who(one.owner and cut_at_word(one.owner, ROLE), "owner"),
            cut_at_word(one.measure, LONGEST) if one.measure else Gap("measure"),
            capital(cut_at_word(one.due, 120)) if one.due else Gap("date"),
        )
        for number, one in enumerate(terms.safeguards, 1)
    )
    return [
        Heading("What is put in place", numbered=True),
        Table(
            "Commitments",
            ("No.", "Commitment", "Owner", "How anyone can tell", "By when"),
            rows,
            (0.06, 0.34, 0.18, 0.24, 0.18),
        ),
    ]


def _duties(terms: Terms) -> list[Block]:
    basis, option = terms.basis, terms.option
    binding = len(basis.gates_for(option))
    if not binding:
        return []
    unmet, unknown = basis.not_met(option)
    blocks: list[Block] = [Heading("Duties not met", numbered=True)]
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


def _signatures(terms: Terms) -> list[Block]:
    parties = [cut_at_word(one, ROLE) for one in terms.parties] or ["", ""]
    # The second line is where the name goes, and makes the row high enough to sign in.
    rows = tuple((f"{party or 'Party:'}\nName:", "", "") for party in parties)
    return [
        Heading("Parties and signatures", numbered=True),
        Table(
            "Signed for each party; a department or a group signs through whoever leads it",
            ("For", "Signature", "Date"),
            rows,
            (0.46, 0.36, 0.18),
            labels=True,
            together=True,
        ),
    ]
