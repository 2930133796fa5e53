"""The whole evaluation of one case, and the document that `evaluate --json` prints."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING, Any

from decision.errors import CaseError, Fault, ModelError
from decision.evaluation.additive import Standing, stand
from decision.evaluation.panel import Panel, panel_of
from decision.evaluation.scores import score_table
from decision.evaluation.verdict import Finding, find
from decision.evaluation.weights import in_force
from decision.model.case import Case
from decision.model.case_checks import check_fit
from decision.model.decision_model import DecisionModel
from decision.sensitivity.information import Question
from decision.sensitivity.robustness import Robustness
from decision.sentences.explanation import explain, headline, reasons
from decision.sentences.held_back import held_back
from decision.wording.numbers import fixed
from decision.wording.suggestions import nearest

if TYPE_CHECKING:
    from pandas import DataFrame


@dataclass(frozen=True)
class Evaluation:
    """One case evaluated. Totals are there at once; whatever is drawn, on first use."""

    standing: Standing

    @property
    def model(self) -> DecisionModel:
        """The model it was evaluated by."""
        return self.standing.table.model

    @property
    def case(self) -> Case:
        """The case evaluated."""
        return self.standing.table.case

    @property
    def totals(self) -> dict[str, float]:
        """The total of each option, 0 to 100, by option id."""
        return dict(self.standing.totals)

    @property
    def leader(self) -> str | None:
        """The id of the best option that can be chosen."""
        return self.standing.leader

    @cached_property
    def finding(self) -> Finding:
        """The verdict and what it rests on."""
        return find(self.standing)

    @cached_property
    def robustness(self) -> Robustness:
        """How sure the answer is, and what would change it."""
        return Robustness(self.finding)

    @cached_property
    def explanation(self) -> tuple[str, ...]:
        """The explanation, the answer first."""
        return tuple(explain(self.finding, self._asks))

    @cached_property
    def because(self) -> tuple[str, ...]:
        """What holds the word back from the next better one, in sentences; none if clear."""
        return tuple(held_back(self.finding, self._asks))

    @property
    def _asks(self) -> tuple[Question, ...]:
        # Worked out only where it is told: asking takes a quarter of the time of all draws.
        return self.robustness.ask_next if self.finding.verdict.asking else ()

    @cached_property
    def panel(self) -> Panel | None:
        """What the panel's last round says; None where the case has no ballots."""
        return panel_of(self.standing)

    def __repr__(self) -> str:
        """Return one line: who leads, by how much, and the word for it."""
        lead = "no option can be chosen"
        if self.leader is not None:
            lead = f"{self.leader} leads, {self.finding.verdict.word}"
        return f"<Evaluation: {lead}; {len(self.totals)} options>"

    def _repr_html_(self) -> str:
        """Return a small card for a notebook: the verdict, every total, and the reasons."""
        rows = "".join(
            f"<tr><td>{escape(self.model.options[option].name)}</td>"
            f'<td style="text-align:right">{fixed(total)}</td></tr>'
            for option, total in sorted(self.totals.items(), key=lambda item: -item[1])
        )
        return (
            f"<div><p><strong>{escape(headline(self.finding))}</strong></p>"
            f"<table><thead><tr><th>Option</th><th>Total, 0 to 100</th></tr></thead>"
            f"<tbody>{rows}</tbody></table><p>{escape(' '.join(reasons(self.standing)))}</p></div>"
        )

    def chart(self, name: str = "options") -> Any:
        """Return one `decision.charts.Chart` of the result, which shows itself in a notebook.

        Args:
            name: options, reasons, shares, tornado, slope or acceptability.

        Raises:
            KeyError: there is no such chart, or this case has nothing to show in it.
        """
        # Charts are drawn from evaluations, so their room comes after this one; and drawing
        # takes a second to load, which only a notebook wants.
        made = importlib.import_module("decision.charts.named_charts").named_charts(self)
        if name not in made:
            raise KeyError(f"`{name}` is no chart of this result; {nearest(name, made)}")
        return made[name]()

    def to_frame(self) -> DataFrame:
        """Return the scores as a table: a row a criterion, its share, and each option's score.

        The totals are the sums of share × score: `frame[options].mul(frame["share"], axis=0)`.
        """
        import pandas as pd  # half a second, and only a notebook wants it

        cells = self.standing.table.cells
        table = {
            name: {"share": self.standing.shares[name]}
            | {option: cell.score for option, cell in row.items()}
            for name, row in cells.items()
        }
        frame = pd.DataFrame.from_dict(table, orient="index")
        frame.index.name = "criterion"
        return frame

    def to_dict(self) -> dict[str, Any]:
        """Return the document that `decision evaluate --json` prints."""
        return {
            "model": {"title": self.model.title, "fingerprint": self.model.fingerprint},
            "options": {option: self._option(option) for option in self.model.options},
            "headline": self._headline(),
            "courses": {course: self._course(course) for course in self.model.courses},
            "plain": self._plain(),
            "leader": self.leader,
            "weights": dict(self.standing.shares),
            "scores": self._scores(),
            "contributions": {name: dict(row) for name, row in self.standing.contributions.items()},
            "robustness": self.robustness.to_dict(),
            "panel": {} if self.panel is None else self.panel.to_dict(),
            "explanation": list(self.explanation),
        }

    def _option(self, option: str) -> dict[str, Any]:
        span = self.finding.draws.totals[option]
        return {
            "name": self.model.options[option].name,
            "total": self.standing.totals[option],
            "low": span.low,
            "high": span.high,
            "rank": self.standing.ranks[option],
            "available": self.standing.table.available[option],
            "gates": {
                gate: self.case.gate(gate, option)
                for gate, entry in self.model.gates.items()
                if option in (entry.options or self.model.options)
            },
        }

    def _headline(self) -> dict[str, Any]:
        standing, draws = self.standing, self.finding.draws
        span = draws.margin
        form = None
        if standing.over is not None:
            form = {
                "over": standing.over,
                "margin": standing.form_margin,
                "probability": draws.form,
                "verdict": self.finding.form_word,
            }
        return {
            "course": standing.course,
            "leader": standing.leader,
            "rival": standing.rival,
            "margin": standing.margin,
            "low": None if span is None else span.low,
            "high": None if span is None else span.high,
            "probability": draws.probability,
            "best": draws.best,
            "if_all_known": draws.if_all_known,
            "verdict": self.finding.verdict.word,
            "because": list(self.because),
            "form": form,
        }

    def _course(self, course: str) -> dict[str, Any]:
        best, drawn = self.standing.best_of(course), self.finding.draws.courses[course]
        return {
            "name": self.model.course_name(course),
            "forms": list(self.model.courses[course]),
            "best": best,
            "total": None if best is None else self.standing.totals[best],
            "low": None if drawn.total is None else drawn.total.low,
            "high": None if drawn.total is None else drawn.total.high,
            "probability": drawn.probability,
        }

    def _plain(self) -> dict[str, Any]:
        plain, (span, probability) = self.standing.plain, self.finding.draws.plain
        return {
            "pair": list(self.model.pair),
            "leader": plain.leader,
            "margin": plain.margin,
            "low": span.low,
            "high": span.high,
            "probability": probability,
        }

    def _scores(self) -> dict[str, Any]:
        return {
            name: {
                option: {
                    "score": cell.score,
                    "low": cell.low,
                    "high": cell.high,
                    "reasons": [
                        {
                            "points": reason.points,
                            "because": reason.because,
                            "evidence": list(reason.evidence),
                            "fact": reason.fact,
                            "answer": reason.answer,
                            "item": reason.item,
                        }
                        for reason in cell.reasons
                    ],
                }
                for option, cell in row.items()
            }
            for name, row in self.standing.table.cells.items()
        }


