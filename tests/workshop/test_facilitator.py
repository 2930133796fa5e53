"""What the facilitator may do, recorded; and nobody else."""

from __future__ import annotations

from collections.abc import Callable
from statistics import median

import pytest

from decision.evaluation.weights import by_role, mean, mean_of_roles, rank_order_centroid, shares
from decision.model.case import Case
from decision.workshop.errors import BallotError, NotNowError, RefusedError
from decision.workshop.facilitator import Facilitator, renew_secret
from decision.workshop.results.round_results import PANEL_METHODS
from decision.workshop.room import Room
from decision.workshop.store import agreements
from decision.workshop.store import backups as store_backups
from decision.workshop.store.backups import backups
from tests.workshop.data import CRITERIA, ballot, ballot_of, voted, weights, whole_round


def did(facilitator: Facilitator, what: str) -> list[dict[str, object]]:
    return [row["detail"] for row in facilitator.export()["record"] if row["what"] == what]


def test_two_rounds_and_both_are_kept(room: Room, facilitator: Facilitator) -> None:
    tokens = whole_round(room, facilitator, 1)
    first = room.reveal(1)
    whole_round(room, facilitator, 2, tokens[:7])
    assert room.reveal(1) == first
    assert room.reveal(2).everyone.people == 7
    panel = facilitator.to_case(Case()).panel
    assert [each.round for each in panel] == [1] * 10 + [2] * 7


@pytest.mark.parametrize(
    "act",
    [
        lambda facilitator: facilitator.open_round(),
        lambda facilitator: facilitator.close_round(),
        lambda facilitator: facilitator.resume_round(),
        lambda facilitator: facilitator.reveal(),
        lambda facilitator: facilitator.keys(),
        lambda facilitator: facilitator.new_keys(),
        lambda facilitator: facilitator.close_door(),
        lambda facilitator: facilitator.seat(),
        lambda facilitator: facilitator.paper("1 2 3 4 5", "request-1"),
        lambda facilitator: facilitator.ballots(1),
        lambda facilitator: facilitator.comments(1),
        lambda facilitator: facilitator.remove(1, "why"),
        lambda facilitator: facilitator.put_back(1),
        lambda facilitator: facilitator.show_result_early(True, "why"),
        lambda facilitator: facilitator.agree("panel-mean", "why"),
        lambda facilitator: facilitator.to_case(Case()),
        lambda facilitator: facilitator.export(),
        lambda facilitator: facilitator.back_up(),
        lambda facilitator: facilitator.forget(),
        lambda facilitator: facilitator.delete(),
    ],
)
def test_every_act_is_checked_against_the_secret(
    room: Room, facilitator: Facilitator, act: Callable[[Facilitator], object]
) -> None:
    facilitator._secret = "not it"
    before = room.store.verify(), room.turnout()
    with pytest.raises(RefusedError, match="not the facilitator's link"):
        act(facilitator)
    assert (room.store.verify(), room.turnout()) == before


@pytest.mark.parametrize("secret", ["", "x", "\ud800", "x" * 10**6])
def test_no_other_secret_makes_a_facilitator(room: Room, secret: str) -> None:
    with pytest.raises(RefusedError):
        Facilitator(room, secret)


def test_a_lost_secret_is_replaced_on_the_machine_itself(
    room: Room, facilitator: Facilitator
) -> None:
    new = Facilitator(room, renew_secret(room))
    new.open_round()
    with pytest.raises(RefusedError):
        facilitator.close_round()
    assert did(new, "facilitator changed") == [{}]


def test_a_round_closed_too_soon_goes_on_with_its_ballots(
    room: Room, facilitator: Facilitator
) -> None:
    token = room.join(facilitator.open_round().link or "")
    room.submit(token, ballot(20), "request-1")
    facilitator.close_round()
    assert facilitator.resume_round().code
    assert room.turnout().voted == 1
    room.submit(token, ballot(30), "request-2")
    assert did(facilitator, "round resumed") == [{"round": 1, "joined": 1, "voted": 1}]


def test_a_round_whose_people_were_forgotten_is_revealed_and_not_opened_again(
    room: Room, facilitator: Facilitator
) -> None:
    token = room.join(facilitator.open_round().link or "")
    room.submit(token, ballot(20), "request-1")
    facilitator.close_round()
    facilitator.forget()
    with pytest.raises(NotNowError, match="deleted, so it can't be opened again; reveal it"):
        facilitator.resume_round()
    assert facilitator.keys().link is None
    assert did(facilitator, "round resumed") == []
    assert facilitator.reveal().everyone.people == 1


