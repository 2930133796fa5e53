"""Comments and scores on a ballot, beside its weights."""

from __future__ import annotations

from decision.ui.ballot.entries import Answers
from decision.workshop.rules.ballots import MAX_COMMENT, checked
from tests.ui.ballot.test_form import NAMES, opened, to_the_third


def test_comments_and_scores_go_along_and_no_score_is_none() -> None:
    app = opened()
    to_the_third(app, "cost")
    app.selectbox("me.about").select("voice").run()
    app.text_area("me.said.voice").input("It *matters*").run()
    app.number_input("me.score.voice.stay").set_value(40.0).run()
    app.number_input("me.score.voice.move").set_value(70.0).run()
    app.number_input("me.score.voice.move").set_value(None).run()
    app.button("me.send").click().run()
    sent = app.session_state["in"]
    assert sent["comments"] == {"voice": "It *matters*"}
    assert sent["scores"] == {"voice": {"stay": 40.0}}
    assert checked(NAMES, sent).comments == {"voice": "It *matters*"}


def test_what_is_filled_is_counted_and_shows_again() -> None:
    app = opened()
    to_the_third(app, "cost")
    assert [part.label for part in app.expander] == ["Say more (optional)"]
    app.selectbox("me.about").select("voice").run()
    app.text_area("me.said.voice").input("Heard").run()
    assert [part.label for part in app.expander] == ["Say more (1 filled)"]
    app.selectbox("me.about").select("cost").run()
    app.selectbox("me.about").select("voice").run()
    assert app.text_area("me.said.voice").value == "Heard"


def test_a_comment_is_cut_where_the_browser_did_not() -> None:
    start = Answers(step=3, top="cost", comments={"cost": "Before"})
    app = opened(start=start)
    app.selectbox("me.about").select("cost").run()
    app.text_area("me.said.cost").set_value("x" * (MAX_COMMENT + 50)).run()
    assert app.session_state["me"].comments == {"cost": "x" * MAX_COMMENT}
