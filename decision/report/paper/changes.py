"""What would change the recommendation: answers, people, weights; and dissent in the room."""

from __future__ import annotations

from dataclasses import replace

from decision.numeric import TIE
from decision.report.paper.blocks import (
    Block,
    Bullets,
    Cell,
    Gap,
    Heading,
    Para,
    Table,
    sentence,
    tenth,
)
from decision.report.paper.paper_data import PaperData, counted, in_record, joined, without_people
from decision.report.questions import ANYONE
from decision.sensitivity.reversals import FactFlip
from decision.sentences.explanation import overruled, whose_weights
from decision.sentences.held_back import held_back
from decision.sentences.panel import in_words
from decision.sentences.what_would_change_it import one_way, rests_on, weight_to_move
from decision.wording.lists import lowered
from decision.wording.text import cut_at_word

MOST_PAIRS = 3  # of answers; single answers are all shown
ONE_SET = "One set of weights is behind every figure; no panel’s are recorded."
MOST_PEOPLE = 3  # of those that the answer rests on, told one by one


def section(basis: PaperData) -> list[Block]:
    """Return what would change the answer, what it takes most to change first named first."""
    robust = basis.robustness
    if basis.preferred is None:
        return []
    said = without_people(robust, MOST_PEOPLE) or [rests_on(robust)]
    alone = basis.panel is None and basis.standing.weights_from == "case"
    said += [same_without(basis), ONE_SET if alone else whose_weights(basis.standing)]
    if basis.standing.rival is not None:
        said.append(weight_to_move(robust) or one_way(robust))
    return [
        Heading("What would change the recommendation", numbered=True),
        *_held(basis),
        *unseating(basis),
        Bullets(tuple(in_record(text) for text in said if text)),
        *dissent(basis),
    ]


def _held(basis: PaperData) -> list[Block]:
    """Return what keeps the answer from being firmer, without what stands elsewhere."""
    finding = basis.finding
    verdict = replace(finding.verdict, unweighed=False, panel_parts=False, unmet=())
    asks = basis.robustness.ask_next if verdict.asking else ()
    said = [
        text
        for text in held_back(replace(finding, verdict=verdict), asks)
        if not (basis.standing.level and text.endswith(" are level."))  # as the answer says
    ]
    if not said:
        return []
    lead = "What keeps the answer from being firmer:"
    return [Para(lead, with_next=True), Bullets(tuple(in_record(text) for text in said))]


def same_without(basis: PaperData) -> str:
    """Return under which what-ifs the same course leads; those that change it are told above."""
    leads = basis.finding.what_ifs.items()
    same = [name for name, then in leads if then.course == basis.standing.course]
    if not same or basis.standing.rival is None:
        return ""
    says = "; ".join(lowered(cut_at_word(basis.model.what_ifs[name].says, 120)) for name in same)
    course = "course" if basis.has_forms else "option"
    return f"The same {course} leads with each of these alone: {says}."


# Answers


