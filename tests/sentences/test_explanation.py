"""The explanation, sentence by sentence, against the numbers that each is made from."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given

import decision
from decision.evaluation.verdict import (
    Finding,
    Span,
    Verdict,
    draw,
    find,
    judge,
    means_part,
    role_leads,
    what_if_leads,
)
from decision.model.case import Case
from decision.numeric import TIE
from decision.sentences import explanation, phrases
from decision.sentences import held_back as holds
from decision.sentences.explanation import (
    availability,
    certainty,
    courses_apart,
    duties,
    explain,
    forms_apart,
    headline,
    plain_pair,
    reasons,
    unknown,
    whose_weights,
)
from decision.sentences.held_back import held_back
from tests.sentences.findings import NO, formed, found, model_of, ranged, refused, worded
from tests.shipped_model import MODEL
from tests.strategies import DRAWN, Written, evaluated, problems

# The first sentence


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("clear", "On preset weights: Option A."),
        ("leaning", "On preset weights: probably Option A."),
        ("close", "Too close to call. Option A is just ahead."),
        ("unknown", "Too early to say. Option A is ahead."),
    ],
)
def test_the_first_sentence_says_the_word_and_what_is_best(word: str, expected: str) -> None:
    assert headline(worded(word)) == expected


def test_an_answer_that_rests_on_much_says_nothing_of_what_it_rests_on() -> None:
    given = found(model_of(a=60, b=50), weights={"speed": 1})
    assert headline(replace(given, verdict=Verdict("clear"))) == "Best: Option A."
    assert headline(replace(given, verdict=Verdict("leaning"))) == "Probably best: Option A."


@pytest.mark.parametrize(
    ("answered", "weights", "expected"),
    [
        (1, {}, "On one answer and preset weights: probably Option A."),
        (1, {"speed": 1}, "On one answer: probably Option A."),
        (2, {}, "On preset weights: probably Option A."),  # half of them are not few
        (2, {"speed": 1}, "Probably best: Option A."),
    ],
)
def test_an_answer_that_rests_on_little_says_so_in_the_headline(
    answered: int, weights: dict[str, float], expected: str
) -> None:
    fact = {"ask": "Is it so?", "answers": {"yes": {"says": "Yes"}, "no": {"says": "No"}}}
    model = model_of(a=60, b=50) | {"facts": {f"f{place}": fact for place in range(4)}}
    answers = {f"f{place}": "yes" for place in range(answered)}
    finding = found(model, answers=answers, weights=weights)
    assert headline(replace(finding, verdict=Verdict("leaning"))) == expected


def test_with_nothing_answered_the_headline_says_how_many_to_answer() -> None:
    fact = {"ask": "Is it so?", "key": True, "answers": {"yes": {"says": "Yes"}}}
    model = model_of(a=60, b=50) | {"facts": {"f": fact, "g": fact}}
    nothing = replace(found(model), verdict=Verdict("unknown"))
    assert headline(nothing) == "Too early to say. Answer two questions for a first result."
    some = replace(found(model, answers={"f": "yes"}), verdict=Verdict("unknown"))
    assert headline(some) == "Too early to say. Option A is ahead."


def test_a_leader_that_is_not_agreed_yet_is_called_so() -> None:
    finding = found(refused(model_of(a=70, b=50), "a") | {}, weights={"speed": 1})
    assert finding.standing.leader == "b"  # with no option to fall back to, it waits to be agreed
    model = formed(refused(model_of(a=60, a2=70, b=50), "a2"), a2="a")
    finding = found(model, weights={"speed": 1})
    for word, expected in (
        ("leaning", "On no answers: probably Option A2, if agreed."),
        ("close", "Too close to call. Option A2, if agreed, is just ahead."),
        ("unknown", "Too early to say. Option A2, if agreed, is ahead."),
    ):
        assert headline(replace(finding, verdict=Verdict(word))) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("close", "Too close to call: Option A and Option B are level."),
        ("unknown", "Too early to say: Option A and Option B are level."),
    ],
)
def test_level_courses_are_called_level(word: str, expected: str) -> None:
    assert headline(worded(word, margin=0, a=50, b=50)) == expected


def test_the_first_sentence_names_the_form_that_leads() -> None:
    model = formed(model_of(a=60, a2=80, b=50), a2="a")
    model["options"]["a"]["course"] = "Course A"
    finding = found(model, weights={"speed": 1})
    assert headline(finding) == "Best: Option A2."
    for word, expected in (
        ("close", "Too close to call. Option A2 is just ahead."),
        ("unknown", "Too early to say. Option A2 is ahead."),
    ):
        told = replace(finding, verdict=Verdict(word))  # type: ignore[arg-type]
        assert headline(told) == expected


def test_where_one_course_can_be_chosen_it_says_so_and_compares_nothing() -> None:
    finding = found(refused(model_of(a=70, b=50), "a"), answers=NO)
    assert headline(finding) == "Only Option B can be chosen."
    assert courses_apart(finding) == certainty(finding) == reasons(finding.standing) == []
    assert (
        "Option A is not available: “Was it offered?” was answered “No”. It is left out of the "
        "ranking."
    ) in explain(finding)
    formed_ = formed(refused(model_of(a=70, b=50, b2=60), "a"), b2="b")
    finding = found(formed_, answers=NO, weights={"speed": 1})
    assert headline(finding) == "Only Option B can be chosen."
    assert courses_apart(finding) == []
    assert forms_apart(finding) == [
        "Option B2 is clearly better than Option B, by about 10 points."
    ]


def test_a_form_that_hardly_leads_is_not_called_best() -> None:
    model = formed(model_of(a=60, a2=61, b=50), a2="a")
    model["options"]["a"]["course"] = "Course A"
    said = "Course A, narrowly as Option A2."
    assert headline(found(model, weights={"speed": 1})) == f"Best: {said}"
    assert headline(found(model)) == f"On preset weights: probably {said}"


def test_where_nothing_can_be_chosen_it_says_so_once() -> None:
    nothing = found(refused(model_of(a=70, b=50), "a", "b"), answers=NO)
    said = "No option can be chosen as the facts stand."
    assert headline(nothing) == said
    assert held_back(nothing) == [said]
    assert explain(nothing).count(said) == 1
    for part in (courses_apart, forms_apart, certainty):
        assert part(nothing) == []
    assert duties(nothing.standing) == reasons(nothing.standing) == []
    assert plain_pair(nothing) == []
    both = refused(formed(model_of(a=70, a2=60, b=50), a2="a"), "a", "b")
    neither = "Neither Option A nor Option B can be chosen as it is."
    assert plain_pair(found(both, answers=NO)) == [neither]


# The two levels, and the plain pair


def test_the_lead_over_the_best_of_any_other_course_is_told() -> None:
    finding = found(formed(model_of(a=60, a2=80, b=50, b2=74), a2="a", b2="b"))
    assert courses_apart(finding) == ["Option A2 is about 6 points ahead of Option B2."]
    assert plain_pair(finding) == [
        "Side by side as they are, Option A is about 10 points ahead of Option B."
    ]
    level = found(model_of(a=50, b=50))
    assert courses_apart(level) == ["Option A and Option B have the same total."]
    assert plain_pair(level) == []


def test_the_plain_pair_is_told_only_where_it_is_not_the_answer() -> None:
    assert plain_pair(found(model_of(a=60, b=50))) == []
    model = formed(model_of(a=50, a2=80, b=50), a2="a")
    assert plain_pair(found(model)) == [
        "Side by side as they are, Option A and Option B are level."
    ]
    barred = refused(formed(model_of(a=60, a2=80, b=50, c=40), a2="a"), "b")
    assert plain_pair(found(barred, answers=NO)) == [
        "Side by side as they are, only Option A can be chosen, and not Option B."
    ]
    assert plain_pair(found(model_of(a=50, b=40, c=60))) == []  # no course has a form to leave out


@pytest.mark.parametrize(
    ("a", "a2", "expected"),
    [
        (60, 60, "Option A and Option A2 are level."),
        (60, 69, "Option A2 is clearly better than Option A, by about 9 points."),
        (60, ranged(50, 66, 70), "Option A2 is probably better than Option A, by about 6 points."),
        (60, 61, "Option A2 and Option A are too close to call: about 1 point apart."),
    ],
)
def test_the_form_is_told_by_its_own_word(a: Any, a2: Any, expected: str) -> None:
    assert forms_apart(found(formed(model_of(a=a, a2=a2, b=10), a2="a"))) == [expected]


def test_a_form_that_may_not_be_had_is_said_to_be_open() -> None:
    model = refused(formed(model_of(a=60, a2=70, b=10), a2="a"), "a2")
    assert forms_apart(found(model)) == [
        "Option A2 is about 10 points ahead of Option A, but whether Option A2 can be had is not "
        "settled."
    ]


# How sure


def sure(low: float, high: float, probability: float = 0.8, margin: float = 6.4) -> str:
    finding = worded("close", margin, a=ranged(40, 60, 80), b=50)
    draws = replace(finding.draws, margin=Span(low, high), probability=probability)
    return " ".join(certainty(replace(finding, draws=draws)))


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (-3.1, 14.9, "from about 3 points behind to about 15 points ahead."),
        (3.6, 15.8, "from about 4 points to about 16 points ahead."),
        (-0.2, 6.4, "from less than half a point behind to about 6 points ahead."),
        (0, 6.4, "from 0 points to about 6 points ahead."),
        (-9.3, -2.6, "from about 9 points behind to about 3 points behind."),
        (6.1, 6.4, "about 6 points ahead."),
    ],
)
def test_the_range_says_whose_each_end_is(low: float, high: float, expected: str) -> None:
    assert sure(low, high) == (
        f"Allowing for what is uncertain, Option A leads in 80 of 100 simulations: {expected}"
    )


def test_a_course_that_seldom_leads_says_that_known_and_likely_disagree() -> None:
    """A's open question can only take points from it."""
    facts = {"f": {"ask": "F?", "answers": {
        name: {"says": name, "shifts": {"speed": {"a": -points}}}
        for name, points in (("some", 5), ("more", 20), ("most", 30))
    }}}  # fmt: skip
    finding = found(model_of(a=60, b=50) | {"facts": facts})
    assert finding.draws.courses["b"].probability == pytest.approx(2 / 3, abs=0.02)
    assert certainty(finding)[1:] == [
        "What is known and what is likely disagree: the figures as stated put Option A ahead, "
        "but Option B leads in more of the simulations."
    ]
    level = found(model_of(a=50, b=50) | {"facts": facts})
    assert "the figures as stated leave the two level, but Option B" in certainty(level)[1]
    assert "disagree" not in sure(-9, 7, 0.5)


