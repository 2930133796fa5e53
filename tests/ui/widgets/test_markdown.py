"""Text from files and people is shown as it stands."""

from __future__ import annotations

import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision import DecisionModel
from decision.ui.widgets.markdown import plain


@given(st.text(alphabet=string.printable + "é“”–", max_size=80))
def test_the_words_are_unchanged(text: str) -> None:
    shown = re.sub(r"\\(.)", r"\1", plain(text)).replace("\u2060", "")
    assert shown == " ".join(text.split())


@given(st.text(alphabet="*_`[]()<>#$:|~!a ", max_size=40))
def test_every_sign_is_escaped(text: str) -> None:
    bare = re.sub(r"\\.", "", plain(text))
    assert not set(bare) & set("*_`[]<>#$|~")
    assert not re.search(r":(?!\s)", bare)


def test_a_label_that_is_read_aloud_has_no_escapes(shipped_model: DecisionModel) -> None:
    labels = [entry.name for entry in shipped_model.criteria.values()]
    labels += [option.name for option in shipped_model.options.values()]
    labels += [f"{fact.ask} ({fact.unit})" for fact in shipped_model.facts.values()]
    assert [label for label in labels if plain(label) != label] == []


@pytest.mark.parametrize(
    "address", ["http://e.example", "HTTPS://e.example", "www.e.example", "a@e.example"]
)
def test_an_address_is_broken_up(address: str) -> None:
    assert "\u2060" in plain(address)
