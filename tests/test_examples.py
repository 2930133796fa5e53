"""The sites of the discussion as cases, an invented one, and the models of other questions."""

from __future__ import annotations

import warnings
from pathlib import Path

import pytest
import yaml

import decision
from decision.checks.linter import lint
from decision.files.documents import read_case, read_model
from decision.files.shipped import example_models
from decision.model.case import Ticks
from tests.shipped_model import MODEL

SITES = ("asker", "six-specialties", "london-five", "clinical-informatics-four")
MOVERS = ("london-five", "clinical-informatics-four")


def example(name: str) -> decision.Evaluation:
    return decision.evaluate(MODEL, decision.load_case(decision.examples()[name], MODEL))


def test_there_is_a_case_for_each_site_and_one_invented() -> None:
    assert set(decision.examples()) == {*SITES, "invented-complete"}


@pytest.mark.parametrize("name", decision.examples())
def test_every_example_loads_with_no_warning(name: str) -> None:
    assert read_case(decision.examples()[name], MODEL).warnings == ()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        decision.load_case(decision.examples()[name], MODEL)


def test_radiology_leads_where_the_team_stayed_and_says_that_it_works() -> None:
    standing = example("six-specialties").standing
    assert standing.course == "radiology"
    assert standing.plain.leader == "radiology"


@pytest.mark.parametrize("name", MOVERS)
def test_digital_leads_where_the_team_moved(name: str) -> None:
    standing = example(name).standing
    assert standing.course == "digital"
    assert standing.plain.leader == "digital"


def test_the_site_that_asked_is_close() -> None:
    evaluation = example("asker")
    assert evaluation.standing.margin is not None
    assert evaluation.standing.margin < 2
    assert 0.35 < (evaluation.finding.draws.probability or 0) < 0.65


@pytest.mark.parametrize("name", MOVERS)
def test_the_movers_lead_rests_on_the_readiness_lists(name: str) -> None:
    """Claim 6: leave them out, and the courses are level."""
    margin = example(name).finding.what_ifs["host-readiness"].margin
    assert margin is not None
    assert margin < 2


@pytest.mark.parametrize("name", SITES)
def test_a_sites_answers_each_say_what_they_were_inferred_from(name: str) -> None:
    case = decision.load_case(decision.examples()[name], MODEL)
    assert case.answers.keys() == case.answered_by.keys()
    assert case.answers.keys() <= case.notes.keys()
    for fact, note in case.notes.items():
        said = ("Inferred from post", "Stated in post") if fact in case.answers else ("Left open",)
        assert note.startswith(said), fact
    assert not case.weights
    assert example(name).finding.verdict.word != "clear"


@pytest.mark.parametrize("name", SITES)
def test_a_sites_checklists_say_item_by_item_what_the_post_tells(name: str) -> None:
    """No count is taken for a list of which the post tells only a part."""
    case = decision.load_case(decision.examples()[name], MODEL)
    for fact in case.answers.keys() & {one for one, entry in MODEL.facts.items() if entry.items}:
        assert isinstance(case.answers[fact], Ticks), fact


def test_the_invented_case_is_complete() -> None:
    case = decision.load_case(decision.examples()["invented-complete"], MODEL)
    evaluation = decision.evaluate(MODEL, case)
    assert evaluation.standing.table.unanswered == ()
    assert evaluation.standing.table.open_facts == ()
    assert case.answered_by.keys() == case.notes.keys() == MODEL.facts.keys()
    assert case.weights.keys() == MODEL.criteria.keys()
    assert case.costs.keys() == set(evaluation.standing.table.choosable)
    assert case.gates.keys() == MODEL.gates.keys()
    assert case.site.name is not None
    assert case.site.name.startswith("Invented")
    assert case.overrides
    assert case.interests
    assert evaluation.finding.verdict.word != "unknown"


# Models of other questions: each is a published example, written out in full.
PUBLISHED = {"offices": "goodwin-wright-offices", "forest-plans": "kangas-forest-plans-smart"}
CASES = Path(__file__).parents[0] / "cases"


def test_there_are_models_of_two_other_questions() -> None:
    assert set(example_models()) == set(PUBLISHED)


@pytest.mark.parametrize("name", PUBLISHED)
def test_an_example_model_is_sound_and_warns_of_nothing(name: str) -> None:
    opened = read_model(example_models()[name])
    assert opened.warnings == ()
    assert list(lint(opened.value)) == []


@pytest.mark.parametrize("name", PUBLISHED)
def test_an_example_model_gives_the_published_totals_and_ranking(name: str) -> None:
    said = yaml.safe_load((CASES / f"{PUBLISHED[name]}.expected.yaml").read_text("utf-8"))
    evaluation = decision.evaluate(decision.load_model(example_models()[name]))
    assert set(said["totals"]) == set(evaluation.totals)
    assert evaluation.totals == pytest.approx(said["totals"], abs=said["within"])
    assert evaluation.standing.ranks == said["ranks"]
    assert evaluation.leader == said["leader"]
    assert evaluation.standing.shares == pytest.approx(said["shares"], abs=0.0005)


@pytest.mark.parametrize("name", PUBLISHED)
def test_an_example_model_holds_the_numbers_of_the_published_one(name: str) -> None:
    ours = decision.load_model(example_models()[name])
    theirs = decision.load_model(CASES / f"{PUBLISHED[name]}.criteria.yaml")
    assert list(ours.options) == list(theirs.options)
    for criterion, entry in theirs.criteria.items():
        mine = ours.criteria[criterion]
        assert (mine.weight, mine.scores, mine.measure, mine.amounts) == (
            entry.weight,
            entry.scores,
            entry.measure,
            entry.amounts,
        )


@pytest.mark.parametrize("name", PUBLISHED)
def test_an_example_model_says_what_0_and_100_are_and_where_it_was_published(name: str) -> None:
    model = decision.load_model(example_models()[name])
    for criterion in model.criteria.values():
        assert criterion.means
        assert criterion.worst
        assert criterion.best
        assert criterion.evidence
    for entry in model.evidence.values():
        assert entry.source
        assert entry.caveat


def test_one_example_model_is_judged_and_one_measured_and_neither_asks_for_facts() -> None:
    judged, measured = (decision.load_model(example_models()[name]) for name in PUBLISHED)
    assert all(criterion.scores for criterion in judged.criteria.values())
    assert all(criterion.measure for criterion in measured.criteria.values())
    assert not judged.facts
    assert not measured.facts
