"""Quality, clinical safety, information, risks, interests, responsibilities and success."""

from __future__ import annotations

from collections.abc import Iterable

from decision.evaluation.additive import Lead
from decision.model.entries import Topic
from decision.report.paper.blocks import Block, Bullets, Cell, Gap, Heading, Para, Table, sentence
from decision.report.paper.paper_data import STATES, PaperData, counted, number, on, who
from decision.sensitivity.reversals import Without
from decision.sentences.explanation import warned
from decision.sentences.model_contents import reading_says
from decision.sentences.phrases import lead
from decision.sentences.what_would_change_it import weight_to_move
from decision.wording.lists import listed, lowered
from decision.wording.text import cut_at_word

MOST_RISKS = 10
_WORDS = {
    "opinion": "opinion",
    "experience": "person’s experience",
    "figure": "figure",
    "regulation": "regulation",
    "guidance": "piece of guidance",
}


def duties_on(basis: PaperData, topic: Topic, prompt: str) -> list[Block]:
    """Return the duties of a topic, as they stand for each option, and a gap."""
    items = [
        f"{sentence(cut_at_word(entry.says, 260))} {_state(basis, gate)}"
        for gate, entry in basis.model.gates.items()
        if entry.topic == topic
    ]
    return [*([Bullets(tuple(items))] if items else []), Gap(prompt)]


def _state(basis: PaperData, gate: str) -> str:
    """Return for which of the compared options a duty is met, not met or not known to be met."""
    binds = basis.model.gates[gate].options or tuple(basis.model.options)
    bound = [option for option in binds if option in basis.compared]
    if not bound:
        return "It binds no option that can be chosen."
    by: dict[str, list[str]] = {}
    for option in bound:
        by.setdefault(basis.case.gate(gate, option), []).append(basis.name(option))
    if len(by) == 1 and len(bound) == len(basis.compared):
        all_ = len(basis.compared) == len(basis.model.options)
        return f"{STATES[next(iter(by))]} for every option{'' if all_ else ' compared'}."
    parts = [f"{STATES[state].lower()} for {listed(names)}" for state, names in by.items()]
    said = "; ".join(parts)
    return f"{said[0].upper()}{said[1:]}."


def _answers(basis: PaperData, topic: Topic) -> list[str]:
    """Return the questions of a topic, each with its answer; those not answered are left out."""
    return [
        f"“{cut_at_word(fact.ask, 200)}” {sentence(cut_at_word(answer, 160))}"
        for name, fact in basis.model.facts.items()
        if fact.topic == topic and (answer := basis.said(name))
    ]


def _section(basis: PaperData, title: str, topic: Topic, prompts: Iterable[str]) -> list[Block]:
    """Return a section: its heading, the answers and duties of its topic, and a gap a prompt."""
    first, *others = prompts
    known = _answers(basis, topic)
    return [
        Heading(title, numbered=True),
        *([Bullets(tuple(known))] if known else []),
        *duties_on(basis, topic, first),
        *(Gap(prompt) for prompt in others),
    ]


def quality(basis: PaperData) -> list[Block]:
    """Return quality and equality impact: gaps alone, since no topic of a model is about it."""
    return [
        Heading("Quality and equality impact", numbered=True),
        Gap(
            "the quality impact assessment: safety, effectiveness and experience of patients, with "
            "who signed it"
        ),
        Gap("the equality impact assessment: which staff and patients are affected, and how"),
    ]


def safety(basis: PaperData) -> list[Block]:
    """Return clinical safety and who owns the device."""
    return _section(
        basis,
        "Clinical safety and device ownership",
        "safety",
        (
            "the hazard log and safety case for the change (DCB0160 in England; the local duty "
            "elsewhere), and the clinical safety officer’s view",
            "who owns what is a medical device, under which classification by its maker",
        ),
    )


def information(basis: PaperData) -> list[Block]:
    """Return information governance and cyber security."""
    return _section(
        basis,
        "Information governance and cyber security",
        "information",
        (
            "the data protection impact assessment and the information asset owner’s view",
            "who patches, watches and restores the system under each option",
        ),
    )


def risks(basis: PaperData) -> list[Block]:
    """Return the risk register: what the case itself shows, for others to own and rate."""
    found = _risks(basis)
    rows: list[tuple[Cell, ...]] = [
        (cut_at_word(risk, 300), source, Gap("likelihood, impact"), Gap("action, owner, date"))
        for risk, source in found[:MOST_RISKS]
    ]
    blocks: list[Block] = [Heading("Risk register", numbered=True)]
    if rows:
        more = len(found) - len(rows)
        blocks += [
            Para(
                "These risks come from the case itself. Rating and owning them is for people."
                + (
                    f" {counted(more, 'more', 'more')} can be read from the appendices."
                    if more
                    else ""
                )
            ),
            Table(
                "Risks that the case shows",
                ("Risk", "Where it shows", "Rating", "Action"),
                tuple(rows),
                (0.44, 0.12, 0.20, 0.24),
            ),
        ]
    else:
        blocks.append(Para("The case itself shows no risk: no duty is open and no answer warns."))
    return [*blocks, Gap("risks that the case can’t show, from the trust’s own risk register")]


