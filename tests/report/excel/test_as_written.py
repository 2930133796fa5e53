"""As written: every sentence of the tool once, at the place that other sheets refer to."""

from __future__ import annotations

from decision.numeric import DRAWS
from decision.report.excel import as_written
from decision.report.excel.workbook import as_xlsx
from decision.sentences.what_would_change_it import doubts
from tests.report.excel.data import PANEL, small
from tests.report.recalculated import read


def test_a_sentence_stands_where_it_is_referred_to() -> None:
    evaluation = small(PANEL)
    book = read(as_xlsx(evaluation))
    for which, texts in (
        ("explanation", evaluation.explanation),
        ("doubts", doubts(evaluation.robustness)),
        ("panel", as_written.panel_words(evaluation)),
    ):
        assert texts
        found = [
            book[as_written.place_of(evaluation, which, number)] for number in range(len(texts))
        ]
        assert found == list(texts)


def test_a_case_without_a_panel_has_no_words_of_one() -> None:
    evaluation = small()
    assert as_written.panel_words(evaluation) == []
    assert "Panel" not in read(as_xlsx(evaluation)).values["As written"].values()


def test_the_file_says_what_it_was_made_from() -> None:
    case = {"site": {"name": "North", "date": "2026-11-24"}}
    evaluation = small(case)
    cells = read(as_xlsx(evaluation)).values["As written"]
    rows = {text: cells.get(f"B{at[1:]}") for at, text in cells.items() if at[0] == "A"}
    assert rows["Model's fingerprint"] == evaluation.model.fingerprint
    assert (rows["Site"], rows["Date"]) == ("North", "2026-11-24")
    assert rows["Prepared by"] == "Not given"
    assert str(rows["Draws"]).startswith(f"{DRAWS:,} draws")
