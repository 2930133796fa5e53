"""The README's pictures are of this app: taken again here, and held against those in it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser

from tests.pictures import take
from tests.served import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
ALTS = {
    name: alt
    for alt, name in re.findall(r"(?m)^ *!\[(.*)\]\(tests/pictures/([\w-]+)\.png\)$", README)
}
AGAIN = "run `python -m tests.pictures.take`, and look at what it made"
LARGEST = 120_000  # bytes


@pytest.fixture(scope="module")
def taken(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pictures")
    take.take(browser, folder)
    return folder


def test_the_readme_the_script_and_the_folder_have_the_same_pictures() -> None:
    in_folder = {path.stem for path in take.HERE.glob("*.png")}
    assert ALTS.keys() == set(take.NAMES)
    assert in_folder == set(take.NAMES)
    assert README.count(".png") == len(take.NAMES)  # each on a line of its own, and no others


@pytest.mark.parametrize("name", take.NAMES)
def test_the_readme_says_what_a_picture_shows_to_whoever_does_not_see_it(name: str) -> None:
    alt = ALTS[name]
    assert len(alt.split()) >= 10
    assert alt.endswith(".")


@pytest.mark.parametrize("name", take.NAMES)
def test_a_picture_is_a_small_file(name: str) -> None:
    assert (take.HERE / f"{name}.png").stat().st_size <= LARGEST


@pytest.mark.parametrize("name", take.NAMES)
def test_the_app_still_looks_as_large_and_says_the_same(name: str, taken: Path) -> None:
    with Image.open(taken / f"{name}.png") as now, Image.open(take.HERE / f"{name}.png") as kept:
        assert now.size == kept.size, AGAIN
        assert now.info["Description"] == kept.info["Description"], AGAIN
