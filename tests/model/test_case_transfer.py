"""A case taken over to another model keeps all that fits, and says what doesn't."""

from __future__ import annotations

from typing import Any

from hypothesis import given

import decision
from decision.files.documents import dump_case, parse_case
from decision.model.case import Case, ConductPoint
from decision.model.case_checks import misfits
from decision.model.case_transfer import refit
from tests.corpus import BASES, MODEL
from tests.strategies import DOCUMENTS, Written, case_from, made, problems

WHOLE = parse_case(BASES["case"].encode(), "case.yaml", MODEL).value


@DOCUMENTS
@given(problems())
def test_a_case_stays_whole_under_its_own_model(problem: tuple[Written, Written]) -> None:
    model, case = made(problem[0]), case_from(problem[1])
    assert refit(model, case).case == case
    assert refit(model, case).left_out == ()


@DOCUMENTS
@given(problems(), problems())
def test_what_is_kept_fits_and_something_is_said_of_the_rest(
    ours: tuple[Written, Written], theirs: tuple[Written, Written]
) -> None:
    model, case = made(ours[0]), case_from(theirs[1])
    kept = refit(model, case)
    assert list(misfits(model, kept.case)) == []
    assert (kept.case == case) == (kept.left_out == ())
    parse_case(dump_case(kept.case).encode(), "kept", model)


def changed(**groups: Any) -> decision.DecisionModel:
    return MODEL.model_copy(update=groups)


def test_only_the_least_that_does_not_fit_is_left_out() -> None:
    facts = {name: fact for name, fact in MODEL.facts.items() if name != "vacancy"}
    kept = refit(changed(facts=facts), WHOLE)
    assert kept.case.answers.keys() == WHOLE.answers.keys() - {"vacancy"}
    assert kept.case.answered_by == kept.case.confirmed_by == {}
    rest = (
        "disputed", "overrides", "amounts", "costs", "gates", "weights", "panel", "decision",
        "outcome", "history",
    )  # fmt: skip
    assert all(getattr(kept.case, name) == getattr(WHOLE, name) for name in rest)
    assert kept.left_out == (
        "Answer › vacancy: `vacancy` is not a fact of this model",
        "Who answered › vacancy: `vacancy` is not a fact or a gate of this model",
        "Who confirmed › vacancy: `vacancy` is not a fact or a gate of this model",
    )


def test_a_second_answer_goes_with_the_answer_that_it_is_beside() -> None:
    other = MODEL.facts["governance"].model_copy(
        update={"answers": {"decides": MODEL.facts["governance"].answers["decides"]}}
    )
    kept = refit(changed(facts={**MODEL.facts, "governance": other}, options={
        name: option.model_copy(update={"needs": ()}) for name, option in MODEL.options.items()
    }), WHOLE)  # fmt: skip
    assert "governance" not in kept.case.answers
    assert kept.case.disputed == {}
    assert kept.left_out == (
        "Answer › governance: can't be `advises`",
        "Second answer › governance: has no answer beside it",
    )


def test_an_outcome_goes_whole_with_the_option_that_is_in_place() -> None:
    options = {name: option for name, option in MODEL.options.items() if name != "hybrid"}
    kept = refit(changed(options=options), WHOLE)
    assert kept.case.outcome is None
    assert any(said.startswith("Outcome › arrangement: `hybrid` is") for said in kept.left_out)


def test_what_an_id_may_have_become_is_said() -> None:
    facts = {name.replace("vacancy", "vacancies"): fact for name, fact in MODEL.facts.items()}
    kept = refit(changed(facts=facts), WHOLE)
    assert kept.left_out[0] == (
        "Answer › vacancy: `vacancy` is not a fact of this model; did you mean `vacancies`?"
    )


def test_without_an_option_what_names_it_goes_and_the_rest_stays() -> None:
    options = {name: option for name, option in MODEL.options.items() if name != "move"}
    gates = {name: gate.model_copy(update={"options": ()}) for name, gate in MODEL.gates.items()}
    kept = refit(changed(options=options, gates=gates, compare=()), WHOLE).case
    assert kept.overrides == ()
    assert kept.amounts["cost"].keys() == {"stay", "hybrid"}
    assert kept.gates == {"safety": {"hybrid": "unmet"}}
    assert kept.costs == {}
    assert kept.decision == WHOLE.decision
    assert kept.answers == WHOLE.answers


def test_several_items_of_one_list_go_and_those_between_stay() -> None:
    one = WHOLE.overrides[0]
    others = [one.model_copy(update={"criterion": name}) for name in ("a", "cost", "b", "c")]
    case = WHOLE.model_copy(update={"overrides": (others[0], one, *others[1:])})
    assert refit(MODEL, case).case.overrides == (one, others[1])


def test_weights_go_whole_where_nothing_that_counts_is_left_of_them() -> None:
    weights = {**dict.fromkeys(MODEL.criteria, 0), "unknown": 50, "another": 50}
    kept = refit(MODEL, WHOLE.model_copy(update={"weights": weights}))
    assert kept.case.weights == {}
    assert len(kept.left_out) == 3


def test_a_ballot_that_lacks_a_new_criterion_goes_whole() -> None:
    criteria = {**MODEL.criteria, "new": MODEL.criteria["response"]}
    kept = refit(changed(criteria=criteria), WHOLE)
    assert kept.case.panel == ()
    assert kept.case.weights == WHOLE.weights
    assert kept.left_out == ("Ballot › item 1 › weights: has no weight for `new`",)


def test_an_answer_to_no_point_of_the_checklist_is_left_out() -> None:
    answers = {"chair": ConductPoint(met=False), **WHOLE.conduct}
    kept = refit(MODEL, WHOLE.model_copy(update={"conduct": answers}))
    assert kept.case == WHOLE
    (said,) = kept.left_out
    assert said.startswith("Conduct › chair: `chair` is not a point of the checklist")


def test_under_another_question_entirely_what_names_nothing_in_it_is_left_out() -> None:
    other = decision.load_model(decision.files.shipped.example_models()["offices"])
    kept = refit(other, WHOLE).case
    named = {"model", "site", "weights_by", "conduct", "interests", "history"}
    for name in Case.model_fields:
        expected = getattr(WHOLE if name in named else Case(), name)
        assert getattr(kept, name) == expected, name
