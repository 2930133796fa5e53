"""Collecting ballots by phone and on paper."""

from __future__ import annotations

from typing import Any

import pytest

from decision.serving import open_workshop
from decision.serving.open_workshop import Held
from tests.ui.conftest import Open, keys, texts
from tests.ui.rooms import (
    HOSTILE,
    errors,
    everything,
    key_in,
    take_a_turn,
    vote,
)

pytestmark = pytest.mark.usefixtures("empty_hall")


def test_phones_get_an_address_a_picture_and_a_code(
    open_app: Open, held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_workshop.open_doors("192.168.1.20", 8501)
    monkeypatch.setattr(open_workshop, "has_app", lambda: True)
    monkeypatch.setattr(open_workshop, "is_facilitator", lambda: True)
    app = open_app("workshop")
    app.button("round.open").click().run()
    first = held.facilitator.keys()
    assert first.code is not None
    assert f"{first.code[:3]} {first.code[3:]}" in texts(app)
    assert "http://192.168.1.20:8501/join" in [part.value for part in app.code]
    assert app.get("image")[0].proto.imgs[0].alt == (
        "QR code that opens http://192.168.1.20:8501/join"
    )
    assert first.link is not None
    assert first.link not in everything(app)  # the link is in the picture alone
    app.button("door.new").click().run()
    assert held.facilitator.keys() != first
    app.button("door.shut").click().run()
    assert held.facilitator.keys().code is None
    assert not app.get("image")
    app.button("door.open").click().run()
    assert held.facilitator.keys().code is not None


def test_slips_are_keyed_one_after_another(open_app: Open, held: Held) -> None:
    held.facilitator.open_round()
    app = open_app("workshop")
    key_in(app, "3 7 1 12 4", "PACS team")
    assert "1 ballot typed in. The last: 3 7 1 12 4 as PACS team." in texts(app)
    assert app.text_input("paper.numbers").value == ""
    assert app.selectbox("paper.role").value == "PACS team"  # slips come in piles
    key_in(app, "16,2, 5 1 9", "PACS team")
    assert "2 ballots typed in. The last: 16 2 5 1 9 as PACS team." in texts(app)
    assert held.room.turnout().voted == 2
    held.facilitator.close_round()
    held.facilitator.reveal()
    shares = held.room.reveal(1).everyone.values
    assert max(shares, key=lambda name: shares[name][-1]) in ("protected-focus", "transition")


@pytest.mark.parametrize(
    ("numbers", "message"),
    [
        ("", "Type the numbers on the slip first."),
        ("3 7 1 12", "There should be 5 numbers, and there are 4"),
        ("3 7 1 12 12", "12 is there twice; each number counts once."),
        ("3 7 1 12 17", "`17` is not the number of a criterion; they run from 1 to 16."),
        (HOSTILE, "is not the number of a criterion"),
    ],
)
def test_a_slip_that_cannot_be_read_says_why_and_stays(
    open_app: Open, held: Held, numbers: str, message: str
) -> None:
    held.facilitator.open_round()
    app = key_in(open_app("workshop"), numbers)
    (said,) = errors(app)
    assert message in said
    assert app.text_input("paper.numbers").value == numbers
    assert held.room.turnout().voted == 0
    key_in(app, "3 7 1 12 4")
    assert errors(app) == []


def test_the_last_slip_can_be_taken_back_with_a_reason(open_app: Open, held: Held) -> None:
    held.facilitator.open_round()
    app = key_in(open_app("workshop"), "3 7 1 12 4")
    app.button("paper.undo").click().run()
    (slip,) = held.facilitator.ballots(1)
    assert slip.removed == "Typed wrong, and taken out at once"
    assert held.room.turnout().voted == 0
    assert "paper.undo" not in keys(app)


def test_taking_back_a_slip_leaves_the_phone_that_voted_meanwhile(
    open_app: Open, held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    held.facilitator.open_round()
    app = open_app("workshop")
    paper = held.facilitator.paper

    def after_others(*given: Any) -> Any:
        vote(held, 8)
        return paper(*given)

    monkeypatch.setattr(held.facilitator, "paper", after_others)
    key_in(app, "3 7 1 12 4")
    app.button("paper.undo").click().run()
    assert [each.how for each in held.facilitator.ballots(1) if each.removed] == ["paper"]


def test_a_numbered_slip_keyed_again_takes_its_own_place(open_app: Open, held: Held) -> None:
    held.facilitator.open_round()
    app = key_in(open_app("workshop"), "3 7 1 12 4", "HR", "8")
    assert "paper.undo" not in keys(app)
    key_in(app, "3 7 1 12 5", "HR", "8")
    assert "replacing the one with that number" in texts(app)
    assert held.room.turnout().voted == 1
    assert held.room.turnout().joined == 1


def test_a_numbered_slip_keyed_again_with_another_role_says_what_to_do(
    open_app: Open, held: Held
) -> None:
    held.facilitator.open_round()
    app = key_in(open_app("workshop"), "3 7 1 12 4", "HR", "8")
    key_in(app, "3 7 1 12 5", "PACS team", "8")
    (said,) = errors(app)
    assert "That slip number was keyed with the role HR before." in said
    assert "3 7 1 12 4 as HR, slip 8" in texts(app)


def test_ballots_are_printed_with_the_numbers_that_are_keyed(open_app: Open, held: Held) -> None:
    app = open_app("workshop")
    (button,) = [each for each in app.get("download_button") if each.key == "print.do"]
    assert "One A4 page for each person" in texts(app)
    assert button.label == "Save the ballots to print"


def test_numbers_from_before_a_workshop_was_opened_again_are_said_to_mean_nobody(
    open_app: Open, held: Held
) -> None:
    held.facilitator.open_round()
    app = open_app("workshop")
    key_in(app, "3 7 1 12 4", "HR", "8")
    assert "it replaces this one" in texts(app)
    app.button("record.close").click().run()
    app.button("earlier.open").click().run()
    assert "opened again after slips were typed in. Do not type one of those" in texts(app)
    assert "it replaces this one" not in texts(app)  # for it would not
    assert "opened again after people took turns" not in texts(app)
    take_a_turn(app)
    app.button("record.close").click().run()
    app.button("earlier.open").click().run()
    assert "opened again after people took turns" in texts(app)
    key_in(app, "3 7 1 12 4", "HR", "9")
    assert "it replaces this one" in texts(app)
