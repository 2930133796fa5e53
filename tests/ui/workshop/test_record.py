"""The record: exported, backed up, forgotten and deleted."""

from __future__ import annotations

import json

import pytest

from decision.serving import open_workshop
from decision.serving.open_workshop import Held
from decision.ui.workshop import record
from decision.workshop.store import backups, database
from tests.ui.conftest import Open, keys, texts
from tests.ui.rooms import (
    WROTE,
    advance,
    files,
    vote,
)

pytestmark = pytest.mark.usefixtures("empty_hall")


def test_the_record_is_saved_backed_up_and_closed(open_app: Open, held: Held) -> None:
    advance(held, 1)
    app = open_app("workshop")
    app.button("record.backup").click().run()
    (copy, *_) = backups.backups(held.room.store.path)
    assert f"Backed up as {copy.name}" in texts(app)
    saved = json.loads(record._exported("", held))
    assert saved["record_holds"] is True
    assert len(saved["rounds"][0]["ballots"]) == 14
    app.button("record.close").click().run()
    assert open_workshop.held() is None
    assert "Start a workshop" in texts(app)
    assert database.workshops()


def test_an_automatic_backup_that_failed_is_told(open_app: Open, held: Held) -> None:
    held.facilitator.warning = "No backup was made (No space left on device)."
    assert "No space left on device" in texts(open_app("workshop"))


def test_what_is_personal_is_forgotten_when_no_round_is_open(open_app: Open, held: Held) -> None:
    held.facilitator.open_round()
    vote(held)
    app = open_app("workshop")
    assert "record.forget" not in keys(app)
    app.button("round.close").click().run()
    app.button("round.reveal").click().run()
    assert WROTE in texts(app)
    app.button("record.forget").click().run()
    assert WROTE not in texts(app)
    assert not any(WROTE.encode() in path.read_bytes() for path in files())


def test_an_open_workshop_is_deleted_for_good(open_app: Open, held: Held) -> None:
    advance(held, 1)
    app = open_app("workshop")
    app.button("record.delete").click().run()
    assert open_workshop.held() is None
    assert files() == []
    assert "Start a workshop" in texts(app)
