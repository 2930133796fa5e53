"""One family of type in pages and charts, and none that is fetched."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from decision.charts.chart import FONT
from tests.browser.conftest import at_rest

FAMILIES = """() => {
    const seen = {page: new Set(), chart: new Set()};
    for (const each of document.querySelectorAll('p, h1, h2, h4, li, td, button, svg.marks text')) {
        const where = each.closest('svg.marks') ? 'chart' : 'page';
        seen[where].add(getComputedStyle(each).fontFamily.replaceAll('"', ''));
    }
    return {page: [...seen.page], chart: [...seen.chart]};
}"""


@pytest.mark.parametrize("path", ["result", "change"])
def test_pages_and_charts_are_set_in_one_family(
    open_page: Callable[..., Page], token: str, path: str
) -> None:
    page = open_page(f"{path}?{token}")
    page.wait_for_selector("svg.marks text", timeout=30_000)
    at_rest(page)
    found = page.evaluate(FAMILIES)
    assert found["chart"] == [FONT]
    assert len(found["page"]) == 1
    assert found["page"][0].startswith(FONT)  # what Streamlit adds comes after a system's own
