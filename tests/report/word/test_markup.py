"""Blocks as WordprocessingML: fields, captions, tables, headings."""

from __future__ import annotations

from decision.report.word.markup import isolated
from tests.report.word.test_document import MODEL, W, fields, opened, recorded


def test_headings_are_real_headings_in_order() -> None:
    styles = {p.style.name for p in recorded().paragraphs if p.style is not None}
    assert {"Title", "Heading 1", "List Bullet", "Caption", "TOC Heading"} <= styles
    first = [p.text for p in opened().paragraphs if p.style and p.style.name == "Heading 1"]
    assert first[:3] == [
        "Implications",
        "1. Why now",
        "2. The options, and why others were set aside",
    ]
    assert opened().paragraphs[0].text == MODEL.title
    assert opened().paragraphs[0].style.name == "Title"  # type: ignore[union-attr]


def test_fields_are_balanced_and_captions_count_by_themselves() -> None:
    for element in (recorded().element.body, opened().sections[0].footer._element):
        kinds = [node.get(f"{W}fldCharType") for node in element.iter(f"{W}fldChar")]
        assert [kinds.count(kind) for kind in ("begin", "separate", "end")] == [len(kinds) // 3] * 3
    captions = [p for p in recorded().paragraphs if p.style and p.style.name == "Caption"]
    for kind, count in {"Table": 14, "Figure": 5}.items():
        numbers = [
            int(p.text.split(":")[0].split()[1]) for p in captions if p.text.startswith(kind)
        ]
        assert numbers == list(range(1, count + 1))
    assert all(fields(p._p)[0].startswith("SEQ ") for p in captions)


def test_tables_repeat_their_heads_keep_rows_whole_and_fit_the_page() -> None:
    assert not list(opened().tables[0]._tbl.iter(f"{W}tblHeader"))  # a form
    tables = [*opened().tables, *recorded().tables]
    assert len(tables) > 20
    for table in tables:
        if table.columns and len(table.columns) == 2 and not list(table._tbl.iter(f"{W}tblHeader")):
            continue  # a form
        heads = [row for row in table._tbl.iter(f"{W}tr") if list(row.iter(f"{W}tblHeader"))]
        assert len(heads) == 1
        assert heads[0] is table._tbl.tr_lst[0]
        assert table.style is not None
        assert table.style.name == "Paper table"
    for table in tables:
        grid = [int(column.get(f"{W}w")) for column in table._tbl.iter(f"{W}gridCol")]
        assert sum(grid) <= 16838
        assert min(grid) > 400
        for row in table._tbl.tr_lst:
            assert len(row.tc_lst) == len(grid)
    every = [row for table in tables for row in table._tbl.tr_lst]
    whole = [row for row in every if list(row.iter(f"{W}cantSplit"))]
    assert len(whole) > 0.95 * len(every)


def test_a_total_and_a_head_keep_with_the_row_beside_them() -> None:
    scores = next(t for t in opened().tables if t.rows[0].cells[1].text == "Weight")
    kept = [bool(list(row.iter(f"{W}keepNext"))) for row in scores._tbl.tr_lst]
    assert kept[0]
    assert kept[-2]
    assert not kept[-1]


def test_what_is_written_from_right_to_left_keeps_to_itself() -> None:
    assert isolated("plain") == "plain"
    assert isolated("A שלום, עולם B (שלום 2)") == (
        "A \u2068שלום, עולם\u2069 B (\u2068שלום\u2069 2)"
    )
