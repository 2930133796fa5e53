"""What the commands write: each report by its ending, whole or not at all."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import docx
import pytest

from decision import evaluate, examples, load_case, load_model, shipped
from decision.cli import commands
from decision.cli.parser import main
from decision.files.json_schema import schema
from decision.sentences import what_would_change_it
from decision.sentences.phrases import of_100
from tests.report.word import templates

CASE = examples()["invented-complete"]


@pytest.mark.parametrize(
    ("ending", "holds"),
    [("docx", "word/document.xml"), ("xlsx", "xl/workbook.xml"), ("zip", "pictures.txt")],
)
def test_the_ending_says_which_report_is_written(
    ending: str, holds: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / f"out.{ending}"
    assert main(["report", str(out), "--case", str(CASE)]) == 0
    assert capsys.readouterr().out == f"{out}: written\n"
    assert holds in zipfile.ZipFile(io.BytesIO(out.read_bytes())).namelist()


def test_the_page_is_one_file(tmp_path: Path) -> None:
    assert main(["report", str(tmp_path / "out.HTML")]) == 0
    assert (tmp_path / "out.HTML").read_text("utf-8").lower().startswith("<!doctype html>")


@pytest.mark.parametrize(
    ("kind", "title"),
    [
        ("paper", "Where should the PACS team sit?"),
        ("record", "Record: "),
        ("agreement", "Agreement: "),
        ("brief", "Brief: "),
        ("questions", "Open questions: "),
        ("objection", "The other side’s case: "),
    ],
)
def test_the_kind_says_which_word_document_is_written(
    kind: str, title: str, tmp_path: Path
) -> None:
    out = tmp_path / "out.docx"
    assert main(["report", str(out), "--case", str(CASE), "--kind", kind]) == 0
    assert (docx.Document(str(out)).core_properties.title or "").startswith(title)


def test_an_agreement_without_an_option_is_refused_and_not_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    model, out = tmp_path / "model.yaml", tmp_path / "out.docx"
    model.write_text(
        "title: T\noptions:\n"
        "  a: {name: A, needs: [{fact: f, is: [y]}]}\n  b: {name: B, needs: [{fact: f, is: [y]}]}\n"
        "criteria: {c: {name: C, weight: 1, scores: {a: 10, b: 20}}}\n"
        "facts: {f: {ask: What is so, answers: {y: {says: Yes}, n: {says: Never}}}}\n"
    )
    assert main(["report", str(out), str(model), "--kind", "agreement"]) == commands.BAD_INPUT
    assert "an agreement needs an option" in capsys.readouterr().err
    assert not out.exists()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["report", "out.docx", "--kind", "pack"], "--kind pack writes a .zip"),
        (["report", "out.zip", "--kind", "record"], "--kind record writes a .docx"),
        (
            ["report", "out.docx", "--kind", "record", "--purpose", "decision"],
            "--purpose is for --kind paper or brief or pack; leave it out of --kind record",
        ),
        (["report", "out.docx", "--kind", "breif"], "did you mean `brief`?"),
        (["report", "out.docx", "--kind", ""], "--kind can't be nothing; write one of `paper`"),
        (["report", "out.xlsx", "--kind", "brief"], "--kind brief writes a .docx"),
        (["report", "out.html", "--kind", "questions"], "--kind questions writes a .docx"),
        (
            ["report", "out.docx", "--kind", "questions", "--public"],
            "--public is for --kind paper or record or brief or pack",
        ),
        (
            ["report", "out.docx", "--kind", "agreement", "--purpose", "decision"],
            "--purpose is for --kind paper or brief or pack",
        ),
        (["report", "out.pdf"], "the ending says what to write"),
        (["report", "out"], "the ending says what to write"),
        (
            ["report", "out.xlsx", "--template", "trust.docx"],
            "--template is for Word documents and the pack",
        ),
        (
            ["report", "out.html", "--purpose", "decision"],
            "--purpose is for Word documents and the pack",
        ),
        (["report", "out.zip", "--public"], "--public is for Word documents"),
    ],
)
def test_what_makes_no_sense_is_bad_usage_and_writes_nothing(
    arguments: list[str],
    says: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == commands.BAD_USAGE
    assert says in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("content", [b"", b"no Word file", None])
def test_a_template_that_cannot_be_used_leaves_the_old_paper(
    content: bytes | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, template = tmp_path / "paper.docx", tmp_path / "trust.docx"
    out.write_bytes(b"the paper of last week")
    if content is not None:
        template.write_bytes(content)
    assert main(["report", str(out), "--template", str(template)]) == commands.BAD_INPUT
    told = capsys.readouterr().err
    assert told.startswith("decision: error: ")
    assert "emplate" in told
    assert out.read_bytes() == b"the paper of last week"
    assert "paper.docx" in {path.name for path in tmp_path.iterdir()}


def test_a_template_whose_form_is_left_out_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, template = tmp_path / "paper.docx", tmp_path / "trust.docx"
    template.write_bytes(templates.plain())
    assert main(["report", str(out), "--template", str(template)]) == 0
    told = capsys.readouterr()
    assert told.out == f"{out}: written\n"
    assert told.err.startswith(f"{template}: The paper uses your template's styles")
    assert main(["report", str(out), "--template", str(template), "--kind", "brief"]) == 0
    assert capsys.readouterr().err == ""


def test_a_case_with_a_fault_writes_nothing(tmp_path: Path) -> None:
    case = tmp_path / "case.yaml"
    case.write_text("answers: {no-such-fact: 3}\n", "utf-8")
    assert main(["report", str(tmp_path / "out.html"), "--case", str(case)]) == commands.BAD_INPUT
    assert [path.name for path in tmp_path.iterdir()] == ["case.yaml"]


def test_a_folder_that_is_not_there_is_said_to_be(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["report", str(tmp_path / "nowhere" / "out.html")]) == commands.BAD_INPUT
    assert "there is no such folder" in capsys.readouterr().err


def test_each_figure_stands_under_its_head(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", "--case", str(CASE)]) == 0
    lines = capsys.readouterr().out.splitlines()
    (top,) = [number for number, line in enumerate(lines) if line.startswith("Option ")]
    model = load_model(shipped("criteria.yaml"))
    head, rows = lines[top], lines[top + 1 : top + 1 + len(model.options)]
    for word in ("Total", "90 of 100 simulations", "Rank"):
        end = head.index(word) + len(word)
        assert all(row[end - 1] != " " and row[end] == " " for row in rows), word
    available = head.index("Available")
    assert all(row[available - 1] == " " and row[available] != " " for row in rows)


def test_the_text_of_evaluate_lists_the_courses_where_one_has_several_forms(
    capsys: pytest.CaptureFixture[str],
) -> None:
    model = load_model(shipped("criteria.yaml"))
    evaluation = evaluate(model, load_case(CASE, model))
    assert main(["evaluate", "--case", str(CASE)]) == 0
    lines = capsys.readouterr().out.splitlines()
    (top,) = [number for number, line in enumerate(lines) if line.startswith("Course ")]
    rows = lines[top + 1 : top + 1 + len(model.courses)]
    document = evaluation.to_dict()["courses"].values()
    for row, course in zip(rows, document, strict=True):
        assert row.startswith(f"{course['name']} ")
        assert f"  {of_100(course['probability'])} " in row
        best = course["best"]
        assert row.endswith("none can be chosen" if best is None else model.options[best].name)


def test_courses_of_one_form_each_are_listed_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "model.yaml"
    path.write_text(
        "title: T\noptions: {a: {name: A}, b: {name: B}}\n"
        "criteria: {c: {name: C, weight: 1, scores: {a: 10, b: 20}}}\n"
    )
    assert main(["evaluate", str(path)]) == 0
    out = capsys.readouterr().out
    assert "Course" not in out
    assert "\nOption  Total " in out


def test_the_text_of_evaluate_tells_the_doubts(capsys: pytest.CaptureFixture[str]) -> None:
    model = load_model(shipped("criteria.yaml"))
    assert main(["evaluate", "--case", str(CASE)]) == 0
    said = " ".join(capsys.readouterr().out.split())
    doubts = what_would_change_it.doubts(evaluate(model, load_case(CASE, model)).robustness)
    assert doubts
    for doubt in doubts:
        assert doubt in said


def test_a_schema_is_printed_or_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0
    assert json.loads(capsys.readouterr().out) == schema("model")
    out = tmp_path / "case.schema.json"
    assert main(["schema", "case", "--out", str(out)]) == 0
    assert capsys.readouterr().out == f"{out}: written\n"
    assert json.loads(out.read_bytes()) == schema("case")
    assert main(["schema", "--out", str(tmp_path / "criteria.yaml")]) == 1
    assert "give a name that ends in .json" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["case.schema.json"]


def test_a_table_becomes_a_model_and_a_bad_one_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table, out = tmp_path / "suppliers.csv", tmp_path / "m.yaml"
    table.write_text("Criterion,Weight,A,B\nSpeed,1,70,fast\n", encoding="utf-8")
    assert main(["new", str(out), "--from", str(table)]) == 1
    assert f"{table}:2:4: error: cell D2 says `fast`" in capsys.readouterr().err
    assert not out.exists()
    table.write_text("Criterion,Weight,A,B\nSpeed,1,70,60\n", encoding="utf-8")
    assert main(["new", str(out), "--from", str(table)]) == 0
    assert "Rows are criteria (1); columns are options (2)." in capsys.readouterr().out
    assert load_model(out).title == "Suppliers"
    assert main(["new", str(out), "--from", str(table)]) == 1  # never over what is there
    assert main(["new", str(tmp_path / "n.yaml"), "--from", "no-such-model"]) == 2
