"""Files to begin with: a commented model to change, and a blank case of any model."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import yaml

from decision.errors import OutputError
from decision.files.atomic_write import write_bytes
from decision.files.documents import read_model
from decision.files.shipped import example_models, shipped
from decision.model.decision_model import DecisionModel
from decision.model.entries import Fact
from decision.wording.text import one_line

SKELETON = "skeleton"
SHIPPED = "shipped"


def starting_points() -> dict[str, Path]:
    """Return the paths of the models that a new one can start from, by id; the commented first."""
    own = Path(__file__).with_name("starting_model.yaml")
    return {SKELETON: own, SHIPPED: shipped("criteria.yaml"), **example_models()}


def new(
    file: str,
    case_for: str | None = None,
    like: str = SKELETON,
    of_table: Callable[[str], bytes] | None = None,
) -> str:
    """Write a new file to begin with; return a sentence on what to do with it.

    `case_for`: write a blank case of this model instead ("": the shipped one). `like`: the
    starting point that a model is copied from, or a table's file.

    Raises:
        OutputError: something is there already, or it can't be written.
        ModelError: the model that a case was asked for, or the table, can't be used.
    """
    if case_for is None:
        known = starting_points()
        table = of_table is not None and like not in known
        _write(file, of_table(like) if table and of_table else known[like].read_bytes())
        return f"{file}: a model to make your own; check it with `decision check {_typed(file)}`"
    model = read_model(case_for or shipped("criteria.yaml")).value
    _write(file, blank_case(model).encode())
    of = f"{_typed(case_for)} " if case_for else ""
    return f"{file}: a blank case; check it with `decision check {of}--case {_typed(file)}`"


def _typed(name: str) -> str:
    """Return a file's name as it is typed in any shell: in quotes where it holds a space."""
    return f'"{name}"' if " " in name else name


def _write(name: str, data: bytes) -> None:
    path = Path(name)
    try:
        path.open("xb").close()  # the name is taken at once, or refused: nothing is written over
    except FileExistsError:
        is_folder = path.is_dir()
        what = "this is a folder" if is_folder else "there is a file of this name already"
        then = "a file in it" if is_folder else "another, or move that one away first"
        raise OutputError(f"{name}: {what}; give the name of {then}") from None
    except (OSError, ValueError):
        write_bytes(path, data)  # fails as well, and says why in plain words
        return
    try:
        write_bytes(path, data)
    except OutputError:
        with contextlib.suppress(OSError):
            path.unlink()
        raise


def blank_case(model: DecisionModel) -> str:
    """Return the text of a case file without an answer; comments list all that it can hold.

    A line to use is behind one #, an explanation behind two.
    """
    return "\n".join(_lines(model)) + "\n"


def _lines(model: DecisionModel) -> Iterator[str]:
    yield "## One site's answers. Lines behind two ## explain. A line behind one # is there to use:"
    yield "## delete its #, keep the spaces after it, and write your answer. Leave out what nobody"
    yield "## knows: an open fact is a fair answer. Use the heading of a part (such as #answers:)"
    yield "## with the first line of it."
    note = {"model": {"title": model.title, "fingerprint": model.fingerprint}}
    yield yaml.safe_dump(note, allow_unicode=True, sort_keys=False, width=10_000).rstrip("\n")
    yield ""
    yield "#site:"
    yield "#  name:"
    yield "##  prepared-by: a role, not a name"
    yield "#  prepared-by:"
    yield "##  date: year, month, day, as 2026-11-24"
    yield "#  date:"
    if model.facts:
        yield ""
        yield "#answers:"
    for name, fact in model.facts.items():
        yield ""
        yield from _fact(name, fact)
    if model.facts:
        yield ""
        yield "## Who said so and who confirmed it, by role, and what it rests on, each under the"
        yield "## id of the fact:"
        for key in ("answered-by", "confirmed-by", "notes"):
            yield f"#{key}:"
            yield from (f"#  {name}:" for name in model.facts)
    if model.gates:
        yield ""
        yield "## Duties. Write met, unmet or unknown; one word stands for all the options."
        yield "#gates:"
    for name, gate in model.gates.items():
        yield f"##  {one_line(gate.says)}"
        yield f"#  {name}:"
    yield ""
    yield "## How much each lift from worst to best matters, in swing points: 100 for the one that"
    yield "## matters most. These are the model's own; what you leave out stays so."
    yield "#weights:"
    for name, criterion in model.criteria.items():
        yield f"##  {one_line(criterion.name)}"
        yield f"#  {name}: {criterion.weight}"
    yield ""
    yield "## What else a case can hold, with what each key takes. The app writes most of it."
    yield from (f"##  {line}" for line in _further(model))


# An example of each key of a case that has no lines to use; capitals stand for ids of the model.
_FURTHER = """\
disputed: {ASKED: {by: a role, says: SECOND, because: why}}
overrides: [{criterion: CRITERION, option: OPTION, score: 60, because: why, by: a role}]
amounts: {MEASURED: {OPTION: 100}}
costs: {OPTION: {one-off: 20000, yearly: 5000, by: a role, note: text}}
weights-by: swing
weight-notes: {CRITERION: why}
panel: [{name: any name, role: a role, round: 1, weights: {WEIGHTS}, comments: {CRITERION: text}}]
conduct: {supports-appraisal: {met: true, because: why, by: a role}}
interests: [{role: a role, interest: text}]
decision: {option: OPTION, date: 2026-12-01, by: a role, because: why, review: 2027-06-01, \
measures: [text], reverse-if: [text]}
outcome: {date: 2027-06-01, arrangement: OPTION, went: as-hoped, measures: [text], by: a role}
history: [{at: '2026-12-01T10:00', by: a role, because: why, was: {weights-by: rank}}]
"""


def _further(model: DecisionModel) -> Iterator[str]:
    """Yield an example of each further key that the model has something for."""
    measured = next((name for name, entry in model.criteria.items() if entry.measure), None)
    asked = next((name for name, fact in model.facts.items() if len(fact.answers) > 1), None)
    ids = {
        "ASKED": asked,
        "SECOND": list(model.facts[asked].answers)[-1] if asked else None,
        "CRITERION": next(iter(model.criteria)),
        "OPTION": next(iter(model.options)),
        "MEASURED": measured,
        "WEIGHTS": ", ".join(f"{name}: {one.weight}" for name, one in model.criteria.items()),
    }
    for line in _FURTHER.splitlines():
        if all(found or word not in line for word, found in ids.items()):
            yield re.sub("|".join(ids), lambda word: ids[word[0]] or "", line)


def _fact(fact_id: str, fact: Fact) -> Iterator[str]:
    yield f"##  {one_line(fact.ask)}"
    if fact.key:
        yield "##  A key fact: the word can't be clear until it is answered."
    if fact.who:
        yield f"##  Best answered by: {one_line(fact.who)}"
    if fact.items:
        yield "##  Write what is in place, as [this, that], or [] for none of it. Where nobody can"
        yield "##  say of some: {yes: [this], unknown: [that]}."
        yield from (f"##    {name}: {one_line(item.says)}" for name, item in fact.items.items())
    elif fact.unit:
        yield f"##  Write a number of {one_line(fact.unit)}."
    else:
        yield "##  Write one of:"
        yield from (
            f"##    {name}: {one_line(answer.says)}" for name, answer in fact.answers.items()
        )
    yield f"#  {fact_id}:"
