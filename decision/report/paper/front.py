"""The front sheet and the summary: one page each."""

from __future__ import annotations

from decision.evaluation.verdict import Span
from decision.numeric import TIE
from decision.report.paper import money
from decision.report.paper.blocks import Block, Bullets, Cell, Gap, Heading, Para, Table, tenth
from decision.report.paper.paper_data import PaperData, counted, joined, on
from decision.sensitivity.robustness import choosable
from decision.sentences.explanation import (
    certainty,
    courses_apart,
    forms_apart,
    headline,
    plain_pair,
    reasons,
)
from decision.sentences.phrases import course_named, of_100
from decision.sentences.what_would_change_it import ask_first, doubts
from decision.wording.lists import listed
from decision.wording.text import cut_at_word

_UNSEEN = "check, before this goes out, that nobody can be recognised by role and pay band"
MOST_OPTIONS = 6  # in the summary, which is one page
LONGEST = 560  # letters of one point of the summary


def preference(basis: PaperData) -> str:
    """Return the answer as a paper names it: the course, then its form, and what is behind it.

    For consultation it is "preferred option for consultation", and never more than that.
    """
    finding, label = basis.finding, basis.preferred_is
    if basis.preferred is None or basis.standing.course is None:
        return f"No option can be chosen as the facts stand, so there is no {label}."
    course, named = (
        course_named(basis.model, basis.standing.course),
        f"{label[0].upper()}{label[1:]}",
    )
    apart = courses_apart(finding)
    if basis.standing.rival is None and basis.standing.over is not None:
        apart = [f"Only {course} can be chosen."]
    match finding.verdict.word:
        case "unknown":
            return joined([f"No {label} can be named yet: it is too early to say.", *apart])
        case "close":
            return joined([f"No {label} can be named: it is too close to call.", *apart])
        case word if not basis.firm:
            what = f"a form of {course}"
        case word:
            what = basis.name(basis.preferred)
    if len(basis.table.choosable) == 1:
        return f"{named}: {what}, the only option that can be chosen."
    probably = ", which is probably best" if word == "leaning" else ""
    depends = (
        "It depends on an offer or a fact that is not yet known."
        if basis.table.available[basis.preferred] == "unknown"
        else ""
    )
    return joined([f"{named}: {what}{probably}.", *apart, *forms_apart(finding), depends])


def asked(basis: PaperData) -> str:
    """Return what the paper asks of those who read it."""
    what = _sole(basis)
    if basis.consulting:
        heard = "nothing is decided before the replies have been heard"
        if what is not None:
            return (
                f"To agree that {what} goes to consultation as preferred, beside the other "
                f"options on equal terms, and that {heard}."
            )
        first = "the open questions are answered first, and that " if _open_facts(basis) else ""
        return f"To agree that all options go to consultation on equal terms, that {first}{heard}."
    if taken := basis.case.decision:
        dated = f" of {on(taken.date)}" if taken.date else ""
        return f"To confirm the decision{dated}: “{basis.label(taken.option)}”."
    if what is not None:
        return (
            f"To choose one option. The scoring supports {what}; it supports the decision and "
            f"does not make it."
        )
    if _open_facts(basis):
        return (
            "To decide what must be known before an option is chosen; the open questions are "
            "listed."
        )
    return "To choose one option. The scoring does not tell them apart."


def _sole(basis: PaperData) -> str | None:
    """Return the answer's option, or its course where forms are level; None where none is firm."""
    course = basis.standing.course
    if basis.firm and basis.preferred is not None:
        return f"“{basis.name(basis.preferred).strip('“”')}”"
    if course is not None and basis.finding.verdict.word in ("clear", "leaning"):
        return f"the course “{course_named(basis.model, course).strip('“”')}”"
    return None


def _open_facts(basis: PaperData) -> bool:
    return bool(basis.table.open_facts)


def front_sheet(basis: PaperData) -> list[Block]:
    """Give the front sheet: what a board's secretary asks of every paper."""
    case = basis.case
    rows: list[tuple[Cell, ...]] = [
        ("Meeting", Gap("name and date of the meeting, and the agenda item")),
        ("Session", _session(basis)),
        ("Purpose", "For consultation" if basis.consulting else "For decision"),
        ("The decision asked for", cut_at_word(asked(basis), 420)),
        (
            "Preferred option" if basis.consulting else "What the scoring says",
            cut_at_word(preference(basis), 420),
        ),
        ("Site", cut_at_word(case.site.name, 160) if case.site.name else Gap("trust and site")),
        ("Sponsor", Gap("the director who brings this paper, by role")),
        (
            "Prepared by",
            cut_at_word(case.site.prepared_by, 160)
            if case.site.prepared_by
            else Gap("the author’s role"),
        ),
        ("Date of the scoring", on(basis.date) or Gap("date")),
        ("Committees that have seen it", Gap("committee, date, and what it said")),
        ("Strategic links", Gap("the objective of the trust’s strategy that this serves")),
        ("Risk links", Gap("the entry in the risk register or board assurance framework")),
        ("Money", cut_at_word(money.in_short(basis), 300)),
        ("Duties", _duties(basis)),
    ]
    site = f": {cut_at_word(case.site.name, 120)}" if case.site.name else ""
    kind = "consultation" if basis.consulting else "decision"
    return [
        Heading(cut_at_word(basis.model.title, 160), level=0),
        Para(f"Board paper for {kind}{site}", tone="subtitle"),
        Table("", ("", ""), tuple(rows), (0.27, 0.73), labels=True, bare=True),
        *([] if basis.private else [Gap(_UNSEEN)]),
    ]


