"""Totals, ranks and the two levels of the answer: which course, which form of it."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pytest
from hypothesis import given

from decision.evaluation.additive import Lead, Plain, Standing, differences, totals
from decision.evaluation.score_draws import Drawing
from decision.numeric import TIE
from tests.strategies import THOUSAND, Written, evaluated, problems


def test_totals_are_the_shares_times_the_scores() -> None:
    values = [[80, 20, 0], [40, 60, 100]]
    assert totals(values, [0.5, 0.25, 0.25]) == pytest.approx([45, 60])


def test_one_row_of_weights_a_draw_gives_one_row_of_totals_a_draw() -> None:
    values = np.arange(12.0).reshape(4, 3)
    weights = np.random.default_rng(1).dirichlet([1, 1, 1], size=7)
    many = totals(values, weights)
    assert many.shape == (7, 4)
    for row, one in zip(many, weights, strict=True):
        assert row == pytest.approx(totals(values, one))


def small(**scores: float) -> Written:
    """One criterion, and an option a score."""
    return {
        "title": "One criterion",
        "options": {name: {"name": name.title()} for name in scores},
        "criteria": {"speed": {"name": "Speed", "weight": 1, "scores": scores}},
    }


def needing(model: Written, option: str, falls_back: str | None = None) -> Written:
    """Make an option depend on a fact, `offer`, being answered yes."""
    back = {"falls-back-to": falls_back} if falls_back else {}
    need = {"needs": [{"fact": "offer", "is": ["yes"]}], **back}
    fact = {"ask": "Offered?", "answers": {"yes": {"says": "Yes"}, "no": {"says": "No"}}}
    options = model["options"] | {option: model["options"][option] | need}
    return model | {"options": options, "facts": {"offer": fact}}


def standing_of(model: Written, **answers: str) -> Standing:
    return evaluated(model, {"answers": answers}).standing


def test_ranks_count_the_options_above_and_ties_share_one() -> None:
    standing = standing_of(small(a=40, b=70, c=40, d=10))
    assert standing.ranks == {"a": 2, "b": 1, "c": 2, "d": 4}


def test_totals_within_the_tolerance_tie_and_the_first_in_file_order_leads() -> None:
    standing = standing_of(small(a=50, b=50 + TIE / 2))
    assert standing.ranks == {"a": 1, "b": 1}
    assert (standing.leader, standing.rival, standing.level) == ("a", "b", True)
    assert 0 <= (standing.margin or 0) <= TIE


def test_totals_further_apart_than_the_tolerance_do_not_tie() -> None:
    standing = standing_of(small(a=50, b=50 + 3 * TIE))
    assert standing.ranks == {"a": 2, "b": 1}
    assert (standing.leader, standing.rival, standing.level) == ("b", "a", False)


def test_the_plain_pair_is_the_first_two_courses_unless_the_model_says() -> None:
    model = small(a=10, b=20, c=90)
    assert standing_of(model).plain == Plain("b", "a", 10)
    assert standing_of(model | {"compare": ["c", "a"]}).plain == Plain("c", "a", 80)


def test_the_leader_stands_beside_the_best_of_any_other_course_whatever_the_plain_pair() -> None:
    standing = standing_of(small(a=10, b=20, c=90))
    assert standing.lead == Lead("c", "c", 70)
    assert (standing.rival, standing.over, standing.form_margin) == ("b", None, None)


def forms(model: Written, **back: str) -> Written:
    """Make options forms of others."""
    options = {
        name: entry | ({"falls-back-to": back[name]} if name in back else {})
        for name, entry in model["options"].items()
    }
    return model | {"options": options}


def test_the_leader_is_told_beside_the_best_other_form_of_its_course_and_the_best_rival() -> None:
    model = forms(small(a=60, a2=80, a3=70, b=50, b2=75), a2="a", a3="a", b2="b")
    standing = standing_of(model)
    assert standing.lead == Lead("a2", "a", 5)
    assert (standing.rival, standing.over, standing.form_margin) == ("b2", "a3", 10)
    assert standing.plain == Plain("a", "b", 10)
    assert (standing.best_of("a"), standing.best_of("b")) == ("a2", "b2")


def test_where_all_options_are_forms_of_one_each_is_a_course_of_its_own() -> None:
    standing = standing_of(forms(small(a=60, b=80, c=70), b="a", c="b"))
    assert standing.lead == Lead("b", "b", 10)
    assert (standing.rival, standing.over) == ("c", None)


def test_a_form_that_ties_with_another_of_its_course_leaves_the_course_apart() -> None:
    standing = standing_of(forms(small(a=60, a2=60, b=50), a2="a"))
    assert (standing.leader, standing.over, standing.form_margin) == ("a", "a2", 0)
    assert (standing.margin, standing.level) == (10, False)


def test_where_the_other_course_cannot_be_chosen_there_is_no_rival_and_no_margin() -> None:
    model = needing(forms(small(a=10, a2=30, b=90), a2="a"), "b")
    standing = standing_of(model)
    assert standing.lead == Lead("a2", "a", None)
    assert (standing.rival, standing.level, standing.over) == (None, False, "a")
    assert standing.best_of("b") is None
    assert standing.plain == Plain("a", "b", -80)


def test_an_option_that_needs_something_and_has_no_fallback_can_be_chosen_only_once_it_is_met() -> (
    None
):
    model = needing(small(a=30, b=20, c=90), "c")
    before, after = standing_of(model), standing_of(model, offer="yes")
    assert before.table.available["c"] == "unknown"
    assert (before.leader, before.ranks["c"]) == ("a", None)
    assert (after.leader, after.ranks["c"]) == ("c", 1)


def test_an_option_whose_need_is_open_is_scored_on_its_own_cells_and_may_lead() -> None:
    standing = standing_of(needing(small(a=10, b=20, c=90), "c", "a"))
    assert standing.table.available["c"] == "unknown"
    assert standing.leader == "c"


def test_an_option_refused_is_scored_as_its_fallback_and_never_leads() -> None:
    standing = standing_of(needing(small(a=30, b=20, c=90), "c", "a"), offer="no")
    assert standing.table.available["c"] == "no"
    assert standing.totals["c"] == 30
    assert standing.ranks == {"a": 1, "b": 3, "c": 1}
    assert standing.leader == "a"


def test_a_fallback_that_is_refused_too_falls_back_in_its_turn() -> None:
    model = needing(needing(small(a=30, b=20, c=90, d=95), "c", "a"), "d", "c")
    standing = standing_of(model, offer="no")
    assert standing.table.stands_on == {"a": "a", "b": "b", "c": "a", "d": "a"}
    assert standing.totals["d"] == 30
    drawn = Drawing(standing.table, 3, 1).totals([1.0])
    assert (drawn.T == [30, 20, 30, 30]).all()


def test_an_option_refused_with_no_fallback_is_left_out_of_the_ranks() -> None:
    standing = standing_of(needing(small(a=30, b=20, c=90), "c"), offer="no")
    assert standing.ranks == {"a": 1, "b": 2, "c": None}
    assert standing.leader == "a"


def test_of_the_plain_pair_one_that_cannot_be_chosen_never_leads_the_one_that_can() -> None:
    standing = standing_of(needing(small(a=90, b=20), "a"), offer="no")
    assert standing.plain == Plain("b", "a", -70)
    assert standing.lead == Lead("b", "b", None)


def test_where_nothing_can_be_chosen_nothing_leads() -> None:
    model = needing(needing(small(a=90, b=20), "a"), "b")
    standing = standing_of(model, offer="no")
    assert standing.lead == Lead(None, None, None)
    assert (standing.rival, standing.over, standing.form_margin) == (None, None, None)
    assert standing.ranks == {"a": None, "b": None}
    assert standing.plain == Plain("a", "b", 70)


def test_a_total_never_passes_100_however_the_shares_round() -> None:
    names = [f"c{place}" for place in range(7)]
    model = small(a=100, b=0)
    model["criteria"] = {
        name: {"name": name, "weight": 1 / 3 + place, "scores": {"a": 100, "b": 0}}
        for place, name in enumerate(names)
    }
    assert standing_of(model).totals["a"] <= 100


def test_differences_sum_to_the_margin_with_the_leaders_largest_first() -> None:
    model = small(a=0, b=0)
    model["criteria"] = {
        name: {"name": name, "weight": weight, "scores": {"a": a, "b": b}}
        for name, weight, a, b in (("x", 1, 10, 30), ("y", 2, 90, 20), ("z", 1, 50, 50))
    }
    standing = standing_of(model)
    assert (standing.leader, standing.rival) == ("a", "b")
    gaps = differences(standing, "a", "b")
    assert gaps == pytest.approx({"y": 35, "z": 0, "x": -5})
    assert list(gaps) == ["y", "z", "x"]


# The two levels, by brute force


def first_of_the_best(options: Iterable[str], summed: dict[str, float]) -> str | None:
    """The option that no other is ahead of, the first in file order of those that tie."""
    names = list(options)
    for option in names:
        if all(summed[other] - summed[option] <= TIE for other in names):
            return option
    return None


def course_in_the_file(model: Written, option: str) -> str:
    """The option that heads an option's course, read off the file."""
    heads = [name for name, entry in model["options"].items() if "falls-back-to" not in entry]
    if len(heads) == 1:
        return option
    while (after := model["options"][option].get("falls-back-to")) is not None:
        option = after
    return option


