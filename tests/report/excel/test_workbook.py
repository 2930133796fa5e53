from __future__ import annotations

import random
import re
import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from xlsxwriter import Workbook

import decision
from decision.charts.chart import FIRST, OTHERS, SECOND, SECOND_LIGHT
from decision.engine import Evaluation, evaluate
from decision.evaluation.additive import differences
from decision.evaluation.panel import panel_of
from decision.model.case import Case
from decision.model.decision_model import DecisionModel
from decision.report.excel import (
    answer_formulas,
    as_written,
    duties_and_costs,
    evidence,
    fact_rows,
    facts,
    panel,
    reasons,
    result,
    scores,
    sensitivity,
    shifts,
    totals,
    uncertainty,
    weights,
    workings,
)
from decision.report.excel import cells as writing
from decision.report.excel.cells import STALE, cell
from decision.report.excel.facts import said_of
from decision.report.excel.layout import TOP, Plan
from decision.report.excel.workbook import as_xlsx
from tests.report.programs import program
from tests.report.recalculated import Edits, Read, Value, edited, read, recalculated
from tests.strategies import Tape, case_from, case_of, made, model_of

NEAR = 1e-9
RANDOM = 8  # random models, each with one case written and another typed over it
SHEETS = {
    "Result": result,
    "Weights": weights,
    "Facts": facts,
    "Scores": scores,
    "Totals": totals,
    "Sensitivity": sensitivity,
    "Uncertainty": uncertainty,
    "Evidence": evidence,
    "Panel": panel,
    "Shifts": shifts,
    "Workings": workings,
    "As written": as_written,
}
CASES = Path(__file__).parents[2] / "cases"


def inputs(evaluation: Evaluation) -> dict[tuple[str, str], Value]:
    """Every input cell of a case's workbook, with what stands in it."""
    plan, found = Plan(evaluation.standing), {}
    for row, name in enumerate(plan.criteria, start=TOP):
        found[cell("Weights", row, 2)] = float(plan.points[name])
    for name, fact in plan.model.facts.items():
        place, as_written = plan.facts[name], said_of(plan, name, fact)
        found[place.said] = as_written.answer
        for row, tick in enumerate(as_written.ticks, start=place.row + 1):
            found[cell("Facts", row, 2)] = tick
        if fact.unit:
            found[cell("Facts", place.row + 1, 2)] = as_written.number
    overrides = {(one.criterion, one.option): one.score for one in plan.case.overrides}
    for criterion, name in enumerate(plan.criteria):
        for option, option_id in enumerate(plan.options):
            line = plan.line(criterion, option)
            found[plan.scored("override", line)] = overrides.get((name, option_id))
            if plan.model.criteria[name].measure:
                amount = plan.model.criteria[name].cells[option_id]
                amount = plan.case.amounts.get(name, {}).get(option_id, amount)
                found[plan.scored("amount", line)] = amount.amount
    return {(sheet, at): value for (sheet, at), value in map(_split, found.items())}


def _split(item: tuple[str, Value]) -> tuple[tuple[str, str], Value]:
    sheet, _, at = item[0].partition("!")
    return (sheet, at.replace("$", "")), item[1]


def typed_over(written: Evaluation, wanted: Evaluation) -> dict[tuple[str, str], Value]:
    """The inputs to change so that one case's workbook holds another case."""
    before, after = inputs(written), inputs(wanted)
    assert before.keys() == after.keys()
    return {at: value for at, value in after.items() if value != before[at]}