def _session(basis: PaperData) -> str:
    if not basis.private:
        return "Public session."
    return (
        "Private session. Where a team is small, people can be recognised by role and pay band, "
        "so this paper is not for publication as it stands."
    )


def _duties(basis: PaperData) -> str:
    option = basis.preferred
    if not basis.model.gates:
        return "The model names no duties."
    if option is None:
        return "No option can be chosen, so no duty has been looked at."
    unmet, unknown = basis.not_met(option)
    name, binding = cut_at_word(basis.name(option), 120), len(basis.gates_for(option))
    if not binding:
        return f"No duty binds {name}."
    if not unmet and not unknown:
        return f"All duties are met for {name}."
    parts = [f"{len(unmet)} not met"] if unmet else []
    parts += [f"{len(unknown)} not known to be met"] if unknown else []
    every = counted(binding, "duty", "duties")
    return f"Of {every} that {'binds' if binding == 1 else 'bind'} {name}: {listed(parts)}."


def summary(basis: PaperData) -> list[Block]:
    """Return the summary: the answer, how sure it is, what it rests on and what could change it."""
    finding, standing, asking = basis.finding, basis.standing, basis.finding.verdict.asking
    could_change = doubts(basis.robustness)
    if asking:  # what to ask next is said already
        could_change = [text for text in could_change if text != ask_first(basis.robustness)]
    points = [
        joined([*courses_apart(finding), *forms_apart(finding)]),
        *plain_pair(finding),
        joined(certainty(finding)),
        *(basis.evaluation.because[:2] if asking else ()),
        _often_best(basis),
        *reasons(standing),
        *could_change,
        _open(basis),
    ]
    question = [Para(_first(basis.model.question))] if basis.model.question else []
    return [
        Heading("Summary", new_page=True),
        *question,
        Para(cut_at_word(headline(finding), 420), tone="lead"),
        Bullets(tuple(cut_at_word(text, LONGEST) for text in points if text)),
        _totals(basis),
        Para(
            "Scores run from 0 to 100 on each criterion; a difference between two totals means "
            "something, and a ratio of them does not. The scoring supports a decision and never "
            "makes one.",
            tone="note",
        ),
    ]


def _first(text: str) -> str:
    """Give the first sentence of a text; the whole of it is in the case for change."""
    text = cut_at_word(text, 330)
    ends = [text.find(mark) + 1 for mark in (". ", "? ", "! ") if mark in text]
    return text[: min(ends)] if ends else text


def _often_best(basis: PaperData) -> str:
    """Return under how many of all possible weights the leading course, and its form, are best."""
    robust, option, course = choosable(basis.robustness), basis.preferred, basis.standing.course
    if option is None or course is None or len(robust.options) < 2:
        return ""
    first = float(robust.any_weights.ranks.table[robust.options.index(option), 0])
    if basis.standing.rival is None:
        return f"{basis.name(option)} is best under {of_100(first)} of all possible weights."
    over_all = of_100(robust.course_acceptability[course])
    said = f"{course_named(basis.model, course)} is best under {over_all} of all possible weights"
    form = f", and {basis.name(option)} itself under {of_100(first)}"
    return f"{said}{form if len(basis.model.courses[course]) > 1 else ''}."


def _open(basis: PaperData) -> str:
    facts, still = len(basis.table.readings), len(basis.table.unanswered)
    duties = _duties(basis) if basis.model.gates and basis.preferred else ""
    if not facts:
        return duties
    if facts == 1:
        known = f"The only fact asked for is {'not ' if still else ''}answered."
    elif not still:
        known = f"All {facts} facts asked for are answered."
    else:
        known = f"{still} of {facts} facts {'is' if still == 1 else 'are'} not answered."
    return joined([known, duties])


def _totals(basis: PaperData) -> Table:
    standing, draws = basis.standing, basis.finding.draws
    order = sorted(
        basis.compared,
        key=lambda option: (
            standing.ranks[option] or len(standing.ranks) + 1,
            -standing.totals[option],
        ),
    )[:MOST_OPTIONS]
    rows = [
        (
            cut_at_word(basis.label(option), 70),
            tenth(standing.totals[option]),
            _range(draws.totals[option]),
            place(basis, option),
            money.five_year_cell(basis, option),
        )
        for option in order
    ]
    left = len(basis.model.options) - len(order)
    more = f" ({counted(left, 'more option')} in the appendices)" if left else ""
    return Table(
        f"The options, highest first{more}",
        ("Option", "Total", "Range (90 of 100 simulations)", "Place", "Cost over five years"),
        tuple(rows),
        (0.38, 0.10, 0.19, 0.13, 0.20),
        figures=(1, 2, 4),
        together=True,
    )


def _range(span: Span) -> str:
    if span.high - span.low <= TIE:
        return "none"
    return f"{tenth(span.low)} to {tenth(span.high)}"


def place(basis: PaperData, option: str) -> str:
    """Say where an option stands among those that are ranked."""
    ranks = basis.standing.ranks
    if not basis.can_lead(option):
        unknown = basis.table.available[option] == "unknown"
        return f"can’t be chosen{' yet' if unknown else ''}"
    rank = ranks[option]
    assert rank is not None  # what can be chosen has one
    level = sum(ranks[other] == rank for other in ranks if basis.can_lead(other)) > 1
    conditional = " if available" if basis.table.available[option] == "unknown" else ""
    return f"{'joint ' if level else ''}{_ordinal(rank)}{conditional}"


def _ordinal(number: int) -> str:
    last = (
        "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    )
    return f"{number}{last}"
