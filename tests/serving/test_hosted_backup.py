"""A copy of what is kept is whole, though it is made while it is in use."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
import zipfile
from pathlib import Path

import pytest

from decision.errors import DecisionError
from decision.files.drafts import Drafts, new_token
from decision.files.shipped import shipped
from decision.model.case import Case, Site
from decision.serving.hosted_backup import back_up
from decision.workshop.room import Room
from tests.workshop.data import MODEL, POSIX

MODELS = [shipped("criteria.yaml").read_bytes() + b"# %d\n" % each for each in range(2)]


def test_what_is_put_back_is_what_was_kept_while_others_wrote(tmp_path: Path) -> None:
    data, file = tmp_path / "kept", tmp_path / "copy.zip"
    drafts, token = Drafts(data / "people" / "ann" / "drafts"), new_token()
    room, _ = Room.create(data / "people" / "bob" / "workshops" / "a.db", MODEL, title="A room")
    drafts.save(token, Case(), MODELS[0])
    going = threading.Event()

    def saves() -> None:
        turn = 0
        while not going.is_set():
            turn += 1
            drafts.save(token, Case(site=Site(name=str(turn))), MODELS[turn % 2])

    writer = threading.Thread(target=saves)
    writer.start()
    try:
        for turn in range(5):
            assert "files of" in back_up(file, data)
            back = tmp_path / f"back{turn}"
            zipfile.ZipFile(file).extractall(back)
            assert Drafts(back / "people" / "ann" / "drafts").load(token) is not None
    finally:
        going.set()
        writer.join()
        room.close()
    found = back / "people" / "bob" / "workshops" / "a.db"
    with contextlib.closing(sqlite3.connect(found)) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    opened = Room.open(found)
    assert opened.settings.title == "A room"
    opened.close()
    assert list(tmp_path.glob(".decision-*")) == []


@POSIX
def test_a_copy_is_its_owners_alone_and_a_fault_leaves_nothing(tmp_path: Path) -> None:
    file = tmp_path / "copy.zip"
    with pytest.raises(DecisionError, match="nothing of decision serve"):
        back_up(file, tmp_path)
    (tmp_path / "people").mkdir()
    back_up(file, tmp_path)
    assert file.stat().st_mode & 0o077 == 0
    with pytest.raises(DecisionError, match="no copy was made"):
        back_up(tmp_path / "none" / "copy.zip", tmp_path)
    (tmp_path / "people" / "x.db").write_bytes(b"no database at all" * 100)
    with pytest.raises(DecisionError, match="no copy was made"):
        back_up(tmp_path / "other.zip", tmp_path)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["copy.zip", "people"]
