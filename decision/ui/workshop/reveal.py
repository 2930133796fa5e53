"""What a revealed round shows: everyone's weights, what divides the room, and then who leads."""

from __future__ import annotations

import streamlit as st

from decision import charts
from decision.charts import Chart, Palette
from decision.charts.panel_weights import PAGE, Sized
from decision.sentences.panel import by_means, in_words
from decision.serving.open_workshop import Held
from decision.ui.ballot.form import ends
from decision.ui.widgets import display
from decision.ui.workshop.round_cache import Seen
from decision.ui.workshop.shared_state import act
from decision.wording.text import plain
from decision.workshop.rules.ballots import MAX_REASON

PICTURES = {
    "leaders": charts.leaders_chart,
    "sides": charts.sides_chart,
}
BEFORE_LEADERS = 2  # sentences of `in_words` that say nothing of who leads


def section(held: Held, found: Seen, may_show: bool) -> None:
    """Show a round: first the weights, then who leads where that may be seen."""
    panel, model = found.panel, found.evaluation.model
    _weights(found)
    for sentence in in_words(panel, model)[:BEFORE_LEADERS]:
        st.markdown(f"- {plain(sentence)}")
    _comments(found)
    if may_show:
        _result(found)
    else:
        _hidden(held, found.number)


def _weights(found: Seen) -> None:
    evaluation, reveal, panel = found.evaluation, found.reveal, found.panel
    key = f"room.{found.number}"
    picture = weights(found)
    st.markdown(f"#### {plain(picture.title)}")
    if said := worst_and_best(found):
        st.markdown(said)
    display.chart(picture, key=f"{key}.weights", heading=False)
    for sentence in charts.disagreements(panel, reveal, evaluation.model)[1:]:
        st.markdown(plain(sentence))
    if len(reveal.roles) > 1:
        roles = display.rendered(
            "roles",
            lambda colours: charts.roles_chart(reveal, evaluation.standing, colours),
            found.key,
        )
        display.chart(roles, key=f"{key}.roles")


def _comments(found: Seen) -> None:
    if not found.comments:
        return
    count = sum(len(texts) for texts in found.comments.values())
    with st.expander(f"What people wrote ({count})"):
        for name, texts in found.comments.items():
            st.markdown(f"**{plain(found.evaluation.model.criteria[name].name)}**")
            for text in texts:
                st.markdown(f"- {plain(text)}")


def _result(found: Seen) -> None:
    panel, model = found.panel, found.evaluation.model
    st.subheader("Who leads, by the room's own weights", anchor=False)
    if panel.only is not None or panel.people_mean.course is None:
        st.markdown(plain(by_means(panel, model)))
        return
    for name in PICTURES:
        display.chart(result(found, name), key=f"room.{found.number}.{name}")
    with st.expander("The same in sentences"):
        for sentence in in_words(panel, model)[BEFORE_LEADERS:]:
            st.markdown(f"- {plain(sentence)}")


def result(found: Seen, name: str, sized: Sized = PAGE, colours: Palette | None = None) -> Chart:
    """Return one of `PICTURES`, which say who leads; in the theme's colours, or others."""
    panel, model = found.panel, found.evaluation.model
    return display.rendered(
        f"{name}/{sized}",
        lambda colours: PICTURES[name](panel, model, colours, sized=sized),
        found.key,
        colours,
    )


def weights(
    found: Seen,
    most: int | None = None,
    sized: Sized = PAGE,
    colours: Palette | None = None,
) -> Chart:
    """Return the chart of everyone's weights, for the `most` criteria of largest effect or all."""
    evaluation, reveal, panel = found.evaluation, found.reveal, found.panel
    return display.rendered(
        f"weights/{most}/{sized}",
        lambda colours: charts.weights_chart(
            reveal, evaluation.standing, panel, colours, most=most, sized=sized
        ),
        found.key,
        colours,
    )


def worst_and_best(found: Seen) -> str:
    """Return what the criterion that divides the room most is at its worst and its best.

    In Markdown; "" where none divides it, or the model doesn't say.
    """
    parts = found.panel.matters
    if found.panel.people < 2 or not parts:
        return ""
    return ends(found.evaluation.model.criteria[max(parts, key=lambda name: parts[name])])


def result_in_words(found: Seen) -> str:
    """Return who leads in two sentences, for the phones; once where both are the same."""
    titles = [result(found, name).title for name in ("leaders", "sides")]
    return " ".join(dict.fromkeys(titles))


def _hidden(held: Held, number: int) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(
            "Who leads stays hidden until the second round is revealed, so that nobody chooses "
            "weights to fit an answer."
        )
        with st.popover("Show it now"):
            st.text_input(
                "Why you show it early (kept on the record)",
                key=f"early.why.{number}",
                max_chars=MAX_REASON,
            )
            st.button(
                "Show who leads",
                key=f"early.do.{number}",
                on_click=act,
                args=(_early, held, number),
            )


def _early(held: Held, number: int) -> None:
    held.facilitator.show_result_early(True, str(st.session_state[f"early.why.{number}"]))
