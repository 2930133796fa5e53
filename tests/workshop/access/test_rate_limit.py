"""A code can't be found by trying, and the honest room gets in meanwhile."""

from __future__ import annotations

import random
import threading

import pytest

from decision.workshop.access.rate_limit import (
    FORGET,
    FREE,
    LONGEST_WAIT,
    MOST,
    REMEMBERED,
    REPEATED,
    WINDOW,
    Tries,
)
from decision.workshop.errors import TooManyTriesError
from tests.workshop.data import Clock


@pytest.fixture
def tries(clock: Clock) -> Tries:
    return Tries(clock.ticks)


def wrong(tries: Tries, phone: str) -> bool:
    """Try a wrong code; whether it was looked at."""
    try:
        assert tries.guess(phone, lambda: False) is False
    except TooManyTriesError:
        return False
    return True


def test_a_right_code_is_right_at_once(tries: Tries) -> None:
    assert tries.guess("a", lambda: True)


def test_one_phone_has_a_few_tries_and_then_waits_longer_each_time(
    tries: Tries, clock: Clock
) -> None:
    assert all(wrong(tries, "a") for _ in range(FREE))
    waits = []
    for _ in range(8):
        with pytest.raises(TooManyTriesError) as caught:
            tries.guess("a", lambda: True)  # the right one is not looked at either
        waits.append(caught.value.wait)
        clock.seconds += caught.value.wait
        assert wrong(tries, "a")
    assert waits[:4] == [5, 10, 20, 40]
    assert max(waits) == LONGEST_WAIT
    assert waits == sorted(waits)


def test_the_wait_is_told(tries: Tries) -> None:
    for _ in range(FREE):
        wrong(tries, "a")
    with pytest.raises(TooManyTriesError, match="Wait 5 seconds, or scan the code"):
        tries.guess("a", lambda: False)


def test_one_phones_failures_do_not_hold_up_another(tries: Tries) -> None:
    while wrong(tries, "a"):
        pass
    assert tries.guess("b", lambda: True)


def test_a_right_code_does_not_clear_the_count(tries: Tries) -> None:
    assert all(wrong(tries, "a") for _ in range(FREE - 1))
    assert tries.guess("a", lambda: True)
    assert wrong(tries, "a")
    assert not wrong(tries, "a")


def test_the_whole_server_looks_at_twenty_wrong_codes_a_minute(tries: Tries, clock: Clock) -> None:
    looked = [clock.seconds for number in range(200) if wrong(tries, f"phone {number}")]
    assert len(looked) == MOST
    clock.seconds += WINDOW - 0.1
    assert not wrong(tries, "another")
    clock.seconds += 0.2
    assert wrong(tries, "another")


@pytest.mark.parametrize("phones", [1, 5, 500])
def test_no_minute_of_an_attack_sees_more_than_twenty(
    tries: Tries, clock: Clock, phones: int
) -> None:
    draw, looked = random.Random(phones), []
    for _ in range(6000):
        clock.seconds += draw.random() * 0.2
        if wrong(tries, f"phone {draw.randrange(phones)}"):
            looked.append(clock.seconds)
    busiest = max(sum(start <= when < start + WINDOW for when in looked) for start in looked)
    assert busiest <= MOST


@pytest.mark.parametrize("attackers", [1, 4, 10])
def test_thirty_people_who_mistype_get_in_while_phones_are_guessing(
    tries: Tries, clock: Clock, attackers: int
) -> None:
    """Each person tries until in, one in five times wrong, within three minutes.

    With many phones guessing, whoever has mistyped twice may have to scan the code instead.
    """
    draw = random.Random(attackers)
    waiting = {f"person {number}": draw.random() * 90 for number in range(30)}
    inside: set[str] = set()
    while clock.seconds < 180 and waiting:
        clock.seconds += 0.25
        for number in range(attackers):
            wrong(tries, f"attacker {number}")
        for person, when in list(waiting.items()):
            if clock.seconds < when:
                continue
            right = draw.random() > 0.2
            try:
                if tries.guess(person, lambda right=right: right):
                    inside.add(person)
                    del waiting[person]
                else:
                    waiting[person] = clock.seconds + 3
            except TooManyTriesError as error:
                waiting[person] = clock.seconds + error.wait
    unlucky = {each for each in waiting if tries._phones[each].wrong >= REPEATED}
    assert len(inside | unlucky) == 30
    assert len(unlucky) <= (3 if attackers == 10 else 0)


def test_a_phone_is_forgotten_after_a_while(tries: Tries, clock: Clock) -> None:
    while wrong(tries, "a"):
        pass
    clock.seconds += FORGET + 1
    assert sum(wrong(tries, "a") for _ in range(FREE + 1)) == FREE


def test_many_phones_take_no_memory_without_end(tries: Tries, clock: Clock) -> None:
    for number in range(REMEMBERED + 500):
        clock.seconds += WINDOW / MOST + 0.001
        clock.seconds -= 2.9 if number % 2 else 0  # not all forgotten by age
        wrong(tries, f"phone {number}")
    assert len(tries._phones) <= REMEMBERED


def test_guesses_at_once_are_counted_one_by_one() -> None:
    tries, looked = Tries(), []

    def attack(number: int) -> None:
        for turn in range(50):
            if wrong(tries, f"phone {number} {turn}"):
                looked.append(number)

    threads = [threading.Thread(target=attack, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(looked) == MOST
