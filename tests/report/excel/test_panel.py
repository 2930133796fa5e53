"""Panel: the shares by role, and the words of a case without one."""

from __future__ import annotations

import pytest

from decision.engine import evaluate
from decision.evaluation.additive import stand
from decision.evaluation.panel import panel_of
from decision.report.excel import as_written
from decision.report.excel.cells import cell
from decision.report.excel.layout import TOP, Plan
from decision.report.excel.workbook import as_xlsx
from tests.report.excel.data import PANEL, published, small
from tests.report.recalculated import read


def test_a_case_without_a_panel_says_so() -> None:
    book = read(as_xlsx(evaluate(next(iter(published().values())))))
    assert "no panel" in str(book["Panel!A2"])


def test_each_column_has_the_people_the_shares_and_the_margin_of_its_group() -> None:
    evaluation = small(PANEL)
    book, plan = read(as_xlsx(evaluation)), Plan(evaluation.standing)
    panel = panel_of(evaluation.standing)
    assert panel is not None
    groups = {
        "All people (mean)": (panel.people, panel.shares, panel.people_mean),
        "All roles (mean)": (panel.people, panel.role_shares, panel.role_mean),
        **{
            f"Role: {name}": (role.people, role.shares, role.lead)
            for name, role in panel.roles.items()
        },
    }
    row = TOP + len(plan.criteria)
    below = row + 1 + len(plan.options)
    for column, (name, (people, shares, lead)) in enumerate(groups.items(), start=1):
        assert book[cell("Panel", TOP - 1, column)] == name
        found = [book[cell("Panel", TOP + place, column)] for place in range(len(shares))]
        assert found == pytest.approx([shares[criterion] for criterion in plan.criteria])
        assert book[cell("Panel", row, column)] == people
        standing = stand(evaluation.standing.table, shares)
        for place, option in enumerate(plan.options, start=1):
            total = standing.totals[option]
            assert book[cell("Panel", row + place, column)] == pytest.approx(total)
        assert lead.leader is not None
        assert book[cell("Panel", below + 1, column)] == plan.spoken[lead.leader]
        assert book[cell("Panel", below + 2, column)] == pytest.approx(lead.margin, abs=1e-9)
    words = as_written.panel_words(evaluation)
    assert [book[cell("Panel", below + 5 + n, 0)] for n in range(len(words))] == words
