"""Uncertainty: what the tool draws and searches for, which a sheet can't; out of date on change."""

from __future__ import annotations

from decision.charts.chart import FIRST
from decision.engine import Evaluation
from decision.numeric import DRAWS
from decision.report.excel.cells import STALE, Book, Sheet, stale
from decision.report.excel.layout import Plan
from decision.sensitivity.answer_changes import Change
from decision.sensitivity.robustness import choosable
from decision.sentences.what_would_change_it import left_out

_MOST = 40  # rows of one table
VARIES = "Scores, open answers and sizes of shifts; weights as stated"


def write(book: Book, plan: Plan, evaluation: Evaluation) -> None:
    """Write the sheet."""
    ranks = len(plan.options)
    sheet = book.sheet("Uncertainty", (62, 30, *[20] * max(3, ranks)), FIRST)
    sheet.opening(
        "Uncertainty",
        f"Simulated or searched for by the tool, for the inputs as written ({DRAWS:,} "
        "simulations of what is uncertain).",
    )
    fine = "Every input is as written, so these figures hold."
    status = f'=IF({plan.out}=1,"{STALE}","{fine}")'
    sheet.live(2, 0, status, fine, "bold", "oneline")
    writer = _Writer(sheet, plan, evaluation)
    for part in (
        writer.pairs,
        writer.ranks,
        writer.what_ifs,
        writer.ask_next,
        writer.flips,
        writer.claims,
        writer.speakers,
    ):
        part()
    sheet.warn_when_stale(writer.row, 1 + max(3, ranks))
    sheet.page.freeze_panes(3, 0)
    sheet.page.repeat_rows(0, 2)


