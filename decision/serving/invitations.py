"""Invitations: who may read or edit a case that is somebody else's, until its owner says no.

They are held in memory and written whole to one file, so that what a page asks on every run costs
nothing, and a restart loses none.
"""

from __future__ import annotations

import json
import threading
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from decision.errors import DecisionError
from decision.files.atomic_write import write_bytes
from decision.serving.hosted import LONGEST, Person, person_of

FILE = "shared.json"  # in the folder of all that is kept
MOST = 200  # invitations of one person
NAMELESS = "A case without a name"


@dataclass(frozen=True)
class Invitation:
    """Somebody's leave to open another's case.

    Attributes:
        owner: the key of whose it is, and `owner_name` how they are shown.
        token: of the draft.
        guest: the name of who may open it.
        title: what it is called.
        edits: whether they may change it too.
    """

    owner: str
    owner_name: str
    token: str
    guest: str
    title: str
    edits: bool


class Invitations:
    """The invitations kept in one folder. Safe from many threads.

    Raises:
        DecisionError: the file can't be read.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        self._guard = threading.Lock()
        self._all: dict[tuple[str, str, str], Invitation] = {}
        try:
            if self._path.exists():
                for each in json.loads(self._path.read_text("utf-8")):
                    self._put(self._all, Invitation(**each))
        except (OSError, ValueError, TypeError) as error:
            raise DecisionError(
                f"{self._path}: can't be read ({error}); put it back from a backup, or remove it "
                f"and all cases are their owners' alone"
            ) from None

    def invite(self, owner: Person, token: str, title: str | None, name: str, edits: bool) -> None:
        """Let somebody open a case; again changes what they may.

        Raises:
            DecisionError: that is nobody's name, or the owner's own, or there are too many.
        """
        guest = person_of(name)
        if guest is None:
            raise DecisionError(f"Write the name they sign in with, up to {LONGEST} characters.")
        if guest.name == owner.name:
            raise DecisionError("That is your own name.")
        new = Invitation(owner.key, owner.name, token, guest.name, title or NAMELESS, edits)
        with self._guard:
            changed = dict(self._all)
            self._put(changed, new)
            if sum(each.owner == owner.key for each in changed.values()) > MOST:
                raise DecisionError(f"You have shared {MOST} times. Stop sharing with somebody.")
            self._write(changed)

    def rename(self, owner: str, token: str, title: str | None) -> None:
        """Show somebody's case by another title from now on.

        Raises:
            OutputError: it can't be kept.
        """
        with self._guard:
            changed = dict(self._all)
            for one in self.given(owner, token):
                self._put(changed, replace(one, title=title or NAMELESS))
            self._write(changed)

    def revoke(self, one: Invitation) -> None:
        """Take an invitation back: from now on it opens nothing. Idempotent."""
        with self._guard:
            self._write({key: each for key, each in self._all.items() if key != _key(one)})

    def given(self, owner: str, token: str | None = None) -> list[Invitation]:
        """Return the invitations that somebody has given, to one case or to all of theirs."""
        every = list(self._all.values())
        return [each for each in every if each.owner == owner and token in (None, each.token)]

    def received(self, name: str) -> list[Invitation]:
        """Return the invitations that somebody has, by their name."""
        return [each for each in list(self._all.values()) if each.guest == name]

    def now(self, one: Invitation) -> Invitation | None:
        """Return an invitation as it stands now; None: it has been taken back."""
        return self._all.get(_key(one))

    @staticmethod
    def _put(where: dict[tuple[str, str, str], Invitation], one: Invitation) -> None:
        where[_key(one)] = one

    def _write(self, changed: dict[tuple[str, str, str], Invitation]) -> None:
        if changed != self._all:
            text = json.dumps([asdict(each) for each in changed.values()], indent=1)
            write_bytes(self._path, text.encode())
            self._all = changed


def _key(one: Invitation) -> tuple[str, str, str]:
    return one.owner, one.token, one.guest


_store: Invitations | None = None


def begin(folder: Path | None) -> None:
    """Read the invitations of a server. Only the launcher does; None: there are none any more."""
    global _store
    _store = None if folder is None else Invitations(folder)


def store() -> Invitations | None:
    """Return the invitations of this server; None: it is one person's own."""
    return _store


def holds(one: Invitation | None) -> bool:
    """Return whether an invitation still opens its case; None: the case is one's own."""
    return one is None or (_store is not None and _store.now(one) is not None)


def may_edit(one: Invitation | None) -> bool:
    """Return whether an invitation lets somebody change its case; None: the case is one's own."""
    now = None if one is None or _store is None else _store.now(one)
    return one is None or (now is not None and now.edits)
