"""The files that ship with the package: the model, the app, and the examples."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parents[1]


def shipped(name: str) -> Path:
    """Return the path of `criteria.yaml` or `app.py`: in the package, or beside it."""
    inside = _PACKAGE / name
    return inside if inside.exists() else _PACKAGE.parent / name


def examples() -> dict[str, Path]:
    """Return the example cases that ship with the package, by id."""
    return {path.stem: path for path in sorted((_PACKAGE / "data").glob("*.yaml"))}


def example_models() -> dict[str, Path]:
    """Return the example models that ship with the package, by id: other questions entirely."""
    return {path.stem: path for path in sorted((_PACKAGE / "data" / "models").glob("*.yaml"))}