def test_a_round_without_ballots_goes_on_though_people_were_forgotten(
    room: Room, facilitator: Facilitator
) -> None:
    room.join(facilitator.open_round().link or "")
    facilitator.close_round()
    facilitator.forget()
    facilitator.resume_round()  # else it could neither go on nor be revealed
    assert room.turnout().state == "open"


def test_a_round_without_ballots_is_not_revealed_and_may_go_on(
    room: Room, facilitator: Facilitator
) -> None:
    facilitator.open_round()
    facilitator.close_round()
    with pytest.raises(NotNowError, match="Nobody's ballot counts"):
        facilitator.reveal()
    assert room.turnout().state == "closed"
    facilitator.resume_round()


def test_a_ballot_removed_stays_in_the_record_with_its_reason(
    room: Room, facilitator: Facilitator
) -> None:
    tokens = whole_round(room, facilitator, 1)
    slip = facilitator.ballots(1)[3]
    facilitator.remove(slip.id, "  sent \x00twice ")
    assert room.reveal(1).everyone.people == 9
    assert room.turnout().voted == 9
    panel = facilitator.to_case(Case()).panel
    assert [each.removed for each in panel if each.removed] == ["sent twice"]
    assert len(panel) == 10
    assert len(did(facilitator, "ballot removed")) == 1
    told = [mine.removed for token in tokens if (mine := ballot_of(room, token))]
    assert sorted(filter(None, told)) == ["sent twice"]
    facilitator.put_back(slip.id)
    assert room.reveal(1).everyone.people == 10
    assert room.store.verify() is None


def test_a_person_whose_ballot_was_removed_is_told_why_and_sends_no_other(
    room: Room, facilitator: Facilitator
) -> None:
    token = room.join(facilitator.open_round().link or "")
    room.submit(token, ballot(20), "request-1")
    facilitator.remove(facilitator.ballots(1)[0].id, "a trial")
    with pytest.raises(NotNowError, match="taken your ballot out of this round \\(a trial\\)"):
        room.submit(token, ballot(30), "request-2")
    assert room.turnout().voted == 0


def test_a_slip_whose_ballot_was_removed_is_not_keyed_over_it(
    room: Room, facilitator: Facilitator
) -> None:
    facilitator.open_round()
    facilitator.paper("3 1 2 4 5", "slip-0001", who="A")
    facilitator.remove(facilitator.ballots(1)[0].id, "a trial")
    with pytest.raises(NotNowError, match=r"that slip was taken out .*\(a trial\). Put it back"):
        facilitator.paper("1 3 2 4 5", "slip-0002", who="A")
    facilitator.put_back(facilitator.ballots(1)[0].id)
    facilitator.paper("1 3 2 4 5", "slip-0003", who="A")
    assert room.turnout().voted == 1


def test_only_a_ballot_that_counts_is_removed_and_only_with_a_reason(
    room: Room, facilitator: Facilitator
) -> None:
    whole_round(room, facilitator, 1)
    number = facilitator.ballots(1)[0].id
    for reason in ("", " \x00 ", "x" * 501):
        with pytest.raises(BallotError):
            facilitator.remove(number, reason)
    with pytest.raises(NotNowError, match="no such ballot"):
        facilitator.remove(10**6, "why")
    with pytest.raises(NotNowError, match="no such ballot"):
        facilitator.put_back(number)
    facilitator.agree("panel-mean", "all content")
    with pytest.raises(NotNowError, match="has been agreed on"):
        facilitator.remove(number, "why")


def test_comments_are_shown_after_the_reveal_without_their_authors(
    room: Room, facilitator: Facilitator
) -> None:
    whole_round(room, facilitator, 1)
    assert facilitator.comments(1) == {"cost": [f"note {place}" for place in range(10)]}
    with pytest.raises(NotNowError):
        facilitator.comments(2)


def test_the_result_shows_early_where_the_facilitator_says_so_for_the_record(
    room: Room, facilitator: Facilitator
) -> None:
    with pytest.raises(BallotError):
        facilitator.show_result_early(True, "")
    facilitator.show_result_early(True, "the board asked for it")
    assert room.result_may_show()
    assert did(facilitator, "result early") == [{"early": True}]
    assert facilitator.export()["result_early"] == {
        "shown": True,
        "reason": "the board asked for it",
    }
    facilitator.show_result_early(False, "a mistake")
    assert not room.result_may_show()


