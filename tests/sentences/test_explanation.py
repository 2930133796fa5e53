from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

import decision
from decision.evaluation.verdict import (
    Draws,
    Finding,
    Side,
    Span,
    Verdict,
    draw,
    find,
    judge,
    panel_parts,
    role_sides,
    what_if_sides,
)
from decision.numeric import TIE
from decision.sentences import explanation, phrases
from decision.sentences.explanation import (
    certainty,
    duties,
    explain,
    headline,
    held_back,
    reasons,
    unknown,
    whose_weights,
)
from tests.strategies import DRAWN, Written, evaluated, problems

MODEL = decision.load_model(decision.shipped("criteria.yaml"))


def model_of(**scores: Any) -> Written:
    """One criterion, and an option a score."""
    return {
        "title": "One criterion",
        "options": {name: {"name": f"Option {name.upper()}"} for name in scores},
        "criteria": {"speed": {"name": "Speed", "weight": 1, "scores": scores}},
    }


def ranged(low: float, score: float, high: float) -> Written:
    return {"score": score, "low": low, "high": high}


def found(model: Written, **case: Any) -> Finding:
    return find(evaluated(model, case).standing)


def worded(word: str, margin: float = 6.4, probability: float = 0.8, **scores: Any) -> Finding:
    """A finding of Option A against Option B with a word, a margin and a probability put in."""
    finding = found(model_of(**(scores or {"a": 60, "b": 50})))
    return replace(
        finding,
        standing=replace(finding.standing, margin=margin),
        draws=replace(finding.draws, probability=probability, margin=Span(-3.1, 14.9)),
        verdict=Verdict(word),  # type: ignore[arg-type]
    )


# The first sentence


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("clear", "Option A is clearly ahead of Option B, by about 6 points."),
        (
            "leaning",
            "Option A is ahead of Option B by about 6 points, and the answer leans that way.",
        ),
        (
            "close",
            "Option A and Option B are too close to call: Option A is ahead by about 6 points.",
        ),
        (
            "unknown",
            "Not enough is known yet; so far, Option A is ahead of Option B by about 6 points.",
        ),
    ],
)
def test_the_first_sentence_says_the_word_and_the_lead(word: str, expected: str) -> None:
    assert headline(worded(word)) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("close", "Option A and Option B are level, and so too close to call."),
        ("unknown", "Not enough is known yet; so far, Option A and Option B are level."),
    ],
)
def test_level_options_are_called_level(word: str, expected: str) -> None:
    assert headline(worded(word, margin=0, a=50, b=50)) == expected


def test_where_another_option_leads_the_first_sentence_names_both_leaders() -> None:
    assert headline(worded("leaning", a=60, b=50, c=63)) == (
        "Option A is ahead of Option B by about 6 points, and the answer leans that way; of all 3 "
        "options, Option C scores highest, about 3 points above Option A."
    )


def test_another_option_level_with_the_leader_is_named_whatever_the_order_of_the_file() -> None:
    end = "; of all 3 options, Option C is level with Option A."
    assert headline(worded("clear", a=60, b=50, c=60)).endswith(end)
    first = found(model_of(c=60, a=60, b=50) | {"compare": ["a", "b"]})
    assert first.standing.leader == "c"
    assert headline(first).endswith(end)


def refused(model: Written, *options: str) -> Written:
    need = {"needs": [{"fact": "offer", "is": ["yes"]}]}
    fact = {"ask": "Was it offered?", "answers": {"yes": {"says": "Yes"}, "no": {"says": "No"}}}
    changed = {name: entry | need for name, entry in model["options"].items() if name in options}
    return model | {"options": model["options"] | changed, "facts": {"offer": fact}}


NO = {"offer": "no"}


def test_a_leader_that_leads_only_because_the_other_cannot_be_chosen_is_not_called_ahead() -> None:
    finding = found(refused(model_of(a=70, b=50), "a"), answers=NO)
    assert headline(finding) == (
        "Option B can be chosen; Option A cannot, though it scores higher by about 20 points."
    )
    assert (
        "Option A is not available: “Was it offered?” was answered “No”. It is left out of the "
        "ranking."
    ) in explain(finding)


def test_an_option_that_cannot_be_chosen_is_not_called_beaten_or_level() -> None:
    lower = found(refused(model_of(a=70, b=50), "b"), answers=NO)
    assert headline(lower) == (
        "Option A can be chosen; Option B cannot, and it scores lower by about 20 points."
    )
    model = refused(model_of(a=70, b=50), "b")
    model["options"]["b"]["falls-back-to"] = "a"
    assert headline(found(model, answers=NO)) == "Option A can be chosen; Option B cannot."


