"""What stands around every page: the work found again, the sidebar, and the last safety net."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from decision.files.deleted_drafts import DAYS
from decision.model.case import Case
from decision.serving import hosted, open_workshop
from decision.ui import assets
from decision.ui.model import editor
from decision.ui.state import opening, runner_hooks, session
from decision.ui.widgets import display, links, shared_cases
from decision.wording import dates
from decision.wording.text import plain

runner_hooks.install()


def run(pages: Mapping[str, Sequence[StreamlitPage]], beside: Sequence[StreamlitPage] = ()) -> None:
    """Run the page that is asked for, inside the frame.

    Whoever comes from a room's phone gets the page for phones, and nothing of the others runs.
    """
    ours = st.session_state[runner_hooks.OURS] = open_workshop.has_app()
    if not ours and open_workshop.doors() is None:
        _refuse()
        return
    open_workshop.tell_address()
    every = {**pages, "": beside}
    inside = (
        {section: list(some) for section, some in every.items()} if ours else _for_phones(every)
    )
    page = st.navigation(inside, position="hidden")
    st.set_page_config(
        page_title=f"{page.title} · Where should the team sit?",  # which page it is, read first
        page_icon=str(assets.ICON),
        layout="centered",
    )
    st.html(assets.style("app"))
    try:
        if ours:
            session.start()
            st.set_page_config(page_title=f"{page.title} · {session.work().model.title}")
            at_laptop = page.url_path == "workshop" and _in_turn()
            if page.url_path:
                st.session_state.pop(session.ASKED, None)
            if not at_laptop:
                _menu(pages)
                shared_cases.tell(stays=not page.url_path)
                opening.offers(stays=not page.url_path)
            runner_hooks.tell()
            page.run()
            if not at_laptop:  # last, for the page is what somebody waits for
                _sidebar()
        else:
            runner_hooks.tell()
            page.run()
    except Exception as error:  # a fault of ours: the reader's work is kept, and no traceback shows
        runner_hooks.page_fault(error, page.title)


def _refuse() -> None:
    """Show that the app is for its own machine, and nothing of it."""
    st.set_page_config(page_title="Only on its own machine", page_icon=str(assets.ICON))
    st.title("This app answers its own machine only")
    st.markdown(
        "You reach it from another machine, or by way of a proxy. What it keeps is one person's. "
        "Install the tool on your own machine, and run it there."
    )


def _in_turn() -> bool:
    """Return whether somebody has a turn at the laptop, and must see no case and no result."""
    from decision.ui.workshop import turns_at_laptop

    return turns_at_laptop.in_turn()


def _menu(pages: Mapping[str, Sequence[StreamlitPage]]) -> None:
    """Show the pages by section. Streamlit's own menu nests lists in a way no reader can follow."""
    with st.sidebar, st.container(key="menu", gap=None):
        for section, some in pages.items():
            st.caption(section)
            for page in some:
                st.page_link(page, width="stretch", query_params=session.address())


def _for_phones(
    pages: Mapping[str, Sequence[StreamlitPage]],
) -> dict[str, list[StreamlitPage]]:
    """Return the one page of the room, whatever page is asked for."""
    asked = ["join", *(page.url_path for some in pages.values() for page in some if page.url_path)]
    page = assets.page("join")
    return {
        "": [
            st.Page(page, title="Join", url_path="room", default=True),
            *(st.Page(page, title="Join", url_path=path) for path in asked),
        ]
    }


def _sidebar() -> None:
    work = session.work()
    with st.sidebar:
        _about()
        if signed_in := hosted.person():
            st.caption(f"Signed in as {plain(signed_in.name)}")
            if hosted.signs_in():
                st.button("Sign out", key="sign-out", on_click=st.logout, width="stretch")
        if work.model_data is not None:
            st.caption(f"Model: {plain(work.model.title)}")
        _progress(work)
        st.download_button(
            "Save the case as a file",
            session.case_file(),
            session.file_name("yaml"),
            "application/yaml",
            key="save",
            width="stretch",
            on_click=session.mark_saved,
            args=(work.case,),
        )
        with display.drawer("Open a case", "case") as drawer:
            if drawer.open:
                _uploader("case", "A case file, as saved from here", opening.open_case)
        with display.drawer("Examples", "examples") as drawer:
            if drawer.open:
                _offered("example", opening.example_names(), opening.open_example)
        with st.expander("Start new, or delete"):
            _leave(work)
        if opening.deleted_cases():
            with display.drawer(f"Deleted in the last {DAYS} days", "deleted") as drawer:
                if drawer.open:
                    _deleted()
        with display.drawer("Use another model", "model") as drawer:
            if drawer.open:
                _models(work)
        shared_cases.section(work)
        _kept(work)
        links.to("guide", "Guide")


