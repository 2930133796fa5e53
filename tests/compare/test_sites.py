"""Many sites: the rows say what each evaluation says, and open safely in a spreadsheet."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest

from decision import evaluate, examples, load_case, load_model, shipped
from decision.cli import commands, parser
from decision.compare.sites import SiteRow, as_csv, as_lines, site_row
from decision.model.case import Case
from tests.strategies import evaluated

MODEL = load_model(shipped("criteria.yaml"))
PATHS = list(examples().values())


def test_each_row_says_what_its_evaluation_says() -> None:
    for path in PATHS:
        evaluation = evaluate(MODEL, load_case(path, MODEL))
        row = site_row(evaluation, path.name)
        assert row.leader == MODEL.options[evaluation.standing.ahead].name
        assert row.margin == evaluation.standing.margin
        assert row.probability == evaluation.finding.draws.probability
        asks = evaluation.robustness.ask_next
        assert row.ask_next == (MODEL.facts[asks[0].fact].ask if asks else "")


def test_the_csv_holds_every_number_unrounded() -> None:
    rows = [site_row(evaluate(MODEL, load_case(path, MODEL)), path.name) for path in PATHS]
    read = list(csv.DictReader(io.StringIO(as_csv(rows))))
    assert [float(row["margin"]) for row in read] == [row.margin for row in rows]
    assert [row["site"] for row in read] == [row.site for row in rows]


@pytest.mark.parametrize("name", ["=cmd|' /C calc'!A0", "+1", "-1", "@x", "a,b", 'a"b'])
def test_a_name_never_becomes_a_formula(name: str) -> None:
    case = Case.model_validate({"site": {"name": name}})
    (read,) = csv.DictReader(io.StringIO(as_csv([site_row(evaluate(MODEL, case), "x.yaml")])))
    assert read["site"] == (f"'{name}" if name[0] in "=+-@" else name)


def test_the_lines_name_what_to_ask_next() -> None:
    row = site_row(evaluate(MODEL), "empty.yaml")
    first, *rest = as_lines([row])
    assert first.startswith("empty.yaml: ")
    assert "not enough known yet" in first
    assert f"  ask next: {row.ask_next}" in rest


def pair(a: float, b: float, *refused: str, **case: Any) -> SiteRow:
    answers = {"no": {"says": "No"}, "yes": {"says": "Yes"}}
    needs = {"needs": [{"fact": "offer", "is": ["yes"]}]}
    model = {
        "title": "Two",
        "options": {
            name: {"name": name.upper()} | (needs if name in refused else {}) for name in "ab"
        },
        "criteria": {"x": {"name": "X", "weight": 1, "scores": {"a": a, "b": b}}},
        "facts": {"offer": {"ask": "Was it offered?", "answers": answers}},
    }
    return site_row(evaluated(model, case), "x.yaml")


NO = {"answers": {"offer": "no"}}


@pytest.mark.parametrize(
    ("row", "lead"),
    [
        (pair(62, 40), "A ahead by 22.0 points; clear; ahead in 100 of 100 draws"),
        (pair(40, 62), "B ahead by 22.0 points; clear; ahead in 100 of 100 draws"),
        (
            pair(40, 40.03),
            "B ahead by less than 0.1 points; too close to call; ahead in 100 of 100 draws",
        ),
        (pair(50, 50), "the two are level; too close to call; A ahead in 50 of 100 draws"),
        (pair(40, 62, "b", **NO), "only A can be chosen"),
        (pair(40, 62, "a", "b", **NO), "neither of the two can be chosen"),
    ],
)
def test_a_line_says_what_the_pair_comes_to(row: SiteRow, lead: str) -> None:
    asked = "1 of 1 facts answered" if "chosen" in lead else "0 of 1 facts answered"
    assert as_lines([row])[0] == f"x.yaml: {lead}; {asked}"


def test_a_fact_that_changes_the_leader_is_asked_whatever_the_points() -> None:
    row = pair(40, 62, "b")
    assert row.ask_next == "Was it offered?"
    assert pair(40, 62).ask_next == ""


def test_the_command_prints_a_line_a_site(capsys: pytest.CaptureFixture[str]) -> None:
    assert parser.main(["compare", *map(str, PATHS)]) == 0
    said = capsys.readouterr().out
    for path in PATHS:
        assert str(load_case(path, MODEL).site.name) in said


def test_the_command_writes_csv(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "sites.csv"
    assert parser.main(["compare", *map(str, PATHS), "--out", str(out)]) == 0
    assert out.read_bytes().startswith(b"\xef\xbb\xbf")
    assert len(out.read_text(encoding="utf-8-sig").splitlines()) == len(PATHS) + 1
    assert "5 sites" in capsys.readouterr().out


def test_one_bad_case_is_named_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad, out = tmp_path / "bad.yaml", tmp_path / "sites.csv"
    bad.write_text("answers: {vacansy: none}\n", encoding="utf-8")
    assert parser.main(["compare", str(PATHS[0]), str(bad), "--out", str(out)]) == 1
    told = capsys.readouterr()
    assert "bad.yaml:1:11: error: `vacansy` is not a fact" in told.err
    assert told.out == ""
    assert not out.exists()


def test_a_person_sees_how_far_a_long_run_is(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commands, "FEW", 2)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    commands._progress(1, 2)
    commands._progress(2, 2)
    assert "2 of 2" in capsys.readouterr().err


def test_a_bad_case_in_a_long_run_still_ends_the_line_of_its_progress(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commands, "FEW", 2)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    bad = tmp_path / "bad.yaml"
    bad.write_text("answers: {vacansy: none}\n", encoding="utf-8")
    assert parser.main(["compare", str(PATHS[0]), str(bad)]) == 1
    bar, fault, _ = capsys.readouterr().err.split("\n")
    assert bar.endswith("2 of 2")
    assert fault.startswith(f"{bad}:1:11: error: ")
