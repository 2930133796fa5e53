"""The sentences of what would turn the answer say the numbers, and only those."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given

from decision import evaluate, examples, load_case
from decision.model.case import Case
from decision.model.decision_model import DecisionModel
from decision.sensitivity.robustness import Robustness
from decision.sentences import what_would_change_it as told
from decision.sentences.phrases import course_named, in_points, named, of_100, question_text
from decision.sentences.what_would_change_it import percent
from decision.wording.numbers import fixed
from tests.shipped_model import MODEL
from tests.strategies import DOCUMENTS, Written, case_from, evaluated, problems

CASES = {"empty": Case()} | {name: load_case(path, MODEL) for name, path in examples().items()}
ROBUST = {name: evaluate(MODEL, case).robustness for name, case in CASES.items()}

UNWANTED = re.compile(
    r"\b[Tt]wice\b|times as|\.\.|  |\b1 (points|answers|claims)\b|\s[,.;:]|None(?! of the)|"
    r"\b(nan|inf)\b|-\d|\bdraws?\b(?! level)|\bflip|\bopen fact|\bc\d+\b"
)


def every(robustness: Robustness) -> list[str]:
    return [
        told.answers(robustness),
        told.rests_on(robustness),
        *told.rests_on_speakers(robustness),
        told.weight_to_move(robustness),
        told.one_way(robustness),
        told.ask_first(robustness),
        told.any_weights(robustness),
        *told.never_best(robustness),
        *told.what_ifs(robustness),
        *told.doubts(robustness),
        *([left] if (left := told.left_out(robustness)) else []),
    ]


def read_well(robustness: Robustness) -> None:
    for sentence in every(robustness):
        assert re.match("[A-Z0-9“]", sentence), sentence
        assert re.search("[.?!”]$", sentence), sentence
        # Who says it is a name of the test models that holds the claim's id.
        assert not UNWANTED.search(re.sub(r"Author of c\d", "an author", sentence)), sentence
        assert sentence.count("“") == sentence.count("”"), sentence
    assert 1 <= len(told.doubts(robustness)) <= 2


@pytest.mark.parametrize("name", ROBUST)
def test_every_sentence_of_an_example_reads_as_one_and_none_claims_a_ratio(name: str) -> None:
    read_well(ROBUST[name])


@DOCUMENTS
@given(problems())
def test_every_sentence_reads_as_one_and_says_the_numbers(
    problem: tuple[Written, Written],
) -> None:
    robustness = evaluated(*problem).robustness
    read_well(robustness)
    says_the_numbers(robustness)


@pytest.mark.parametrize("name", ROBUST)
def test_every_sentence_of_an_example_says_the_numbers(name: str) -> None:
    says_the_numbers(ROBUST[name])


def says_the_numbers(robustness: Robustness) -> None:
    answers_are_those_found(robustness)
    claims_are_those_found(robustness)
    weights_are_those_found(robustness)
    questions_are_those_found(robustness)
    probabilities_are_those_of_the_document(robustness)


COUNTS = ("No", "One", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def answers_are_those_found(robustness: Robustness) -> None:
    standing, said = robustness.finding.standing, told.answers(robustness)
    flips = robustness.fact_flips
    alone = [flip for flip in flips if len(flip.changes) == 1]
    course = [flip for flip in alone if flip.course != standing.course]
    pairs = [flip for flip in flips if len(flip.changes) == 2]
    if not flips:
        assert said == "No answer, and no pair of answers, would change the answer."
        return
    texts = re.findall(
        r"would lead .*? by (0 points|less than half a point|about \d+ points?)", said
    )
    groups = [course] if course else [group for group in (alone, pairs) if group]
    best = [max(group, key=lambda flip: flip.margin) for group in groups]
    assert texts == [
        in_points(flip.margin) for flip in best if flip.margin > 1e-9 and not flip.lost
    ]
    for flip in best:
        assert named(standing.table.model, flip.leader) in said
    counted = len({(flip.changes[0].fact, flip.changes[0].item) for flip in course or alone})
    if counted:
        number = COUNTS[counted] if counted < 10 else str(counted)
        does = "reverse this" if course else "change only the form of it"
        start = "One answer" if counted == 1 else f"Any of {number} answers"
        assert said.startswith(f"{start} could {does}")
    assert ("No single answer would reverse this" in said) == (bool(pairs) and not course)


def claims_are_those_found(robustness: Robustness) -> None:
    standing, said = robustness.finding.standing, told.rests_on(robustness)
    model = standing.table.model
    needed = [claim for claim in robustness.claims if claim.flips]
    if standing.course is None:
        assert said == "No option can be chosen, so nothing rests on any claim."
    elif not needed:
        course = course_named(model, standing.course)
        assert said == f"The lead of {course} survives without any one claim."
    else:
        assert f"carries this lead: {model.evidence[needed[0].evidence[0]].by}. Without it" in said
        more = re.search(r"Without (?:any one of (\d+) other claims|one other claim) it", said)
        assert (int(more[1] or 1) if more else 0) == len(needed) - 1
    people = told.rests_on_speakers(robustness)
    turned = [one for one in robustness.speakers if one.flips]
    assert len(people) == len(turned)
    for sentence, one in zip(people, turned, strict=True):
        assert f"({one.speaker})" in sentence
        if one.leader is not None and one.margin is not None and abs(one.margin) > 1e-9:
            assert named(model, one.leader) in sentence
            assert in_points(one.margin) in sentence


def weights_are_those_found(robustness: Robustness) -> None:
    standing, said = robustness.finding.standing, told.weight_to_move(robustness)
    model, flip = standing.table.model, robustness.cheapest_course_flip
    if standing.rival is None:
        assert said.startswith("No weights can compare the courses")
    elif flip is None:
        assert said == "No weights would change the course."
    elif flip.moved <= 1e-9:
        assert "is level already" in said
    else:
        given_, taken = said.split(" more weight and ")
        for parts, text in ((flip.given, given_), (flip.taken, taken)):
            for name, part in parts.items():
                assert f"{model.criteria[name].name} {percent(part)}" in text
        assert f"{named(model, flip.to)} ties with" in said
    rows, way = robustness.switching, told.one_way(robustness)
    turned = [row for row in rows if row.course_at is not None]
    if not turned:
        assert way == "No criterion's weight, moved alone, would change the course."
    else:
        assert way.startswith(f"{len(turned)} of the {len(rows)} weights could ")
        nearest = min(turned, key=lambda row: round(abs((row.course_at or 0) - row.share), 9))
        shares = (fixed(100 * nearest.share), fixed(100 * (nearest.course_at or 0)))
        assert re.findall(r"(\d+\.\d)%", way) == list(shares)


def questions_are_those_found(robustness: Robustness) -> None:
    model, said = robustness.finding.standing.table.model, told.ask_first(robustness)
    if not robustness.ask_next:
        assert said == "Every question is answered, so nothing is left to ask."
        return
    first = robustness.ask_next[0]
    assert f"next: “{question_text(model, first.fact, first.item)}”" in said
    assert said.endswith(f"its answers lie {in_points(first.swing)} apart.")
    if 1e-9 < first.changes < 1 - 1e-9:
        assert f"In {of_100(first.changes)} cases its answer would change the course" in said
    else:
        assert ("Any answer to it" if first.changes > 0.5 else "No answer to it alone") in said


def probabilities_are_those_of_the_document(robustness: Robustness) -> None:
    found, standing = robustness.to_dict(), robustness.finding.standing
    said = told.any_weights(robustness)
    if standing.rival is None:
        assert said == told.not_compared(robustness)
        return
    assert of_100(found["course_acceptability"][standing.course]) in said
    for key in ("pairwise_ranked", "all_varied"):
        assert of_100(found[key][standing.leader][standing.rival]) in said


def judged(*rows: dict[str, float], **parts: Any) -> DecisionModel:
    """Options in capitals, and a criterion of weight 1 a row."""
    return DecisionModel.model_validate(
        {
            "title": "Judged",
            "options": {name: {"name": name.upper()} for name in rows[0]},
            "criteria": {
                f"x{place}": {"name": f"X{place}", "weight": 1, "scores": row}
                for place, row in enumerate(rows)
            },
        }
        | parts
    )


def test_what_is_settled_is_said_to_be() -> None:
    model = judged({"a": 80, "b": 40, "c": 30}, {"a": 70, "b": 60, "c": 20})
    robustness = evaluate(model).robustness
    assert told.doubts(robustness) == [
        "No single answer, claim or shift of weight would change the answer."
    ]
    never = told.never_best(robustness)
    assert len(never) == 2
    assert "A leads it by about 10 points" in never[0]
    assert told.left_out(robustness) == ""


def test_a_level_pair_is_settled_by_any_weight() -> None:
    robustness = evaluate(judged({"a": 60, "b": 40}, {"a": 40, "b": 60})).robustness
    assert told.weight_to_move(robustness) == (
        "B is level already, so any change of weight could settle it."
    )


def test_the_weight_to_move_says_where_from_and_where_to() -> None:
    model = judged({"a": 60, "b": 40}, {"a": 40, "b": 60}, {"a": 60, "b": 40})
    assert told.weight_to_move(evaluate(model).robustness) == (
        "Give X1 16.7% more weight and X0 16.7% less, and B ties with A."
    )
    assert told.one_way(evaluate(model).robustness) == (
        "1 of the 3 weights could change the course by itself; the nearest is X1, from 33.3% of "
        "the weight to 50.0%."
    )


def test_a_third_course_close_behind_is_not_left_out_of_a_lead() -> None:
    """Without c1 B leads A by 20 and C by 1; with \"yes\" likewise: both say over whom."""
    facts: Written = {
        "f": {"ask": "F?", "answers": {
            "no": {"says": "No", "shifts": {"x0": {"a": 30}}, "evidence": ["c1"]},
            "yes": {"says": "Yes"},
        }},
    }  # fmt: skip
    evidence = {"c1": {"says": "So", "by": "a role", "kind": "experience"}}
    model = judged({"a": 40, "b": 60, "c": 59}, facts=facts, evidence=evidence)
    robustness = evaluate(model, case_from({"answers": {"f": "no"}})).robustness
    assert told.rests_on(robustness) == (
        "One person's experience carries this lead: a role. Without it, B leads A by about 20 "
        "points."
    )
    assert told.answers(robustness) == (
        "One answer could reverse this: if “F?” were answered “Yes”, B would lead A by about 20 "
        "points."
    )