def test_where_nothing_is_uncertain_it_says_so() -> None:
    nothing = "No score has a range and no question is open, so nothing here is uncertain."
    assert certainty(found(model_of(a=60, b=50))) == [nothing]


def test_what_is_uncertain_and_moves_no_margin_is_not_called_certain() -> None:
    answers = {"yes": {"says": "Yes"}, "no": {"says": "No"}}
    model = model_of(a=60, b=50) | {"facts": {"offer": {"ask": "Offered?", "answers": answers}}}
    assert certainty(found(model)) == [
        "Allowing for what is uncertain, Option A leads in 100 of 100 simulations: about 10 points "
        "ahead."
    ]


# The rest


def weighed(**criteria: tuple[float, float]) -> Written:
    model = model_of(a=0, b=0)
    model["criteria"] = {
        name: {"name": name.title(), "weight": 1, "scores": {"a": a, "b": b}}
        for name, (a, b) in criteria.items()
    }
    return model


def reasons_of(**criteria: tuple[float, float]) -> str:
    (said,) = reasons(evaluated(weighed(**criteria)).standing)
    return said


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
        ({}, "None of the 2 questions is answered. An unanswered question moves no score; it ca"),
        ({"f": "yes"}, "1 of the 2 questions is not answered. An unanswered question moves no s"),
        ({"f": "yes", "g": "yes"}, "All 2 questions are answered."),
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
    assert said[0].startswith("The only question is not answered. ")
    assert said[1] == "The only question is answered."
    no_facts = evaluated(model_of(a=1, b=2)).standing.table
    assert unknown(no_facts) == "This model asks no questions."


