"""One answer at a time: a second tap does nothing twice, and names do not format the page."""

from __future__ import annotations

from decision.model.case import Case
from tests.ui.compare.test_two_views import DIGITAL, RADIOLOGY, THREE, give
from tests.ui.conftest import Open, case_of, keys, texts


def test_the_buttons_of_two_questions_are_not_the_same(open_app: Open) -> None:
    """A second tap on a button that has gone settles nothing else."""
    app = give(open_app("two-views"), THREE, DIGITAL)
    before = {key for key in keys(app) if key and key.startswith(("settle.first", "settle.both"))}
    app.button(next(key for key in before if key.startswith("settle.both"))).click().run()
    after = {key for key in keys(app) if key and key.startswith(("settle.first", "settle.both"))}
    assert not before & after


def test_what_is_changed_elsewhere_is_to_be_settled_again(open_app: Open) -> None:
    app = give(open_app("two-views"), RADIOLOGY, DIGITAL)
    app.button("settle.first.clinical-lead").click().run()
    work = app.session_state["work"]
    work.__dict__["case"] = case_of(app).model_copy(update={"answers": {}})
    assert "1 answer is left to settle." in texts(app.run())


def test_a_list_with_an_item_that_one_side_leaves_open_cannot_be_disputed(open_app: Open) -> None:
    answers = {"yes": ["from-digital"], "unknown": ["from-radiology"]}
    one = Case.model_validate({"answers": {"cover-offer": answers}})
    app = give(open_app("two-views"), one, Case.model_validate({"answers": {"cover-offer": []}}))
    assert app.button("settle.both.cover-offer.from-digital").disabled
    assert "A list can be disputed where both answer every item of it." in texts(app)


def test_a_role_is_shown_as_it_is_written(open_app: Open) -> None:
    case = RADIOLOGY.model_copy(update={"answered_by": {"clinical-lead": "![x](http://a.b/c)"}})
    app = give(open_app("two-views"), case, DIGITAL)
    assert "\\!\\[x\\]" not in texts(app)  # texts takes the escapes out
    assert any("\\[x\\]" in str(one.value) for one in app.markdown)
