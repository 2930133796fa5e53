"""The case for change, the options and the criteria."""

from __future__ import annotations

from decision.evaluation.weights import percentages
from decision.model.readings import Reading
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
    sentence,
    tenth,
)
from decision.report.paper.paper_data import PaperData, counted
from decision.sensitivity.answer_effects import points_of_answers
from decision.sentences.explanation import availability
from decision.sentences.phrases import in_points
from decision.wording.lists import listed
from decision.wording.text import cut_at_word

NAMED = 4  # answers named for and against the present arrangement


def change(basis: PaperData) -> list[Block]:
    """Give the case for change: what the answers say of how things stand now."""
    blocks: list[Block] = [Heading("Case for change", numbered=True, new_page=True)]
    if basis.model.question:
        blocks.append(Para(basis.model.question))
    base = basis.baseline
    if base is None:
        blocks.append(
            Para(
                f"Nothing here says how well the present arrangement does: {basis.why_no_baseline}."
            )
        )
    else:
        blocks.append(Para(_as_now(basis, base)))
        for lowering, lead in ((True, "tells against it"), (False, "speaks for it")):
            if items := _answers_moving(basis, base, lowering):
                blocks += [
                    Para(f"What was answered here and {lead}:", with_next=True),
                    Bullets(tuple(items)),
                ]
        if not any(map(_told, basis.table.readings.values())):
            blocks.append(Para("No question about the site is answered yet."))
    return [
        *blocks,
        Gap("the problem to be solved, with its dates and service figures, in two or three lines"),
        Gap("why now, and what happens if nothing is decided this year"),
    ]


def _as_now(basis: PaperData, base: str) -> str:
    total, best = basis.standing.totals[base], basis.preferred
    that_can = "" if all(map(basis.can_lead, basis.model.options)) else " that can be chosen"
    if best is None:
        place = "No option can be chosen as the facts stand."
    elif (over := basis.standing.totals[best] - total) <= TIE:
        place = f"No option{that_can} scores higher."
    else:
        place = f"The highest-scoring option{that_can} is {in_points(over)} above it."
    return f"Business as usual is {basis.name(base)}. It scores {tenth(total)} of 100. {place}"


def _answers_moving(basis: PaperData, option: str, lowering: bool) -> list[str]:
    """Say which answers moved an option's scores down, or up, the largest first."""
    if basis.table.stands_on[option] != option:
        return []
    ordered = sorted(
        points_of_answers(basis.standing, option).items(),
        key=lambda item: item[1] if lowering else -item[1],
    )
    return [
        f"{basis.given(fact, item, answer)} "
        f"{'It lowers' if lowering else 'It raises'} the total by {in_points(points)}."
        for (fact, item, answer), points in ordered
        if (points < -TIE if lowering else points > TIE)
    ][:NAMED]


def _told(reading: Reading) -> bool:
    """Return whether anything is known of a fact."""
    known = any(state is not None for state in reading.items.values())
    return reading.answered or known


def considered(basis: PaperData) -> list[Block]:
    """Give the options, business as usual among them."""
    model = basis.model
    rows: list[tuple[Cell, ...]] = [
        (
            basis.label(option),
            cut_at_word(entry.summary, 400) if entry.summary else Gap("what this option is"),
            _part(basis, option),
            _choosable(basis, option),
        )
        for option, entry in model.options.items()
    ]
    table = Table(
        "The options",
        ("Option", "What it is", "Its part", "Can it be chosen?"),
        tuple(rows),
        (0.25, 0.43, 0.17, 0.15),
        labels=True,
    )
    blocks: list[Block] = [Heading("Options", numbered=True), table]
    if said := availability(basis.table):
        blocks.append(Bullets(tuple(cut_at_word(text, 600) for text in said)))
    if basis.baseline is None:
        blocks.append(Gap("which option is business as usual, scored like the others"))
    blocks.append(Gap("which option is the do-minimum, and what was ruled out before this list"))
    return blocks


def _part(basis: PaperData, option: str) -> str:
    """Return the course that an option is a form of, and whether it is business as usual."""
    model, course = basis.model, basis.model.course_of[option]
    name = cut_at_word(model.course_name(course), LONG_NAME)
    parts = [f"Course: {name}"] if name != basis.label(option) else []
    parts += ["Business as usual"] if option == basis.baseline else []
    return "\n".join(parts) or "An alternative"


def _choosable(basis: PaperData, option: str) -> str:
    if basis.table.available[option] == "unknown":
        return "Not yet known" if basis.can_lead(option) else "Not yet"
    return "Yes" if basis.can_lead(option) else "No"


def criteria(basis: PaperData) -> list[Block]:
    """Give the critical success factors by group, with the weight of each."""
    parts = percentages(basis.standing.shares, 1)
    groups: dict[str, list[str]] = {}
    for name, entry in basis.model.criteria.items():
        groups.setdefault(entry.group or "", []).append(
            f"{basis.criterion(name)} ({one(parts[name])}%)"
        )
    items = [
        sentence(f"{cut_at_word(group, 80)}: {listed(names)}" if group else listed(names))
        for group, names in groups.items()
    ]
    return [
        Heading("Critical success factors", numbered=True),
        Para(
            f"Each option is scored on "
            f"{counted(len(basis.model.criteria), 'criterion', 'criteria')}. In brackets is the "
            f"part of all weight that each has. What 0 and 100 mean on each, and the reason for "
            f"each weight, are in appendix A."
        ),
        Bullets(tuple(items)),
    ]
