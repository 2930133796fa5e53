"""The files that ship with the package: the model, the app, and the examples."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, overload

if TYPE_CHECKING:
    from decision.model.decision_model import DecisionModel

_PACKAGE = Path(__file__).parents[1]


@overload
def shipped() -> DecisionModel: ...
@overload
def shipped(name: str) -> Path: ...
def shipped(name: str | None = None) -> DecisionModel | Path:
    """Return the shipped model, read from `criteria.yaml`; with a name, the path of that file.

    Args:
        name: `criteria.yaml` or `app.py`: in the package, or beside it.

    >>> shipped().title
    'Where should the PACS team sit?'
    >>> shipped("criteria.yaml").name
    'criteria.yaml'
    """
    if name is None:
        from decision.files.documents import load_model  # slow, and no path needs it

        return load_model(shipped("criteria.yaml"))
    inside = _PACKAGE / name
    return inside if inside.exists() else _PACKAGE.parent / name


def examples() -> dict[str, Path]:
    """Return the paths of the example cases that ship with the package, by id."""
    return {path.stem: path for path in sorted((_PACKAGE / "data").glob("*.yaml"))}


def example_models() -> dict[str, Path]:
    """Return the paths of the shipped example models, by id: each puts another question."""
    return {path.stem: path for path in sorted((_PACKAGE / "data" / "models").glob("*.yaml"))}