def check(book: Read, plan: Plan, wanted: Evaluation) -> None:
    """Compare every live figure of a workbook with the engine's."""
    standing, robustness = wanted.standing, wanted.robustness
    assert not book.errors

    def same(reference: str, value: float | None) -> None:
        found = book[reference]
        if value is None:
            assert found in ("", None), reference
        else:
            assert found == pytest.approx(value, abs=NEAR, rel=0), reference

    for place, option in enumerate(plan.options):
        row = 18 + place
        same(cell("Result", row, 1), standing.totals[option])
        same(cell("Result", row, 4), standing.ranks[option])
        assert book[cell("Result", row, 5)] == standing.table.available[option]
        assert book[cell("Result", row, 6)] == plan.names[standing.table.stands_on[option]]
        for criterion, name in enumerate(plan.criteria):
            score = standing.table.cells[name][option].score
            same(plan.scored("score", plan.line(criterion, place)), score)
            same(cell("Totals", TOP + criterion, 2 + place), score)
            column = 2 + len(plan.options) + place
            same(cell("Totals", TOP + criterion, column), standing.contributions[name][option])
    same(plan.pair("margin"), standing.margin)
    same(plan.pair("ahead"), plan.number(standing.ahead))
    same(plan.pair("leader"), plan.number(standing.leader) if standing.leader else 0)
    names = plan.names
    assert book[cell("Result", 9, 1)] == names[standing.ahead]
    for place, name in enumerate(plan.criteria):
        same(cell("Weights", TOP + place, 5), standing.shares[name])
        switching, row = robustness.switching[place], 10 + place
        same(cell("Sensitivity", row, 5), switching.at)
        leader = book[cell("Sensitivity", row, 6)]
        assert (leader or "") == (names[switching.leader] if switching.leader else "")
    flip = robustness.cheapest_flip
    same(cell("Sensitivity", 4, 1), None if flip is None else flip.moved)
    into = book[cell("Sensitivity", 4, 2)]
    if flip is None:
        assert into == "No weights would change who leads."
    else:
        assert f"into {plan.titles[flip.into]}, " in str(into)
    alike = evaluate(wanted.model, wanted.case, dict.fromkeys(plan.criteria, 1))
    sign = 1 if alike.standing.ahead == standing.ahead else -1
    same(cell("Sensitivity", 3, 1), sign * alike.standing.margin)
    check_reasons(book, plan, wanted)
    for name in plan.model.facts:
        answer = standing.table.readings[name].answer
        assert book[cell("Facts", plan.facts[name].row, 5)] == plan.label(name, answer)


def check_reasons(book: Read, plan: Plan, wanted: Evaluation) -> None:
    """Compare what counts most for each side: four criteria at most, none under 0.05 points."""
    gaps = differences(wanted.standing)
    column = book.values["Result"]
    title = next(
        at for at, text in column.items() if text == "What counts most, in points of the margin"
    )
    first = int(title[1:]) + 1
    for sign, letter, points in ((1, "A", "B"), (-1, "G", "H")):
        order = sorted(plan.criteria, key=lambda name: -sign * round(gaps[name], 9))
        wanted_names = [name for name in order if sign * gaps[name] > reasons.TELLING][
            : reasons.EACH
        ]
        for place in range(reasons.EACH):
            name = wanted_names[place] if place < len(wanted_names) else None
            found = column.get(f"{letter}{first + 1 + place}")
            assert (found or "") == (plan.titles[name] if name else "")
            if name:
                shown = column[f"{points}{first + 1 + place}"]
                assert shown == pytest.approx(abs(gaps[name]), abs=NEAR)


def check_panel(book: Read, plan: Plan, wanted: Evaluation) -> None:
    """Compare who leads by each of a panel's means with the engine's."""
    found, row = panel_of(wanted.standing), TOP + len(plan.criteria)
    assert found is not None
    sides = [found.people_mean, found.role_mean, *(role.side for role in found.roles.values())]
    for column, side in enumerate(sides, start=1):
        margin = book[cell("Panel", row + 1, column)]
        assert margin == pytest.approx(side.margin, abs=NEAR)
        assert book[cell("Panel", row + 2, column)] == plan.spoken[side.leader]


def drawn_cells(book: Read) -> Iterator[tuple[str, Value]]:
    """Every cell that must go out of date, with what it shows."""
    for sheet, formulas in book.formulas.items():
        for at, formula in formulas.items():
            if f'"{STALE}"' in formula:
                yield f"{sheet}!{at}", book.values[sheet].get(at)


# What is recalculated: everything in one run, as starting LibreOffice takes seconds.

SHIPPED = decision.load_model(decision.shipped("criteria.yaml"))
EXAMPLE = decision.load_case(decision.examples()["invented-complete"], SHIPPED)

