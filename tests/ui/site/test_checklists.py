"""A checklist: by band, by ticks, and item by item, each from and to the same case."""

from __future__ import annotations

import itertools

import pytest

from decision.model.case import Case, Ticks
from decision.model.decision_model import DecisionModel
from tests.ui.conftest import Open, case_of, keys, texts

BAND, LIST = "digital-readiness", "vacancy"  # one with answers of its own, one without


def items_of(model: DecisionModel, name: str) -> list[str]:
    return list(model.facts[name].items)


def test_a_band_answers_for_all_items(open_app: Open, shipped_model: DecisionModel) -> None:
    app = open_app()
    radio = app.radio(f"in.answers.{BAND}")
    assert radio.value is None
    assert radio.options[-1] == "Don't know"
    radio.set_value("two-or-three").run()
    assert case_of(app).answers == {BAND: "two-or-three"}
    for item in shipped_model.facts[BAND].items.values():
        assert item.says in texts(app)
    app.radio(f"in.answers.{BAND}").set_value("Don't know").run()
    assert case_of(app) == Case()


def test_ticks_say_what_is_so_and_one_choice_says_what_the_rest_is(
    open_app: Open, shipped_model: DecisionModel
) -> None:
    app = open_app()
    first, *others = items_of(shipped_model, LIST)
    app.checkbox(f"in.answers.{LIST}.{first}").check().run()
    assert case_of(app).answers == {LIST: Ticks(yes=(first,), unknown=tuple(others))}
    assert app.radio(f"in.answers.{LIST}.rest").value is None
    app.radio(f"in.answers.{LIST}.rest").set_value("Not so").run()
    assert case_of(app).answers == {LIST: Ticks(yes=(first,))}
    app.checkbox(f"in.answers.{LIST}.{others[0]}").check().run()
    assert case_of(app).answers == {LIST: Ticks(yes=(first, others[0]))}
    app.radio(f"in.answers.{LIST}.rest").set_value("Don't know").run()
    assert case_of(app).answers == {LIST: Ticks(yes=(first, others[0]), unknown=(others[1],))}


def test_none_of_them_is_one_choice_and_not_knowing_another(open_app: Open) -> None:
    app = open_app()
    app.radio(f"in.answers.{LIST}.rest").set_value("Not so").run()
    assert case_of(app).answers == {LIST: Ticks()}
    app.radio(f"in.answers.{LIST}.rest").set_value("Don't know").run()
    assert case_of(app) == Case()


def test_all_ticked_leaves_nothing_to_say_of_the_rest(
    open_app: Open, shipped_model: DecisionModel
) -> None:
    app = open_app()
    items = items_of(shipped_model, LIST)
    for item in items:
        app.checkbox(f"in.answers.{LIST}.{item}").check().run()
    assert case_of(app).answers == {LIST: Ticks(yes=tuple(items))}


@pytest.mark.parametrize("name", [BAND, LIST])
def test_each_item_can_be_answered_by_itself(
    open_app: Open, shipped_model: DecisionModel, name: str
) -> None:
    app = open_app()
    app.button(f"each.{name}").click().run()
    first, second, *others = items_of(shipped_model, name)
    assert app.radio(f"in.answers.{name}.{first}").value is None
    app.radio(f"in.answers.{name}.{first}").set_value("Yes").run()
    app.radio(f"in.answers.{name}.{second}").set_value("No").run()
    assert case_of(app).answers == {name: Ticks(yes=(first,), unknown=tuple(others))}
    app.radio(f"in.answers.{name}.{others[0]}").set_value("Don't know").run()
    assert case_of(app).answers == {name: Ticks(yes=(first,), unknown=tuple(others))}
    for item in others:
        app.radio(f"in.answers.{name}.{item}").set_value("No").run()
    assert case_of(app).answers == {name: Ticks(yes=(first,))}
    app.button(f"each.{name}").click().run()  # now all can be shown at once again
    assert case_of(app).answers == {name: Ticks(yes=(first,))}


def test_what_one_question_cannot_show_is_asked_item_by_item(
    open_app: Open, shipped_model: DecisionModel
) -> None:
    first, second, *others = items_of(shipped_model, LIST)
    case = Case(answers={LIST: Ticks(yes=(first,), unknown=tuple(others))})
    app = open_app(case=case)
    values = [app.radio(f"in.answers.{LIST}.{item}").value for item in (first, second, *others)]
    assert values == ["Yes", "No", None]
    assert f"each.{LIST}" not in keys(app)


def test_a_band_that_replaces_told_items_can_be_undone(
    open_app: Open, shipped_model: DecisionModel
) -> None:
    items = items_of(shipped_model, BAND)
    app = open_app(case=Case(answers={BAND: Ticks(yes=tuple(items[:1]))}))
    assert app.radio(f"in.answers.{BAND}").value == "zero-or-one"
    app.radio(f"in.answers.{BAND}").set_value("all-four").run()
    assert case_of(app).answers == {BAND: "all-four"}
    assert "The answers to each item were replaced." in texts(app)
    app.button(f"back.answers.{BAND}").click().run()
    assert case_of(app).answers == {BAND: Ticks(yes=tuple(items[:1]))}
    assert app.radio(f"in.answers.{BAND}").value == "zero-or-one"


def test_every_state_of_a_checklist_is_shown_and_left_as_it_is(
    open_app: Open, shipped_model: DecisionModel
) -> None:
    """Opening a page must change no case, whatever of a checklist is known."""
    for name in (BAND, LIST):
        items = items_of(shipped_model, name)
        for states in itertools.product((True, False, None), repeat=len(items)):
            if all(state is None for state in states):
                continue
            told = Ticks(
                yes=tuple(one for one, state in zip(items, states, strict=True) if state),
                unknown=tuple(
                    one for one, state in zip(items, states, strict=True) if state is None
                ),
            )
            if states.count(None) in (1, len(items)) or states.count(True) in (0, 2):
                app = open_app(case=Case(answers={name: told}), drawers_open=False)
                assert case_of(app).answers == {name: told}
