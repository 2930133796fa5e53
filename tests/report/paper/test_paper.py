"""The paper as values: what it states, what it leaves out, and that it says nothing twice."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings

import decision
from decision.engine import Evaluation
from decision.model.case import Case
from decision.report.paper import paper
from decision.report.paper.blocks import Block, Bullets, Figure, Gap, Heading, Paper, Para, Table
from decision.report.paper.paper_data import PaperData, Purpose
from decision.report.paper.record import record
from tests import hostile
from tests.report import many_courses, two_courses
from tests.report.large import LARGE
from tests.report.many_courses import twice
from tests.shipped_model import MODEL
from tests.strategies import evaluated as made
from tests.strategies import problems

SMALL = sorted((Path(__file__).parents[2] / "cases").glob("*.criteria.yaml"))
EXAMPLES = sorted(decision.examples())
COMPLETE = decision.load_case(decision.examples()["invented-complete"], MODEL)
MODEL_FIRST = next(iter(MODEL.criteria))
MOST_GAPS = 15

SECTIONS = [
    "Implications",
    "Why now",
    "The options, and why others were set aside",
    "The comparison",
    "What would change the recommendation",
    "Money over five years",
    "Staff, and what is put in place",
    "Risks, measures, and what would reverse it",
]


@cache
def evaluated(name: str) -> Evaluation:
    return decision.evaluate(MODEL, decision.load_case(decision.examples()[name], MODEL))


@cache
def written(name: str = "invented-complete", purpose: Purpose = "consultation") -> Paper:
    return paper(evaluated(name), purpose)


@cache
def recorded(name: str = "invented-complete") -> Paper:
    return record(evaluated(name))


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


def gaps(whole: Paper) -> list[str]:
    return [text for text in texts(whole.blocks) if text.startswith("[To be completed: ")]


def heads(whole: Paper) -> list[str]:
    return [b.text for b in whole.blocks if isinstance(b, Heading) and b.level == 1]


def taken(option: str, **more: object) -> Case:
    return COMPLETE.model_copy(
        update={
            "decision": Case.model_validate(
                {"decision": {"option": option, "date": dt.date(2026, 12, 1).isoformat(), **more}}
            ).decision
        }
    )


def test_a_paper_has_a_front_sheet_the_implications_and_a_body_in_this_order() -> None:
    assert heads(written()) == SECTIONS
    assert isinstance(written().blocks[0], Heading)
    assert [sheet.wide for sheet in written().sheets] == [False]


def test_a_section_with_nothing_to_say_is_left_out() -> None:
    assert "Money over five years" not in heads(written("asker", "decision"))
    model = decision.load_model(SMALL[0])
    told = heads(paper(decision.evaluate(model), "decision"))
    assert "Staff, and what is put in place" not in told
    assert "The comparison" in told


@pytest.mark.parametrize("name", EXAMPLES)
def test_while_it_is_too_early_to_say_a_note_stands_in_unless_a_decision_is_asked_for(
    name: str,
) -> None:
    early = evaluated(name).finding.verdict.word == "unknown"
    assert (heads(written(name))[0] == "Which questions decide it") == early
    assert heads(written(name, "decision"))[0] == "Implications"
    first = [text for text in texts(written(name, "decision").blocks[:3]) if "is early" in text]
    assert bool(first) == early


ODD = {
    "empty": decision.evaluate(MODEL),
    "large": LARGE,
    "many courses": many_courses.evaluated(),
    "two courses": two_courses.answered(),
    "refused": two_courses.answered({"offer": "none", "promise": "none", "host": "none"}),
    "disputed": two_courses.answered(
        disputed={"faults": {"by": "Digital lead", "says": 2}, "offer": {"by": "X", "says": "none"}}
    ),
}


def sound(evaluation: Evaluation) -> None:
    """No sentence twice, few gaps, for each purpose and session."""
    for purpose in ("consultation", "decision"):
        for private in (True, False):
            whole = paper(evaluation, purpose, private)
            assert not twice(whole.blocks)
            assert 0 < len(gaps(whole)) <= MOST_GAPS
            assert evaluation.standing.leader is None or heads(whole)


@pytest.mark.parametrize("name", EXAMPLES)
def test_no_sentence_stands_in_two_places_and_gaps_are_few(name: str) -> None:
    sound(evaluated(name))


@pytest.mark.parametrize("name", ODD)
def test_so_it_is_where_the_case_is_odd(name: str) -> None:
    sound(ODD[name])


@pytest.mark.parametrize("path", SMALL, ids=lambda path: path.name.split(".")[0])
def test_any_model_makes_a_paper(path: Path) -> None:
    evaluation = decision.evaluate(decision.load_model(path))
    sound(evaluation)
    assert paper(evaluation).title == evaluation.model.title


@settings(max_examples=20, deadline=None)
@given(problems())
def test_any_model_and_case_make_a_paper_with_few_gaps(problem: tuple[dict, dict]) -> None:  # type: ignore[type-arg]
    evaluation = made(*problem)
    for purpose in ("consultation", "decision"):
        assert len(gaps(paper(evaluation, purpose, private=False))) <= MOST_GAPS
    assert record(evaluation).blocks


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize("private", [True, False])
def test_a_paper_for_consultation_prefers_and_never_gives_a_verdict(
    name: str, private: bool
) -> None:
    whole = paper(evaluated(name), "consultation", private)
    said = " ".join([*texts(whole.blocks), whole.title, whole.subject, whole.running])
    assert "verdict" not in said.lower()
    assert "the scoring supports" not in said
    assert whole.mark == ("Private session" if private else "Public session")


@pytest.mark.parametrize("name", EXAMPLES)
def test_no_sentence_makes_a_ratio_of_scores_or_names_evidence_by_its_code(name: str) -> None:
    for whole in (written(name), written(name, "decision")):
        said = " ".join(texts(whole.blocks))
        assert not re.search(r"twice as|\d% (better|higher)|times as (good|high)", said)
        assert not re.search(r"\bc\d+\b|\be-[a-z]+", said)
        assert "draws" not in said
        if "simulations" in said:
            assert said.count("A simulation scores the options once more") == 1
            assert said.index("A simulation scores") - said.index("simulations") < 120


def test_a_long_text_is_cut_and_the_cut_is_told_and_the_record_has_it_all() -> None:
    long = "A sentence that goes on. " * 60
    model = MODEL.model_copy(update={"question": long})
    evaluation = decision.evaluate(model, COMPLETE)
    (cut,) = (text for text in texts(paper(evaluation).blocks) if text.startswith(long[:40]))
    assert cut.endswith("… (in full in the record)")
    assert len(cut) < 640
    assert long.strip() in texts(record(evaluation).blocks)


def test_long_names_are_cut_and_the_record_tells_the_cut() -> None:
    long = "x" * 100_000
    model = decision.DecisionModel.model_construct(
        **{
            **dict(MODEL),
            "options": {
                name: entry.model_copy(update={"name": long + name})
                for name, entry in MODEL.options.items()
            },
        }
    )
    evaluation = decision.evaluate(model, COMPLETE)
    assert max(map(len, texts(paper(evaluation).blocks))) < 2_500
    assert any("longer than 120 letters" in text for text in texts(record(evaluation).blocks))


def test_text_that_means_harm_stays_text() -> None:
    text = "<w:br/>&\"']]> {=cmd|' /C calc'!A0} \U0001f4a3"
    evaluation = decision.evaluate(hostile.model_of(text), hostile.case_of(text))
    for whole in (paper(evaluation, "decision"), record(evaluation)):
        assert text in " ".join(texts(whole.blocks))


def test_a_panel_is_shown_by_role_and_nobody_by_name() -> None:
    points = dict.fromkeys(MODEL.criteria, 50)
    ballots = [
        {"name": f"Voter-{number}", "role": role, "weights": points | {MODEL_FIRST: 10 * number}}
        for number, role in enumerate(["Radiologist"] * 5 + ["HR"] * 2 + ["Digital"] * 4, start=1)
    ]
    ballots[0]["comments"] = {MODEL_FIRST: "Nights worry me"}
    case = COMPLETE.model_copy(
        update={"weights": {}, "panel": Case.model_validate({"panel": ballots}).panel}
    )
    evaluation = decision.evaluate(MODEL, case)
    for whole in (paper(evaluation, "decision"), record(evaluation)):
        assert "Voter-" not in " ".join(texts(whole.blocks))
    assert "“Radiologist” (5 people)" in " ".join(texts(paper(evaluation, "decision").blocks))
    assert "Nights worry me" in " ".join(texts(record(evaluation).blocks))
    roles = [row[0] for row in table(section(record(evaluation), "The panel")).rows]
    assert "HR" not in roles
    assert "Radiologist" in roles
    assert roles[-1] == "All roles, each counted once"
    sound(evaluation)