def test_where_neither_of_the_pair_can_be_chosen_it_says_so_and_names_what_can() -> None:
    finding = found(refused(model_of(a=70, b=50, c=20), "a", "b"), answers=NO)
    assert headline(finding) == (
        "Option A and Option B cannot be chosen as the facts stand; only Option C can."
    )
    two = found(refused(model_of(a=70, b=50, c=20, d=80), "a", "b"), answers=NO)
    assert headline(two) == (
        "Option A and Option B cannot be chosen as the facts stand; of all 2 options that can be "
        "chosen, Option D scores highest, about 10 points above Option A."
    )
    nothing = found(refused(model_of(a=70, b=50), "a", "b"), answers=NO)
    assert duties(nothing.standing) == ["No option can be chosen as the facts stand."]


# How sure


def sure(low: float, high: float, probability: float = 0.8, margin: float = 6.4) -> str:
    finding = worded("close", margin, a=ranged(40, 60, 80), b=50)
    return certainty(replace(finding, draws=Draws({}, Span(low, high), probability)))


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (-3.1, 14.9, "lies between about 3 points for Option B and about 15 points for Option A"),
        (3.6, 15.8, "lies between about 4 points and about 16 points"),
        (-0.2, 6.4, "lies between less than half a point for Option B and about 6 points for Op"),
        (0, 6.4, "lies between 0 points and about 6 points"),
        (-9.3, -2.6, "lies between about 3 points and about 9 points for Option B"),
        (6.1, 6.4, "is about 6 points"),
    ],
)
def test_the_range_says_whose_each_end_is(low: float, high: float, expected: str) -> None:
    said = sure(low, high)
    assert said.startswith("Option A is ahead in 80 of 100 draws of what is uncertain; in 90 of 1")
    assert f"; in 90 of 100, the margin {expected}" in said


def test_a_probability_under_a_half_says_that_known_and_likely_disagree() -> None:
    assert sure(-9, 7, 0.48).endswith(
        " What is known and what is likely disagree: the figures as stated put Option A ahead, "
        "but more of the draws put Option B ahead."
    )
    assert "the figures as stated leave the two level, but" in sure(-9, 7, 0.48, margin=0)
    assert "disagree" not in sure(-9, 7, 0.5)


def test_they_do_not_disagree_where_the_leader_is_behind_and_only_available() -> None:
    assert "disagree" not in sure(-9, -2, 0.0, margin=-5)


def test_where_nothing_is_uncertain_it_says_so() -> None:
    nothing = "No score has a range and no fact is open, so nothing here is uncertain."
    assert certainty(found(model_of(a=60, b=50))) == nothing


def test_what_is_uncertain_and_moves_no_margin_is_not_called_certain() -> None:
    answers = {"yes": {"says": "Yes"}, "no": {"says": "No"}}
    model = model_of(a=60, b=50) | {"facts": {"offer": {"ask": "Offered?", "answers": answers}}}
    said = "In at least 90 of 100 draws of what is uncertain, the margin is about 10 points."
    assert certainty(found(model)) == said


def test_a_margin_that_no_draw_moves_says_whose_it_is_where_that_is_not_the_leader() -> None:
    other = {"ask": "Sunny?", "answers": {"yes": {"says": "Yes"}, "no": {"says": "No"}}}
    model = refused(model_of(a=70, b=50), "a")
    model["facts"]["other"] = other
    assert certainty(found(model, answers=NO)) == (
        "In at least 90 of 100 draws of what is uncertain, the margin is about 20 points for "
        "Option A."
    )


# What holds it back


def held(verdict: Verdict, probability: float = 0.8, **more: Any) -> list[str]:
    finding = worded("close", 1.0, probability)
    return held_back(replace(finding, verdict=verdict, **more))


def test_a_clear_verdict_is_held_back_by_nothing() -> None:
    assert held(Verdict("clear")) == []


def test_a_thin_margin_and_a_low_probability_say_what_is_needed() -> None:
    assert held(Verdict("close", thin_margin=True, low_probability=True), 0.61) == [
        "The margin is under 2 points, which is too close to call.",
        "65 of 100 draws are needed to call it a leaning; here it is 61 of 100.",
    ]
    assert held(Verdict("leaning", low_probability=True), 0.81) == [
        "90 of 100 draws are needed to call it clear; here it is 81 of 100."
    ]


