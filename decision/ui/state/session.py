"""What one browser session works on: one frozen value, replaced and never changed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import streamlit as st

from decision.engine import Evaluation, evaluate
from decision.errors import Fault, OutputError
from decision.files.deleted_drafts import DeletedDrafts
from decision.files.documents import dump_case, read_model
from decision.files.drafts import Draft, Drafts, new_token
from decision.files.shipped import shipped
from decision.model.case import Case, ModelNote
from decision.model.decision_model import DecisionModel
from decision.serving import hosted, invitations, open_workshop, owner
from decision.serving.invitations import Invitation
from decision.ui.state import undo
from decision.wording.text import UNSEEN

Opener = Callable[[bytes, str], tuple[Fault, ...]]

INPUT = "in."  # every widget that edits the case has a key that starts so
_UNHEARD = "seed.unheard"  # the keys of widgets whose value the browser has not sent yet
ASKED = f"{INPUT}asked"  # the question that a link leads to; gone once another page is shown
LOST = "shared.lost"  # True once a shared case opens no more, or the draft that did not open
ADDRESS = "work"  # the key in the address that says which draft is open


@dataclass(frozen=True)
class Work:
    """A case, the model it is read by, and where both are kept.

    Attributes:
        model_data: the model's file as it was opened; None for the shipped one.
        token: the name of the draft.
        stamp: of the draft as this session last read or wrote it, to notice another tab.
        saved: the case as it was last opened or saved to a file.
        seen: whether the result has been shown since the weights last changed.
        shared: by what another's case is open; None: it is this person's own.
    """

    model: DecisionModel
    case: Case
    token: str
    model_data: bytes | None = None
    stamp: int | None = None
    saved: Case | None = None
    seen: bool = False
    shared: Invitation | None = None

    @cached_property
    def key(self) -> str:
        """Return a key that is the same for the same model and case."""
        return f"{self.model.fingerprint}/{self.case!r}"

    @property
    def is_empty(self) -> bool:
        """Return whether nothing has been entered yet."""
        return self.case == Case()

    @property
    def is_saved(self) -> bool:
        """Return whether the case is in a file as it stands."""
        return self.case == self.saved or self.is_empty


def work() -> Work:
    """Return what this session works on; `start` must have run."""
    current: Work = st.session_state["work"]
    if not invitations.holds(current.shared):
        leave()
        st.session_state[LOST] = True
    return st.session_state["work"]  # type: ignore[no-any-return]


def leave() -> None:
    """Open an empty case in place of one that others see too, which is kept where it is."""
    st.session_state["work"] = Work(shipped_model(), Case(), new_token())
    st.session_state.pop(undo.STACK, None)
    clear_inputs()


def shared_by_me(token: str) -> list[Invitation]:
    """Return the invitations that this person has given to a case of their own."""
    every = invitations.store()
    return every.given(_whose(), token) if every else []


def invited(by: Invitation) -> Work | None:
    """Return another's case as work; None: it is gone, or can't be read."""
    found = _drafts(by.owner).load(by.token)
    if found is None:
        return None
    stamp = _drafts(by.owner).stamp(by.token)
    return Work(found.model, found.case, found.token, found.model_data, stamp, shared=by)


def _kept_in(one: Work) -> Drafts:
    return drafts() if one.shared is None else _drafts(one.shared.owner)


def _invited_to(token: str) -> Work | None:
    every, me = invitations.store(), hosted.person()
    if every is None or me is None:
        return None
    found = [each for each in every.received(me.name) if each.token == token]
    return invited(found[0]) if found else None


def _catch_up() -> bool:
    """Take over what others have written to a case that is shared; return whether they had."""
    now = work()
    if now.shared is None and not shared_by_me(now.token):
        return False
    stamp = _kept_in(now).stamp(now.token)
    found = None if stamp in (None, now.stamp) else _kept_in(now).load(now.token)
    if found is None:
        return False
    st.session_state["work"] = replace(
        now, model=found.model, case=found.case, model_data=found.model_data, stamp=stamp
    )
    clear_inputs()
    return True


@st.cache_resource(show_spinner=False)
def shipped_model() -> DecisionModel:
    """Return the shipped model, read once."""
    return read_model(shipped("criteria.yaml")).value


@st.cache_resource(show_spinner=False, max_entries=64)
def _evaluated(key: str, _work: Work) -> Evaluation:
    return evaluate(_work.model, _work.case)


def evaluation() -> Evaluation:
    """Return the evaluation of the open case, made once for each case."""
    return _evaluated(work().key, work())


_OWNER, _OTHERS = "", "others"


def _whose() -> str:
    """Return a key of whose work this session's is.

    It is that of whoever started the app, or of everybody else on this machine; under
    `decision serve`, of the person who has signed in.
    """
    if hosted.hosting() is not None:
        return hosted.key()
    return _OWNER if open_workshop.is_owner() else _OTHERS


def drafts() -> Drafts:
    """Return the drafts of whose work this session's is."""
    return _drafts(_whose())