class _Writer:
    """Writes the tables one below another; `row` is the next free row."""

    def __init__(self, sheet: Sheet, plan: Plan, evaluation: Evaluation) -> None:
        self.sheet, self.plan, self.row = sheet, plan, 4
        self.robustness = evaluation.robustness

    def _table(self, title: str, *heads: str, right: int = 1) -> None:
        self.sheet.text(self.row, 0, title, "section")
        self.sheet.heads(self.row + 1, heads, right=range(right, 1000))
        self.row += 2

    def _number(self, column: int, value: float | None, *styles: str) -> None:
        shown = '""' if value is None else repr(float(value))
        self.sheet.live(self.row, column, stale(self.plan.out, shown), value, "row", *styles)

    def _option(self, column: int, option: str | None) -> None:
        at, name = '"none"', "none"
        if option is not None:
            at = self.plan.option_cell(self.plan.number(option) - 1, 1)
            name = self.plan.names[option]
        self.sheet.live(self.row, column, stale(self.plan.out, at), name, "row")

    def _flag(self, column: int, value: bool) -> None:
        word = "yes" if value else "no"
        self.sheet.live(self.row, column, stale(self.plan.out, f'"{word}"'), word, "row", "right")

    def _text(self, column: int, text: str) -> None:
        self.sheet.text(self.row, column, text, "row")

    def _end(self, written: int, every: int, none: str) -> None:
        if not every:
            self.sheet.text(self.row, 0, none, "note")
            self.row += 1
        elif every > written:
            self.sheet.text(self.row, 0, f"And {every - written} more.", "note")
            self.row += 1
        self.row += 1

    def pairs(self) -> None:
        """How often the leader's course, and the leader, are ahead."""
        robustness, finding = self.robustness, self.robustness.finding
        standing, draws = finding.standing, finding.draws
        leader, course, rival = standing.leader, standing.course, standing.rival
        self._table("How often it is ahead", "What varies", "Ahead of", "How often", right=2)
        found: list[tuple[str, str, float | None]] = []
        if course is not None:
            every = "every other course"
            found += [
                (VARIES, every, draws.probability),
                ("The same, were every open question answered first", every, draws.if_all_known),
                (
                    "All possible weights; scores as stated",
                    every,
                    robustness.course_acceptability[course],
                ),
                (f"{VARIES}: the option itself", "every other option", draws.best),
            ]
        if leader is not None and rival is not None:
            named, other = robustness.named, self.plan.spoken[rival]
            found += [
                (what, other, named(pairs)[leader][rival])
                for what, pairs in (
                    ("All possible weights: the option itself", robustness.any_weights.pairs),
                    (
                        "All weights that keep the stated order of importance: the option itself",
                        robustness.ranked_weights.pairs,
                    ),
                    (
                        "Weights, scores and open facts together: the option itself",
                        robustness.all_varied,
                    ),
                )
            ]
        for what, others, chance in found:
            self._text(0, what)
            self._text(1, others)
            self._number(2, None if chance is None else chance * 100, "of100")
            self.row += 1
        self._end(len(found), len(found), "No option can be chosen.")

    def ranks(self) -> None:
        """How often each option takes each place, over all possible weights."""
        ranked = choosable(self.robustness)
        options = ranked.options
        places = [f"Place {place}" for place in range(1, len(options) + 1)]
        self._table(
            "How often each option takes each place, over all possible weights",
            "Option",
            "",
            *places,
            right=2,
        )
        for option, row in zip(options, ranked.any_weights.ranks.table, strict=True):
            self._text(0, self.plan.names[option])
            self._text(1, "")
            for column, part in enumerate(row.tolist(), start=2):
                self._number(column, part * 100, "of100")
            self.row += 1
        if options and (barred := left_out(self.robustness)):
            self.sheet.text(self.row, 0, barred, "note")
            self.row += 1
        self._end(len(options), len(options), "No option can be chosen.")

    def what_ifs(self) -> None:
        """Who leads with some facts left out."""
        leads = self.robustness.finding.what_ifs
        self._table("With some facts left out", "What if", "Leads", "By, points", right=2)
        for name, lead in leads.items():
            self._text(0, self.plan.model.what_ifs[name].says)
            self._option(1, lead.leader)
            self._number(2, lead.margin, "tenth")
            self.row += 1
        self._end(len(leads), len(leads), "This model names no what-ifs.")

    def ask_next(self) -> None:
        """What to ask next."""
        asks = self.robustness.ask_next
        self._table(
            "What to ask next",
            "Open question",
            "Who can answer it",
            "What asking is worth, points",
            "How likely it changes the course",
            "Its answers lie apart by, points",
            right=2,
        )
        for ask in asks[:_MOST]:
            self._text(0, self._question(ask.fact, ask.item))
            self._text(1, self.plan.model.facts[ask.fact].who or "")
            self._number(2, ask.worth, "hundredth")
            self._number(3, ask.changes * 100, "of100")
            self._number(4, ask.swing, "tenth")
            self.row += 1
        self._end(min(_MOST, len(asks)), len(asks), "Every fact is answered.")

    def _question(self, fact: str, item: str | None) -> str:
        return self.plan.ask(fact) if item is None else self.plan.model.facts[fact].items[item].says

    def _change(self, change: Change) -> str:
        asked = self._question(change.fact, change.item)
        after = change.after if change.item else self.plan.label(change.fact, change.after)
        return f"“{asked}” were “{after}”"

    def flips(self) -> None:
        """Answers that would put another option ahead."""
        flips = self.robustness.fact_flips
        self._table(
            "Answers that would put another option ahead",
            "If answered so",
            "Leads then",
            "By, points",
            right=2,
        )
        for flip in flips[:_MOST]:
            self._text(0, " and ".join(map(self._change, flip.changes)))
            self._option(1, flip.leader)
            self._number(2, flip.margin, "tenth")
            self.row += 1
        none = "No answer, and no pair of answers, would change who leads."
        self._end(min(_MOST, len(flips)), len(flips), none)

    def claims(self) -> None:
        """The margin of the leader's course without each claim."""
        claims = self.robustness.claims
        self._table(
            "The margin without each claim",
            "Claim",
            "Reference",
            "Margin without it",
            "Does another course lead?",
            right=2,
        )
        for claim in claims[:_MOST]:
            (name,) = claim.evidence
            self._text(0, self.plan.model.evidence[name].says)
            self._text(1, name)
            self._number(2, claim.margin, "signed")
            self._flag(3, claim.flips)
            self.row += 1
        self._end(min(_MOST, len(claims)), len(claims), "No number that counts cites a claim.")

    def speakers(self) -> None:
        """The margin of the leader's course without all that one person says."""
        speakers = self.robustness.speakers
        self._table(
            "The margin without all that one person says",
            "Speaker",
            "References",
            "Margin without it",
            "Does another course lead?",
            right=2,
        )
        for one in speakers[:_MOST]:
            self._text(0, one.speaker)
            self._text(1, ", ".join(one.evidence))
            self._number(2, one.margin, "signed")
            self._flag(3, one.flips)
            self.row += 1
        self._end(min(_MOST, len(speakers)), len(speakers), "No number that counts cites a claim.")
