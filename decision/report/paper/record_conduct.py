"""What the record says of conduct: duties, interests, overrides, checklist, panel, history."""

from __future__ import annotations

from decision.checks.conduct import points
from decision.checks.conduct import summary as conduct_summary
from decision.evaluation.additive import Lead
from decision.evaluation.weights import last_round, percentages
from decision.history import changes, versions, weights_after_result
from decision.model.case import Change
from decision.numeric import TIE
from decision.report.paper.blocks import (
    LONG_NAME,
    Block,
    Bullets,
    Cell,
    Gap,
    Heading,
    Para,
    Table,
    one,
    side_by_side,
    tenth,
)
from decision.report.paper.paper_data import STATES, PaperData, counted, on, who
from decision.sentences.model_contents import safeguard_says
from decision.sentences.panel import in_words
from decision.wording.text import cut_at_word

MOST = 12  # sentences of one change; the app shows all of them
LONG = 400  # letters of one sentence
_CONDUCT = {"met": "Met", "unmet": "Not met", "overridden": "Answered for", "ask": "Not answered"}


def duties(basis: PaperData) -> list[Block]:
    """Return each duty as it stands for each of the compared options."""
    gates = basis.model.gates
    heading = Heading("Duties and safeguards", numbered=True, new_page=bool(gates))
    if not gates:
        return [heading, Para("This model names no duties."), *safeguards(basis)]
    every = tuple(basis.model.options)
    blocks: list[Block] = [heading]
    for options in side_by_side(basis.compared):
        rows: list[tuple[Cell, ...]] = [
            (
                entry.says,
                *(
                    STATES[basis.case.gate(gate, option)]
                    if option in (entry.options or every)
                    else "Does not bind"
                    for option in options
                ),
                ", ".join(entry.evidence) or "none cited",
            )
            for gate, entry in gates.items()
        ]
        width = 0.46 / len(options)
        blocks.append(
            Table(
                "Duties, which are never traded off and so not scored",
                ("Duty", *(basis.label(option) for option in options), "Evidence"),
                tuple(rows),
                (0.38, *(width for _ in options), 0.16),
            )
        )
    return [*blocks, *safeguards(basis)]


def safeguards(basis: PaperData) -> list[Block]:
    """Return what must be put in place if an option is chosen, for each compared."""
    rows: list[tuple[Cell, ...]] = [
        (basis.label(option), "\n".join(f"– {safeguard_says(one)}" for one in entry.safeguards))
        for option in basis.compared
        if (entry := basis.model.options[option]).safeguards
    ]
    if not rows:
        return []
    return [
        Table(
            "What must be put in place if an option is chosen",
            ("Option", "Safeguards"),
            tuple(rows),
            (0.22, 0.78),
            labels=True,
        )
    ]


def interests(basis: PaperData) -> list[Block]:
    """Return the interests declared, by role; nothing where none is."""
    declared = tuple((item.role, item.interest) for item in basis.case.interests)
    head, widths = ("Role", "Interest"), (0.35, 0.65)
    found: list[Block] = [
        Heading("Interests declared", numbered=True),
        Table("Interests declared", head, declared, widths, labels=True),
    ]
    return found if declared else []


def overrides(basis: PaperData) -> list[Block]:
    """Give every score that was overruled; nothing where none was."""
    if not basis.case.overrides:
        return []
    rows = tuple(
        (
            basis.criterion(item.criterion),
            basis.label(item.option) + ("" if used else " (not in use: it can’t be chosen)"),
            one(basis.table.cells[item.criterion][item.option].computed) if used else "–",
            one(item.score),
            item.because,
            item.by,
        )
        for item in basis.case.overrides
        for used in [basis.table.uses(item)]
    )
    return [
        Heading("Scores overruled", numbered=True),
        Table(
            "Scores overruled",
            ("Criterion", "Option", "From", "To", "Reason", "By (role)"),
            rows,
            (0.18, 0.17, 0.08, 0.07, 0.32, 0.18),
            figures=(2, 3),
        ),
    ]


def conduct(basis: PaperData) -> list[Block]:
    """Give the conduct checklist, point by point."""
    found = points(basis.evaluation)
    rows: list[tuple[Cell, ...]] = [
        (
            point.says,
            _CONDUCT[point.state],
            point.found,
            _answered(point.because, point.by, point.question if point.state == "ask" else None),
        )
        for point in found
    ]
    return [
        Heading("How the scoring was conducted", numbered=True),
        Para(conduct_summary(found)),
        Table(
            "Points that guidance asks of a weighted scoring",
            ("What should be so", "State", "What the tool saw", "Reason and role"),
            tuple(rows),
            (0.30, 0.11, 0.31, 0.28),
        ),
    ]


def _answered(because: str | None, by: str | None, question: str | None) -> Cell:
    if because:
        return f"{because} ({by})" if by else because
    return Gap(question) if question else ""


