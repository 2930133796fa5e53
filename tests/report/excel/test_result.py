"""Result: the answer first, whole whatever the names."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

import pytest

from decision.engine import evaluate
from decision.evaluation.verdict import WORDS
from decision.report.excel.cells import STALE, cell
from decision.report.excel.result import TOTALS_AT
from decision.report.excel.workbook import as_xlsx
from decision.sentences.what_would_change_it import doubts
from tests.report.excel.data import ANSWERS, EXAMPLE, SHIPPED, small
from tests.report.recalculated import read
from tests.strategies import case_from, made


@pytest.mark.parametrize(("name", "lines"), [("Stay", 1), ("A department of " * 6, 2)])
def test_the_headline_has_room_for_names_of_any_length(name: str, lines: int) -> None:
    options = {"stay": {"name": name.strip()}, "move": {"name": f"Not {name}".strip()}}
    scores = {"speed": {"name": "Speed", "weight": 1, "scores": {"stay": 70, "move": 20}}}
    data = as_xlsx(evaluate(made({"title": "Long", "options": options, "criteria": scores})))
    with zipfile.ZipFile(BytesIO(data)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    height = re.search(r'<row r="4"[^>]* ht="([\d.]+)"', sheet)
    assert height is not None
    assert float(height[1]) >= 14 * 1.2 * lines


def lead(scores: dict[str, float], offer: str) -> tuple[object, object]:
    """Return the headline and the line below it; Move can be chosen only if the offer is said."""
    needs = [{"fact": "offer", "is": ["said"]}]
    options = {
        name: {"name": name.capitalize(), "needs": needs if name == "move" else []}
        for name in ("stay", "move")
    }
    answers = {"said": {"says": "Said"}, "refused": {"says": "Refused"}}
    facts = {"offer": {"ask": "Was it offered?", "answers": answers}}
    criteria = {"speed": {"name": "Speed", "weight": 1, "scores": scores}}
    model = made({"title": "T", "options": options, "criteria": criteria, "facts": facts})
    book = read(as_xlsx(evaluate(model, case_from({"answers": {"offer": offer}}))))
    return book["Result!A4"], book["Result!A5"]


def test_the_headline_says_who_is_ahead_or_that_one_alone_can_be_chosen() -> None:
    assert lead({"stay": 20, "move": 70}, "said") == (
        "Move leads Stay by 50.0 points.",
        "Side by side as they are: Move is ahead of Stay by 50.0 points.",
    )
    assert lead({"stay": 20, "move": 20}, "said") == (
        "Stay and Move are level.",
        "Side by side as they are: Stay and Move are level.",
    )
    assert lead({"stay": 20, "move": 70}, "refused") == (
        "Stay leads; no other course can be chosen.",
        "Side by side as they are: Stay can be chosen; Move cannot.",
    )


def test_the_answer_names_the_option_its_course_and_the_rival() -> None:
    evaluation = small({"answers": ANSWERS | {"offer": "signed", "ready": ["lead", "route"]}})
    book, standing = read(as_xlsx(evaluation)), evaluation.standing
    names = evaluation.model.options
    assert standing.leader is not None
    assert standing.course is not None
    assert standing.rival is not None
    found = [book[cell("Result", row, 1)] for row in range(9, 14)]
    assert found[:3] == [
        names[standing.leader].name,
        evaluation.model.course_name(standing.course),
        names[standing.rival].name,
    ]
    assert found[3:] == pytest.approx([standing.margin, standing.form_margin])
    draws = evaluation.finding.draws
    assert draws.margin is not None
    assert draws.probability is not None
    assert draws.best is not None
    drawn = [draws.margin.low, draws.margin.high, draws.probability * 100, draws.best * 100]
    assert [book[cell("Result", row, 1)] for row in range(14, 18)] == pytest.approx(drawn)
    assert book[cell("Result", 18, 1)] == WORDS[evaluation.finding.verdict.word]


def test_where_no_option_can_be_chosen_the_headline_says_so() -> None:
    needs = [{"fact": "f", "is": ["yes"]}]
    model = {
        "title": "T",
        "options": {name: {"name": name.upper(), "needs": needs} for name in "ab"},
        "criteria": {"x": {"name": "X", "weight": 1, "scores": {"a": 50, "b": 80}}},
        "facts": {"f": {"ask": "F?", "answers": {"yes": {"says": "Yes"}, "no": {"says": "No"}}}},
    }
    book = read(as_xlsx(evaluate(made(model), case_from({"answers": {"f": "no"}}))))
    assert book["Result!A4"] == "No option can be chosen as the facts stand."
    assert book["Result!A5"] == "Side by side as they are: neither B nor A can be chosen."
    assert [book[cell("Result", row, 1)] for row in (9, 10, 11)] == ["none"] * 3


def test_every_option_has_its_total_its_range_and_its_rank() -> None:
    evaluation = small()
    book, standing = read(as_xlsx(evaluation)), evaluation.standing
    for row, option in enumerate(evaluation.model.options, start=TOTALS_AT):
        span_ = evaluation.finding.draws.totals[option]
        found = [book[cell("Result", row, column)] for column in (1, 2, 3, 7)]
        total = standing.totals[option]
        assert found == pytest.approx([total, span_.low, span_.high, total])
        assert (book[cell("Result", row, 4)] or None) == standing.ranks[option]


def test_what_the_tool_says_goes_out_of_date_with_the_first_change() -> None:
    evaluation = evaluate(SHIPPED, EXAMPLE)
    book = read(as_xlsx(evaluation))
    at = {text: address for address, text in book.values["Result"].items()}
    for text in (*evaluation.explanation, *doubts(evaluation.robustness)):
        assert f'"{STALE}"' in book.formulas["Result"][at[text]]
