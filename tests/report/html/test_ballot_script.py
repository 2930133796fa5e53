"""A ballot file made by the page's script, and read by the app as the script reads it."""

from __future__ import annotations

from typing import Any

from decision.workshop.rules.ballot_files import read_ballot_file
from decision.workshop.rules.ballots import form_of
from tests.corpus import MODEL
from tests.report.html.compare_files import TEXTS, hostile, judged, refused_files
from tests.report.html.node import called

MADE = """
decision.made = (...given) => decision.makeBallot(...given);
decision.saved = (...given) => decision.writeBallot(decision.makeBallot(...given));
"""
USES = ["makeBallot", "writeBallot"]
WEIGHTS = {"response": 100, "cost": 12.5}


def made(name: str, *calls: Any) -> list[Any]:
    return called(MODEL, [(name, *given) for given in calls], (), USES, MADE)


def test_a_ballot_holds_what_it_must_and_no_name() -> None:
    (ballot,) = made("made", (" HR ", WEIGHTS, {"cost": "Dear", "response": "  "}))
    assert ballot.keys() == {"model", "id", "role", "weights", "comments"}
    assert ballot["model"] == {"title": MODEL.title, "fingerprint": MODEL.fingerprint}
    assert ballot["role"] == "HR"
    assert ballot["comments"] == {"cost": "Dear"}
    assert len(ballot["id"]) == 32
    assert int(ballot["id"], 16)


def test_a_ballot_saved_again_is_the_same_one_and_another_page_makes_another() -> None:
    first, again = made("made", ("HR", WEIGHTS, {}), ("", WEIGHTS, {"cost": "Dear"}))
    assert first["id"] == again["id"]
    (other,) = made("made", ("HR", WEIGHTS, {}))
    assert other["id"] != first["id"]


def test_what_the_script_saves_the_app_reads_whatever_is_written_in_it() -> None:
    kept = [text for text in TEXTS if len(text) < 400]
    calls = [(text[:50], WEIGHTS, {"cost": text}) for text in kept]
    for text, saved in zip(kept, made("saved", *calls), strict=True):
        read = read_ballot_file(saved.encode(), "f", form_of(MODEL), MODEL.fingerprint)
        assert dict(read.given.weights) == WEIGHTS
        assert read.role == " ".join(text[:50].split())
        assert read.given.comments == {"cost": " ".join(text.split())}


def test_damaged_and_hostile_ballots_are_refused_by_both_with_a_line_and_a_reason() -> None:
    found = refused_files("ballot", 100)
    assert {one.outcome for one in found} <= {"both refuse", "both accept"}
    both = [one for one in found if one.outcome == "both refuse"]
    assert len(both) > 120
    assert sum(one.place for one in both) > 0.95 * len(both)
    for one in both:
        assert isinstance(one.script, tuple)
        assert all(fault.line >= 1 and len(fault.message) > 8 for fault in one.script)


def test_hostile_ballots_are_all_refused() -> None:
    files = list(hostile("ballot"))
    assert not [one.data for one in judged("ballot", files) if one.outcome != "both refuse"]


def test_texts_that_are_too_long_are_refused_by_both() -> None:
    saved = made("saved", ("r" * 61, WEIGHTS, {"cost": "é" * 501}))[0]
    (one,) = judged("ballot", [saved.encode()])
    assert one.outcome == "both refuse"
    assert one.place
    assert isinstance(one.app, tuple)
    assert [fault.message for fault in one.app] == [
        "`role` has 61 characters; the limit is 60: shorten it",
        "`cost` has 501 characters; the limit is 500: shorten it",
    ]
