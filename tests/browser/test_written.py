"""What people type is shown as they typed it, in a real browser."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.written import texts
from tests.served import Server, free_port, streamlit_flags


@pytest.fixture
def written(browser: Browser, tmp_path: Path) -> Iterator[Server]:
    port, page = free_port(), str(Path(__file__).with_name("written.py"))
    command = [sys.executable, "-m", "streamlit", "run", page, *streamlit_flags(port)]
    with Server(command, tmp_path, port, more={"PYTHONPATH": "."}) as running:
        yield running


def test_every_text_shows_as_it_stands(browser: Browser, written: Server) -> None:
    page = browser.new_page()
    page.goto(written.address)
    page.get_by_role("heading", name="All shown").wait_for(timeout=60_000)
    shown = page.evaluate(
        """count => [...Array(count).keys()].map(number => {
            const found = document.querySelector(`.st-key-text-${number}`);
            return [found.innerText, found.querySelectorAll("a, b, strong, em, code, li, hr, table,"
                + "h1, h2, h3, blockquote, .katex, img, del, [class*=badge]").length];
        })""",
        len(texts()),
    )
    page.close()
    wrong = [
        (text, seen, others)
        for text, (seen, others) in zip(texts(), shown, strict=True)
        if " ".join(seen.replace("\u2060", "").split()) != text or others
    ]
    assert wrong == []
