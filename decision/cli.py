"""The `decision` command: check, evaluate, compare, app."""

from __future__ import annotations

import argparse
import gc
import json
import os
import shutil
import sys
import textwrap
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, TextIO

from decision.errors import DecisionError, DocumentError, Fault

if TYPE_CHECKING:
    from decision.engine import Evaluation

BAD_INPUT, BAD_USAGE = 1, 2
FEW = 50  # cases; fewer are done before anyone wonders


def parser() -> argparse.ArgumentParser:
    """Describe the commands."""
    top = argparse.ArgumentParser(
        prog="decision",
        description="Weigh where a team should sit, explain the answer, and say what it rests on.",
        epilog="Each command has its own help: decision evaluate --help",
    )
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")

    check = commands.add_parser(
        "check",
        help="check a model, and a case against it",
        description="Check a model, and a case against it. Each problem is one line: "
        "file:line:column, what is wrong, what to write. Exit 1 where there is an error.",
    )
    _files(check)

    evaluate = commands.add_parser(
        "evaluate",
        help="print the verdict and the explanation",
        description="Print the verdict for a case, the explanation and every option's total.",
    )
    _files(evaluate)
    evaluate.add_argument(
        "--json", action="store_true", help="print everything, unrounded, as one JSON document"
    )

    compare = commands.add_parser(
        "compare",
        help="set many sites side by side, a row each",
        description="Evaluate many case files by one model: who leads at each, by how much, how "
        "sure that is, and what to ask next. With --out, the same as CSV.",
    )
    compare.add_argument("cases", nargs="+", metavar="CASE", help="case files, one a site")
    compare.add_argument("--model", metavar="FILE", help="the model file (the shipped one)")
    compare.add_argument("--out", metavar="FILE.csv", help="write the rows as CSV")

    app = commands.add_parser(
        "app",
        help="open the app in a browser, on this machine only",
        description="Start the app and open it in a browser. Only this machine can reach it. "
        "Stop it with Ctrl+C.",
    )
    app.add_argument("--port", type=_port, help="the port (8501, or the next free one)")
    app.add_argument("--no-browser", action="store_true", help="don't open a browser")
    return top


def _files(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "model",
        nargs="?",
        metavar="MODEL",
        help="the model file; without it, the criteria.yaml that ships with the tool",
    )
    command.add_argument("--case", metavar="FILE", help="a case file, as the app saves it")


