"""The workbook recalculates to the engine's own figures, whatever is typed over its inputs."""

from __future__ import annotations

import random
import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from decision.engine import Evaluation, evaluate
from decision.evaluation.additive import differences
from decision.evaluation.panel import panel_of
from decision.model.case import Case, Ticks
from decision.model.decision_model import DecisionModel
from decision.report.excel import (
    as_written,
    evidence,
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
from decision.report.excel.cells import STALE, cell
from decision.report.excel.facts import said_of
from decision.report.excel.layout import NOT_ANSWERED, TOP, Plan
from decision.report.excel.workbook import as_xlsx
from decision.sensitivity import cheapest_flip, switching_points
from decision.sentences.model_contents import reading_says
from tests.report.excel.data import (
    ANSWERS,
    EXAMPLE,
    PANEL,
    RULED,
    SHIPPED,
    hostile,
    published,
    small,
)
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
    standing = wanted.standing
    assert not book.errors

    def same(reference: str, value: float | None) -> None:
        found = book[reference]
        if value is None:
            assert found in ("", None), reference
        else:
            assert found == pytest.approx(value, abs=NEAR, rel=0), reference

    for place, option in enumerate(plan.options):
        row = result.TOTALS_AT + place
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
    same(plan.who("margin"), standing.margin)
    same(plan.who("form margin"), standing.form_margin)
    same(plan.who("plain margin"), standing.plain.margin)
    for which in ("leader", "course", "rival", "over"):
        same(plan.who(which), plan.numbered(getattr(standing, which)))
    same(plan.who("plain leader"), plan.number(standing.plain.leader))
    same(plan.who("plain other"), plan.number(standing.plain.other))
    names = plan.names
    assert book[cell("Result", 9, 1)] == (names[standing.leader] if standing.leader else "none")
    assert book[cell("Result", 11, 1)] == (names[standing.rival] if standing.rival else "none")
    for place, name in enumerate(plan.criteria):
        same(cell("Weights", TOP + place, 5), standing.shares[name])
    check_sensitivity(book, plan, wanted)
    check_reasons(book, plan, wanted)
    for name, fact in plan.model.facts.items():
        words = reading_says(fact, standing.table.readings[name])
        if fact.answers:
            words = plan.label(name, standing.table.readings[name].answer)
        assert book[cell("Facts", plan.facts[name].row, 5)] == (words or NOT_ANSWERED)


def check_sensitivity(book: Read, plan: Plan, wanted: Evaluation) -> None:
    """Compare what weights would bring leader and rival level with the engine's own kernels."""
    standing = wanted.standing
    leader, rival = standing.leader, standing.rival
    rows = [10 + place for place in range(len(plan.criteria))]
    ties = [book[cell("Sensitivity", row, 5)] or None for row in rows]
    beyond = [book[cell("Sensitivity", row, 6)] or None for row in rows]
    moved, into = book[cell("Sensitivity", 4, 1)], str(book[cell("Sensitivity", 4, 2)])
    if leader is None or rival is None:
        assert {*ties, *beyond} == {None}
        assert not moved
        return
    scores = standing.table.values()[[plan.options.index(leader), plan.options.index(rival)]]
    shares = np.array([standing.shares[name] for name in plan.criteria])
    gaps = scores[0] - scores[1]
    assert book[cell("Sensitivity", 3, 1)] == pytest.approx(gaps.mean(), abs=NEAR)
    if shares @ gaps <= 1e-6:  # level, or by rounding so: nothing is left to bring level
        return
    for place, points in enumerate(switching_points(scores, shares)):
        at = [point.share for point in points]
        assert ties[place] == (pytest.approx(at[0], abs=NEAR) if at else None)
        assert beyond[place] == (plan.names[rival] if at else None)
    flip = cheapest_flip(gaps, shares)
    if flip is None:
        assert not moved
        assert into == "No weights would bring them level."
    else:
        assert moved == pytest.approx(flip.moved, abs=1e-8)
        assert f"into {plan.titles[plan.criteria[flip.into]]}, " in into


def check_reasons(book: Read, plan: Plan, wanted: Evaluation) -> None:
    """Compare what counts most for each side: four criteria at most, none under 0.05 points."""
    standing, gaps = wanted.standing, dict.fromkeys(plan.criteria, 0.0)
    if standing.leader is not None and standing.rival is not None:
        gaps = differences(standing, standing.leader, standing.rival)
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
    found, row = panel_of(wanted.standing), TOP + len(plan.criteria) + 1 + len(plan.options)
    assert found is not None
    leads = [found.people_mean, found.role_mean, *(role.lead for role in found.roles.values())]
    for column, lead in enumerate(leads, start=1):
        assert lead.leader is not None
        assert book[cell("Panel", row, column)] == plan.number(lead.leader)
        assert book[cell("Panel", row + 1, column)] == plan.spoken[lead.leader]
        assert book[cell("Panel", row + 2, column)] == pytest.approx(lead.margin, abs=NEAR)


def drawn_cells(book: Read) -> Iterator[tuple[str, Value]]:
    """Every cell that must go out of date, with what it shows."""
    for sheet, formulas in book.formulas.items():
        for at, formula in formulas.items():
            if f'"{STALE}"' in formula:
                yield f"{sheet}!{at}", book.values[sheet].get(at)


# What is recalculated: everything in one run, as starting LibreOffice takes seconds.


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
    "tick-settled": {
        "answers": ANSWERS
        | {"offer": "signed", "ready": {"yes": ["lead", "rota"], "unknown": ["route"]}}
    },
    "ticks-as-answer": {"answers": ANSWERS | {"ready": "high"}},
    "none-as-answer": {"answers": ANSWERS | {"ready": "low"}},
    "items": {"answers": ANSWERS | {"habits": ["swift"]}},
    "items-in-part": {"answers": ANSWERS | {"habits": {"yes": ["tested"], "unknown": ["swift"]}}},
    "items-none": {"answers": ANSWERS | {"habits": []}},
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
DISPUTED = {
    "answers": ANSWERS | {"offer": "signed"},
    "disputed": {"offer": {"by": "Lead", "says": "said"}},
}
REFUSED = {"answers": ANSWERS | {"offer": "refused"}}
# Typed in by hand, with no case that says the same.
ODD: dict[str, Edits] = {
    "words-for-points": {("Weights", "C7"): "a lot"},
    "all-points-empty": {("Weights", "C7"): None, ("Weights", "C8"): None, ("Weights", "C9"): None},
    "points-below-0": {("Weights", "C7"): -5.0},
    "words-for-a-score": {("Scores", "J7"): "high"},
    "words-for-an-answer": {("Facts", "C7"): "perhaps"},
    "another-start": {("Scores", "G7"): 71.0},
}


def drawn() -> dict[str, tuple[DecisionModel, Case, Case]]:
    """Random models, each with two cases."""
    found = {}
    for seed in range(RANDOM):
        chance = random.Random(seed)
        model = model_of(Tape(chance.randbytes(400)))
        one, two = (case_from(case_of(Tape(chance.randbytes(300)), model)) for _ in range(2))
        # A second answer is no input of a workbook: both have it, or neither.
        alone = {"disputed": {}}
        found[f"random-{seed}"] = (
            made(model),
            one.model_copy(update=alone),
            two.model_copy(update=alone),
        )
    return found


def otherwise() -> dict[str, Any]:
    """Another answer to every fact of the shipped model: the first, a 3, or every other item."""
    return {
        name: Ticks(yes=tuple(fact.items)[::2])
        if fact.items
        else 3
        if fact.unit
        else next(iter(fact.answers))
        for name, fact in SHIPPED.facts.items()
    }


class Run:
    """All that LibreOffice worked out: each workbook, with who wrote it and what it should hold."""

    def __init__(self, folder: Path) -> None:
        self.written: dict[str, Evaluation] = {}
        self.wanted: dict[str, Evaluation] = {}
        self.data: dict[str, bytes] = {}
        self.add("example", evaluate(SHIPPED, EXAMPLE))
        self.add("shipped-empty", evaluate(SHIPPED))
        weights = {name: 10 * place for place, name in enumerate(SHIPPED.criteria)}
        changed = EXAMPLE.model_copy(
            update={"answers": otherwise(), "weights": weights, "overrides": (), "disputed": {}}
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
        self.add("disputed", small(DISPUTED))
        self.add("disputed-refused", small(DISPUTED), small(DISPUTED | REFUSED))
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


AS_WRITTEN = ["example", "shipped-empty", "small", "hostile", "disputed", *published()]
TYPED_OVER = [
    "example-changed",
    "disputed-refused",
    *(f"small-{name}" for name in CHANGES),
    *drawn(),
]


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
    assert run.books["panel"]["Panel!A21"] == STALE


def test_the_status_counts_what_was_changed(run: Run) -> None:
    assert str(run.books["small-override"]["Result!A7"]).startswith("1 input differs from the file")
    assert str(run.books["small-weights"]["Result!A7"]).startswith("2 inputs differ from the file")
    assert str(run.books["small"]["Result!A7"]).startswith("Every input is as in the file.")


def test_the_headline_follows_and_says_who_can_be_chosen(run: Run) -> None:
    for name in ("small", "small-all", "small-weights"):
        standing = run.wanted[name].standing
        names = Plan(standing).spoken
        assert standing.leader is not None
        assert standing.rival is not None
        assert run.books[name]["Result!A4"] == (
            f"{names[standing.leader]} leads {names[standing.rival]} by {standing.margin:.1f} "
            "points."
        )


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
