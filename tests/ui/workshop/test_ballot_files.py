"""Ballot files dropped on the facilitator's page: each is counted once, or said why not."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from streamlit.testing.v1 import AppTest

from decision.model.decision_model import DecisionModel
from decision.serving import open_workshop
from decision.serving.open_workshop import Held
from decision.ui.workshop import ballot_files
from decision.ui.workshop.ballot_files import take_in
from decision.workshop.room import Room
from tests.report.html.compare_files import hostile
from tests.report.html.node import called
from tests.ui.conftest import Open, keys, texts
from tests.ui.rooms import ROLES, everything, held_open, vote

pytestmark = pytest.mark.usefixtures("empty_hall")


def ballot_file(model: DecisionModel, number: int, role: str = "HR", top: int = 0) -> bytes:
    """A ballot file as the page writes it, of the person of that number."""
    names = list(model.criteria)
    weights = "\n".join(
        f"    {name}: {100 if place == top else number % 90}" for place, name in enumerate(names)
    )
    return f"""ballot:
  model:
    title: {model.title!r}
    fingerprint: {model.fingerprint}
  id: {number:032x}
  role: {role}
  weights:
{weights}
  comments:
    {names[0]}: Note of {number}
""".encode()


def logged(held: Held) -> int:
    """How many rows the record has."""
    count: int = held.room.store.read(
        lambda db: db.execute("SELECT count(*) FROM audit").fetchone()
    )[0]
    return count


def drop(app: AppTest, files: Sequence[tuple[str, bytes]]) -> AppTest:
    turn = app.session_state[ballot_files.TURN]
    given = [(name, data, "application/yaml") for name, data in files]
    return app.file_uploader(f"files.{turn}").set_value(given).run()


def test_thirty_files_are_thirty_ballots_and_dropped_again_they_still_are(
    open_app: Open, held: Held, shipped_model: DecisionModel
) -> None:
    held.facilitator.open_round()
    files = [(f"{n}.yaml", ballot_file(shipped_model, n, ROLES[n % len(ROLES)])) for n in range(30)]
    app = drop(open_app("workshop"), files)
    assert "30 ballots counted from 30 files." in texts(app)
    assert held.room.turnout().voted == held.room.turnout().joined == 30
    before = logged(held)
    app = drop(app, [*files[:20], files[3]])
    assert "No ballot counted from 21 files, 21 counted already." in texts(app)
    assert held.room.turnout().voted == 30
    assert logged(held) == before
    held.facilitator.close_round()
    revealed = held.facilitator.reveal()
    assert revealed.everyone.people == 30


def test_one_file_dropped_twice_at_once_counts_once(
    open_app: Open, held: Held, shipped_model: DecisionModel
) -> None:
    held.facilitator.open_round()
    data = ballot_file(shipped_model, 7)
    app = drop(open_app("workshop"), [("a.yaml", data), ("copy of a.yaml", data)])
    assert "1 ballot counted from 2 files, 1 counted already." in texts(app)
    assert "Counted already: the same ballot. It counts once." in texts(app)
    assert held.room.turnout().voted == 1


def test_a_corrected_ballot_takes_the_place_of_the_earlier_one_and_keeps_its_role(
    open_app: Open, held: Held, shipped_model: DecisionModel
) -> None:
    held.facilitator.open_round()
    app = drop(open_app("workshop"), [("a.yaml", ballot_file(shipped_model, 7, "HR", top=0))])
    app = drop(app, [("b.yaml", ballot_file(shipped_model, 7, "Manager", top=3))])
    assert "in place of an earlier ballot of the same person. The role stays HR." in texts(app)
    (sealed,) = held.facilitator.ballots(1)
    assert (sealed.role, sealed.how) == ("HR", "file")
    assert f"Ballot {sealed.id}, HR, by e-mail" in everything(app)
    held.facilitator.close_round()
    shares = held.facilitator.reveal().everyone.values
    assert max(shares, key=lambda name: shares[name][0]) == list(shipped_model.criteria)[3]


def test_what_cannot_be_counted_is_named_with_its_reason_and_the_rest_count(
    open_app: Open, held: Held, shipped_model: DecisionModel
) -> None:
    held.facilitator.open_round()
    good = ballot_file(shipped_model, 1)
    other = good.replace(shipped_model.fingerprint.encode(), b"0" * 64)
    files = [("good.yaml", good), ("other.yaml", other), ("case.yaml", b"site: {name: x}")]
    files += [(f"hostile {place}.yaml", data) for place, data in enumerate(hostile("ballot"))]
    app = drop(open_app("workshop"), files)
    assert held.room.turnout().voted == 1
    said = everything(app)
    assert f"1 ballot counted from {len(files)} files, {len(files) - 1} not counted." in said
    assert "Line 4: `fingerprint` is of another model" in said
    assert "fill in the ballot file of this workshop" in said
    assert len(held.facilitator.ballots(1)) == 1
    assert held.room.turnout().joined == 1  # nobody was admitted for a file that doesn't count


def test_a_role_that_is_not_offered_is_left_out_and_case_does_not_matter(
    held: Held, shipped_model: DecisionModel
) -> None:
    held.facilitator.open_round()
    says = [
        take_in(held, "f", ballot_file(shipped_model, place, role)).says
        for place, role in enumerate(["Wizard", "pacs TEAM"])
    ]
    assert says == ["Counted without a role: Wizard is not on the list.", "Counted."]
    assert {each.role for each in held.facilitator.ballots(1)} == {None, "PACS team"}


def test_a_file_is_the_same_ballot_after_the_workshop_was_opened_again(
    held: Held, shipped_model: DecisionModel
) -> None:
    held.facilitator.open_round()
    assert take_in(held, "f", ballot_file(shipped_model, 5)).what == "counted"
    path = held.room.store.path
    open_workshop.let_go()
    again = open_workshop.take_up(path)
    assert again.secret != held.secret
    assert take_in(again, "f", ballot_file(shipped_model, 5)).what == "again"
    assert again.room.turnout().voted == 1
    assert again.room.store.verify() is None


def test_a_ballot_taken_out_stays_out_until_it_is_put_back(
    held: Held, shipped_model: DecisionModel
) -> None:
    held.facilitator.open_round()
    take_in(held, "f", ballot_file(shipped_model, 5))
    (sealed,) = held.facilitator.ballots(1)
    held.facilitator.remove(sealed.id, "Voted by phone too")
    found = take_in(held, "f", ballot_file(shipped_model, 5, top=2))
    assert found.what == "refused"
    assert "taken out of this round (Voted by phone too). Put it back below first." in found.says
    assert held.room.turnout().voted == 0
    held.facilitator.put_back(sealed.id)
    assert take_in(held, "f", ballot_file(shipped_model, 5)).what == "again"


def test_files_count_in_the_first_round_while_it_is_open(
    open_app: Open, held: Held, shipped_model: DecisionModel
) -> None:
    data = ballot_file(shipped_model, 5)
    assert "has not been opened yet" in take_in(held, "f", data).says
    held.facilitator.open_round()
    vote(held)
    held.facilitator.close_round()
    assert "closed and takes no more ballots" in take_in(held, "f", data).says
    held.facilitator.reveal()
    held.facilitator.open_round()
    assert "in the first round only" in take_in(held, "f", data).says
    app = open_app("workshop")
    assert "paper.do" in keys(app)
    assert "Add ballots sent by e-mail" not in everything(app)


def test_only_the_facilitator_adds_ballots(
    held: Held, shipped_model: DecisionModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    held.facilitator.open_round()
    stranger = Held(held.room, held.facilitator, "not the secret", held.model)
    assert "Only the facilitator" in take_in(stranger, "f", ballot_file(shipped_model, 1)).says
    assert held.room.turnout().voted == 0


def test_a_full_room_takes_no_more(
    held: Held, shipped_model: DecisionModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    object.__setattr__(held.room.settings, "places", 2)
    held.facilitator.open_round()
    found = [take_in(held, "f", ballot_file(shipped_model, place)).what for place in range(3)]
    assert found == ["counted", "counted", "refused"]
    assert take_in(held, "f", ballot_file(shipped_model, 1)).what == "again"


def test_what_the_page_saves_is_counted(held: Held, shipped_model: DecisionModel) -> None:
    held.facilitator.open_round()
    more = "decision.saved = (...given) => decision.writeBallot(decision.makeBallot(...given));"
    weights = dict.fromkeys(shipped_model.criteria, 50) | {"staffing-gaps": 100}
    calls = [("saved", "HR", weights, {"staffing-gaps": "Two: carry\nit # all"})]
    (text,) = called(shipped_model, calls, (), ["makeBallot", "writeBallot"], more)
    assert take_in(held, "f", text.encode()).what == "counted"
    held.facilitator.close_round()
    held.facilitator.reveal()
    assert held.facilitator.comments(1) == {"staffing-gaps": ["Two: carry it # all"]}


def downloads(app: AppTest) -> list[str]:
    return [str(each.label) for each in app.get("download_button")]


def test_the_file_to_send_is_offered_before_the_first_round_and_in_it(
    open_app: Open, held: Held
) -> None:
    app = open_app("workshop")
    assert "Ballot file to send before the meeting" in downloads(app)
    held.facilitator.open_round()
    assert "Ballot file to send before the meeting" in downloads(app.run())


def test_the_file_to_send_is_made_for_the_workshop_model_and_shows_no_result(
    held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []
    monkeypatch.setattr(ballot_files.st, "download_button", lambda *given, **_: made.append(given))
    ballot_files.save(held)
    (_, data, name, kind) = made[0]
    assert (name, kind) == ("ballot.html", "text/html")
    page = data().decode()
    assert held.room.settings.fingerprint in page
    assert '"mode":"ballot"' in page
    assert '"roles":["Radiologist","Radiographer",' in page


def test_a_workshop_whose_model_is_gone_offers_no_file(
    open_app: Open, shipped_model: DecisionModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(open_workshop, "_model", lambda room: None)
    held_open(shipped_model)
    app = open_app("workshop")
    assert "Ballot file to send before the meeting" not in downloads(app)
    assert "there is no file to send" in everything(app)


def test_rows_of_more_files_than_are_read_at_once_say_so(
    open_app: Open, held: Held, shipped_model: DecisionModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ballot_files, "MOST", 2)
    held.facilitator.open_round()
    files = [(f"{n}.yaml", ballot_file(shipped_model, n)) for n in range(3)]
    app = drop(open_app("workshop"), files)
    assert "2 ballots counted from 3 files, 1 not counted." in texts(app)
    assert isinstance(held.room, Room)
    assert held.room.turnout().voted == 2
