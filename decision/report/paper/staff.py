"""Staff and consultation, and what is put in place with the option that leads."""

from __future__ import annotations

from decision.model.entries import Safeguard, Topic
from decision.report.paper.blocks import Block, Bullets, Heading, Para, Table, sentence
from decision.report.paper.paper_data import PaperData, Told, joined
from decision.wording.text import cut_at_word

TOPICS: tuple[Topic, ...] = ("consultation", "on-call", "workforce")  # the most telling first
MOST = 5  # answers, and safeguards


def section(basis: PaperData, told: Told) -> list[Block]:
    """Return what the case says of staff, and what must be put in place.

    Args:
        basis: the case.
        told: questions whose answers stand elsewhere in the paper.
    """
    blocks: list[Block] = []
    elsewhere = {name for name, _ in told}
    known = [
        _known(basis, name)
        for topic in TOPICS
        for name, fact in basis.model.facts.items()
        if fact.topic == topic and basis.said(name) and name not in elsewhere
    ][:MOST]
    if known:
        lead = "What was answered about staff and consultation:"
        blocks += [Para(lead, with_next=True), Bullets(tuple(known))]
    leader = basis.preferred
    if leader is not None and basis.firm and (safeguards := basis.model.options[leader].safeguards):
        blocks.append(
            Table(
                f"What is put in place with {basis.name(leader)}",
                ("What", "Owner", "How anyone can tell", "By when"),
                tuple(_row(one) for one in safeguards[:MOST]),
                (0.40, 0.2, 0.24, 0.16),
                together=True,
            )
        )
    head = Heading("Staff, and what is put in place", numbered=True)
    return [head, *blocks] if blocks else []


def _known(basis: PaperData, name: str) -> str:
    """Return a question and its answer; of a checklist, each item under the answer to it."""
    fact, items = basis.model.facts[name], basis.table.readings[name].items
    ask = f"“{cut_at_word(fact.ask, 160)}”"
    if not items:
        return f"{ask} {sentence(cut_at_word(basis.said(name) or '', 120))}"
    states = ((True, "Yes"), (False, "No"), (None, "Not known"))
    parts = []
    for state, lead in states:
        if says := [fact.items[item].says.rstrip(".") for item in items if items[item] is state]:
            parts.append(f"{lead}: {'; '.join(cut_at_word(one, 110) for one in says)}.")
    return joined([ask, *parts])


def _row(safeguard: Safeguard) -> tuple[str, ...]:
    rest = (safeguard.owner, safeguard.measure, safeguard.due)
    return (
        sentence(cut_at_word(safeguard.says, 260)),
        *(cut_at_word(text, 160) if text else "not stated" for text in rest),
    )
