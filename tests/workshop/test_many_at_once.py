"""Thirty phones at once: each confirmed once and quickly; one writer's fault is its own."""

from __future__ import annotations

import sqlite3
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from decision.workshop.errors import NotNowError, StoreError
from decision.workshop.facilitator import Facilitator
from decision.workshop.room import Room
from decision.workshop.store.commits import Commits
from tests.workshop.data import ballot, ballot_of

P95 = 0.3  # seconds until a ballot is confirmed, its flush to the disk among them


def test_thirty_ballots_at_once_are_confirmed_in_time_while_others_read(
    room: Room, facilitator: Facilitator
) -> None:
    link = facilitator.open_round().link or ""
    tokens = [room.join(link, "HR") for _ in range(30)]
    times: list[float] = []
    reads: list[float] = []
    done = threading.Event()

    def send(place: int, turn: int) -> None:
        start = time.perf_counter()
        room.submit(tokens[place], ballot(turn, place), f"request-{turn}-{place}")
        times.append(time.perf_counter() - start)

    def read() -> None:
        while not done.is_set():
            start = time.perf_counter()
            room.turnout()
            reads.append(time.perf_counter() - start)
            time.sleep(0.02)

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    with ThreadPoolExecutor(30) as pool:
        for turn in range(4):
            list(pool.map(lambda place, turn=turn: send(place, turn), range(30)))
    done.set()
    for reader in readers:
        reader.join()
    assert room.turnout().voted == 30
    assert sorted(times)[int(len(times) * 0.95)] < P95
    assert sorted(reads)[int(len(reads) * 0.95)] < P95
    for place, token in enumerate(tokens):
        mine = ballot_of(room, token)
        assert mine is not None
        assert (mine.given.weights["speed"], mine.given.weights["voice"]) == (3, place)
    assert room.store.verify() is None


def test_one_request_sent_by_ten_threads_is_one_ballot(
    room: Room, facilitator: Facilitator
) -> None:
    token = room.join(facilitator.open_round().link or "")
    with ThreadPoolExecutor(10) as pool:
        receipts = set(pool.map(lambda _: room.submit(token, ballot(5), "one-request"), range(40)))
    assert len(receipts) == 1
    assert [row["what"] for row in facilitator.export()["record"]].count("ballot") == 1


def test_a_round_closed_amid_ballots_counts_those_confirmed_and_no_others(
    room: Room, facilitator: Facilitator
) -> None:
    link = facilitator.open_round().link or ""
    tokens = [room.join(link) for _ in range(20)]
    confirmed, refused = [], []

    def send(place: int) -> None:
        try:
            room.submit(tokens[place], ballot(place), f"request-{place}")
            confirmed.append(place)
        except NotNowError:
            refused.append(place)

    with ThreadPoolExecutor(8) as pool:
        waiting = [pool.submit(send, place) for place in range(10)]
        waiting.append(pool.submit(facilitator.close_round))
        waiting += [pool.submit(send, place) for place in range(10, 20)]
        for each in waiting:
            each.result()
    assert len(confirmed) + len(refused) == 20
    assert room.turnout().voted == len(confirmed)
    assert len(facilitator.ballots(1)) == len(confirmed)


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
