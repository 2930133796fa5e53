"""What an install brings, read from the metadata of what is installed, at the pinned versions."""

from __future__ import annotations

import re
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

CONSTRAINTS = Path(__file__).with_name("constraints.txt")
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
SYSTEMS = {  # what a marker may ask of the system
    "linux": {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix"},
    "windows": {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"},
}
Needs = dict[str, list[str]]  # names by the name of what needs them, all as pip compares them


def pins() -> dict[str, str]:
    """Return the version of each package that constraints.txt pins, by name."""
    found = re.findall(r"(?m)^([\w.-]+)==(\S+)$", CONSTRAINTS.read_text("utf-8"))
    return {canonicalize_name(name): version for name, version in found}


def brought(name: str, extra: str = "", systems: tuple[str, ...] = tuple(SYSTEMS)) -> Needs:
    """Return a package, all that it needs on any of these systems, and what each needs itself.

    Raises:
        SystemExit: something is not installed, or not at the version that is pinned.
    """
    found: Needs = {}
    waiting = [(str(canonicalize_name(name)), extra)]
    pinned = pins()
    while waiting:
        one, with_extra = waiting.pop()
        if one in found and not with_extra:
            continue
        try:
            here = metadata.distribution(one)
        except metadata.PackageNotFoundError:
            raise SystemExit(f"{one} is not installed: install it first.") from None
        if found and here.version != pinned.get(one):
            raise SystemExit(
                f"{one} {here.version} is installed, and constraints.txt pins "
                f"{pinned.get(one, 'none')}: install with it as PIP_CONSTRAINT."
            )
        needs = [
            need
            for need in map(Requirement, here.requires or ())
            if need.marker is None or _holds(need, with_extra, systems)
        ]
        names = {str(canonicalize_name(need.name)) for need in needs}
        found[one] = sorted(names.union(found.get(one, ())))
        for need in needs:
            waiting += [(str(canonicalize_name(need.name)), each) for each in ("", *need.extras)]
    return dict(sorted(found.items()))


def _holds(need: Requirement, extra: str, systems: tuple[str, ...]) -> bool:
    assert need.marker is not None
    return any(
        need.marker.evaluate(
            {**SYSTEMS[system], "python_version": python, "extra": extra}
            | {"python_full_version": f"{python}.0"}
        )
        for system in systems
        for python in PYTHONS
    )
