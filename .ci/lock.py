"""Write the locks: every file of the pinned packages for Linux and Windows, by its hash.

`python .ci/lock.py` asks the index that pip is set to, and writes lock.txt (the base install),
lock-sign-in.txt (what that extra adds) and lock-build.txt (what builds the wheel). Run it where
all are installed at the pinned versions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from installed import PYTHONS, brought, pins
from packaging.tags import Tag, compatible_tags, cpython_tags
from packaging.utils import InvalidWheelFilename, parse_wheel_filename

HERE = Path(__file__).parent
LOCKS = {  # what it is, whose needs it holds, and with which extra
    "lock.txt": ("What the base install brings", "pacs-placement", ""),
    "lock-sign-in.txt": ("What the extra sign-in adds", "pacs-placement", "sign-in"),
    "lock-build.txt": ("What builds the wheel", "hatchling", ""),
}
HEAD = """\
# {what}, exactly: the versions of constraints.txt, with the hash of each
# file that the index offers for Linux and Windows, from Python {first} on. Made by .ci/lock.py.
# pip install --require-hashes -r .ci/{name}
"""
# The systems that each package must have a wheel for, on each Python, so that nothing is compiled.
SERVED = {
    "Linux": [f"manylinux_2_{minor}_x86_64" for minor in range(28, 16, -1)]
    + ["manylinux2014_x86_64", "linux_x86_64"],
    "Windows": ["win_amd64"],
}
_SYSTEM = re.compile(r"any|(many|musl)?linux.*|win.*")
_PYTHON = re.compile(r"py\d+|(cp|pp)3(1[1-9]|[2-9]\d)")


def main() -> None:
    """Write each file, whole; say which wheels are missing, and fail where any is."""
    missing = []
    for file, (what, package, extra) in LOCKS.items():
        besides = brought(package).keys() if extra else {"pacs-placement"}
        names = [name for name in brought(package, extra) if name not in besides]
        offered = {name: _offered(name, pins()[name]) for name in names}
        missing += [f"{name}: {each}" for name in names for each in lacking(offered[name])]
        head = HEAD.format(what=what, name=file, first=PYTHONS[0])
        lines = [line(name, pins()[name], offered[name].values()) for name in names]
        (HERE / file).write_text(head + "".join(lines), "utf-8")
        print(f"{file}: {len(names)} packages, {sum(map(len, offered.values()))} files")
    if missing:
        raise SystemExit("\n".join(["No wheel, so a compiler is needed:", *missing]))


def line(name: str, version: str, hashes: Iterable[str]) -> str:
    """Return a package's entry in a lock: its version, then its hashes, one a line."""
    entries = [f"{name}=={version}", *(f"    --hash=sha256:{each}" for each in sorted(hashes))]
    return " \\\n".join(entries) + "\n"


def is_served(filename: str) -> bool:
    """Return whether a file is for Linux or Windows, and for Python 3.11 or newer."""
    tags = _tags(filename)
    return not tags or any(
        _SYSTEM.fullmatch(tag.platform)
        and (_PYTHON.fullmatch(tag.interpreter) or tag.abi == "abi3")
        for tag in tags
    )


def lacking(filenames: Iterable[str]) -> list[str]:
    """Return each system and Python that none of these files is a wheel for."""
    wheels = frozenset().union(*map(_tags, filenames))
    return [
        f"{system}, Python {python}"
        for system, platforms in SERVED.items()
        for python in PYTHONS
        if wheels.isdisjoint(_accepted(python, platforms))
    ]


def _accepted(python: str, platforms: list[str]) -> set[Tag]:
    version = tuple(map(int, python.split(".")))
    short = python.replace(".", "")
    return {
        *cpython_tags(version, platforms=platforms),
        *compatible_tags(version, f"cp{short}", platforms),
    }


def _tags(filename: str) -> frozenset[Tag]:
    """Return what a wheel is for; nothing for a source archive."""
    try:
        return parse_wheel_filename(filename)[3]
    except InvalidWheelFilename:
        return frozenset()


def _offered(name: str, version: str) -> dict[str, str]:
    """Return the SHA-256 of each file of a version that is for us, by its name.

    pip has no command that tells it, so this asks through pip's own client, by its settings.
    """
    from pip._internal.commands import create_command
    from pip._internal.index.collector import LinkCollector, parse_links
    from pip._internal.models.link import Link

    command = create_command("download")
    options, _ = command.parse_args([])
    with command.main_context():
        collector = LinkCollector.create(command.get_default_session(options), options)
        places = collector.search_scope.get_index_urls_locations(name)
        pages = [
            collector.fetch_response(Link(place)) for place in places if place.startswith("https:")
        ]
        links = [link for page in pages if page is not None for link in parse_links(page)]
    spelt = f"{re.sub(r'[-_.]+', '[-_.]+', name)}-{re.escape(version)}"
    mine = re.compile(rf"(?i){spelt}(-.*\.whl|\.tar\.gz|\.zip)")
    found = {
        link.filename: link.hash or ""
        for link in links
        if mine.fullmatch(link.filename) and link.hash_name == "sha256" and is_served(link.filename)
    }
    if not found:
        raise SystemExit(f"{name} {version}: the index offers no file of it.")
    return found


if __name__ == "__main__":
    main()
