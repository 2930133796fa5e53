"""Thirty phones at once: each ballot is confirmed once, and quickly."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

from decision.workshop.errors import NotNowError
from decision.workshop.facilitator import Facilitator
from decision.workshop.room import Room
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
