"""Unsaved work, kept on this machine so that a refresh or a restart keeps it.

A draft is a case file in a folder of its own in the user's data folder, with the model
beside it where that is not the shipped one. Its name is a random token, which the
browser's address carries. Its first line names the model by its hash, so that a save cut
short between the two files leaves the earlier draft whole.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from decision.errors import DecisionError, OutputError
from decision.files.atomic_write import write_bytes
from decision.files.documents import dump_case, parse_case, parse_model
from decision.files.shipped import shipped
from decision.model.case import Case
from decision.model.decision_model import DecisionModel

_TOKEN = re.compile(r"[A-Za-z0-9_-]{22}")
_MARK = re.compile(rb"# model: ([0-9a-f]{64}|shipped)\r?\n")  # the first line of a draft
KEPT = 20  # drafts; older ones are removed as new ones come


@dataclass(frozen=True)
class Draft:
    """A saved case with its model, and when it was last changed, in local time."""

    token: str
    case: Case
    model: DecisionModel
    model_data: bytes | None  # None: the shipped model
    changed: dt.datetime


class Drafts:
    """The drafts in one folder.

    Args:
        folder: where they are; the user's data folder where it is left out.
        shipped_model: returns the shipped model where it is in memory already; else it is read
            for each draft.
        most: how many are kept; the oldest are removed as new ones come. None: all.

    >>> import tempfile
    >>> drafts = Drafts(Path(tempfile.mkdtemp()))
    >>> drafts.load(new_token()) is None
    True
    """

    def __init__(
        self,
        folder: Path | None = None,
        shipped_model: Callable[[], DecisionModel] | None = None,
        most: int | None = KEPT,
    ) -> None:
        self.folder = (
            folder or Path(platformdirs.user_data_dir("pacs-placement", appauthor=False)) / "drafts"
        )
        self._shipped_model = shipped_model or shipped
        self._most = most

    def beside(self, folder: Path) -> Drafts:
        """Return the drafts in another folder, all of which are kept."""
        return Drafts(folder, self._shipped_model, most=None)

    def save(self, token: str, case: Case, model_data: bytes | None) -> None:
        """Save a case, and its model where that is not the shipped one.

        Raises OutputError: it can't be written; an earlier draft is untouched.
        """
        path = self._path(token)
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise OutputError(f"{self.folder}: this folder can't be made ({error})") from None
        mark = "shipped" if model_data is None else hashlib.sha256(model_data).hexdigest()
        beside = self._model_path(token, mark)
        if model_data is not None and _read(beside) != model_data:
            write_bytes(beside, model_data)
        write_bytes(path, f"# model: {mark}\n{dump_case(case)}".encode())
        for earlier in self._models(token):
            if earlier != beside:
                with contextlib.suppress(OSError):  # in nobody's way; the next save tries again
                    earlier.unlink()
        if self._most is not None:
            for old in self.tokens()[self._most :]:
                self.forget(old)

    def load(self, token: str) -> Draft | None:
        """Return the draft of a token; None where there is none, or none that can be read."""
        if not _TOKEN.fullmatch(token):
            return None
        try:
            path = self._path(token)
            written = path.read_bytes()
            data = self._model_data(token, written)
            model = self._shipped_model() if data is None else parse_model(data, "model").value
            case = parse_case(written, path.name, model).value
            changed = dt.datetime.fromtimestamp(path.stat().st_mtime)
        except (OSError, DecisionError):
            return None
        return Draft(token, case, model, data, changed)

    def stamp(self, token: str) -> int | None:
        """Return a number that changes whenever a draft is written; None where there is none."""
        try:
            return self._path(token).stat().st_mtime_ns
        except OSError:
            return None

    def tokens(self) -> list[str]:
        """Return the tokens of all drafts, the latest first."""
        found = []
        for path in self._files("*.case.yaml"):
            token = path.name.removesuffix(".case.yaml")
            if _TOKEN.fullmatch(token):
                with contextlib.suppress(OSError):  # another window may have just forgotten it
                    found.append((path.stat().st_mtime_ns, token))
        return [token for _, token in sorted(found, reverse=True)]

    def forget(self, token: str) -> None:
        """Delete a draft from this machine, for good; see `deleted_drafts` to keep it a while."""
        for path in (self._path(token), *self._models(token)):
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)

    def _path(self, token: str) -> Path:
        if not _TOKEN.fullmatch(token):
            raise ValueError("not a draft's token")
        return self.folder / f"{token}.case.yaml"

    def _model_path(self, token: str, mark: str) -> Path:
        return self._path(token).with_name(f"{token}.{mark}.criteria.yaml")

    def _models(self, token: str) -> list[Path]:
        """Return the paths of the models beside a draft: its own, and those of cut-off saves."""
        return self._files(f"{token}.*criteria.yaml")

    def _files(self, pattern: str) -> list[Path]:
        with contextlib.suppress(OSError):
            return list(self.folder.glob(pattern))
        return []

    def _model_data(self, token: str, written: bytes) -> bytes | None:
        """Return the bytes of the model that a draft was written for; None for the shipped one.

        Raises OSError: it can't be read, or is gone.
        """
        marked = _MARK.match(written)
        mark = marked[1].decode() if marked else "shipped"
        return None if mark == "shipped" else self._model_path(token, mark).read_bytes()


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def new_token() -> str:
    """Return a random token of 128 bits: 22 letters, digits, hyphens and underscores."""
    return secrets.token_urlsafe(16)
