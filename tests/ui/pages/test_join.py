"""The phone of a person in the room, at every stage of the workshop."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from decision.serving import open_workshop
from decision.serving.open_workshop import Held
from decision.ui.ballot import form as ballot_form
from decision.ui.ballot import phone_screens
from decision.ui.ballot.participant import Devices, Unsent
from decision.workshop.errors import StoreError
from decision.workshop.room import Room
from tests.ui.conftest import ROOT, texts
from tests.workshop.data import CRITERIA, MODEL, ROLES, ballot, ballot_of, role_of

PAGES = ROOT / "decision" / "ui" / "pages"
Phone = Callable[..., AppTest]


@pytest.fixture(autouse=True)
def room_only(monkeypatch: pytest.MonkeyPatch, empty_hall: None) -> None:
    open_workshop.open_doors("192.168.1.20", 8501)
    monkeypatch.setattr(open_workshop, "peer", lambda: "192.168.1.31")
    monkeypatch.setattr(phone_screens, "UNSENT", Unsent())
    monkeypatch.setattr(phone_screens, "DEVICES", Devices())
    monkeypatch.setattr(ballot_form, "BLINK", 0.0)


@pytest.fixture
def held(tmp_path: Path) -> Held:
    room, secret = Room.create(tmp_path / "a.db", MODEL, roles=ROLES, title="Our *room*")
    return open_workshop.hold(room, secret)


@pytest.fixture
def open_phone() -> Phone:
    """Open the address that a phone has: of a scan, or of before."""

    def opened(**address: str) -> AppTest:
        made = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
        for name, value in address.items():
            made.query_params[name] = value
        made.run()
        assert not made.exception
        return made

    return opened


def me(app: AppTest) -> str:
    found = app.query_params["me"]
    return found[0] if isinstance(found, list) else str(found)


def enter(app: AppTest, role: str = "HR") -> AppTest:
    app.radio("role").set_value(role)
    return app.button("enter").click().run()


def joined(held: Held, open_phone: Phone, role: str = "HR") -> AppTest:
    keys = held.facilitator.keys()
    app = enter(open_phone(join=keys.link or ""), role)
    assert held.room.turnout().joined >= 1
    return app


def vote(app: AppTest, number: int = 1, top: str = "cost", *others: str) -> AppTest:
    key = f"round.{number}"
    app.radio(f"{key}.top").set_value(top).run()
    app.button(f"{key}.next.1").click().run()
    for name in others:
        app.checkbox(f"{key}.tick.{name}").check().run()
    app.button(f"{key}.next.2").click().run()
    return app.button(f"{key}.send").click().run()


def others_vote(held: Held, *roles: str, start: int = 0) -> None:
    for place, role in enumerate(roles, start):
        token = held.facilitator.seat(role)
        held.room.submit(token, ballot(10 * place, 100), f"request-{place:04d}", "seat")


# Getting in


def test_nothing_is_open_yet(open_phone: Phone, data_folder: Path) -> None:
    app = open_phone()
    assert app.title[0].value == "Not open yet"
    assert [each.key for each in app.button] == ["again"]
    assert "work" not in app.session_state  # no case, and so no draft
    assert not data_folder.exists() or not list(data_folder.iterdir())


def test_a_phone_has_no_sidebar_no_upload_and_no_other_page(held: Held, open_phone: Phone) -> None:
    app = open_phone()
    for name in ("site", "result", "workshop", "screen"):
        with pytest.raises(ValueError):  # noqa: PT011 Streamlit's own, that there is no such page
            app.switch_page(str(PAGES / f"{name}.py"))
    assert not app.sidebar.button
    assert not app.file_uploader
    assert app.title[0].value == r"Our \*room\*"
    assert "work" not in app.query_params


def test_a_scanned_link_needs_a_role_and_nothing_else(held: Held, open_phone: Phone) -> None:
    link = held.facilitator.open_round().link or ""
    app = open_phone(join=link)
    assert not app.text_input
    assert app.radio("role").options == [*ROLES, "Rather not say"]
    said = texts(app)
    assert "Only your role and your ballot are kept" in said
    assert "fewer than four people are merged" in said
    token = me(app)
    app.button("enter").click().run()
    assert "Choose your role" in texts(app)
    assert held.room.turnout().joined == 0
    enter(app)
    assert held.room.turnout().joined == 1
    assert me(app) == token
    assert role_of(held.room, token) == "HR"
    assert "join" not in app.query_params


def test_tapping_twice_or_loading_again_is_one_person(held: Held, open_phone: Phone) -> None:
    link = held.facilitator.open_round().link or ""
    app = open_phone(join=link)
    enter(app)
    again = open_phone(join=link, me=me(app))
    assert "You are in as HR" in texts(again)
    assert held.room.turnout().joined == 1


def test_who_would_rather_not_say_has_no_role(held: Held, open_phone: Phone) -> None:
    held.facilitator.open_round()
    app = joined(held, open_phone, "Rather not say")
    assert role_of(held.room, me(app)) is None
    assert "You are in, without a role" in texts(app)


def test_a_role_of_ones_own_only_where_it_is_allowed(tmp_path: Path, open_phone: Phone) -> None:
    held = open_workshop.hold(*Room.create(tmp_path / "b.db", MODEL, roles=ROLES, free_roles=True))
    app = open_phone(join=held.facilitator.open_round().link or "")
    app.text_input("role.other").input("Physicist *x*")
    enter(app, "Another role")
    assert role_of(held.room, me(app)) == "Physicist *x*"
    assert r"Physicist \*x\*" in app.caption[-1].value


def test_a_code_is_typed_in_any_way_and_a_wrong_one_is_counted(
    held: Held, open_phone: Phone
) -> None:
    code = held.facilitator.open_round().code or ""
    app = open_phone()
    for _ in range(3):
        app.text_input("code").input("AAAAAA")
        enter(app)
        assert "doesn't open this room" in texts(app)
    other = open_phone()  # another session of the same phone doesn't begin at nothing
    other.text_input("code").input(f" {code[:3].lower()}-{code[3:].lower()} ")
    enter(other)
    assert "Too many wrong codes. Wait" in texts(other)
    assert held.room.turnout().joined == 0


def test_a_right_code_lets_in(held: Held, open_phone: Phone) -> None:
    code = held.facilitator.open_round().code or ""
    app = open_phone()
    app.text_input("code").input(f" {code[:3].lower()}-{code[3:].lower()} ")
    enter(app)
    assert held.room.turnout().joined == 1


def test_the_fifth_from_one_address_waits_for_the_facilitator(
    held: Held, open_phone: Phone
) -> None:
    link = held.facilitator.open_round().link or ""
    for _ in range(4):
        held.room.join(link, phone="192.168.1.31")
    app = enter(open_phone(join=link))
    assert "4 people have joined from your network address already" in app.error[0].value
    assert held.room.turnout().joined == 4
    held.room.arrivals.let_in(1)
    app.button("enter").click().run()
    assert held.room.turnout().joined == 5
    assert not app.error


def test_who_comes_between_two_rounds_is_told_to_wait(held: Held, open_phone: Phone) -> None:
    link = held.facilitator.open_round().link or ""
    held.facilitator.close_round()
    app = enter(open_phone(join=link))
    assert "Nobody can join just now. Wait until the facilitator lets people in." in texts(app)
    assert not app.text_input  # which nobody could know yet
    keys = held.facilitator.new_keys()
    app = open_phone(join=keys.link or "")
    enter(app)
    assert held.room.turnout().joined == 1


def test_a_link_that_was_changed_asks_for_the_code(held: Held, open_phone: Phone) -> None:
    old = held.facilitator.open_round().link or ""
    keys = held.facilitator.new_keys()
    app = open_phone(join=old)
    enter(app)
    assert "That link opens nothing any more" in texts(app)
    app.text_input("code").input(keys.code or "")
    enter(app)
    assert held.room.turnout().joined == 1


@pytest.mark.parametrize("token", ["x", "A" * 43, "x" * 100_000])
def test_a_token_out_of_an_address_is_nobodys_until_this_server_made_it(
    held: Held, open_phone: Phone, token: str
) -> None:
    """Else a link with a token in it would let whoever made it read and change the ballot."""
    app = open_phone(join=held.facilitator.open_round().link or "", me=token)
    enter(app)
    assert held.room.turnout().joined == 1
    assert me(app) != token
    assert role_of(held.room, me(app)) == "HR"


def test_a_page_passed_on_shows_no_ballot_of_another(
    held: Held, open_phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = held.facilitator.open_round().link or ""
    theirs = vote(joined(held, open_phone))
    assert theirs.title[0].value == "Your ballot is in"
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(open_workshop, "peer", lambda: "192.168.1.77")
        app = open_phone(join=link, me=me(theirs))
        assert app.title[0].value == "Is this page yours?"
        assert "| Cost |" not in texts(app)
        assert {each.key for each in app.button} == {"whose.join", "whose.mine"}
        app.button("whose.join").click().run()
        assert app.title[0].value == r"Our \*room\*"
        enter(app, "HR")
        assert app.title[0].value == "Round 1: what matters?"
        assert me(app) != me(theirs)
    assert held.room.turnout().joined == 2
    theirs.button("again").click().run()
    assert theirs.title[0].value == "Your ballot is in"


def test_who_has_changed_networks_goes_on_after_saying_so(
    held: Held, open_phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    held.facilitator.open_round()
    app = vote(joined(held, open_phone))
    monkeypatch.setattr(open_workshop, "peer", lambda: "192.168.1.77")
    app.button("again").click().run()  # the session that joined is known wherever it is
    assert app.title[0].value == "Your ballot is in"
    later = open_phone(me=me(app))
    later.button("whose.mine").click().run()
    assert later.title[0].value == "Your ballot is in"
    assert open_phone(me=me(app)).title[0].value == "Your ballot is in"  # and is asked once


# The ballot


def test_who_comes_early_waits(held: Held, open_phone: Phone) -> None:
    keys = held.facilitator.new_keys()
    app = enter(open_phone(join=keys.link or ""))
    assert app.title[0].value == "You are in"
    assert "Round 1 has not opened yet" in texts(app)
    assert "Speed" in texts(app)  # the criteria, to read while waiting
    held.facilitator.open_round()
    app.button("again").click().run()
    assert app.title[0].value == "Round 1: what matters?"


def test_a_ballot_is_in_only_once_the_store_has_it(
    held: Held, open_phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    held.facilitator.open_round()
    app = joined(held, open_phone)

    def full(*_: object) -> None:
        raise StoreError("No ballot was kept: the disk is full.")

    with monkeypatch.context() as broken:
        broken.setattr(held.room, "submit", full)
        vote(app, 1, "cost", "cover")
    assert "Your ballot was not sent. No ballot was kept: the disk is full." in texts(app)
    assert "Your ballot is in" not in texts(app)
    app.button("round.1.send").click().run()
    assert app.title[0].value == "Your ballot is in"
    assert held.room.turnout().voted == 1


def test_a_ballot_stays_through_a_reload_and_can_be_changed_while_the_round_is_open(
    held: Held, open_phone: Phone
) -> None:
    held.facilitator.open_round()
    app = vote(joined(held, open_phone), 1, "cost", "cover")
    assert app.title[0].value == "Your ballot is in"
    assert "Round 1, " in texts(app)
    again = open_phone(me=me(app))
    assert again.title[0].value == "Your ballot is in"
    assert "| Cost | 100 |" in texts(again)
    assert "Counts as nothing: Speed, Voice, Change, Safety." in texts(again)
    again.button("change").click().run()
    assert "counts until you send this one" in texts(again)
    again.slider("round.1.points.cover").set_value(90).run()
    reloaded = open_phone(me=me(app))  # in the middle of a change
    assert reloaded.slider("round.1.points.cover").value == 90
    mine = ballot_of(held.room, me(app))
    assert mine is not None
    assert mine.given.weights["cover"] == 50
    reloaded.button("round.1.send").click().run()
    mine = ballot_of(held.room, me(app))
    assert mine is not None
    assert mine.given.weights["cover"] == 90
    assert held.room.turnout().voted == 1


def test_a_change_can_be_left(held: Held, open_phone: Phone) -> None:
    held.facilitator.open_round()
    app = vote(joined(held, open_phone), 1, "cost", "cover")
    app.button("change").click().run()
    app.slider("round.1.points.cover").set_value(90).run()
    app.button("keep").click().run()
    assert app.title[0].value == "Your ballot is in"
    app.button("change").click().run()
    assert app.slider("round.1.points.cover").value == 50


def test_steps_that_were_not_sent_survive_a_reload(held: Held, open_phone: Phone) -> None:
    held.facilitator.open_round()
    app = joined(held, open_phone)
    app.radio("round.1.top").set_value("voice").run()
    app.button("round.1.next.1").click().run()
    app.checkbox("round.1.tick.cost").check().run()
    again = open_phone(me=me(app))
    assert again.checkbox("round.1.tick.cost").value
    assert "You chose **Voice**" in texts(again)
    assert held.room.turnout().voted == 0


def test_a_round_that_closes_meanwhile_takes_nothing_and_says_so(
    held: Held, open_phone: Phone
) -> None:
    held.facilitator.open_round()
    app = joined(held, open_phone)
    app.radio("round.1.top").set_value("voice").run()
    app.button("round.1.next.1").click().run()
    app.button("round.1.next.2").click().run()
    held.facilitator.close_round()
    app.button("round.1.send").click().run()
    assert app.title[0].value == "Round 1 is closed"
    assert "No ballot of yours is in it" in texts(app)


def test_a_ballot_that_was_taken_out_says_why(held: Held, open_phone: Phone) -> None:
    held.facilitator.open_round()
    app = vote(joined(held, open_phone))
    held.facilitator.remove(held.facilitator.ballots(1)[0].id, "*not* a member")
    app.button("again").click().run()
    assert app.title[0].value == "Your ballot was taken out"
    assert r"\*not\* a member" in app.markdown[-1].value
    assert not app.radio


def test_a_ballot_that_was_taken_out_still_says_so_after_the_round(
    held: Held, open_phone: Phone
) -> None:
    held.facilitator.open_round()
    app = vote(joined(held, open_phone), 1, "cost")
    others_vote(held, "HR", "Digital")
    (mine,) = (each for each in held.facilitator.ballots(1) if each.how == "phone")
    held.facilitator.remove(mine.id, "*not* a member")
    held.facilitator.close_round()
    app.button("again").click().run()
    assert app.title[0].value == "Round 1 is closed"
    assert "Your ballot was taken out" in texts(app)
    assert r"The facilitator's reason: \*not\* a member." in "".join(p.value for p in app.markdown)
    assert "What you gave" not in [part.label for part in app.expander]
    held.facilitator.reveal()
    app.button("again").click().run()
    assert app.title[0].value == "Round 1: how the room weighs"
    assert "Your ballot was taken out" in texts(app)
    assert "You differ" not in texts(app)


# After the round


def test_a_closed_round_shows_ones_own_and_nobody_elses(held: Held, open_phone: Phone) -> None:
    held.facilitator.open_round()
    app = vote(joined(held, open_phone), 1, "cost", "cover")
    others_vote(held, "HR", "HR", "Digital")
    held.facilitator.close_round()
    app.button("again").click().run()
    assert app.title[0].value == "Round 1 is closed"
    assert "Nobody sees any ballot until" in texts(app)
    assert not app.get("vega_lite_chart")
    assert "Median" not in texts(app)


def test_the_result_waits_until_it_may_show(held: Held, open_phone: Phone) -> None:
    held.facilitator.open_round()
    app = vote(joined(held, open_phone))
    held.facilitator.close_round()
    held.facilitator.reveal()
    open_workshop.show_result("*Stay* is ahead")
    app.button("again").click().run()
    assert "is ahead" not in texts(app)
    held.facilitator.show_result_early(True, "everybody asked")
    app.button("again").click().run()
    assert r"**The result:** \*Stay\* is ahead" in [each.value for each in app.markdown]
    held.facilitator.agree("panel-mean", "all agreed")
    app.button("again").click().run()
    assert "The room has agreed on its weights" in texts(app)


def test_round_two_starts_from_round_one(held: Held, open_phone: Phone) -> None:
    held.facilitator.open_round()
    app = vote(joined(held, open_phone), 1, "cost", "cover")
    held.facilitator.close_round()
    held.facilitator.reveal()
    held.facilitator.open_round()
    app.button("again").click().run()
    assert app.title[0].value == "Round 2: what matters?"
    assert "You start from your ballot of round 1" in texts(app)
    assert app.slider("round.2.points.cover").value == 50
    app.slider("round.2.points.cover").set_value(20).run()
    app.button("round.2.send").click().run()
    mine = ballot_of(held.room, me(app))
    assert mine is not None
    assert mine.given.weights["cover"] == 20
    assert held.room.turnout().round == 2


# When something is wrong


def test_a_restart_keeps_identity_and_ballot(held: Held, open_phone: Phone, tmp_path: Path) -> None:
    held.facilitator.open_round()
    app = vote(joined(held, open_phone), 1, "cost")
    token = me(app)
    open_workshop.let_go()
    gone = open_phone(me=token)
    assert gone.title[0].value == "Not open yet"
    assert me(gone) == token
    open_workshop.take_up(tmp_path / "a.db")
    gone.button("again").click().run()
    assert gone.title[0].value == "Your ballot is in"


def test_a_file_that_cannot_be_read_is_a_sentence(held: Held, open_phone: Phone) -> None:
    held.facilitator.open_round()
    app = joined(held, open_phone)
    held.room.close()
    app.run()
    assert app.title[0].value == "Not now"
    assert "This workshop has been closed" in texts(app)
    open_workshop._change(held=None)


def test_a_fault_of_ours_shows_no_traceback(
    held: Held, open_phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(phone_screens, "screen", broken)
    app = open_phone()
    assert app.error[0].value == "Something went wrong on this page. Load it again."
    assert "secret detail" not in texts(app)


def test_every_criterion_is_on_the_ballot(held: Held, open_phone: Phone) -> None:
    held.facilitator.open_round()
    app = joined(held, open_phone)
    assert app.radio("round.1.top").options == [name.title() for name in CRITERIA]


def test_the_facilitator_has_the_ordinary_pages(
    held: Held, open_phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(open_workshop, "has_app", lambda: True)
    monkeypatch.setattr(open_workshop, "is_facilitator", lambda: True)
    app = open_phone()
    assert app.title[0].value == "Where should the PACS team sit?"
    assert "work" in app.session_state
    assert "me" not in app.query_params
