"""A table as a model."""

from __future__ import annotations

from pathlib import Path

import pytest

import decision
from decision.errors import ModelError
from decision.tables.grid import read_text
from decision.tables.to_model import TableModel, model_of

ROWS = """Which supplier?
Criterion,Weight,Acme,Bolt,Total
Quality (out of 5),40,3,5,
"Cost (£k a year, lower is better)",30,"£1,200",£900–£1000,
Support,30,70 (60–75),50,
"""
COLUMNS = """Option,Quality,Cost,Support,Summary
Weight,40,30,30,
Out of,5,,,
Unit,,£k a year,,
Better,,lower,,
Acme,3,"1,200",70 (60–75),The present one
Bolt,5,900–1000,50,
Total,,,,
"""


def made(text: str) -> TableModel:
    return model_of(read_text(text))


def faults(text: str) -> list[str]:
    with pytest.raises(ModelError) as caught:
        made(text)
    return [f"{fault.line}:{fault.column} {fault.message}" for fault in caught.value.faults]


def test_either_direction_gives_the_same_model() -> None:
    one, other = made(ROWS).model, made(COLUMNS).model
    assert one.criteria == other.criteria
    assert one.options["bolt"] == other.options["bolt"]
    assert other.options["acme"].summary == "The present one"
    assert (one.title, other.title) == ("Which supplier?", "Which option is best?")


def test_totals_follow_from_weights_scores_and_value_functions() -> None:
    totals = decision.evaluate(made(ROWS).model).totals
    # Acme: quality 3 of 5 is 60, cost the worst is 0, support 70; Bolt: 100, the middle of
    # 900 and 1000 of 900 to 1200 is 250/3, support 50.
    assert totals["acme"] == pytest.approx(0.4 * 60 + 0.3 * 70)
    assert totals["bolt"] == pytest.approx(0.4 * 100 + 0.3 * 250 / 3 + 0.3 * 50)


def test_a_value_function_from_the_column_is_marked_as_such() -> None:
    found = made(ROWS)
    cost = found.model.criteria["cost"]
    assert cost.measure is not None
    assert cost.measure.values == {1200: 0, 900: 100}
    assert "drawn from this table's own range" in (cost.means or "")
    assert any("Cost: points are drawn" in note for note in found.notes)
    assert any("sets thousands apart" in note for note in found.notes)
    assert any("the middle of a range" in note for note in found.notes)
    assert any("“Total” is left out" in note for note in found.notes)


def test_worth_0_and_worth_100_draw_the_value_function() -> None:
    text = "Option,Cost\nWeight,1\nBetter,lower\nWorth 0,500\nWorth 100,0\nA,100\nB,200\n"
    measure = made(text).model.criteria["cost"].measure
    assert measure is not None
    assert measure.values == {500: 0, 0: 100}


def test_the_text_is_a_whole_model_file(tmp_path: Path) -> None:
    found = made(ROWS)
    path = tmp_path / "m.yaml"
    path.write_text(found.text, encoding="utf-8")
    assert decision.load_model(path) == found.model
    assert found.text.startswith("# Made from a table: the table\n")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Option,Speed\nA,1\nB,2\n", ["1:1 no weights were found"]),
        ("X,Weight,A,B\nWeight,1,2,3\nS,1,2,3\n", ["1:2 cell B1 is a second Weight"]),
        ("O,Speed\nWeight,1\nA,70\n", ["1:1 cell A1 heads fewer than two options"]),
        ("O,Speed\nWeight,1\nA,70\na,60\n", ["1:1 cell A1 heads", "4:1 cell A4 names the option"]),
        ("O,Speed\nWeight,1\nA,\nB,x\n", ["3:2 cell B3 is empty", "4:2 cell B4 says `x`"]),
        ("O,Speed\nWeight,1\nA,£70\nB,60\n", ["3:2 cell B3 says £70, which is no score"]),
        ("O,Speed\nWeight,1\nA,170\nB,60\n", ["3:2 cell B3 says 170, which is no score"]),
        ("O,Speed\nWeight,1\nA,3\nB,4\n", ["1:2 cell B1 holds nothing above 4"]),
        ("O,Speed (out of 5)\nWeight,1\nA,3\nB,6\n", ["4:2 cell B4 says 6, off the scale"]),
        ("O,Speed\nWeight,0\nA,70\nB,60\n", ["2:2 cell B2 is 0, as every weight is"]),
        ("O,Speed\nWeight,-1\nA,70\nB,60\n", ["2:2 cell B2 says -1; a weight is one number"]),
        ("O,Speed,Cost\nWeight,1,\nA,70,60\nB,60,50\n", ["1:3 cell C1 has no weight"]),
        ("O,C (lower is better)\nWeight,1\nA,70\nB,70\n", ["1:2 cell B1 holds one amount only"]),
        ("O,C (lower is better)\nWeight,1\nA,£7\nB,8%\n", ["1:2 cell B1 holds numbers in % and £"]),
        ("O,Speed\nWeight,1\nBetter,faster\nA,7\nB,6\n", ["3:2 cell B3 says faster; write lower"]),
        ("O,Speed\nWeight,1\n,70\nB,60\n", ["1:1 cell A1 heads", "3:1 cell A3 is empty beside 70"]),
        ("O,Speed,Cost\nWeight,1,2\nO,judged,counted\nA,70,60\nB,1,2\n", ["3:1 cell A3 begins a"]),
    ],
)
def test_what_is_not_understood_is_named_by_cell(text: str, found: list[str]) -> None:
    said = faults(text)
    assert len(said) == len(found)
    assert all(one.startswith(start) for one, start in zip(said, found, strict=True)), said


def test_names_without_latin_letters_get_ids() -> None:
    model = made("O,\u05de\u05d4\u05d9\u05e8\u05d5\u05ea\nWeight,1\n\u05d0,70\n\u05d1,60\n").model
    assert list(model.options) == ["option-1", "option-2"]
    assert list(model.criteria) == ["criterion-1"]