def test_an_option_that_depends_on_something_says_on_what() -> None:
    model = refused(model_of(a=70, b=50, c=90), "c")
    assert availability(found(model).standing.table) == [
        "Option C can be chosen only once “Was it offered?” is settled."
    ]
    model["options"]["c"]["needs"] = [{"fact": name, "is": ["yes"]} for name in ("offer", "again")]
    model["facts"]["again"] = model["facts"]["offer"] | {"ask": "Was it offered again?"}
    assert availability(found(model).standing.table) == [
        "Option C can be chosen only once “Was it offered?” and “Was it offered again?” are "
        "settled."
    ]
    backed = formed(model, c="a")
    assert availability(found(backed).standing.table) == [
        "Option C depends on “Was it offered?” and “Was it offered again?”, which are not settled."
    ]
    told = {"answers": {"offer": "yes", "again": "no"}}
    assert availability(found(backed, **told).standing.table) == [
        "Option C is not available: “Was it offered again?” was answered “No”. It is scored as "
        "Option A, and never leads."
    ]
    disputed = {"again": {"by": "Lead", "says": "yes"}}
    assert availability(found(backed, **told, disputed=disputed).standing.table) == [
        "Option C depends on “Was it offered again?”, which is not settled."
    ]


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
    override = {"criterion": "speed", "option": "a", "score": 45.26, "because": "Seen in June."}
    finding = found(model_of(a=35, b=50), overrides=[override | {"by": "Head of security"}])
    assert (
        "The score of Option A on Speed was overruled by Head of security, from 35 to 45.3: Seen "
        "in June."
    ) in explain(finding)


