"""Inputs: every entry a row: what is typed, what counts of it, what the case says, what it gives.

An entry that can't be read never counts as nothing: the saved one counts until it is mended.
"""

from __future__ import annotations

from typing import Any

from decision.model.cells import Amount
from decision.model.readings import read_fact
from decision.report.excel.cells import CHANGED, INPUT_EDGE, UNREAD, Book, Sheet, cell, span
from decision.report.excel.cells import clean as cleaned
from decision.report.excel.layout import NOT_ANSWERED, TOP, Key, Plan
from decision.sentences.model_contents import reading_says

_WORDS = {True: "yes", False: "no", None: "unknown"}
_SECTIONS = {
    "given": "Worked back from the shares given for this run.",
    "case": "As in the case.",
    "panel": "Worked back from the mean of the panel's last round.",
    "model": "Nobody has weighed this yet: these came with the model.",
}
_PROMPTS = {
    "weight": "100 for the swing that matters most; 0 leaves a criterion out.",
    "answer": "Choose from the list.",
    "tick": "yes, no or unknown",
    "amount": "A number, in the unit of this row.",
    "once": "Pounds, once. Leave it empty if it is not known.",
    "yearly": "Pounds a year. Leave it empty if it is not known.",
    "override": "A score from 0 to 100 in place of the computed one. Leave it empty for none.",
}
_STYLES = {"weight": "general", "amount": "general", "override": "general"}
_STYLES |= {"once": "pounds", "yearly": "pounds"}


def saved_of(plan: Plan, key: Key) -> str | float | None:
    """Give what the case says of one entry, as its cell holds it."""
    case, kind = plan.case, key[0]
    if kind == "weight":
        return float(plan.points[key[1]])
    if kind in ("once", "yearly"):
        cost = case.costs.get(key[1])
        return None if cost is None else cost.one_off if kind == "once" else cost.yearly
    if kind == "override":
        given = [one.score for one in case.overrides if (one.criterion, one.option) == key[1:]]
        return given[0] if given else None
    if kind == "amount":
        own = plan.model.criteria[key[1]].cells[key[2]]
        assert isinstance(own, Amount)  # only a measured criterion has such an entry
        return float(case.amounts.get(key[1], {}).get(key[2], own).amount)
    reading, place = plan.standing.table.readings[key[1]], plan.facts[key[1]]
    if kind == "tick":
        return _WORDS[reading.items[key[2]]]
    if plan.model.facts[key[1]].unit and reading.count is not None:
        return reading.count
    if place.counted and (case.answers.get(key[1]) is None or reading.count is not None):
        return place.counted
    return plan.label(key[1], reading.answer)


def write(book: Book, plan: Plan) -> None:
    """Write the sheet."""
    sheet = book.sheet("Inputs", (54, 20, 20, 19, 12, 16, 28), INPUT_EDGE)
    sheet.opening("Inputs", *plan.banner, "Result", "Type in the yellow cells; all else follows.")
    heads = ("What", "Entry", "What counts", "Saved", "State", "Gives", "Note")
    sheet.heads(TOP - 1, heads)
    for key, row in plan.keys.items():
        _row(sheet, plan, key, row)
    last = TOP + len(plan.keys) - 1
    sheet.mark(TOP, last, 4, 1)
    sheet.freeze(TOP - 1, last=last)


def _row(sheet: Sheet, plan: Plan, key: Key, row: int) -> None:
    kind = key[0]
    says, note = _says(plan, key)
    sheet.text(row, 0, says, "section" if kind == "section" else "row", *_look(kind))
    if kind == "section":
        sheet.text(row, 6, note, "quiet", "oneline")
        return
    if plan.is_entry(key):
        _entry(sheet, plan, key, row)
    else:
        for column in range(1, 5):
            sheet.text(row, column, "", "row")
    formula, value, *style = _gives(plan, key)
    if formula:
        sheet.live(row, 5, f"={formula}", value, "row", *style)
    else:
        sheet.text(row, 5, "", "row")
    if kind == "answer" and plan.warns(key[1]):
        place, reading = plan.facts[key[1]], plan.standing.table.readings[key[1]]
        told, force = (span("Workings", place.first - 1, column, place.last) for column in (5, 3))
        given = plan.model.facts[key[1]].answers[reading.answer] if reading.answer else None
        now = noted(plan, key[1], given.warns if given else None)
        sheet.live(row, 6, f'=INDEX({told},MATCH(1,{force},0))&""', now, "row", "quiet")
    else:
        sheet.text(row, 6, note, "row", "quiet")


