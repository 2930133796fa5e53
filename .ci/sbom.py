"""Write the bill of materials: what the base install and each extra bring, as CycloneDX 1.5.

`python .ci/sbom.py` writes sbom.cdx.json from what is installed, and asks no network. Run it where
every extra is installed at the pinned versions.
"""

from __future__ import annotations

import json
from importlib import metadata
from pathlib import Path
from typing import Any

from installed import Needs, brought, pins

TOOL = "pacs-placement"
FILE = Path(__file__).with_name("sbom.cdx.json")
# Whoever runs the tool has either system. What tests and checks the tool is pinned for Linux alone.
INSTALLS: dict[str, tuple[str, ...]] = {
    "base": ("linux", "windows"),
    "sign-in": ("linux", "windows"),
    "tables": ("linux", "windows"),
    "test": ("linux",),
    "lint": ("linux",),
}


def bill() -> dict[str, Any]:
    """Return the bill as JSON has it: a component for each package, and which needs which."""
    found = {install: brings(install) for install in INSTALLS}
    needs = {name: of for each in reversed(found.values()) for name, of in each.items()}
    needs[TOOL] = sorted({name for each in found.values() for name in each[TOOL]})
    versions = pins() | {TOOL: metadata.version(TOOL)}
    refs = {name: f"pkg:pypi/{name}@{versions[name]}" for name in sorted(needs)}
    components = {
        name: {
            "type": "application" if name == TOOL else "library",
            "bom-ref": ref,
            "name": name,
            "version": versions[name],
            "purl": ref,
            "licenses": licences(name),
        }
        for name, ref in refs.items()
    }
    tool = components.pop(TOOL)
    for name, component in components.items():
        by = [install for install, each in found.items() if name in each]
        if "base" in by:  # every extra brings it too
            by = ["base"]
        component["scope"] = "required" if by == ["base"] else "optional"
        component["properties"] = [{"name": f"{TOOL}:install", "value": each} for each in by]
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {"component": tool},
        "components": list(components.values()),
        "dependencies": [
            {"ref": ref, "dependsOn": [refs[need] for need in needs[name]]}
            for name, ref in refs.items()
        ],
    }


def brings(install: str) -> Needs:
    """Return what an install brings, the tool first of all: the base install, or an extra."""
    return brought(TOOL, "" if install == "base" else install, INSTALLS[install])


def licences(name: str) -> list[dict[str, Any]]:
    """Return a package's licence as its authors declare it: an SPDX expression where they do."""
    about = metadata.metadata(name)
    if expression := about.get("License-Expression"):
        return [{"expression": expression}]
    short = (about.get("License") or "").strip()
    if short and "\n" not in short:
        return [{"license": {"name": short}}]
    named = [each for each in about.get_all("Classifier") or () if each.startswith("License ::")]
    return [{"license": {"name": each.rpartition(" :: ")[2]}} for each in named]


def text(found: dict[str, Any]) -> str:
    """Return a bill as text, a component a line, so that a change of one shows as one line."""
    parts = []
    for key, value in found.items():
        lines = ",\n".join(map(json.dumps, value)) if isinstance(value, list) else ""
        parts.append(f"{json.dumps(key)}: " + (f"[\n{lines}\n]" if lines else json.dumps(value)))
    return "{\n" + ",\n".join(parts) + "\n}\n"


if __name__ == "__main__":
    FILE.write_text(text(bill()), "utf-8")