SMALL: dict[str, Any] = {
    "title": "Where to put it",
    "options": {
        "stay": {"name": "Stay"},
        "move": {"name": "Move"},
        "shared": {
            "name": "Move, shared",
            "needs": [{"fact": "offer", "is": ["said", "signed"]}],
            "falls-back-to": "move",
        },
        "new": {"name": "New team", "needs": [{"fact": "offer", "is": ["signed"]}]},
        "loan": {
            "name": "On loan",
            "needs": [{"fact": "ready", "is": ["high"]}, {"fact": "offer", "is": ["signed"]}],
            "falls-back-to": "shared",
        },
    },
    "criteria": {
        "speed": {
            "name": "Speed",
            "weight": 100,
            "scores": {
                "stay": {"score": 70, "low": 50, "high": 80},
                "move": 45,
                "shared": 52.5,
                "new": 60,
                "loan": 61,
            },
        },
        "staff": {
            "name": "Staff",
            "weight": 60,
            "scores": {"stay": 35, "move": 62, "shared": 60, "new": 20, "loan": 40},
        },
        "cost": {
            "name": "Cost",
            "weight": 40,
            "measure": {"unit": "£k", "values": {0: 100, 100: 80, 500: 0}},
            "amounts": {
                "stay": 120,
                "move": {"amount": 90, "low": 80, "high": 130},
                "shared": 110,
                "new": 700,
                "loan": -5,
            },
        },
    },
    "facts": {
        "offer": {
            "ask": "Was it offered?",
            "key": True,
            "answers": {
                "said": {"says": "Said"},
                "signed": {"says": "Signed", "shifts": {"speed": {"shared": 7}}},
                "refused": {"says": "Refused", "warns": "Ask again."},
            },
        },
        "ready": {
            "ask": "What is in place?",
            "items": {"lead": "A lead", "route": "A route", "rota": "A rota"},
            "answers": {
                "low": {"says": "Little", "from": 0, "shifts": {"speed": {"move": -9.5}}},
                "high": {"says": "Much", "from": 2, "shifts": {"speed": {"move": 70}}},
            },
        },
        "vacancy": {
            "ask": "How long?",
            "unit": "months",
            "answers": {
                "none": {"says": "None", "from": 0},
                "some": {"says": "Some", "from": 0.1, "shifts": {"staff": {"stay": -5}}},
                "long": {"says": "Long", "from": 6, "shifts": {"staff": {"stay": -50}}},
            },
        },
    },
}
ANSWERS = {"offer": "said", "ready": ["lead", "route"], "vacancy": 3}
RULED = {"criterion": "staff", "option": "new", "score": 0, "because": "Seen", "by": "Lead"}
CHANGES: dict[str, dict[str, Any]] = {
    "weights": {"weights": {"speed": 10, "staff": 80.5}},
    "no-weight": {"weights": {"speed": 0, "cost": 0}},
    "choice": {"answers": ANSWERS | {"offer": "signed"}},
    "refused": {"answers": ANSWERS | {"offer": "refused"}},
    "unanswered": {"answers": {"ready": ["lead", "route"], "vacancy": 3}},
    "number": {"answers": ANSWERS | {"vacancy": 6}},
    "number-as-answer": {"answers": ANSWERS | {"vacancy": "none"}},
    "ticks": {"answers": ANSWERS | {"ready": ["rota"]}},
    "tick-unknown": {"answers": ANSWERS | {"ready": {"yes": ["lead"], "unknown": ["rota"]}}},
    "override-0": {"overrides": [RULED]},
    "override": {"overrides": [RULED | {"option": "move", "score": 12.5}]},
    "amount": {"amounts": {"cost": {"stay": 333, "loan": 100}}},
    "all": {
        "weights": {"speed": 33, "staff": 7, "cost": 90},
        "answers": {"offer": "refused", "ready": ["lead"], "vacancy": 12},
        "overrides": [RULED | {"option": "stay", "score": 99}],
        "amounts": {"cost": {"move": 499, "stay": 500}},
    },
}
BALLOTS = [
    {"name": f"{role} {place}", "role": role, "weights": {"speed": one, "staff": two, "cost": 5}}
    for role, one, two in (("Reporter", 100, 10), ("Engineer", 20, 100))
    for place in range(4)
]
PANEL = {"panel": BALLOTS}
# Typed in by hand, with no case that says the same.
ODD: dict[str, Edits] = {
    "words-for-points": {("Weights", "C7"): "a lot"},
    "all-points-empty": {("Weights", "C7"): None, ("Weights", "C8"): None, ("Weights", "C9"): None},
    "points-below-0": {("Weights", "C7"): -5.0},
    "words-for-a-score": {("Scores", "J7"): "high"},
    "words-for-an-answer": {("Facts", "C7"): "perhaps"},
    "another-start": {("Scores", "G7"): 71.0},
}
HOSTILE = (
    "=cmd|' /C calc'!A0",
    "+1",
    "-2+3",
    "@SUM(A1)",
    "quote \" and & < > '!",
    "bell \x07 nul \x00 turn \u202e back \ud800 _x0041_ 😀 \ufffe",
    "https://example.org/{=1+1}",
    "x" * 100_000,
    "[1]Sheet!A1, *?~",
    "TRUE",
    "12",
)


