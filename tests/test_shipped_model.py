"""The shipped criteria.yaml: fair to both sides, and every number with its reason."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import product

import pytest

import decision
from decision.checks.linter import lint
from decision.evaluation.additive import Standing, stand
from decision.evaluation.scores import score_table
from decision.model.case import Case
from decision.model.cells import Score
from decision.model.entries import Answer, Fact

MODEL = decision.load_model(decision.shipped("criteria.yaml"))
RADIOLOGY, DIGITAL = MODEL.pair
EQUAL = dict.fromkeys(MODEL.criteria, 1 / len(MODEL.criteria))
SHIPPED = decision.evaluate(MODEL).standing.shares
WEIGHTS = pytest.mark.parametrize("shares", [EQUAL, SHIPPED], ids=["equal", "shipped"])
CLAIMS = [f"c{number}" for number in range(1, 58)]

Shares = dict[str, float]
Answers = dict[str, str]


def standing_of(answers: Answers, shares: Shares) -> Standing:
    return stand(score_table(MODEL, Case(answers=answers)), shares)


def margin(answers: Answers, shares: Shares) -> float:
    """Radiology's total less Digital's."""
    totals = standing_of(answers, shares).totals
    return totals[RADIOLOGY] - totals[DIGITAL]


# Four properties that answer "it is rigged"


def test_the_headline_is_staying_in_radiology_against_moving_to_digital() -> None:
    assert MODEL.pair == ("radiology", "digital")
    assert list(MODEL.options) == ["radiology", "partnership", "digital", "safeguarded"]
    assert [name for name, option in MODEL.options.items() if option.baseline] == ["radiology"]


@WEIGHTS
def test_with_nothing_answered_no_option_is_2_points_ahead(shares: Shares) -> None:
    assert abs(margin({}, shares)) < 2
    totals = standing_of({}, shares).totals.values()
    assert max(totals) - min(totals) < 2


@WEIGHTS
def test_the_best_case_for_each_side_is_within_5_points_of_the_others(shares: Shares) -> None:
    best = [best_margin(sign, shares) for sign in (1, -1)]
    assert min(best) > 10
    assert abs(best[0] - best[1]) <= 5


def best_margin(sign: int, shares: Shares) -> float:
    """The largest margin that answers can give a side: every way to answer, group by group.

    Facts that move the pair on a criterion in common are tried together, for the clip at 0
    and 100 may bite on their sum. Groups touch different criteria, so their effects add.
    """
    best: Answers = {}
    start, gained = margin({}, shares), 0.0
    for group in groups():
        ways = [
            dict(zip(group, way, strict=True))
            for way in product(*(MODEL.facts[fact].answers for fact in group))
        ]
        chosen = max(ways, key=lambda way: sign * margin(way, shares))
        gained += margin(chosen, shares) - start
        best |= chosen
    assert margin(best, shares) == pytest.approx(start + gained, abs=1e-9)
    return sign * margin(best, shares)


def groups() -> list[list[str]]:
    found: list[tuple[set[str], list[str]]] = []
    for fact, entry in MODEL.facts.items():
        touched = {
            criterion
            for answer in entry.answers.values()
            for criterion, moves in answer.shifts.items()
            if {RADIOLOGY, DIGITAL} & moves.keys()
        }
        joined = [group for group in found if group[0] & touched]
        found = [group for group in found if group not in joined]
        found.append(
            (
                touched.union(*(group[0] for group in joined)),
                [*(name for group in joined for name in group[1]), fact],
            )
        )
    return [facts for _, facts in found]


@pytest.mark.parametrize("option", MODEL.options)
def test_each_option_leads_under_some_answers(option: str) -> None:
    assert decision.evaluate(MODEL, Case(answers=best_answers(option))).leader == option


def best_answers(option: str) -> Answers:
    """Answers that help an option over its best rival, one fact at a time, twice round."""
    needs = {need.fact: need.is_ for need in MODEL.options[option].needs}
    answers: Answers = {}

    def lead(answers: Answers) -> float:
        standing = standing_of(answers, SHIPPED)
        rivals = [
            total
            for name, total in standing.totals.items()
            if name != option and standing.table.available[name] != "no"
        ]
        return standing.totals[option] - max(rivals)

    for _ in range(2):
        for fact, entry in MODEL.facts.items():
            ways = [answers | {fact: answer} for answer in needs.get(fact, tuple(entry.answers))]
            answers = max(ways, key=lead)
    return answers


def test_no_hybrid_leads_under_all_answers() -> None:
    leaders = {
        decision.evaluate(MODEL, Case(answers=answers)).leader
        for answers in (
            {"digital-readiness": "all-four", "radiology-readiness": "zero-or-one"},
            {"digital-readiness": "zero-or-one", "radiology-readiness": "all-four"},
        )
    }
    assert leaders == {"digital", "radiology"}


def test_both_departments_are_asked_alike() -> None:
    digital, radiology = MODEL.facts["digital-readiness"], MODEL.facts["radiology-readiness"]
    assert (digital.who, radiology.who) == ("Digital", "Radiology")
    assert digital.key
    assert radiology.key
    assert len(digital.items) == len(radiology.items) == 4
    assert [answer.from_ for answer in digital.answers.values()] == [0, 2, 4]
    assert [answer.from_ for answer in radiology.answers.values()] == [0, 2, 4]
    assert digital.answers.keys() == radiology.answers.keys()
    for answer in digital.answers:
        ours, theirs = radiology.answers[answer], digital.answers[answer]
        assert ours.shifts.keys() == theirs.shifts.keys()
        for one, other in (("radiology", "digital"), ("partnership", "safeguarded")):
            assert moved(ours, one) == moved(theirs, other)
            assert moved(ours, other) == moved(theirs, one) == 0


def moved(answer: Answer, option: str) -> float:
    return sum(moves.get(option, 0) for moves in answer.shifts.values())


# What it holds


@pytest.mark.parametrize(
    ("criterion", "name"),
    [
        ("clinical-responsiveness", "Clinical responsiveness"),
        ("staffing-gaps", "Staffing gaps"),
        ("budget-drivers", "Budget drivers"),
        ("multi-ology-scope", "Multi-ology scope"),
        ("device-competence", "Medical-device competence"),
        ("hcpc-cpd", "HCPC CPD"),
    ],
)
def test_the_six_factors_of_the_card_are_there_under_their_own_names(
    criterion: str, name: str
) -> None:
    assert MODEL.criteria[criterion].name == name


def test_weights_are_equal_but_for_the_transition_which_passes() -> None:
    weights = {name: criterion.weight for name, criterion in MODEL.criteria.items()}
    assert weights.pop("transition") == 50
    assert set(weights.values()) == {100}


def test_every_claim_of_the_discussion_is_in_the_evidence_by_role() -> None:
    assert [name for name in MODEL.evidence if re.fullmatch(r"c\d+", name)] == CLAIMS
    for name in CLAIMS:
        entry = MODEL.evidence[name]
        assert entry.kind in ("opinion", "experience", "figure")
        assert entry.source is not None
        assert re.fullmatch(r"Peer forum discussion, post [1-7]", entry.source)


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


def test_every_answer_that_shifts_says_why_and_cites_evidence() -> None:
    for fact, entry in MODEL.facts.items():
        for answer, said in entry.answers.items():
            if said.shifts:
                assert said.because, (fact, answer)
                assert said.evidence, (fact, answer)


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
        if fact.items or fact.unit:
            reached = {fact.pick(number) for number in counts(fact)}
            assert reached - {None} == set(fact.answers), name


def counts(fact: Fact) -> Iterable[float]:
    return range(len(fact.items) + 1) if fact.items else range(101)


def test_the_key_facts_are_both_departments_readiness_the_vacancy_and_the_driver() -> None:
    keys = {name for name, fact in MODEL.facts.items() if fact.key}
    assert keys == {"digital-readiness", "radiology-readiness", "vacancy", "driver"}


def test_nothing_answered_is_not_enough_known_yet() -> None:
    assert decision.evaluate(MODEL).finding.verdict.word == "unknown"


def test_every_duty_binds_all_four_options_and_cites_its_source() -> None:
    assert len(MODEL.gates) == 5
    for name, gate in MODEL.gates.items():
        assert set(gate.options) == set(MODEL.options), name
        assert gate.evidence, name


def test_a_hybrid_refused_is_shown_as_its_plain_option() -> None:
    answers = {"partnership-offer": "refused", "safeguards-offer": "refused"}
    standing = standing_of(answers, SHIPPED)
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
def test_no_person_is_named_and_no_name_is_called(path: object) -> None:
    text = path.read_text("utf-8")  # type: ignore[attr-defined]
    assert not re.findall(r"(?i)\b(andy|louise|alex|clark|rogue)\b", text)
