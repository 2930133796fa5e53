"""The front sheet: what a board's secretary asks of every paper, on one page."""

from __future__ import annotations

from decision.report.paper import money
from decision.report.paper.blocks import Block, Cell, Gap, Heading, Para, Table, sentence
from decision.report.paper.paper_data import PaperData, counted, on
from decision.report.paper.risks import found as risks
from decision.sentences.explanation import certainty, courses_apart, headline
from decision.sentences.phrases import course_named, in_points, of_100
from decision.wording.lists import lowered
from decision.wording.text import cut_at_word

RISKS = 3  # named on the front sheet
MOST_DUTIES = 6  # likewise
SIMULATION = (
    "A simulation scores the options once more: each score falls somewhere in its range, and each "
    "open question takes one of its answers."
)
EARLY = "This paper is early: answers that are still open could change the result."
_PURPOSES = {"note": "To note", "consultation": "To consult on", "decision": "To decide"}
_UNSEEN = "check, before this goes out, that nobody can be recognised by role and pay band"


def front_sheet(basis: PaperData) -> list[Block]:
    """Return the front sheet; of a paper for decision that comes too early, it says so first."""
    early = not basis.consulting and basis.finding.verdict.word == "unknown"
    prefers = basis.consulting and basis.firm
    named = [one.name for one in risks(basis)[:RISKS]]
    rows: list[tuple[Cell, ...]] = [
        ("Preferred option for consultation" if prefers else "The answer", told(basis)),
        ("The Board is asked to", _numbered(actions(basis))),
        ("Three risks", _numbered(named) or Gap("the main risks, by name")),
        ("Money", cut_at_word(money.in_short(basis), 300)),
        ("Duties to meet", duties(basis)),
        *meeting(basis, basis.purpose),
    ]
    return [
        *titles(basis, f"Board paper for {basis.purpose}"),
        *([Para(EARLY, tone="lead")] if early else []),
        form(rows),
        *([] if basis.private else [Gap(_UNSEEN)]),
    ]