def unseating(basis: PaperData) -> list[Block]:
    """Return every single answer that would put another option ahead, those of courses first.

    Where none alone changes the course, the pairs that do are told, by the largest margin.
    """
    flips, standing = basis.robustness.fact_flips, basis.standing
    if not flips:
        none = "No answer, and no pair of answers, would put another option ahead."
        return [Para(none)] if basis.model.facts else []
    alone = [flip for flip in flips if len(flip.changes) == 1]
    course = [flip for flip in alone if flip.course != standing.course]
    form = [flip for flip in alone if flip.course == standing.course]
    pairs = sorted((flip for flip in flips if len(flip.changes) > 1), key=_largest)
    another = "Another course" if basis.has_forms else "Another option"
    rows: list[tuple[Cell, ...]] = []
    subheads, told = [], set[str]()
    for head, these in (
        (f"{another} would lead", sorted(course, key=_largest)),
        (f"{another} would lead with two answers together", pairs[:MOST_PAIRS]),
        ("Another form of the same course would lead", sorted(form, key=_largest)),
    ):
        if these:
            subheads.append(len(rows))
            rows.append((head, "", "", ""))
            rows += [row for flip in these for row in _unseated(basis, flip, told)]
    said = [_how_many(basis, len(course), len(form))]
    if pairs:
        shown = min(len(pairs), MOST_PAIRS)
        are = f"the {shown} with the largest margins are" if shown < len(pairs) else "all are"
        said.append(
            f"{counted(len(pairs), 'pair').capitalize()} of answers would put "
            f"{another.lower()} ahead; {are} shown."
        )
    table = Table(
        "Answers that would change who leads, everything else as it stands",
        ("What is asked", "Who can answer", "If it were", "Then the leader is"),
        tuple(rows),
        (0.4, 0.14, 0.2, 0.26),
        subheads=tuple(subheads),
    )
    return [Para(joined(said), with_next=True), table]


def _how_many(basis: PaperData, course: int, form: int) -> str:
    """Return how many single answers would put another option ahead, of which course."""
    if not course + form:
        return "No single answer would put another option ahead."
    alone = "One answer" if course + form == 1 else f"Each of {course + form} answers"
    said = f"{alone} alone would put another option ahead"
    if not basis.has_forms:
        return f"{said}."
    if not course or not form:
        return f"{said}, of {'another' if course else 'the same'} course."
    return f"{said}: {course} of another course, {form} of the same."


def _largest(flip: FactFlip) -> float:
    return -round(flip.margin, 9)


def _unseated(basis: PaperData, flip: FactFlip, told: set[str]) -> list[tuple[Cell, ...]]:
    """Return a row for each answer of a flip; who then leads stands in the first.

    `told`: questions asked in rows before, which are named in short; these are added.
    """
    if flip.lost:
        by = "the best that could still be chosen"
    elif flip.margin > TIE:
        by = f"ahead by {tenth(flip.margin)} points"
    else:
        by = "level with the leader of today"
    leads, with_ = f"{basis.label(flip.leader)}: {by}", ""
    rows: list[tuple[Cell, ...]] = []
    for change in flip.changes:
        now = basis.answer(change.fact, change.item, change.before) if change.before else "open"
        then = basis.answer(change.fact, change.item, change.after)
        question = basis.question(change.fact, change.item)
        if question in told:
            question = f"“{cut_at_word(question.strip('“”'), 60)}” (above)"
        told.add(question)
        rows.append(
            (
                f"{with_}{question}",
                cut_at_word(basis.model.facts[change.fact].who or ANYONE, 60),
                f"{then}\n(now: {now})",
                leads,
            )
        )
        leads, with_ = "", "and "
    return rows


# Dissent


def dissent(basis: PaperData) -> list[Block]:
    """Return what is recorded of disagreement: of the panel, on answers, and scores overruled."""
    said = in_words(basis.panel, basis.model) if basis.panel is not None else []
    said += [*disputes(basis), *overruled(basis.table)]
    if declared := [cut_at_word(one.role, 60) for one in basis.case.interests]:
        said.append(f"An interest is declared by: {'; '.join(declared)}.")
    return [
        Heading("Dissent", level=2),
        *([Bullets(tuple(in_record(text) for text in said))] if said else []),
        Gap("who disagrees, by role, and the replies of each department and of staff, unedited"),
    ]


def disputes(basis: PaperData) -> list[str]:
    """Return each disputed answer with both answers and whose they are."""
    found = []
    for fact in basis.table.disputed:
        by = basis.case.answered_by.get(fact)
        whose = f" ({cut_at_word(by, 80)})" if by else ""
        answered = sentence(f"{basis.said(fact) or 'not answered'}{whose}")
        found.append(f"{basis.question(fact)} {answered} {basis.disputed(fact)}")
    return found
