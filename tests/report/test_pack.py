"""The whole pack in one file."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest

from decision.errors import OutputError
from decision.model.case import Case
from decision.report import pack, pictures
from decision.report.word.kinds import kind_as_docx
from tests.report import two_courses
from tests.report.word.test_document import trust


def names(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        return archive.namelist()


def test_the_pack_holds_every_document_and_tells_how_far_it_is() -> None:
    evaluation = two_courses.answered()
    told: list[float] = []
    data = pack.as_zip(evaluation, "decision", private=False, progress=told.append)
    found = names(data)
    assert found[:7] == [
        *(f"{kind}.docx" for kind in pack.WORD),
        "workbook.xlsx",
        "open-this.html",
    ]
    assert found[7:] == [f"pictures/{name}" for name in pictures.files(evaluation)]
    assert told == sorted(set(told))
    assert told[-1] == 1.0
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        made = kind_as_docx(evaluation, "paper", "decision", private=False)
        assert archive.read("paper.docx") == made
    assert pack.as_zip(evaluation, "decision", private=False) == data


def test_a_template_dresses_every_word_document_and_a_bad_one_is_refused() -> None:
    evaluation = two_courses.answered()
    with zipfile.ZipFile(io.BytesIO(pack.as_zip(evaluation, template=trust()))) as archive:
        for kind in pack.WORD:
            document = docx.Document(io.BytesIO(archive.read(f"{kind}.docx")))
            header = document.sections[0].header.paragraphs[0].text
            assert header == "St Elsewhere NHS Foundation Trust"
    with pytest.raises(OutputError):
        pack.as_zip(evaluation, template=b"no Word file")


def test_where_no_option_can_be_chosen_there_is_no_agreement() -> None:
    source = two_courses.SOURCE
    needs = {"needs": [{"fact": "host", "is": ["named"]}]}
    options = {name: entry | needs for name, entry in source["options"].items()}
    options = {name: {k: v for k, v in entry.items() if k != "falls-back-to"}
               for name, entry in options.items()}  # fmt: skip
    model = two_courses.DecisionModel.model_validate(source | {"options": options})
    none = two_courses.evaluate(model, Case(answers={"host": "none"}))
    assert none.leader is None
    found = names(pack.as_zip(none))
    assert "agreement.docx" not in found
    assert {"paper.docx", "record.docx"} <= set(found)
