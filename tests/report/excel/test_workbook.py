"""The workbook recalculates to the engine's own figures, whatever is typed over its inputs."""

from __future__ import annotations

import random
import re
import zipfile
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path

import pytest

from decision.engine import Evaluation, evaluate
from decision.report.excel.inputs import saved_of
from decision.report.excel.layout import AS_SAVED, NOT_ANSWERED, SINCE, Plan
from decision.report.excel.names import names
from decision.report.excel.read_me import SHEETS
from decision.report.excel.result import NO_WEIGHTS
from decision.report.excel.workbook import as_xlsx
from decision.report.paper.money import YEARS
from decision.sensitivity import switching_points
from decision.sentences.model_contents import reading_says
from tests.report.excel.changes import Change, edits, entries, evaluated, random_change
from tests.report.excel.data import ANSWERS, EXAMPLE, RULED, SHIPPED, hostile, published, small
from tests.report.excel.data import PANEL as PANEL_CASE
from tests.report.programs import program
from tests.report.recalculated import Read, edited, read, recalculated
from tests.strategies import Tape, case_from, case_of, made, model_of

NEAR = 1e-9
SEEDS = 100
RANDOM = 8  # random models
DISPUTED = {
    "answers": ANSWERS | {"offer": "signed"},
    "disputed": {"offer": {"by": "Lead", "says": "said"}},
}
SAVED = {
    "example": lambda: evaluate(SHIPPED, EXAMPLE),
    "shipped-empty": lambda: evaluate(SHIPPED),
    "small": small,
    "panel": lambda: small(PANEL_CASE),
    "ruled": lambda: small({"overrides": [RULED], "amounts": {"cost": {"stay": 333}}}),
    "disputed": lambda: small(DISPUTED),
    "hostile": hostile,
}


def random_model(seed: int) -> Evaluation:
    """A random model with a random case."""
    chance = random.Random(seed)
    model = model_of(Tape(chance.randbytes(400)))
    return evaluate(made(model), case_from(case_of(Tape(chance.randbytes(300)), model)))


def check(
    book: Read, plan: Plan, wanted: Evaluation, counts: Mapping[tuple[str, ...], object]
) -> None:
    """Compare every live figure of a workbook with the engine's, by defined name."""
    standing, at = wanted.standing, names(plan)
    assert not book.errors

    def same(reference: str, value: float | str | None) -> None:
        found = book[reference]
        if value is None:
            assert found in ("", None), reference
        elif isinstance(value, str):
            assert found == value, reference
        else:
            assert found == pytest.approx(value, abs=NEAR, rel=0), reference

    def named(option: str | None) -> str:
        return "none" if option is None else plan.names[option]

    same(at["leader"], named(standing.leader))
    same(at["rival"], named(standing.rival))
    same(at["course"], plan.courses[standing.course] if standing.course else "none")
    same(at["margin"], standing.margin)
    same(plan.who("form margin"), standing.form_margin)
    same(plan.who("over"), plan.numbered(standing.over))
    for option in plan.options:
        word = option.replace("-", "_")
        same(at[f"total_{word}"], standing.totals[option])
        same(at[f"rank_{word}"], standing.ranks[option])
        same(plan.option_cell(plan.number(option) - 1, 2), standing.table.available[option])
        once, yearly = counts["once", option], counts["yearly", option]
        stated = isinstance(once, float | int) and isinstance(yearly, float | int)
        five = float(once) + YEARS * float(yearly) if stated else "not stated"  # type: ignore[arg-type]
        same(at[f"five_years_{word}"], five)
        for name in plan.criteria:
            score = standing.table.cells[name][option].score
            same(at[f"score_{name}__{option}".replace("-", "_")], score)
    for name in plan.criteria:
        same(at[f"share_{name}".replace("-", "_")], standing.shares[name])
    for name, fact in plan.model.facts.items():
        reading = standing.table.readings[name]
        words = plan.label(name, reading.answer) if fact.answers else reading_says(fact, reading)
        same(f"Inputs!F{plan.facts[name].row + 1}", words or NOT_ANSWERED)
    check_weights(book, plan, wanted)


