"""What a ballot may hold beside weights, folded away: comments, and scores of the options."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from decision.ui.ballot.entries import Answers
from decision.ui.ballot.form_state import BallotForm
from decision.wording.text import plain
from decision.workshop.rules.ballots import MAX_COMMENT, Form


def more(ballot: BallotForm) -> None:
    """Offer a comment and scores on any criterion."""
    answers = ballot.answers
    names = ballot.names
    filled = _filled(names, answers.comments, answers.scores)
    with st.expander("Say more (optional)" if not filled else f"Say more ({len(filled)} filled)"):
        st.caption(
            "A comment is read out after the reveal, without your name. Scores say how each "
            "option does, from 0 (the worst) to 100 (the best)."
        )
        name = st.selectbox(
            "About",
            list(names.criteria),
            index=None,
            format_func=lambda each: names.criteria[each],
            placeholder="Choose one",
            key=ballot.seed("about", None),
        )
        if name is not None:
            _about(ballot, name)


def _about(ballot: BallotForm, name: str) -> None:
    def said() -> None:
        text = str(ballot.value(f"said.{name}") or "")[:MAX_COMMENT]
        ballot.change(lambda answers: {"comments": {**answers.comments, name: text}})

    st.text_area(
        "Comment",
        max_chars=MAX_COMMENT,
        key=ballot.seed(f"said.{name}", ballot.answers.comments.get(name, "")),
        on_change=said,
    )
    for option, title in ballot.names.options.items():

        def scored(option: str = option) -> None:
            value = ballot.value(f"score.{name}.{option}")
            ballot.change(lambda answers: {"scores": _scored(answers, name, option, value)})

        st.number_input(
            plain(title),
            0.0,
            100.0,
            value=None,
            step=5.0,
            format="%.0f",
            placeholder="No score",
            key=ballot.seed(
                f"score.{name}.{option}", ballot.answers.scores.get(name, {}).get(option)
            ),
            on_change=scored,
        )


def _scored(
    answers: Answers, name: str, option: str, value: float | None
) -> dict[str, Mapping[str, float]]:
    """Return the scores with one set, or without it where the value is None."""
    row = {each: score for each, score in answers.scores.get(name, {}).items() if each != option}
    return {**answers.scores, name: row if value is None else {**row, option: value}}


def _filled(names: Form, *kinds: Mapping[str, Any]) -> list[str]:
    return [each for each in names.criteria if any(kind.get(each) for kind in kinds)]