def panel(basis: PaperData) -> list[Block]:
    """Give what the panel says, by role and nobody's own ballot; nothing where there is none."""
    found = basis.panel
    if found is None:
        return []
    rows: list[tuple[Cell, ...]] = [
        (role, str(entry.people), *_led(basis, entry.lead)) for role, entry in found.roles.items()
    ]
    rows.append(("All roles, each counted once", str(found.people), *_led(basis, found.role_mean)))
    head: tuple[str, ...] = ("Role", "People", "Course ahead", "Its best form", "By (points)")
    widths: tuple[float, ...] = (0.28, 0.10, 0.22, 0.28, 0.12)
    if not basis.has_forms:  # each course would be named twice
        rows = [(*row[:2], *row[3:]) for row in rows]
        head, widths = ("Role", "People", "Ahead", "By (points)"), (0.36, 0.12, 0.38, 0.14)
    blocks: list[Block] = [
        Heading("The panel", numbered=True),
        Bullets(tuple(in_words(found, basis.model))),
        Table(
            "Who leads by the weights of each role",
            head,
            tuple(rows),
            widths,
            figures=(1, len(head) - 1),
            labels=True,
            strong=True,
        ),
        *_weights_by_role(basis),
    ]
    removed = [ballot.removed for ballot in basis.case.panel if ballot.removed]
    if removed:
        blocks += [
            Para(
                f"{counted(len(removed), 'ballot').capitalize()} removed, because:", with_next=True
            ),
            Bullets(tuple(removed)),
        ]
    comments = [
        f"{basis.criterion(name)}: {text}"
        for ballot in last_round(basis.case)
        for name, text in ballot.comments.items()
        if name in basis.model.criteria
    ]
    if comments:
        blocks += [
            Para("Comments of the last round, without names or roles:", with_next=True),
            Bullets(tuple(sorted(comments))),
        ]
    return blocks


def _led(basis: PaperData, who_: Lead) -> tuple[str, str, str]:
    """Return the course that leads, the option, and by how many points over any other course."""
    if who_.leader is None or who_.course is None:
        return "–", "none can be chosen", "–"
    if who_.margin is not None and who_.margin <= TIE:
        return "–", "level", tenth(0)
    by = "no other" if who_.margin is None else tenth(who_.margin)
    return (
        cut_at_word(basis.model.course_name(who_.course), LONG_NAME),
        basis.label(who_.leader),
        by,
    )


def _weights_by_role(basis: PaperData) -> list[Block]:
    found = basis.panel
    assert found is not None  # asked for only where there is a panel
    every = tuple(found.roles)
    blocks: list[Block] = []
    for roles in side_by_side(every):
        parts = {role: percentages(found.roles[role].shares, 1) for role in roles}
        mean = percentages(found.shares, 1)
        rows: list[tuple[Cell, ...]] = [
            (
                basis.criterion(name),
                *(tenth(parts[role][name]) for role in roles),
                tenth(mean[name]),
            )
            for name in basis.model.criteria
        ]
        width = 0.68 / (len(roles) + 1)
        blocks.append(
            Table(
                "Mean weights by role, in 100",
                ("Criterion", *roles, "All people"),
                tuple(rows),
                (0.32, *(width for _ in roles), width),
                figures=tuple(range(1, len(roles) + 2)),
                labels=True,
            )
        )
    return blocks


def history(basis: PaperData) -> list[Block]:
    """Give each change to the case, and what it changed."""
    heading = Heading("History of the case", numbered=True)
    said = _told(weights_after_result(basis.model, basis.case).sentences)
    if not basis.case.history:
        return [heading, Para(said)]
    rows: list[tuple[Cell, ...]] = [
        (
            f"{on(change.at.date())}, {change.at:%H:%M}",
            who(change.by),
            change.because or Gap("reason"),
            what,
        )
        for change, what in changed(basis)
    ]
    return [
        heading,
        Para(said),
        Table(
            "Changes to the case",
            ("When", "By (role)", "Reason", "What changed"),
            tuple(rows),
            (0.16, 0.16, 0.25, 0.43),
        ),
    ]


def changed(basis: PaperData) -> list[tuple[Change, str]]:
    """Give each change with what it changed, in sentences."""
    kept = versions(basis.case)
    found = []
    for place, change in enumerate(basis.case.history):
        before = kept[place].case
        later = (version.case for version in kept[place + 1 :])
        after = next((case for case in later if case is not None), None)
        if before is None or after is None:
            found.append((change, "What it was before is not recorded."))
        else:
            found.append((change, _told(changes(basis.model, before, after))))
    return found


def _told(sentences: list[str] | tuple[str, ...]) -> str:
    said = [cut_at_word(sentence, LONG) for sentence in sentences[:MOST]]
    if len(sentences) > MOST:
        said.append(f"And {len(sentences) - MOST} more, in the app's page Record.")
    return " ".join(said)
