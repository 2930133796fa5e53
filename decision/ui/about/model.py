"""Model: what the open model holds, whether it is sound, and an editor for one of your own."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from decision.errors import Fault
from decision.sentences.model_contents import counts, pair_says
from decision.ui.model import editor, table, view
from decision.ui.model.check import excerpt
from decision.ui.state import opening, session, undo
from decision.ui.widgets import display
from decision.wording.text import plain

FAULTS = 50  # faults that are shown one by one
SHOWN = 20  # things left out of a case that are listed one by one

STYLE = """<style>
.st-key-model-area textarea { font-family: monospace; font-size: .875rem; line-height: 1.45;
  white-space: pre; overflow-x: auto; tab-size: 4 }
</style>"""


def section() -> None:
    """Show what the open model holds, whether it is sound, and its text to edit."""
    _set_aside()
    _holds()
    with display.drawer("From a table, or as a table", "model-table") as drawer:
        if drawer.open:
            table.section()
    with display.drawer("Check the text, or write a model of your own", "model-text") as drawer:
        if drawer.open:
            _edit()


def _set_aside() -> None:
    """Offer the model from before, where the frame doesn't offer the case from before."""
    before = editor.set_aside()
    if before is not None and before.is_empty:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"The app put “{plain(before.model.title)}” aside.")
            st.button("Bring that model back", key="model.undo", on_click=opening.bring_back)


def _holds() -> None:
    model = session.work().model
    st.subheader(plain(model.title))
    if model.question:
        st.markdown(plain(model.question))
    st.markdown(plain(counts(model)))
    st.markdown(plain(pair_says(model)))
    faults = editor.faults_of_open()
    if faults:
        st.markdown("#### For its author to look at")
        _faults(faults, editor.open_text())
    view.parts(model)


def _edit() -> None:
    st.html(STYLE)
    _start()
    now = editor.text()
    # At each run: back from another page, the browser would begin with an empty text.
    st.session_state[editor.AREA] = now
    st.text_area("The text of the model", key=editor.AREA, height=420, on_change=editor.typed)
    with st.container(horizontal=True):
        st.button("Check", key="model.check", on_click=editor.check)
        st.button("Use this model", key="model.use", on_click=editor.use)
        if st.button("Save as a file", key="model.save"):
            _save()
    if editor.is_changed():
        st.caption(
            "Not in use. The app keeps this text only while the browser tab is open, and not on "
            "disk. Use it, or save it as a file."
        )
    else:
        st.caption("This is the model that is open.")
    _waiting()
    _found()


@st.dialog("Save the text as a file")
def _save() -> None:
    """Offer the text in a window of its own, so that what is saved is what was typed last."""
    written = editor.text()
    if st.download_button(
        "Download criteria.yaml",
        written.encode(),
        "criteria.yaml",
        "application/yaml",
        key="model.download",
    ):
        st.rerun()
    st.caption("The file holds the text as it stands, sound or not.")


def _start() -> None:
    with st.expander("Start from another text"):
        names = editor.starting_names()
        point = st.selectbox(
            "Start from", list(names), format_func=lambda name: names[name], key="model.from"
        )
        st.button(
            "Put it in the editor",
            key="model.start",
            on_click=lambda: editor.start_from(editor.text_of(point)),
        )
        _file()
    undo.offer(editor.REPLACED, "Bring my text back", key="model.back")


def _file() -> None:
    turn = st.session_state.setdefault("model.turn", 0)
    key = f"model.file.{turn}"

    def opened() -> None:
        file = st.session_state[key]
        if file is not None:
            wrong = editor.load(file.getvalue())
            st.session_state["model.wrong"] = wrong and f"{file.name}, {wrong}"
            st.session_state["model.turn"] += 1

    st.file_uploader("Or a model file of yours, sound or not", key=key, on_change=opened)
    if wrong := st.session_state.get("model.wrong"):
        st.error(plain(wrong))


def _waiting() -> None:
    fits = editor.waiting()
    if fits is None:
        return
    with st.container(border=True):
        st.markdown("**You can use this model. Some of the open case doesn't fit it:**")
        lines = [f"- {plain(line)}" for line in fits.left_out[:SHOWN]]
        if len(fits.left_out) > SHOWN:
            lines.append(f"- and {len(fits.left_out) - SHOWN} more")
        st.markdown("\n".join(lines))
        st.caption("Either way, you can bring the case back as it stands now.")
        with st.container(horizontal=True):
            st.button(
                "Use it, with what fits",
                key="model.fits",
                on_click=editor.use_all_the_same,
                args=(False,),
            )
            st.button(
                "Use it, with an empty case",
                key="model.empty",
                on_click=editor.use_all_the_same,
                args=(True,),
            )


def _found() -> None:
    found = editor.found()
    if found is None:
        return
    if found.text != editor.text():
        st.info("The text has changed since it was checked. Check it again.")
    errors = sum(fault.severity == "error" for fault in found.faults)
    if found.model is None:
        st.markdown(f"#### {errors} problem{'' if errors == 1 else 's'} to mend")
    elif found.faults:
        st.markdown("#### You can use it. For its author to look at")
    else:
        st.success(plain(f"No problems. {counts(found.model)}"))
    _faults(found.faults, found.text)


def _faults(faults: Sequence[Fault], text: str) -> None:
    """Show each fault above its line of the text."""
    for fault in faults[:FAULTS]:
        say = st.error if fault.severity == "error" else st.warning
        say(f"Line {fault.line}: {plain(fault.message)}")
        st.code(excerpt(text, fault), language=None)
    if len(faults) > FAULTS:
        errors = any(fault.severity == "error" for fault in faults)
        more = " Mend these first, and check again." if errors else ""
        st.caption(f"And {len(faults) - FAULTS} more.{more}")
