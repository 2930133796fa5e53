"""The script of the one file run in Node, beside the engine in Python."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from decision.model.decision_model import DecisionModel
from decision.report.html.script import engine

# One call a line: a name, and its arguments. An error stands as text in place of the answer.
READ = """
require("readline").createInterface({input: process.stdin}).on("line", (line) => {
  const [name, ...given] = JSON.parse(line);
  let answer;
  try { answer = {value: decision[name](...given)}; }
  catch (error) { answer = {error: error.stack}; }
  process.stdout.write(JSON.stringify(answer) + "\\n");
});
"""


def called(
    model: DecisionModel,
    calls: Iterable[Sequence[Any]],
    flags: Sequence[str] = (),
    uses: Sequence[str] = (),
    more: str = "",
) -> list[Any]:
    """Return what functions of the script give: each call is a function's name, then arguments.

    One process answers all of them. Without Node the test is skipped, and fails in CI.

    Args:
        model: what the script is made for.
        calls: the calls, in JSON.
        flags: for Node.
        uses: functions of the script that `more` calls as `decision.name`.
        more: a script that adds functions to `decision`, which may be called then.
    """
    calls = [list(call) for call in calls]
    node = shutil.which("node")
    if node is None:
        if os.environ.get("CI"):
            pytest.fail("Node is not installed, and CI must run the script of the one file")
        pytest.skip("Node is not installed, so the script of the one file can't be run")
    names = [*uses] if more else sorted({call[0] for call in calls} - {"evaluate"})
    given = "".join(f"{json.dumps(call)}\n" for call in calls)
    with TemporaryDirectory() as folder:
        script = Path(folder) / "script.cjs"
        script.write_text(engine(model, names) + more + READ, "utf-8")
        done = subprocess.run(
            [node, *flags, script], input=given.encode(), capture_output=True, timeout=1200
        )
    assert done.returncode == 0, done.stderr.decode()[-3000:]
    answers = [json.loads(line) for line in done.stdout.split(b"\n") if line]
    assert len(answers) == len(calls), done.stderr.decode()[-3000:]
    failed = [answer["error"] for answer in answers if "error" in answer]
    assert not failed, failed[0]
    return [answer.get("value") for answer in answers]