def _risks(basis: PaperData) -> list[tuple[str, str]]:
    model, found = basis.model, []
    if basis.preferred is not None:
        for state, gates in zip(
            ("not met", "not known to be met"), basis.not_met(basis.preferred), strict=True
        ):
            found += [
                (
                    f"A duty is {state} for {basis.name(basis.preferred)}: "
                    f"{sentence(lowered(model.gates[gate].says))}",
                    "Duty",
                )
                for gate in gates
            ]
    found += [(sentence(text), "Answer") for _, text in warned(basis.table)]
    found += [
        (f"Not known: {model.facts[name].ask}", "Key question")
        for name in basis.table.unanswered
        if model.facts[name].key
    ]
    found += [
        (f"Two answers stand against each other: {basis.question(name)}", "Disputed answer")
        for name in basis.table.disputed
    ]
    found += [
        (f"{text} Without that, {_leads_then(basis, one)}.", "Evidence")
        for text, one in _carrying(basis)
    ]
    return found


def _carrying(basis: PaperData) -> list[tuple[str, Without]]:
    """Return the speakers and claims without which another course leads, each said once."""
    model, robust = basis.model, basis.robustness
    found: list[tuple[str, Without]] = []
    told: set[tuple[str, ...]] = set()
    for speaker in robust.speakers:
        if speaker.flips:
            told.add(speaker.evidence)
            who_ = cut_at_word(speaker.speaker, 120)
            entries = counted(len(speaker.evidence), "entry", "entries")
            kinds = {model.evidence[name].kind for name in speaker.evidence}
            what = "person" if kinds <= {"opinion", "experience"} else "source"
            found.append((f"The lead rests on one {what} ({who_}; {entries}).", speaker))
    for claim in robust.claims:
        if claim.flips and claim.evidence not in told:
            entry = model.evidence[claim.evidence[0]]
            by = cut_at_word(entry.by, 120)
            found.append((f"The lead rests on one {_WORDS[entry.kind]} ({by}).", claim))
    return found


def _leads_then(basis: PaperData, one: Without) -> str:
    return lead(
        basis.model,
        Lead(
            one.leader,
            one.leader and basis.model.course_of[one.leader],
            None if one.margin is None else abs(one.margin),
        ),
    )


def interests(basis: PaperData) -> list[Block]:
    """Return the interests declared, by role."""
    declared = basis.case.interests
    blocks: list[Block] = [Heading("Interests declared", numbered=True)]
    if declared:
        rows = tuple((item.role, item.interest) for item in declared)
        blocks.append(
            Table("Interests declared", ("Role", "Interest"), rows, (0.35, 0.65), labels=True)
        )
    else:
        blocks.append(Para("No interest is recorded in the case."))
    return [*blocks, Gap("interests of those who sponsor this paper, chair the scoring or decide")]


def responsible(basis: PaperData) -> list[Block]:
    """Return who is responsible for what: the safeguards and the open duties, to be owned.

    Safeguards are those of the preferred option, and left out while there is none.
    """
    option, model = basis.preferred, basis.model
    rows: list[tuple[Cell, ...]] = []
    of = ""
    if option is not None:
        unmet, unknown = basis.not_met(option)
        if basis.firm:
            of = f" for {basis.name(option)}"
            rows += [
                _task(one.says, one.owner, one.measure, one.due)
                for one in model.options[option].safeguards
            ]
        rows += [_task(model.gates[gate].says) for gate in (*unmet, *unknown)]
    blocks: list[Block] = [Heading("Who is responsible for what", numbered=True)]
    if rows:
        blocks.append(
            Table(
                f"What must be in place{of}, and who answers for it",
                ("What", "Owner", "How anyone can tell", "By when"),
                tuple(rows),
                (0.40, 0.18, 0.26, 0.16),
            )
        )
    return [
        *blocks,
        Gap(
            "the service agreement between the departments: response times, on-call, change "
            "control, and who decides when they disagree"
        ),
    ]


def _task(
    says: str, owner: str | None = None, measure: str | None = None, due: str | None = None
) -> tuple[Cell, ...]:
    return (
        sentence(cut_at_word(says, 260)),
        who(owner and cut_at_word(owner, 120)),
        cut_at_word(measure, 260) if measure else Gap("measure"),
        cut_at_word(due, 120) if due else Gap("date"),
    )


def success(basis: PaperData) -> list[Block]:
    """Return how success will be measured, and what would reverse the decision."""
    taken = basis.case.decision
    out: list[Block] = [
        Heading("Measures of success, and what would reverse the decision", numbered=True)
    ]
    if taken and taken.measures:
        out += [Para("Success will be measured by:", with_next=True), Bullets(taken.measures)]
    else:
        out.append(Gap("three to five measures, each with its figure today and its target"))
    if now := _countable(basis):
        out += [
            Para("What was counted here can be counted again at the review:", with_next=True),
            Bullets(tuple(now)),
        ]
    if taken and taken.reverse_if:
        out += [
            Para("The decision would be reversed if:", with_next=True),
            Bullets(taken.reverse_if),
        ]
    else:
        out.append(Gap("what would reverse the decision, by when, and who would say so"))
    out.append(Para(f"By the numbers: {_lower_first(weight_to_move(basis.robustness))}"))
    review = on(taken.review) if taken else None
    out.append(Para(f"Review: {review}.") if review else Gap("date of the review"))
    return out


def _lower_first(text: str) -> str:
    return text if text[:2].isupper() else text[:1].lower() + text[1:]


def _countable(basis: PaperData) -> list[str]:
    """Return the answers that are counts, or lists ticked, with what they are today."""
    said = []
    for name, fact in basis.model.facts.items():
        reading = basis.table.readings[name]
        says = reading_says(fact, reading)
        if says is None or not (fact.unit or fact.items):
            continue
        today = number(fact, reading.count) or says
        said.append(f"“{cut_at_word(fact.ask, 200)}” Today: {sentence(cut_at_word(today, 120))}")
    return said[:6]