@pytest.mark.parametrize(("word", "probability"), [("leaning", 0.8999), ("close", 0.6496)])
def test_a_probability_that_rounds_to_what_is_needed_is_said_to_be_just_under_it(
    word: Any, probability: float
) -> None:
    (said,) = held(Verdict(word, low_probability=True), probability)
    assert re.search(r"(90|65) of 100 draws are .*; here it is just under \1 of 100\.$", said)


def test_where_one_of_the_two_can_be_chosen_no_draws_or_points_are_called_for() -> None:
    finding = found(refused(model_of(a=ranged(60, 70, 80), b=50), "a"), answers=NO)
    assert (finding.verdict.thin_margin, finding.verdict.low_probability) == (True, True)
    assert held_back(finding) == ["Only Option B of the two can be chosen."]


def test_a_what_if_that_changes_the_leader_is_quoted_with_the_other_ones_lead() -> None:
    model = model_of(a=50, b=55)
    model["facts"] = {
        "staff": {
            "ask": "How many?",
            "answers": {"few": {"says": "Few", "shifts": {"speed": {"a": 20}}}},
        }
    }
    model["what-ifs"] = {"no-staff": {"says": "Staff left out.", "leave-out": ["staff"]}}
    finding = found(model, answers={"staff": "few"})
    assert held_back(finding) == [
        "Under the what-if “Staff left out”, Option B is ahead by about 5 points."
    ]
    level = replace(finding, what_ifs={"no-staff": Side("b", 0.0)})
    assert held_back(level) == ["Under the what-if “Staff left out”, the two are level."]


def test_roles_that_differ_are_named_by_role_and_never_as_people() -> None:
    roles = {"Nurse": Side("b", 3.0), "other roles": Side("b", 4.0)}
    assert held(Verdict("leaning", roles=tuple(roles)), roles=roles) == [
        "By the mean weights of the role “Nurse”, Option B is ahead by about 3 points.",
        "By the mean weights of the other roles, Option B is ahead by about 4 points.",
    ]


def test_a_panel_whose_means_part_is_said_to() -> None:
    assert held(Verdict("close", panel_parts=True)) == [
        "The mean of all people and the mean of all roles put different options ahead."
    ]


@pytest.mark.parametrize(
    ("keys", "answered", "expected"),
    [
        (1, 0, "The only key fact is not answered: “Fact 0?”"),
        (2, 0, "None of the 2 key facts is answered: “Fact 0?” and “Fact 1?”"),
        (3, 2, "1 of the 3 key facts is not answered: “Fact 2?”"),
        (3, 1, "2 of the 3 key facts are not answered: “Fact 1?” and “Fact 2?”"),
    ],
)
def test_open_key_facts_are_counted_and_asked(keys: int, answered: int, expected: str) -> None:
    model = model_of(a=60, b=50)
    model["facts"] = {
        f"f{place}": {"ask": f"Fact {place}?", "key": True, "answers": {"yes": {"says": "Yes"}}}
        for place in range(keys)
    }
    answers = {f"f{place}": "yes" for place in range(answered)}
    assert held_back(found(model, answers=answers)) == [expected]


# The rest


def weighed(**criteria: tuple[float, float]) -> Written:
    model = model_of(a=0, b=0)
    model["criteria"] = {
        name: {"name": name.title(), "weight": 1, "scores": {"a": a, "b": b}}
        for name, (a, b) in criteria.items()
    }
    return model


def reasons_of(**criteria: tuple[float, float]) -> str:
    return reasons(evaluated(weighed(**criteria)).standing)


def test_the_reasons_are_the_three_largest_points_for_each_side() -> None:
    said = reasons_of(u=(90, 10), v=(50, 10), w=(30, 10), x=(20, 10), y=(10, 40), z=(10, 60))
    assert said == (
        "What counts most for Option A, in points: U (13.3), V (6.7) and W (3.3). What counts "
        "most for Option B, in points: Z (8.3) and Y (5.0)."
    )


def test_where_nothing_counts_for_a_side_the_reasons_say_so() -> None:
    assert reasons_of(x=(80, 20), y=(50, 50)) == (
        "What counts most for Option A, in points: X (30.0). No criterion counts for Option B."
    )
    assert reasons_of(x=(50, 50)) == "No criterion by itself tells the two apart."


