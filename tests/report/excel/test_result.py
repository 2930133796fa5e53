"""Result: the answer first, whole whatever the names."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

import pytest

from decision.engine import evaluate
from decision.evaluation.verdict import WORDS
from decision.report.excel.cells import cell
from decision.report.excel.layout import SINCE, Plan
from decision.report.excel.names import names
from decision.report.excel.result import ANSWER_AT, TOTALS_AT
from decision.report.excel.workbook import as_xlsx
from decision.wording.numbers import fixed
from tests.report.excel.data import ANSWERS, EXAMPLE, SHIPPED, small
from tests.report.recalculated import read
from tests.strategies import case_from, made


@pytest.mark.parametrize(("name", "lines"), [("Stay", 1), ("A department of " * 6, 2)])
def test_the_headline_has_room_for_names_of_any_length(name: str, lines: int) -> None:
    options = {"stay": {"name": name.strip()}, "move": {"name": f"Not {name}".strip()}}
    scores = {"speed": {"name": "Speed", "weight": 1, "scores": {"stay": 70, "move": 20}}}
    data = as_xlsx(evaluate(made({"title": "Long", "options": options, "criteria": scores})))
    with zipfile.ZipFile(BytesIO(data)) as archive:
        sheet = archive.read("xl/worksheets/sheet2.xml").decode()
    height = re.search(r'<row r="6"[^>]* ht="([\d.]+)"', sheet)
    assert height is not None
    assert float(height[1]) >= 14 * 1.2 * lines


def lead(scores: dict[str, float], offer: str) -> object:
    """Return the headline; Move can be chosen only if the offer is said."""
    needs = [{"fact": "offer", "is": ["said"]}]
    options = {
        name: {"name": name.capitalize(), "needs": needs if name == "move" else []}
        for name in ("stay", "move")
    }
    answers = {"said": {"says": "Said"}, "refused": {"says": "Refused"}}
    facts = {"offer": {"ask": "Was it offered?", "answers": answers}}
    criteria = {"speed": {"name": "Speed", "weight": 1, "scores": scores}}
    model = made({"title": "T", "options": options, "criteria": criteria, "facts": facts})
    return read(as_xlsx(evaluate(model, case_from({"answers": {"offer": offer}}))))["Result!A6"]


def test_the_headline_says_who_is_ahead_or_that_one_alone_can_be_chosen() -> None:
    assert lead({"stay": 20, "move": 70}, "said") == "Probable: Move leads Stay by 50.0 points."
    assert lead({"stay": 20, "move": 20}, "said") == "Too close to call: Stay and Move are level."
    alone = "Stay leads; no other course can be chosen."
    assert lead({"stay": 20, "move": 70}, "refused") == alone


def test_the_answer_names_the_option_its_course_and_the_rival() -> None:
    evaluation = small({"answers": ANSWERS | {"offer": "signed", "ready": ["lead", "route"]}})
    book, standing = read(as_xlsx(evaluation)), evaluation.standing
    names = evaluation.model.options
    assert standing.leader is not None
    assert standing.course is not None
    assert standing.rival is not None
    found = [book[cell("Result", row, 1)] for row in range(ANSWER_AT, ANSWER_AT + 5)]
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
    saved = [book[cell("Result", row, 1)] for row in range(ANSWER_AT + 6, ANSWER_AT + 10)]
    assert saved[0] == WORDS[evaluation.finding.verdict.word]
    assert saved[1:3] == pytest.approx([draws.probability * 100, draws.best * 100])
    low, high = fixed(draws.margin.low), fixed(draws.margin.high)
    assert saved[3] == f"{low} to {high} points"
    assert book[cell("Result", ANSWER_AT + 5, 0)] == SINCE


def test_where_no_option_can_be_chosen_the_headline_says_so() -> None:
    needs = [{"fact": "f", "is": ["yes"]}]
    model = {
        "title": "T",
        "options": {name: {"name": name.upper(), "needs": needs} for name in "ab"},
        "criteria": {"x": {"name": "X", "weight": 1, "scores": {"a": 50, "b": 80}}},
        "facts": {"f": {"ask": "F?", "answers": {"yes": {"says": "Yes"}, "no": {"says": "No"}}}},
    }
    book = read(as_xlsx(evaluate(made(model), case_from({"answers": {"f": "no"}}))))
    assert book["Result!A6"] == "No option can be chosen as the facts stand."
    rows = range(ANSWER_AT, ANSWER_AT + 3)
    assert [book[cell("Result", row, 1)] for row in rows] == ["none"] * 3


def test_every_option_has_its_total_its_range_and_its_rank() -> None:
    evaluation = small()
    book, standing = read(as_xlsx(evaluation)), evaluation.standing
    for row, option in enumerate(evaluation.model.options, start=TOTALS_AT):
        span_ = evaluation.finding.draws.totals[option]
        found = [book[cell("Result", row, column)] for column in (1, 3, 4)]
        total = standing.totals[option]
        assert found == pytest.approx([total, span_.low, span_.high])
        assert (book[cell("Result", row, 2)] or None) == standing.ranks[option]


def test_costs_stand_beside_the_totals_over_five_years_or_not_stated() -> None:
    case = {"costs": {"stay": {"one-off": 1000, "yearly": 250}, "move": {"one-off": 5}}}
    evaluation = small(case)
    book, at = read(as_xlsx(evaluation)), names(Plan(evaluation.standing))
    assert book[at["five_years_stay"]] == 2250
    assert book[at["five_years_move"]] == "not stated"
    rows = [[book[cell("Result", TOTALS_AT + row, column)] for column in (6, 7)] for row in (0, 1)]
    assert [[one or None for one in row] for row in rows] == [[1000, 250], [5, None]]


def test_an_option_that_cannot_be_chosen_says_what_it_is_scored_as() -> None:
    evaluation = small({"answers": ANSWERS | {"offer": "refused"}})
    book = read(as_xlsx(evaluation))
    found = {book[f"Result!A{row}"]: book[f"Result!F{row}"] for row in range(23, 28)}
    assert found["Move, shared"] == "no; scored as Move"
    assert (found["Stay"], found["New team"]) == ("yes", "no")


def test_what_the_tool_says_and_every_duty_stand_below() -> None:
    evaluation = evaluate(SHIPPED, EXAMPLE)
    said = set(read(as_xlsx(evaluation)).values["Result"].values())
    assert said >= {" ".join(text.split()) for text in evaluation.explanation}
    assert said >= {" ".join(gate.says.split()) for gate in SHIPPED.gates.values()}