def hostile() -> Evaluation:
    """A model, and a case, with every text made hostile; built without the checks on text."""
    words = iter(HOSTILE * 20)
    model = made(SMALL)

    def swapped(record: Any) -> Any:
        texts = ("name", "says", "ask", "unit", "because", "title", "warns", "who", "group")
        return record.model_copy(
            update={name: next(words) for name in texts if hasattr(record, name)}
        )

    model = model.model_copy(
        update={
            "title": HOSTILE[0],
            "options": {name: swapped(one) for name, one in model.options.items()},
            "criteria": {name: swapped(one) for name, one in model.criteria.items()},
            "facts": {
                name: swapped(one).model_copy(
                    update={
                        "unit": one.unit and HOSTILE[1],
                        "items": dict.fromkeys(one.items, HOSTILE[0]),
                        "answers": {
                            key: swapped(as_written) for key, as_written in one.answers.items()
                        },
                    }
                )
                for name, one in model.facts.items()
            },
        }
    )
    case = case_from({"answers": ANSWERS, "overrides": [RULED]})
    ruled = case.overrides[0].model_copy(update={"because": HOSTILE[5], "by": HOSTILE[7]})
    case = case.model_copy(update={"overrides": (ruled,), "notes": {"offer": HOSTILE[0]}})
    return evaluate(model, case)


def small(case: dict[str, Any] | None = None) -> Evaluation:
    return evaluate(made(SMALL), case_from({"answers": ANSWERS} | (case or {})))


def drawn() -> dict[str, tuple[DecisionModel, Case, Case]]:
    """Random models, each with two cases."""
    found = {}
    for seed in range(RANDOM):
        chance = random.Random(seed)
        model = model_of(Tape(chance.randbytes(300)))
        one, two = (case_from(case_of(Tape(chance.randbytes(300)), model)) for _ in range(2))
        found[f"random-{seed}"] = made(model), one, two
    return found


def published() -> dict[str, DecisionModel]:
    return {
        path.name.split(".")[0]: decision.load_model(path)
        for path in sorted(CASES.glob("*.criteria.yaml"))[::3]
    }


class Run:
    """All that LibreOffice worked out: each workbook, with who wrote it and what it should hold."""

    def __init__(self, folder: Path) -> None:
        self.written: dict[str, Evaluation] = {}
        self.wanted: dict[str, Evaluation] = {}
        self.data: dict[str, bytes] = {}
        self.add("example", evaluate(SHIPPED, EXAMPLE))
        self.add("shipped-empty", evaluate(SHIPPED))
        more = {"restore-test": "within-a-year", "safeguards-offer": "refused", "vacancy": "none"}
        changed = EXAMPLE.model_copy(
            update={
                "answers": {**EXAMPLE.answers, **more, "diverted-time": 45},
                "weights": {**EXAMPLE.weights, "transition": 90, "hcpc-cpd": 0},
                "overrides": (),
            }
        )
        self.add("example-changed", evaluate(SHIPPED, EXAMPLE), evaluate(SHIPPED, changed))
        self.add("small", small())
        for name, change in CHANGES.items():
            self.add(f"small-{name}", small(), small(change))
        for name, edits in ODD.items():
            self.add(f"odd-{name}", small(), edits=edits)
        self.add("hostile", hostile())
        ruled = {"overrides": [RULED | {"option": "move", "score": 100}]}
        self.add("panel", small(PANEL), small(PANEL | ruled))
        for name, model in published().items():
            self.add(name, evaluate(model))
        for name, (model, one, two) in drawn().items():
            self.add(name, evaluate(model, one), evaluate(model, two))
        self.books = recalculated(folder, self.data)

    def add(
        self,
        name: str,
        written: Evaluation,
        wanted: Evaluation | None = None,
        edits: Edits | None = None,
    ) -> None:
        """Add a workbook as written, or with another case typed over it."""
        self.written[name], self.wanted[name] = written, wanted or written
        if wanted is not None:
            edits = typed_over(written, wanted)
        data = as_xlsx(written)
        self.data[name] = edited(data, edits) if edits else data


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    program("soffice")  # recalculates the workbook
    return Run(tmp_path_factory.mktemp("recalculated"))