@st.cache_resource(show_spinner=False)
def _drafts(whose: str) -> Drafts:
    if hosted.hosting() is not None:
        return Drafts(hosted.folder(whose) / "drafts", shipped_model)
    every = Drafts(shipped_model=shipped_model)
    # Of others none is ever offered: each is found by its address alone.
    return every if whose == _OWNER else Drafts(every.folder / _OTHERS, shipped_model)


def deleted() -> DeletedDrafts:
    """Return the deleted cases that this machine still keeps, beside the drafts."""
    return _deleted(_whose())


@st.cache_resource(show_spinner=False)
def _deleted(whose: str) -> DeletedDrafts:
    return DeletedDrafts(_drafts(whose))


@st.cache_resource(show_spinner=False, max_entries=2)
def _purged(day: dt.date) -> bool:
    """Delete for good, once a day, the cases that were deleted long ago."""
    for whose in (_OWNER, _OTHERS) if hosted.hosting() is None else hosted.everybody():
        _deleted(whose).purge(day)
    return True


def start() -> None:
    """Load the draft that the address names, or start with an empty case.

    A session keeps its token whatever case it opens: Streamlit shows a new address only one
    step late, and a reload in between must not lose anything.
    """
    _purged(dt.date.today())
    if "work" not in st.session_state:
        asked = st.query_params.get(ADDRESS, "")
        found = drafts().load(asked)
        opened = _invited_to(asked) if found is None else as_work(found)
        st.session_state[LOST] = "" if opened else asked
        token = asked if asked in unfinished() else new_token()
        st.session_state["work"] = opened or Work(shipped_model(), Case(), token)
    _catch_up()
    if st.query_params.get(ADDRESS) != work().token:
        st.query_params[ADDRESS] = work().token
    for name in (owner.KEY, open_workshop.ADDRESS):  # where no cookie keeps it, the address does
        if name in st.session_state and name not in st.query_params:
            st.query_params[name] = st.session_state[name]


def address() -> dict[str, str]:
    """Return what a link to another page carries: put there later, it would take two steps back."""
    kept = (name for name in (owner.KEY, open_workshop.ADDRESS) if name in st.session_state)
    return {ADDRESS: work().token, **{name: st.session_state[name] for name in kept}}


def as_work(found: Draft) -> Work:
    """Return a draft as work, seen or not as it was kept."""
    stamp, seen = drafts().stamp(found.token), found.token in seen_drafts()
    return Work(found.model, found.case, found.token, found.model_data, stamp, seen=seen)


def change(**parts: Any) -> None:
    """Replace parts of the case, and keep the new one on this machine."""
    keep(replace(work(), case=work().case.model_copy(update=parts)))


@dataclass(frozen=True)
class Remembered:
    """What the server remembers of one person's drafts, so that a reload forgets none of it.

    Attributes:
        seen: the drafts whose result has been shown.
        unknown: the questions answered with "don't know", by draft: a case can't tell them.
        unfinished: what is half entered, by draft: no case holds it.
        copies: the draft of what was put aside, by that of what is open.
    """

    seen: set[str] = field(default_factory=set)
    unknown: dict[str, set[str]] = field(default_factory=dict)
    unfinished: dict[str, Any] = field(default_factory=dict)
    copies: dict[str, str] = field(default_factory=dict)


@st.cache_resource(show_spinner=False)
def _remembered(whose: str) -> Remembered:
    return Remembered()


def seen_drafts() -> set[str]:
    """Return the drafts whose result has been shown."""
    return _remembered(_whose()).seen


def is_unknown(name: str) -> bool:
    """Return whether somebody has said that they don't know a fact, or an item as "fact/item"."""
    return name in _remembered(_whose()).unknown.get(work().token, ())


def mark_unknown(name: str, unknown: bool = True) -> None:
    """Remember that a question was answered with "don't know", or no longer is."""
    marks = _remembered(_whose()).unknown.setdefault(work().token, set())
    (marks.add if unknown else marks.discard)(name)


def unfinished() -> dict[str, Any]:
    """Return what is half entered, by draft: a reload finds it again, and no case holds it."""
    return _remembered(_whose()).unfinished


