"""The sites of the discussion as cases, and an invented one that is complete."""

from __future__ import annotations

import warnings

import pytest

import decision
from decision.documents import read_case

MODEL = decision.load_model(decision.shipped("criteria.yaml"))
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
    assert example("six-specialties").standing.ahead == "radiology"


@pytest.mark.parametrize("name", MOVERS)
def test_digital_leads_where_the_team_moved_and_overall_a_digital_option_does(name: str) -> None:
    evaluation = example(name)
    assert evaluation.standing.ahead == "digital"
    assert evaluation.leader in ("digital", "safeguarded")


def test_the_site_that_asked_is_close() -> None:
    evaluation = example("asker")
    assert evaluation.standing.margin < 2
    assert 0.35 < evaluation.finding.draws.probability < 0.65


@pytest.mark.parametrize("name", MOVERS)
def test_the_movers_lead_rests_on_the_readiness_lists(name: str) -> None:
    """Claim 6: leave them out, and the pair is level."""
    finding = example(name).finding
    assert finding.what_ifs["host-readiness"].margin < 2


@pytest.mark.parametrize("name", SITES)
def test_a_sites_answers_each_say_what_they_were_inferred_from(name: str) -> None:
    case = decision.load_case(decision.examples()[name], MODEL)
    assert case.answers.keys() == case.notes.keys() == case.answered_by.keys()
    for note in case.notes.values():
        assert note.startswith(("Inferred from claim", "Stated in post"))
    assert not case.weights
    assert example(name).finding.verdict.word == "unknown"


def test_the_invented_case_is_complete() -> None:
    case = decision.load_case(decision.examples()["invented-complete"], MODEL)
    evaluation = decision.evaluate(MODEL, case)
    assert evaluation.standing.table.unanswered == ()
    assert case.answered_by.keys() == case.notes.keys() == MODEL.facts.keys()
    assert case.weights.keys() == MODEL.criteria.keys()
    assert case.costs.keys() == MODEL.options.keys()
    assert case.gates.keys() == MODEL.gates.keys()
    assert case.site.name is not None
    assert case.site.name.startswith("Invented")
    assert case.overrides
    assert case.interests
    assert evaluation.finding.verdict.word != "unknown"
