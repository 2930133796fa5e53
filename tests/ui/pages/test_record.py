"""The record: the decision, versions kept, and weights changed after the result was seen."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from decision.files.drafts import Drafts
from decision.history import AFTER_RESULT, recorded
from decision.model.case import Case
from decision.model.decision_model import DecisionModel
from tests.ui.conftest import SMALLEST, Open, case_of, texts

NOON = dt.datetime(2026, 11, 24, 12, 0)
WEIGHED = Case.model_validate({"weights": {"staffing-gaps": 40}, "weights-by": "swing"})
HOSTILE = "![x](http://e.example/a.png) <b>b</b> $x$ =cmd|x \N{RIGHT-TO-LEFT OVERRIDE}"


# Weights after the result


def test_no_record_says_what_that_rests_on(open_app: Open) -> None:
    app = open_app("record")
    assert "No change of weights after the result was seen is on record." in texts(app)
    assert "It can't see a change made in the file itself" in texts(app)
    assert "No earlier version is kept yet." in texts(app)


# The decision


def test_a_decision_is_taken_down_and_kept(open_app: Open, data_folder: Path) -> None:
    app = open_app("record")
    areas = {area.key for area in app.text_area}
    assert "in.decision.because" not in areas  # nothing to say of a decision that isn't there
    app.selectbox("in.decision.option").set_value("digital").run()
    app.date_input("in.decision.date").set_value(dt.date(2026, 12, 1)).run()
    app.date_input("in.decision.review").set_value(dt.date(2027, 6, 1)).run()
    app.text_input("in.decision.by").set_value("Executive group").run()
    app.text_area("in.decision.because").set_value("It serves five hospitals").run()
    app.text_area("in.decision.measures").set_value("Fewer faults\n\n  No post lost ").run()
    app.text_area("in.decision.reverse-if").set_value("A post is lost").run()
    taken = case_of(app).decision
    assert taken is not None
    assert taken.model_dump() == {
        "option": "digital",
        "date": dt.date(2026, 12, 1),
        "by": "Executive group",
        "because": "It serves five hospitals",
        "review": dt.date(2027, 6, 1),
        "measures": ("Fewer faults", "No post lost"),
        "reverse_if": ("A post is lost",),
    }
    draft = Drafts(data_folder).load(app.session_state["work"].token)
    assert draft is not None
    assert draft.case.decision == taken


def test_a_decision_against_the_figures_is_asked_why(open_app: Open) -> None:
    model = DecisionModel.model_validate(SMALLEST)
    app = open_app("record", model=model)
    app.selectbox("in.decision.option").set_value("a").run()
    assert not app.warning
    assert app.text_area("in.decision.because").label == "Why"
    app.selectbox("in.decision.option").set_value("b").run()
    (said,) = app.warning
    assert said.value.replace("\\", "") == (
        "The decision is B. The figures put another course first: A, about 20 points above it. Say "
        "below why."
    )
    assert app.text_area("in.decision.because").label == "Why, against the figures"
    app.text_area("in.decision.because").set_value("The board weighed it otherwise").run()
    (said,) = app.warning  # it still differs, and still says so
    assert said.value.replace("\\", "").endswith("about 20 points above it.")


def test_a_cleared_decision_can_be_brought_back(open_app: Open) -> None:
    case = Case.model_validate({"decision": {"option": "digital", "because": "Scale"}})
    app = open_app("record", case)
    app.button("decision.clear").click().run()
    assert case_of(app).decision is None
    assert app.selectbox("in.decision.option").value == ""
    app.button("back.decision").click().run()
    assert case_of(app).decision == case.decision
    assert app.text_area("in.decision.because").value == "Scale"
    app.selectbox("in.decision.option").set_value("").run()  # none yet clears it as well
    assert case_of(app).decision is None
    app.button("example.invented-complete").click().run()
    assert not [button for button in app.button if button.key == "back.decision"]


# What happened


def test_what_happened_is_kept_once_it_is_said_how_it_went(
    open_app: Open, data_folder: Path
) -> None:
    app = open_app("record")
    app.selectbox("in.outcome.arrangement").set_value("digital").run()
    app.text_input("in.outcome.by").set_value("Executive group").run()
    assert case_of(app).outcome is None
    assert "Kept once you choose what is in place and how it went." in texts(app)
    app.selectbox("in.outcome.went").set_value("mixed").run()
    app.date_input("in.outcome.date").set_value(dt.date(2027, 6, 1)).run()
    app.text_area("in.outcome.measures").set_value("Two posts filled\n\n One lost").run()
    outcome = case_of(app).outcome
    assert outcome is not None
    assert outcome.model_dump() == {
        "date": dt.date(2027, 6, 1),
        "arrangement": "digital",
        "went": "mixed",
        "measures": ("Two posts filled", "One lost"),
        "by": "Executive group",
    }
    assert "It moves no score" in texts(app)
    draft = Drafts(data_folder).load(app.session_state["work"].token)
    assert draft is not None
    assert draft.case.outcome == outcome


def test_what_happened_can_be_cleared_and_brought_back(open_app: Open) -> None:
    case = Case.model_validate({"outcome": {"arrangement": "digital", "went": "worse"}})
    app = open_app("record", case)
    assert app.selectbox("in.outcome.went").value == "worse"
    app.selectbox("in.outcome.arrangement").set_value("").run()
    assert case_of(app).outcome is None
    app.button("back.outcome").click().run()
    assert case_of(app).outcome == case.outcome
    assert app.selectbox("in.outcome.arrangement").value == "digital"


# Versions


def test_a_version_is_kept_with_a_role_and_a_reason(open_app: Open) -> None:
    app = open_app("record", Case(weights={"staffing-gaps": 40}))
    app.text_input("in.keep.by").set_value("Facilitator")
    app.button("keep.do").click().run()
    assert "Write a role and a reason." in texts(app)
    assert case_of(app).history == ()
    app.text_input("in.keep.because").set_value("Before the board meets")
    app.button("keep.do").click().run()
    assert "Write a role and" not in texts(app)
    (entry,) = case_of(app).history
    assert (entry.by, entry.because) == ("Facilitator", "Before the board meets")
    assert entry.was == Case(weights={"staffing-gaps": 40})
    assert app.text_input("in.keep.by").value == ""
    assert "Before the board meets" in texts(app)


def test_any_two_versions_are_compared(open_app: Open) -> None:
    case = WEIGHED
    for points in (60, 80):
        new = case.model_copy(update={"weights": {"staffing-gaps": points}})
        case = recorded(case, new, NOON, "Lead", f"Then {points}")
    app = open_app("record", case)
    assert "The weight of Staffing gaps rose from 60 to 80." in texts(app)
    app.selectbox("in.compare.from").set_value(0).run()
    assert "The weight of Staffing gaps rose from 40 to 80." in texts(app)
    app.selectbox("in.compare.to").set_value(1).run()
    assert "The weight of Staffing gaps rose from 40 to 60." in texts(app)
    table = next(part.value for part in app.markdown if part.value.startswith("| As it stood |"))
    assert table.index("As it stands now") < table.index("Then 80") < table.index("Then 60")


def test_an_earlier_version_is_opened_again_on_record_and_undone(open_app: Open) -> None:
    first = WEIGHED
    case = recorded(first, first.model_copy(update={"weights": {}}), NOON, "Lead", "A meeting")
    app = open_app("record", case)
    app.text_input("in.again.by").set_value("Chair")
    app.button("again.do").click().run()
    assert case_of(app).weights == {"staffing-gaps": 40}
    last = case_of(app).history[-1]
    assert last.by == "Chair"
    assert last.was == case.model_copy(update={"history": ()})
    assert "An earlier version was opened again" in texts(app)
    app.button("undo").click().run()
    assert case_of(app) == case


def test_a_version_for_another_model_is_not_opened(open_app: Open) -> None:
    other = Case(answers={"no-such-fact": "x"})
    app = open_app("record", recorded(other, Case(), NOON, "Lead", "Old"))
    app.button("again.do").click().run()
    assert "was written for another model" in texts(app)
    assert len(case_of(app).history) == 1


def test_a_version_of_which_only_the_note_is_left_is_listed_alone(open_app: Open) -> None:
    case = recorded(Case(), Case(), NOON, "Lead", "A meeting")
    gone = case.history[0].model_copy(update={"was": None})
    app = open_app("record", case.model_copy(update={"history": (gone,)}))
    assert "A meeting (only this note is left)" in texts(app)
    assert not [box for box in app.selectbox if box.key == "in.compare.from"]


def test_a_draft_with_a_history_is_found_again(open_app: Open) -> None:
    after = WEIGHED.model_copy(update={"weights": {"staffing-gaps": 60}})
    app = open_app("record", recorded(WEIGHED, after, NOON, None, AFTER_RESULT))
    app.selectbox("in.decision.option").set_value("digital").run()
    again = open_app("record", token=app.session_state["work"].token)
    assert case_of(again) == case_of(app)
    assert "The weights were changed once" in texts(again)


def test_outside_text_is_never_markup_here(open_app: Open) -> None:
    kept = HOSTILE.replace("\N{RIGHT-TO-LEFT OVERRIDE}", "")
    case = Case.model_validate(
        {"notes": {"clinical-lead": kept}, "decision": {"option": "digital", "because": kept}}
    )
    app = open_app("record", recorded(Case(), case, NOON, kept, kept))
    app.text_input("in.keep.by").set_value(HOSTILE)
    app.text_input("in.keep.because").set_value(HOSTILE)
    app.button("keep.do").click().run()
    assert case_of(app).history[-1].by == kept.strip()
    for part in (*app.markdown, *app.caption, *app.warning):
        for markup in ("![x]", "x](", "<b>", "$x$"):
            assert markup not in part.value