@pytest.mark.parametrize(
    ("kind", "who"), [("opinion", "person"), ("experience", "person"), ("regulation", "source")]
)
def test_only_somebody_who_speaks_is_called_a_person(kind: str, who: str) -> None:
    shifts = {"x0": {"a": 30}}
    answers = {"no": {"says": "No", "shifts": shifts, "evidence": ["c1"]}}
    model = judged(
        {"a": 40, "b": 60},
        facts={"f": {"ask": "F?", "answers": answers}},
        evidence={"c1": {"says": "So", "by": "A council", "kind": kind}},
    )
    robustness = evaluate(model, case_from({"answers": {"f": "no"}})).robustness
    assert told.rests_on_speakers(robustness) == [
        f"Without all that one {who} says (A council), B leads A by about 20 points."
    ]


def test_an_answer_that_moves_only_the_form_is_said_to_beside_the_pair_that_reverses() -> None:
    def fact(**moves: float) -> Written:
        return {"ask": "Q?", "answers": {"n": {"says": "No"}, "y": {
            "says": "Yes", "shifts": {"x0": moves}}}}  # fmt: skip

    model = judged({"a": 60, "a2": 59, "b": 50}).model_dump(by_alias=True, exclude_unset=True)
    model["options"]["a2"]["falls-back-to"] = "a"
    model["facts"] = {"f": fact(a2=6, b=7), "g": fact(b=10)}
    case = {"answers": {"f": "n", "g": "n"}}
    assert told.answers(evaluated(model, case).robustness) == (
        "One answer could change only the form of it: if “Q?” were answered “Yes”, A2 would lead A "
        "by about 5 points. No single answer would reverse this, but two together would: if “Q?” "
        "were answered “Yes” and if “Q?” were answered “Yes”, B would lead A by about 7 points."
    )


