"""What matters: how much each criterion counts, by swing weighting, rank order or direct entry."""

from __future__ import annotations

from functools import partial

import streamlit as st

from decision import charts
from decision.evaluation.weights import percentages, rank_order_centroid
from decision.model.case_checks import weights_of
from decision.model.entries import Criterion
from decision.sentences.model_contents import in_figures
from decision.ui import assets
from decision.ui.state import case_record, removals, session, undo
from decision.ui.widgets import display
from decision.ui.widgets.number_input import as_whole, bounds
from decision.wording.numbers import fixed
from decision.wording.text import plain

METHODS = {
    "swing": "Swing weighting",
    "rank": "Rank order",
    "direct": "Direct entry",
}
INPUTS = ("weights", "weights-direct", "top", "order")  # all that show weights
ORDERED = "This order took the place of the earlier weights."


def page() -> None:
    st.title("What matters")
    work = session.work()
    standing = session.evaluation().standing
    source = {
        "model": "Nobody has weighed this yet: the weights below are the ones the model came with.",
        "panel": "These are the mean of the panel's last round. A change here replaces it.",
    }.get(standing.weights_from)
    if source:
        st.info(source)
    given = work.case.weights_by
    method = st.segmented_control(
        "How to weigh",
        list(METHODS),
        format_func=lambda name: METHODS[name],
        key=session.seed("weights-by", given if given in METHODS else "swing"),
    )
    {"rank": _rank, "direct": _direct}.get(str(method), _swing)()
    st.subheader("What the weights come to")
    shares = session.evaluation().standing.shares
    picture = display.rendered("shares", partial(charts.shares_chart, work.model, shares))
    display.chart(picture, key="shares")
    if work.case.weights:
        st.button("Clear the weights", key="weights.clear", on_click=_clear)
    undo.offer("weights")
    st.page_link(assets.page("result"), label="Next: the result")


def _clear() -> None:
    removals.remove(
        "weights",
        "The weights were cleared.",
        drop=INPUTS,
        weights={},
        weights_by=None,
    )


def _shares() -> dict[str, float]:
    return percentages(session.evaluation().standing.shares, 1)


def _ends(entry: Criterion) -> str:
    """Return what the swing of a criterion is, from its worst to its best."""
    if entry.measure is not None:
        points = sorted(entry.measure.values.items(), key=lambda point: point[1])
        worst, best = points[0][0], points[-1][0]
        return plain(f"From {in_figures(worst)} to {in_figures(best)} ({entry.measure.unit})")
    if entry.worst and entry.best:
        return f"*Worst:* {plain(entry.worst)}  \n*Best:* {plain(entry.best)}"
    return plain(entry.means or "From the worst realistic to the best realistic")


def _swing() -> None:
    model, case = session.work().model, session.work().case
    st.markdown(
        "Imagine every criterion at its worst. You may lift **one** from its worst to its best. "
        "Which lift would matter most for your site? It is set to 100. Then say how much each "
        "other lift is worth beside it: 50 is half as much, 0 is nothing. What counts is the "
        "lift described, and not how important the subject sounds."
    )
    top = _top(case.weights) if case.weights_by == "swing" else None

    def chosen() -> None:
        name = session.value_of("top")
        if name is not None:
            session.drop_inputs("weights", "weights-direct", "order")
            weights = {**_swing_points(), name: 100}
            case_record.change_weights(weights, "swing")

    st.selectbox(
        "The lift that matters most",
        list(model.criteria),
        index=None,
        format_func=lambda name: model.criteria[name].name,
        placeholder="Choose one",
        key=session.seed("top", top),
        on_change=chosen,
    )
    weighed = sum(name in case.weights for name in model.criteria)
    rest = "" if weighed == len(model.criteria) else " The rest keep the model's own weight."
    st.caption(f"{weighed} of {len(model.criteria)} weighed.{rest}")
    _each("swing", locked=session.value_of("top"))


def _direct() -> None:
    st.markdown(
        "Type a number for each criterion, 0 or more. Only the proportions count: 100 and 50 "
        "come to the same as 10 and 5."
    )
    _each("direct", locked=None)


def _swing_points() -> dict[str, float]:
    """Return the case's weights with the largest at 100, as swing weighting has it.

    Where it is 100 already, what the case leaves to the model stays left to the model. So
    do swing weights of less: else moving one slider would change what the others stand for.
    """
    work = session.work()
    whole = weights_of(work.model, work.case)
    largest = max(whole.values())
    if largest == 100 or (largest < 100 and work.case.weights_by == "swing"):
        return dict(work.case.weights)
    return {name: 100 * weight / largest for name, weight in whole.items()}


