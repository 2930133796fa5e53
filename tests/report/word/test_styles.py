"""Word styles: ours added once, in whatever template."""

from __future__ import annotations

import io

import docx
from docx.oxml.ns import qn
from docx.shared import Pt

from decision.report.word import styles as word_styles
from decision.report.word.document import as_docx
from tests.report.word.test_document import COMPLETE, W, dressed, opened, trust


def test_a_template_gives_its_styles_and_ours_are_added() -> None:
    styles = dressed().styles
    assert styles["Normal"].font.name == "Georgia"
    assert styles["Heading 1"].font.size == Pt(21)
    assert styles["To be completed"] is not None
    assert dressed().paragraphs[0].style is not None
    assert dressed().paragraphs[0].style.name == "Title"


def test_a_template_that_numbers_its_headings_is_not_numbered_twice() -> None:
    document = docx.Document(io.BytesIO(trust()))
    style = document.styles["Heading 1"].element
    properties = style.get_or_add_pPr()
    properties.get_or_add_numPr().get_or_add_numId().val = 1
    saved = io.BytesIO()
    document.save(saved)
    numbered = docx.Document(io.BytesIO(as_docx(COMPLETE, template=saved.getvalue())))
    first = [p for p in numbered.paragraphs if p.style and p.style.name == "Heading 1"]
    assert first[1].text == "Why now"
    assert first[0].text == "Implications"
    assert first[0]._p.pPr.numPr.numId.val == 0  # type: ignore[union-attr]
    assert first[1]._p.pPr.numPr is None  # type: ignore[union-attr]


def test_styles_that_a_template_lacks_are_made_with_their_list() -> None:
    document = docx.Document(io.BytesIO(trust()))
    styles = document.styles.element
    for style in list(styles.findall(qn("w:style"))):
        if style.find(qn("w:name")).get(qn("w:val")) in ("List Bullet", "heading 2", "caption"):
            styles.remove(style)
    saved = io.BytesIO()
    document.save(saved)
    made_up = docx.Document(io.BytesIO(as_docx(COMPLETE, template=saved.getvalue())))
    bullet = next(p for p in made_up.paragraphs if p.style and p.style.name == "List Bullet")
    number = made_up.styles["List Bullet"].element.pPr.numPr.numId.val
    root = made_up.part.numbering_part.element
    nums = {num.numId: num.abstractNumId.val for num in root.num_lst}
    assert number in nums
    assert bullet.text


def test_every_style_of_ours_is_there_once_in_whatever_template() -> None:
    ours = [style.name.casefold() for style in word_styles.STYLES]
    assert len(ours) == len(set(ours))
    for document in (opened(), docx.Document(io.BytesIO(as_docx(COMPLETE, template=trust())))):
        known = [
            name.get(f"{W}val").casefold() for name in document.styles.element.iter(f"{W}name")
        ]
        assert [known.count(name) for name in ours] == [1] * len(ours)
