"""Evidence: a row for every claim, with its kind and the numbers that cite it."""

from __future__ import annotations

from decision.engine import evaluate
from decision.model.evidence_uses import uses
from decision.report.excel.cells import cell
from decision.report.excel.layout import TOP
from decision.report.excel.workbook import as_xlsx
from tests.report.excel.data import EXAMPLE, SHIPPED, SMALL, small
from tests.report.recalculated import read
from tests.strategies import made


def test_every_claim_has_a_row_with_its_kind_and_what_cites_it() -> None:
    book, cited = read(as_xlsx(evaluate(SHIPPED, EXAMPLE))), uses(SHIPPED)
    for row, (name, entry) in enumerate(SHIPPED.evidence.items(), start=TOP):
        found = [book[cell("Evidence", row, column)] for column in range(6)]
        assert found[:2] == [name, entry.kind]
        assert found[2] == " ".join(entry.says.split())
        assert (found[5] == "No number.") == (not cited[name])
        for use in cited[name]:
            if use.gate is not None and "more" not in str(found[5]):
                assert SHIPPED.gates[use.gate].says in str(found[5])


def test_the_shifts_of_one_answer_are_counted_together() -> None:
    entry = {"says": "It is so", "by": "A manager", "kind": "opinion"}
    signed = {"says": "Signed", "evidence": ["e"],
              "shifts": {"speed": {"shared": 7, "stay": 1}}}  # fmt: skip
    facts = {"offer": {"ask": "Offered?", "answers": {"signed": signed, "said": {"says": "Said"},
                                                      "refused": {"says": "No"}}}}  # fmt: skip
    model = made(SMALL | {"evidence": {"e": entry}, "facts": SMALL["facts"] | facts})
    book = read(as_xlsx(evaluate(model)))
    assert book[cell("Evidence", TOP, 5)] == "“Offered?” answered “Signed” (2 shifts)"


def test_an_item_that_cites_a_claim_is_told_by_its_words_and_who_speaks_beside_who_says() -> None:
    entry = {"says": "It is so", "by": "A manager", "kind": "opinion", "speaker": "The author"}
    swift = SMALL["facts"]["habits"]["items"]["swift"] | {"evidence": ["e"]}
    habits = {"ask": "What is done?", "items": {"swift": swift}}
    model = made(SMALL | {"evidence": {"e": entry}, "facts": SMALL["facts"] | {"habits": habits}})
    book = read(as_xlsx(evaluate(model)))
    assert book[cell("Evidence", TOP, 3)] == "A manager (one person's: The author)."
    assert book[cell("Evidence", TOP, 5)] == (
        "“Taken on swiftly” answered yes (1 shift); “Taken on swiftly” answered no (2 shifts)"
    )


def test_a_model_without_evidence_says_so() -> None:
    assert read(as_xlsx(small()))["Evidence!A7"] == "This model cites no evidence."