def test_duties_are_those_of_the_leader_unmet_before_unknown() -> None:
    gates = {
        "one": {"says": "An owner is named."},
        "two": {"says": "Staff were asked.", "options": ["a"]},
        "three": {"says": "Users were asked.", "options": ["b"]},
    }
    finding = found(model_of(a=60, b=50) | {"gates": gates}, gates={"two": "unmet"})
    assert duties(finding.standing) == [
        "Not met for Option A: staff were asked. This duty is owed whatever the scores say.",
        "Not known to be met for Option A: an owner is named. This duty is owed whatever the "
        "scores say.",
    ]


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


def quickly(problem: tuple[Written, Written]) -> Finding:
    """A finding from few draws."""
    finding = find(evaluated(*problem).standing)
    standing = finding.standing
    draws, what_ifs, roles = draw(standing, 300), what_if_leads(standing), role_leads(standing)
    verdict = judge(standing, draws, what_ifs, roles, means_part(standing))
    return replace(finding, draws=draws, verdict=verdict)


def points_read(text: str) -> tuple[float, float]:
    """The least and the most that a phrase of `in_points` stands for."""
    if text == "0 points":
        return 0, TIE
    if text == "less than half a point":
        return 0, 0.5
    whole = int(re.fullmatch(r"about (\d+) points?", text)[1])  # type: ignore[index]
    return whole - 0.5, whole + 0.5


POINTS = r"(0 points|less than half a point|about 1 point(?!s)|about \d+ points)"


def reads(text: str, size: float) -> bool:
    least, most = points_read(text)
    return least - 1e-9 <= abs(size) <= most + 1e-9


