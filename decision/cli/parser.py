"""The `decision` command: argument parsing and exit codes."""

from __future__ import annotations

import argparse
import atexit
import gc
import os
import sys
from collections.abc import Sequence
from typing import Any

from decision.cli import commands
from decision.cli.commands import BAD_INPUT
from decision.errors import DecisionError, DocumentError


def parser() -> argparse.ArgumentParser:
    """Return the parser of all commands."""
    top = argparse.ArgumentParser(
        prog="decision",
        description="Say which option is best for a site, how sure that is, and why.",
        epilog="Each command has its own help: decision evaluate --help",
    )
    add = top.add_subparsers(dest="command", required=True, metavar="COMMAND")

    check = add.add_parser(
        "check",
        help="check a model, and a case against it",
        description="Check a model, and a case against it. Each problem is one line: its place "
        "(file:line:column), what is wrong, and what to write. An error gives exit code 1.",
    )
    _files(check)

    evaluate = add.add_parser(
        "evaluate",
        help="print which option is best, and why",
        description="Print which option is best for a case, why, and every option's total.",
    )
    _files(evaluate)
    evaluate.add_argument(
        "--json", action="store_true", help="print everything, unrounded, as one JSON document"
    )

    new = add.add_parser(
        "new",
        help="write a model to make your own, one from a table, or a blank case",
        description="Write a small model with a comment at every key, to make your own; or one "
        "made from a table of options, criteria and weights. With --case, write a blank case "
        "instead, with every fact and its possible answers as comments. The command never writes "
        "over a file.",
    )
    new.add_argument("file", metavar="FILE", help="the file to write")
    start = new.add_mutually_exclusive_group()
    start.add_argument(
        "--from",
        dest="like",
        default="skeleton",
        metavar="NAME or TABLE",
        help="skeleton, an invented model with comments (if you say none), shipped, offices or "
        "forest-plans; or a table as .xlsx or .csv",
    )
    start.add_argument(
        "--case",
        nargs="?",
        const="",
        metavar="MODEL",
        help="write a blank case of this model; without MODEL, of the shipped one",
    )

    schema = add.add_parser(
        "schema",
        help="print a JSON Schema, so that an editor completes and checks your file",
        description="Print the JSON Schema of model files or of case files. Save it beside your "
        "file, and name it on the file's first line: "
        "# yaml-language-server: $schema=./criteria.schema.json",
    )
    schema.add_argument(
        "kind",
        nargs="?",
        default="model",
        choices=("model", "case"),
        help="which file; model, if you say none",
    )
    schema.add_argument("--out", metavar="FILE.json", help="write it to a file instead")

    compare = add.add_parser(
        "compare",
        help="set many sites side by side, a row each",
        description="Print a row for each case file: which option is best, by how much, how sure "
        "that is, what to ask next, and what happened if the case says so. With --out, write the "
        "rows as CSV.",
    )
    compare.add_argument("cases", nargs="+", metavar="CASE", help="case files, one a site")
    compare.add_argument(
        "--model", metavar="FILE", help="the model file; without it, the shipped one"
    )
    compare.add_argument("--out", metavar="FILE.csv", help="write the rows as CSV")

    report = add.add_parser(
        "report",
        help="write the board paper, the workbook, a page or the pictures",
        description="Write a report of a case. The ending of OUT says which: .docx, the board "
        "paper in Word, or another document by --kind; .xlsx, a workbook that recalculates; "
        ".html, the tool in one file, which opens anywhere; .zip, the charts of the result as "
        "SVG and PNG, or with --kind pack everything.",
    )
    report.add_argument("out", metavar="OUT", help="the file to write")
    _files(report)
    report.add_argument(
        "--kind",
        metavar="KIND",
        help="which document: paper (as without it), six pages and a front sheet, or a note while "
        "it is too early to say; record, every score, reason and source; brief, one page for "
        "whoever presents; questions, a sheet for each who holds an open answer; agreement, a "
        "draft to sign; pack, a .zip of these and the rest; objection, what would make another "
        "course lead, which is in no pack",
    )
    report.add_argument(
        "--template", metavar="FILE.docx", help="the trust's own template, for a Word document"
    )
    report.add_argument(
        "--purpose",
        choices=("consultation", "decision"),
        help="what the paper and the brief are for (consultation)",
    )
    report.add_argument(
        "--public", action="store_true", help="leave out the mark “private session” (Word)"
    )

    app = add.add_parser(
        "app",
        help="open the app in a browser, on this machine only",
        description="Start the app and open it in a browser. Only this machine can reach it. "
        "Stop it with Ctrl+C.",
    )
    app.add_argument("--port", type=_port, help="the port (8501, or the next free one)")
    app.add_argument("--no-browser", action="store_true", help="don't open a browser")

    workshop = add.add_parser(
        "workshop",
        help="open the app, and let phones in a room weigh",
        description="Start the app, and let phones in the room reach one page of it, where people "
        "join and weigh. Only this machine reaches the rest. Stop it with Ctrl+C.",
    )
    workshop.add_argument(
        "--host",
        metavar="ADDRESS",
        help="this machine's address in the room's network; without it, you are asked",
    )
    workshop.add_argument("--port", type=_port, help="the port (8501, or the next free one)")
    workshop.add_argument("--no-browser", action="store_true", help="don't open a browser")
    _serve(add)
    return top