def refused_model() -> DecisionModel:
    """B scores higher by 22 points, and can't be chosen once its offer is answered with no."""
    answers = {"no": {"says": "No"}, "yes": {"says": "Yes"}}
    return DecisionModel.model_validate(
        {
            "title": "Refused",
            "options": {
                "a": {"name": "A"},
                "b": {"name": "B", "needs": [{"fact": "offer", "is": ["yes"]}]},
            },
            "criteria": {"x": {"name": "X", "weight": 1, "scores": {"a": 40, "b": 62}}},
            "facts": {
                "offer": {"ask": "Was it offered?", "answers": answers},
                "other": {"ask": "Is it sunny?", "answers": answers},
            },
            "what-ifs": {
                "sun": {"says": "The sun left out.", "leave-out": ["other"]},
                "offer": {"says": "The offer left out.", "leave-out": ["offer"]},
            },
        }
    )


def test_a_what_if_says_who_alone_can_be_chosen_and_never_calls_it_level() -> None:
    agreed = evaluate(refused_model(), Case(answers={"offer": "yes", "other": "no"})).robustness
    assert told.what_ifs(agreed) == [
        "The sun left out: B leads by about 22 points.",
        "The offer left out: only A can be chosen, which changes the course.",
    ]


def test_an_answer_that_refuses_the_leader_is_not_said_to_put_the_other_ahead() -> None:
    robustness = evaluate(refused_model(), Case(answers={"offer": "yes", "other": "no"})).robustness
    assert told.answers(robustness) == (
        "One answer could reverse this: if “Was it offered?” were answered “No”, B could not be "
        "chosen and A would lead."
    )
    still = evaluate(refused_model(), Case(answers={"other": "no"})).robustness
    assert told.ask_first(still) == (
        "Ask next: “Was it offered?” In 50 of 100 cases its answer would change the course; its "
        "answers lie 0 points apart."
    )


