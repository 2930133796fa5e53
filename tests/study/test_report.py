"""The page: every figure from the sites, and the shipped one is of the shipped model."""

from __future__ import annotations

import re
from dataclasses import replace

from tests.shipped_model import MODEL
from tests.study.__main__ import SHIPPED
from tests.study.complete import completed
from tests.study.following import Followed
from tests.study.kinds import KINDS, simulated
from tests.study.report import numbers_fingerprint, page

SITE = simulated(MODEL, "balanced", 1)
ONE = completed(MODEL, SITE)


def asked(until: int | None, at_word: str | None, third: str, margin: float) -> Followed:
    return Followed(SITE, "radiology", until, at_word, third, "leaning", "radiology", margin)


def rows(text: str, kind: str) -> list[list[str]]:
    return [
        [cell.strip() for cell in line.strip("|").split("|")][1:]
        for line in text.splitlines()
        if line.startswith(f"| {kind} |")
    ]


def test_the_figures_are_those_of_the_sites() -> None:
    sites = [
        replace(ONE, word="clear", leader="partnership", course="radiology", at_all_weights=0.9),
        replace(ONE, word="clear", leader="digital", course="digital", at_all_weights=0.7),
        replace(ONE, word="close", leader="network", course="network", at_all_weights=0.4),
        replace(ONE, word="leaning", leader="safeguarded", course="digital", at_all_weights=0.6),
    ]
    sites = [
        replace(one, margin=margin, lead=abs(margin), moved={**ONE.moved, "driver": margin})
        for one, margin in zip(sites, (8.0, -4.0, 1.0, -3.0), strict=True)
    ]
    partial = [
        asked(4, "radiology", "radiology", 9.0),
        asked(6, "digital", "radiology", 3.0),
        asked(None, None, "digital", 1.5),
    ]
    text = page(MODEL, sites, partial, partial[1:])
    complete, followed = rows(text, KINDS["balanced"].says)
    assert complete == ["50", "25", "25", "25", "50", "25", "50", "65%"]
    assert followed == ["6", "50", "67", "100", "0"]
    assert rows(text, "All") == [complete, followed]
    assert "At 1 of 3 sites another course led after a third" in text
    assert "At 1 of those the final margin was under 2 points; the largest was 1.5" in text
    assert "1 of the 2 clear answers would still have the same one ahead" in text
    assert "Of 2 sites asked tick by tick" in text
    assert "50 of 100 had the final course ahead" in text
    assert "The largest margin seen is 8 points" in text


def test_a_site_without_a_word_counts_as_longer_than_any_that_had_one() -> None:
    left = asked(None, None, "radiology", 1.0)
    text = page(MODEL, [ONE, replace(ONE, margin=1.0)], [left], [left])
    assert rows(text, "All")[1] == ["more", "–", "100", "100", "0"]
    assert "After a third no site was on another course" in text


def test_the_shipped_page_is_of_the_shipped_model_and_says_what_it_does_not_show() -> None:
    """After a change to the numbers of criteria.yaml: `python -m tests.study` writes it anew."""
    text = SHIPPED.read_text("utf-8")
    assert f"without its texts: {numbers_fingerprint(MODEL)[:16]}." in text
    assert "What this does not show" in text
    assert "fitted to one discussion of four sites and not validated" in text
    assert all(len(rows(text, kind.says)) == 2 for kind in KINDS.values())
    assert not re.search(r"\bnan\b", text)
