"""The weighted scores, how sure they are, and who does not agree."""

from __future__ import annotations

from dataclasses import replace

from decision.evaluation.fact_effects import with_item
from decision.numeric import TIE
from decision.report.paper.blocks import (
    Block,
    Bullets,
    Cell,
    Figure,
    Gap,
    Heading,
    Para,
    Table,
    sentence,
    tenth,
)
from decision.report.paper.paper_data import PaperData, counted, joined, without_people
from decision.report.pictures import Picture
from decision.report.questions import ANYONE
from decision.sensitivity.reversals import FactFlip
from decision.sentences.explanation import (
    certainty,
    courses_apart,
    forms_apart,
    held_back,
    overruled,
    plain_pair,
    reasons,
    unknown,
)
from decision.sentences.explanation import whose_weights as whose
from decision.sentences.panel import in_words
from decision.sentences.what_would_change_it import (
    answers,
    any_weights,
    ask_first,
    never_best,
    one_way,
    rests_on,
    weight_to_move,
    what_ifs,
)
from decision.wording.text import cut_at_word

MOST = 700  # letters of a sentence in the body
MOST_PAIRS = 3  # pairs of answers shown
MOST_PEOPLE = 5  # of those that the answer rests on, told one by one


def scores(basis: PaperData, drawn: dict[str, Picture]) -> list[Block]:
    """Give the weighted scores: totals, the margin, and what makes it."""
    finding = basis.finding
    apart = [*courses_apart(finding), *forms_apart(finding), *plain_pair(finding)]
    return [
        Heading("Weighted scores", numbered=True),
        Para(_from_to(basis), with_next=True),
        *figures(drawn, "options"),
        *_said(joined(apart), joined(certainty(finding))),
        *figures(drawn, "margin"),
        *_said(*reasons(basis.standing)),
        *figures(drawn, "reasons"),
        Para(
            "Every sub-score is in appendix B, and the reasons and the evidence behind each in "
            "appendix C."
        ),
    ]


def _said(*texts: str) -> list[Block]:
    return [Para(cut_at_word(text, MOST)) for text in texts if text]


def _from_to(basis: PaperData) -> str:
    """Say between what the totals lie."""
    totals = basis.standing.totals
    low, high = min(totals.values()), max(totals.values())
    if high - low <= TIE:
        return f"Every option has the same total, {tenth(high)} of 100."
    return f"Totals run from {tenth(low)} to {tenth(high)} of 100."


def figures(drawn: dict[str, Picture], *names: str) -> list[Block]:
    """Give those of some charts that there are."""
    return [
        Figure(one.title, one.alt, one.reading, one.chart)
        for name in names
        if (one := drawn.get(name)) is not None
    ]


def sensitivity(basis: PaperData, drawn: dict[str, Picture]) -> list[Block]:
    """Give what would change the answer: answers, weights, claims, and what is left out."""
    robust = basis.robustness
    blocks: list[Block] = [Heading("Sensitivity and dissent", numbered=True)]
    if held := _held(basis):
        blocks += [
            Para("What keeps the answer from being firmer:", with_next=True),
            Bullets(tuple(cut_at_word(text, MOST) for text in held)),
        ]
    asks = robust.ask_next if not basis.finding.verdict.asking else ()
    return [
        *blocks,
        Heading("Answers and claims", level=2),
        *unseating(basis),
        Bullets(
            tuple(
                cut_at_word(text, MOST)
                for text in (
                    rests_on(robust),
                    *without_people(robust, MOST_PEOPLE),
                    unknown(basis.table),
                    *([ask_first(robust)] if asks and asks[0].tells else []),
                    *_other_what_ifs(basis),
                )
            )
        ),
        Heading("Weights", level=2),
        Bullets(
            tuple(
                cut_at_word(text, MOST)
                for text in (
                    whose(basis.standing),
                    weight_to_move(robust),
                    one_way(robust),
                    any_weights(robust),
                    *never_best(robust),
                )
            )
        ),
        Heading("Dissent", level=2),
        *dissent(basis),
    ]


def _held(basis: PaperData) -> list[str]:
    """Return what holds the word back, without what this section says elsewhere."""
    finding = basis.finding
    verdict = replace(finding.verdict, unweighed=False, roles=(), panel_parts=False)
    asks = basis.robustness.ask_next if verdict.asking else ()
    return held_back(replace(finding, verdict=verdict), asks)


def _other_what_ifs(basis: PaperData) -> list[str]:
    """Return what each what-if does, but for those that hold the word back."""
    told = basis.finding.verdict.what_ifs
    return [
        text
        for name, text in zip(basis.model.what_ifs, what_ifs(basis.robustness), strict=True)
        if name not in told
    ]