def check_weights(book: Read, plan: Plan, wanted: Evaluation) -> None:
    """Compare the shares at which leader and rival tie with the engine's own kernel."""
    standing, cells = wanted.standing, book.values["Why it could change"]
    top = next(
        int(at[1:]) for at, text in cells.items() if str(text).startswith("The weights, one")
    )
    found = [cells.get(f"E{top + 2 + place}") or None for place in range(len(plan.criteria))]
    if standing.leader is None or standing.rival is None:
        assert set(found) == {None}
        return
    if (standing.margin or 0) <= 1e-6:  # level, or by rounding so: nothing is left to draw level
        return
    two = [plan.options.index(standing.leader), plan.options.index(standing.rival)]
    scores = standing.table.values()[two]
    points = switching_points(scores, [standing.shares[name] for name in plan.criteria])
    for at, switches in zip(found, points, strict=True):
        assert at == (pytest.approx(switches[0].share, abs=1e-8) if switches else None)


class Run:
    """All that LibreOffice worked out, in two runs at once, as starting it takes seconds."""

    def __init__(self, folder: Path) -> None:
        self.saved = {name: make() for name, make in SAVED.items()}
        self.saved |= {name: evaluate(model) for name, model in published().items()}
        self.saved |= {f"random-{seed}": random_model(seed) for seed in range(RANDOM)}
        self.data = {name: as_xlsx(one) for name, one in self.saved.items()}
        # What is typed over: every workbook in turn but the hostile one, whose words are cut.
        bases = [name for name in self.saved if name != "hostile"]
        self.changes: dict[str, tuple[str, Change]] = {}
        for seed in range(SEEDS):
            base = bases[seed % len(bases)]
            plan = Plan(self.saved[base].standing)
            change = random_change(plan, seed)
            self.changes[f"change-{seed}"] = base, change
            self.data[f"change-{seed}"] = edited(self.data[base], edits(plan, change.typed))
        halves = [dict(list(self.data.items())[start::2]) for start in (0, 1)]
        with ThreadPoolExecutor() as pool:  # a program of its own for each half
            found = pool.map(recalculated, (folder / "one", folder / "two"), halves)
            self.books = {name: book for half in found for name, book in half.items()}


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    program("soffice")  # recalculates the workbook
    return Run(tmp_path_factory.mktemp("recalculated"))


@pytest.mark.parametrize(
    "name", [*SAVED, *published(), *(f"random-{one}" for one in range(RANDOM))]
)
def test_recalculated_as_saved_nothing_changes(run: Run, name: str) -> None:
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
    plan = Plan(run.saved[name].standing)
    assert after[plan.banner[0]] == AS_SAVED
    assert after[plan.since] == SINCE


@pytest.mark.parametrize("seed", range(SEEDS))
def test_typed_over_by_name_it_gives_what_the_engine_gives(run: Run, seed: int) -> None:
    base, change = run.changes[f"change-{seed}"]
    book, plan = run.books[f"change-{seed}"], Plan(run.saved[base].standing)
    wanted, at = evaluated(plan, change.counts), names(plan)
    if wanted is None:
        assert not book.errors
        assert {book[at[name]] for name in ("leader", "course", "rival", "margin")} == {NO_WEIGHTS}
        totals = {book[at[f"total_{option}".replace("-", "_")]] for option in plan.options}
        assert totals == {NO_WEIGHTS}
        assert "No weights" in str(book[plan.banner[0]])
    else:
        check(book, plan, wanted, change.counts)
    assert book[at["entries_unread"]] == len(change.bad)
    for key, name in entries(plan).items():
        state = book[f"Inputs!E{plan.keys[key] + 1}"]
        assert (state == "can’t be read") == (name in change.bad), name
        assert state in ("", "changed", "can’t be read")
    differ = float(str(book[at["entries_changed"]] or 0))
    costs = {row for key, row in plan.keys.items() if key[0] in ("once", "yearly")}
    states = {row: book[f"Inputs!E{row + 1}"] for row in plan.keys.values()}
    scored = [row for row, state in states.items() if state == "changed" and row not in costs]
    assert (book[plan.since] == SINCE) == (not scored)
    firm = ("Probable: ", "Clear: ", "Too close to call: ", "Too early to say: ")
    assert not scored or not str(book["Result!A6"]).startswith(firm)
    said = str(book[plan.banner[0]])
    assert ("can’t be read" in said) == bool(change.bad)
    assert ("from the saved case" in said) == bool(differ)


