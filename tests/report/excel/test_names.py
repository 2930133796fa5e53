"""Names: as they are promised, each its own, each at one cell."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

from decision.engine import evaluate
from decision.report.excel.layout import Plan
from decision.report.excel.names import names
from decision.report.excel.workbook import as_xlsx
from tests.report.excel.data import EXAMPLE, SHIPPED, SMALL
from tests.strategies import made

PROMISED = (
    "weight_clinical_responsiveness", "answer_specialties",
    "tick_digital_readiness_project_delivered", "override_hcpc_cpd__digital",
    "total_partnership", "leader", "course", "rival", "margin", "word", "probability",
    "share_transition", "score_transition__network", "rank_digital", "five_years_digital",
    "cost_once_radiology", "cost_yearly_radiology", "entries_unread", "entries_changed",
)  # fmt: skip


def test_every_name_is_defined_at_its_cell() -> None:
    evaluation = evaluate(SHIPPED, EXAMPLE)
    found = names(Plan(evaluation.standing))
    assert set(PROMISED) <= found.keys()
    with zipfile.ZipFile(BytesIO(as_xlsx(evaluation))) as archive:
        book = archive.read("xl/workbook.xml").decode()
    defined = dict(re.findall('<definedName name="([^"]*)">([^<]*)</definedName>', book))
    assert {name: at for name, at in defined.items() if not name.startswith("_")} == found
    assert len(set(found.values())) == len(found)


def test_two_that_come_to_one_name_are_numbered() -> None:
    ask = {"ask": "What?", "items": {"c": "C", "b-c": "B C"}}
    model = made(SMALL | {"facts": SMALL["facts"] | {"a-b": ask, "a": ask}})
    found = names(Plan(evaluate(model).standing))
    assert {"tick_a_b_c", "tick_a_b_c_2", "tick_a_b_b_c", "tick_a_c"} <= found.keys()
