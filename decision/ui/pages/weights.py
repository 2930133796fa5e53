"""What matters: the weights that count, by the ballot's three steps or in another way."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any, Literal

import streamlit as st

from decision import charts
from decision.evaluation.weights import rank_order_centroid
from decision.model.case_checks import weights_of
from decision.sentences.explanation import whose_weights
from decision.ui import assets
from decision.ui.ballot import form
from decision.ui.state import case_record, removals, session, undo
from decision.ui.widgets import display, links
from decision.ui.widgets.number_input import as_whole, bounds
from decision.wording.lists import listed
from decision.wording.numbers import fixed
from decision.wording.text import plain
from decision.workshop.rules.ballots import Given, form_of

BALLOT = f"{session.INPUT}ballot"  # gone with the inputs when another case is opened
WAYS = {"direct": "Type a number for each", "rank": "Put them in order"}
CLOSED = "weights.closed"  # how often the other ways were closed by what was done in the steps
OTHERS = ("weights-direct", "order")  # the inputs of the other ways
ORDERED = "This order replaced the earlier weights."


def page() -> None:
    st.title("What matters")
    standing = session.evaluation().standing
    weighed = standing.weights_from != "model"
    steps = st.container()
    # Made before the steps, though it stands below them: closed, it lets `place` scroll to the top.
    with form.place("weights.ways", st.session_state.get(CLOSED, 0)):
        ways = display.drawer("Another way", "ways")
    begun = _begun()
    # What stands above an open drawer must not change at the first number typed in it.
    entered = begun is not None and begun.top is not None
    weighing = not weighed or entered or (begun is not None and bool(ways.open))
    with steps, form.place("weights", weighing):
        _said(plain(whose_weights(standing)), weighed and entered)
        undo.offer("weights")
        if weighing:
            _weigh(begun)
        else:
            _weighed(standing.shares)
    with ways:
        if ways.open:
            _another_way()
            if weighed and weighing:
                _onward("secondary" if entered else "primary")
    if session.work().case.weights and not weighing:
        st.button("Clear the weights", key="weights.clear", type="tertiary", on_click=_clear)


def _begun() -> form.Answers | None:
    """Return the ballot that was begun and is not in use yet, before a reload too."""
    kept = session.unfinished().get(session.work().token)
    found: form.Answers | None = st.session_state.get(BALLOT, kept)
    return found


def _said(whose: str, may_stay: bool) -> None:
    """Show whose weights count; while others are being given, offer to leave them."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(f"{whose} They count until you use others." if may_stay else whose)
        if may_stay:
            st.button("Leave them as they are", key="weights.leave", on_click=_drop)


def _weigh(begun: form.Answers | None) -> None:
    model = session.work().model
    form.form(
        form_of(model),
        BALLOT,
        _use,
        model=model,
        start=begun,
        changed=_keep,
        label="Use these weights",
        more=_reasons,
    )


def _keep(answers: form.Answers) -> None:
    session.unfinished()[session.work().token] = answers
    _close()


def _drop() -> None:
    """Forget the ballot that was begun."""
    form.clear(BALLOT)
    session.unfinished().pop(session.work().token, None)


def _use(ballot: Mapping[str, Any], _: str) -> None:
    session.drop_inputs(*OTHERS)
    case_record.change_weights(ballot["weights"], "swing")
    _drop()
    _close()


def _close() -> None:
    """Close the other ways, in a new place: a drawer that shuts slowly keeps the page long."""
    name = f"{display.DRAWER}ways"
    st.session_state[CLOSED] = st.session_state.get(CLOSED, 0) + bool(st.session_state.get(name))
    st.session_state[name] = False


def _weighed(shares: Mapping[str, float]) -> None:
    """Show what the weights come to, and what to do next."""
    form.clear(BALLOT)  # one that was opened and not begun
    st.html(assets.style("ballot"))
    picture = display.rendered("shares", partial(charts.shares_chart, session.work().model, shares))
    display.chart(picture, key="shares")
    with st.container(key="weights.bar.weighed", horizontal=True):
        st.button("Change them", key="weights.change", on_click=_change)
        _onward("primary")
    _reasons()


def _onward(kind: Literal["primary", "secondary"]) -> None:
    if st.button("See the result", key="weights.result", type=kind, width="stretch"):
        links.go("result")


