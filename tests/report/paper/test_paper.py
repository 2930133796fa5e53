"""The paper as values: its order, its words, and every number in it against the engine's."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from pathlib import Path

import pytest

import decision
from decision.engine import Evaluation
from decision.model.case import Case
from decision.report.paper import (
    paper,
)
from decision.report.paper.blocks import Block, Bullets, Figure, Gap, Heading, Paper, Para, Table
from decision.report.paper.paper_data import PaperData, Purpose
from tests.report.large import LARGE

MODEL = decision.load_model(decision.shipped("criteria.yaml"))
SMALL = sorted((Path(__file__).parents[2] / "cases").glob("*.criteria.yaml"))
EXAMPLES = sorted(decision.examples())
COMPLETE = decision.load_case(decision.examples()["invented-complete"], MODEL)

SECTIONS = [
    "Summary",
    "Case for change",
    "Options",
    "Critical success factors",
    "The strongest case for each option",
    "Strengths, weaknesses, opportunities and threats",
    "Weighted scores",
    "Sensitivity and dissent",
    "Finance over five years",
    "Workforce and consultation",
    "Quality and equality impact",
    "Clinical safety and device ownership",
    "Information governance and cyber security",
    "Risk register",
    "Interests declared",
    "Who is responsible for what",
    "Measures of success, and what would reverse the decision",
    "Questions that may be asked",
]


@cache
def evaluated(name: str) -> Evaluation:
    return decision.evaluate(MODEL, decision.load_case(decision.examples()[name], MODEL))


@cache
def written(name: str = "invented-complete", purpose: Purpose = "consultation") -> Paper:
    return paper(evaluated(name), purpose)


def of(case: Case, purpose: Purpose = "consultation") -> PaperData:
    return PaperData(decision.evaluate(MODEL, case), purpose)


def texts(found: tuple[Block, ...] | list[Block]) -> list[str]:
    """Every text of some blocks, alternatives of pictures among them."""
    said: list[str] = []
    for block in found:
        match block:
            case Heading(text=text) | Gap(text=text):
                said.append(text)
            case Para(text=text, lead=lead):
                said += [lead, text]
            case Bullets(items=items):
                said += items
            case Table(caption=caption, head=head, rows=rows):
                said += [caption, *head]
                said += [
                    cell if isinstance(cell, str) else cell.text for row in rows for cell in row
                ]
            case Figure(title=title, alt=alt, reading=reading):
                said += [title, alt, reading]
    return said


def section(whole: Paper, title: str) -> list[Block]:
    """The blocks under one heading of the first level."""
    found: list[Block] = []
    inside = False
    for block in whole.blocks:
        if isinstance(block, Heading) and block.level <= 1:
            inside = block.text == title
        elif inside:
            found.append(block)
    return found


def table(found: list[Block] | tuple[Block, ...]) -> Table:
    return next(block for block in found if isinstance(block, Table))


# What stands where


def test_a_board_paper_holds_everything_in_the_order_that_a_secretary_expects() -> None:
    headings = [b for b in written().blocks if isinstance(b, Heading) and b.level == 1]
    listed = [heading.text for heading in headings if not heading.unlisted]
    assert [text for text in listed if not text.startswith("Appendix")] == SECTIONS
    appendices = [text for text in listed if text.startswith("Appendix")]
    assert [text[9] for text in appendices] == list("ABCDEFGHIJKLM")
    assert listed == SECTIONS + appendices


def test_wide_tables_stand_on_pages_on_their_side() -> None:
    assert [sheet.wide for sheet in written().sheets] == [False, True, False]


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize("private", [True, False])
def test_a_paper_for_consultation_prefers_and_never_gives_a_verdict(
    name: str, private: bool
) -> None:
    whole = paper(evaluated(name), "consultation", private)
    said = " ".join([*texts(whole.blocks), whole.title, whole.subject, whole.running])
    assert "verdict" not in said.lower()
    assert "scoring supports: " not in said
    assert "referred option for consultation" in said
    assert whole.mark == ("Private session" if private else "Public session")


def test_a_paper_for_decision_asks_for_one_and_does_not_make_it() -> None:
    said = " ".join(texts(written(purpose="decision").blocks))
    best = MODEL.options[str(evaluated("invented-complete").leader)].name
    assert f"Option that the scoring supports: {best}" in said
    assert "it supports the decision and does not make it" in said
    assert "preferred option for consultation" not in said


@pytest.mark.parametrize("name", EXAMPLES)
def test_no_sentence_makes_a_ratio_of_scores(name: str) -> None:
    said = " ".join(texts(written(name).blocks)).replace("“twice as good”", "")
    assert not re.search(r"twice as|\d% (better|higher|more(?! weight))|times as (good|high)", said)


# Numbers against the engine's


# Fairness


# A decision recorded, a panel, and what is not said


def taken(option: str, **more: object) -> Case:
    return COMPLETE.model_copy(
        update={
            "decision": Case.model_validate(
                {"decision": {"option": option, "date": dt.date(2026, 12, 1).isoformat(), **more}}
            ).decision
        }
    )


MODEL_FIRST = next(iter(MODEL.criteria))


@pytest.mark.parametrize("name", ["asker", "invented-complete"])
def test_what_the_tool_cannot_know_is_marked(name: str) -> None:
    gaps = [text for text in texts(written(name).blocks) if text.startswith("[To be completed: ")]
    assert len(gaps) > 25
    assert all(text.endswith("]") for text in gaps)


@pytest.mark.parametrize("path", SMALL, ids=lambda path: path.name.split(".")[0])
@pytest.mark.parametrize("purpose", ["consultation", "decision"])
def test_any_model_makes_a_paper(path: Path, purpose: Purpose) -> None:
    evaluation = decision.evaluate(decision.load_model(path))
    whole = paper(evaluation, purpose)
    lengths = {
        len(block.items)
        for block in section(whole, "The strongest case for each option")
        if isinstance(block, Bullets)
    }
    assert lengths == {min(3, len(evaluation.model.criteria))}
    assert whole.title == evaluation.model.title


# Names and texts that are too long, or that are meant to do harm


def test_large_numbers_are_written_out() -> None:
    said = "\n".join(texts(paper(LARGE).blocks))
    for number in ("2,345,678 (£)", "1,234,567 (£) is worth", "Some (3,456,789 pounds)"):
        assert number in said
    assert "e+06" not in said