@DRAWN
@given(problems())
def test_the_numbers_in_the_sentences_are_the_numbers(problem: tuple[Written, Written]) -> None:
    finding = quickly(problem)
    standing, draws = finding.standing, finding.draws
    for said, number in (
        (courses_apart(finding), standing.margin),
        (forms_apart(finding), standing.form_margin),
        (plain_pair(finding), standing.plain.margin),
    ):
        texts = re.findall(POINTS, " ".join(said))
        assert len(texts) <= 1
        assert all(number is not None and reads(text, number) for text in texts)
    assert re.findall(r"\d", headline(finding)) == []
    sure_ = " ".join(certainty(finding))
    if chance := re.search(r"leads in (more than |fewer than )?(\d+) of 100", sure_):
        assert abs(100 * (draws.probability or 0) - int(chance[2])) <= 1
        assert draws.margin is not None
        texts = re.findall(POINTS, sure_)
        ends = [draws.margin.low, draws.margin.high]
        if len(texts) == 1:
            assert all(reads(texts[0], end) for end in ends)
        else:
            assert len(texts) == 2
            assert all(reads(text, end) for text, end in zip(texts, ends, strict=True))
        assert ("behind" in sure_) == (draws.margin.low < -TIE)
    for sentence in held_back(finding):
        for text in re.findall(r"(\d+) of 100", sentence):
            known = (draws.probability or 0, draws.if_all_known or 0, 0.65, 0.9)
            assert any(abs(100 * part - int(text)) <= 1 for part in known)


@DRAWN
@given(problems())
def test_the_headline_is_short_and_names_what_leads(problem: tuple[Written, Written]) -> None:
    finding = quickly(problem)
    said, standing = headline(finding), finding.standing
    model = standing.table.model
    assert len(said.split()) < 16
    if standing.leader is None:
        assert said == "No option can be chosen as the facts stand."
    elif standing.rival is not None and not standing.level and "Answer " not in said:
        assert model.options[standing.leader].name in said
    if finding.verdict.word in ("close", "unknown") and standing.rival is not None:
        assert "est:" not in said
        assert "probably" not in said


@pytest.mark.parametrize("name", [None, *decision.examples()])
def test_the_headline_of_every_example_is_short(name: str | None) -> None:
    case = decision.load_case(decision.examples()[name], MODEL) if name else None
    assert len(decision.evaluate(MODEL, case).explanation[0].split()) < 16


def test_the_longest_headlines_of_the_shipped_model_are_short() -> None:
    """Every option as leader, every word, few answers, preset weights, agreed or narrowly."""
    few = {"team-now": "radiology", "clinical-lead": "named"}
    finding = find(decision.evaluate(MODEL, Case(answers=few)).standing)
    table = finding.standing.table
    for leader, course in MODEL.course_of.items():
        rival = next(head for head in MODEL.courses if head != course)
        for stands in ("yes", "unknown"):
            standing = replace(
                finding.standing,
                leader=leader,
                course=course,
                rival=rival,
                table=replace(table, available={**table.available, leader: stands}),
            )
            for word in ("clear", "leaning", "close", "unknown"):
                alone = len(MODEL.courses[course]) == 1
                # A form whose availability is not known is never too close to call.
                forms = (
                    (None,) if alone else ("clear", "close") if stands == "yes" else ("unknown",)
                )
                for form in forms:
                    told = replace(
                        finding,
                        standing=standing,
                        verdict=Verdict(word),  # type: ignore[arg-type]
                        form_word=form,  # type: ignore[arg-type]
                    )
                    said = headline(told)
                    assert len(said.split()) < 16, said
                    assert MODEL.options[leader].name in said


UNWANTED = re.compile(
    r"\b[Tt]wice\b|times as|%|\.\.|  |\b1 (points|facts|questions)|\s[,.;:]|None(?! of the)|"
    r"\b(nan|inf)\b|-\d|\bdraws?\b(?! level)|\bflip|\bopen fact|\bc[123]\b"
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
    finding = quickly(problem)
    asks = evaluated(*problem).robustness.ask_next if finding.verdict.asking else ()
    sentences = explain(finding, asks)
    reads_well(sentences)
    assert sentences[0] == headline(finding)
    # Courses that differ, and questions, have names of their own in any model for people.
    assume(len({*sentences}) == len(sentences))


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


@pytest.mark.parametrize("module", [explanation, holds, phrases])
def test_the_sentences_are_spelt_as_in_britain(module: Any) -> None:
    assert not AMERICAN.findall(Path(module.__file__).read_text("utf-8"))