AS_WRITTEN = ["example", "shipped-empty", "small", "hostile", *published()]
TYPED_OVER = ["example-changed", *(f"small-{name}" for name in CHANGES), *drawn()]


@pytest.mark.parametrize("name", AS_WRITTEN)
def test_recalculated_as_written_nothing_changes(run: Run, name: str) -> None:
    before, after = read(run.data[name]), run.books[name]
    assert not after.errors
    for sheet, cells in before.values.items():
        for at, value in cells.items():
            found = after.values[sheet].get(at)
            if isinstance(value, float) or isinstance(found, float):
                value = float(value or 0)
                assert found == pytest.approx(value, abs=NEAR, rel=1e-12), f"{sheet}!{at}"
            else:
                assert (found or "") == value, f"{sheet}!{at}"
    check(after, Plan(run.written[name].standing), run.wanted[name])
    assert not [at for at, value in drawn_cells(after) if value == STALE]


@pytest.mark.parametrize("name", TYPED_OVER)
def test_typed_over_it_gives_what_the_engine_gives(run: Run, name: str) -> None:
    plan = Plan(run.written[name].standing)
    check(run.books[name], plan, run.wanted[name])
    same = inputs(run.written[name]) == inputs(run.wanted[name])
    found = list(drawn_cells(run.books[name]))
    assert len(found) > 20
    assert [at for at, value in found if (value == STALE) == same] == []


@pytest.mark.parametrize("name", ODD)
def test_whatever_is_typed_gives_no_error_and_leaves_no_stale_verdict(run: Run, name: str) -> None:
    book = run.books[f"odd-{name}"]
    assert not book.errors
    assert [at for at, value in drawn_cells(book) if value != STALE] == []


def test_with_no_weight_left_the_sheet_asks_for_some(run: Run) -> None:
    book = run.books["odd-all-points-empty"]
    assert book["Weights!A11"] == "Give at least one criterion a weight above 0."
    assert run.books["small"]["Weights!A11"] in ("", None)


def test_who_leads_by_each_mean_of_a_panel_follows_the_scores(run: Run) -> None:
    evaluation = small(PANEL)
    check_panel(read(as_xlsx(evaluation)), Plan(evaluation.standing), evaluation)
    plan = Plan(run.written["panel"].standing)
    check(run.books["panel"], plan, run.wanted["panel"])
    check_panel(run.books["panel"], plan, run.wanted["panel"])
    assert run.books["panel"]["Panel!A15"] == STALE


def test_the_status_counts_what_was_changed(run: Run) -> None:
    assert str(run.books["small-override"]["Result!A7"]).startswith("1 input differs from the file")
    assert str(run.books["small-weights"]["Result!A7"]).startswith("2 inputs differ from the file")
    assert str(run.books["small"]["Result!A7"]).startswith("Every input is as in the file.")


def test_the_headline_follows_and_says_who_can_be_chosen(run: Run) -> None:
    for name in ("small", "small-all", "small-weights"):
        standing = run.wanted[name].standing
        names = Plan(standing).spoken
        text = run.books[name]["Result!A4"]
        assert str(text).startswith(f"{names[standing.ahead]} is ahead of {names[standing.behind]}")
        assert f"by {standing.margin:.1f} points" in str(text)


def test_the_warning_of_an_answer_follows_it(run: Run) -> None:
    assert run.books["small"]["Facts!H7"] in ("", None)
    assert run.books["small-refused"]["Facts!H7"] == "Ask again."


# What needs no recalculation


def test_the_same_evaluation_gives_the_same_bytes() -> None:
    evaluation = small()
    assert as_xlsx(evaluation) == as_xlsx(small())


def test_every_formula_has_its_value_beside_it() -> None:
    for evaluation in (small(), evaluate(SHIPPED, EXAMPLE)):
        book = read(as_xlsx(evaluation))
        check(book, Plan(evaluation.standing), evaluation)
        for sheet, formulas in book.formulas.items():
            assert formulas.keys() <= book.values[sheet].keys()


