"""Text from files and people: shown as it stands, on one line, cut, and ended."""

from __future__ import annotations

import re
import string
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.wording.text import (
    UNSEEN,
    cut_at_word,
    name_unseen,
    one_line,
    plain,
    sentence,
    several_lines,
)
from tests.shipped_model import MODEL


@given(st.text(alphabet=string.printable + "é“”–", max_size=80))
def test_the_words_are_unchanged(text: str) -> None:
    shown = re.sub(r"\\(.)", r"\1", plain(text)).replace("\u2060", "")
    assert shown == " ".join(text.split())


@given(st.text(alphabet="*_`[]()<>#$:|~!a ", max_size=40))
def test_every_sign_is_escaped(text: str) -> None:
    bare = re.sub(r"\\.", "", plain(text))
    assert not set(bare) & set("*_`[]<>#$|~")
    assert not re.search(r":(?!\s)", bare)


def test_a_label_that_is_read_aloud_has_no_escapes() -> None:
    labels = [entry.name for entry in MODEL.criteria.values()]
    labels += [option.name for option in MODEL.options.values()]
    labels += [f"{fact.ask} ({fact.unit})" for fact in MODEL.facts.values()]
    assert [label for label in labels if plain(label) != label] == []


@pytest.mark.parametrize(
    "address", ["http://e.example", "HTTPS://e.example", "www.e.example", "a@e.example"]
)
def test_an_address_is_broken_up(address: str) -> None:
    assert "\u2060" in plain(address)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a\x00b\x1bc", "abc"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("\u202eevil\u2066", "evil"),
        ("\ud800x\ufffe", "x"),
        ("=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0"),
    ],
)
def test_a_document_can_hold_it_and_its_lines_are_kept(text: str, told: str) -> None:
    assert several_lines(text) == told


@given(st.text(max_size=200), st.integers(2, 60))
def test_a_line_is_one_line_with_nothing_unseen_and_no_longer_than_asked(
    text: str, most: int
) -> None:
    line = one_line(text, most)
    assert len(line) <= most
    assert len(line.splitlines()) <= 1
    assert not UNSEEN.search(line)
    if not UNSEEN.search(text) and len(" ".join(text.split())) <= most:
        assert line == " ".join(text.split())


def test_a_mark_can_stand_for_what_cannot_be_seen() -> None:
    assert one_line("a\u202eb", unseen="?") == "a?b"
    assert name_unseen("\u202e") == "a control or invisible character U+202E"


@given(st.text(max_size=200), st.integers(8, 60))
def test_a_cut_text_is_no_longer_than_asked_and_says_that_it_is_cut(text: str, most: int) -> None:
    cut = cut_at_word(text, most)
    assert len(cut) <= most
    whole = " ".join(several_lines(text).split())
    assert cut == whole or cut.endswith("…")


@given(st.text(min_size=1, max_size=40).filter(lambda text: text[-1] not in ".!?”"))
def test_a_sentence_is_ended_once(text: str) -> None:
    assert sentence(text) == f"{text}."
    assert sentence(sentence(text)) == sentence(text)


def test_unseen_characters_are_all_that_hide_or_turn_text_and_no_others():
    for number in range(sys.maxunicode + 1):
        character = chr(number)
        if character in "\t\n\r":
            assert not UNSEEN.match(character)
        elif number < 32 or 0x7F <= number < 0xA0 or 0xD800 <= number < 0xE000:
            assert UNSEEN.match(character)
        elif character.isalnum():
            assert not UNSEEN.match(character)
    for character in "\u200b\u202a\u202e\u2066\u2069\u2028\u061c\ufeff\xad\U000e0001":
        assert UNSEEN.match(character)
    for character in "\u200d\u200c\ufe0f\xa0 é😀":  # joiners and variants, which emoji need
        assert not UNSEEN.match(character)
    assert name_unseen("\u202e") == "a control or invisible character U+202E"