# Paper and seats


def test_paper_and_a_seat_at_the_laptop_are_ballots_like_any_other(
    room: Room, facilitator: Facilitator
) -> None:
    phone = room.join(facilitator.open_round().link or "", "HR")
    room.submit(phone, ballot(20), "request-1")
    seat = facilitator.seat("Digital")
    room.submit(seat, ballot(30), "request-2", how="seat")
    facilitator.paper("3 1 2 4 5", "slip-0001", "Radiologist", who="A")
    assert room.turnout().voted == 3
    facilitator.close_round()
    facilitator.reveal()
    assert sorted(slip.how for slip in facilitator.ballots(1)) == ["paper", "phone", "seat"]
    (paper,) = (each for each in facilitator.to_case(Case()).panel if each.weights["cost"] == 100)
    expected = rank_order_centroid(
        [["cost"], ["speed"], ["voice"], ["cover"], ["change"], ["safety"]]
    )
    assert shares(paper.weights) == pytest.approx(expected)


def test_a_slip_typed_twice_is_one_ballot_and_a_corrected_one_replaces_it(
    room: Room, facilitator: Facilitator
) -> None:
    facilitator.open_round()
    first = facilitator.paper("3 1 2 4 5", "slip-0001", who="A")
    assert facilitator.paper("3 1 2 4 5", "slip-0001", who="A") == first
    facilitator.paper("1 3 2 4 5", "slip-0002", who="A")
    facilitator.paper("1 3 2 4 5", "slip-0003")
    assert room.turnout().voted == 2
    facilitator.close_round()
    facilitator.reveal()
    facilitator.open_round()
    facilitator.paper("6 5 4 3 2", "slip-0004", who="A")
    facilitator.close_round()
    facilitator.reveal()
    names = [(each.name, each.round) for each in facilitator.to_case(Case()).panel]
    assert len({name for name, _ in names}) == 2  # A is one person in both rounds


def test_a_slip_keyed_again_with_another_role_is_refused(
    room: Room, facilitator: Facilitator
) -> None:
    facilitator.open_round()
    facilitator.paper("3 1 2 4 5", "slip-0001", "HR", who="A")
    for role, request in (("Digital", "slip-0002"), (None, "slip-0003")):
        with pytest.raises(BallotError, match="with the role HR before"):
            facilitator.paper("1 3 2 4 5", request, role, who="A")
    facilitator.paper("1 3 2 4 5", "slip-0004", who="B")
    with pytest.raises(BallotError, match="without a role before"):
        facilitator.paper("1 3 2 4 5", "slip-0005", "HR", who="B")
    assert sorted(str(slip.role) for slip in facilitator.ballots(1)) == ["HR", "None"]
    assert len(did(facilitator, "ballot")) == 2


def test_people_on_paper_are_counted_in_the_rounds_that_they_vote_in(
    room: Room, facilitator: Facilitator
) -> None:
    phone = room.join(facilitator.open_round().link or "")
    room.submit(phone, ballot(20), "request-1")
    facilitator.paper("3 1 2 4 5", "slip-0001")
    room.submit(facilitator.seat(), ballot(30), "request-2", how="seat")
    assert (room.turnout().joined, room.turnout().voted) == (3, 3)
    facilitator.close_round()
    facilitator.reveal()
    facilitator.open_round()
    assert (room.turnout().joined, room.turnout().voted) == (1, 0)  # the phone
    facilitator.paper("3 1 2 4 5", "slip-0002")
    room.submit(facilitator.seat(), ballot(30), "request-3", how="seat")
    assert (room.turnout().joined, room.turnout().voted) == (3, 2)


def test_whoever_is_forgotten_is_not_waited_for(room: Room, facilitator: Facilitator) -> None:
    tokens = whole_round(room, facilitator, 1)
    facilitator.forget()
    assert room.turnout().joined == len(tokens)
    link = facilitator.open_round().link or ""
    room.join(link)
    assert room.turnout().joined == 1


