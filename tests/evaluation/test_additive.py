from __future__ import annotations

import numpy as np
import pytest

from decision.evaluation.additive import Standing, differences, totals
from decision.evaluation.score_draws import draw_scores
from decision.numeric import TIE
from tests.strategies import Written, evaluated


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
    assert (standing.leader, standing.ahead) == ("a", "a")


def test_totals_further_apart_than_the_tolerance_do_not_tie() -> None:
    standing = standing_of(small(a=50, b=50 + 3 * TIE))
    assert standing.ranks == {"a": 2, "b": 1}
    assert (standing.leader, standing.ahead) == ("b", "b")


def test_the_headline_pair_is_the_first_two_options_unless_the_model_says() -> None:
    model = small(a=10, b=20, c=90)
    assert {standing_of(model).ahead, standing_of(model).behind} == {"a", "b"}
    other = standing_of(model | {"compare": ["c", "a"]})
    assert (other.ahead, other.behind, other.margin) == ("c", "a", 80)


def test_the_margin_is_of_the_pair_though_another_option_leads() -> None:
    standing = standing_of(small(a=10, b=20, c=90))
    assert (standing.leader, standing.ahead, standing.margin) == ("c", "b", 10)


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
    drawn = draw_scores(standing.table, 3, 1)[:, :, 0]
    assert (drawn == [30, 20, 30, 30]).all()


def test_an_option_refused_with_no_fallback_is_left_out_of_the_ranks() -> None:
    standing = standing_of(needing(small(a=30, b=20, c=90), "c"), offer="no")
    assert standing.ranks == {"a": 1, "b": 2, "c": None}
    assert standing.leader == "a"


def test_one_of_the_pair_that_cannot_be_chosen_never_leads_the_one_that_can() -> None:
    standing = standing_of(needing(small(a=90, b=20), "a"), offer="no")
    assert (standing.ahead, standing.behind, standing.margin) == ("b", "a", -70)
    assert standing.leader == "b"


def test_where_nothing_can_be_chosen_nothing_leads() -> None:
    model = needing(needing(small(a=90, b=20), "a"), "b")
    standing = standing_of(model, offer="no")
    assert standing.leader is None
    assert standing.ranks == {"a": None, "b": None}
    assert standing.ahead == "a"


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
    gaps = differences(standing_of(model))
    assert gaps == pytest.approx({"y": 35, "z": 0, "x": -5})
    assert list(gaps) == ["y", "z", "x"]
