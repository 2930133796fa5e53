"""Uncertainty: what the tool draws and searches for, which a sheet can't; out of date on change."""

from __future__ import annotations

from decision.charts.chart import FIRST
from decision.engine import Evaluation
from decision.numeric import DRAWS
from decision.report.excel.cells import STALE, Book, Sheet, stale
from decision.report.excel.layout import Plan
from decision.sensitivity.robustness import choosable
from decision.sentences.what_would_change_it import left_out

_MOST = 40  # rows of one table


def write(book: Book, plan: Plan, evaluation: Evaluation) -> None:
    """Write the sheet."""
    ranks = len(plan.options)
    sheet = book.sheet("Uncertainty", (62, 30, *[20] * max(3, ranks)), FIRST)
    sheet.opening(
        "Uncertainty",
        f"Drawn or searched for by the tool, for the inputs as written ({DRAWS:,} draws).",
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

    def _number(self, column: int, value: float, *styles: str) -> None:
        self.sheet.live(
            self.row, column, stale(self.plan.out, repr(float(value))), value, "row", *styles
        )

    def _option(self, column: int, option: str) -> None:
        at = self.plan.option_cell(self.plan.number(option) - 1, 1)
        self.sheet.live(self.row, column, stale(self.plan.out, at), self.plan.names[option], "row")

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
        """How often the pair's leader is ahead of the other."""
        finding = self.robustness.finding
        ahead, behind = finding.standing.ahead, finding.standing.behind
        self._table(
            "How often the pair's leader is ahead of the other",
            "What varies",
            "Who",
            "How often",
            right=2,
        )
        found: list[tuple[str, float]] = [
            ("Scores with a range and open facts; weights as stated", finding.draws.probability)
        ]
        if {ahead, behind} <= set(self.robustness.options):
            named = self.robustness.named
            found += [
                ("All possible weights", named(self.robustness.any_weights.pairs)[ahead][behind]),
                (
                    "All weights that keep the stated order of importance",
                    named(self.robustness.ranked_weights.pairs)[ahead][behind],
                ),
                (
                    "Weights, scores and open facts together",
                    named(self.robustness.all_varied)[ahead][behind],
                ),
            ]
        for what, chance in found:
            self._text(0, what)
            self._option(1, ahead)
            self._number(2, chance * 100, "of100")
            self.row += 1
        self.row += 1

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
        sides = self.robustness.finding.what_ifs
        self._table(
            "With some facts left out", "What if", "Ahead of the pair", "By, points", right=2
        )
        for name, side in sides.items():
            self._text(0, self.plan.model.what_ifs[name].says)
            self._option(1, side.leader)
            self._number(2, side.margin, "tenth")
            self.row += 1
        self._end(len(sides), len(sides), "This model names no what-ifs.")

    def ask_next(self) -> None:
        """Which open fact to ask about next."""
        asks = self.robustness.ask_next
        self._table(
            "What to ask next",
            "Open fact",
            "Who can answer it",
            "Answers that change who leads",
            "Its answers lie apart by, points",
            right=2,
        )
        for ask in asks[:_MOST]:
            self._text(0, self.plan.ask(ask.fact))
            self._text(1, self.plan.model.facts[ask.fact].who or "")
            self._number(2, ask.flips * 100, "of100")
            self._number(3, ask.swing, "tenth")
            self.row += 1
        self._end(min(_MOST, len(asks)), len(asks), "Every fact is answered.")

    def flips(self) -> None:
        """Answers that would put the other option ahead."""
        flips = self.robustness.fact_flips
        self._table(
            "Answers that would put the other ahead",
            "If answered so",
            "Ahead then",
            "By, points",
            right=2,
        )
        for flip in flips[:_MOST]:
            said = " and ".join(
                f"“{self.plan.ask(one.fact)}” were “{self.plan.label(one.fact, one.after)}”"
                for one in flip.changes
            )
            self._text(0, said)
            self._option(1, flip.leader)
            self._number(2, flip.margin, "tenth")
            self.row += 1
        none = "No answer, and no pair of answers, would change who leads."
        self._end(min(_MOST, len(flips)), len(flips), none)

    def claims(self) -> None:
        """The margin without each claim."""
        claims = self.robustness.claims
        self._table(
            "The margin without each claim",
            "Claim",
            "Reference",
            "Margin without it",
            "Does it change who leads?",
            right=2,
        )
        for claim in claims[:_MOST]:
            self._text(0, self.plan.model.evidence[claim.evidence].says)
            self._text(1, claim.evidence)
            self._number(2, claim.margin_without, "signed")
            self._flag(3, claim.flips)
            self.row += 1
        self._end(min(_MOST, len(claims)), len(claims), "No number that counts cites a claim.")
