"""The shipped criteria.yaml: fair to both sides, and every number with its reason."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from pathlib import Path

import numpy as np
import pytest

import decision
from decision.checks.answer_ways import Ways
from decision.checks.influence import Influence
from decision.checks.linter import lint
from decision.checks.reach import Reach
from decision.evaluation.additive import Standing, stand
from decision.evaluation.scores import score_table
from decision.model.baseline import baseline_of
from decision.model.case import Case
from decision.model.cells import Score
from decision.model.entries import Fact, Right, Safeguard, Shifts
from decision.numeric import Floats
from tests.shipped_model import MODEL

RADIOLOGY, DIGITAL = MODEL.pair
EQUAL = dict.fromkeys(MODEL.criteria, 1 / len(MODEL.criteria))
SHIPPED = decision.evaluate(MODEL).standing.shares
WEIGHTS = pytest.mark.parametrize("shares", [EQUAL, SHIPPED], ids=["equal", "shipped"])
CLAIMS = [f"c{number}" for number in range(1, 58)]

Shares = dict[str, float]
Cell = tuple[str, str]


def standing_of(answers: Mapping[str, object], shares: Shares) -> Standing:
    case = Case.model_validate({"answers": dict(answers)})
    return stand(score_table(MODEL, case), shares)


# Four properties that answer "it is rigged"


def test_the_courses_are_radiology_and_digital_and_each_has_a_plain_form_and_a_hybrid() -> None:
    assert MODEL.pair == ("radiology", "digital")
    assert dict(MODEL.courses) == {
        "radiology": ("radiology", "partnership"),
        "digital": ("digital", "safeguarded"),
        "network": ("network",),
        "engineering": ("engineering",),
    }


@WEIGHTS
def test_with_nothing_answered_no_option_is_2_points_ahead(shares: Shares) -> None:
    standing = standing_of({}, shares)
    assert abs(standing.plain.margin) < 2
    assert standing.margin is not None
    assert standing.margin < 2
    totals = [standing.totals[option] for option in standing.table.choosable]
    assert len(totals) == 4
    assert max(totals) - min(totals) < 2


@WEIGHTS
def test_the_level_start_rests_on_no_judgement(shares: Shares) -> None:
    """Without the criteria whose starts cite only what the authors judged, it is level too."""
    cells = standing_of({}, shares).table.cells
    sourced = [
        name
        for name, criterion in MODEL.criteria.items()
        if any(
            MODEL.evidence[one].source
            for option in MODEL.pair
            for one in criterion.cells[option].evidence
        )
    ]
    assert 13 <= len(sourced) < len(MODEL.criteria)
    gaps = [
        shares[name] * (cells[name][RADIOLOGY].score - cells[name][DIGITAL].score)
        for name in sourced
    ]
    assert abs(sum(gaps)) / sum(shares[name] for name in sourced) < 2


@WEIGHTS
def test_the_best_case_for_each_plain_option_is_within_5_points_of_the_others(
    shares: Shares,
) -> None:
    best = best_margin(RADIOLOGY, DIGITAL, shares), best_margin(DIGITAL, RADIOLOGY, shares)
    assert min(best) > 10
    assert abs(best[0] - best[1]) <= 5


@WEIGHTS
def test_the_best_case_for_each_course_is_within_5_points_of_the_others(shares: Shares) -> None:
    """A course's best case is that of one of its forms over the other plain option alone.

    The other course's hybrid can be refused, and its plain form can't.
    """
    best = [
        max(best_margin(form, plain, shares) for form in MODEL.courses[course])
        for course, plain in ((RADIOLOGY, DIGITAL), (DIGITAL, RADIOLOGY))
    ]
    assert min(best) > 10
    assert abs(best[0] - best[1]) <= 5


def best_margin(ahead: str, behind: str, shares: Shares) -> float:
    """Return the largest margin that answers can give an option over another.

    Exact: every shift of an answer or a tick moves one criterion, so the criteria are apart, and
    on each every way to answer what moves it is tried.
    """
    return sum(
        shares[name]
        * max(
            clip(cells[ahead].score, ways, ahead) - clip(cells[behind].score, ways, behind)
            for ways in product(*moving(name))
        )
        for name, cells in score_table(MODEL).cells.items()
    )


def clip(start: float, ways: Iterable[Mapping[str, float]], option: str) -> float:
    return min(100.0, max(0.0, start + sum(moves.get(option, 0.0) for moves in ways)))


def moving(criterion: str) -> list[list[Mapping[str, float]]]:
    """Return what each question that moves a criterion can do to it: by answer, by option."""
    found: list[list[Mapping[str, float]]] = []
    for states in questions().values():
        moves: list[Mapping[str, float]] = [shifts.get(criterion, {}) for shifts in states.values()]
        if any(moves):
            found.append(moves)
    return found


def questions() -> dict[tuple[str, str | None], dict[str, Shifts]]:
    """Return what each answer to each question shifts; every tick is a question of its own."""
    found: dict[tuple[str, str | None], dict[str, Shifts]] = {}
    for name, fact in MODEL.facts.items():
        for item, entry in fact.items.items():
            found[name, item] = {"yes": entry.shifts, "no": entry.if_not}
        if not fact.items:
            found[name, None] = {key: answer.shifts for key, answer in fact.answers.items()}
    return found


def test_a_tick_moves_one_criterion_and_the_count_of_ticks_none() -> None:
    for (fact, item), states in questions().items():
        moved = {criterion for shifts in states.values() for criterion in shifts}
        assert len(moved) <= 1, (fact, item)
    for name, fact_entry in MODEL.facts.items():
        if fact_entry.items:
            assert not any(answer.shifts for answer in fact_entry.answers.values()), name


@pytest.mark.parametrize("option", MODEL.options)
def test_each_option_leads_under_some_answers(option: str) -> None:
    assert Reach(MODEL, Ways(MODEL)).can_lead(option)


def test_no_hybrid_leads_under_all_answers() -> None:
    """Both offers whole, and each plain option leads where its own department shows more."""
    offers = {"partnership-offer": "all-four", "safeguards-offer": "all-four"}
    refused: dict[str, object] = {"partnership-offer": [], "safeguards-offer": []}
    for digital, radiology, hybrid, alone in (
        ("all-four", "zero-or-one", "safeguarded", "digital"),
        ("zero-or-one", "all-four", "partnership", "radiology"),
    ):
        shown = {"digital-readiness": digital, "radiology-readiness": radiology}
        assert standing_of({**shown, **offers}, SHIPPED).leader == hybrid
        assert standing_of({**shown, **refused}, SHIPPED).leader == alone


# What is asked of one department and of the other: fact and item, or fact and answer.
ALIKE: list[tuple[Cell, Cell]] = [
    *[
        (("radiology-readiness", ours), ("digital-readiness", theirs))
        for ours, theirs in zip(
            MODEL.facts["radiology-readiness"].items,
            MODEL.facts["digital-readiness"].items,
            strict=True,
        )
    ],
    *[
        (("last-five-faults", answer), ("digital-five-faults", answer))
        for answer in MODEL.facts["last-five-faults"].answers
    ],
    *[
        (("radiology-service", item), ("digital-service", item))
        for item in MODEL.facts["radiology-service"].items
    ],
    (("vacancy", "radiology-filled"), ("vacancy", "digital-filled")),
    (("change-plan", "whole-in-radiology"), ("change-plan", "whole-in-digital")),
    (("change-plan", "would-leave-radiology"), ("change-plan", "would-leave-digital")),
    (
        ("clinical-requirement", "radiology-qualification"),
        ("clinical-requirement", "digital-qualification"),
    ),
    (("cover-offer", "from-radiology"), ("cover-offer", "from-digital")),
    (("team-now", "radiology"), ("team-now", "digital")),
]
SIDES = {"radiology": "digital", "partnership": "safeguarded"}


@pytest.mark.parametrize(("ours", "theirs"), ALIKE, ids=lambda place: "/".join(place))
def test_both_departments_are_asked_alike(ours: Cell, theirs: Cell) -> None:
    one, other = effects(*ours), effects(*theirs)
    mirrored = SIDES | {theirs: ours for ours, theirs in SIDES.items()}
    assert [{mirrored[name]: points for name, points in moves.items()} for moves in one] == other


def effects(fact: str, part: str) -> list[dict[str, float]]:
    """Return the points by option of a yes and of a no to an item, or of an answer."""
    entry = MODEL.facts[fact]
    if not entry.items:
        return [summed(entry.answers[part].shifts)]
    return [summed(entry.items[part].shifts), summed(entry.items[part].if_not)]


def summed(shifts: Shifts) -> dict[str, float]:
    found: dict[str, float] = {}
    for moves in shifts.values():
        for option, points in moves.items():
            found[option] = found.get(option, 0.0) + points
    return found


def test_the_same_service_is_asked_of_both_with_the_same_effects_on_the_same_criteria() -> None:
    for ours, theirs in (
        ("last-five-faults", "digital-five-faults"),
        ("radiology-service", "digital-service"),
    ):
        assert (MODEL.facts[ours].who, MODEL.facts[theirs].who) == ("Radiology", "Digital")
        for place in (ours, theirs):
            assert "otherwise" in (MODEL.facts[place].help or "")
        mine, other = (moved_criteria(MODEL.facts[place]) for place in (ours, theirs))
        assert mine == other


def moved_criteria(fact: Fact) -> set[str]:
    given = [answer.shifts for answer in fact.answers.values()]
    ticked = [shifts for item in fact.items.values() for shifts in (item.shifts, item.if_not)]
    return {criterion for shifts in (*given, *ticked) for criterion in shifts}


def test_both_readiness_lists_are_key_and_asked_by_bands() -> None:
    for department in ("digital", "radiology"):
        fact = MODEL.facts[f"{department}-readiness"]
        assert fact.key
        assert (fact.who or "").lower() == department
        assert [(name, answer.from_) for name, answer in fact.answers.items()] == [
            ("zero-or-one", 0),
            ("two-or-three", 2),
            ("all-four", 4),
        ]
        for item in fact.items.values():
            assert summed(item.shifts)[department] == -summed(item.if_not)[department] == 15


def test_both_offers_are_asked_alike_and_worth_the_same() -> None:
    partnership, safeguards = (
        MODEL.facts[name] for name in ("partnership-offer", "safeguards-offer")
    )
    assert len(partnership.items) == len(safeguards.items) == 4
    assert list(partnership.answers) == list(safeguards.answers)
    worth = [
        sum(sum(summed(item.shifts).values()) for item in fact.items.values())
        for fact in (partnership, safeguards)
    ]
    assert worth == [50, 50]


# What no single question may do


def test_no_answer_moves_the_margin_by_a_quarter_of_the_largest_one() -> None:
    influence = Influence(Ways(MODEL), np.array(list(SHIPPED.values())))
    largest = best_margin(RADIOLOGY, DIGITAL, SHIPPED)
    for name in MODEL.facts:
        assert influence.largest_step(name) <= largest / 4, name
    for name, gaps in influence.gaps.items():
        if not MODEL.facts[name].items:
            assert spread(gaps) <= largest / 4, name


def spread(gaps: Floats) -> float:
    return float(gaps.max() - gaps.min())


def test_no_two_facts_explain_more_than_half_of_the_margins_variance() -> None:
    influence = Influence(Ways(MODEL), np.array(list(SHIPPED.values())))
    parts = sorted(influence.variances().values())
    assert sum(parts[-2:]) < sum(parts) / 2


# Where the team starts, and homes outside both departments


def test_the_baseline_follows_where_the_team_is() -> None:
    def baseline(answers: Mapping[str, object]) -> str | None:
        return baseline_of(MODEL.options, standing_of(answers, SHIPPED).table.readings)

    assert baseline({}) is None
    assert baseline({"team-now": "radiology"}) == "radiology"
    assert baseline({"team-now": "digital"}) == "digital"
    assert baseline({"team-now": "elsewhere"}) is None


def test_where_the_team_is_moves_the_transition_alone_and_each_way_alike() -> None:
    assert moved_criteria(MODEL.facts["team-now"]) == {"transition"}
    start = standing_of({}, SHIPPED).table.cells["transition"]
    assert start["radiology"].score == start["digital"].score
    assert start["partnership"].score == start["safeguarded"].score


def test_names_read_right_for_a_team_in_either_department() -> None:
    for option in MODEL.options.values():
        assert not re.search(r"(?i)\b(stay|move|keep|as now)", option.name)
        assert "," not in option.name
    assert "stay in Radiology or move to Digital" in (MODEL.question or "")


@pytest.mark.parametrize(
    ("option", "answer"), [("network", "network-hosts"), ("engineering", "engineering-hosts")]
)
def test_a_home_elsewhere_can_be_chosen_only_where_a_host_has_said_so(
    option: str, answer: str
) -> None:
    assert MODEL.options[option].falls_back_to is None
    for said in (None, *MODEL.facts["elsewhere"].answers):
        answers = {} if said is None else {"elsewhere": said}
        assert standing_of(answers, SHIPPED).table.can_choose(option) == (said == answer)


# What it holds


@pytest.mark.parametrize(
    ("criterion", "name"),
    [
        ("clinical-responsiveness", "Clinical responsiveness"),
        ("staffing-gaps", "Staffing gaps"),
        ("budget-drivers", "Budget drivers"),
        ("multi-ology-scope", "Specialties served"),
        ("device-competence", "Medical-device competence"),
        ("hcpc-cpd", "Professional development (HCPC)"),
    ],
)
def test_the_six_factors_of_the_card_are_there_under_their_ids(criterion: str, name: str) -> None:
    assert MODEL.criteria[criterion].name == name


def test_weights_are_equal_but_for_the_transition_which_passes() -> None:
    weights = {name: criterion.weight for name, criterion in MODEL.criteria.items()}
    assert weights.pop("transition") == 20  # one year of the five that a board looks ahead
    assert set(weights.values()) == {100}


def test_there_are_no_more_than_22_facts_and_four_are_key_one_for_each_who() -> None:
    assert len(MODEL.facts) <= 22
    keys = {name: fact.who for name, fact in MODEL.facts.items() if fact.key}
    assert keys == {
        "digital-readiness": "Digital",
        "radiology-readiness": "Radiology",
        "vacancy": "HR",
        "driver": "Finance",
    }


def test_every_claim_of_the_discussion_is_in_the_evidence_by_role() -> None:
    assert [name for name in MODEL.evidence if re.fullmatch(r"c\d+", name)] == CLAIMS
    for name in CLAIMS:
        entry = MODEL.evidence[name]
        assert entry.kind in ("opinion", "experience", "figure")
        assert entry.source is not None
        assert re.fullmatch(r"Peer forum discussion, post [1-7]", entry.source)


def test_the_surveyor_the_unsigned_post_and_the_count_of_posts_are_one_speaker() -> None:
    speakers: dict[str, set[str]] = {}
    for name, entry in MODEL.evidence.items():
        if name in CLAIMS or entry.speaker:
            speakers.setdefault(entry.speaker or entry.by, set()).add(name)
    posts = [*range(4, 17), *range(53, 58)]
    assert speakers.pop("surveyor") == {f"c{n}" for n in posts} | {"e-2013-job-descriptions"}
    assert len(speakers) == 4  # the other four authors, each by one role


def test_all_other_evidence_says_who_and_where_or_that_it_is_judgement() -> None:
    for name in MODEL.evidence.keys() - set(CLAIMS):
        entry = MODEL.evidence[name]
        assert entry.by
        if name.startswith("e-judgement"):
            assert (entry.kind, entry.by) == ("opinion", "authors of this model")
        else:
            assert entry.source, name


def starts() -> Iterator[tuple[str, Score]]:
    for name, criterion in MODEL.criteria.items():
        for option, cell in criterion.cells.items():
            assert isinstance(cell, Score)
            yield f"{name}, {option}", cell


def test_every_start_score_says_why_and_cites_evidence() -> None:
    for place, cell in starts():
        assert cell.because, place
        assert cell.evidence, place
        assert cell.score % 5 == 0, place


def test_a_range_is_as_wide_as_its_main_evidence_is_weak() -> None:
    reach = {"opinion": 20, "experience": 15, "figure": 10, "regulation": 10, "guidance": 15}
    for place, cell in starts():
        assert cell.low is not None, place
        assert cell.high is not None, place
        by = reach[MODEL.evidence[cell.evidence[0]].kind]
        assert (cell.score - cell.low, cell.high - cell.score) == (by, by), place


def test_every_answer_and_every_tick_that_shifts_says_why_and_cites_evidence() -> None:
    for fact, entry in MODEL.facts.items():
        for answer, said in entry.answers.items():
            if said.shifts:
                assert said.because, (fact, answer)
                assert said.evidence, (fact, answer)
        for item, ticked in entry.items.items():
            if ticked.moves:
                assert ticked.because, (fact, item)
                assert ticked.evidence, (fact, item)


def test_shifts_are_in_steps_of_5() -> None:
    for place, states in questions().items():
        for shifts in states.values():
            assert all(points % 5 == 0 for points in summed(shifts).values()), place


def test_every_fact_says_who_can_answer_it_and_where_to_look() -> None:
    for name, fact in MODEL.facts.items():
        assert fact.who in ("Digital", "Radiology", "HR", "Finance"), name
        assert fact.ask.endswith("?"), name
        assert fact.help, name
        assert fact.group, name


def test_every_answer_can_be_given_and_a_checklist_and_a_number_reach_every_answer() -> None:
    for name, fact in MODEL.facts.items():
        for answer in fact.answers:
            table = score_table(MODEL, Case(answers={name: answer}))
            assert table.readings[name].answer == answer
        if fact.answers and (fact.items or fact.unit):
            reached = {fact.pick(number) for number in counts(fact)}
            assert reached - {None} == set(fact.answers), name


def counts(fact: Fact) -> Iterable[float]:
    return range(len(fact.items) + 1) if fact.items else range(101)


def test_nothing_answered_is_too_early_to_say() -> None:
    assert decision.evaluate(MODEL).finding.verdict.word == "unknown"


def test_every_duty_binds_all_options_and_cites_its_source() -> None:
    assert len(MODEL.gates) == 5
    for name, gate in MODEL.gates.items():
        assert not gate.options, name
        assert gate.evidence, name


def test_every_safeguard_says_who_how_it_is_told_and_by_when() -> None:
    for name, option in MODEL.options.items():
        assert len(option.safeguards) >= 3, name
        for safeguard in option.safeguards:
            assert isinstance(safeguard, Safeguard)
            assert all((safeguard.owner, safeguard.measure, safeguard.due)), (name, safeguard.says)


def test_who_decides_is_said_for_every_matter_under_every_option() -> None:
    assert list(MODEL.rights) == [
        "priority-of-work",
        "change",
        "budget",
        "recruitment",
        "risk-acceptance",
        "supplier-contract",
        "out-of-hours",
    ]
    for name, matter in MODEL.rights.items():
        assert matter.keys() == {"says", *MODEL.options}, name
        for option in MODEL.options:
            right = matter[option]
            assert isinstance(right, Right), (name, option)
            assert right.decides not in right.asked, (name, option)


def test_a_hybrid_refused_is_shown_as_its_plain_option() -> None:
    standing = standing_of({"partnership-offer": [], "safeguards-offer": []}, SHIPPED)
    assert standing.table.available["partnership"] == "no"
    assert standing.totals["partnership"] == standing.totals["radiology"]
    assert standing.totals["safeguarded"] == standing.totals["digital"]
    assert standing.leader in MODEL.pair


def test_both_readiness_lists_can_be_left_out_together() -> None:
    left_out = {frozenset(what_if.leave_out) for what_if in MODEL.what_ifs.values()}
    assert frozenset({"digital-readiness", "radiology-readiness"}) in left_out


def test_the_linter_has_nothing_to_say() -> None:
    assert list(lint(MODEL)) == []


FILES = [decision.shipped("criteria.yaml"), *decision.examples().values()]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_person_is_named_and_no_name_is_called(path: Path) -> None:
    text = path.read_text("utf-8")
    assert not re.findall(r"(?i)\b(andy|louise|alex|clark|rogue)\b", text)
