"""The last appendices: the decision taken, and how the numbers are made."""

from __future__ import annotations

from decision.evaluation.verdict import NEAR
from decision.numeric import DRAWS
from decision.report.paper.blocks import (
    LONG_NAME,
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
from decision.report.paper.paper_data import PaperData, counted, on, who


def decision(basis: PaperData) -> list[Block]:
    """Give the decision taken, where one is recorded, and how it stands to the scoring."""
    heading, taken = Heading("Appendix K: The decision taken"), basis.case.decision
    if taken is None:
        return [heading, Para("No decision is recorded.")]
    rows: list[tuple[Cell, ...]] = [
        ("Decision", basis.label(taken.option)),
        ("Date", on(taken.date) or Gap("date")),
        ("Taken by", who(taken.by)),
        ("Reason", taken.because or Gap("reason")),
        ("How it stands to the scoring", _against(basis, taken.option)),
        ("Review", on(taken.review) or Gap("date of the review")),
        ("Measures", "\n".join(taken.measures) or Gap("measures of success")),
        ("It would be reversed if", "\n".join(taken.reverse_if) or Gap("what would reverse it")),
    ]
    blocks: list[Block] = [
        heading,
        Table("", ("", ""), tuple(rows), (0.27, 0.73), labels=True, bare=True),
    ]
    if basis.consulting:
        blocks.append(
            Gap("why a decision is recorded already, although this paper is for consultation")
        )
    return blocks


def _against(basis: PaperData, option: str) -> str:
    if len(basis.level) > 1 and option in basis.level:
        return "It is one of the options that are level and score highest."
    if option in basis.level:
        return "It is the option that scores highest."
    if basis.preferred is None:
        return "No option could be chosen as the facts stood."
    best = f"{basis.name(basis.preferred)} scores highest"
    if not basis.can_lead(option):
        return f"By the facts as they stand it can’t be chosen. Of those that can, {best}."
    over = basis.standing.totals[basis.preferred] - basis.standing.totals[option]
    above = f"{tenth(over)} points above {basis.name(option)}"
    if over < NEAR:
        return f"{best}, {above}, which is too close to call."
    return f"It differs from the scoring: {best}, {above}."


def method(basis: PaperData) -> list[Block]:
    """Give how the numbers are made, and what they can't tell."""
    items = [
        "A total is the sum of each weight, as a part of all weight, times the score.",
        "0 and 100 are the ends described in appendix A. Differences mean something; ratios do "
        "not, so nothing here is “twice as good”.",
        f"A range is between the 5th and the 95th of 100 equal parts of {DRAWS:,} draws, in which "
        "scores vary within their ranges and open questions take each answer equally often.",
        "“Of all possible weights” counts every set of weights alike, with the scores as stated.",
        "An option that needs an offer which was refused is scored as what it falls back to, and "
        "never leads.",
        f"Model: {sentence(basis.model.title)} Fingerprint: "
        f"{basis.model.fingerprint or 'none, for it was made in code'}.",
    ]
    names = [
        *(entry.name for entry in basis.model.options.values()),
        *(entry.name for entry in basis.model.criteria.values()),
    ]
    cut = sum(len(name) > LONG_NAME for name in names)
    if cut:
        items.append(
            f"{counted(cut, 'name').capitalize()} longer than {LONG_NAME} letters "
            f"{'is' if cut == 1 else 'are'} cut in this paper."
        )
    return [Heading("Appendix L: Method and limits"), Bullets(tuple(items))]