def _look(kind: str) -> tuple[str, ...]:
    return {"answer": ("bold",), "tick": ("indent",)}.get(kind, ())


def _entry(sheet: Sheet, plan: Plan, key: Key, row: int) -> None:
    kind, saved = key[0], saved_of(plan, key)
    typed, counts, written = (cell("Inputs", row, column) for column in (1, 2, 3))
    unit = kind == "answer" and plan.model.facts[key[1]].unit
    look = (_STYLES.get(kind, "general" if unit else "words"), "left")
    for column, styles in ((1, ("input",)), (3, ("quiet",))):
        if isinstance(saved, str):
            sheet.text(row, column, saved, "row", *look, *styles)
        else:
            sheet.number(row, column, saved, "row", *look, *styles)
    if kind == "answer":
        place = plan.facts[key[1]]
        blank = f'"{NOT_ANSWERED}"' if place.counted is None else place.mode
    else:
        blank = '"unknown"' if kind == "tick" else '""'
    reads = f"IFERROR({_reads(plan, key, typed)},FALSE)"
    either = f"IF(ISBLANK({typed}),{blank},{typed})", f"IF(ISBLANK({written}),{blank},{written})"
    shown: str | float = "" if saved is None else saved
    sheet.live(row, 2, f"=IF({reads},{either[0]},{either[1]})", shown, "row", *look)
    same = f"AND({counts}={written},ISNUMBER({counts})=ISNUMBER({written}))"
    sheet.live(row, 4, f'=IF({reads},IF({same},"","{CHANGED}"),"{UNREAD}")', "", "row")
    sheet.page.data_validation(row, 1, row, 1, _validation(plan, key))


def _reads(plan: Plan, key: Key, typed: str) -> str:
    """Give the condition under which an entry can be read."""
    kind, number = key[0], f"ISNUMBER({typed})"
    if kind == "weight":
        return f"AND({number},{typed}>=0,{typed}<=1000000000)"
    if kind == "amount":
        return number
    if kind == "override":
        return f"OR(ISBLANK({typed}),AND({number},{typed}>=0,{typed}<=100))"
    if kind in ("once", "yearly"):
        return f"OR(ISBLANK({typed}),{number})"
    if kind == "tick":
        return f'OR(ISBLANK({typed}),{typed}="yes",{typed}="no",{typed}="unknown")'
    # Compared one by one: MATCH and COUNTIF would take * and ? for any letters.
    fact, listed = plan.model.facts[key[1]], f"SUMPRODUCT(--({_list(plan, key[1])}={typed}))>0"
    if fact.unit:
        least = float(next(iter(fact.answers.values())).from_ or 0)
        listed += f",AND({number},{typed}>={least!r})"
    return f"OR(ISBLANK({typed}),{listed})"


def _list(plan: Plan, fact: str) -> str:
    place = plan.facts[fact]
    return span("Workings", place.listed, 1, place.last)


def _validation(plan: Plan, key: Key) -> dict[str, Any]:
    """Give what Excel offers and says at a cell. What it lets through, the banner counts."""
    kind, prompt = key[0], _PROMPTS[key[0]]
    rule: dict[str, Any] = {"input_title": "Type over this", "error_title": "Can’t be read"}
    if kind == "answer":
        fact = plan.model.facts[key[1]]
        rule |= {"validate": "list", "source": f"={_list(plan, key[1])}"}
        if fact.unit:
            prompt = f"A number ({fact.unit}), or an answer from the list."
            rule["show_error"] = False
    elif kind == "tick":
        rule |= {"validate": "list", "source": list(_WORDS.values())}
    else:
        least, most = {"weight": (0, 1e9), "override": (0, 100)}.get(kind, (-1e15, 1e15))
        rule |= {"validate": "decimal", "criteria": "between", "minimum": least, "maximum": most}
    said = cleaned(prompt, 250)
    return rule | {"input_message": said, "error_message": said}


