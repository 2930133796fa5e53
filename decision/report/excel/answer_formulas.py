"""Answering, on Workings: what options need, which answers are in force, what amounts earn."""

from __future__ import annotations

from decision.model.readings import read_fact
from decision.report.excel.cells import Sheet, cell, span
from decision.report.excel.fact_rows import FactPlace
from decision.report.excel.inputs import noted
from decision.report.excel.layout import NOT_ANSWERED, Plan

NO_NEEDS = "No option needs anything."


def write(sheet: Sheet, plan: Plan) -> None:
    """Write the three tables below those of the options and the pair."""
    _needs(sheet, plan)
    _answers(sheet, plan)
    _values(sheet, plan)


def _needs(sheet: Sheet, plan: Plan) -> None:
    top = plan.needs_at
    sheet.text(top - 2, 0, "What options need before they can be chosen", "section")
    if not plan.needs:
        sheet.text(top - 1, 0, NO_NEEDS, "note")
        return
    heads = ("", "Option", "Need", "Still possible?", "Answer that meets it", "Does the need hold?")
    sheet.heads(top - 1, heads)
    for row, need in enumerate(plan.needs, start=top):
        possible = _possible(plan, need.fact)
        fact = plan.ask(need.fact)
        for column, text in ((1, plan.names[need.option]), (2, fact), (4, "")):
            sheet.text(row, column, text, "row")
        sheet.live(
            row,
            3,
            f"={plan.answer_cell(need.fact, need.answer, 6)}",
            int(need.answer in possible),
            "row",
            "flag",
        )
        label = plan.answer_cell(need.fact, need.answer, 1)
        sheet.live(row, 4, f"={label}", plan.label(need.fact, need.answer), "row")
        if need.opens:
            mine = span("Workings", row, 3, row + need.opens - 1)
            accepted = {one.answer for one in plan.needs[row - top : row - top + need.opens]}
            held = "no" if not possible & accepted else "yes" if possible <= accepted else "unknown"
            every = plan.facts[need.fact].possible
            formula = f'=IF(SUM({mine})=0,"no",IF(SUM({mine})=SUM({every}),"yes","unknown"))'
            sheet.live(row, 5, formula, held, "row")


def _possible(plan: Plan, fact: str) -> set[str]:
    """Give the answers that a fact may still have, by its answer and by a second one."""
    table = plan.standing.table
    possible = {*table.readings[fact].possible}
    if fact in table.disputed:
        possible |= {*table.disputed[fact].possible}
    return possible


def _answers(sheet: Sheet, plan: Plan) -> None:
    top = plan.answers_at
    sheet.text(top - 2, 0, "Every answer, and the one in force", "section")
    if not plan.facts:
        sheet.text(top - 1, 0, "This model asks for no facts.", "note")
        return
    heads = ("", "Answer", "From (count or number)", "In force?", "Fact", "Note")
    sheet.heads(top - 1, (*heads, "Still possible?", "Part of its items"))
    for name, fact in plan.model.facts.items():
        place, reading = plan.facts[name], plan.standing.table.readings[name]
        ask, row = plan.ask(name), place.listed
        count = ""
        if place.counted:
            count = cell("Workings", row, 2)
            sheet.text(row, 1, place.counted, "row", "quiet")
            value = None if reading.open_items else reading.count
            sheet.live(row, 2, _count(place), value, "row", "general")
            sheet.text(row, 3, "", "row")
            sheet.text(row, 4, ask, "row", "quiet")
            row += 1
        elif fact.unit:
            count = place.said
        sheet.text(row, 1, NOT_ANSWERED, "row", "quiet")
        sheet.text(row, 2, "", "row")
        none = f"=IF(SUM({place.in_force})=0,1,0)"
        if not fact.answers:
            none = f"=IF(ISNUMBER({count}),0,1)"
        sheet.live(row, 3, none, int(not reading.answered), "row", "flag")
        sheet.text(row, 4, ask, "row", "quiet")
        sheet.text(row, 5, noted(plan, name, None), "row", "quiet", "oneline")
        answers = list(fact.answers.items())
        for number, (answer, said) in enumerate(answers):
            row = place.first + number
            mine = cell("Workings", row, 1)
            sheet.text(row, 1, place.labels[number], "row")
            sheet.number(row, 2, said.from_, "row", "general")
            sheet.text(row, 4, ask, "row", "quiet")
            sheet.text(row, 5, noted(plan, name, said.warns), "row", "quiet", "oneline")
            formula = f"IF({place.said}={mine},1,0)"
            if count:
                below = cell("Workings", row + 1, 2)
                within = f"{count}>={cell('Workings', row, 2)}"
                if number + 1 < len(answers):
                    within = f"AND({within},{count}<{below})"
                picked = f"IF(ISNUMBER({count}),IF({within},1,0),0)"
                if fact.unit:
                    formula = f"IF(ISNUMBER({count}),IF({within},1,0),{formula})"
                else:
                    formula = f"IF({place.by_count},{picked},{formula})"
            sheet.live(row, 3, f"={formula}", int(reading.answer == answer), "row", "flag")
            _still(sheet, plan, name, number)


def _still(sheet: Sheet, plan: Plan, name: str, number: int) -> None:
    """Write whether an answer is still possible, and the part of a checklist's items in it."""
    fact, place, table = plan.model.facts[name], plan.facts[name], plan.standing.table
    row, answer = place.first + number, list(fact.answers)[number]
    still = "1"
    if fact.items:
        yes, no = f'COUNTIF({place.ticks},"yes")', f'COUNTIF({place.ticks},"no")'
        within = f"{cell('Workings', row, 2)}<={place.details}-{no}"
        if number + 1 < len(fact.answers):
            within = f"AND({within},{cell('Workings', row + 1, 2)}>{yes})"
        still = f"IF({place.by_count},IF({within},1,0),1)"
        whole = read_fact(fact, answer)
        part = whole.chance if whole.open_items else float(all(whole.items.values()))
        sheet.number(row, 7, part, "row", "general")
    formula = f"IF(SUM({place.in_force})>0,{cell('Workings', row, 3)},{still})"
    if name in table.disputed and answer in table.disputed[name].possible:
        formula = f"MAX(1,{formula})"  # by the second answer, whatever the first is
    sheet.live(row, 6, f"={formula}", int(answer in _possible(plan, name)), "row", "flag")


def _count(place: FactPlace) -> str:
    yes, no = (f'COUNTIF({place.ticks},"{word}")' for word in ("yes", "no"))
    return f'=IF({yes}+{no}={place.details},{yes},"")'


def _values(sheet: Sheet, plan: Plan) -> None:
    top = plan.values_at
    if not plan.measured:
        return
    sheet.text(
        top - 2, 0, "What amounts are worth (straight lines between, flat outside)", "section"
    )
    sheet.heads(top - 1, ("", "Criterion", "Amount", "Points", "Unit"))
    for name, (first, _) in plan.value_rows.items():
        measure = plan.model.criteria[name].measure
        assert measure is not None  # a measured criterion has one
        for row, (amount, points) in enumerate(sorted(measure.values.items()), start=first):
            sheet.text(row, 1, plan.titles[name], "row")
            sheet.number(row, 2, amount, "row", "general")
            sheet.number(row, 3, points, "row", "general")
            sheet.text(row, 4, measure.unit, "row", "quiet")
