"""Courses: which options are forms of one course, and what the courses are called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from decision.errors import Found, Steps
from decision.model.entries import Option
from decision.wording.suggestions import nearest, shown


def courses_of(options: Mapping[str, Option]) -> dict[str, tuple[str, ...]]:
    """Return the forms of each course, by its head, both in file order; a head is a form too.

    Where all options would be one course, each is a course of its own. Every fallback must lead
    to an option that has none.
    """
    forms: dict[str, tuple[str, ...]] = {
        name: () for name, option in options.items() if option.falls_back_to is None
    }
    for name in options:
        forms[_head(options, name)] += (name,)
    return forms if len(forms) > 1 else {name: (name,) for name in options}


def _head(options: Mapping[str, Option], name: str) -> str:
    while (after := options[name].falls_back_to) is not None:
        name = after
    return name


def fallback_faults(options: Mapping[str, Option]) -> Found:
    """Yield the fallbacks that lead to no option, or back to where they start."""
    circular = _circular(options)
    for name, option in options.items():
        place: Steps = ("options", name, "falls-back-to")
        target = option.falls_back_to
        if target is not None and target not in options:
            yield place, f"`{target}` is not an option of this model; {nearest(target, options)}"
        elif name in circular:
            yield place, f"leads back to `{name}` in a circle; remove it, or write another option"


def _circular(options: Mapping[str, Option]) -> set[str]:
    """Return the options from which following `falls-back-to` comes back to the same option."""

    def comes_back(start: str) -> bool:
        here = options[start].falls_back_to
        for _ in options:  # as many steps as there can be
            if here is None or here not in options or here == start:
                break
            here = options[here].falls_back_to
        return here == start

    return {name for name in options if comes_back(name)}


def course_faults(options: Mapping[str, Option], compare: Sequence[str]) -> Found:
    """Yield what is wrong with the courses named in `compare` and under `course`.

    Every fallback must lead to an option that has none.
    """
    head_of = {form: head for head, forms in courses_of(options).items() for form in forms}
    for position, name in enumerate(compare):
        if len(compare) == 2 and name in options and head_of[name] != name:
            yield (
                ("compare", position),
                f"`{name}` is a form of the course `{head_of[name]}`; write {head_of[name]}",
            )
    heads: dict[str, str] = {}  # by what the course is called
    for name, option in options.items():
        if (head := _head(options, name)) != name:
            called = options[head].course or options[head].name
            if option.course not in (None, called):
                yield (
                    ("options", name, "course"),
                    f"names another course than `{head}`, which it is a form of; remove it",
                )
            continue
        other = heads.setdefault(option.course or option.name, name)
        if other != name and (option.course or options[other].course):
            says = shown(option.course or option.name)
            yield (
                ("options", name, "course" if option.course else "name"),
                f"is {says}, as the course of `{other}` is called; write another, "
                f"or `falls-back-to: {other}`",
            )