def test_every_input_has_what_was_written_in_another_column() -> None:
    evaluation = small({"overrides": [RULED]})
    book, columns = read(as_xlsx(evaluation)), Plan(evaluation.standing).score_columns
    assert columns["override written"] == columns["override"] + 1
    for (sheet, at), value in inputs(evaluation).items():
        duties_and_costs = f"{chr(ord(at[0]) + 1)}{at[1:]}"
        assert book.values[sheet].get(at) == value
        assert book.values[sheet].get(duties_and_costs) == value


def test_hostile_text_is_never_part_of_a_formula_and_stays_within_a_cell() -> None:
    book = read(as_xlsx(hostile()))
    for formulas in book.formulas.values():
        for formula in formulas.values():
            assert not re.search(r"cmd|calc'|SUM\(A1\)|example\.org|\[1\]|xxxx|😀", formula)
    texts = [
        text for cells in book.values.values() for text in cells.values() if isinstance(text, str)
    ]
    assert max(map(len, texts)) < 32_767
    assert "=cmd|' /C calc'!A0" in texts
    assert not [text for text in texts if re.search("[\x00-\x08\x0e-\x1f\u202e]", text)]


def test_text_that_looks_like_a_number_or_a_truth_stays_text() -> None:
    book = read(as_xlsx(hostile()))
    texts = {text for cells in book.values.values() for text in cells.values()}
    assert {"TRUE", "12", "+1"} <= texts


def test_nothing_is_hidden_protected_or_linked_to_the_outside() -> None:
    archive = zipfile.ZipFile(BytesIO(as_xlsx(hostile())))
    parts = {name: archive.read(name).decode("utf-8") for name in archive.namelist()}
    assert not [name for name in parts if "externalLink" in name or "macro" in name.lower()]
    for name, part in parts.items():
        assert "sheetProtection" not in part, name
        # Excel's own hidden name for a filter's range is no hidden cell.
        assert 'hidden="1"' not in re.sub("<definedName[^>]*>", "", part), name
        assert "<hyperlink" not in part, name


@pytest.mark.parametrize("module", SHEETS.values(), ids=SHEETS)
def test_every_sheet_has_a_module_that_opens_with_its_name(module: ModuleType) -> None:
    name = next(name for name, one in SHEETS.items() if one is module)
    assert (module.__doc__ or "").startswith(f"{name}: ")
    assert name in read(as_xlsx(small())).values


def test_a_model_without_needs_says_so_and_leaves_duties_out() -> None:
    plan = Plan(evaluate(next(iter(published().values()))).standing)
    made_of = read(as_xlsx(evaluate(plan.model))).values["Workings"]
    assert answer_formulas.NO_NEEDS in made_of.values()
    with Workbook(BytesIO()) as workbook:
        sheet = writing.Book(workbook).sheet("Result", [10] * 8, "#000000")
        assert duties_and_costs.duties(sheet, plan, 5) == 5


def test_a_fact_keeps_its_input_its_ticks_and_its_answers_apart() -> None:
    place = Plan(small().standing).facts["ready"]
    assert isinstance(place, fact_rows.FactPlace)
    assert (place.said, place.ticks) == ("Facts!$C$8", "Facts!$C$9:$C$11")
    assert place.labels == ("Little", "Much")
    assert place.in_force == f"Workings!$D${place.first + 1}:$D${place.last + 1}"


def test_sheets_without_a_panel_or_facts_say_so() -> None:
    book = read(as_xlsx(evaluate(next(iter(published().values())))))
    assert book["Facts!A7"] == "This model asks for no facts."
    assert "no panel" in str(book["Panel!A2"])


def test_a_reason_for_overruling_ends_before_the_start_s_begins() -> None:
    book = read(as_xlsx(evaluate(made(SMALL), case_from({"overrides": [RULED]}))))
    why = [str(text) for text in book.values["Scores"].values()]
    assert [text for text in why if text.startswith("Overruled by Lead: Seen. The start: ")]


