"""What a phone may do and see: once, while it is blind, and never somebody else's."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from decision.model.case import Case
from decision.workshop.access.admission import new_token
from decision.workshop.access.rate_limit import FREE
from decision.workshop.errors import (
    BallotError,
    NotNowError,
    RefusedError,
    TooManyTriesError,
    WorkshopError,
)
from decision.workshop.facilitator import Facilitator
from decision.workshop.room import PLACES, Room, Turnout
from decision.workshop.rules.ballots import MAX_ROLE
from decision.workshop.store.ballot_rows import MOST_CHANGES
from tests.workshop.data import CRITERIA, Clock, ballot, ballot_of, make, role_of, weights


def opened(room: Room, facilitator: Facilitator, *roles: str | None) -> list[str]:
    """Open a round and let people in."""
    link = facilitator.open_round().link or ""
    return [room.join(link, role) for role in roles]


# Getting in


def test_a_person_joins_by_the_code_or_by_the_link(room: Room, facilitator: Facilitator) -> None:
    keys = facilitator.open_round()
    assert keys.code
    assert keys.link
    typed = room.join(keys.code.lower(), "HR", "phone 1")
    scanned = room.join(keys.link)
    assert typed != scanned
    assert (role_of(room, typed), role_of(room, scanned)) == ("HR", None)
    assert room.turnout() == Turnout(1, "open", joined=2, voted=0)


@pytest.mark.parametrize("key", ["", "x", "AAAAAA", "a" * 22, "\ud800" * 22, "é" * 6, "A" * 10**6])
def test_any_other_key_opens_nothing(room: Room, facilitator: Facilitator, key: str) -> None:
    facilitator.open_round()
    with pytest.raises(RefusedError):
        room.join(key)
    assert room.turnout().joined == 0


def test_nobody_joins_before_a_code_is_made_or_after_it_has_gone(
    room: Room, facilitator: Facilitator
) -> None:
    with pytest.raises(NotNowError, match="Nobody can join just now"):
        room.join("ABC123")
    early = facilitator.new_keys()
    inside = room.join(early.code or "")
    keys = facilitator.open_round()
    assert keys == early
    facilitator.close_door()
    for key in (keys.code or "", keys.link or ""):
        with pytest.raises(NotNowError):
            room.join(key, phone="another")
    room.submit(inside, ballot(), "request-1")  # whoever is in stays in


def test_a_changed_code_replaces_the_one_before(room: Room, facilitator: Facilitator) -> None:
    old, new = facilitator.open_round(), facilitator.new_keys()
    assert old.code != new.code
    with pytest.raises(RefusedError):
        room.join(old.link or "")
    room.join(new.code or "")


def test_the_code_goes_when_the_round_closes_and_a_new_one_comes_with_the_next(
    room: Room, facilitator: Facilitator
) -> None:
    (token,) = opened(room, facilitator, "HR")
    first = facilitator.keys()
    room.submit(token, ballot(), "request-1")
    facilitator.close_round()
    assert (facilitator.keys().code, facilitator.keys().link) == (None, None)
    facilitator.reveal()
    second = facilitator.open_round()
    assert second.code
    assert second.code != first.code
    room.submit(token, ballot(), "request-2")  # with the token of round one


def test_wrong_codes_are_limited_and_the_link_is_not(
    room: Room, facilitator: Facilitator, clock: Clock
) -> None:
    keys = facilitator.open_round()
    for _ in range(FREE):
        with pytest.raises(RefusedError, match="doesn't open this room"):
            room.join("000000", phone="one")
    with pytest.raises(TooManyTriesError) as caught:
        room.join(keys.code or "", phone="one")
    room.join(keys.code or "", phone="two")
    room.join(keys.link or "", phone="one")
    clock.seconds += caught.value.wait
    room.join(keys.code or "", phone="one")


def test_a_closed_door_counts_no_code_as_wrong(room: Room, facilitator: Facilitator) -> None:
    old = facilitator.open_round().code or ""
    facilitator.close_round()
    for _ in range(FREE + 1):
        with pytest.raises(NotNowError):
            room.join(old, phone="one")
    facilitator.resume_round()
    room.join(facilitator.keys().code or "", phone="one")


def test_what_is_no_code_at_all_is_not_counted_as_a_try(
    room: Room, facilitator: Facilitator
) -> None:
    keys = facilitator.open_round()
    for _ in range(50):
        with pytest.raises(RefusedError, match="six letters or digits"):
            room.join("ABC12", phone="one")
    room.join(keys.code or "", phone="one")


def test_a_role_comes_from_the_list(room: Room, facilitator: Facilitator) -> None:
    link = facilitator.open_round().link or ""
    assert role_of(room, room.join(link, " \u202eHR ")) == "HR"
    assert role_of(room, room.join(link, "")) is None
    for role in ("Chief of all", "hr", "x" * 10**6):
        with pytest.raises(BallotError):
            room.join(link, role)


def test_a_role_of_ones_own_is_cleaned_where_it_is_allowed(path: Path) -> None:
    room, facilitator = make(path, free_roles=True)
    link = facilitator.open_round().link or ""
    assert role_of(room, room.join(link, "Chief\x00 of  \u202eall")) == "Chief of all"
    with pytest.raises(BallotError, match=f"limit is {MAX_ROLE}"):
        room.join(link, "x" * (MAX_ROLE + 1))
    room.close()


def test_asking_twice_with_one_token_joins_once(room: Room, facilitator: Facilitator) -> None:
    link, token = facilitator.open_round().link or "", new_token()
    assert room.join(link, "HR", token=token) == room.join(link, "HR", token=token) == token
    assert room.turnout().joined == 1
    with pytest.raises(RefusedError):
        room.join(link, token="guessable")


def test_the_room_fills(room: Room, facilitator: Facilitator) -> None:
    opened(room, facilitator, *(["HR"] * PLACES))
    with pytest.raises(NotNowError, match="The room is full"):
        room.join(facilitator.keys().link or "")


def test_slips_without_numbers_fill_the_room_once_and_not_with_each_round(
    room: Room, facilitator: Facilitator
) -> None:
    """Each is a new person in each round, for nobody knows whose it was before."""
    for number in (1, 2):
        facilitator.open_round()
        for slip in range(PLACES):
            facilitator.paper("1 2 3 4 5", f"slip-{number}-{slip:04}")
        with pytest.raises(NotNowError, match="The room is full"):
            facilitator.paper("1 2 3 4 5", f"slip-{number}-more")
        facilitator.close_round()
        facilitator.reveal()


# Ballots


def test_a_later_ballot_replaces_an_earlier_one_while_the_round_is_open(
    room: Room, facilitator: Facilitator
) -> None:
    (token,) = opened(room, facilitator, "HR")
    first = room.submit(token, ballot(20), "request-1")
    second = room.submit(token, ballot(30), "request-2")
    assert second.number > first.number
    assert room.turnout().voted == 1
    mine = ballot_of(room, token)
    assert mine is not None
    assert mine.given.weights == weights(30)


def test_a_request_sent_again_gives_the_same_receipt_and_changes_nothing(
    room: Room, facilitator: Facilitator
) -> None:
    (token,) = opened(room, facilitator, "HR")
    receipt = room.submit(token, ballot(20), "request-1")
    assert room.submit(token, ballot(20), "request-1") == receipt
    room.submit(token, ballot(30), "request-2")
    late = room.submit(token, ballot(20), "request-1")  # held up on the way, and not put back
    assert (late.number, late.replaced) == (receipt.number, True)
    mine = ballot_of(room, token)
    assert mine is not None
    assert mine.given.weights == weights(30)
    facilitator.close_round()
    assert room.submit(token, ballot(30), "request-2").replaced is False
    assert [row["what"] for row in facilitator.export()["record"]].count("ballot") == 2


def test_one_request_is_for_one_ballot_and_one_person(room: Room, facilitator: Facilitator) -> None:
    one, two = opened(room, facilitator, "HR", "HR")
    room.submit(one, ballot(20), "request-1")
    with pytest.raises(BallotError, match="out of date"):
        room.submit(one, ballot(21), "request-1")
    room.submit(two, ballot(21), "request-1")  # another phone may well make the same id
    assert room.turnout().voted == 2


def test_nothing_comes_in_unless_a_round_is_open(room: Room, facilitator: Facilitator) -> None:
    token = room.join(facilitator.new_keys().link or "")
    with pytest.raises(NotNowError, match="Wait for the facilitator"):
        room.submit(token, ballot(), "request-0")
    facilitator.open_round()
    room.submit(token, ballot(), "request-1")
    facilitator.close_round()
    with pytest.raises(NotNowError, match="is closed and takes no more ballots"):
        room.submit(token, ballot(50), "request-2")
    facilitator.reveal()
    with pytest.raises(NotNowError):
        room.submit(token, ballot(50), "request-3")


@pytest.mark.parametrize("token", ["", "x", "x" * 43, "\ud800", None, 5])
def test_a_token_of_nobodys_does_nothing(room: Room, facilitator: Facilitator, token: str) -> None:
    opened(room, facilitator, "HR")
    for act in (
        lambda: room.submit(token, ballot(), "request-1"),
        lambda: ballot_of(room, token),
        lambda: role_of(room, token),
    ):
        with pytest.raises(RefusedError):
            act()
    assert room.turnout().voted == 0


def test_a_bad_ballot_leaves_the_good_one_in(room: Room, facilitator: Facilitator) -> None:
    (token,) = opened(room, facilitator, "HR")
    room.submit(token, ballot(20), "request-1")
    with pytest.raises(BallotError):
        room.submit(token, ballot(2000), "request-2")
    mine = ballot_of(room, token)
    assert mine is not None
    assert mine.given.weights == weights(20)


def test_a_phone_gone_wild_comes_to_an_end(room: Room, facilitator: Facilitator) -> None:
    (token,) = opened(room, facilitator, "HR")
    for number in range(MOST_CHANGES):
        room.submit(token, ballot(number), f"request-{number}")
    with pytest.raises(NotNowError, match="The last one counts"):
        room.submit(token, ballot(99), "request-more")
    assert room.submit(token, ballot(3), "request-3").replaced


# What is seen


def test_a_blind_round_shows_its_turnout_and_nothing_else(
    room: Room, facilitator: Facilitator
) -> None:
    tokens = opened(room, facilitator, "HR", "HR", "Digital")
    room.submit(tokens[0], ballot(99, comments={"speed": "hush"}), "request-1")
    for close in (False, True):
        if close:
            facilitator.close_round()
        assert room.turnout().voted == 1
        for look in (lambda: room.reveal(1), lambda: facilitator.comments(1)):
            with pytest.raises(NotNowError):
                look()
        seen = json.dumps([facilitator.export(), [vars(slip) for slip in facilitator.ballots(1)]])
        assert "hush" not in seen
        assert "99" not in json.dumps(facilitator.export()["rounds"])
        assert facilitator.to_case(Case()).panel == ()


def test_a_person_sees_their_own_ballot_and_nobody_elses(
    room: Room, facilitator: Facilitator
) -> None:
    one, two = opened(room, facilitator, "HR", "HR")
    room.submit(one, ballot(20), "request-1")
    assert ballot_of(room, two) is None
    mine = ballot_of(room, one)
    assert mine is not None
    assert mine.given.weights == weights(20)


def test_a_reveal_merges_roles_of_fewer_than_four(room: Room, facilitator: Facilitator) -> None:
    tokens = opened(room, facilitator, *(["Radiologist"] * 4), *(["Digital"] * 5), "HR", "HR", None)
    for place, token in enumerate(tokens):
        room.submit(token, ballot(place * 8), f"request-{place}")
    facilitator.close_round()
    seen = facilitator.reveal()
    assert seen == room.reveal(1)
    assert {role: group.people for role, group in seen.roles.items()} == {
        "Digital": 5,
        "other roles": 7,
    }  # the Radiologists too: three people would be left over, and could be told apart
    assert seen.everyone.people == 12
    assert sum(seen.everyone.mean.values()) == pytest.approx(1)
    assert tuple(seen.everyone.mean) == CRITERIA
    for values in seen.everyone.values.values():
        assert list(values) == sorted(values)


def test_fewer_than_four_people_are_not_shown_by_role(room: Room, facilitator: Facilitator) -> None:
    tokens = opened(room, facilitator, "HR", "Digital", "Digital")
    for place, token in enumerate(tokens):
        room.submit(token, ballot(place), f"request-{place}")
    facilitator.close_round()
    assert facilitator.reveal().roles == {}


def test_no_token_and_no_secret_is_in_the_file_or_in_what_comes_out(
    room: Room, facilitator: Facilitator
) -> None:
    tokens = opened(room, facilitator, *(["HR"] * 4))
    for token in tokens:
        room.submit(token, ballot(), "request-of-mine")
    facilitator.close_round()
    out = repr(facilitator.reveal()) + json.dumps(facilitator.export())
    with closing(sqlite3.connect(room.store.path)) as db:
        kept = "\n".join(db.iterdump())
    for token in (*tokens, facilitator._secret):
        assert token not in out
        assert token not in kept
    assert "request-of-mine" not in kept


def test_the_result_is_hidden_until_the_second_round_is_revealed(
    room: Room, facilitator: Facilitator
) -> None:
    (token,) = opened(room, facilitator, "HR")
    room.submit(token, ballot(), "request-1")
    facilitator.close_round()
    facilitator.reveal()
    assert not room.result_may_show()
    facilitator.open_round()
    room.submit(token, ballot(), "request-2")
    assert not room.result_may_show()
    facilitator.close_round()
    assert not room.result_may_show()
    facilitator.reveal()
    assert room.result_may_show()


def test_every_fault_of_a_workshop_is_one_short_sentence(
    room: Room, facilitator: Facilitator
) -> None:
    faults = []
    for act in (
        lambda: room.join("000000"),
        lambda: room.submit("x", ballot(), "request-1"),
        lambda: room.submit("x", None, "request-1"),
        lambda: room.reveal(10**9),
        facilitator.close_round,
        lambda: Facilitator(room, "wrong"),
    ):
        with pytest.raises(WorkshopError) as caught:
            act()
        faults.append(str(caught.value))
    assert all(fault.endswith(".") and len(fault) < 160 and "\n" not in fault for fault in faults)


def test_the_workshops_own_model_comes_back(path: Path) -> None:
    room, _ = make(path, model_data=b"title: mine")
    assert room.model_data == b"title: mine"
    room.close()
    again = Room.open(path)
    assert again.model_data == b"title: mine"
    assert tuple(again.settings.form.criteria) == CRITERIA
    again.close()
