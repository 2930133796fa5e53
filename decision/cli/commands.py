"""What each command does. Heavy imports wait inside the command that needs them."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import textwrap
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from decision.errors import DecisionError, DocumentError, Fault, OutputError
from decision.wording.numbers import fixed

if TYPE_CHECKING:
    from decision.engine import Evaluation
    from decision.files.documents import Opened
    from decision.model.case import Case
    from decision.model.decision_model import DecisionModel
    from decision.report.paper import Purpose

BAD_INPUT, BAD_USAGE = 1, 2
FEW = 50  # cases; fewer are done before anyone wonders
TABLES = (".xlsx", ".csv")
TEMPLATE_LIMIT = 50_000_000  # bytes; what is longer is refused by its reader


def show_faults(faults: Iterable[Fault]) -> None:
    """Print each fault on a line of its own."""
    for fault in sorted(faults):
        print(fault, file=sys.stderr)


def check(given: argparse.Namespace) -> int:
    """Validate and lint a model, and a case against it."""
    opened = _model(given)
    from decision.checks.linter import lint
    from decision.files.documents import read_case
    from decision.sentences.model_contents import counts

    faults = [*opened.warnings]
    faults += [opened.fault(path, message) for path, message in lint(opened.value)]
    try:
        case = read_case(given.case, opened.value) if given.case else None
    except DocumentError as error:
        show_faults([*faults, *error.faults])
        return BAD_INPUT
    show_faults([*faults, *(case.warnings if case else ())])
    print(f"{opened.name}: {_warnings(faults)} ({counts(opened.value).rstrip('.')})")
    if case:
        print(f"{given.case}: {_warnings(case.warnings)} ({_answered(opened.value, case.value)})")
    return 0


def _model(given: argparse.Namespace) -> Opened[DecisionModel]:
    """Read the model that was named, or else the shipped one."""
    from decision.files.documents import read_model
    from decision.files.shipped import shipped

    return read_model(given.model or shipped("criteria.yaml"))


def _answered(model: DecisionModel, case: Case) -> str:
    """Return in words how many facts a case answers, and how many of those are disputed."""
    from decision.evaluation.fact_effects import readings_of

    readings = readings_of(model, case)
    done = sum(reading.answered for reading in readings.values())
    words = f"{done} of {_counted(len(readings), 'fact')} answered"
    return f"{words}, {len(case.disputed)} disputed" if case.disputed else words


def _warnings(faults: Sequence[Fault]) -> str:
    return _counted(len(faults), "warning") if faults else "no problems"


def _counted(number: int, name: str) -> str:
    return f"{number} {name}{'' if number == 1 else 's'}"


def evaluate(given: argparse.Namespace) -> int:
    """Print which option is best and why, or the whole as JSON."""
    evaluation = _evaluated(given)
    if given.json:
        print(json.dumps(evaluation.to_dict(), ensure_ascii=False, indent=2, allow_nan=False))
    else:
        print(_as_text(evaluation))
    return 0


def _evaluated(given: argparse.Namespace) -> Evaluation:
    """Read the model and the case that were named, tell their warnings, and evaluate."""
    from decision.engine import evaluate
    from decision.files.documents import read_case
    from decision.model.case import Case

    opened = _model(given)
    case, warned = Case(), opened.warnings
    if given.case:
        opened_case = read_case(given.case, opened.value)
        case, warned = opened_case.value, (*warned, *opened_case.warnings)
    show_faults(warned)
    return evaluate(opened.value, case)


def _as_text(evaluation: Evaluation) -> str:
    """Lay the explanation, its doubts and the options out for a terminal."""
    from decision.sentences import what_would_change_it

    width = min(100, shutil.get_terminal_size().columns)
    model, site = evaluation.model, evaluation.case.site.name
    first, *rest = evaluation.explanation
    lines = [f"{model.title}{f' — {site}' if site else ''}", ""]
    lines += textwrap.wrap(first, width)
    lines.append("")
    for sentence in rest:
        lines += _item(sentence, width)
    if doubts := what_would_change_it.doubts(evaluation.robustness):
        lines += ["", "What could make it wrong:"]
        for doubt in doubts:
            lines += _item(doubt, width)
    lines += ["", *_courses(evaluation), *_options(evaluation)]
    lines += ["", "Scores run from 0 (the worst realistic) to 100 (the best realistic)."]
    return "\n".join(lines)


def _courses(evaluation: Evaluation) -> list[str]:
    """Return a table of the courses, and a blank line; nothing where each has one form."""
    from decision.sentences.phrases import of_100

    model, finding = evaluation.model, evaluation.finding
    if all(len(forms) == 1 for forms in model.courses.values()):
        return []
    names = {course: model.course_name(course) for course in model.courses}
    column = max(6, *(len(name) for name in names.values()))
    lines = [f"{'Course':<{column}}  Leads in simulations  Best form"]
    for course, name in names.items():
        best, drawn = evaluation.standing.best_of(course), finding.draws.courses[course]
        form = "none can be chosen" if best is None else model.options[best].name
        often = of_100(drawn.probability)
        lines.append(f"{name:<{column}}  {often:<20}  {form}")
    return [*lines, ""]


def _options(evaluation: Evaluation) -> list[str]:
    """Return a table of the options."""
    model, standing = evaluation.model, evaluation.standing
    column = max(6, *(len(option.name) for option in model.options.values()))
    lines = [f"{'Option':<{column}}  Total  90 of 100 simulations  Rank  Available"]
    for option, entry in model.options.items():
        drawn, rank = evaluation.finding.draws.totals[option], standing.ranks[option]
        span = f"{fixed(drawn.low):>5} to {fixed(drawn.high):>5}"
        lines.append(
            f"{entry.name:<{column}}  {fixed(evaluation.totals[option]):>5}  {span:>21}  "
            f"{rank or '–':>4}  {_AVAILABLE[standing.table.available[option]]}"
        )
    return lines


def _item(sentence: str, width: int) -> list[str]:
    return textwrap.wrap(
        sentence, width, initial_indent="- ", subsequent_indent="  ", break_on_hyphens=False
    )


_REPORTS = {
    ".docx": "a Word paper",
    ".xlsx": "a workbook",
    ".html": "the tool in one file",
    ".zip": "pictures, or the pack",
}
_WORD = (".docx", ("purpose", "public"))
# The ending of each kind, and which choices it takes beside the template.
_KINDS: dict[str, tuple[str, tuple[str, ...]]] = {
    "paper": _WORD,
    "record": (".docx", ("public",)),
    "brief": _WORD,
    "questions": (".docx", ()),
    "agreement": (".docx", ()),
    "objection": (".docx", ()),
    "pack": (".zip", ("purpose", "public")),
}


def report(given: argparse.Namespace) -> int:
    """Write a Word document of the board pack, the workbook, the one file or the pictures."""
    from decision.files.atomic_write import write_bytes

    ending = Path(given.out).suffix.lower()
    if wrong := _misuse(given, ending):
        print(f"decision report: error: {wrong}", file=sys.stderr)
        return BAD_USAGE
    template = _template(given.template) if given.template else None
    data = _made(ending, _evaluated(given), given, template)
    write_bytes(given.out, data)
    print(f"{given.out}: written")
    if template and given.kind in (None, "paper", "pack"):
        from decision.report.word.form import template_notes

        for note in template_notes(template):
            print(f"{given.template}: {note}", file=sys.stderr)
    return 0


def _misuse(given: argparse.Namespace, ending: str) -> str:
    """Return what makes no sense about a report that is asked for; empty where all does."""
    kind = "paper" if given.kind is None else given.kind
    if kind not in _KINDS:
        from decision.wording.suggestions import nearest, shown

        return f"--kind can't be {shown(kind)}; {nearest(kind, _KINDS)}"
    if ending not in _REPORTS:
        endings = ", ".join(f"{end} ({what})" for end, what in _REPORTS.items())
        return f"{given.out}: the ending says what to write; use one of {endings}"
    own, takes = _KINDS[kind]
    if given.kind and ending != own:
        return f"--kind {kind} writes a {own}; leave it out, or name a file that ends so"
    for name in ("template", "purpose", "public"):
        if not getattr(given, name):
            continue
        if ending != own:
            return f"--{name} is for Word documents and the pack; leave it out, or write a .docx"
        if name != "template" and name not in takes:
            takers = [one for one, (_, choices) in _KINDS.items() if name in choices]
            return f"--{name} is for --kind {' or '.join(takers)}; leave it out of --kind {kind}"
    return ""


def _template(name: str) -> bytes:
    try:
        with Path(name).open("rb") as file:
            return file.read(TEMPLATE_LIMIT + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise DecisionError(f"{name}: the template can't be read ({reason})") from None


def _made(
    ending: str, evaluation: Evaluation, given: argparse.Namespace, template: bytes | None
) -> bytes:
    """Make one report. Each library is loaded only where its report is asked for."""
    purpose: Purpose = given.purpose or "consultation"
    private = not given.public
    if given.kind == "pack":
        from decision.report import pack

        return pack.as_zip(evaluation, purpose, private, template)
    if ending == ".docx":
        from decision.report.word.kinds import kind_as_docx

        return kind_as_docx(evaluation, given.kind or "paper", purpose, private, template)
    if ending == ".xlsx":
        from decision.report.excel.workbook import as_xlsx

        return as_xlsx(evaluation)
    if ending == ".html":
        from decision.report.html.one_file import as_html

        return as_html(evaluation)
    from decision.report.pictures import as_zip

    return as_zip(evaluation)


_AVAILABLE = {"yes": "yes", "no": "no", "unknown": "depends on an answer"}


def compare(given: argparse.Namespace) -> int:
    """Set many sites side by side."""
    from decision.compare.sites import as_csv, as_lines, outcome_note, site_row
    from decision.engine import evaluate
    from decision.files.atomic_write import write_bytes
    from decision.files.documents import read_case

    opened = _model(given)
    faults, rows, bad = list(opened.warnings), [], False
    for done, path in enumerate(given.cases, 1):
        try:
            case = read_case(path, opened.value)
        except DocumentError as error:
            faults += error.faults
            bad = True
        else:
            faults += case.warnings
            rows.append(site_row(evaluate(opened.value, case.value), path))
        _progress(done, len(given.cases))
    show_faults(faults)
    if bad:  # a list that misses a site would pass for a whole one
        return BAD_INPUT
    if given.out:
        # With a byte order mark, or a spreadsheet reads £ and é as something else.
        write_bytes(given.out, as_csv(rows).encode("utf-8-sig"))
        print("\n".join([f"{given.out}: {_counted(len(rows), 'site')}", *outcome_note(rows)]))
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


def app(given: argparse.Namespace) -> int:
    """Start the app on this machine."""
    from decision.serving.launch import run

    return run(port=given.port, browser=not given.no_browser)


def workshop(given: argparse.Namespace) -> int:
    """Start the app for a room."""
    from decision.serving.launch import run
    from decision.serving.sockets import in_the_room

    room = in_the_room(given.host)
    return run(port=given.port, browser=not given.no_browser, room=room)


def serve(given: argparse.Namespace) -> int:
    """Serve the app to a trust, or back up what it keeps."""
    from decision.serving.hosted_backup import back_up
    from decision.serving.hosted_launch import folder_of, hosting_of, run

    if given.backup is not None:
        print(back_up(Path(given.backup), folder_of(given.data)))
        return 0
    hosting = hosting_of(given.name, given.behind, given.identity, given.sign_in, given.data)
    return run(hosting, given.port)


def new(given: argparse.Namespace) -> int:
    """Write a model or a blank case to begin with."""
    from decision.files.starting_files import new as begin
    from decision.files.starting_files import starting_points

    notes: list[str] = []

    def of_table(path: str) -> bytes:
        from decision.tables.table_file import read_table

        made = read_table(path)
        notes.extend(made.notes)
        return made.text.encode()

    known = starting_points()
    if given.like not in known and Path(given.like).suffix.lower() not in TABLES:
        print(
            f"decision new: error: argument --from: {given.like} is neither a table (.xlsx, .csv) "
            f"nor one of {', '.join(known)}",
            file=sys.stderr,
        )
        return BAD_USAGE
    print(begin(given.file, given.case, given.like, of_table))
    for note in notes:
        print(f"  {note}")
    return 0


def schema(given: argparse.Namespace) -> int:
    """Print the JSON Schema of a file format, or write it to a file."""
    from decision.files.atomic_write import write_bytes
    from decision.files.json_schema import schema_text

    text = schema_text(given.kind)
    if given.out is None:
        print(text, end="")
        return 0
    if not given.out.lower().endswith(".json"):
        raise OutputError(f"{given.out}: a schema is a .json file; give a name that ends in .json")
    write_bytes(given.out, text.encode())
    print(f"{given.out}: written")
    return 0
