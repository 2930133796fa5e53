"""The bad inputs of `bad-input/`: each an edit of a valid document, and the faults it must give.

An entry opens with `== name (model)` or `== name (case)`. Below it stands an edit, as `diff`
writes one: lines to keep (space), to remove (-) and to put in (+), and `@@` between edits of
the same document. Lines that are all + are the whole document. Last come the expected faults,
each after `> `, without the name of the file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from decision.files.documents import parse_model

FOLDER = Path(__file__).parent / "bad-input"
BASES = {kind: (FOLDER / f"{kind}.yaml").read_text("utf-8") for kind in ("model", "case")}
MODEL = parse_model(BASES["model"].encode(), "model.yaml").value


@dataclass(frozen=True)
class Entry:
    name: str
    kind: str
    data: bytes
    faults: tuple[str, ...]


def entries() -> list[Entry]:
    return [entry for path in sorted(FOLDER.glob("*.txt")) for entry in _read(path)]


def _read(path: Path) -> list[Entry]:
    _, *blocks = re.split(r"^== ", path.read_text("utf-8"), flags=re.MULTILINE)
    found = []
    for block in blocks:
        heading, *lines = block.rstrip().split("\n")
        match = re.fullmatch(r"(\S+) \((model|case)\)", heading)
        assert match, f"{path.name}: {heading}"
        name, kind = match.groups()
        edit = [line for line in lines if not line.startswith("> ")]
        faults = tuple(line[2:] for line in lines if line.startswith("> "))
        data = _edited(BASES[kind], edit, name).encode()
        found.append(Entry(f"{path.stem}-{name}", kind, data, faults))
    return found


def _edited(text: str, edit: list[str], name: str) -> str:
    if all(line[0] == "+" for line in edit):
        return "".join(line[1:] + "\n" for line in edit)
    text = "\n" + text
    for hunk in "\n".join(edit).split("\n@@\n"):
        lines = hunk.split("\n")
        old = "\n" + "".join(line[1:] + "\n" for line in lines if line[0] in " -")
        new = "\n" + "".join(line[1:] + "\n" for line in lines if line[0] in " +")
        assert text.count(old) == 1, f"{name}: stands {text.count(old)} times: {old}"
        text = text.replace(old, new)
    return text[1:]
