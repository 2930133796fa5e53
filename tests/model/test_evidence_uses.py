"""Every number that an evidence entry moves is found, and no other."""

from __future__ import annotations

from decision.model.evidence_uses import Use, uses
from tests.corpus import MODEL as CORPUS
from tests.shipped_model import MODEL
from tests.strategies import made


def test_every_start_score_is_found_under_its_evidence() -> None:
    found = uses(MODEL)
    for criterion, entry in MODEL.criteria.items():
        for option, cell in (entry.scores or {}).items():
            for name in cell.evidence:
                assert any(
                    (use.criterion, use.option, use.fact, use.points)
                    == (criterion, option, None, cell.score)
                    for use in found[name]
                )


def test_every_shift_is_found_under_its_evidence() -> None:
    counted = sum(
        use.fact is not None and use.points is not None
        for these in uses(MODEL).values()
        for use in these
    )
    expected = sum(
        len(entry.evidence) * sum(len(moves) for moves in shifts.values())
        for fact in MODEL.facts.values()
        for entry, shifts in (
            *((answer, answer.shifts) for answer in fact.answers.values()),
            *((item, item.shifts) for item in fact.items.values()),
            *((item, item.if_not) for item in fact.items.values()),
        )
    )
    assert counted == expected


def test_what_a_yes_and_a_no_to_an_item_move_is_found_each_under_its_word() -> None:
    found = uses(CORPUS)["c1"]
    assert [
        (use.item, use.answer, use.criterion, use.option, use.points)
        for use in found
        if use.fact == "habits"
    ] == [("swift", "yes", "response", "stay", 4), ("swift", "no", "response", "stay", -6)]


def test_an_item_that_moves_nothing_is_a_use_without_points() -> None:
    item = CORPUS.facts["habits"].items["swift"].model_copy(update={"shifts": {}, "if_not": {}})
    fact = CORPUS.facts["habits"].model_copy(update={"items": {"swift": item}})
    plain = CORPUS.model_copy(update={"facts": {"habits": fact}})
    assert [use for use in uses(plain)["c1"] if use.fact] == [
        Use(fact="habits", item="swift", answer="yes")
    ]


def test_a_number_without_evidence_of_its_own_rests_on_its_criterions() -> None:
    model = made(
        {
            "title": "T",
            "options": {"a": {"name": "A"}, "b": {"name": "B"}},
            "criteria": {
                "x": {
                    "name": "X",
                    "weight": 1,
                    "scores": {"a": {"score": 60, "evidence": ["own"]}, "b": 40},
                    "evidence": ["whole"],
                }
            },
            "evidence": {
                name: {"kind": "opinion", "says": "So it is.", "by": "a manager"}
                for name in ("own", "whole")
            },
        }
    )
    numbers = {
        name: [(use.option, use.points) for use in these if use.points is not None]
        for name, these in uses(model).items()
    }
    assert numbers == {"own": [("a", 60)], "whole": [("b", 40)]}