@THOUSAND
@given(problems())
def test_leader_course_rival_and_form_are_those_found_by_brute_force(
    problem: tuple[Written, Written],
) -> None:
    model, standing = problem[0], evaluated(*problem).standing
    table, summed = standing.table, dict(standing.totals)
    choosable = [
        option
        for option in model["options"]
        if table.available[option] == "yes"
        or (table.available[option] == "unknown" and "falls-back-to" in model["options"][option])
    ]
    assert list(table.choosable) == choosable
    course_of = {option: course_in_the_file(model, option) for option in model["options"]}
    leader = first_of_the_best(choosable, summed)
    assert standing.leader == leader
    if leader is None:
        assert choosable == []
        assert standing.lead == Lead(None, None, None)
        assert (standing.rival, standing.over, standing.form_margin) == (None, None, None)
    else:
        home = course_of[leader]
        others = [one for one in choosable if course_of[one] != home]
        rival = first_of_the_best(others, summed)
        over = first_of_the_best(
            [one for one in choosable if course_of[one] == home and one != leader], summed
        )
        assert (standing.course, standing.rival, standing.over) == (home, rival, over)
        if rival is None:
            assert standing.margin is None
            assert not standing.level
        else:
            assert standing.margin == max(0, summed[leader] - summed[rival])
            assert standing.level == (summed[leader] - summed[rival] <= TIE)
        if over is None:
            assert standing.form_margin is None
        else:
            assert standing.form_margin == max(0, summed[leader] - summed[over])
    for course, its in table.model.courses.items():
        assert {course_of[form] for form in its} == {course}
        able = [form for form in its if form in choosable]
        assert standing.best_of(course) == first_of_the_best(able, summed)