def copies() -> dict[str, str]:
    """Return the draft of what was put aside, by that of what is open, for after a reload."""
    return _remembered(_whose()).copies


def result_seen() -> None:
    """Remember that the result of the open case has been shown."""
    if not work().seen:
        st.session_state["work"] = replace(work(), seen=True)
        seen_drafts().add(work().token)


def keep(new: Work) -> None:
    """Replace the open work and keep it on this machine.

    Where another tab has written the same draft meanwhile, this one goes on under a name
    of its own, so that neither loses anything.
    """
    if not invitations.may_edit(new.shared):
        st.session_state["work"] = new  # once it is taken back, the next look finds none
        return
    where = _kept_in(new)
    if new.stamp != where.stamp(new.token) and where.stamp(new.token) is not None:
        if _catch_up():
            st.toast("Somebody else changed this case first. Look, and enter yours again.")
            return
        new = replace(new, token=new_token())
        st.toast("This case is also open in another tab. From here on, each keeps its own copy.")
    (seen_drafts().add if new.seen else seen_drafts().discard)(new.token)
    try:
        where.save(new.token, new.case, new.model_data)
        if every := invitations.store():
            whose = new.shared.owner if new.shared else _whose()
            every.rename(whose, new.token, new.case.site.name)
        st.session_state.pop("not-kept", None)
    except OutputError as error:
        st.session_state["not-kept"] = str(error)
    st.session_state["work"] = replace(new, stamp=where.stamp(new.token))


def with_item(group: Mapping[str, Any], name: str, value: Any) -> dict[str, Any]:
    """Return a copy of a group with one item set, or without it where the value is None."""
    changed = {key: item for key, item in group.items() if key != name}
    if value is not None:
        changed[name] = value
    return changed


def seed_key(key: str, value: Any) -> str:
    """Set the value of a widget before it is first shown; return its key.

    A browser may never get what one run sent: a second tap ends the run, or the next run's
    message arrives before the first is on the screen. The field then stands at nothing or 0,
    and would send that back as if it had been typed. So each run tells the value again until
    the browser has sent one of its own; from then on that would undo what is being typed.
    """
    unheard: set[str] = st.session_state.setdefault(_UNHEARD, set())
    if key not in st.session_state:
        unheard.add(key)
        st.session_state[key] = value
    elif key in unheard:
        st.session_state[key] = st.session_state[key]
    return key


def heard(widget: str) -> None:
    """Note that the browser has sent the value of a widget, by the id that Streamlit gives it."""
    # "$$ID-<hash>-<key>"; a hash holds no hyphen, and a key may.
    st.session_state.get(_UNHEARD, set()).discard(widget.split("-", 2)[-1])


def seed(name: str, value: Any) -> str:
    """Set the value of an input before it is first shown; return its key."""
    return seed_key(INPUT + name, value)


def value_of(name: str) -> Any:
    """Return what an input holds."""
    return st.session_state[INPUT + name]


def typed(name: str) -> str | None:
    """Return what was typed into an input, without what can't be seen; None where it is empty."""
    return UNSEEN.sub("", str(value_of(name) or "")).strip() or None


def drop_inputs(*names: str) -> None:
    """Let inputs take their value from the case again; a name covers those below it."""
    for key in list(st.session_state):
        if any(f"{key}.".startswith(f"{INPUT}{name}.") for name in names):
            del st.session_state[key]


def clear_inputs() -> None:
    """Let every input take its value from the case again, and drop what undoes parts of it."""
    for key in list(st.session_state):
        if str(key).startswith(INPUT):
            del st.session_state[key]
    _remembered(_whose()).unknown.pop(work().token, None)
    unfinished().pop(work().token, None)
    undo.drop_of_case()


def mark_saved(case: Case) -> None:
    """Remember that a case is in a file: the one the button was made for, not a later one."""
    st.session_state["work"] = replace(work(), saved=case)
    st.session_state["just-saved"] = True


def case_file() -> str:
    """Return the open case as the text of a case file, marked with its model."""
    return _case_file(work().key, work())


@st.cache_resource(show_spinner=False, max_entries=64)
def _case_file(key: str, _work: Work) -> str:
    note = ModelNote(title=_work.model.title, fingerprint=_work.model.fingerprint)
    return dump_case(_work.case.model_copy(update={"model": note}))


def file_name(ending: str) -> str:
    """Return a file name made from the site's name, safe on every system."""
    name = re.sub(r"[^a-z0-9]+", "-", (work().case.site.name or "").lower()).strip("-")[:60]
    return f"{name or 'case'}-{dt.date.today().isoformat()}.{ending}"
