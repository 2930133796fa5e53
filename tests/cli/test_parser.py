from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import decision
from decision.cli import parser
from decision.files.documents import read_model
from decision.files.shipped import examples, shipped
from decision.sentences.model_contents import counts
from decision.wording.numbers import fixed
from tests.corpus import BASES, entries

ROOT = Path(__file__).parents[2]


def line_of(written: str, what: str) -> int:
    """The line on which something first stands in a file."""
    return written[: written.index(what)].count("\n") + 1


SLOW = 5.0  # seconds; the bound is 1, and a busy machine is given five times that
LIMIT = 64 * 1024  # KiB, the most memory that bad input may take

# Starts a command and prints the peak memory it took. A process of its own, and a small one: on
# Linux a child's peak counts the process that started it.
MEASURE = """
import json, os, sys, time
began = time.perf_counter()
child = os.fork()
if not child:
    os.execv(sys.argv[1], sys.argv[1:])
_, status, usage = os.wait4(child, 0)
spent = usage.ru_utime + usage.ru_stime
with open(os.environ["MEASURED"], "w") as file:
    json.dump([os.waitstatus_to_exitcode(status), usage.ru_maxrss, spent], file)
"""


@pytest.fixture
def model(tmp_path: Path) -> Path:
    path = tmp_path / "model.yaml"
    path.write_text(BASES["model"], "utf-8")
    return path


@pytest.fixture
def case(tmp_path: Path) -> Path:
    path = tmp_path / "case.yaml"
    path.write_text(BASES["case"], "utf-8")
    return path


def run(*arguments: object, **given) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "decision", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        timeout=60,
        check=False,
        **given,
    )


# ------------------------------------------------------------------- check


