"""The last of the record: the decision taken, and how the numbers are made."""

from __future__ import annotations

from decision.evaluation.verdict import NEAR
from decision.model.case import Went
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
    one,
    sentence,
    tenth,
)
from decision.report.paper.paper_data import PaperData, counted, on, who

_WENT: dict[Went, str] = {
    "better": "Better than hoped",
    "as-hoped": "As hoped",
    "mixed": "Mixed",
    "worse": "Worse than hoped",
}


def decision(basis: PaperData) -> list[Block]:
    """Return the decision taken, how it stands to the scoring, and what happened afterwards."""
    case = basis.case
    title = (
        "The decision taken" if case.outcome is None else "The decision taken, and what happened"
    )
    heading, taken = Heading(title, numbered=True), case.decision
    if taken is None:
        return [heading, *_outcome(basis)] if case.outcome else []
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
        *_outcome(basis),
    ]
    return blocks


def _outcome(basis: PaperData) -> list[Block]:
    """Return what happened at the site; nothing where the case doesn't say."""
    found = basis.case.outcome
    if found is None:
        return []
    rows: list[tuple[Cell, ...]] = [
        ("In place", basis.label(found.arrangement)),
        ("Looked at on", on(found.date) or Gap("date")),
        ("How it went", _WENT[found.went]),
        ("What was measured", "\n".join(found.measures) or Gap("what was measured")),
        ("Said by", who(found.by)),
    ]
    return [
        Para("What happened:", with_next=True),
        Table("", ("", ""), tuple(rows), (0.27, 0.73), labels=True, bare=True),
        Para(
            "One site has one outcome. Nobody knows how another arrangement would have gone, so "
            "no score is made of it.",
            tone="note",
        ),
    ]


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
    same = basis.model.course_of[option] == basis.standing.course
    if over < NEAR:
        return f"{best}, {above}, which is too close to call."
    if same:
        return f"It is another form of the same course: {best}, {above}."
    return f"It differs from the scoring: {best}, {above}."


def _spread(basis: PaperData) -> str:
    spread = basis.model.shift_spread
    if not spread or not basis.model.facts:
        return ""
    return f" The sizes of what answers do vary too, by up to {one(spread * 100)}% either way."


def method(basis: PaperData) -> list[Block]:
    """Give how the numbers are made, and what they can't tell."""
    items = [
        "A total is the sum of each weight, as a part of all weight, times the score.",
        "0 and 100 are the ends described with the criteria. Differences mean something; ratios do "
        "not, so nothing here is “twice as good”.",
        "Options that fall back to one another are forms of one course. The answer is the course "
        "whose best form scores highest, and then that form.",
        f"A range is between the 5th and the 95th of 100 equal parts of {DRAWS:,} simulations. In "
        f"each, scores vary within their ranges, and every open question, open item and disputed "
        f"answer takes one of its answers, all equally likely.{_spread(basis)}",
        "“Of all possible weights” counts every set of weights alike, with the scores as stated.",
        "An option that needs an offer which was refused is scored as what it falls back to, and "
        "never leads.",
        "“Without” a claim or a person, every point that cites them is cancelled, and where a "
        "criterion’s start scores cite them, all options start level on it.",
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
            f"{'is' if cut == 1 else 'are'} cut in this record."
        )
    return [Heading("Method and limits", numbered=True), Bullets(tuple(items))]
