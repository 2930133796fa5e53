"""Writers who wait together share a commit, and one writer's fault is its own."""

from __future__ import annotations

import sqlite3
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest

from decision.workshop.errors import StoreError
from decision.workshop.store.commits import Commits


@pytest.fixture
def file(tmp_path: Path) -> Path:
    with closing(sqlite3.connect(tmp_path / "x.db")) as db:
        db.execute("CREATE TABLE kept (number INTEGER UNIQUE)")
    return tmp_path / "x.db"


def commits(file: Path) -> Commits:
    return Commits(lambda: sqlite3.connect(file, isolation_level=None, timeout=0.1))


def numbers(file: Path) -> set[int]:
    with closing(sqlite3.connect(file)) as db:
        return {row[0] for row in db.execute("SELECT number FROM kept")}


def put(number: int, then: Exception | None = None) -> object:
    def work(db: sqlite3.Connection) -> int:
        db.execute("INSERT INTO kept VALUES (?)", (number,))
        if then:
            raise then
        return number

    return work


def test_those_who_wait_together_share_a_commit_and_one_fault_undoes_its_own_work(
    file: Path,
) -> None:
    many = commits(file)
    outcomes: dict[int, object] = {}

    def run(number: int) -> None:
        fault = KeyError(number) if number % 5 == 0 else None
        try:
            outcomes[number] = many.run(put(number, fault))  # type: ignore[arg-type]
        except KeyError as error:
            outcomes[number] = error

    threads = [threading.Thread(target=run, args=(number,)) for number in range(20)]
    with many._turn:  # held up, so that all of them wait
        for thread in threads:
            thread.start()
        while len(many._waiting) < 20:
            time.sleep(0.001)
    for thread in threads:
        thread.join()
    assert many.count == 1
    assert numbers(file) == {number for number in range(20) if number % 5}
    assert {number for number, each in outcomes.items() if isinstance(each, KeyError)} == {
        0, 5, 10, 15,
    }  # fmt: skip


def test_a_commit_that_fails_is_told_to_everybody_and_keeps_nothing(file: Path) -> None:
    many = commits(file)
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="another program is using it"):
            many.run(put(1))  # type: ignore[arg-type]
        other.execute("ROLLBACK")
    assert numbers(file) == set()
    many.run(put(2))  # type: ignore[arg-type]
    assert numbers(file) == {2}


def test_sqlites_own_words_reach_nobody(file: Path) -> None:
    many = commits(file)
    many.run(put(1))  # type: ignore[arg-type]
    with pytest.raises(StoreError) as caught:
        many.run(put(1))  # type: ignore[arg-type]
    assert "UNIQUE" not in str(caught.value)


def test_an_interrupted_writer_leaves_nobody_waiting(file: Path) -> None:
    many = commits(file)
    told: list[object] = []

    def other() -> None:
        try:
            told.append(many.run(put(2)))  # type: ignore[arg-type]
        except StoreError as error:
            told.append(error)

    def interrupted(db: sqlite3.Connection) -> None:
        thread.start()
        while not many._waiting:
            time.sleep(0.001)
        raise KeyboardInterrupt

    thread = threading.Thread(target=other)
    with pytest.raises(KeyboardInterrupt):
        many.run(interrupted)
    thread.join(5)
    assert told == [2]
    assert numbers(file) == {2}


def test_what_no_transaction_may_hold_runs_alone_and_counts_as_a_change(file: Path) -> None:
    many = commits(file)
    many.run(put(1))  # type: ignore[arg-type]
    many.alone(lambda db: db.execute("VACUUM"))
    assert many.count == 2
    with pytest.raises(StoreError, match="can't be used"):
        many.alone(lambda db: db.execute("SELECT no_such_column FROM kept"))
    many.run(put(2))  # type: ignore[arg-type]
    assert numbers(file) == {1, 2}


def test_settling_waits_for_the_writer(file: Path) -> None:
    many, order = commits(file), []
    began = threading.Event()

    def slow(db: sqlite3.Connection) -> None:
        began.set()
        time.sleep(0.1)
        order.append("written")

    writer = threading.Thread(target=many.run, args=(slow,))
    writer.start()
    began.wait()
    many.settle()
    order.append("settled")
    writer.join()
    assert order == ["written", "settled"]
