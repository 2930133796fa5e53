"""The facilitator's page: each stage and rule of a workshop, from the start to the record."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from decision import examples, load_case
from decision.history import AFTER_RESULT
from decision.model.case import Case
from decision.model.decision_model import DecisionModel
from decision.serving import open_workshop
from decision.serving.open_workshop import Held
from decision.ui.workshop import record, run_sheet, shared_state, start
from decision.ui.workshop.run_sheet import STEPS, left
from decision.ui.workshop.shared_state import Desk
from decision.workshop.store import backups, database
from tests.ui.conftest import SMALLEST, Open, case_of, go, keys, texts
from tests.ui.rooms import WROTE, advance, everything, files, held_open, vote

HOSTILE = "![x](http://e.example/a.png) <b>b</b> $x$ =cmd|x"


pytestmark = pytest.mark.usefixtures("empty_hall")


@pytest.fixture
def case(shipped_model: DecisionModel) -> Case:
    return load_case(examples()["invented-complete"], shipped_model)


@pytest.fixture
def held(shipped_model: DecisionModel) -> Held:
    return held_open(shipped_model)


def charts(app: AppTest) -> int:
    return len(app.get("vega_lite_chart"))


def errors(app: AppTest) -> list[str]:
    return [str(part.value).replace("\\", "") for part in app.error]


# Starting


def test_a_workshop_is_made_from_the_open_model(open_app: Open) -> None:
    app = open_app("workshop")
    assert "Phones can join when the tool is started with `decision workshop`" in texts(app)
    app.text_input("new.title").set_value("Northmoor, spring")
    app.text_area("new.roles").set_value("Radiographer\n\n  Porter \nPorter")
    app.checkbox("new.free").check()
    app.button("new.do").click().run()
    held = open_workshop.held()
    assert held is not None
    assert held.room.settings.title == "Northmoor, spring"
    assert held.room.settings.roles == ("Radiographer", "Porter")
    assert held.room.settings.free_roles
    assert not held.room.session().early
    assert database.workshops() == [held.room.store.path]
    assert "Northmoor, spring" in texts(app)
    assert "round.open" in keys(app)


def test_showing_the_result_early_needs_a_reason(open_app: Open) -> None:
    app = open_app("workshop")
    app.checkbox("new.early").check()
    app.button("new.do").click().run()
    assert errors(app) == ["Write why the result may be shown early; it is kept with the record."]
    assert open_workshop.held() is None
    assert database.workshops() == []
    app.text_input("new.reason").set_value("The board meets tonight")
    app.button("new.do").click().run()
    held = open_workshop.held()
    assert held is not None
    assert held.room.result_may_show()


def test_too_many_roles_are_told_and_none_is_dropped(open_app: Open) -> None:
    app = open_app("workshop")
    app.text_area("new.roles").set_value("\n".join(f"Role {number}" for number in range(31)))
    app.button("new.do").click().run()
    assert errors(app) == ["There are 31 roles; a workshop has at most 30."]
    assert open_workshop.held() is None


def test_an_earlier_workshop_is_opened_again_where_it_stood(open_app: Open, held: Held) -> None:
    held.facilitator.open_round()
    vote(held, 3)
    open_workshop.let_go()
    app = open_app("workshop")
    assert app.selectbox("earlier").options == ["24 November 2026: northmoor"]
    app.button("earlier.open").click().run()
    assert "Round 1 is open" in texts(app)
    assert "3 ballots in, 3 people joined" in texts(app)


def test_a_workshop_in_use_elsewhere_says_so(open_app: Open, held: Held) -> None:
    open_workshop._change(
        held=None
    )  # as another program would have it: open, and not by this server
    app = open_app("workshop")
    app.button("earlier.open").click().run()
    assert len(errors(app)) == 1
    assert open_workshop.held() is None
    held.room.close()


def test_deleting_says_what_goes_and_leaves_no_file(open_app: Open, held: Held) -> None:
    advance(held, 1)
    open_workshop.let_go()
    app = open_app("workshop")
    assert "every ballot, comment, reason and role, what was agreed" in texts(app)
    app.button("earlier.delete").click().run()
    assert files() == []
    assert "Go on with an earlier one" not in texts(app)


def test_a_damaged_workshop_is_told_and_its_backup_offered(open_app: Open, held: Held) -> None:
    advance(held, 1)
    path = held.room.store.path
    (copy, *_) = backups.backups(path)
    open_workshop.let_go()
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("UPDATE audit SET what = 'nothing' WHERE number = 2")
    app = open_app("workshop")
    app.button("earlier.open").click().run()
    (said,) = errors(app)
    assert said.count("damaged") == 1
    assert f"The backup {copy.name} can be put in its place." in said
    assert open_workshop.held() is None
    app.button("damaged.restore").click().run()
    assert "Round 1" in texts(app)
    opened = open_workshop.held()
    assert opened is not None
    assert opened.room.store.verify() is None


def test_where_the_last_backup_is_damaged_too_the_one_before_is_offered(
    open_app: Open, held: Held
) -> None:
    advance(held, 1)
    path = held.room.store.path
    last, earlier, *_ = backups.backups(path)
    open_workshop.let_go()
    for each in (path, last):
        each.write_bytes(b"x" * 10_000)
    app = open_app("workshop")
    app.button("earlier.open").click().run()
    assert "damaged.anyway" not in keys(app)  # for it can't be opened at all
    app.button("damaged.restore").click().run()
    (said,) = errors(app)
    assert last.name in said
    assert earlier.name in said
    assert open_workshop.held() is None
    app.button("damaged.restore").click().run()
    assert errors(app) == []
    assert "Round 1 is closed" in texts(app)


def test_a_workshop_that_cannot_be_deleted_is_let_go_and_says_so(
    open_app: Open, held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object, **__: object) -> None:
        raise OSError(13, "Permission denied")

    app = open_app("workshop")
    monkeypatch.setattr(type(held.room.store.path), "unlink", busy)
    app.button("record.delete").click().run()
    (said,) = errors(app)
    assert "can't be deleted (Permission denied)" in said
    assert "Start a workshop" in texts(app)
    app.button("earlier.delete").click().run()
    assert "can't be deleted (Permission denied)" in errors(app)[0]
    assert open_workshop.held() is None
    monkeypatch.undo()
    app.button("earlier.open").click().run()
    assert open_workshop.held() is not None


def test_a_damaged_workshop_can_be_opened_as_it_is(open_app: Open, held: Held) -> None:
    path = held.room.store.path
    open_workshop.let_go()
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("UPDATE audit SET what = 'nothing' WHERE number = 1")
    app = open_app("workshop")
    app.button("earlier.open").click().run()
    assert "damaged.restore" not in keys(app)  # there is no backup yet
    app.button("damaged.anyway").click().run()
    assert open_workshop.held() is not None


def test_a_file_name_reads_as_a_day_and_a_title(held: Held) -> None:
    assert start.named(held.room.store.path) == "24 November 2026: northmoor"
    for odd in ("notes.db", "2026-99-99-x-0a1b2c.db"):
        path = held.room.store.path.with_name(odd)
        assert start.named(path) == path.stem


# A blind round


def test_nothing_of_a_blind_round_is_on_the_page(open_app: Open, held: Held, case: Case) -> None:
    held.facilitator.open_round()
    vote(held)
    app = open_app("workshop", case)
    for stage in ("open", "closed"):
        if stage == "closed":
            app.button("round.close").click().run()
        said = everything(app)
        assert "14 ballots in" in said
        for secret in (WROTE, "ahead", "87", "100", "%", "Kendall", "disagreement that matters:"):
            assert secret not in said, (stage, secret)
        assert charts(app) == 0


def test_closing_says_how_many_have_not_voted_and_asks_nothing(open_app: Open, held: Held) -> None:
    held.facilitator.open_round()
    vote(held, 3)
    held.facilitator.seat("HR")
    app = open_app("workshop")
    assert "1 person who joined has not voted in this round" in texts(app)
    app.button("round.close").click().run()
    assert "Round 1 is closed" in texts(app)
    assert "3 ballots in it. 1 person of those who joined did not vote in it." in texts(app)
    app.button("round.resume").click().run()
    assert "Round 1 is open" in texts(app)


def test_a_round_without_a_ballot_is_not_revealed(open_app: Open, held: Held) -> None:
    held.facilitator.open_round()
    app = open_app("workshop")
    app.button("round.close").click().run()
    app.button("round.reveal").click().run()
    assert errors(app) == ["Nobody's ballot counts in this round; open it again first."]
    app.button("round.resume").click().run()
    assert errors(app) == []


# Phones


def test_phones_get_an_address_a_picture_and_a_code(
    open_app: Open, held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_workshop.open_doors("192.168.1.20", 8501)
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


# Paper


def key_in(app: AppTest, numbers: str, role: str = "", slip: str = "") -> AppTest:
    app.text_input("paper.numbers").set_value(numbers)
    app.selectbox("paper.role").set_value(role)
    app.text_input("paper.slip").set_value(slip)
    return app.button("paper.do").click().run()


def test_slips_are_keyed_one_after_another(open_app: Open, held: Held) -> None:
    held.facilitator.open_round()
    app = open_app("workshop")
    key_in(app, "3 7 1 12 4", "PACS team")
    assert "1 ballot keyed. Last keyed: 3 7 1 12 4 as PACS team." in texts(app)
    assert app.text_input("paper.numbers").value == ""
    assert app.selectbox("paper.role").value == "PACS team"  # slips come in piles
    key_in(app, "16,2, 5 1 9", "PACS team")
    assert "2 ballots keyed. Last keyed: 16 2 5 1 9 as PACS team." in texts(app)
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
    assert slip.removed == "Keyed wrong, and taken back at once"
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
    assert "in place of the one with that number" in texts(app)
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
    assert "An A4 page a person" in texts(app)
    assert button.label == "Save the ballots to print"


# Turns at the laptop


def test_a_turn_is_alone_on_the_page_and_leaves_nothing(open_app: Open, held: Held) -> None:
    held.facilitator.open_round()
    vote(held, 2)
    app = open_app("workshop")
    app.selectbox("seat.role").set_value("PACS team").run()
    app.button("seat.start").click().run()
    assert "ballots in" not in texts(app)
    assert "round.close" not in keys(app)
    assert "restart" not in keys(app)  # nor the menu, nor the case
    assert not app.sidebar.children
    app.radio("hot.top").set_value("hcpc-cpd").run()
    app.button("hot.next").click().run()
    app.checkbox("hot.tick.staffing-gaps").check().run()
    app.button("hot.next").click().run()
    app.slider("hot.points.staffing-gaps").set_value(35).run()
    app.button("hot.send").click().run()
    assert "Thank you. Your ballot is in." in texts(app)
    assert "Your number is 1" in texts(app).replace("**", "")
    assert "35" not in everything(app)
    app.button("seat.done").click().run()
    assert "restart" in keys(app)
    assert "3 ballots in, 3 people joined" in texts(app)
    assert app.selectbox("seat.role").value == ""
    for left_over in ("hot", "hot.top", "hot.points.staffing-gaps", "hot.tick.staffing-gaps"):
        assert left_over not in app.session_state
    (slip,) = [each for each in held.facilitator.ballots(1) if each.how == "seat"]
    assert slip.role == "PACS team"


def test_leaving_a_turn_sends_nothing(open_app: Open, held: Held) -> None:
    held.facilitator.open_round()
    app = open_app("workshop")
    app.button("seat.start").click().run()
    app.radio("hot.top").set_value("hcpc-cpd").run()
    app.button("seat.leave").click().run()
    assert held.room.turnout().joined == 0
    app.button("seat.start").click().run()
    assert app.radio("hot.top").value is None


def test_the_number_from_the_first_round_is_the_same_person(open_app: Open, held: Held) -> None:
    held.facilitator.open_round()
    app = open_app("workshop")
    for number in (1, 2):
        if number == 2:
            held.facilitator.close_round()
            held.facilitator.reveal()
            held.facilitator.open_round()
            app.run()
            assert "No ballot in yet" in texts(app)
            assert "Round 1 had 1 ballot." in texts(app)  # so that who is missing is known
            app.number_input("seat.number").set_value(1).run()
        take_a_turn(app)
    assert held.room.turnout().joined == 1


def take_a_turn(app: AppTest) -> None:
    app.button("seat.start").click().run()
    app.radio("hot.top").set_value("hcpc-cpd").run()
    app.button("hot.next").click().run()
    app.button("hot.next").click().run()
    app.button("hot.send").click().run()
    app.button("seat.done").click().run()


def test_what_the_weights_come_to_names_the_case_it_rests_on(
    open_app: Open, held: Held, shipped_model: DecisionModel
) -> None:
    held.facilitator.open_round()
    vote(held, 4)
    held.facilitator.close_round()
    held.facilitator.reveal()
    app = open_app("workshop")
    (warned,) = (str(part.value) for part in app.warning)
    assert "The case that is open here answers no fact" in warned
    case = load_case(examples()["invented-complete"], shipped_model)
    app = open_app("workshop", case)
    assert not app.warning
    assert f"the open case: {case.site.name}, with 19 of 19 facts answered" in texts(app)


def test_a_number_that_has_voted_in_the_round_overwrites_nobody(open_app: Open, held: Held) -> None:
    held.facilitator.open_round()
    app = open_app("workshop")
    take_a_turn(app)
    take_a_turn(app)
    held.facilitator.close_round()
    held.facilitator.reveal()
    held.facilitator.open_round()
    app.run()
    app.number_input("seat.number").set_value(2).run()
    take_a_turn(app)
    before = len(held.facilitator.export()["record"])
    app.number_input("seat.number").set_value(2).run()
    app.button("seat.start").click().run()
    (said,) = errors(app)
    assert "Number 2 has a ballot in this round already. Check the number" in said
    assert "hot.next" not in keys(app)
    assert len(held.facilitator.export()["record"]) == before
    app.number_input("seat.number").set_value(1).run()
    take_a_turn(app)
    assert errors(app) == []
    assert held.room.turnout().voted == 2


def test_numbers_mean_nobody_once_people_are_forgotten(open_app: Open, held: Held) -> None:
    held.facilitator.open_round()
    app = open_app("workshop")
    take_a_turn(app)
    app.button("round.close").click().run()
    app.button("round.reveal").click().run()
    app.button("record.forget").click().run()
    app.button("round.open").click().run()
    assert "seat.number" not in [part.key for part in app.number_input]
    take_a_turn(app)
    assert held.room.turnout().voted == 1


def test_a_turn_that_comes_too_late_says_so(open_app: Open, held: Held) -> None:
    held.facilitator.open_round()
    app = open_app("workshop")
    app.button("seat.start").click().run()
    app.radio("hot.top").set_value("hcpc-cpd").run()
    app.button("hot.next").click().run()
    app.button("hot.next").click().run()
    held.facilitator.close_round()
    app.button("hot.send").click().run()
    assert errors(app) == ["Your ballot was not sent. Round 1 is closed and takes no more ballots."]


def test_numbers_from_before_a_workshop_was_opened_again_are_said_to_mean_nobody(
    open_app: Open, held: Held
) -> None:
    held.facilitator.open_round()
    app = open_app("workshop")
    key_in(app, "3 7 1 12 4", "HR", "8")
    assert "it takes its place" in texts(app)
    app.button("record.close").click().run()
    app.button("earlier.open").click().run()
    assert "opened again after slips were keyed. Don't key one of those" in texts(app)
    assert "it takes its place" not in texts(app)  # for it would not
    assert "opened again after people took turns" not in texts(app)
    take_a_turn(app)
    app.button("record.close").click().run()
    app.button("earlier.open").click().run()
    assert "opened again after people took turns" in texts(app)
    key_in(app, "3 7 1 12 4", "HR", "9")
    assert "it takes its place" in texts(app)


# Ballots taken out


def test_a_ballot_is_taken_out_with_a_reason_and_put_back(open_app: Open, held: Held) -> None:
    held.facilitator.open_round()
    vote(held, 3)
    app = open_app("workshop")
    app.button("remove.do").click().run()
    assert errors(app) == ["Choose a ballot first."]
    which = held.facilitator.ballots(1)[0].id
    app.selectbox("remove.which").set_value(which)
    app.button("remove.do").click().run()
    assert errors(app) == ["Write a reason; it is kept with the record."]
    assert held.room.turnout().voted == 3
    app.text_input("remove.why").set_value(f"Sent twice {HOSTILE}")
    app.button("remove.do").click().run()
    assert held.room.turnout().voted == 2
    assert "taken out, Sent twice" in texts(app)
    assert not any("x](" in part.value for part in app.markdown)
    app.button(f"back.{which}").click().run()
    assert held.room.turnout().voted == 3


# The reveal


def test_a_reveal_shows_the_weights_and_not_who_leads(
    open_app: Open, held: Held, case: Case
) -> None:
    advance(held, 1)
    app = open_app("workshop", case)
    said = texts(app)
    assert "The disagreement that matters: " in said
    assert "Roles part most on " in said
    assert "Kendall's W" in said
    assert WROTE in said
    assert "Who leads stays hidden until the second round is revealed" in said
    assert "ahead" not in everything(app)
    assert charts(app) == 2


def test_who_leads_is_shown_early_only_with_a_reason(
    open_app: Open, held: Held, case: Case
) -> None:
    advance(held, 1)
    app = open_app("workshop", case)
    app.button("early.do.1").click().run()
    assert errors(app) == ["Write a reason; it is kept with the record."]
    assert "own weights put" not in texts(app)
    app.text_input("early.why.1").set_value("There is no time for a second round")
    app.button("early.do.1").click().run()
    assert "of 14 people's own weights put" in texts(app)
    assert (
        held.facilitator.export()["result_early"]["reason"] == "There is no time for a second round"
    )


def test_who_leads_is_hidden_until_the_second_round_is_revealed(
    open_app: Open, held: Held, case: Case
) -> None:
    tokens = advance(held, 1)
    app = open_app("workshop", case)
    app.button("round.open").click().run()
    vote(held, tokens=tokens)
    app.run()
    assert "What round 1 showed" in [part.label for part in app.expander]
    assert "ahead" not in everything(app)
    app.button("round.close").click().run()
    assert "ahead" not in everything(app)  # for the round may still be opened again
    app.button("round.reveal").click().run()
    said = texts(app)
    assert "of 14 people's own weights put" in said
    assert "By the mean of people," in said
    assert "Of all 4 options, " in said
    assert charts(app) == 5 + 5  # this round, and the one before it


def test_a_ballot_taken_out_after_the_reveal_leaves_the_pictures(
    open_app: Open, held: Held, case: Case
) -> None:
    advance(held, 1)
    app = open_app("workshop", case)
    assert "14 people weighed in round 1" in texts(app)
    app.selectbox("remove.which").set_value(held.facilitator.ballots(1)[0].id)
    app.text_input("remove.why").set_value("Sent by mistake")
    app.button("remove.do").click().run()
    assert "13 people weighed in round 1" in texts(app)


def test_what_people_wrote_is_never_markup(open_app: Open, held: Held, case: Case) -> None:
    held.facilitator.open_round()
    token = held.facilitator.seat("HR")
    sent = {
        "weights": dict.fromkeys(held.room.settings.form.criteria, 50),
        "comments": {"hcpc-cpd": HOSTILE},
    }
    held.room.submit(token, sent, "request-hostile")
    held.facilitator.close_round()
    held.facilitator.reveal()
    app = open_app("workshop", case)
    assert HOSTILE.replace("://", "://\u2060") in texts(app)
    for part in (*app.markdown, *app.caption):
        for markup in ("![x]", "x](", "<b>", "$x$"):
            assert markup not in part.value


def test_a_rerun_draws_no_picture_again(
    open_app: Open, held: Held, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    advance(held, 2)
    app = open_app("workshop", case)
    for name in ("weights_chart", "roles_chart"):
        monkeypatch.setattr(f"decision.charts.{name}", None)
    monkeypatch.setattr("decision.ui.workshop.round_cache.evaluate", None)
    app.button("sheet.start").click().run()
    assert charts(app) == 10


# Agreeing


def test_agreed_weights_go_into_the_case_and_back(open_app: Open, held: Held, case: Case) -> None:
    advance(held, 2)
    app = open_app("workshop", case)
    app.button("agree.do").click().run()
    assert errors(app) == ["Write a reason; it is kept with the record."]
    app.radio("in.agree.method").set_value("panel-role-mean").run()
    app.text_area("agree.why").set_value("Headcount should not decide")
    app.button("agree.do").click().run()
    assert "Agreed after round 2: the mean of roles. The reason: Headcount" in texts(app)
    made = held.room.agreement()
    assert made is not None
    app.button("agree.take").click().run()
    taken = case_of(app)
    assert taken.weights_by == "panel-role-mean"
    assert taken.weights == pytest.approx(dict(made.weights))
    assert {int(ballot.round) for ballot in taken.panel} == {1, 2}
    assert len(taken.panel) == 28
    roles = {ballot.role for ballot in taken.panel}
    assert {"Radiographer", None} < roles
    assert "HR" not in roles  # one person's, so it would say who it was
    assert WROTE in {text for ballot in taken.panel for text in ballot.comments.values()}
    assert "The open case has the room's ballots and these weights." in texts(app)
    said = texts(go(app, "result"))
    assert "The weights are the mean of the panel's roles, as the panel agreed." in said
    assert "as it was before, was put aside." in said  # for the open one has the same name
    app.button("undo").click().run()
    assert case_of(app) == case


def test_ballots_can_be_taken_before_any_weights_are_agreed(
    open_app: Open, held: Held, case: Case
) -> None:
    advance(held, 2)
    app = open_app("workshop", case)
    app.button("agree.take").click().run()
    assert len(case_of(app).panel) == 28
    assert "The open case has the room's ballots." in texts(app)


def test_weights_settled_on_in_talking_are_typed(open_app: Open, held: Held, case: Case) -> None:
    advance(held, 2)
    app = open_app("workshop", case)
    app.radio("in.agree.method").set_value("agreed").run()
    largest = max(float(field.value) for field in app.number_input if "agree.2" in str(field.key))
    assert largest == 100  # they start at the mean of people
    app.number_input("in.agree.2.hcpc-cpd").set_value(5.0).run()
    app.text_area("agree.why").set_value("Talked through")
    app.button("agree.do").click().run()
    made = held.room.agreement()
    assert made is not None
    assert made.method == "agreed"
    assert made.weights["hcpc-cpd"] == 5


def test_one_round_is_enough_only_if_somebody_says_so(
    open_app: Open, held: Held, case: Case
) -> None:
    advance(held, 1)
    app = open_app("workshop", case)
    assert "Agree" not in [str(part.value) for part in app.header]
    assert "agree.take" not in keys(app)
    app.text_area("agree.why").set_value("No time for more")
    app.button("agree.do").click().run()
    assert "agree.take" in keys(app)
    assert "own weights put" in texts(app)  # once agreed, who leads may be seen


def test_weights_taken_after_the_result_was_seen_are_on_record(
    open_app: Open, held: Held, case: Case
) -> None:
    advance(held, 2)
    app = go(open_app("result", case), "workshop")
    app.text_area("agree.why").set_value("A fair picture")
    app.button("agree.do").click().run()
    app.button("agree.take").click().run()
    (entry,) = case_of(app).history[len(case.history) :]
    assert entry.because == AFTER_RESULT


# The record


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


# Another model, another person


def test_another_open_model_is_told_and_put_right(open_app: Open, held: Held) -> None:
    advance(held, 2)
    app = open_app("workshop", model=DecisionModel.model_validate(SMALLEST))
    assert "another model is open" in texts(app)
    assert charts(app) == 0
    assert "screen.shows" not in [part.key for part in app.radio]
    app.button("model.open").click().run()
    assert "another model is open" not in texts(app)
    assert charts(app) == 10


def test_nobody_but_the_facilitator_gets_in(
    open_app: Open, held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    held.facilitator.open_round()
    app = open_app("workshop")
    assert "round.close" in keys(app)
    monkeypatch.setattr(open_workshop, "is_facilitator", lambda: False)
    assert "round.close" not in keys(app.run())


# The hour


def test_the_hour_has_sixty_minutes_and_its_step_is_kept(open_app: Open, held: Held) -> None:
    assert sum(step.minutes for step in STEPS) == 60
    app = open_app("workshop")
    app.button("sheet.start").click().run()
    assert "1 of 7. Rules and interests" in texts(app).replace("**", "")
    assert "5 minutes left" in texts(app)
    app.button("sheet.next").click().run()
    assert "2 of 7. The facts where two case files differ" in texts(app).replace("**", "")
    assert "10 minutes left" in texts(app)
    app.button("sheet.back").click().run()
    assert "1 of 7." in texts(app)
    assert "1 of 7." in texts(open_app("workshop"))  # another window, or a reload


@pytest.mark.parametrize(
    ("gone", "said"),
    [
        (0.0, "10 minutes left"),
        (0.5, "10 minutes left"),
        (8.5, "2 minutes left"),
        (9.5, "less than a minute left"),
        (10.5, "time is up"),
        (11.2, "1 minute over"),
        (13.7, "3 minutes over"),
    ],
)
def test_what_is_left_of_a_step(monkeypatch: pytest.MonkeyPatch, gone: float, said: str) -> None:
    monkeypatch.setattr(shared_state.time, "monotonic", lambda: 1000.0 + gone * 60)
    assert left(Desk(step=1, since=1000.0)) == said
    assert run_sheet.left(Desk()) == ""


def test_a_title_is_not_markup(open_app: Open, shipped_model: DecisionModel) -> None:
    held_open(shipped_model, title=HOSTILE, roles=[HOSTILE])
    app = open_app("workshop")
    app.button("round.open").click().run()
    for part in (*app.markdown, *app.caption, *app.title):
        for markup in ("![x]", "x](", "<b>", "$x$"):
            assert markup not in part.value
