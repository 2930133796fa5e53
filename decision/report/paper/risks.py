"""The risks that the case shows, by name; how success is measured, and what reverses it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from decision.report.paper.blocks import Block, Bullets, Cell, Gap, Heading, Para, Table, sentence
from decision.report.paper.paper_data import PaperData, counted, in_record, on
from decision.report.questions import ANYONE
from decision.sentences.explanation import certainty, warned
from decision.sentences.phrases import in_points, of_100
from decision.sentences.what_would_change_it import percent
from decision.wording.lists import first_three
from decision.wording.text import cut_at_word

MOST = 8  # risks in the paper


@dataclass(frozen=True)
class Risk:
    """A risk: its name, what the case shows of it, and who knows most; empty where nobody does."""

    name: str
    shows: str
    who: str = ""


def found(basis: PaperData) -> list[Risk]:
    """Return the risks that the case shows, those that could change the answer first."""
    risks = (_answers, _not_kept, _one_source, _open, _disputed, _warned, _chance, _weights)
    return [risk for each in risks for risk in each(basis)]


def _answers(basis: PaperData) -> Iterable[Risk]:
    """Yield that an answer, alone or with a second, would put another course ahead."""
    flips = [one for one in basis.robustness.fact_flips if one.course != basis.standing.course]
    if not flips:
        return
    single = [flip for flip in flips if len(flip.changes) == 1]
    these = single or flips
    if single:
        name, what = "One other answer would reverse the lead", counted(len(these), "single answer")
    else:
        pairs = counted(len(these), "pair of answers", "pairs of answers")
        name, what = "Two other answers together would reverse the lead", pairs
    would = "would" if len(these) == 1 else "would each"
    shows = f"{what.capitalize()} {would} put another course ahead."
    yield Risk(name, shows, _who(basis, [one.fact for flip in these for one in flip.changes]))


def _not_kept(basis: PaperData) -> Iterable[Risk]:
    """Yield that what the leader stands on may be agreed and not kept."""
    leader = basis.preferred
    if leader is None or (plain := basis.model.options[leader].falls_back_to) is None:
        return
    apart = basis.standing.totals[leader] - basis.standing.totals[plain]
    owners = [one.owner for one in basis.model.options[leader].safeguards if one.owner]
    below = f", {in_points(apart)} lower" if apart > 0 else ""
    yield Risk(
        "What was agreed is not kept",
        f"It would then be no more than {basis.name(plain)}{below}.",
        cut_at_word(owners[0], 90) if owners else "",
    )


def _one_source(basis: PaperData) -> Iterable[Risk]:
    """Yield that the lead rests on a person or a source without whom another course leads."""
    evidence, said = basis.model.evidence, dict[str, int]()
    kinds = set()
    for one in (*basis.robustness.speakers, *basis.robustness.claims):
        if one.flips:
            entry = evidence[one.evidence[0]]
            said.setdefault(cut_at_word(entry.speaker or entry.by, 90), len(one.evidence))
            kinds |= {evidence[name].kind for name in one.evidence}
    if said:
        who = "person" if kinds <= {"opinion", "experience"} else "source"
        each = [f"{by} ({counted(count, 'claim')})" for by, count in said.items()]
        many = f"The lead rests on each of {len(said)} people or sources"
        yield Risk(f"The lead rests on one {who}" if len(said) == 1 else many, first_three(each))


def _open(basis: PaperData) -> Iterable[Risk]:
    keys = [name for name in basis.table.unanswered if basis.model.facts[name].key]
    if keys:
        are = "A key question is" if len(keys) == 1 else "Key questions are"
        yield Risk(f"{are} open", _asks(basis, keys), _who(basis, keys))


def _disputed(basis: PaperData) -> Iterable[Risk]:
    facts = [*basis.table.disputed]
    if facts:
        are = "An answer is" if len(facts) == 1 else "Answers are"
        yield Risk(f"{are} disputed", _asks(basis, facts), _who(basis, facts))


def _warned(basis: PaperData) -> Iterable[Risk]:
    for name, text in warned(basis.table):
        shows = f"{_asks(basis, [name])}: {cut_at_word(basis.said(name) or '', 90)}"
        yield Risk(cut_at_word(text.rstrip("."), 120), shows, _who(basis, [name]))


def _chance(basis: PaperData) -> Iterable[Risk]:
    chance, said = basis.finding.draws.probability, certainty(basis.finding)
    if said and "simulations" in said[0] and chance is not None and chance < 1:
        other = of_100(1 - chance)
        yield Risk("Another course proves better", f"It does in {other} simulations.")


def _weights(basis: PaperData) -> Iterable[Risk]:
    flip = basis.robustness.cheapest_course_flip
    if flip is not None:
        shows = f"Moving {percent(flip.moved)} of all weight is enough."
        yield Risk("Other weights would reverse the lead", shows)


def _asks(basis: PaperData, facts: Iterable[str]) -> str:
    return first_three([f"“{cut_at_word(basis.model.facts[name].ask, 90)}”" for name in facts])


def _who(basis: PaperData, facts: Iterable[str]) -> str:
    who = dict.fromkeys(basis.model.facts[name].who or ANYONE for name in facts)
    return first_three([cut_at_word(one, 60) for one in who])


# The section


def section(basis: PaperData) -> list[Block]:
    """Return the risks, the measures of success and what would reverse the decision."""
    blocks: list[Block] = [Heading("Risks, measures, and what would reverse it", numbered=True)]
    if shown := table(basis, MOST):
        blocks.append(shown)
    blocks.append(Gap("an owner, a rating and an action for each risk, and the trust’s own risks"))
    taken = basis.case.decision
    measures, reverse = (taken.measures, taken.reverse_if) if taken else ((), ())
    for lead, texts in (
        ("Success is measured by:", measures),
        ("The decision is reversed if:", reverse),
    ):
        if texts:
            items = tuple(sentence(in_record(text)) for text in texts)
            blocks += [Para(lead, with_next=True), Bullets(items)]
    review = on(taken.review) if taken else None
    lacking = [
        *(
            []
            if measures
            else ["three to five measures, each with its figure today and its target"]
        ),
        *([] if reverse else ["what would reverse the decision, and who would say so"]),
        *([] if review else ["the day of the review"]),
    ]
    if review:
        blocks.append(Para(f"Review: {review}."))
    return [*blocks, *([Gap("; ".join(lacking))] if lacking else [])]


def table(basis: PaperData, most: int | None = None) -> Table | None:
    """Return the risks that the case shows, no more than `most`; None where there are none."""
    risks = found(basis)
    rows: list[tuple[Cell, ...]] = [(one.name, one.shows, one.who) for one in risks[:most]]
    left = len(risks) - len(rows)
    return (
        Table(
            f"Risks that the case shows{f', and {left} more in the record' if left else ''}",
            ("Risk", "What the case shows", "Who knows most"),
            tuple(rows),
            (0.34, 0.44, 0.22),
            labels=True,
            together=True,
        )
        if rows
        else None
    )
