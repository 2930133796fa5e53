"""How an agreement is measured, who reviews it and when, and what reverses it."""

from __future__ import annotations

from decision.report.paper.agreement_terms import LONGEST, Terms
from decision.report.paper.blocks import Block, Bullets, Cell, Gap, Heading, Para, Table, sentence
from decision.report.paper.paper_data import PaperData, counted, on
from decision.sensitivity.answer_changes import Change
from decision.wording.lists import lowered
from decision.wording.text import cut_at_word

MOST_REVERSALS, MOST_PAIRS = 5, 2  # answers that would put another course ahead, told by name


def measured(terms: Terms) -> list[Block]:
    """Return what is counted before, at 6 and at 12 months, with room for the figures."""
    taken = terms.basis.case.decision
    rows: list[tuple[Cell, ...]] = [
        (cut_at_word(measure, LONGEST), "", "", "") for measure in (taken.measures if taken else ())
    ]
    rows += [
        (f"Commitment {number}: {lowered(cut_at_word(one.measure, LONGEST))}", "", "", "")
        for number, one in enumerate(terms.safeguards, 1)
        if one.measure
    ]
    blocks: list[Block] = [Heading("What is measured", numbered=True)]
    if not taken or not taken.measures:
        blocks.append(
            Gap("three to five measures of the service, each with its figure today and its target")
        )
    if rows:
        blocks.append(
            Table(
                "What is counted, to be written in each time",
                ("Measure", "Before", "At 6 months", "At 12 months"),
                tuple(rows),
                (0.46, 0.18, 0.18, 0.18),
            )
        )
    return blocks


def review(terms: Terms) -> list[Block]:
    """Return who reviews the agreement and when, and what reverses it."""
    taken = terms.basis.case.decision
    blocks: list[Block] = [Heading("Review, and what reverses this", numbered=True)]
    when = on(taken.review) if taken else None
    blocks.append(
        Para(f"The parties review this agreement on {when}.") if when else Gap("date of the review")
    )
    blocks.append(Gap("who may call a review before then, and at what notice"))
    if taken and taken.reverse_if:
        return [
            *blocks,
            Para("The decision is reversed if:", with_next=True),
            Bullets(tuple(sentence(cut_at_word(text, LONGEST)) for text in taken.reverse_if)),
        ]
    return [*blocks, *_reversing(terms)]


def _reversing(terms: Terms) -> list[Block]:
    """Return the answers that would put another course ahead, where the agreement is the leader's.

    They are asked for the option that leads, and say nothing of another one that was decided on.
    """
    basis = terms.basis
    gap = Gap("what reverses the decision, and who says so")
    if not basis.model.facts or basis.model.course_of[terms.option] != basis.standing.course:
        return [gap]
    alone, pairs = reversing_answers(basis)
    if alone:
        one = "This answer" if len(alone) == 1 else "Any one of these answers"
        other = "another course" if basis.has_forms else "another option"
        lead = f"{one} would put {other} ahead, which calls for a review."
    elif pairs:
        lead = "By the scoring no single answer would reverse it, but this pair would:"
        if len(pairs) > 1:
            lead = f"By the scoring no single answer would reverse it, but {len(pairs)} pairs would"
            lead += ", these most of all:" if len(pairs) > MOST_PAIRS else ":"
    else:
        return [gap, Para("By the scoring, no answer and no pair of answers would reverse it.")]
    more = len(alone) - MOST_REVERSALS
    rest = f" {counted(more, 'more is', 'more are')} not listed here." if more > 0 else ""
    said = alone[:MOST_REVERSALS] or pairs[:MOST_PAIRS]
    return [gap, Para(f"{lead}{rest}", with_next=True), Bullets(tuple(said))]


def reversing_answers(basis: PaperData) -> tuple[list[str], list[str]]:
    """Return the answers that alone would change the course, a question each; then the pairs.

    Of both, those that put another course furthest ahead come first.
    """
    alone: dict[str, list[str]] = {}
    pairs = []
    for flip in sorted(basis.robustness.fact_flips, key=lambda flip: -round(flip.margin, 9)):
        if flip.course == basis.standing.course:
            continue
        parts = [_answered(basis, change) for change in flip.changes]
        if len(parts) == 1:
            alone.setdefault(parts[0][0], []).append(parts[0][1])
        else:
            pairs.append(f"{'; and '.join(f'{asked}: {answer}' for asked, answer in parts)}.")
    return [f"{asked}: {' or '.join(given)}." for asked, given in alone.items()], pairs


def _answered(basis: PaperData, change: Change) -> tuple[str, str]:
    """Return a question, or the item of a checklist, in quotes; and the answer to it."""
    answer = basis.answer(change.fact, change.item, change.after)
    question = basis.question(change.fact, change.item)
    return question, answer if change.item else f"“{answer}”"
