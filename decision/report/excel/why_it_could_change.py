"""Why it could change: the answers, weights and claims that the result hangs on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from decision.charts.chart import FIRST
from decision.engine import Evaluation
from decision.evaluation.panel import Panel
from decision.numeric import TIE
from decision.report.excel.cells import Book, Sheet, cell, span
from decision.report.excel.layout import SINCE, TIE_TEXT, TOP, Plan
from decision.sensitivity.answer_changes import Change
from decision.sentences.panel import in_words
from decision.sentences.phrases import question_text
from decision.sentences.what_would_change_it import doubts, left_out, one_way

_MOST = 10  # rows of one table of what was found
_LAST = 4  # the last column of the page
_ALL = "0.999999999"  # a share of which nothing is left for the others
_NONE_CITES = "No number that counts cites a claim."
_YES = {True: "yes", False: "no"}
Value = str | float | None
_Table = tuple[Sequence[str], Sequence[Sequence[Value]], str]


def write(book: Book, plan: Plan, evaluation: Evaluation) -> None:
    """Write the sheet: what was found for the saved case, and the weights, which follow."""
    sheet = book.sheet("Why it could change", (78, 34, 15, 15, 15), FIRST)
    sheet.opening("Why it could change", *plan.banner, "Result")
    robustness, panel = evaluation.robustness, evaluation.panel
    sheet.merged(3, _LAST, f"={plan.since}", SINCE, "bold")
    row = 4
    for text in (*doubts(robustness), one_way(robustness), left_out(robustness)):
        if text:
            sheet.across(row, 0, _LAST, text, "row")
            row += 1
    tables = list(_tables(_Found(plan, evaluation), panel))
    for one in tables[:2]:
        row = _write_table(sheet, row + 1, *one)
    row = _weights(sheet, plan, row + 1)
    for one in tables[2:]:
        row = _write_table(sheet, row + 1, *one)
    for text in [] if panel is None else in_words(panel, plan.model):
        sheet.across(row, 0, _LAST, text, "row")
        row += 1
    sheet.freeze(2)


def _tables(found: _Found, panel: Panel | None) -> Iterator[_Table]:
    """Give the tables in the order in which a reader asks: heads, rows, words where none is."""
    yield (
        ("Answers that would change who leads", "If answered so", "Leads then", "By, points"),
        found.flips(),
        "No answer, and no pair of answers, would change who leads.",
    )
    yield (
        ("What to ask next", "Open question", "Who can answer it", "Worth, points",
         "Could change it, of 100"),
        found.asks(),
        "Every question is answered.",
    )  # fmt: skip
    yield (
        ("How often it is ahead", "What varies", "Ahead of", "How often, of 100"),
        found.ahead(),
        "No option can be chosen.",
    )
    yield (
        ("With some answers left out", "What is left out", "Leads then", "By, points"),
        found.what_ifs(),
        "This model names nothing to leave out.",
    )
    yield (
        ("The margin without one claim", "Claim", "By", "Margin, points", "Another course leads"),
        found.claims(),
        _NONE_CITES,
    )
    yield (
        ("The margin without all that one person says", "Person", "References", "Margin, points",
         "Another course leads"),
        found.speakers(),
        _NONE_CITES,
    )  # fmt: skip
    yield (
        ("Who leads by the panel’s weights", "Whose weights", "Leads", "Margin, points", "People"),
        [] if panel is None else list(found.panel(panel)),
        "Nobody’s own weights were gathered.",
    )


def _weights(sheet: Sheet, plan: Plan, row: int) -> int:
    """Write the share of each weight at which the two draw level; give the next free row.

    With share s on a criterion, difference g on it and margin M, the two tie where the share is
    (M - s g) / (M - g), if that is on the way between 0 and 1.
    """
    sheet.text(row, 0, "The weights, one at a time: this table follows every entry", "section")
    heads = ("Criterion", "Ahead beyond the share at which they tie", "Share now",
             "Leader’s score less the rival’s", "Share at which the two tie")  # fmt: skip
    sheet.heads(row + 1, heads, right=range(2, 5))
    standing, margin = plan.standing, plan.who("margin")
    leader, rival = standing.leader, standing.rival
    named = f"INDEX({plan.option_span(1)},{plan.who('rival')})"
    for place, name in enumerate(plan.criteria, start=0):
        mine, at = row + 2 + place, TOP + place
        share, gap, tie = (cell("Why it could change", mine, column) for column in (2, 3, 4))
        sheet.text(mine, 0, plan.titles[name], "row")
        s, g, level = standing.shares[name], None, None
        if leader is not None and rival is not None:
            scores = standing.table.cells[name]
            g = scores[leader].score - scores[rival].score
            level = _level(s, g, standing.margin or 0.0)
        shown = plan.names[rival] if level is not None and rival else None
        sheet.live(mine, 1, f'=IF(ISNUMBER({tie}),{named},"")', shown, "row")
        sheet.live(mine, 2, f"={cell('Scores', at, 1)}", s, "row", "share")
        both = span("Scores", at, 2, at, 1 + len(plan.options))
        one, two = (f"INDEX({both},1,{plan.who(which)})" for which in ("leader", "rival"))
        sheet.live(mine, 3, plan.if_rival(f"{one}-{two}"), g, "row", "signed")
        none = f"({margin}-{share}*{gap})/(1-{share})"
        opposed = (
            f"OR(AND({none}>{TIE_TEXT},{gap}<-{TIE_TEXT}),AND({none}<-{TIE_TEXT},{gap}>{TIE_TEXT}))"
        )
        at_ = f'IF({opposed},({margin}-{share}*{gap})/({margin}-{gap}),"")'
        formula = plan.if_rival(f'IF({share}>={_ALL},"",{at_})')
        sheet.live(mine, 4, formula, level, "row", "share", "bold")
    return row + 2 + len(plan.criteria)


def _level(share: float, gap: float, margin: float) -> float | None:
    if share >= float(_ALL):
        return None
    none = (margin - share * gap) / (1 - share)
    if (none > TIE and gap < -TIE) or (none < -TIE and gap > TIE):
        return (margin - share * gap) / (margin - gap)
    return None


def _write_table(
    sheet: Sheet, row: int, heads: Sequence[str], rows: Sequence[Sequence[Value]], none: str
) -> int:
    """Write a table at a row; give the next free row."""
    sheet.text(row, 0, heads[0], "section")
    if not rows:
        sheet.text(row + 1, 0, none, "note")
        return row + 2
    sheet.heads(row + 1, heads[1:], right=range(2, 5))
    for place, values in enumerate(rows[:_MOST], start=row + 2):
        for column, value in enumerate(values):
            if isinstance(value, str):
                sheet.text(place, column, value, "row", *(("right",) if column > 1 else ()))
            else:
                style = "whole" if heads[column + 1].endswith(("of 100", "People")) else "tenth"
                sheet.number(place, column, value, "row", style)
    row += 2 + len(rows[:_MOST])
    if len(rows) > _MOST:
        sheet.text(row, 0, f"And {len(rows) - _MOST} more.", "note")
        row += 1
    return row


class _Found:
    """What the tool found for the saved case, as rows of tables."""

    def __init__(self, plan: Plan, evaluation: Evaluation) -> None:
        self.plan, self.model, self.robustness = plan, plan.model, evaluation.robustness

    def _named(self, option: str | None) -> str:
        return "none" if option is None else self.plan.names[option]

    def _change(self, change: Change) -> str:
        after = change.after if change.item else self.plan.label(change.fact, change.after)
        fact = self.model.facts[change.fact]
        asked = fact.items[change.item].says if change.item else self.plan.ask(change.fact)
        return f"“{asked}” is “{after}”"

    def flips(self) -> list[tuple[Value, ...]]:
        """Answers that would put another option ahead: fewest first, then by the margin."""
        flips = sorted(self.robustness.fact_flips, key=lambda one: (len(one.changes), -one.margin))
        return [
            (" and ".join(map(self._change, one.changes)), self._named(one.leader), one.margin)
            for one in flips
        ]

    def asks(self) -> list[tuple[Value, ...]]:
        """What to ask next."""
        return [
            (
                question_text(self.model, one.fact, one.item),
                self.model.facts[one.fact].who or "",
                one.worth,
                one.changes * 100,
            )
            for one in self.robustness.ask_next
        ]

    def ahead(self) -> list[tuple[Value, ...]]:
        """How often the leader's course, and the leader, are ahead."""
        robustness, finding = self.robustness, self.robustness.finding
        standing, draws = finding.standing, finding.draws
        leader, course, rival = standing.leader, standing.course, standing.rival
        if course is None or leader is None:
            return []
        varies, every = "What is uncertain; weights as stated", "every other course"
        weights = "All possible weights; scores as stated"
        found: list[tuple[str, str, float | None]] = [
            (varies, every, draws.probability),
            ("The same, were every open question answered first", every, draws.if_all_known),
            (weights, every, robustness.course_acceptability[course]),
            (f"{varies}: the option itself", "every other option", draws.best),
        ]
        pairs = (
            (f"{weights}: the option itself", robustness.any_weights.pairs),
            ("All weights in the stated order: the option itself", robustness.ranked_weights.pairs),
            ("Weights and all that is uncertain: the option itself", robustness.all_varied),
        )
        for what, table in pairs if rival is not None else ():
            chance = robustness.named(table)[leader][rival or ""]
            found.append((what, self._named(rival), chance))
        return [
            (what, beside, None if chance is None else chance * 100)
            for what, beside, chance in found
        ]

    def what_ifs(self) -> list[tuple[Value, ...]]:
        """Who leads with some facts left out."""
        return [
            (self.model.what_ifs[name].says, self._named(lead.leader), lead.margin)
            for name, lead in self.robustness.finding.what_ifs.items()
        ]

    def claims(self) -> list[tuple[Value, ...]]:
        """The margin without each claim."""
        cited = [(self.model.evidence[one.evidence[0]], one) for one in self.robustness.claims]
        return [(entry.says, entry.by, one.margin, _YES[one.flips]) for entry, one in cited]

    def speakers(self) -> list[tuple[Value, ...]]:
        """The margin without all that each person says."""
        return [
            (one.speaker, ", ".join(one.evidence), one.margin, _YES[one.flips])
            for one in self.robustness.speakers
        ]

    def panel(self, panel: Panel) -> Iterable[tuple[Value, ...]]:
        """Who leads by the means of people and of roles, and by each role."""
        groups = [("All people (mean)", panel.people, panel.people_mean)]
        groups += [("All roles (mean)", panel.people, panel.role_mean)]
        groups += [(name, role.people, role.lead) for name, role in panel.roles.items()]
        for name, people, lead in groups:
            yield name, self._named(lead.leader), lead.margin, people
