"""Who leads, on Workings: the leader, its course, the rival, the margin, and what was changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from decision.numeric import TIE
from decision.report.excel.cells import CHANGED, UNREAD, Sheet
from decision.report.excel.layout import AS_SAVED, SINCE, TIE_TEXT, Plan

_MOVED = 1e-7  # points; a total that differs by more was changed, not rounded
_STYLES = {
    "best": "tenth",
    "best of another course": "tenth",
    "margin": "tenth",
    "best other form": "tenth",
    "form margin": "tenth",
    "weights": "general",
    "out of date": "flag",
    "banner": "oneline",
    "since": "oneline",
}


@dataclass(frozen=True)
class _Line:
    """One line of the table: what it is, its words, its formula and what that gives."""

    what: str
    says: str
    formula: str
    value: str | float | None


def write(sheet: Sheet, plan: Plan) -> None:
    """Write the table, and the columns of the options' table that it reads."""
    _columns(sheet, plan)
    title = "Who leads, and what was changed"
    sheet.text(plan.answer_at - 2, 0, title, "section")
    lines = [*_answer(plan), *_changed(plan)]
    for row, line in enumerate(lines, start=plan.answer_at):
        assert plan.ANSWER[row - plan.answer_at] == line.what
        style = _STYLES.get(line.what, "whole")
        sheet.text(row, 1, line.says, "row")
        sheet.live(row, 2, line.formula, line.value, "row", style)


def _columns(sheet: Sheet, plan: Plan) -> None:
    """Write which options may be the rival, or another form of the leader's course."""
    standing, table = plan.standing, plan.standing.table
    course_of = plan.model.course_of
    rivals = [one for one in table.choosable if course_of[one] != standing.course]
    forms = [
        one
        for one in table.choosable
        if course_of[one] == standing.course and one != standing.leader
    ]
    for place, option in enumerate(plan.options):
        row, mine = plan.OPTIONS_AT + place, {n: plan.option_cell(place, n) for n in range(21)}
        sheet.number(row, 15, plan.number(course_of[option]), "row", "whole")
        sheet.text(row, 16, plan.courses[course_of[option]], "row")
        own = f"{mine[15]}={plan.who('course')}"
        other = f"AND({mine[6]}=1,{plan.who('leader')}>0,NOT({own}))"
        form = f"AND({mine[6]}=1,{own},{mine[0]}<>{plan.who('leader')})"
        for column, may, which, those in (
            (17, other, "best of another course", rivals),
            (19, form, "best other form", forms),
        ):
            total = standing.totals[option] if option in those else -1.0
            sheet.live(row, column, f"=IF({may},{mine[5]},-1)", total, "row", "tenth")
            most = f"{plan.who(which)}-{TIE_TEXT}"
            flag = f"=IF(AND({mine[column]}>=0,{mine[column]}>={most}),1,0)"
            best = _most(plan, those) - TIE
            sheet.live(row, column + 1, flag, int(0 <= total >= best), "row", "flag")


def _most(plan: Plan, options: Iterable[str]) -> float:
    """Give the largest total of some options; -1 of none."""
    return max([plan.standing.totals[option] for option in options], default=-1.0)


def _answer(plan: Plan) -> Iterable[_Line]:
    standing, at = plan.standing, plan.who
    table, course_of = standing.table, plan.model.course_of
    totals, leader = plan.option_span(5), standing.leader

    def first_of(column: int) -> str:
        return f"=IFERROR(MATCH(1,{plan.option_span(column)},0),0)"

    def ahead_of(which: str) -> str:
        gap = f"INDEX({totals},{at('leader')})-INDEX({totals},{at(which)})"
        return f'=IF({at(which)}=0,"",MAX(0,{gap}))'

    yield _Line(
        "best",
        "Best total of those that can lead",
        f"=MAX({plan.option_span(7)})",
        _most(plan, table.choosable),
    )
    says = "Leader: the first of the best; 0 where none can be chosen"
    yield _Line("leader", says, first_of(8), plan.numbered(leader))
    course = f"=IF({at('leader')}=0,0,INDEX({plan.option_span(15)},{at('leader')}))"
    yield _Line("course", "Its course, by the head", course, plan.numbered(standing.course))
    others = [one for one in table.choosable if course_of[one] != standing.course]
    yield _Line(
        "best of another course",
        "Best total of any other course; -1 where none can be chosen",
        f"=MAX({plan.option_span(17)})",
        _most(plan, others),
    )
    says = "Rival: the best option of any other course; 0 for none"
    yield _Line("rival", says, first_of(18), plan.numbered(standing.rival))
    yield _Line("margin", "Margin, in points", ahead_of("rival"), standing.margin)
    forms = [one for one in table.choosable if course_of[one] == standing.course and one != leader]
    yield _Line(
        "best other form",
        "Best total of another form of its course; -1 for none",
        f"=MAX({plan.option_span(19)})",
        _most(plan, forms),
    )
    says = "The best other form of its course; 0 for none"
    yield _Line("over", says, first_of(20), plan.numbered(standing.over))
    says = "Leader less that form, in points"
    yield _Line("form margin", says, ahead_of("over"), standing.form_margin)


def _changed(plan: Plan) -> Iterable[_Line]:
    at = plan.who
    moved = f"ABS({plan.option_span(5)}-{plan.option_span(11)})>{_MOVED:.7f}"
    states = plan.input_span(4)
    weights = plan.input_span(2, "weight")
    yield _Line("weights", "All weights together", f"=SUM({weights})", sum(plan.points.values()))
    for what, word in (("unread", UNREAD), ("inputs changed", CHANGED)):
        says = f"Entries marked “{word}”"
        yield _Line(what, says, f'=COUNTIF({states},"{word}")', 0)
    # A cost stands beside the scores, so what was found of them holds whatever it is.
    costs = plan.input_span(4, "once", "yearly")
    scored = f'{at("inputs changed")}-COUNTIF({costs},"{CHANGED}")'
    says = "Totals that differ from the saved ones"
    yield _Line("totals moved", says, f"=SUMPRODUCT(--({moved}))", 0)
    yield _Line(
        "out of date",
        "Does the saved word no longer hold?",
        f"=IFERROR(IF({scored}+{at('totals moved')}>0,1,0),1)",
        0,
    )
    yield _Line("banner", "What every sheet says at its top", _banner(plan), AS_SAVED)
    gone = (
        '"As of the saved case, before the changes made here: word, simulations and what was "'
        '&"searched for no longer hold. Make the same changes in the tool to work them out again."'
    )
    formula = f'=IF({at("out of date")}=1,{gone},"{SINCE}")'
    yield _Line("since", "Does what the tool found still hold?", formula, SINCE)


def _banner(plan: Plan) -> str:
    unread, changed = plan.who("unread"), plan.who("inputs changed")
    one = f'"1 entry {UNREAD}, so its saved value counts. It is red on Inputs. "'
    more = f'{unread}&" entries {UNREAD}, so their saved values count. They are red on Inputs. "'
    differ = (
        f'{changed}&IF({changed}=1," entry differs"," entries differ")&" from the saved case. "'
    )
    hand = '"A formula was changed by hand: these figures differ from the saved case. "'
    parts = (
        f'IF({unread}=0,"",IF({unread}=1,{one},{more}))',
        f'IF({plan.who("weights")}>0,"","No weights: give one criterion a weight above 0. ")',
        f'IF({changed}>0,{differ},IF({plan.out}=1,{hand},""))',
    )
    said = "&".join(parts)
    return f'=IF(AND({unread}=0,{changed}=0,{plan.out}=0),"{AS_SAVED}",TRIM({said}))'
