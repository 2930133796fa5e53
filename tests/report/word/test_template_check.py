"""A template is checked before anything of it is used."""

from __future__ import annotations

import io
import zipfile

import pytest

from decision.errors import OutputError
from decision.report.word import template_check
from decision.report.word.document import as_docx
from decision.report.word.template import opened
from tests.report.word.test_template import BROKEN, EVALUATION, PICTURE, related, replaced


@pytest.mark.parametrize("name", BROKEN)
def test_a_template_that_cannot_be_used_is_one_clear_sentence(name: str) -> None:
    data, told = BROKEN[name]
    with pytest.raises(OutputError) as caught:
        as_docx(EVALUATION, template=data)
    message = str(caught.value)
    assert message.startswith("the template can’t be used: ")
    assert told in message
    assert "; " in message, "it says what to do instead"
    assert "\n" not in message


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", b"")
        archive.writestr("word/document.xml", bytes(template_check.MOST_UNPACKED + 1))
    assert len(packed.getvalue()) < 1_000_000
    with pytest.raises(OutputError, match="larger than 100 MB"):
        opened(packed.getvalue())


def test_a_file_that_is_too_large_is_refused_unread() -> None:
    with pytest.raises(OutputError, match="larger than 20 MB"):
        opened(bytes(template_check.MOST_BYTES + 1))


@pytest.mark.parametrize(
    ("instruction", "kept"),
    [
        ('HYPERLINK "https://trust.example/"', True),
        ('HYPERLINK \\l "top"', True),
        ('HYPERLINK "mailto:a@trust.example"', True),
        ('hyperlink "file://c/x"', False),
        (r'HYPERLINK "\\server\share"', False),
        ("HYPERLINK x.exe", False),
    ],
)
def test_a_field_may_link_to_a_website_and_open_no_file(instruction: str, kept: bool) -> None:
    if kept:
        template_check._no_fetching(instruction)
        return
    with pytest.raises(OutputError, match=r"(?i)hyperlink"):
        template_check._no_fetching(instruction)


def test_an_old_drawing_that_fetches_nothing_may_stay() -> None:
    drawn = PICTURE.replace(b'src="https://x.example/a.png"', b'style="position:absolute"')
    assert opened(replaced("word/document.xml", b"<w:sectPr", drawn + b"<w:sectPr")) is not None


def test_a_plain_link_in_a_template_may_stay() -> None:
    assert opened(related("hyperlink", "https://trust.example/")) is not None