def _serve(add: Any) -> None:
    serve = add.add_parser(
        "serve",
        help="serve the app to a trust, behind its own sign-on",
        description="Serve the app to everybody in a trust, behind its own proxy and sign-on. "
        "Each person sees what is theirs. Stop it with SIGTERM.",
    )
    serve.add_argument("--name", metavar="HOST", help="the host name that browsers ask for")
    serve.add_argument(
        "--behind",
        nargs="+",
        metavar="ADDRESS",
        help="the addresses of the proxies in front; nobody else is answered",
    )
    serve.add_argument(
        "--identity", metavar="HEADER", help="the header in which the proxy says who is asking"
    )
    serve.add_argument(
        "--sign-in",
        metavar="SECRETS.toml",
        help="in place of --identity: a file that names an OpenID Connect provider",
    )
    serve.add_argument("--port", type=_port, help="the port (8501)")
    serve.add_argument(
        "--data", metavar="FOLDER", help="where all is kept (the user's data folder)"
    )
    serve.add_argument(
        "--backup",
        metavar="FILE.zip",
        help="serve nothing; write a copy of all that is kept, which may be in use meanwhile",
    )


def _files(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "model",
        nargs="?",
        metavar="MODEL",
        help="the model file; without it, the criteria.yaml that comes with the tool",
    )
    command.add_argument("--case", metavar="FILE", help="a case file, as the app saves it")


def _port(text: str) -> int:
    port = int(text) if text.isdecimal() else 0
    if not 1 <= port <= 65535:
        raise argparse.ArgumentTypeError(f"'{text}' is not a port; write a number up to 65535")
    return port


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; give its exit code.

    That is 0; 1 for bad input, or a server that didn't start; 2 for bad usage; 130 where it
    was stopped by Ctrl+C.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a Windows console may not have every character
            stream.reconfigure(errors="replace")
    try:
        given = parser().parse_args(arguments)
    except SystemExit as stop:  # argparse's own way out: 0 after --help, 2 for bad usage
        return int(stop.code or 0)
    if given.command not in ("app", "workshop", "serve"):
        gc.disable()  # a short run ends before its garbage is worth collecting,
        atexit.register(gc.freeze)  # also while the interpreter ends
    try:
        code: int = getattr(commands, given.command)(given)
        sys.stdout.flush()  # so that a reader who left is noticed here
        return code
    except DocumentError as error:
        commands.show_faults(error.faults)
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


if __name__ == "__main__":
    sys.exit(main())
