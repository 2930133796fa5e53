"""Starting: a workshop made, one opened again, one deleted, one damaged."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from decision.serving import open_workshop
from decision.serving.open_workshop import Held
from decision.ui.workshop import start
from decision.workshop.store import backups, database
from tests.ui.conftest import Open, keys, texts
from tests.ui.rooms import (
    advance,
    errors,
    files,
    vote,
)

pytestmark = pytest.mark.usefixtures("empty_hall")


def test_a_workshop_is_made_from_the_open_model(open_app: Open) -> None:
    app = open_app("workshop")
    assert "For phones to join, start the tool with `decision workshop`" in texts(app)
    app.text_input("new.title").set_value("Northmoor, spring")
    app.text_area("new.roles").set_value("Radiographer\n\n  Porter \nPorter")
    app.checkbox("new.free").check()
    app.button("new.do").click().run()
    held = open_workshop.held()
    assert held is not None
    assert held.room.settings.title == "Northmoor, spring"
    assert held.room.settings.roles == ("Radiographer", "Porter")
    assert held.room.settings.free_roles
    assert not held.room.session().early
    assert database.workshops() == [held.room.store.path]
    assert "Northmoor, spring" in texts(app)
    assert "round.open" in keys(app)


def test_too_many_roles_are_told_and_none_is_dropped(open_app: Open) -> None:
    app = open_app("workshop")
    app.text_area("new.roles").set_value("\n".join(f"Role {number}" for number in range(31)))
    app.button("new.do").click().run()
    assert errors(app) == ["There are 31 roles; a workshop has at most 30."]
    assert open_workshop.held() is None


def test_an_earlier_workshop_is_opened_again_where_it_stood(open_app: Open, held: Held) -> None:
    held.facilitator.open_round()
    vote(held, 3)
    open_workshop.let_go()
    app = open_app("workshop")
    assert app.selectbox("earlier").options == ["24 November 2026: northmoor"]
    app.button("earlier.open").click().run()
    assert "Round 1 is open" in texts(app)
    assert "3 ballots in, 3 people joined" in texts(app)


def test_a_workshop_in_use_elsewhere_says_so(open_app: Open, held: Held) -> None:
    open_workshop._change(
        held=None
    )  # as another program would have it: open, and not by this server
    app = open_app("workshop")
    app.button("earlier.open").click().run()
    assert len(errors(app)) == 1
    assert open_workshop.held() is None
    held.room.close()


def test_deleting_says_what_goes_and_leaves_no_file(open_app: Open, held: Held) -> None:
    advance(held, 1)
    open_workshop.let_go()
    app = open_app("workshop")
    assert "every ballot, comment, reason and role, what was agreed" in texts(app)
    app.button("earlier.delete").click().run()
    assert files() == []
    assert "Open an earlier workshop" not in texts(app)


def test_a_damaged_workshop_is_told_and_its_backup_offered(open_app: Open, held: Held) -> None:
    advance(held, 1)
    path = held.room.store.path
    (copy, *_) = backups.backups(path)
    open_workshop.let_go()
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("UPDATE audit SET what = 'nothing' WHERE number = 2")
    app = open_app("workshop")
    app.button("earlier.open").click().run()
    (said,) = errors(app)
    assert said.count("damaged") == 1
    assert f"The backup {copy.name} can be put in its place." in said
    assert open_workshop.held() is None
    app.button("damaged.restore").click().run()
    assert "Round 1" in texts(app)
    opened = open_workshop.held()
    assert opened is not None
    assert opened.room.store.verify() is None


def test_where_the_last_backup_is_damaged_too_the_one_before_is_offered(
    open_app: Open, held: Held
) -> None:
    advance(held, 1)
    path = held.room.store.path
    last, earlier, *_ = backups.backups(path)
    open_workshop.let_go()
    for each in (path, last):
        each.write_bytes(b"x" * 10_000)
    app = open_app("workshop")
    app.button("earlier.open").click().run()
    assert "damaged.anyway" not in keys(app)  # for it can't be opened at all
    app.button("damaged.restore").click().run()
    (said,) = errors(app)
    assert last.name in said
    assert earlier.name in said
    assert open_workshop.held() is None
    app.button("damaged.restore").click().run()
    assert errors(app) == []
    assert "Round 1 is closed" in texts(app)


def test_a_workshop_that_cannot_be_deleted_is_let_go_and_says_so(
    open_app: Open, held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object, **__: object) -> None:
        raise OSError(13, "Permission denied")

    app = open_app("workshop")
    monkeypatch.setattr(type(held.room.store.path), "unlink", busy)
    app.button("record.delete").click().run()
    (said,) = errors(app)
    assert "can't be deleted (Permission denied)" in said
    assert "Start a workshop" in texts(app)
    app.button("earlier.delete").click().run()
    assert "can't be deleted (Permission denied)" in errors(app)[0]
    assert open_workshop.held() is None
    monkeypatch.undo()
    app.button("earlier.open").click().run()
    assert open_workshop.held() is not None


def test_a_damaged_workshop_can_be_opened_as_it_is(open_app: Open, held: Held) -> None:
    path = held.room.store.path
    open_workshop.let_go()
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("UPDATE audit SET what = 'nothing' WHERE number = 1")
    app = open_app("workshop")
    app.button("earlier.open").click().run()
    assert "damaged.restore" in keys(app)
    app.button("damaged.anyway").click().run()
    assert open_workshop.held() is not None


def test_a_file_name_reads_as_a_day_and_a_title(held: Held) -> None:
    assert start.named(held.room.store.path) == "24 November 2026: northmoor"
    for odd in ("notes.db", "2026-99-99-x-0a1b2c.db"):
        path = held.room.store.path.with_name(odd)
        assert start.named(path) == path.stem