def evaluate(
    model: DecisionModel,
    case: Case | Mapping[str, Any] | None = None,
    weights: Mapping[str, float] | None = None,
) -> Evaluation:
    """Return one case evaluated.

    Args:
        model: what is decided, from `load_model`.
        case: what one site says, or its keys and values as a dict; an empty case where it is
            left out.
        weights: swing points by criterion id, instead of the case's; the model's where
            one is missing.

    Raises:
        ModelError: what was given as the model is none.
        CaseError: the case doesn't fit the model, or is none.
        WeightsError: the weights can't be used.
    """
    if not isinstance(model, DecisionModel):
        raise ModelError([_not_a("model", "a DecisionModel", model, "load_model(path)")])
    case = Case() if case is None else _as_case(case)
    check_fit(model, case)
    shares, whose = in_force(model, case, weights)
    return Evaluation(stand(score_table(model, case), shares, whose))


def _as_case(case: Case | Mapping[str, Any]) -> Case:
    if isinstance(case, Case):
        return case
    if isinstance(case, Mapping):
        return Case(**case)
    raise CaseError(
        [_not_a("case", "a Case or a dict of its keys", case, "load_case(path, model)")]
    )


def _not_a(what: str, kind: str, given: object, instead: str) -> Fault:
    message = f"the {what} should be {kind}, not a {type(given).__name__}; write decision.{instead}"
    return Fault(f"<{what}>", 1, 1, "error", message)
