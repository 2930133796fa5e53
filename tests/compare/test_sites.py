"""Many sites: the rows say what each evaluation says, and open safely in a spreadsheet."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from decision import evaluate, examples, load_case
from decision.cli import commands, parser
from decision.compare.sites import ONE_OUTCOME, SiteRow, as_csv, as_lines, outcome_note, site_row
from decision.model.case import Case
from decision.sentences.explanation import plain_pair
from decision.sentences.phrases import question_text
from tests.shipped_model import MODEL
from tests.strategies import DOCUMENTS, Written, evaluated, problems

PATHS = list(examples().values())


def test_each_row_says_what_its_evaluation_says() -> None:
    for path in PATHS:
        evaluation = evaluate(MODEL, load_case(path, MODEL))
        row, document = site_row(evaluation, path.name), evaluation.to_dict()
        head, plain = document["headline"], document["plain"]
        names = {option: entry["name"] for option, entry in document["options"].items()}
        assert (row.leader, row.rival) == (names[head["leader"]], names[head["rival"]])
        assert row.course == document["courses"][head["course"]]["name"]
        assert (row.margin, row.probability) == (head["margin"], head["probability"])
        assert row.plain_leader == names[plain["leader"]]
        assert {row.plain_leader, row.plain_other} == {names[option] for option in plain["pair"]}
        assert (row.plain_margin, row.plain_probability) == (plain["margin"], plain["probability"])
        asks = evaluation.robustness.ask_next
        assert row.ask_next == (
            question_text(MODEL, asks[0].fact, asks[0].item) if asks and asks[0].tells else ""
        )


def test_the_csv_holds_every_number_unrounded() -> None:
    rows = [site_row(evaluate(MODEL, load_case(path, MODEL)), path.name) for path in PATHS]
    read = list(csv.DictReader(io.StringIO(as_csv(rows))))
    for name in ("margin", "probability", "plain margin", "plain probability"):
        given = [getattr(row, name.replace(" ", "_")) for row in rows]
        assert [float(row[name]) for row in read] == given
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
    assert "too early to say" in first
    assert row.ask_next
    assert f"  ask next: {row.ask_next}" in rest


def two(a: float, b: float, *refused: str, **case: Any) -> SiteRow:
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
    return site_row(evaluated(model, {"weights": {"x": 1}} | case), "x.yaml")


NO = {"answers": {"offer": "no"}}


@pytest.mark.parametrize(
    ("row", "lead"),
    [
        (two(62, 40), "A is 22.0 points ahead of B; clear; A leads in 100 of 100 simulations"),
        (two(40, 62), "B is 22.0 points ahead of A; clear; B leads in 100 of 100 simulations"),
        (
            two(40, 40.03),
            "B is less than 0.1 points ahead of A; too close to call; B leads in 100 of 100 "
            "simulations",
        ),
        (two(50, 50), "A and B are level; too close to call; A leads in 50 of 100 simulations"),
        (two(40, 62, "b", **NO), "only A can be chosen"),
        (two(40, 62, "a", "b", **NO), "no option can be chosen"),
    ],
)
def test_a_line_says_who_leads_and_how_sure_that_is(row: SiteRow, lead: str) -> None:
    asked = "1 of 1 questions answered" if "chosen" in lead else "0 of 1 questions answered"
    assert as_lines([row])[0] == f"x.yaml: {lead}; {asked}"


def forms(stay: float, move: float, safe: float, **case: Any) -> SiteRow:
    """Two courses, one of which has a form that is offered or not."""
    model = {
        "title": "Forms",
        "options": {
            "stay": {"name": "Stay as now", "course": "Stay"},
            "move": {"name": "Move as it is", "course": "Move"},
            "safe": {
                "name": "Move, with safeguards",
                "needs": [{"fact": "offer", "is": ["yes"]}],
                "falls-back-to": "move",
            },
        },
        "criteria": {
            "x": {"name": "X", "weight": 1, "scores": {"stay": stay, "move": move, "safe": safe}}
        },
        "facts": {"offer": {"ask": "?", "answers": {"no": {"says": "No"}, "yes": {"says": "Yes"}}}},
    }
    return site_row(evaluated(model, {"weights": {"x": 1}, **case}), "x.yaml")


def test_a_form_that_leads_is_named_with_its_course_and_the_plain_pair_stands_below() -> None:
    row = forms(50, 40, 60, answers={"offer": "yes"})
    assert (row.course, row.leader, row.rival) == ("Move", "Move, with safeguards", "Stay as now")
    assert (row.plain_leader, row.plain_other, row.plain_margin) == (
        "Stay as now",
        "Move as it is",
        10,
    )
    assert as_lines([row]) == [
        "x.yaml: “Move, with safeguards” is 10.0 points ahead of Stay as now; clear; Move leads "
        "in 100 of 100 simulations; 1 of 1 questions answered",
        "  side by side as they are, Stay as now is about 10 points ahead of Move as it is",
    ]


def test_the_plain_pair_is_not_told_where_it_is_the_answer() -> None:
    row = forms(50, 40, 60, answers={"offer": "no"})
    assert (row.leader, row.rival, row.plain) == ("Stay as now", "Move as it is", "")
    assert len(as_lines([row])) == 1


def test_one_course_alone_is_told_with_its_best_form() -> None:
    needs = {"needs": [{"fact": "offer", "is": ["yes"]}]}
    model = {
        "title": "One left",
        "options": {
            "out": {"name": "Go out"} | needs,
            "move": {"name": "Move as it is", "course": "Move"},
            "safe": {"name": "Move, safely", "falls-back-to": "move"},
        },
        "criteria": {"x": {"name": "X", "weight": 1, "scores": {"out": 9, "move": 1, "safe": 5}}},
        "facts": {"offer": {"ask": "?", "answers": {"no": {"says": "N"}, "yes": {"says": "Y"}}}},
    }
    row = site_row(evaluated(model, NO), "x.yaml")
    assert row.lead == "only Move can be chosen; best as “Move, safely”"
    assert (row.rival, row.margin, row.how_sure) == ("", None, "")


def test_a_fact_that_opens_an_option_is_asked_whatever_the_points() -> None:
    model_asks = forms(50, 40, 60)
    assert model_asks.ask_next == "?"
    assert two(40, 62).ask_next == ""


WENT = {"date": "2027-06-01", "arrangement": "safe", "went": "as-hoped", "by": "A manager"}


def test_what_happened_stands_beside_what_was_said_and_moves_nothing() -> None:
    said = forms(50, 40, 60, answers={"offer": "yes"})
    row = forms(50, 40, 60, answers={"offer": "yes"}, outcome=WENT)
    without = {key: value for key, value in vars(row).items() if not key.startswith("outcome")}
    assert without == {key: vars(said)[key] for key in without}
    assert row.happened == (
        "what happened by 1 June 2027: “Move, with safeguards”; it went: as hoped (says A manager)"
    )
    *_, happened, note = as_lines([said, row])
    assert happened == f"  {row.happened}"
    assert note == ONE_OUTCOME
    (first, second) = csv.DictReader(io.StringIO(as_csv([said, row])))
    columns = ("outcome date", "outcome arrangement", "outcome went", "outcome by")
    assert [first[name] for name in columns] == [""] * 4
    assert [second[name] for name in columns] == [
        "2027-06-01", "Move, with safeguards", "as hoped", "A manager"
    ]  # fmt: skip


def test_only_what_is_known_of_an_outcome_is_told() -> None:
    row = forms(50, 40, 60, outcome={"arrangement": "move", "went": "worse"})
    assert row.happened == "what happened: Move as it is; it went: worse"


def test_without_an_outcome_nothing_is_said_of_any() -> None:
    row = forms(50, 40, 60)
    assert row.happened == ""
    assert outcome_note([row]) == []
    assert all("happened" not in line for line in as_lines([row]))


@given(problems())
@DOCUMENTS
def test_any_case_has_a_row_that_agrees_with_its_evaluation(
    problem: tuple[Written, Written],
) -> None:
    evaluation = evaluated(*problem)
    row, standing = site_row(evaluation, "x.yaml"), evaluation.standing
    assert row.margin == standing.margin
    assert (row.leader == "") == (standing.leader is None)
    assert (row.rival == "") == (standing.rival is None)
    assert row.plain == " ".join(plain_pair(evaluation.finding))
    assert bool(row.happened) == (evaluation.case.outcome is not None)
    (read,) = csv.DictReader(io.StringIO(as_csv([row])))
    assert read["margin"] == ("" if row.margin is None else repr(row.margin))
    assert as_lines([row])[0].startswith("x.yaml: ")


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


def test_the_command_says_how_to_read_an_outcome_beside_the_file_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = tmp_path / "case.yaml"
    case.write_text("outcome: {arrangement: digital, went: mixed}\n", "utf-8")
    for more in ([], ["--out", str(tmp_path / "sites.csv")]):
        assert parser.main(["compare", str(case), *more]) == 0
        assert capsys.readouterr().out.rstrip().endswith(ONE_OUTCOME)


def test_one_bad_case_is_named_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad, out = tmp_path / "bad.yaml", tmp_path / "sites.csv"
    bad.write_text("answers: {no-such-fact: none}\n", encoding="utf-8")
    assert parser.main(["compare", str(PATHS[0]), str(bad), "--out", str(out)]) == 1
    told = capsys.readouterr()
    assert "bad.yaml:1:11: error: `no-such-fact` is not a fact" in told.err
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
    bad.write_text("answers: {no-such-fact: none}\n", encoding="utf-8")
    assert parser.main(["compare", str(PATHS[0]), str(bad)]) == 1
    bar, fault, _ = capsys.readouterr().err.split("\n")
    assert bar.endswith("2 of 2")
    assert fault.startswith(f"{bad}:1:11: error: ")