def test_points_too_few_to_show_are_not_shown_as_0() -> None:
    assert "(0.0)" not in reasons_of(x=(80, 20), y=(50, 50.05))


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({}, "None of the 2 facts is answered. An open fact moves no score; it can only widen a"),
        ({"f": "yes"}, "1 of the 2 facts is not answered. An open fact moves no score; it can o"),
        ({"f": "yes", "g": "yes"}, "All 2 facts are answered."),
    ],
)
def test_facts_are_counted(answers: dict[str, str], expected: str) -> None:
    fact = {"ask": "Seen?", "answers": {"yes": {"says": "Yes"}}}
    model = model_of(a=60, b=50) | {"facts": {"f": fact, "g": fact}}
    assert unknown(evaluated(model, {"answers": answers}).standing.table).startswith(expected)


def test_one_fact_or_none_reads_as_english() -> None:
    fact = {"ask": "Seen?", "answers": {"yes": {"says": "Yes"}}}
    model = model_of(a=60, b=50) | {"facts": {"f": fact}}
    said = [unknown(evaluated(model, {"answers": x}).standing.table) for x in ({}, {"f": "yes"})]
    assert said[0].startswith("The only fact is not answered. ")
    assert said[1] == "The only fact is answered."
    no_facts = evaluated(model_of(a=1, b=2)).standing.table
    assert unknown(no_facts) == "This model asks for no facts."


def test_a_conditional_option_says_what_it_depends_on() -> None:
    said = explain(found(refused(model_of(a=70, b=50, c=90), "c")))
    assert "Option C is conditional on “Was it offered?”, which is not answered." in said


def test_the_warnings_of_answers_given_are_shown_and_no_others() -> None:
    case = decision.load_case(decision.examples()["invented-complete"], MODEL)
    evaluation = decision.evaluate(MODEL, case)
    given_answers = {
        (name, reading.answer) for name, reading in evaluation.standing.table.readings.items()
    }
    for name, fact in MODEL.facts.items():
        for answer, entry in fact.answers.items():
            if entry.warns:
                shown = entry.warns in evaluation.explanation
                assert shown == ((name, answer) in given_answers)


def test_an_override_is_shown_with_who_why_and_what_it_changed() -> None:
    case = decision.load_case(decision.examples()["invented-complete"], MODEL)
    assert (
        "The score of Stay in Radiology on Cyber resilience was overruled by Head of information "
        "security, from 35 to 45: Digital already patches the PACS servers under a written "
        "agreement, seen in its October report."
    ) in decision.evaluate(MODEL, case).explanation


def test_duties_are_those_of_the_leader_unmet_before_unknown() -> None:
    case = decision.load_case(decision.examples()["invented-complete"], MODEL)
    unmet, open_ = duties(decision.evaluate(MODEL, case).standing)
    assert unmet.startswith("Duties not met for “Stay in Radiology, with a partnership”")
    assert open_.startswith("Duties not known to be met for “Stay in Radiology, with a partn")
    assert open_.endswith("scored): quality and equality impact assessments are done.")


@pytest.mark.parametrize(
    ("source", "words"),
    [("given", "given for this run"), ("case", "of this case"), ("panel", "panel's last round")],
)
def test_it_says_whose_weights_these_are(source: str, words: str) -> None:
    standing = found(model_of(a=60, b=50)).standing
    assert words in whose_weights(replace(standing, weights_from=source))
    assert "Nobody has weighed this yet" in whose_weights(replace(standing, weights_from="model"))


@pytest.mark.parametrize(
    ("way", "words"),
    [
        ("panel-mean", "The weights are the mean of the panel's people, as the panel agreed."),
        ("panel-role-mean", "The weights are the mean of the panel's roles, as the panel agreed."),
        ("panel-median", "The weights are the median of the panel's people, as the panel agreed."),
        ("agreed", "The weights are those that the panel agreed."),
        ("swing", "The weights are those of this case."),
    ],
)
def test_weights_that_a_panel_agreed_are_called_so(way: str, words: str) -> None:
    finding = found(model_of(a=60, b=50), weights={"speed": 3}, **{"weights-by": way})
    assert whose_weights(finding.standing) == words


# Numbers in words


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        (0.5, "about 1 point"),
        (1.49, "about 1 point"),
        (1.5, "about 2 points"),
        (2.5, "about 3 points"),
        (-2.5, "about 3 points"),
        (0.4999, "less than half a point"),
        (1e-10, "0 points"),
        (100, "about 100 points"),
    ],
)
def test_points_round_half_up_and_agree_in_number(points: float, expected: str) -> None:
    assert phrases.in_points(points) == expected


