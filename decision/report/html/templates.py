"""The pages' Jinja2 templates, from the files beside this module; every value is escaped."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jinja2 import Environment


def render(name: str, **values: Any) -> str:
    """Return a page: the template `name` filled with `values`, each escaped for HTML.

    Raises:
        jinja2.UndefinedError: the template asks for a value that isn't given.
        jinja2.TemplateNotFound: no file beside this module has that name.
    """
    return _environment().get_template(name).render(**values)


@cache
def _environment() -> Environment:
    # Imported on use: a third of a second that a page is worth, and a command without one isn't.
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        autoescape=True,
        loader=FileSystemLoader(Path(__file__).parent),
        lstrip_blocks=True,
        trim_blocks=True,
        undefined=StrictUndefined,
    )
