"""The house keeps its order: what may import what, what is public, what is tested, how long."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import decision

ROOT = Path(__file__).parents[1]
HOUSE = ROOT / "decision"
TESTS = ROOT / "tests"
LONGEST = 299  # lines of a module

# A module may import those above it. A package counts as one, and may import within itself.
ORDER = (
    "errors",
    "numeric",
    "wording",
    "model",
    "files",
    "acceptability",
    "evaluation",
    "sensitivity",
    "sentences",
    "engine",
    "checks",
    "compare",
    "history",
    "workshop",
    "charts",
    "report",
    "serving",
    "ui",
    "cli",
    "__main__",
)
# Packages with one face, whose parts need no test of their own.
TESTED_WHOLE = {"charts", "ui"}
KNOW_STREAMLIT = {"ui", "serving"}
HEAVY = {"streamlit", "pandas", "altair"}

MODULES = sorted(path for path in HOUSE.rglob("*.py") if path != HOUSE / "__init__.py")


def name_of(path: Path) -> str:
    """The entry of ORDER that a file belongs to."""
    return path.relative_to(HOUSE).parts[0].removesuffix(".py")


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imports(path: Path) -> Iterator[str]:
    """Every module imported anywhere in a file, those within functions too."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            yield module
            yield from (f"{module}.{alias.name}" for alias in node.names)


def rooms(path: Path) -> set[str]:
    """The entries of ORDER that a file imports."""
    inside = [name.split(".") for name in imports(path) if name.startswith("decision.")]
    known = {module.relative_to(HOUSE).parts[0].removesuffix(".py") for module in MODULES}
    return {parts[1] for parts in inside if parts[1] in known}


def test_every_module_has_its_place_in_the_order_and_every_place_its_module() -> None:
    assert {name_of(path) for path in MODULES} == set(ORDER)
    assert len(set(ORDER)) == len(ORDER)


@pytest.mark.parametrize("path", MODULES, ids=shown)
def test_a_module_imports_only_those_above_it(path: Path) -> None:
    mine = name_of(path)
    above = set(ORDER[: ORDER.index(mine)])
    assert rooms(path) - above - ({mine} if path.parent != HOUSE else set()) == set()


@pytest.mark.parametrize("path", MODULES, ids=shown)
def test_a_module_names_in_full_what_it_imports(path: Path) -> None:
    assert not [name for name in imports(path) if name.startswith(".")]


def test_the_app_is_made_of_the_ui_alone() -> None:
    assert rooms(ROOT / "app.py") == {"ui"}


@pytest.mark.parametrize("path", MODULES, ids=shown)
def test_only_the_ui_and_the_server_know_streamlit(path: Path) -> None:
    if name_of(path) not in KNOW_STREAMLIT:
        assert "streamlit" not in {name.split(".")[0] for name in imports(path)}


@pytest.mark.parametrize(
    "code",
    [
        "import decision",
        "import decision; decision.evaluate",
        "import decision as d; d.evaluate(d.load_model(d.shipped('criteria.yaml'))).to_dict()",
        "import decision.cli.parser; decision.cli.parser.main(['check'])",
        "import decision.cli.parser; decision.cli.parser.main(['evaluate'])",
    ],
)
def test_the_engine_and_its_commands_load_nothing_that_draws(code: str) -> None:
    assert not HEAVY & loaded_by(code)


def test_importing_the_package_alone_does_not_wait_for_numpy_or_pydantic() -> None:
    assert not {"numpy", "pydantic", "yaml"} & loaded_by("import decision")


def loaded_by(code: str) -> set[str]:
    tell = f"{code}\nimport json, sys; print(); print(json.dumps(list(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", tell], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return {name.split(".")[0] for name in json.loads(done.stdout.splitlines()[-1])}


# The public API


def typed_names() -> dict[str, str]:
    """What `if TYPE_CHECKING:` of the package imports: its home by name."""
    tree = ast.parse((HOUSE / "__init__.py").read_text("utf-8"))
    block = next(node for node in tree.body if isinstance(node, ast.If))
    return {
        alias.name: (node.module or "").removeprefix("decision.")
        for node in block.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }


def test_what_is_public_is_loaded_on_use_and_known_to_type_checkers() -> None:
    homes = {name: home for home, names in decision._HOMES.items() for name in names}
    assert decision.__all__ == sorted(decision.__all__)
    assert set(decision.__all__) == homes.keys()
    assert typed_names() == homes
    assert dir(decision) == decision.__all__


@pytest.mark.parametrize("name", decision.__all__)
def test_every_public_name_is_there_and_says_what_it_is(name: str) -> None:
    assert getattr(decision, name).__doc__


def test_a_name_that_is_not_public_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'evalute'"):
        _ = decision.evalute


# Tests, lengths, and what must not be written


@cache
def named_by_tests() -> set[str]:
    """The modules that some test file imports or is named after."""
    found = set()
    for path in TESTS.rglob("*.py"):
        found.add(path.stem.removeprefix("test_"))
        for name in imports(path):
            if name.startswith("decision."):
                found |= set(name.removeprefix("decision.").split("."))
    return found


@pytest.mark.parametrize("path", MODULES, ids=shown)
def test_every_module_has_a_test_that_names_it(path: Path) -> None:
    if path.stem.startswith("__"):
        return
    name = name_of(path) if name_of(path) in TESTED_WHOLE else path.stem
    assert name in named_by_tests()


@pytest.mark.parametrize("path", [*MODULES, HOUSE / "__init__.py", ROOT / "app.py"], ids=shown)
def test_no_module_is_long(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= LONGEST


@pytest.mark.parametrize("path", [*MODULES, HOUSE / "__init__.py", ROOT / "app.py"], ids=shown)
def test_every_module_says_what_it_is_for(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text("utf-8")))


BUILT = {
    "__pycache__",
    ".git",
    ".hypothesis",
    ".mypy_cache",
    ".pytest_cache",
    ".ruff_cache",
    ".venv",
    "build",
    "dist",
}
LOCAL = re.compile(r"(?<![\w.:/-])/(work|root|opt/dev)/")


def test_what_git_ignores_is_taken_for_built() -> None:
    ignored = (ROOT / ".gitignore").read_text("utf-8").split()
    folders = {name.rstrip("/") for name in ignored if name.endswith("/")}
    assert folders - {"*.egg-info"} <= BUILT


def test_no_file_names_a_place_on_the_machine_it_was_made_on() -> None:
    for path in ROOT.rglob("*"):
        parts = path.relative_to(ROOT).parts
        built = BUILT.intersection(parts) or any(part.endswith(".egg-info") for part in parts)
        if path.is_file() and not built and path.suffix not in (".png", ".pyc"):
            found = LOCAL.search(path.read_text("utf-8", errors="ignore"))
            assert not found, f"{shown(path)}: {found}"