def _about() -> None:
    """Show which site the case is of, and ask for it, for a role and for a date."""
    site = session.work().case.site

    def changed() -> None:
        day = session.value_of("site.date")
        parts = {
            "name": session.typed("site.name"),
            "prepared_by": session.typed("site.by"),
            "date": day if isinstance(day, dt.date) else None,
        }
        session.change(site=site.model_copy(update=parts))

    with st.container(gap=None):
        with st.container(key="whose"):
            st.markdown(f"**{plain(site.name or 'No site named yet')}**")
        about = display.popover("Name of the site, role, date", "about")
    with about:
        if not about.open:
            return
        st.text_input(
            "Name of the site",
            key=session.seed("site.name", site.name or ""),
            max_chars=120,
            on_change=changed,
        )
        st.text_input(
            "Prepared by (a role, not a name)",
            key=session.seed("site.by", site.prepared_by or ""),
            max_chars=120,
            on_change=changed,
        )
        st.date_input(
            "Date", key=session.seed("site.date", site.date), format="DD/MM/YYYY", on_change=changed
        )


def _leave(work: session.Work) -> None:
    """Offer an empty case in place of the open one, which is put aside or deleted."""
    st.button("Start a new case", key="restart", on_click=_restart, width="stretch")
    name = f"“{plain(work.case.site.name)}”" if work.case.site.name else "this case"
    st.button(
        f"Delete {name}",
        key="delete",
        on_click=opening.delete_open,
        disabled=work.is_empty or work.shared is not None,
        width="stretch",
    )
    if reason := st.session_state.get(opening.NOT_DELETED):
        st.error(
            f"The case was not deleted, since it can't be kept for {DAYS} days: {plain(reason)}"
        )
    st.caption(
        f"A deleted case is kept on {hosted.place()} for {DAYS} days and can be restored here; "
        f"then it is gone. Files that you saved stay where they are."
    )


def _deleted() -> None:
    """List the cases that can be restored, each with the last day on which it can."""
    for one in opening.deleted_cases():
        name = opening.deleted_name(one)
        shown = "A case without a name" if name == "" else name or "A case that can't be read"
        st.markdown(f"**{plain(shown)}**  \nKept until {dates.day(one.until)}")
        with st.container(horizontal=True):
            if name is not None:
                st.button(
                    "Restore", key=f"restore.{one.token}", on_click=opening.restore, args=(one,)
                )
            st.button(
                "Delete for good",
                key=f"delete.{one.token}",
                on_click=opening.remove_for_good,
                args=(one,),
                help="At once. This can't be undone.",
            )


def _offered(kind: str, titles: Mapping[str, str], take: Callable[[str], None]) -> None:
    for name, title in titles.items():
        st.button(plain(title), key=f"{kind}.{name}", on_click=take, args=(name,), width="stretch")


def _models(work: session.Work) -> None:
    st.caption("Opens another criteria.yaml, with an empty case.")
    _uploader("model", "A model file", opening.open_model)
    links.to("about", "Or paste a table, under Model")
    _offered("example-model", editor.example_titles(), editor.open_example_model)
    if work.model_data is not None:
        st.button("Back to the shipped model", key="shipped", on_click=_shipped)


def _progress(work: session.Work) -> None:
    table = session.evaluation().standing.table
    every = len(table.readings)
    if every:
        known = every - len(table.unanswered)
        st.progress(known / every, text=f"{known} of {every} questions answered")


def _kept(work: session.Work) -> None:
    if st.session_state.pop("just-saved", False) and not work.is_saved:
        # A browser takes what was typed and the click together, and the file was made before.
        st.warning("The file does not hold your last change. Save it once more.")
        return
    if "not-kept" in st.session_state:
        st.warning(
            f"This case can't be kept on {hosted.place()} ({plain(st.session_state['not-kept'])}). "
            f"Save it as a file."
        )
    elif work.shared is not None:
        return  # said above the page
    elif work.is_empty:
        alone = "Nothing is sent anywhere." if hosted.hosting() is None else "It is yours alone."
        st.caption(f"What you enter is kept on {hosted.place()} as you go. {alone}")
        if not open_workshop.is_owner():
            st.caption("This page's address finds it again. Keep it, or save the case as a file.")
    elif work.is_saved:
        st.caption(f"This case is in your file as it stands, and kept on {hosted.place()}.")
    else:
        kept = f"Kept on {hosted.place()} as you go."
        st.caption(f"{kept} Not saved as a file since the last change.")


def _uploader(name: str, label: str, take: session.Opener) -> None:
    """Show a file picker that hands over each file once, and what is wrong with it."""
    turn = st.session_state.setdefault(f"turn.{name}", 0)
    key = f"open.{name}.{turn}"
    found = f"{session.INPUT}found.{name}"  # gone with the inputs when another case is opened

    def opened() -> None:
        file = st.session_state[key]
        if file is not None:
            st.session_state[found] = take(file.getvalue(), file.name)
            st.session_state[f"turn.{name}"] += 1

    st.file_uploader(label, key=key, on_change=opened)
    display.faults(st.session_state.get(found, ()))


def _restart() -> None:
    opening.replace_work(session.work().model, Case(), session.work().model_data, saved=False)


def _shipped() -> None:
    opening.replace_work(session.shipped_model(), Case(), None, saved=False)