@THOUSAND
@given(problems())
def test_the_plain_pair_is_the_two_heads_as_they_are(problem: tuple[Written, Written]) -> None:
    model, standing = problem[0], evaluated(*problem).standing
    plain, table = standing.plain, standing.table
    heads = list(dict.fromkeys(course_in_the_file(model, option) for option in model["options"]))
    pair = model["compare"] or heads[:2]
    assert {plain.leader, plain.other} == set(pair)
    assert plain.margin == standing.totals[plain.leader] - standing.totals[plain.other]
    able = [option for option in pair if table.can_choose(option)]
    if len(able) == 1:
        assert plain.leader == able[0]
    else:
        assert plain.margin >= -TIE
        if abs(plain.margin) <= TIE:
            assert plain.leader == min(pair, key=list(model["options"]).index)


@THOUSAND
@given(problems())
def test_ranks_count_who_is_ahead_among_those_that_can_be_chosen_or_stand_on_one(
    problem: tuple[Written, Written],
) -> None:
    standing = evaluated(*problem).standing
    table, summed = standing.table, standing.totals
    ranked = [one for one in summed if table.can_choose(table.stands_on[one])]
    for option, rank in standing.ranks.items():
        if option not in ranked:
            assert rank is None
        else:
            assert rank == 1 + sum(summed[other] - summed[option] > TIE for other in ranked)
    assert set(table.choosable) <= set(ranked)
