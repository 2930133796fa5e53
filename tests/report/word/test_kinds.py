"""The documents beside the paper as Word files: pages, form, bytes, template."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from functools import cache
from pathlib import Path

import docx
import pytest
from docx.document import Document
from hypothesis import given, settings

import decision
from decision.errors import OutputError
from decision.model.case import Case
from decision.report.word.kinds import KINDS, Kind, kind_as_docx
from tests import hostile
from tests.report import many_courses
from tests.report.programs import program
from tests.report.word.test_document import fields, parts, trust, words
from tests.shipped_model import MODEL
from tests.strategies import evaluated as made
from tests.strategies import problems

# `test_document` has the paper and the record.
BESIDE = tuple(kind for kind in KINDS if kind not in ("paper", "record"))
TAKEN = {
    "option": many_courses.COURSES[2],
    "date": "2026-12-01",
    "by": "Trust board",
    "because": "It answers most of what was asked",
    "review": "2027-06-01",
    "measures": ["Faults taken up within an hour", "Vacancies", "Time on other work"],
    "reverse-if": ["Two posts stay empty for six months", "The agreement is broken twice"],
}
EVERY = {
    **{
        name: decision.evaluate(MODEL, decision.load_case(path, MODEL))
        for name, path in decision.examples().items()
    },
    "many-courses": many_courses.evaluated(),
    "many-courses-decided": many_courses.evaluated(decision=TAKEN),
}
COMPLETE = EVERY["invented-complete"]


@cache
def written(kind: Kind, name: str = "invented-complete") -> bytes:
    return kind_as_docx(EVERY[name], kind)


def opened(data: bytes) -> Document:
    return docx.Document(io.BytesIO(data))


# Pages, as LibreOffice lays them out


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[Kind, str], list[str]]:
    """The text of each page of each document."""
    office, told = program("soffice"), program("pdftotext")
    folder = tmp_path_factory.mktemp("kinds")
    files = {(kind, name): folder / f"{kind}.{name}.docx" for kind in BESIDE for name in EVERY}
    for (kind, name), path in files.items():
        path.write_bytes(written(kind, name))
    home = (folder / "home").as_uri()
    command = [office, f"-env:UserInstallation={home}", "--headless", "--convert-to", "pdf"]
    subprocess.run(
        [*command, "--outdir", str(folder), *map(str, files.values())],
        check=True,
        capture_output=True,
        timeout=170,
    )
    return {key: _pages(told, path.with_suffix(".pdf")) for key, path in files.items()}


def _pages(told: str, path: Path) -> list[str]:
    done = subprocess.run([told, "-layout", str(path), "-"], check=True, capture_output=True)
    return done.stdout.decode().split("\f")[:-1]


@pytest.mark.parametrize("name", EVERY)
def test_the_brief_is_one_page_and_the_agreement_three_at_most(
    name: str, pages: dict[tuple[Kind, str], list[str]]
) -> None:
    assert len(pages["brief", name]) == 1
    assert "Asked:" in pages["brief", name][0]
    assert 2 <= len(pages["agreement", name]) <= 3
    assert "Parties and signatures" in "".join(pages["agreement", name])


@pytest.mark.parametrize("name", EVERY)
def test_the_page_for_whoever_objects_is_two_pages_at_most(
    name: str, pages: dict[tuple[Kind, str], list[str]]
) -> None:
    assert len(pages["objection", name]) <= 2
    assert "Claims and people:" in "".join(pages["objection", name])


@pytest.mark.parametrize("name", EVERY)
def test_each_sheet_of_questions_starts_a_page_and_no_page_is_blank(
    name: str, pages: dict[tuple[Kind, str], list[str]]
) -> None:
    heads = re.compile(r"^ *(Questions for .+|Duties to confirm|Questions)$", re.M)
    for page in pages["questions", name]:
        body = page.split("\n", 1)[1]
        assert len(heads.findall(body)) <= 1
        if found := heads.search(body):
            assert not body[: found.start()].strip()
    for kind in BESIDE:
        for page in pages[kind, name]:
            assert len(page.split()) > 15, "a page with its header and number alone"


# Form


@pytest.mark.parametrize("kind", BESIDE)
def test_each_says_what_it_is_on_every_page_and_in_its_properties(kind: Kind) -> None:
    document = opened(written(kind))
    header = document.sections[0].header.paragraphs[0].text
    mark = {"agreement": "Draft to sign", "brief": "Private session"}
    assert header.startswith(f"{mark.get(kind, kind.capitalize())} · ")
    assert fields(document.sections[0].footer._element) == ["PAGE", "NUMPAGES"]
    assert document.core_properties.category == kind.capitalize()
    assert document.core_properties.author == "PACS manager"
    for section in document.sections:
        assert (section.page_width or 0) < (section.page_height or 0)


@pytest.mark.parametrize("kind", BESIDE)
def test_every_table_is_described_for_whoever_hears_it_read(kind: Kind) -> None:
    body = opened(written(kind, "asker")).element.body
    space = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    tables = list(body.iter(f"{space}tbl"))
    assert len(tables) == sum(1 for _ in body.iter(f"{space}tblCaption"))
    assert all(one.get(f"{space}val") for one in body.iter(f"{space}tblCaption"))


@pytest.mark.parametrize("kind", BESIDE)
def test_the_same_case_gives_the_same_bytes(kind: Kind) -> None:
    again = kind_as_docx(COMPLETE, kind)
    assert again == written(kind)
    with zipfile.ZipFile(io.BytesIO(again)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    for name, part in parts(again).items():
        assert not name.endswith(".rels") or b"External" not in part


def test_purpose_and_privacy_reach_the_brief() -> None:
    brief = opened(kind_as_docx(COMPLETE, "brief", "decision", private=False))
    assert brief.sections[0].header.paragraphs[0].text.startswith("Public session")
    assert "To choose one option;" in words(brief)
    assert "To choose one option;" not in words(opened(written("brief")))


@pytest.mark.parametrize("kind", BESIDE)
def test_a_template_keeps_its_page_its_header_and_none_of_its_text(kind: Kind) -> None:
    document = opened(kind_as_docx(COMPLETE, kind, template=trust()))
    section = document.sections[0]
    assert section.header.paragraphs[0].text == "St Elsewhere NHS Foundation Trust"
    assert section.footer.paragraphs[0].text == "1 Any Street"
    assert document.styles["Normal"].font.name == "Georgia"
    assert "Last month's secret" not in words(document)
    with pytest.raises(OutputError):
        kind_as_docx(COMPLETE, kind, template=b"no Word file")


@settings(max_examples=5, deadline=None)
@given(problems())
def test_any_model_and_case_make_files_that_open(problem: tuple[dict, dict]) -> None:  # type: ignore[type-arg]
    evaluation = made(*problem)
    for kind in BESIDE:
        if kind == "agreement" and evaluation.leader is None:
            with pytest.raises(OutputError):
                kind_as_docx(evaluation, kind)
        else:
            assert words(opened(kind_as_docx(evaluation, kind)))


# Text that means harm


@pytest.mark.parametrize("kind", BESIDE)
def test_hostile_text_stays_text(kind: Kind) -> None:
    text = "<w:br/>&\"']]> {=cmd|' /C calc'!A0} \U0001f4a3"
    evaluation = decision.evaluate(hostile.model_of(text), hostile.case_of(text))
    assert text in words(opened(kind_as_docx(evaluation, kind)))


@pytest.mark.parametrize("kind", BESIDE)
def test_what_can_not_be_seen_is_dropped_and_what_is_endless_is_cut(kind: Kind) -> None:
    evil = "A\x00\x07\u202e\ud800B" + "y" * 30_000
    case = Case.model_construct(
        **{
            **dict(COMPLETE.case),
            "answers": {},
            "site": COMPLETE.case.site.model_copy(update={"name": evil, "prepared_by": evil}),
        }
    )
    told = words(opened(kind_as_docx(decision.evaluate(MODEL, case), kind)))
    assert "AByyy" in told
    assert not re.search("[\x00-\x08\u202e\ud800]", told)
    assert "y" * 201 not in told
