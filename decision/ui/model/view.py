"""What a model holds, laid out for a page."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from decision.model.decision_model import DecisionModel
from decision.sentences.model_contents import (
    answers_say,
    courses_say,
    criterion_says,
    fact_kind,
    gate_says,
    items_say,
    option_says,
    right_says,
    safeguard_says,
    speakers_say,
    spread_says,
    weight_says,
    what_if_says,
)
from decision.wording.text import plain


def parts(model: DecisionModel) -> None:
    """Show what a model holds, kind by kind, each foldable."""
    with st.expander(f"Options ({len(model.options)})"):
        if said := courses_say(model):
            _list(said)
        for option in model.options.values():
            _entry(option.name, option_says(model, option))
            if option.safeguards:
                st.markdown("To be put in place if it is chosen:")
                _list(map(safeguard_says, option.safeguards))
    with st.expander(f"Criteria ({len(model.criteria)})"):
        st.caption("What counts, from 0, the worst realistic, to 100, the best realistic.")
        for criterion in model.criteria.values():
            _entry(
                criterion.name, [weight_says(model, criterion), *criterion_says(model, criterion)]
            )
    if model.facts:
        with st.expander(f"Facts ({len(model.facts)})"):
            st.caption(
                plain(
                    "What is asked, and the points that each answer adds to a score or takes. "
                    + spread_says(model)
                )
            )
            for name in model.facts:
                _fact(model, name)
    if model.gates:
        with st.expander(f"Duties ({len(model.gates)})"):
            st.caption("Met or not, and never scored.")
            _list(gate_says(model, gate) for gate in model.gates.values())
    if model.what_ifs:
        with st.expander(f"What-ifs ({len(model.what_ifs)})"):
            _list(what_if_says(model, what_if) for what_if in model.what_ifs.values())
    if model.rights:
        with st.expander(f"Who decides what ({len(model.rights)})"):
            for matter in model.rights.values():
                _entry(str(matter["says"]), right_says(model, matter))
    if speakers := speakers_say(model):
        with st.expander(f"One person's entries ({len(speakers)})"):
            _list(speakers)


def _entry(name: str, said: Iterable[str]) -> None:
    st.markdown("\n".join([f"**{plain(name)}**", *(f"- {plain(line)}" for line in said)]))


def _list(lines: Iterable[str]) -> None:
    st.markdown("\n".join(f"- {plain(line)}" for line in lines))


def _fact(model: DecisionModel, name: str) -> None:
    fact = model.facts[name]
    about = [fact_kind(fact)]
    if fact.key:
        about.append("key: the result is not called clear until it is answered")
    if fact.who:
        about.append(f"best answered by {fact.who}")
    lines = [f"**{plain(fact.ask)}**  ", plain(f"{'; '.join(about)}."), ""]
    items = items_say(model, fact) if fact.has_item_effects else []
    for answer in (*items, *answers_say(model, fact)):
        when = f" ({answer.when})" if answer.when else ""
        moves = "" if answer.moves else ": moves nothing"
        lines.append(f"- {plain(answer.says + when + moves)}")
        lines += [f"    - {plain(move)}" for move in answer.moves]
    st.markdown("\n".join(lines))
