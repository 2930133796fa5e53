"""The README and the guide are short, plain, whole, and travel with the package."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from decision.ui import assets
from tests.guide.pages import GUIDE, PAGES, README, ROOT, sentences

README_WORDS, PAGE_WORDS, SENTENCE_WORDS = 1200, 700, 25


def named(path: Path) -> str:
    return path.stem


def test_the_readme_is_short() -> None:
    assert len(README.read_text("utf-8").split()) < README_WORDS


@pytest.mark.parametrize("path", GUIDE, ids=named)
def test_a_page_is_short_and_opens_with_its_title(path: Path) -> None:
    text = path.read_text("utf-8")
    assert len(text.split()) < PAGE_WORDS
    assert text.startswith("# ")
    assert len(re.findall(r"(?m)^# ", re.sub(r"(?ms)^```.*?^```$", "", text))) == 1


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_no_sentence_is_long(path: Path) -> None:
    found = sentences(path)
    assert found
    assert [each for each in found if len(each.split()) >= SENTENCE_WORDS] == []


def test_a_sentence_is_told_from_the_next(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "# Title\n\n1. **Bold.** Two here. And `a. B` three.\n\n| a | b |\n\n```\nNo. Code.\n```\n"
        "![No picture.](x.png)\n\nSee [this page](x.md). He said: “Yes.” Done\n",
        "utf-8",
    )
    assert sentences(page) == [
        "Title", "Bold.", "Two here.", "And CODE three.", "See this page.", "He said: “Yes.”",
        "Done",
    ]  # fmt: skip


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_a_page_leads_to_files_that_are_there_and_to_no_other_place(path: Path) -> None:
    text = path.read_text("utf-8")
    for target in re.findall(r"\]\(([^)]+)\)", text):
        assert (path.parent / target).exists(), target
    assert re.findall(r"https?://(?!127\.0\.0\.1|10\.0\.0\.)", text) == []


def test_the_readme_leads_to_every_page_of_the_guide() -> None:
    linked = set(re.findall(r"\]\(decision/guide/([\w-]+)\.md\)", README.read_text("utf-8")))
    assert linked == {path.stem for path in GUIDE}


def test_the_app_shows_every_page_of_the_guide() -> None:
    (listed,) = re.findall(r"(?s)NAMES = \((.*?)\)", assets.page("guide").read_text("utf-8"))
    assert set(re.findall(r'"([\w-]+)"', listed)) == {path.stem for path in GUIDE}


def test_the_wheel_takes_the_guide_with_it() -> None:
    built = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]
    wheel = built["targets"]["wheel"]
    assert wheel["packages"] == ["decision"]  # all of that folder, but what git ignores
    assert "exclude" not in wheel
    assert "*.md" not in (ROOT / ".gitignore").read_text("utf-8")
