"""What a ballot may hold beside weights, folded away: comments, and scores of the options."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from decision.ui.ballot.form_state import Drawn
from decision.wording.text import plain
from decision.workshop.rules.ballots import MAX_COMMENT, Form


def more(drawn: Drawn) -> None:
    """Offer a comment and scores on any criterion."""
    answers = drawn.answers
    names = drawn.names
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
            key=drawn.seed("about", None),
        )
        if name is not None:
            _about(drawn, name)


def _about(drawn: Drawn, name: str) -> None:
    def said() -> None:
        text = str(drawn.value(f"said.{name}") or "")[:MAX_COMMENT]
        drawn.set(comments={**drawn.answers.comments, name: text})

    st.text_area(
        "Comment",
        max_chars=MAX_COMMENT,
        key=drawn.seed(f"said.{name}", drawn.answers.comments.get(name, "")),
        on_change=said,
    )
    for option, title in drawn.names.options.items():

        def scored(option: str = option) -> None:
            value = drawn.value(f"score.{name}.{option}")
            row = {**drawn.answers.scores.get(name, {}), option: value}
            kept = {each: score for each, score in row.items() if score is not None}
            drawn.set(scores={**drawn.answers.scores, name: kept})

        st.number_input(
            plain(title),
            0.0,
            100.0,
            value=None,
            step=5.0,
            format="%.0f",
            placeholder="No score",
            key=drawn.seed(
                f"score.{name}.{option}", drawn.answers.scores.get(name, {}).get(option)
            ),
            on_change=scored,
        )


def _filled(names: Form, *kinds: Mapping[str, Any]) -> list[str]:
    return [each for each in names.criteria if any(kind.get(each) for kind in kinds)]
