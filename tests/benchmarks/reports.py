"""How long the board pack takes, as ratios to the least that its libraries take.

Run it from the repository's folder: `python tests/benchmarks/reports.py`. Each first time is
measured in a process of its own, for that is what a user waits for.
"""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

import docx  # noqa: E402
import xlsxwriter  # noqa: E402

import decision  # noqa: E402
from decision.report.excel.workbook import as_xlsx  # noqa: E402
from decision.report.html.one_file import as_html  # noqa: E402
from decision.report.pictures import as_zip  # noqa: E402
from decision.report.word.document import as_docx  # noqa: E402
from tests.benchmarks.timing import medians  # noqa: E402

MODEL = decision.load_model(decision.shipped("criteria.yaml"))
CASE = decision.load_case(decision.examples()["invented-complete"], MODEL)
KINDS: dict[str, tuple[str, Callable[[decision.Evaluation], bytes]]] = {
    "docx": ("Word, with every picture", as_docx),
    "xlsx": ("the workbook", as_xlsx),
    "html": ("the one file", as_html),
    "zip": ("the pictures", as_zip),
}
# A chart of one bar, an empty paper and an empty book, in a process that has just begun.
READ = "import io, numpy, pydantic, yaml"
BARE = {
    "docx": f"{READ}, docx, altair, vl_convert; docx.Document().save(io.BytesIO())",
    "xlsx": f"{READ}, xlsxwriter; xlsxwriter.Workbook(io.BytesIO()).close()",
    "html": f"{READ}, altair, jinja2",
    "zip": f"{READ}, altair, vl_convert",
}
CHART = (
    "; vl_convert.vegalite_to_svg({'mark': 'bar', 'data': {'values': [{'a': 1}]}, "
    "'encoding': {'x': {'field': 'a', 'type': 'quantitative'}}})"
)


def process(*arguments: str) -> float:
    """The seconds of a whole process."""
    started = time.perf_counter()
    subprocess.run([sys.executable, *arguments], cwd=ROOT, check=True, capture_output=True)
    return time.perf_counter() - started


def empty_paper() -> None:
    """The least that a Word paper takes."""
    docx.Document().save(io.BytesIO())


def empty_book() -> None:
    """The least that a workbook takes."""
    xlsxwriter.Workbook(io.BytesIO(), {"in_memory": True}).close()


def main() -> None:
    """Print each ratio."""
    case = str(decision.examples()["invented-complete"])
    for ending, (what, make) in KINDS.items():
        bare = BARE[ending] + (CHART if "vl_convert" in BARE[ending] else "")
        with tempfile.TemporaryDirectory() as folder:
            command = ("-m", "decision", "report", f"{folder}/pack.{ending}", "--case", case)
            first = sorted(process(*command) for _ in range(3))[1]
        least = sorted(process("-c", bare) for _ in range(3))[1]
        print(f"{what}, first: {first / least:5.1f} × its libraries alone in a fresh process")
        evaluation = decision.evaluate(MODEL, CASE)
        again, paper, book = medians(partial(make, evaluation), empty_paper, empty_book, rounds=3)
        least = book if ending == "xlsx" else paper
        empty = "book" if ending == "xlsx" else "paper"
        print(f"{what}, again: {again / least:5.1f} × an empty {empty}")


if __name__ == "__main__":
    main()