def test_the_shipped_model_has_no_problem_at_all(capsys: pytest.CaptureFixture[str]):
    assert parser.main(["check"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    options = len(decision.load_model(shipped("criteria.yaml")).options)
    assert out.startswith(f"{shipped('criteria.yaml')}: no problems ({options} options, ")


def test_the_shipped_examples_have_no_problem_at_all(capsys: pytest.CaptureFixture[str]):
    for path in examples().values():
        assert parser.main(["check", "--case", str(path)]) == 0
        assert capsys.readouterr().err == ""


def test_warnings_alone_exit_0(model: Path, case: Path, capsys: pytest.CaptureFixture[str]):
    model.write_text(BASES["model"].replace("name: Stay\n", "name: PACS #1\n"))
    assert parser.main(["check", str(model), "--case", str(case)]) == 0
    out, err = capsys.readouterr()
    lines = err.splitlines()
    line = line_of(model.read_text(), "PACS #1")
    assert f"{model}:{line}:16: warning: text after # is dropped (`#1`); quote it all" in err
    assert all(line.startswith(f"{model}:") and ": warning: " in line for line in lines)
    read = read_model(model).value
    held, facts = counts(read).rstrip("."), len(read.facts)
    assert held.startswith("3 options, 2 criteria, ")
    assert out == (
        f"{model}: {len(lines)} warnings ({held})\n"
        f"{case}: no problems (2 of {facts} facts answered, 1 disputed)\n"
    )


def test_a_warning_of_a_case_is_not_counted_against_the_model(
    case: Path, capsys: pytest.CaptureFixture[str]
):
    case.write_text("model: {title: Another, fingerprint: x}\n")
    assert parser.main(["check", "--case", str(case)]) == 0
    out, err = capsys.readouterr()
    assert err.startswith(f"{case}:1:")
    model, ours = out.splitlines()
    assert model.startswith(f"{shipped('criteria.yaml')}: no problems (")
    facts = len(decision.load_model(shipped("criteria.yaml")).facts)
    assert ours == f"{case}: 1 warning (0 of {facts} facts answered)"


def test_faults_stand_in_file_order_on_standard_error(
    model: Path, case: Path, capsys: pytest.CaptureFixture[str]
):
    written = BASES["model"].replace("weight: 100", "weight: 30%", 1)
    written = written.replace("kind: opinion", "kind: x", 1)
    model.write_text(written)
    weight, kind = line_of(written, "30%"), line_of(written, "kind: x")
    assert parser.main(["check", str(model), "--case", str(case)]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines() == [
        f"{model}:{weight}:13: error: `weight` should be a number, not `30%`; write 30, with no % "
        "sign",
        f"{model}:{kind}:11: error: `kind` can't be `x`; write one of `opinion`, `experience`, "
        "`figure`, `regulation`, `guidance`",
    ]


def test_a_bad_case_of_a_good_model_exits_1_and_keeps_the_models_warnings(
    model: Path, case: Path, capsys: pytest.CaptureFixture[str]
):
    case.write_text("answers: {vacancies: 8}\n")
    assert parser.main(["check", str(model), "--case", str(case)]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    first, *rest = err.splitlines()
    assert first == (
        f"{case}:1:11: error: `vacancies` is not a fact of this model; did you mean `vacancy`?"
    )
    assert rest
    assert all(line.startswith(f"{model}:") and ": warning: " in line for line in rest)


def test_numbers_of_things_read_as_english(model: Path, capsys: pytest.CaptureFixture[str]):
    model.write_text(
        "title: T\noptions: {a: {name: A}, b: {name: B}}\n"
        "criteria: {c: {name: C, weight: 1, scores: {a: 10, b: 20}}}\n"
        "evidence: {e: {says: S, by: B, kind: opinion}}\n"
    )
    assert parser.main(["check", str(model)]) == 0
    out, err = capsys.readouterr()
    assert out == f"{model}: 1 warning (2 options, 1 criterion and 1 evidence entry)\n"
    assert err.count("\n") == 1


# ---------------------------------------------------------------- evaluate


def test_evaluate_prints_the_document_of_the_contract(capsys: pytest.CaptureFixture[str]):
    path = next(iter(examples().values()))
    assert parser.main(["evaluate", "--case", str(path), "--json"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    document = json.loads(out)
    assert list(document) == [
        "model",
        "options",
        "headline",
        "courses",
        "plain",
        "leader",
        "weights",
        "scores",
        "contributions",
        "robustness",
        "panel",
        "explanation",
    ]
    model = decision.load_model(shipped("criteria.yaml"))
    evaluation = decision.evaluate(model, decision.load_case(path, model))
    assert document == evaluation.to_dict()
    assert list(document["options"]) == list(model.options)
    assert set(document["headline"]) == {
        "course",
        "leader",
        "rival",
        "margin",
        "low",
        "high",
        "probability",
        "best",
        "if_all_known",
        "verdict",
        "because",
        "form",
    }
    assert set(document["courses"]) == set(model.courses)
    assert document["plain"]["pair"] == list(model.pair)


def test_evaluate_says_every_total_and_the_site(
    model: Path, case: Path, capsys: pytest.CaptureFixture[str]
):
    assert parser.main(["evaluate", str(model), "--case", str(case)]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert out.startswith("Where should the team sit? — North site\n")
    read = decision.load_model(model)
    evaluation = decision.evaluate(read, decision.load_case(case, read))
    for option, total in evaluation.totals.items():
        (line,) = [
            line for line in out.splitlines() if line.startswith(f"{read.options[option].name} ")
            and f" {fixed(total)} " in line
        ]  # fmt: skip
        assert line


def test_evaluate_keeps_warnings_off_standard_output(
    model: Path, capsys: pytest.CaptureFixture[str]
):
    model.write_text(BASES["model"].replace("name: Stay\n", "name: PACS #1\n"))
    assert parser.main(["evaluate", str(model), "--json"]) == 0
    out, err = capsys.readouterr()
    assert json.loads(out)["options"]["stay"]["name"] == "PACS"
    line = line_of(model.read_text(), "PACS #1")
    assert err == (
        f"{model}:{line}:16: warning: text after # is dropped (`#1`); quote it all if it is meant\n"
    )


def test_a_case_that_cannot_be_used_is_never_evaluated(
    model: Path, case: Path, capsys: pytest.CaptureFixture[str]
):
    case.write_text("answers: {vacancy: -1}\n")
    for form in ([], ["--json"]):
        assert parser.main(["evaluate", str(model), "--case", str(case), *form]) == 1
        out, err = capsys.readouterr()
        assert out == ""
        assert err == (
            f"{case}:1:20: error: `vacancy` is -1, below the first answer; write 0 or more\n"
        )


# ------------------------------------------------------------------- usage


(COMMANDS,) = [action.choices for action in parser.parser()._actions if action.dest == "command"]


@pytest.mark.parametrize("command", [[], *([name] for name in COMMANDS)])
def test_each_command_has_help(command: list[str], capsys: pytest.CaptureFixture[str]):
    assert parser.main([*command, "--help"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert out.startswith(f"usage: decision {' '.join(command)}".rstrip())
    description = out.split("\n\n")[1]
    assert len(description) > 60


def test_the_help_names_every_command(capsys: pytest.CaptureFixture[str]):
    parser.main(["--help"])
    out = capsys.readouterr().out
    for name in COMMANDS:
        assert f"\n    {name} " in out


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["chekc"],
        ["check", "a", "b"],
        ["check", "--cas"],
        ["check", "--json"],
        ["evaluate", "--case"],
        ["app", "--port", "0"],
        ["app", "--port", "65536"],
        ["app", "--port", "80a"],
        ["app", "--port", "9" * 5000],
        ["workshop", "--port", "0"],
        ["workshop", "--host"],
        ["workshop", "room"],
    ],
)
def test_bad_usage_exits_2(arguments: list[str], capsys: pytest.CaptureFixture[str]):
    assert parser.main(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("usage: decision")


def test_a_port_that_is_none_is_named(capsys: pytest.CaptureFixture[str]):
    parser.main(["app", "--port", "eighty"])
    assert "'eighty' is not a port; write a number up to 65535" in capsys.readouterr().err


@pytest.mark.parametrize("host", ["0.0.0.0", "my-laptop", "::1", "203.0.113.9"])
def test_a_host_that_is_not_this_machines_is_one_line(
    host: str, capsys: pytest.CaptureFixture[str]
):
    assert parser.main(["workshop", "--host", host, "--no-browser"]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"decision: error: {host}")
    assert "address of this machine" in line


@pytest.mark.parametrize("command", ["check", "evaluate"])
@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("none.yaml", "there is no such file; check its name and folder"),
        (".", "this is a folder; give the name of a file in it"),
        ("a" * 300, "this file can't be read (File name too long); check its name"),
    ],
)
def test_a_file_that_is_none_is_one_fault(
    command: str,
    name: str,
    says: str,
    model: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
):
    monkeypatch.chdir(model.parent)
    for arguments in ([name], [str(model), "--case", name]):
        assert parser.main([command, *arguments]) == 1
        out, err = capsys.readouterr()
        assert out == ""
        assert f"{name}:1:1: error: {says}\n" in err


def test_a_file_with_an_odd_name_still_has_one_line_a_fault(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    path = tmp_path / "a\nb\x1b[31m é.yaml"
    path.write_text("title: T\noptions: {a: {name: A}, b: {name: B}}\ncriteria: {}\n")
    assert parser.main(["check", str(path)]) == 1
    err = capsys.readouterr().err
    assert err == f"{tmp_path}/a?b?[31m é.yaml:3:1: error: `criteria` is empty; write one " + (
        "criterion or more\n"
    )


# --------------------------------------------------------------- the worst


def test_a_fault_of_the_tools_own_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    def fail(*_):
        raise ZeroDivisionError("inner matter")

    monkeypatch.setattr("decision.engine.evaluate", fail)
    monkeypatch.delenv("DECISION_DEBUG", raising=False)
    assert parser.main(["evaluate"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert err.startswith(
        "decision: error: something went wrong inside the tool (ZeroDivisionError); nothing"
    )
    monkeypatch.setenv("DECISION_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        parser.main(["evaluate"])
    assert gc.isenabled()


def test_an_error_on_purpose_is_its_own_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    def fail(*_):
        raise decision.OutputError("x.docx: it can't be written; close it")

    monkeypatch.setattr("decision.engine.evaluate", fail)
    assert parser.main(["evaluate"]) == 1
    assert capsys.readouterr().err == "decision: error: x.docx: it can't be written; close it\n"


def test_an_interrupt_is_silent(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("decision.engine.evaluate", interrupt)
    assert parser.main(["evaluate"]) == 130
    assert capsys.readouterr() == ("", "")


def test_a_reader_who_leaves_is_no_error():
    reads, writes = os.pipe()
    os.close(reads)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "decision", "evaluate", "--json"],
            stdout=writes,
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            timeout=60,
            check=False,
        )
    finally:
        os.close(writes)
    assert done.stderr == b""
    assert done.returncode == 0


def test_a_terminal_without_the_characters_still_gets_an_answer(model: Path):
    model.write_text(BASES["model"].replace("name: Stay\n", "name: Stäy ✓\n"), "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "decision", "evaluate", str(model)],
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "ascii"},
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"St?y ?" in done.stdout


def test_the_package_runs_as_a_module_from_any_folder(tmp_path: Path):
    done = run("check", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "no problems" in done.stdout
    assert list(tmp_path.iterdir()) == []


CORPUS = {entry.name: entry for entry in entries()}
WORST = {
    "attack-brackets": b"[" * 100_000,
    "attack-bomb": b"a: &a [x]\nb: &b [*a, *a]\n",
    "attack-python-tag": b"title: !!python/object/apply:os.mkdir [pwned]\n",
    "attack-one-long-text": b"a: '" + b"x" * 1_000_000,
    "attack-two-megabytes": b"a: b\n" * 400_000,
    "attack-values": b"[" + b"a ," * 300_000,
    "attack-keys": b"".join(b"k%05d%s: 1\n" % (n, b"x" * 90) for n in range(9_000)),
    "attack-unknown-options": b"title: T\noptions: {a: {name: A}, b: {name: B}}\ncriteria:\n"
    + b"".join(b" c%d: {name: C, weight: 1, scores: {}}\n" % n for n in range(2_400)),
    "attack-circle": b"title: T\ncriteria: {c: {name: C, weight: 1, scores: {}}}\noptions:\n"
    + b"".join(b" o%d: {name: C, falls-back-to: o%d}\n" % (n, n + 1) for n in range(3_000)),
    "attack-spellings": b"title: T\ncriteria: {c: {name: C, weight: 1, scores: {}}}\noptions:\n"
    + b"".join(b" o%d: {name: C, falls-back-to: p%d}\n" % (n, n) for n in range(3_000)),
    "excel": b"PK\x03\x04xl/workbook.xml" + bytes(range(256)) * 100,
    "empty": b"",
    "cp1252": "title: £5".encode("cp1252"),
    "nul": b"title: \0",
    "number": b"title: T\noptions: {a: {name: A}, b: {name: B}}\n"
    b"criteria: {c: {name: C, weight: " + b"9" * 5_000 + b", scores: {a: 1, b: 2}}}\n",
    **{
        name: CORPUS[name].data
        for name in ("numbers-weight-with-a-percent-sign", "syntax-bool-tag-that-breaks-pyyaml")
    },
}


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="peak memory as Linux counts it")
@pytest.mark.parametrize("name", WORST)
def test_the_worst_input_costs_little_and_leaves_no_trace(name: str, tmp_path: Path):
    path = tmp_path / "in" / "bad.yaml"
    path.parent.mkdir()
    path.write_bytes(WORST[name])
    measured = tmp_path / "measured"
    command = [sys.executable, "-m", "decision", "check", "bad.yaml"]
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", MEASURE, *command],
        capture_output=True,
        cwd=path.parent,
        env={**os.environ, "PYTHONPATH": str(ROOT), "MEASURED": str(measured)},
        timeout=60,
        check=False,
    )
    code, memory, seconds = json.loads(measured.read_text())
    assert code == 1
    assert done.stdout == b""
    assert b"Traceback" not in done.stderr
    lines = done.stderr.decode().splitlines()
    assert lines
    assert all(line.startswith("bad.yaml:") and ": error: " in line for line in lines)
    assert len(lines) <= 51
    assert memory < LIMIT
    assert seconds < SLOW
    assert [file.name for file in path.parent.iterdir()] == ["bad.yaml"]
    assert path.read_bytes() == WORST[name]
