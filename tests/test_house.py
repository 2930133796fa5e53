"""The structure holds: what may import what, what is public, what is tested, how long."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import decision

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "decision"
LONGEST = 400  # lines of a module; one idea may need more, and LONGER says why
LONGER: dict[str, str] = {}

# Rooms, bottom first: a room may import those before it. Where rooms within a room are listed,
# the same holds among them. Modules of one room may import each other, but in no circle.
ROOMS = (
    "errors",
    "numeric",
    "wording",
    "model",
    "files",
    "tables",
    "acceptability",
    "evaluation",
    "sensitivity",
    "sentences",
    "engine",
    "checks",
    "compare",
    "history",
    "workshop.errors",
    "workshop.rules",
    "workshop.store",
    "workshop.access",
    "workshop.results",
    "workshop.room",
    "workshop.facilitator",
    "charts",
    "report.pictures",
    "report.questions",
    "report.paper",
    "report.word",
    "report.excel",
    "report.html",
    "report.pack",
    "serving",
    "ui.assets",
    "ui.state",
    "ui.widgets",
    "ui.site",
    "ui.board",
    "ui.ballot",
    "ui.workshop",
    "ui.model",
    "ui.compare",
    "ui.about",
    "ui.frame",
    "ui.pages",
    "cli",
    "__main__",
)
OUTER = {"workshop", "report", "ui"}  # packages that hold rooms and have no code of their own
KNOW_STREAMLIT = ("ui.", "serving")
HEAVY = {"streamlit", "pandas", "altair"}


def dotted(path: Path) -> str:
    """The name of a module within the package: `model.case`; a package by its own name."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {dotted(path): path for path in sorted(PACKAGE.rglob("*.py")) if path.parent != PACKAGE
           or path.name != "__init__.py"}  # fmt: skip
TREES = {name: ast.parse(path.read_text("utf-8")) for name, path in MODULES.items()}


def room(name: str) -> str | None:
    """The entry of ROOMS that a module belongs to."""
    return next((each for each in ROOMS if name == each or name.startswith(f"{each}.")), None)


@cache
def imports(name: str) -> tuple[str, ...]:
    """Every dotted name that a module imports, within functions too."""
    found: list[str] = []
    for node in ast.walk(TREES[name]):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            found += [module, *(f"{module}.{alias.name}" for alias in node.names)]
    return tuple(found)


@cache
def uses(name: str) -> frozenset[str]:
    """The modules of the package that a module imports."""
    inside = {one.removeprefix("decision.") for one in imports(name)} & MODULES.keys()
    # `from decision.model import case` names the package as well; only the module counts.
    packages = {one for one in inside if any(other.startswith(f"{one}.") for other in inside)}
    return frozenset(inside - packages - {name})


def test_every_module_is_in_a_room_and_every_room_has_a_module() -> None:
    lost = [name for name in MODULES if room(name) is None and name not in OUTER]
    assert not lost, f"give these a place in ROOMS: {lost}"
    assert {room(name) for name in MODULES} - {None} == set(ROOMS)


def test_a_module_imports_only_rooms_before_its_own() -> None:
    wrong = [
        f"{name} imports {used}"
        for name in MODULES
        if (mine := room(name))
        for used in uses(name)
        if (other := room(used)) and ROOMS.index(other) > ROOMS.index(mine)
    ]
    assert not wrong, wrong


def test_nothing_is_imported_in_a_circle() -> None:
    """Within a room too, so that an order exists in which each module can be read."""
    try:
        tuple(TopologicalSorter({name: uses(name) for name in MODULES}).static_order())
    except CycleError as error:
        pytest.fail(f"a circle of imports: {' → '.join(error.args[1])}")


def test_modules_name_in_full_what_they_import() -> None:
    assert not [name for name in MODULES if any(one.startswith(".") for one in imports(name))]


def test_the_app_is_made_of_the_ui_alone() -> None:
    names = re.findall(r"^(?:from|import) (\S+)", (ROOT / "app.py").read_text("utf-8"), re.M)
    assert set(names) == {"streamlit", "decision.ui"}


def test_only_the_ui_and_the_server_know_streamlit() -> None:
    knowing = {n for n in MODULES if "streamlit" in {one.split(".")[0] for one in imports(n)}}
    assert not [name for name in knowing if not name.startswith(KNOW_STREAMLIT) and name != "ui"]


@pytest.mark.parametrize(
    "code",
    [
        "import decision",
        "import decision; decision.evaluate",
        "import decision as d; d.evaluate(d.load_model(d.shipped('criteria.yaml'))).to_dict()",
        "import decision.cli; decision.cli.main(['check'])",
        "import decision.cli; decision.cli.main(['evaluate'])",
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
    tree = ast.parse((PACKAGE / "__init__.py").read_text("utf-8"))
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
    assert set(decision.__all__) - {"__version__"} == homes.keys()
    assert typed_names() == homes
    assert dir(decision) == decision.__all__


def test_every_public_name_is_there_and_says_what_it_is() -> None:
    assert [name for name in decision.__all__ if not getattr(decision, name).__doc__] == []


def test_a_submodule_hides_no_public_function() -> None:
    """An import of `decision.x` would replace the function `decision.x` by a module."""
    taken = {name.split(".")[0] for name in MODULES} | {path.name for path in PACKAGE.iterdir()}
    assert not taken & set(decision.__all__)
    assert "app" not in taken  # the wheel ships decision/app.py


def test_a_name_that_is_not_public_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'evalute'"):
        _ = decision.evalute


@pytest.mark.parametrize(
    ("home", "names"),
    [
        ("evaluation", {"totals"}),
        ("acceptability", {"win_probability", "sample_weights", "rank_acceptability"}),
        ("sensitivity", {"switching_points", "cheapest_flip"}),
        ("cli", {"main"}),
    ],
)
def test_a_room_gives_its_public_functions(home: str, names: set[str]) -> None:
    tell = (
        f"import json, decision.{home} as m; print(json.dumps([m.__all__, *map(str, m.__all__)]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", tell], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert set(json.loads(done.stdout)[0]) == names


# Tests, lengths, and what must not be written


def test_every_module_has_a_test_at_its_own_path() -> None:
    """`decision/model/case.py` is tested by `tests/model/test_case.py`."""
    lacking = []
    for name, path in MODULES.items():
        if path.stem.startswith("__"):
            continue
        mirror = path.relative_to(PACKAGE).with_name(f"test_{path.name}")
        test = ROOT / "tests" / mirror
        if not test.exists() or "\ndef test_" not in test.read_text("utf-8"):
            lacking.append(f"tests/{mirror.as_posix()} for {name}")
    assert not lacking, lacking


def test_no_module_is_long_without_a_reason() -> None:
    long = {
        path.relative_to(ROOT).as_posix()
        for path in MODULES.values()
        if len(path.read_text("utf-8").splitlines()) > LONGEST
    }
    assert long == LONGER.keys()


def test_every_module_says_what_it_is_for() -> None:
    assert [name for name, tree in TREES.items() if not ast.get_docstring(tree)] == []


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
            assert not found, f"{path.relative_to(ROOT).as_posix()}: {found}"