def unseating(basis: PaperData) -> list[Block]:
    """Return every single answer that would put another option ahead, those of courses first.

    Where none alone changes the course, the pairs that do, by the largest margin, follow.
    """
    flips, standing = basis.robustness.fact_flips, basis.standing
    if not flips:
        return [Para(answers(basis.robustness))]
    alone = [flip for flip in flips if len(flip.changes) == 1]
    course = [flip for flip in alone if flip.course != standing.course]
    form = [flip for flip in alone if flip.course == standing.course]
    pairs = sorted((flip for flip in flips if len(flip.changes) > 1), key=_largest)
    another = "Another course" if basis.has_forms else "Another option"
    rows: list[tuple[Cell, ...]] = []
    subheads = []
    for head, these in (
        (f"{another} would lead", sorted(course, key=_largest)),
        ("Another form of the same course would lead", sorted(form, key=_largest)),
        (f"{another} would lead with two answers together", pairs[:MOST_PAIRS]),
    ):
        if these:
            subheads.append(len(rows))
            rows.append((head, "", "", "", ""))
            rows += [row for flip in these for row in _unseated(basis, flip)]
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
        ("What is asked", "Who can answer", "Answer now", "If it were", "Then the leader is"),
        tuple(rows),
        (0.36, 0.12, 0.14, 0.16, 0.22),
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
    if course + form == 1:
        return f"{said}, of {'another' if course else 'the same'} course."
    return f"{said}: {course} of another course, {form} of the same."


def _largest(flip: FactFlip) -> float:
    return -round(flip.margin, 9)


def _unseated(basis: PaperData, flip: FactFlip) -> list[tuple[Cell, ...]]:
    """Return a row for each answer of a flip; who then leads stands in the first."""
    if _bars(basis, flip):
        by = "the best that could still be chosen"
    elif flip.margin > TIE:
        by = f"ahead by {tenth(flip.margin)} points"
    else:
        by = "level with the leader of today"
    leads, with_ = f"{basis.label(flip.leader)}: {by}", ""
    rows: list[tuple[Cell, ...]] = []
    for change in flip.changes:
        before = change.before
        rows.append(
            (
                f"{with_}{basis.question(change.fact, change.item)}",
                cut_at_word(basis.model.facts[change.fact].who or ANYONE, 60),
                basis.answer(change.fact, change.item, before) if before else "not answered",
                basis.answer(change.fact, change.item, change.after),
                leads,
            )
        )
        leads, with_ = "", "and "
    return rows


def _bars(basis: PaperData, flip: FactFlip) -> bool:
    """Return whether the leader of today could no longer be chosen."""
    needs = basis.model.options[basis.preferred or ""].needs
    for change in flip.changes:
        fact, reading = basis.model.facts[change.fact], basis.table.readings[change.fact]
        possible = (
            (change.after,)
            if change.item is None
            else with_item(fact, reading, change.item, change.after == "yes").possible
        )
        if any(need.fact == change.fact and not {*possible} & {*need.is_} for need in needs):
            return True
    return False


def charts(drawn: dict[str, Picture]) -> list[Block]:
    """Give the charts that the body has no room for."""
    shown = figures(drawn, "shares", "tornado", "switching", "slope", "acceptability")
    return [Heading("Appendix M: Charts of weights and sensitivity", new_page=True), *shown]


def disputes(basis: PaperData) -> list[str]:
    """Return each disputed answer with both answers and whose they are."""
    found = []
    for fact in basis.table.disputed:
        by = basis.case.answered_by.get(fact)
        whose_ = f" ({cut_at_word(by, 80)})" if by else ""
        answered = sentence(f"{basis.said(fact) or 'not answered'}{whose_}")
        found.append(f"{basis.question(fact)} {answered} {basis.disputed(fact)}")
    return found


def dissent(basis: PaperData) -> list[Block]:
    """Give what is recorded of disagreement: of the panel, on answers, and scores overruled."""
    said = []
    if basis.panel is not None:
        said += in_words(basis.panel, basis.model)
    said += disputes(basis)
    said += overruled(basis.table)
    blocks: list[Block] = []
    if said:
        blocks.append(Bullets(tuple(cut_at_word(text, MOST) for text in said)))
    if basis.panel is None:
        blocks.append(
            Para(
                "No panel’s weights are recorded, so this paper can’t show where roles part. "
                "One set of weights stands behind every figure."
            )
        )
        blocks.append(Gap("who disagrees with these scores or weights, by role, and why"))
    elif comments := sum(len(ballot.comments) for ballot in basis.case.panel):
        blocks.append(
            Para(
                f"The panel left {counted(comments, 'comment')}; those of its last round are in "
                f"appendix I."
            )
        )
    return blocks