def titles(basis: PaperData, what: str, most: int = 160) -> list[Block]:
    """Return the title, of so many letters, and below it what this is, and for which site."""
    site = basis.case.site.name
    parts = (what, site and cut_at_word(site, most * 3 // 4))
    return [
        Heading(cut_at_word(basis.model.title, most), level=0),
        Para(" · ".join(part for part in parts if part), tone="subtitle"),
    ]


def form(rows: list[tuple[Cell, ...]], labels: float = 0.22) -> Table:
    """Return a form: what is asked for, and what stands there; `labels`: the first's width."""
    return Table("", ("", ""), tuple(rows), (labels, 1 - labels), labels=True, bare=True)


def meeting(basis: PaperData, purpose: str) -> list[tuple[Cell, ...]]:
    """Return the rows of a front sheet on the meeting: who brings the paper, and for what."""
    author, lead = basis.case.site.prepared_by, "the director who brings this"
    ticks = [f"{'☒' if one == purpose else '☐'} {says}" for one, says in _PURPOSES.items()]
    private = "Private: where a team is small, people can be recognised by role and pay band."
    return [
        ("Meeting", Gap("name and date of the meeting, and the agenda item")),
        (
            ("Executive lead", Gap(f"{lead}, by role"))
            if author
            else ("Executive lead and author", Gap(f"{lead}, and who wrote it, by role"))
        ),
        *([("Author", cut_at_word(author, 160))] if author else []),
        ("Session", private if basis.private else "Public"),
        ("Purpose", "     ".join(ticks)),
    ]


# What is asked


def actions(basis: PaperData) -> list[str]:
    """Return what the board is asked to do: three actions at most."""
    what, still, taken = _sole(basis), bool(basis.table.open_facts), basis.case.decision
    duties_ = sum(map(len, basis.not_met(basis.preferred))) if basis.preferred else 0
    duty = "the duty that is" if duties_ == 1 else f"the {duties_} duties that are"
    named = [f"name who sees to {duty} not met or not known to be met, and by when"]
    if basis.consulting:
        beside = "beside the other options on equal terms"
        said = [
            f"agree that {what} goes to consultation as preferred, {beside}"
            if what
            else "agree that all options go to consultation on equal terms",
            *(["agree that the open questions are answered first"] if still and not what else []),
            "agree that nothing is decided before the replies have been heard",
        ]
    elif taken:
        dated = f" of {on(taken.date)}" if taken.date else ""
        said = [f"confirm the decision{dated}: “{basis.label(taken.option)}”"]
    elif what:
        said = [
            f"choose one option; the scoring supports {what}, and it supports the decision without "
            f"making it"
        ]
    elif still:
        said = ["decide what must be known before an option is chosen"]
    else:
        said = ["choose one option; the scoring does not tell them apart"]
    review = [] if basis.consulting or (taken and taken.review) else ["set the day of the review"]
    return [*said, *(named if duties_ else []), *review][:3]


def asked(basis: PaperData) -> str:
    """Return the first of what the board is asked to do, in a sentence."""
    return f"To {actions(basis)[0]}."


def _sole(basis: PaperData) -> str | None:
    """Return the answer's option, or its course where forms are level; None where none is firm."""
    course = basis.standing.course
    if basis.firm and basis.preferred is not None:
        return f"“{basis.name(basis.preferred).strip('“”')}”"
    if course is not None and basis.finding.verdict.word in ("clear", "leaning"):
        return f"the course “{course_named(basis.model, course).strip('“”')}”"
    return None


def _numbered(texts: list[str]) -> str:
    """Return texts as numbered lines."""
    lines = (sentence(f"{text[0].upper()}{text[1:]}") for text in texts)
    return "\n".join(f"{number}. {line}" for number, line in enumerate(lines, 1))


# The answer, and the duties


def answer(basis: PaperData) -> str:
    """Return the answer in two sentences, with one figure for how sure it is."""
    standing, finding = basis.standing, basis.finding
    said = cut_at_word(headline(finding), 420)
    if standing.leader is None or standing.rival is None or standing.margin is None:
        return said
    leader, (apart, *_) = basis.name(standing.leader), courses_apart(finding)
    if finding.verdict.word == "unknown" and not standing.level:
        said = "Too early to say."  # who is ahead is said next
    elif leader in said and not standing.level:
        apart = f"It is {in_points(standing.margin)} ahead of {basis.name(standing.rival)}."
    chance = finding.draws.probability
    if chance is None or "simulations" not in certainty(finding)[0]:
        return f"{said} {apart}"
    course = course_named(basis.model, standing.course or "")
    return f"{said} {apart.rstrip('.')}, and {course} leads in {of_100(chance)} simulations."


def told(basis: PaperData) -> str:
    """Return the answer, and what a simulation is where it counts them."""
    said = answer(basis)
    return f"{said}\n{SIMULATION}" if "simulations" in said else said


def duties(basis: PaperData) -> str:
    """Return the duties of the leader that are not met, and not known to be, by name."""
    option = basis.preferred
    if not basis.model.gates:
        return "The model names no duties."
    if option is None:
        return "No option can be chosen, so no duty has been looked at."
    unmet, unknown = basis.not_met(option)
    lines = [f"Not met: {_duty(basis, gate)}" for gate in unmet]
    lines += [f"Not known: {_duty(basis, gate)}" for gate in unknown]
    if not lines:
        binding = len(basis.gates_for(option))
        return f"None: {counted(binding, 'duty', 'duties')} bind it, and all are met."
    left = len(lines) - MOST_DUTIES
    more = [f"{counted(left, 'more is', 'more are')} in the record."] if left > 0 else []
    return "\n".join([*lines[:MOST_DUTIES], *more])


def _duty(basis: PaperData, gate: str) -> str:
    return sentence(lowered(cut_at_word(basis.model.gates[gate].says, 240)))
