"""Sensitivity and dissent."""

from __future__ import annotations

import decision
from decision.model.case import Case
from decision.report.paper import (
    paper,
    results,
)
from decision.report.paper.blocks import Bullets, Gap, Para
from decision.report.paper.paper_data import PaperData
from tests.report.paper.test_paper import (
    COMPLETE,
    MODEL,
    MODEL_FIRST,
    evaluated,
    of,
    section,
    table,
    texts,
)


def test_a_panel_is_shown_by_role_and_nobody_by_name() -> None:
    points = dict.fromkeys(MODEL.criteria, 50)
    ballots = [
        {"name": f"Voter-{number}", "role": role, "weights": points | {MODEL_FIRST: 10 * number}}
        for number, role in enumerate(["Radiologist"] * 5 + ["HR"] * 2 + ["Digital"] * 4, start=1)
    ]
    ballots[0]["comments"] = {MODEL_FIRST: "Nights worry me"}
    case = COMPLETE.model_copy(
        update={"weights": {}, "panel": Case.model_validate({"panel": ballots}).panel}
    )
    whole = paper(decision.evaluate(MODEL, case))
    told = results.dissent(of(case))  # and so nobody is asked who disagrees
    assert [type(block) for block in told] == [Bullets, Para]
    assert "The panel left 1 comment;" in texts(told)[-1]
    said = " ".join(texts(whole.blocks))
    assert "Voter-" not in said
    assert "Nights worry me" in said
    roles = [row[0] for row in table(section(whole, "Appendix I: The panel")).rows]
    assert "HR" not in roles
    assert "Radiologist" in roles
    assert roles[-1] == "All roles, each counted once"


def test_without_a_panel_the_paper_asks_who_disagrees() -> None:
    alone = results.dissent(PaperData(evaluated("asker")))
    assert [block.text for block in alone if isinstance(block, Gap)] == [
        "[To be completed: who disagrees with these scores or weights, by role, and why]"
    ]