@pytest.mark.parametrize(
    ("probability", "expected"),
    [
        (0, "0 of 100"),
        (0.00002, "fewer than 1 of 100"),
        (0.01, "1 of 100"),
        (0.5, "50 of 100"),
        (0.99, "99 of 100"),
        (0.9951, "more than 99 of 100"),
        (0.99999, "more than 99 of 100"),
        (1, "100 of 100"),
    ],
)
def test_only_what_is_certain_is_0_or_100_of_100(probability: float, expected: str) -> None:
    assert phrases.of_100(probability) == expected


def test_a_name_with_a_comma_stands_in_quotes() -> None:
    assert phrases.named(MODEL, "digital") == "Move to Digital"
    assert phrases.named(MODEL, "safeguarded") == "“Move to Digital, with safeguards”"


def quickly(problem: tuple[Written, Written]) -> Finding:
    """A finding from few draws."""
    standing = evaluated(*problem).standing
    draws, what_ifs, roles = draw(standing, 300), what_if_sides(standing), role_sides(standing)
    verdict = judge(standing, draws.probability, what_ifs, roles, panel_parts(standing))
    return Finding(standing, draws, what_ifs, roles, verdict)


def points_read(text: str) -> tuple[float, float]:
    """The least and the most that a phrase of `in_points` stands for."""
    if text == "0 points":
        return 0, TIE
    if text == "less than half a point":
        return 0, 0.5
    whole = int(re.fullmatch(r"about (\d+) points?", text)[1])  # type: ignore[index]
    return whole - 0.5, whole + 0.5


POINTS = r"(0 points|less than half a point|about 1 point(?!s)|about \d+ points)"


@DRAWN
@given(problems())
def test_the_numbers_in_the_sentences_are_the_numbers(problem: tuple[Written, Written]) -> None:
    finding = quickly(problem)
    standing, margin = finding.standing, finding.draws.margin
    first = re.split("; of (all|the) ", headline(finding))[0]
    for text in re.findall(POINTS, first):
        least, most = points_read(text)
        assert least <= abs(standing.margin) <= most
    said = certainty(finding)
    if chance := re.search(r"ahead in (more than |fewer than )?(\d+) of 100", said):
        assert abs(100 * finding.draws.probability - int(chance[2])) <= 1
    ends = sorted((abs(margin.low), abs(margin.high)))
    texts = sorted(re.findall(POINTS, said), key=points_read)
    assert texts or "nothing here is uncertain" in said
    for text, end in zip(texts, ends, strict=False):
        least, most = points_read(text)
        assert least - 1e-9 <= end <= most + 1e-9


UNWANTED = re.compile(
    r"\b[Tt]wice\b|times as|%|\.\.|  |\b1 (points|facts)|\s[,.;:]|None(?! of the)|\b(nan|inf)\b|-\d"
)


def reads_well(sentences: tuple[str, ...] | list[str]) -> None:
    for sentence in sentences:
        assert not UNWANTED.search(sentence), sentence
        assert re.match("[A-Z0-9“]", sentence), sentence
        assert re.search("[.?!”]$", sentence), sentence
        assert sentence.count("“") == sentence.count("”"), sentence


@DRAWN
@given(problems())
def test_every_sentence_reads_as_one_and_none_claims_a_ratio(
    problem: tuple[Written, Written],
) -> None:
    reads_well(explain(quickly(problem)))


@pytest.mark.parametrize("name", [None, *decision.examples()])
def test_the_explanation_of_every_example_reads_well(name: str | None) -> None:
    case = decision.load_case(decision.examples()[name], MODEL) if name else None
    sentences = decision.evaluate(MODEL, case).explanation
    reads_well(sentences)
    assert len(set(sentences)) == len(sentences)
    assert max(map(len, sentences)) < 700


AMERICAN = re.compile(
    r"\b(colou?red by color|color|center|favor\w*|behavior|analyz\w+|organiz\w+|weigh(t)?ings?|"
    r"prioritiz\w+|recogniz\w+|judgment|defense|license[ds]?\b|program\b|labor\b)",
    re.I,
)


@pytest.mark.parametrize("module", [explanation, phrases])
def test_the_sentences_are_spelt_as_in_britain(module: Any) -> None:
    assert not AMERICAN.findall(Path(module.__file__).read_text("utf-8"))
