"""Text from files and people is shown as it stands."""

from __future__ import annotations

import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.ui.text import plain


@given(st.text(alphabet=string.printable + "é“”–", max_size=80))
def test_the_words_are_unchanged(text: str) -> None:
    shown = re.sub(r"\\(.)", r"\1", plain(text)).replace("\u2060", "")
    assert shown == " ".join(text.split())


@given(st.text(alphabet="*_`[]()<>#$:|~!a ", max_size=40))
def test_every_sign_is_escaped(text: str) -> None:
    bare = re.sub(r"\\.", "", plain(text))
    assert not set(bare) & set("*_`[]()<>#$:|~!")


@pytest.mark.parametrize(
    "address", ["http://e.example", "HTTPS://e.example", "www.e.example", "a@e.example"]
)
def test_an_address_is_broken_up(address: str) -> None:
    assert "\u2060" in plain(address)
