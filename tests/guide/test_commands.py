"""What the README and the guide tell a reader to type works, and says all that there is."""

from __future__ import annotations

import importlib.util
import re
import shlex
import shutil
from pathlib import Path

import docx
import pytest

from decision import examples
from decision.cli import parser
from tests.guide.pages import PAGES, README, ROOT, commands

(COMMANDS,) = [action.choices for action in parser.parser()._actions if action.dest == "command"]
SERVERS = {"app", "workshop"}  # they run until they are stopped
LISTING = ROOT / "decision" / "guide" / "commands.md"
# Files of a reader's own that a page may name.
CASES = ("site.yaml", "other.yaml", "their-case.yaml")
MODEL, TEMPLATE = "their-model.yaml", "trust.docx"
# What starts something else than a command of ours: each is there as it is written.
KNOWN = {
    'pip install -e ".[test]" && pytest',
    'pip install -e ".[test]"',
    'pip install -e ".[lint]"',
    "pip install -e . && streamlit run app.py",
    "pip install -e .",
    "pip install --require-hashes -r .ci/lock.txt -r .ci/lock-build.txt",
    "pip install --no-deps --no-build-isolation .",
    "pip uninstall pacs-placement",
    "streamlit run app.py",
    "pytest",
    "python3 -m venv .venv",
    ". .venv/bin/activate",
    "py -m venv .venv",
    r".venv\Scripts\activate",
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a reader's own files, in which the commands run."""
    for name in CASES:
        shutil.copy(examples()["invented-complete"], tmp_path / name)
    shutil.copy(ROOT / "criteria.yaml", tmp_path / MODEL)
    docx.Document().save(str(tmp_path / TEMPLATE))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_what_a_page_tells_to_type_works(
    path: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for line in commands(path):
        first, *words = shlex.split(line, posix="\\" not in line)
        if first == "decision" and words[0] in SERVERS:
            parser.parser().parse_args(words)
        elif first == "decision":
            before = set(folder.iterdir())
            assert parser.main(words) == 0, f"{line}\n{capsys.readouterr().err}"
            wanted = {folder / word for word in words if word.endswith(tuple(ENDINGS))}
            assert wanted <= before | set(folder.iterdir()), line
        elif first == "python":
            assert _is_there(words), line
        else:
            assert line in KNOWN


ENDINGS = (".yaml", ".json", ".csv", ".docx", ".xlsx", ".html", ".zip")


def _is_there(words: list[str]) -> bool:
    """Whether what `python` is to run is a script or a module of this repository."""
    if words[0] == "-m":
        return importlib.util.find_spec(words[1]) is not None
    return (ROOT / words[0]).is_file()


def test_the_guide_has_every_command_and_every_option_of_it() -> None:
    rows = re.findall(r"(?m)^\| `decision (\w+)([^`]*)` \|", LISTING.read_text("utf-8"))
    assert sorted(name for name, _ in rows) == sorted(COMMANDS)
    for name, given in rows:
        options = {word for action in COMMANDS[name]._actions for word in action.option_strings}
        assert set(re.findall(r"--[\w-]+", given)) == options - {"-h", "--help"}, name


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_names_no_command_and_no_option_that_is_not_there(path: Path) -> None:
    for code in re.findall(r"`(decision [^`]+)`", path.read_text("utf-8")):
        name = code.split()[1]
        assert name in COMMANDS, code
        options = {word for action in COMMANDS[name]._actions for word in action.option_strings}
        assert set(re.findall(r"--[\w-]+", code)) <= options, code


def test_the_readme_has_the_two_commands_that_a_newcomer_and_the_checks_run() -> None:
    lines = commands(README)
    assert lines[0] == "pip install -e . && streamlit run app.py"
    assert 'pip install -e ".[test]" && pytest' in lines