def _says(plan: Plan, key: Key) -> tuple[str, str]:
    """Give the words of a row, and the note beside it."""
    kind, model, case = key[0], plan.model, plan.case
    if kind == "section":
        return key[1], _SECTIONS[plan.standing.weights_from] if key[1] == "Weights" else ""
    if kind == "weight":
        return plan.titles[key[1]], case.weight_notes.get(key[1], "")
    if kind in ("once", "yearly"):
        cost, once = case.costs.get(key[1]), kind == "once"
        told = [cost.by and f"{cost.by}:", cost.note] if cost and once else []
        what = "one-off cost, £" if once else "yearly cost, £"
        return f"{plan.spoken[key[1]]}: {what}", " ".join(part for part in told if part)
    if kind == "answer":
        fact = model.facts[key[1]]
        return f"{fact.ask}{' (key question)' if fact.key else ''}", noted(plan, key[1], None)
    if kind == "tick":
        return model.facts[key[1]].items[key[2]].says, ""
    title, note = f"{plan.titles[key[1]]}: {plan.spoken[key[2]]}", ""
    if kind == "amount":
        measure = model.criteria[key[1]].measure
        return title, measure.unit if measure else ""
    for one in case.overrides:
        if (one.criterion, one.option) == key[1:]:
            note = f"{one.by}: {one.because}"
    return title, note


def noted(plan: Plan, name: str, warning: str | None) -> str:
    """Give what stands beside an answer: its warning, its note, who gave it, a second answer."""
    case, fact = plan.case, plan.model.facts[name]
    parts = [warning or "", case.notes.get(name, "")]
    roles = {"Answered by": case.answered_by.get(name), "Confirmed by": case.confirmed_by.get(name)}
    told = [f"{what}: {role}" for what, role in roles.items() if role]
    if not told and fact.who:
        told = [f"Who can answer: {fact.who}"]
    parts.append(f"({'; '.join(told)})" if told else "")
    if name in case.disputed:
        dispute = case.disputed[name]
        second = reading_says(fact, read_fact(fact, dispute.says))
        parts.append(f"Disputed: {dispute.by} answers “{second}”.")
    return " ".join(part for part in parts if part)


def _gives(plan: Plan, key: Key) -> tuple[str, str | float | None, *tuple[str, ...]]:
    """Give the formula of what an entry comes to, what that is now, and how it is shown."""
    kind, table = key[0], plan.standing.table
    if kind == "weight":
        every, own = plan.who("weights"), plan.entry(*key)
        return f"IF({every}>0,{own}/{every},0)", plan.standing.shares[key[1]], "share", "left"
    if kind in ("amount", "override"):
        line = plan.line(plan.criteria.index(key[1]), plan.options.index(key[2]))
        what = "start" if kind == "amount" else "score"
        cells = table.cells[key[1]]
        value = cells[key[2]].score if kind == "override" else plan.start(key[1], key[2])
        return plan.scored(what, line), value, "tenth", "left"
    if kind != "answer":
        return "", None
    fact, place, reading = plan.model.facts[key[1]], plan.facts[key[1]], table.readings[key[1]]
    if fact.answers:
        labels = span("Workings", place.first, 1, place.last)
        found = f'IFERROR(INDEX({labels},MATCH(1,{place.in_force},0)),"{NOT_ANSWERED}")'
        return found, plan.label(key[1], reading.answer)
    count = cell("Workings", place.listed, 2)
    words = f'IF(ISNUMBER({count}),{count}&" of {place.details} in place","{NOT_ANSWERED}")'
    return words, reading_says(fact, reading) or NOT_ANSWERED