def _top(weights: dict[str, float]) -> str | None:
    return next((name for name, weight in weights.items() if weight == 100), None)


def _each(method: str, locked: str | None) -> None:
    model, case, shares = session.work().model, session.work().case, _shares()
    weights = weights_of(model, case) | (_swing_points() if method == "swing" else {})
    for name, entry in model.criteria.items():
        with st.container(border=True):
            title = f"**{plain(entry.name)}**"
            if entry.group:
                title += f" · {plain(entry.group)}"
            st.markdown(f"{title} · share {fixed(shares[name])}%")
            st.markdown(_ends(entry))
            if name == locked:
                st.caption("Set to 100, as the lift that matters most.")
            elif method == "swing":
                st.slider(
                    plain(f"{entry.name}: what this lift is worth beside it"),
                    0.0,
                    100.0,
                    step=1.0,
                    format="%g",
                    key=session.seed(f"weights.{name}", float(weights[name])),
                    on_change=_weigh,
                    args=(name, method, "weights"),
                )
            else:
                key = session.seed(f"weights-direct.{name}", float(weights[name]))
                st.number_input(
                    plain(f"{entry.name}: weight"),
                    **bounds(key, least=0.0),
                    step=5.0,
                    format="%g",
                    key=key,
                    on_change=_weigh,
                    args=(name, method, "weights-direct"),
                )
            _why(name)


def _weigh(name: str, method: str, group: str) -> None:
    points = session.value_of(f"{group}.{name}")
    before = _swing_points() if method == "swing" else session.work().case.weights
    weights = {**before, name: as_whole(points)}
    whole = weights_of(
        session.work().model, session.work().case.model_copy(update={"weights": weights})
    )
    if any(whole.values()):
        kept = ("weights", "top") if method == "swing" else ("weights-direct",)
        session.drop_inputs(*(name for name in INPUTS if name not in kept))
        case_record.change_weights(weights, method)
    else:
        session.drop_inputs(f"{group}.{name}")
        st.toast("At least one criterion needs a weight above 0, so this one keeps its weight.")


def _why(name: str) -> None:
    notes = session.work().case.weight_notes

    def changed() -> None:
        said = session.typed(f"why.{name}")
        current = session.work().case.weight_notes
        session.change(weight_notes=session.with_item(current, name, said))

    with st.popover("Why this weight (filled in)" if name in notes else "Why this weight"):
        st.text_area(
            "The reason, for whoever reads the paper",
            key=session.seed(f"why.{name}", notes.get(name, "")),
            max_chars=case_record.LONGEST,
            on_change=changed,
        )


def _rank() -> None:
    model, case = session.work().model, session.work().case
    st.markdown(
        "Pick the criteria in order, the one whose lift from worst to best matters most first. "
        "Those you leave out tie for last. The order is turned into weights at the centre of all "
        "weights that keep it (the rank-order centroid)."
    )
    order: list[str] = []
    if case.weights_by == "rank":
        weights = weights_of(model, case)
        least = min(weights.values())
        order = sorted(
            (name for name in weights if weights[name] > least), key=lambda name: -weights[name]
        )

    def changed() -> None:
        picked, before = list(session.value_of("order")), session.work().case
        weights, by = (_centroid(picked), "rank") if picked else ({}, None)
        replaces = bool(before.weights) and before.weights_by != "rank"
        if replaces or removals.can_be_undone("weights", ORDERED):
            removals.remove(
                "weights", ORDERED, drop=INPUTS, together=True, weights=weights, weights_by=by
            )
            session.seed("order", picked)  # the case doesn't tell a pick that ties with the rest
        else:
            session.drop_inputs(*(name for name in INPUTS if name != "order"))
            case_record.change_weights(weights, by)

    st.multiselect(
        "In order of importance",
        list(model.criteria),
        format_func=lambda name: model.criteria[name].name,
        placeholder="Pick the most important first",
        key=session.seed("order", order),
        on_change=changed,
    )
    for place, name in enumerate(session.value_of("order"), start=1):
        st.markdown(
            f"{place}\\. **{plain(model.criteria[name].name)}**  \n{_ends(model.criteria[name])}"
        )


def _centroid(picked: list[str]) -> dict[str, float]:
    """Return the swing points of an order; what is not picked ties for last."""
    names = list(session.work().model.criteria)
    rest = [name for name in names if name not in picked]
    shares = rank_order_centroid([[name] for name in picked] + ([rest] if rest else []))
    largest = max(shares.values())
    return {name: 100 * shares[name] / largest for name in names}


page()