def _port(text: str) -> int:
    port = int(text) if text.isdecimal() else 0
    if not 1 <= port <= 65535:
        raise argparse.ArgumentTypeError(f"'{text}' is not a port; write a number up to 65535")
    return port


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; give its exit code: 0, 1 for bad input, 2 for bad usage."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a Windows console may not have every character
            stream.reconfigure(errors="replace")
    try:
        given = parser().parse_args(arguments)
    except SystemExit as stop:  # argparse's own way out: 0 after --help, 2 for bad usage
        return int(stop.code or 0)
    if given.command != "app":
        gc.disable()  # a short run ends before its garbage is worth collecting
    try:
        command = {"check": _check, "evaluate": _evaluate, "compare": _compare, "app": _app}[
            given.command
        ]
        code = command(given)
        sys.stdout.flush()  # so that a reader who left is noticed here
        return code
    except DocumentError as error:
        _print(error.faults)
        return BAD_INPUT
    except DecisionError as error:
        print(f"decision: error: {error}", file=sys.stderr)
        return BAD_INPUT
    except BrokenPipeError:  # the reader of our output left, as `| head` does
        nowhere = os.open(os.devnull, os.O_WRONLY)
        for stream in (sys.stdout, sys.stderr):
            os.dup2(nowhere, stream.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        if os.environ.get("DECISION_DEBUG"):
            raise
        print(
            f"decision: error: something went wrong inside the tool ({type(error).__name__}); "
            f"nothing was written. Set DECISION_DEBUG=1 and run it again to see more",
            file=sys.stderr,
        )
        return BAD_INPUT
    finally:
        gc.enable()


def _print(faults: Iterable[Fault], stream: TextIO | None = None) -> None:
    for fault in sorted(faults):
        print(fault, file=stream or sys.stderr)


def _check(given: argparse.Namespace) -> int:
    from decision.documents import read_case, read_model, shipped

    opened = read_model(given.model or shipped("criteria.yaml"))
    from decision.checks import lint  # numpy comes with it: only once the file is sound

    faults = [*opened.warnings]
    faults += [opened.fault(path, message) for path, message in lint(opened.value)]
    if given.case:
        try:
            faults += read_case(given.case, opened.value).warnings
        except DocumentError as error:
            _print([*faults, *error.faults])
            return BAD_INPUT
    _print(faults)
    model = opened.value
    counts = (
        (model.options, "option"),
        (model.criteria, "criterion"),
        (model.facts, "fact"),
        (model.evidence, "evidence entry"),
    )
    held = ", ".join(_counted(len(group), name) for group, name in counts)
    found = _counted(len(faults), "warning") if faults else "no problems"
    print(f"{opened.name}: {found} ({held})")
    return 0


def _counted(number: int, name: str) -> str:
    plurals = {"criterion": "criteria", "evidence entry": "evidence entries"}
    return f"{number} {name if number == 1 else plurals.get(name, name + 's')}"


def _evaluate(given: argparse.Namespace) -> int:
    from decision.case import Case
    from decision.documents import read_case, read_model, shipped
    from decision.engine import evaluate

    opened = read_model(given.model or shipped("criteria.yaml"))
    case, warned = Case(), opened.warnings
    if given.case:
        opened_case = read_case(given.case, opened.value)
        case, warned = opened_case.value, (*warned, *opened_case.warnings)
    _print(warned)
    evaluation = evaluate(opened.value, case)
    if given.json:
        print(json.dumps(evaluation.to_dict(), ensure_ascii=False, indent=2, allow_nan=False))
    else:
        print(_as_text(evaluation))
    return 0


def _as_text(evaluation: Evaluation) -> str:
    """Lay the explanation and the options out for a terminal."""
    width = min(100, shutil.get_terminal_size().columns)
    model, site = evaluation.model, evaluation.case.site.name
    first, *rest = evaluation.explanation
    lines = [f"{model.title}{f' — {site}' if site else ''}", ""]
    lines += textwrap.wrap(first, width)
    lines.append("")
    for sentence in rest:
        lines += textwrap.wrap(
            sentence, width, initial_indent="- ", subsequent_indent="  ", break_on_hyphens=False
        )
    names = [option.name for option in model.options.values()]
    column = max(6, *(len(name) for name in names))
    lines += ["", f"{'Option':<{column}}  Total  90 of 100 draws  Rank  Available"]
    for option, name in zip(model.options, names, strict=True):
        span, rank = evaluation.finding.draws.totals[option], evaluation.standing.ranks[option]
        lines.append(
            f"{name:<{column}}  {evaluation.totals[option]:5.1f}  "
            f"{span.low:5.1f} to {span.high:5.1f}  {rank or '–':>4}  "
            f"{_AVAILABLE[evaluation.standing.table.available[option]]}"
        )
    lines += ["", "Scores run from 0 (the worst realistic) to 100 (the best realistic)."]
    return "\n".join(lines)


_AVAILABLE = {"yes": "yes", "no": "no", "unknown": "depends on an answer"}


def _compare(given: argparse.Namespace) -> int:
    from decision.documents import read_case, read_model, shipped, write_bytes
    from decision.engine import evaluate
    from decision.sites import as_csv, as_lines, site_row

    opened = read_model(given.model or shipped("criteria.yaml"))
    faults, rows, bad = list(opened.warnings), [], False
    for done, path in enumerate(given.cases, 1):
        try:
            case = read_case(path, opened.value)
        except DocumentError as error:
            faults += error.faults
            bad = True
            continue
        faults += case.warnings
        rows.append(site_row(evaluate(opened.value, case.value), path))
        _progress(done, len(given.cases))
    _print(faults)
    if bad:  # a list that misses a site would pass for a whole one
        return BAD_INPUT
    if given.out:
        # With a byte order mark, or a spreadsheet reads £ and é as something else.
        write_bytes(given.out, as_csv(rows).encode("utf-8-sig"))
        print(f"{given.out}: {_counted(len(rows), 'site')}")
    else:
        print("\n".join(as_lines(rows)))
    return 0


def _progress(done: int, every: int) -> None:
    """Show how far a long run is, to a person; a file or a pipe gets none of it."""
    if every < FEW or not sys.stderr.isatty():
        return
    bar = "#" * (30 * done // every)
    end = "\n" if done == every else ""
    print(f"\r[{bar:<30}] {done} of {every}", end=end, file=sys.stderr, flush=True)


def _app(given: argparse.Namespace) -> int:
    from decision.server import run

    return run(port=given.port, browser=not given.no_browser)


if __name__ == "__main__":
    sys.exit(main())