def test_duties_and_costs_stand_beside_the_totals() -> None:
    written = SMALL | {"gates": {"officer": {"says": "An officer is named", "options": ["move"]}}}
    case = {"gates": {"officer": "unmet"}, "costs": {"move": {"one-off": 4000, "by": "Finance"}}}
    result = read(as_xlsx(evaluate(made(written), case_from(case)))).values["Result"]
    row = next(int(at[1:]) for at, text in result.items() if text == "An officer is named")
    assert [result.get(f"{letter}{row}") for letter in "BCD"] == ["–", "unmet", "–"]
    row = next(int(at[1:]) for at, value in result.items() if value == 4000)
    assert (result[f"A{row}"], result[f"F{row}"]) == ("Move", "Finance")
    bare = read(as_xlsx(small())).values["Result"].values()
    assert not [text for text in bare if str(text).startswith(("Duties", "Costs"))]


def test_the_duties_of_every_option_are_there_however_many_there_are() -> None:
    names = [f"o{number}" for number in range(9)]
    model = made(
        {
            "title": "Nine",
            "options": {name: {"name": name.upper()} for name in names},
            "criteria": {"x": {"name": "X", "weight": 1, "scores": dict.fromkeys(names, 50)}},
            "gates": {"officer": {"says": "An officer is named"}},
        }
    )
    result = read(as_xlsx(evaluate(model, case_from({"gates": {"officer": {"o8": "met"}}}))))
    cells = result.values["Result"]
    rows = [int(at[1:]) for at, text in cells.items() if text == "An officer is named"]
    heads = [cells.get(f"{letter}{row - 1}") for row in rows for letter in "BCDEFGH"]
    as_written = [cells.get(f"{letter}{row}") for row in rows for letter in "BCDEFGH"]
    assert heads[:9] == [name.upper() for name in names]
    assert as_written[:9] == [*["unknown"] * 8, "met"]


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


def test_an_option_has_the_colour_of_its_side_lighter_where_it_falls_back_to_it() -> None:
    with zipfile.ZipFile(BytesIO(as_xlsx(small()))) as archive:
        drawing = archive.read("xl/charts/chart1.xml").decode()
    points = re.findall(r"<c:dPt>.*?</c:dPt>", drawing)
    fills = [re.findall(r'srgbClr val="(\w+)"', point)[0].lower() for point in points]
    wanted = (FIRST, SECOND, SECOND_LIGHT, OTHERS, OTHERS)
    assert fills == [colour.removeprefix("#") for colour in wanted]


def test_answers_with_the_same_words_are_told_apart() -> None:
    answers = {"a": {"says": "Yes"}, "b": {"says": "yes"}, "c": {"says": "Not answered"}}
    written = SMALL | {"facts": SMALL["facts"] | {"same": {"ask": "Same?", "answers": answers}}}
    evaluation = evaluate(made(written), case_from({"answers": {"same": "c"}}))
    labels = Plan(evaluation.standing).facts["same"].labels
    assert labels == ("Yes", "yes (2)", "Not answered (2)")
    plan = Plan(evaluation.standing)
    assert read(as_xlsx(evaluation))[cell("Facts", plan.facts["same"].row, 5)] == labels[2]


def test_text_is_one_line_without_what_cannot_be_seen() -> None:
    assert writing.clean(" a\n\tb \x07\u202e") == "a b ��"
    assert writing.clean(None) == ""
    assert len(writing.clean("y" * 100_000)) == writing.LONGEST


def test_the_sheets_stand_in_reading_order() -> None:
    assert list(read(as_xlsx(small())).values)[:8] == [
        "Result",
        "Weights",
        "Facts",
        "Scores",
        "Totals",
        "Sensitivity",
        "Uncertainty",
        "Evidence",
    ]


def test_weights_given_for_the_run_or_too_large_for_a_sheet_keep_their_shares() -> None:
    model = made(SMALL)
    for points in ({"speed": 3, "staff": 0, "cost": 1}, {"speed": 1e300, "staff": 1e-300}):
        evaluation = evaluate(model, None, points)
        book, plan = read(as_xlsx(evaluation)), Plan(evaluation.standing)
        held = [book[cell("Weights", TOP + row, 2)] for row in range(3)]
        assert max(float(point or 0) for point in held) == 100
        shares: Mapping[str, float] = evaluation.standing.shares
        for point, name in zip(held, plan.criteria, strict=True):
            share = float(point or 0) / sum(float(other or 0) for other in held)
            assert share == pytest.approx(shares[name], abs=1e-12)