def test_what_moves_nothing_is_no_doubt() -> None:
    document = refused_model().model_dump(by_alias=True, exclude_none=True)
    document["facts"]["offer"]["answers"] = {"no": {"says": "No"}}
    document["options"]["b"]["needs"] = []
    robustness = evaluate(DecisionModel.model_validate(document)).robustness
    assert told.ask_first(robustness) == (
        "Ask next: “Was it offered?” No answer to it alone would change the course; its answers "
        "lie 0 points apart."
    )
    assert told.doubts(robustness) == [
        "No single answer, claim or shift of weight would change the answer."
    ]


def test_no_weights_are_said_to_compare_what_cannot_be_chosen() -> None:
    robustness = evaluate(refused_model(), Case(answers={"offer": "no"})).robustness
    said = "Only one course can be chosen, so no weights can compare it with another."
    assert told.any_weights(robustness) == said
    assert told.left_out(robustness) == "Left out, as it can’t be chosen: B."


@pytest.mark.parametrize(
    ("part", "expected"),
    [(0.02, "2%"), (0.137, "13.7%"), (0.0004, "under 0.1%"), (1.0, "100%"), (0.0005, "0.1%")],
)
def test_a_part_of_the_weight_is_as_short_as_it_can_be_read(part: float, expected: str) -> None:
    assert percent(part) == expected
