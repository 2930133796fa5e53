"""What a browser's message may do before a page runs: three hooks in Streamlit's script runner.

Streamlit takes a message's values and runs the callbacks of what has changed before it runs the
page, where no `try` of ours reaches; one that raises leaves an empty page with words of
Streamlit's own. Nor does a page's `try` reach a part of it that is run again by itself.

Of one session:

- a callback that the facilitator's page registered runs for the facilitator alone;
- a newer message waits until the values of this one are taken and its callbacks have run;
- an exception in a callback is logged, and the page runs with a sentence that says so;
- a number outside what its field takes is refused, where Streamlit would put another in its place;
- whatever else nobody has caught is shown as a sentence of ours.
"""

from __future__ import annotations

import logging
import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import streamlit as st
from streamlit import error_util
from streamlit.elements.widgets.number_input import NumberInputSerde
from streamlit.elements.widgets.slider import SliderSerde
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.state import session_state as runner

from decision.serving import hosted, open_workshop
from decision.ui.state import session
from decision.wording.numbers import numeral

LOG = logging.getLogger("decision")
OURS = "runner.ours"  # whether the page shown last was the facilitator's
_TOLD = "runner.told"  # what went wrong with the last message, until a page has shown it
_MARK = "_decision_hook"
_ANY = 2**53 - 1  # what Streamlit takes for the most where a field has no most

PAGE_OF_OURS = (
    "Something went wrong on this page. Your work is kept: reload the page, or save the case from "
    "the sidebar and open it again."
)
PAGE_OF_A_PHONE = "Something went wrong on this page. Load it again."
STEP_OF_OURS = (
    "Something went wrong with your last step, which may not be kept. All before it is kept. "
    "Try again, or save the case from the sidebar and open it again."
)
STEP_OF_A_PHONE = "Something went wrong with your last tap, which may not be kept. Try again."


def install() -> None:
    """Put the hooks in place; again is no fault."""
    _wrap(runner.WStates, "call_callback", _called)
    _wrap(runner.WStates, "set_widget_from_proto", _taken)
    _wrap(error_util, "show_uncaught_app_exception", _shown)


def tell() -> None:
    """Show what went wrong with the message that this run answers, if anything."""
    if told := st.session_state.pop(_TOLD, None):
        st.error(told)


def page_fault(error: Exception, page: str) -> None:
    """Log an exception that a page raised, and show that one did."""
    LOG.error("%s on page %s%s", type(error).__name__, page, _detail(error))
    st.error(_page_sentence())


def _detail(error: Exception) -> str:
    """Return what is logged of an exception: of other people's cases, nothing."""
    return f": {error}" if hosted.hosting() is None else ""


def _page_sentence() -> str:
    return PAGE_OF_OURS if st.session_state.get(OURS) else PAGE_OF_A_PHONE


def _wrap(holder: Any, name: str, wrapper: Callable[..., None]) -> None:
    """Put a function before one of Streamlit's, which it is given first.

    These names are Streamlit's own. Where a later version has none of that name, the app goes
    on without that hook: its last words are then Streamlit's, and nothing is lost by it.
    """
    original = getattr(holder, name, None)
    if original is None:
        LOG.warning("This version of Streamlit has no %s; one safety net is missing", name)
        return
    if hasattr(original, _MARK):
        return

    def hooked(*args: Any) -> None:
        wrapper(original, *args)

    setattr(hooked, _MARK, True)
    setattr(holder, name, hooked)


def _called(original: Callable[..., None], states: runner.WStates, widget: str) -> None:
    """Call the callback of a widget, if whoever sent the message may."""
    with _to_the_end():
        ours = bool(st.session_state.get(OURS))
        try:
            if ours and not open_workshop.has_app():
                who = f" from {open_workshop.peer()}" if hosted.hosting() is None else ""
                LOG.warning("A message for the facilitator's page came%s", who)
                return
            original(states, widget)
        except Exception as error:
            LOG.error("%s in a callback%s", type(error).__name__, _detail(error))
            st.session_state[_TOLD] = STEP_OF_OURS if ours else STEP_OF_A_PHONE


@contextmanager
def _to_the_end() -> Iterator[None]:
    """Let a newer message wait, as one does that a click sends just after what was typed.

    Streamlit looks for one whenever its state is read. It would end what runs here half-way, and
    count the value as taken: the callback that keeps it would never run again.
    """
    context = get_script_run_ctx(suppress_warning=True)
    requests = {} if context is None else vars(context.script_requests)
    requests["on_scriptrunner_yield"] = lambda: None
    try:
        yield
    finally:
        del requests["on_scriptrunner_yield"]


def _taken(original: Callable[..., None], states: runner.WStates, sent: Any) -> None:
    """Take a widget's value, unless it is a number that the widget can't have."""
    known = states.widget_metadata.get(sent.id)
    limits = None if known is None else _limits(known.deserializer)
    with _to_the_end():
        if limits and not all(limits[0] <= each <= limits[1] for each in _numbers(sent)):
            least, most = (numeral(limit) for limit in limits)
            takes = f"this field takes {least} to {most}" if limits[1] < _ANY else "it is none"
            st.session_state[_TOLD] = f"That number was not kept: {takes}. The field is as it was."
            return
        original(states, sent)
        session.heard(sent.id)


def _limits(deserializer: Any) -> tuple[float, float] | None:
    """Return the least and the most that a slider or a number field takes; None for others."""
    kind = getattr(deserializer, "__self__", None)
    if not isinstance(kind, SliderSerde | NumberInputSerde):
        return None
    return kind.min_value, kind.max_value


def _numbers(sent: Any) -> list[float]:
    """Return the numbers of a widget's value as it was sent; not a number where one is none."""
    kind = sent.WhichOneof("value")
    found: list[float] = []
    if kind == "double_array_value":
        found = list(sent.double_array_value.data)
    elif kind in ("double_value", "int_value"):
        found = [float(getattr(sent, kind))]
    return [each if math.isfinite(each) else math.nan for each in found]


def _shown(original: Callable[..., None], error: BaseException) -> None:
    """Show a sentence in place of Streamlit's words; it has logged the exception itself."""
    st.error(_page_sentence())
