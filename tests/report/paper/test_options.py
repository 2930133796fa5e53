"""Why now, and the options: what speaks for each, and why the others were set aside."""

from __future__ import annotations

from decision.evaluation.additive import differences
from decision.model.case import Case
from decision.report.paper import front, options
from decision.report.paper.blocks import tenth
from decision.report.paper.paper_data import PaperData
from tests.report.paper.test_paper import of, table, texts
from tests.report.paper.test_small_models import ground as small
from tests.report.two_courses import answered


def test_an_empty_case_prefers_nothing() -> None:
    ground = of(Case())
    assert front.asked(ground).startswith("To agree that all options go to consultation")
    told = " ".join(texts(options.why_now(ground, set())))
    assert "which option changes nothing depends on “Where does the PACS team sit now?”" in told


def test_what_was_answered_of_the_present_arrangement_is_told_in_points() -> None:
    against = PaperData(answered({"faults": 0}))
    told: set[tuple[str, str | None]] = set()
    said = " ".join(texts(options.why_now(against, told)))
    assert "“How many faults were answered?” Few (0 faults). (−" in said
    assert told == {("faults", None)}
    assert "“How many" not in " ".join(texts(options.why_now(against, told)))


def test_a_score_falls_by_no_more_than_there_is_room_for() -> None:
    answers = {"yes": {"says": "Yes", "shifts": {"speed": {"a": -30}}}, "no": {"says": "No"}}
    speed = {"name": "Speed", "weight": 10, "scores": {"a": 10, "b": 50}}
    named = {"a": {"name": "Aye", "baseline": True}, "b": {"name": "Bee"}}
    facts = {"cover": {"ask": "Is there cover?", "answers": answers}}
    case = {"answers": {"cover": "yes"}}
    basis = small(case, options=named, facts=facts, criteria={"speed": speed})
    assert "“Is there cover?” Yes. (−10.0)" in texts(options.why_now(basis, set()))


def test_each_option_has_its_case_and_why_it_was_set_aside() -> None:
    ground = PaperData(answered())
    rows = {row[0]: row for row in table(options.considered(ground)).rows}
    assert list(rows) == ["Stay, jointly", "Stay", "Move, guarded", "Move"]
    assert rows["Stay, jointly"][4] == "Preferred"
    assert rows["Move, guarded"][4] == "About 10 points behind"
    assert rows["Stay"][1] == "Business as usual."
    gaps = differences(ground.standing, "guarded", "joint")
    assert rows["Move, guarded"][2] == f"Staff +{tenth(gaps['staff'])}"
    assert rows["Move, guarded"][3] == f"Speed −{tenth(-gaps['speed'])}"
    assert table(options.considered(PaperData(answered(), "decision"))).rows[0][4] == "Best"


def test_an_option_that_cannot_be_chosen_says_why_and_not_how_it_would_rank() -> None:
    said = texts(options.considered(PaperData(answered({"promise": "none"}))))
    assert "Away is not available: “Is a host named?” was answered “None”." in said
    assert "“Move, guarded” is not available: “Is there a promise?” was answered “None”." in said
    assert not [text for text in said if "ranking" in text or "never leads" in text]
    still = options.considered(PaperData(answered({"ready": None, "offer": None})))
    assert table(still).rows[0][4] == "Ahead"