# What needs no recalculation


def test_the_same_evaluation_gives_the_same_bytes() -> None:
    assert as_xlsx(small()) == as_xlsx(small())


@pytest.mark.parametrize("name", ["small", "example", "panel"])
def test_every_formula_has_its_value_beside_it(name: str) -> None:
    evaluation = SAVED[name]()
    plan, book = Plan(evaluation.standing), read(as_xlsx(evaluation))
    check(book, plan, evaluation, {key: saved_of(plan, key) for key in entries(plan)})
    for sheet, formulas in book.formulas.items():
        assert formulas.keys() <= book.values[sheet].keys()


def test_hostile_text_is_never_part_of_a_formula_and_stays_within_a_cell() -> None:
    book = read(as_xlsx(hostile()))
    for formulas in book.formulas.values():
        for formula in formulas.values():
            assert not re.search(r"cmd|calc'|SUM\(A1\)|example\.org|\[1\]|xxxx|😀", formula)
            assert max(map(len, re.findall('"([^"]*)"', formula)), default=0) <= 255
            assert len(formula) <= 8192
    texts = [
        text for cells in book.values.values() for text in cells.values() if isinstance(text, str)
    ]
    assert max(map(len, texts)) < 32_767
    assert "=cmd|' /C calc'!A0" in texts
    assert not [text for text in texts if re.search("[\x00-\x08\x0e-\x1f\u202e]", text)]
    assert {"TRUE", "12", "+1"} <= set(texts)


def parts(evaluation: Evaluation) -> dict[str, str]:
    """The parts of a workbook, as text."""
    with zipfile.ZipFile(BytesIO(as_xlsx(evaluation))) as archive:
        return {name: archive.read(name).decode("utf-8") for name in archive.namelist()}


def test_every_sheet_is_protected_without_a_password_and_leads_nowhere_outside() -> None:
    found = parts(hostile())
    assert not [name for name in found if "externalLink" in name or "macro" in name.lower()]
    for name, part in found.items():
        if not name.startswith("xl/worksheets/sheet"):
            continue
        assert "<sheetProtection" in part, name
        assert "password" not in part, name
        assert "hashValue" not in part, name
        for link in re.findall("<hyperlink [^>]*>", part):
            assert "r:id" not in link
            assert "location=" in link


def test_the_six_sheets_stand_in_reading_order_and_the_workings_are_hidden() -> None:
    listed = re.findall("<sheet ([^>]*)/>", parts(small())["xl/workbook.xml"])
    sheets = [(re.findall('name="([^"]*)"', one)[0], "hidden" in one) for one in listed]
    assert [name for name, hidden in sheets if not hidden] == ["Read me", *SHEETS]
    assert {name for name, hidden in sheets if hidden} == {"Shifts", "Workings"}


@pytest.mark.parametrize("name", ["small", "example"])
def test_every_sheet_prints_at_8_points_or_more_with_its_titles_repeated(name: str) -> None:
    found = parts(SAVED[name]())
    for number in range(1, 7):
        sheet = found[f"xl/worksheets/sheet{number}.xml"]
        widths = re.findall('<col min="(\\d+)" max="(\\d+)" width="([\\d.]+)"', sheet)
        width = sum((int(last) - int(first) + 1) * float(one) for first, last, one in widths)
        assert 'orientation="landscape"' in sheet
        pages = int((re.search('fitToWidth="(\\d+)"', sheet) or ["", "1"])[1])
        # A digit of Arial at 10 points is 5.56 wide; margins leave 784 points of A4's 842.
        assert 10 * 784 / (width / pages * 5.56) >= 8
    assert found["xl/workbook.xml"].count("_xlnm.Print_Titles") == 8
    fonts = re.search("<fonts.*?</font>", found["xl/styles.xml"])
    assert fonts is not None
    assert 'name val="Arial"' in fonts[0], "the font that columns are measured by"
