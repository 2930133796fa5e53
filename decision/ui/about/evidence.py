"""Evidence: every claim and source, what weakens it, and which numbers it moves."""

from __future__ import annotations

from collections import Counter

import streamlit as st

from decision.model.decision_model import DecisionModel
from decision.model.entries import EvidenceKind
from decision.model.evidence_uses import Use, uses
from decision.sentences.model_contents import use_says
from decision.ui.state import session
from decision.ui.widgets import display
from decision.wording.lists import listed
from decision.wording.text import plain

AT_ONCE = 8  # entries shown before the others are asked for
PLURALS: dict[EvidenceKind, tuple[str, str]] = {
    "opinion": ("opinion", "opinions"),
    "experience": ("experience", "experiences"),
    "figure": ("figure", "figures"),
    "regulation": ("regulation", "regulations"),
    "guidance": ("piece of guidance", "pieces of guidance"),
}


def section() -> None:
    """Show every claim and source, with what weakens it and the numbers that cite it."""
    model = session.work().model
    if not model.evidence:
        st.info("This model cites no evidence.")
        return
    counted = Counter(entry.kind for entry in model.evidence.values())
    kinds = listed(
        [f"{counted[kind]} {PLURALS[kind][counted[kind] > 1]}" for kind in PLURALS if counted[kind]]
    )
    entries = "1 entry" if len(model.evidence) == 1 else f"{len(model.evidence)} entries"
    st.markdown(
        f"{plain(f'{entries}: {kinds}.')} An opinion is one person's view, and an experience is "
        f"one site's. Neither is a survey."
    )
    by_kind, by_criterion, by_option = st.columns(3)
    with by_kind:
        kept = st.multiselect(
            "Kind",
            list(PLURALS),
            format_func=str.capitalize,
            placeholder="Any",
            key=session.seed("evidence.kind", []),
        )
    with by_criterion:
        criterion = st.selectbox(
            "Bears on criterion",
            list(model.criteria),
            index=None,
            placeholder="Any",
            format_func=lambda name: model.criteria[name].name,
            key=session.seed("evidence.criterion", None),
        )
    with by_option:
        option = st.selectbox(
            "Moves a score of option",
            list(model.options),
            index=None,
            placeholder="Any",
            format_func=lambda name: model.options[name].name,
            key=session.seed("evidence.option", None),
        )
    found = {
        name: these
        for name, these in uses(model).items()
        if (not kept or model.evidence[name].kind in kept)
        and (criterion is None or any(use.criterion == criterion for use in these))
        and (option is None or any(use.option == option for use in these))
    }
    st.caption(f"{len(found)} of {len(model.evidence)} fit")
    shown = list(found.items())
    for name, these in shown[:AT_ONCE]:
        _entry(model, name, these)
    if more := shown[AT_ONCE:]:
        with display.drawer(f"The other {len(more)}", "evidence") as drawer:
            if drawer.open:
                for name, these in more:
                    _entry(model, name, these)
    if not found:
        st.info("Nothing fits these filters. Clear one of them.")


def _entry(model: DecisionModel, name: str, these: tuple[Use, ...]) -> None:
    with st.container(border=True):
        display.evidence(model, [name], by_id=True)
        _moves(model, name, these)


def _moves(model: DecisionModel, name: str, these: tuple[Use, ...]) -> None:
    context = model.evidence[name].context
    numbers = [use for use in these if use.points is not None]
    if not numbers:
        if context:
            st.caption(plain(f"It moves no number: {context}"))
        return
    with st.expander(
        f"{len(numbers)} numbers cite it" if len(numbers) > 1 else "1 number cites it"
    ):
        display.table(
            [
                {
                    "Criterion": model.criteria[use.criterion or ""].name,
                    "Option": model.options[use.option or ""].name,
                    "Number": _number(use),
                    "Where": use_says(model, use),
                }
                for use in numbers
            ]
        )


def _number(use: Use) -> str:
    points = use.points or 0.0
    return f"{points:g}" if use.fact is None else f"{points:+g}"
