"""Ballots that came by e-mail: many files at once, each checked, and each person counted once."""

from __future__ import annotations

import secrets
import sqlite3
from collections import Counter
from dataclasses import dataclass
from typing import Literal

import streamlit as st

from decision.engine import evaluate
from decision.errors import DocumentError
from decision.report.html import one_file
from decision.serving.open_workshop import Held
from decision.ui.widgets import display
from decision.ui.workshop.shared_state import act, ballots
from decision.wording.text import one_line, plain
from decision.workshop.access import admission
from decision.workshop.errors import BallotError, NotNowError, RefusedError, WorkshopError
from decision.workshop.rules.ballot_files import BallotFile, read_ballot_file
from decision.workshop.rules.session import number_open
from decision.workshop.store import rows
from decision.workshop.store.ballot_rows import take

MOST = 200  # files at once; the rest are told to come later
ADDED = "workshop.files"  # what became of the files added last
TURN = "files.turn"  # which uploader is shown: each is used once
_LONGEST = 60  # characters of a file's name as shown

What = Literal["refused", "replaced", "again", "counted"]


@dataclass(frozen=True)
class Outcome:
    """What became of one file: a word, and a sentence for the facilitator."""

    file: str
    what: What
    says: str


def section(held: Held) -> None:
    """Take ballot files, and show what became of those added last."""
    st.markdown(
        "Add the ballots that people sent before the meeting. Each counts once, in this round. "
        "Nobody who sent one should vote again in it: they would count twice."
    )
    key = f"files.{st.session_state.setdefault(TURN, 0)}"
    st.file_uploader(
        "Add ballots sent by e-mail",
        accept_multiple_files=True,
        key=key,
        on_change=act,
        args=(_add, held, key),
    )
    _show(held)
    save(held)


def save(held: Held) -> None:
    """Offer the file in which people fill in a ballot before the meeting."""
    model, settings = held.model, held.room.settings
    if model is None:
        st.caption("This workshop's model is not on this machine, so there is no file to send.")
        return
    st.markdown(
        "People open this file, fill in a ballot and e-mail it back. It shows no result, and "
        "needs nothing installed. Whoever gets that e-mail can read the ballot."
    )
    st.download_button(
        "Ballot file to send before the meeting",
        lambda: one_file.as_html(
            evaluate(model), mode="ballot", roles=() if settings.free_roles else settings.roles
        ),
        "ballot.html",
        "text/html",
        key="files.save",
        on_click="ignore",
    )


def take_in(held: Held, name: str, data: bytes) -> Outcome:
    """Count the ballot in a file, or leave everything as it is; return which.

    A file with the id of an earlier one is the same person's: it replaces that one where it says
    something else. The id outlasts a closed workshop, so a copy counts once after that too.
    """
    file, settings = one_line(name, _LONGEST, "?"), held.room.settings
    try:
        sent = read_ballot_file(data, file, settings.form, settings.fingerprint)
        return Outcome(file, *held.room.store.write(lambda db: _count(db, held, sent)))
    except DocumentError as error:
        first = next(fault for fault in error.faults if fault.severity == "error")
        return Outcome(file, "refused", f"Not counted. Line {first.line}: {first.message}.")
    except WorkshopError as error:
        return Outcome(file, "refused", f"Not counted. {error}")


def _count(db: sqlite3.Connection, held: Held, sent: BallotFile) -> tuple[What, str]:
    """Store a ballot, in one transaction with the admission of its person.

    Raises:
        WorkshopError: it can't be counted now.
    """
    room = held.room
    if not admission.is_facilitator(db, held.secret):
        raise RefusedError("Only the facilitator can add ballots.")
    number = number_open(rows.session(db))
    if number != 1:
        raise NotNowError("Ballots sent before the meeting count in the first round only.")
    token = admission.token_from(sent.id, "ballot file")
    role, unlisted = _role(held, sent.role)
    room.admit(db, token, role)
    who, first = admission.person(db, token)
    before = next(iter(rows.ballots(db, number, who)), None)
    if before is not None and before.removed is not None:
        raise NotNowError(
            f"It was taken out of this round ({before.removed}). Put it back below first."
        )
    if before is not None and before.given == sent.given:
        return "again", "Counted already: the same ballot. It counts once."
    take(db, who, sent.given, secrets.token_urlsafe(16), "file", room.store.now())
    if before is None:
        return "counted", f"Counted{unlisted}."
    # The record holds a commitment to the first role, so that one stays.
    kept = f" The role stays {first or 'not given'}." if first != role else ""
    return "replaced", f"Counted, in place of an earlier ballot of the same person.{kept}"


def _role(held: Held, written: str) -> tuple[str | None, str]:
    """Return a role as the workshop knows it, and what to say where it doesn't."""
    listed = {role.casefold(): role for role in held.room.settings.roles}
    try:
        return held.room.settings.role(listed.get(written.casefold(), written)), ""
    except BallotError:
        return None, f" without a role: {written} is not on the list"


def _add(held: Held, key: str) -> None:
    files = st.session_state[key]
    if not files:
        return
    st.session_state[TURN] += 1
    found = [take_in(held, file.name, file.getvalue()) for file in files[:MOST]]
    found += [
        Outcome(one_line(file.name, _LONGEST, "?"), "refused", f"Not read. Add {MOST} at a time.")
        for file in files[MOST:]
    ]
    st.session_state[ADDED] = (held.secret, found)
    if any(outcome.what in ("counted", "replaced") for outcome in found):
        held.facilitator.back_up()


def _show(held: Held) -> None:
    """Show what became of the files added last, those that don't count first."""
    secret, found = st.session_state.get(ADDED, ("", []))
    if secret != held.secret:
        return
    count = Counter(outcome.what for outcome in found)
    new = count["counted"] + count["replaced"]
    said = [f"{ballots(new)} counted from {len(found)} file{'' if len(found) == 1 else 's'}"]
    said += [f"{count['again']} counted already"] if count["again"] else []
    said += [f"{count['refused']} not counted"] if count["refused"] else []
    st.markdown(f"**{plain(', '.join(said))}.**")
    order: list[What] = ["refused", "replaced", "again", "counted"]
    display.table(
        {"File": outcome.file, "What became of it": outcome.says}
        for outcome in sorted(found, key=lambda outcome: order.index(outcome.what))
    )
