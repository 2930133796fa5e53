"""The questions beyond the first, in three orders."""

from __future__ import annotations

from decision import evaluate
from decision.model.case import Case
from decision.model.decision_model import DecisionModel
from tests.ui.conftest import Open, case_of, keys


def shown(app: object, model: DecisionModel) -> set[str]:
    """The facts that are asked on the page, the first ones left out."""
    said = {str(one.key) for kind in ("radio", "number_input", "checkbox") for one in app.get(kind)}  # type: ignore[attr-defined]
    return {
        name
        for name, fact in model.facts.items()
        if not fact.key and any(f"{key}.".startswith(f"in.answers.{name}.") for key in said)
    }


def test_what_is_worth_most_is_asked_first_and_stays_in_place(
    open_app: Open, shipped_model: DecisionModel
) -> None:
    app = open_app()
    app.segmented_control("in.more.view").set_value("Most telling first").run()
    asks = dict.fromkeys(one.fact for one in evaluate(shipped_model).robustness.ask_next)
    order = [name for name in asks if not shipped_model.facts[name].key]
    assert shown(app, shipped_model) == set(order[:5])
    app.button("more.next").click().run()
    assert shown(app, shipped_model) == set(order[:10])
    for name in order[:10]:
        fact = shipped_model.facts[name]
        if not fact.items and not fact.unit:
            app.radio(f"in.answers.{name}").set_value(next(iter(fact.answers))).run()
            assert shown(app, shipped_model) == set(order[:10])  # an answer moves no question
    assert case_of(app).answers


def test_every_question_is_asked_by_subject_and_by_who_can_answer(
    open_app: Open, shipped_model: DecisionModel
) -> None:
    app = open_app()
    every = {name for name, fact in shipped_model.facts.items() if not fact.key}
    assert shown(app, shipped_model) == every
    for view, label, of in (
        ("By subject", "Subject", "group"),
        ("By who can answer", "Who can answer", "who"),
    ):
        app.segmented_control("in.more.view").set_value(view).run()
        found: set[str] = set()
        for part in {
            getattr(fact, of) for name, fact in shipped_model.facts.items() if name in every
        }:
            app.pills(f"in.more.{label}").set_value(part).run()
            some = shown(app, shipped_model)
            assert some == {
                name for name in every if getattr(shipped_model.facts[name], of) == part
            }
            found |= some
        assert found == every


def test_the_drawer_counts_what_is_open(open_app: Open, shipped_model: DecisionModel) -> None:
    every = sum(not fact.key for fact in shipped_model.facts.values())
    labels = [one.label for one in open_app(drawers_open=False).expander]
    assert f"Answer {every} more to make it firmer" in labels
    one_known = Case(answers={"clinical-lead": "named"})
    labels = [one.label for one in open_app(case=one_known, drawers_open=False).expander]
    assert f"Answer {every - 1} more to make it firmer" in labels


def test_a_closed_drawer_asks_nothing(open_app: Open, shipped_model: DecisionModel) -> None:
    app = open_app(drawers_open=False)
    assert shown(app, shipped_model) == set()
    assert "more.next" not in keys(app)