def test_a_slip_that_cannot_be_read_adds_nobody(room: Room, facilitator: Facilitator) -> None:
    facilitator.open_round()
    with pytest.raises(BallotError, match="is there twice"):
        facilitator.paper("3 3 2 4 5", "slip-0001")
    facilitator.close_round()
    with pytest.raises(NotNowError):
        facilitator.paper("3 1 2 4 5", "slip-0001")
    assert room.turnout().joined == 0


# Agreement, and what comes out


def test_the_room_agrees_by_any_of_the_four_ways(room: Room, facilitator: Facilitator) -> None:
    whole_round(room, facilitator, 1)
    case = facilitator.to_case(Case())
    each = [shares(one.weights) for one in case.panel]
    middle = shares({name: median(one[name] for one in each) for name in CRITERIA})
    expected = {
        "panel-mean": mean(each),
        "panel-role-mean": mean_of_roles(by_role(case.panel)),
        "panel-median": middle,
    }
    for method, wanted in expected.items():
        made = facilitator.agree(method, "all content")  # type: ignore[arg-type]
        assert shares(made.weights) == pytest.approx(wanted)
        assert facilitator.to_case(Case()).weights_by == method
    made = facilitator.agree("agreed", "spoken through", weights(90, 80))
    assert made.weights == weights(90, 80)
    assert room.agreement() == made
    assert room.store.read(agreements.made)[-1] == made
    kept = facilitator.to_case(Case())
    assert (kept.weights, kept.weights_by) == (weights(90, 80), "agreed")
    assert len(facilitator.export()["agreements"]) == 4
    assert tuple(expected) == PANEL_METHODS


def test_nothing_is_agreed_before_the_reveal_or_without_a_reason(
    room: Room, facilitator: Facilitator
) -> None:
    with pytest.raises(NotNowError):
        facilitator.agree("panel-mean", "why")
    tokens = whole_round(room, facilitator, 1)
    for method, reason, given in (
        ("panel-mean", "", None),
        ("panel-mean", "why", weights(1)),
        ("agreed", "why", None),
        ("agreed", "why", {"speed": 5}),
        ("agreed", "why", weights(101)),
        ("by shouting", "why", None),
    ):
        with pytest.raises(BallotError):
            facilitator.agree(method, reason, given)  # type: ignore[arg-type]
    facilitator.open_round()
    room.submit(tokens[0], ballot(), "request-more")
    with pytest.raises(NotNowError):
        facilitator.agree("panel-mean", "why")
    assert room.agreement() is None


def test_a_median_of_nothing_is_said(room: Room, facilitator: Facilitator) -> None:
    link = facilitator.open_round().link or ""
    for place in range(3):
        points = [0.0] * len(CRITERIA)
        points[place] = 100
        room.submit(room.join(link), ballot(*points), f"request-{place}")
    facilitator.close_round()
    facilitator.reveal()
    with pytest.raises(NotNowError, match="take the mean"):
        facilitator.agree("panel-median", "why")


def test_a_later_round_sets_an_agreement_aside(room: Room, facilitator: Facilitator) -> None:
    tokens = whole_round(room, facilitator, 1)
    facilitator.agree("panel-mean", "all content")
    facilitator.open_round()
    assert room.agreement() is None
    assert facilitator.to_case(Case()).weights == {}
    room.submit(tokens[0], ballot(), "request-more")
    assert len(facilitator.export()["agreements"]) == 1


def test_what_is_personal_is_not_deleted_under_an_open_round(facilitator: Facilitator) -> None:
    facilitator.open_round()
    with pytest.raises(NotNowError, match="still open"):
        facilitator.forget()


# Backups of each stage


def test_each_stage_is_backed_up(room: Room, facilitator: Facilitator) -> None:
    voted(room, facilitator)
    for act in (
        facilitator.close_round,
        facilitator.reveal,
        lambda: facilitator.agree("panel-mean", "so be it"),
    ):
        before = len(backups(room.store.path))
        act()
        assert len(backups(room.store.path)) == before + 1


def test_a_stage_stands_though_its_backup_fails(
    room: Room, facilitator: Facilitator, monkeypatch: pytest.MonkeyPatch
) -> None:
    voted(room, facilitator)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store_backups, "_copy", full)
    facilitator.close_round()
    assert room.turnout().state == "closed"
    assert facilitator.warning is not None
    assert "No backup was made" in facilitator.warning
    monkeypatch.undo()
    facilitator.reveal()
    assert facilitator.warning is None