def _change() -> None:
    """Begin a ballot from the weights that count."""
    answers = form.answers_of(Given(session.evaluation().standing.shares))
    _keep(answers)
    st.session_state[BALLOT] = answers


def _clear() -> None:
    removals.remove(
        "weights", "The weights were cleared.", drop=OTHERS, weights={}, weights_by=None
    )


def _reasons() -> None:
    """Let somebody say why a criterion has its weight."""
    criteria, notes = session.work().model.criteria, session.work().case.weight_notes

    def said(name: str) -> None:
        text = case_record.typed_text(f"why.{name}")
        notes = session.work().case.weight_notes
        session.change(weight_notes=session.with_item(notes, name, text))

    with display.drawer("Say why (optional)", "why") as drawer:
        if not drawer.open:
            return
        name = st.selectbox(
            "About",
            list(criteria),
            index=None,
            format_func=lambda each: criteria[each].name,
            placeholder="Choose one",
            key=session.seed("why-about", None),
        )
        if name is not None:
            st.text_area(
                "The reason, for whoever reads the board paper",
                max_chars=case_record.LONGEST,
                key=session.seed(f"why.{name}", notes.get(name, "")),
                on_change=said,
                args=(name,),
            )
        if notes:
            st.caption("Filled in: " + plain(listed([criteria[each].name for each in notes])) + ".")


def _another_way() -> None:
    given = session.work().case.weights_by
    way = st.segmented_control(
        "Which way",
        list(WAYS),
        format_func=lambda name: WAYS[name],
        key=session.seed("weights-by", given if given in WAYS else "direct"),
        label_visibility="collapsed",
    )
    (_rank if way == "rank" else _direct)()
    undo.offer("order")


def _direct() -> None:
    st.markdown("Only the proportions count: 100 and 50 mean the same as 10 and 5.")
    work, shares = session.work(), session.evaluation().standing.shares
    for name, weight in weights_of(work.model, work.case).items():
        key = session.seed(f"weights-direct.{name}", float(weight))
        st.number_input(
            plain(f"{work.model.criteria[name].name} · {fixed(100 * shares[name])}%"),
            **bounds(key, least=0.0),
            step=5.0,
            format="%g",
            key=key,
            on_change=_type,
            args=(name,),
        )


def _type(name: str) -> None:
    work = session.work()
    weights = {
        **work.case.weights,
        name: as_whole(session.value_of(f"weights-direct.{name}")),
    }
    if any(weights_of(work.model, work.case.model_copy(update={"weights": weights})).values()):
        session.drop_inputs("order")
        case_record.change_weights(weights, "direct")
    else:
        session.drop_inputs(f"weights-direct.{name}")
        st.toast("At least one criterion needs a weight above 0, so this one keeps its weight.")


def _rank() -> None:
    model, case = session.work().model, session.work().case
    st.markdown(
        "First pick the criterion whose improvement matters most, then the next. Those you leave "
        "out tie for last. The tool turns the order into weights (the rank-order centroid)."
    )
    order: list[str] = []
    if case.weights_by == "rank":
        weights = weights_of(model, case)
        least = min(weights.values())
        order = sorted(
            (name for name in weights if weights[name] > least), key=lambda name: -weights[name]
        )
    st.multiselect(
        "In order of importance",
        list(model.criteria),
        format_func=lambda name: model.criteria[name].name,
        placeholder="Pick the most important first",
        key=session.seed("order", order),
        on_change=_order,
    )


def _order() -> None:
    picked, before = list(session.value_of("order")), session.work().case
    weights, by = (_centroid(picked), "rank") if picked else ({}, None)
    replaces = bool(before.weights) and before.weights_by != "rank"
    if replaces or removals.can_be_undone("order", ORDERED):
        removals.remove(
            "order", ORDERED, drop=OTHERS, together=True, weights=weights, weights_by=by
        )
        session.seed("order", picked)  # the case doesn't tell a pick that ties with the rest
    else:
        session.drop_inputs("weights-direct")
        case_record.change_weights(weights, by)


def _centroid(picked: list[str]) -> dict[str, float]:
    """Return the swing points of an order; what is not picked ties for last."""
    names = list(session.work().model.criteria)
    rest = [name for name in names if name not in picked]
    shares = rank_order_centroid([[name] for name in picked] + ([rest] if rest else []))
    largest = max(shares.values())
    return {name: 100 * shares[name] / largest for name in names}


page()
