"""A file is fetched by whoever's page it was on, and by nobody else."""

from __future__ import annotations

from typing import Any

import pytest

from decision.serving import hosted, hosted_files
from decision.serving.hosted import Person
from decision.serving.hosted_files import NOBODY, Files


class Manager:
    """What Streamlit's manager of files answers with."""

    def add(self, data: str, **more: Any) -> str:
        return f"/media/{data}.png"

    def add_deferred(self, data: str) -> str:
        return f"later-{data}"

    def execute_deferred(self, file: str) -> str:
        return f"/media/{file}-made.xlsx"


def test_each_file_is_its_own_persons(monkeypatch: pytest.MonkeyPatch) -> None:
    files, manager = Files(), Manager()
    hosted_files.install(manager, files)
    for who in (Person("ann", "Ann"), None, Person("bob", "Bob")):
        monkeypatch.setattr(hosted, "person", lambda who=who: who)
        name = who.key if who else "phone"
        assert manager.add(name, mimetype="x") == f"/media/{name}.png"
        manager.add_deferred(name)
    monkeypatch.setattr(hosted, "person", lambda: None)  # made in a thread of no session
    assert manager.execute_deferred("later-ann") == "/media/later-ann-made.xlsx"
    of_ann = ["ann.png", "later-ann", "/media/later-ann-made.xlsx"]
    for key in ("ann", "bob", NOBODY):
        assert [files.may(key, each) for each in of_ann] == [key == "ann"] * 3
        assert files.may(key, "/media/phone.png") == (key == NOBODY)
    assert files.holders("later-ann") == ["ann"]
    files.forget("ann")
    assert not any(files.may("ann", each) for each in of_ann)
    assert files.may("bob", "/media/bob.png")


def test_what_one_person_is_offered_pushes_nobody_elses_out() -> None:
    files = Files(most=2)
    files.note("bob", "b")
    for each in ("1", "2", "1", "3"):
        files.note("ann", each)
    assert [files.may("ann", each) for each in ("1", "2", "3")] == [True, False, True]
    assert files.may("bob", "b")
