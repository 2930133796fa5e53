"""The words for slips of YAML are held by `bad-input/`; here is what lies under them."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from decision.files.yaml_events import RefusedError, decode, events
from tests.corpus import BASES


def refusal(text: str) -> RefusedError:
    with pytest.raises(RefusedError) as caught:
        list(events(text))
    return caught.value


@pytest.mark.parametrize("kind", ["model", "case"])
def test_the_events_of_sound_yaml_are_pyyamls_own(kind: str):
    plain = list(yaml.parse(BASES[kind], Loader=yaml.SafeLoader))
    assert [repr(event) for event in events(BASES[kind])] == [repr(event) for event in plain]
    assert [
        (event.start_mark.line, event.start_mark.column, event.end_mark.index)
        for event in events(BASES[kind])
    ] == [(event.start_mark.line, event.start_mark.column, event.end_mark.index) for event in plain]


@given(st.text("ab01: -[]{}'\"|>#,\n\\é\u00a0?", max_size=40))
def test_shortcuts_in_the_scanner_change_nothing(text: str):
    try:
        plain = [repr(event) for event in yaml.parse(text, Loader=yaml.SafeLoader)]
    except yaml.YAMLError:
        assert refusal(text).place >= (1, 1)
    else:
        assert [repr(event) for event in events(text)] == plain


@pytest.mark.parametrize(
    ("text", "place", "says"),
    [
        ("a:1\nb: 2\n", (1, 2), "a space is missing after the colon; write `a: 1`"),
        (
            "x:\n  a: 1\n  b:2\n\n  # note\nc: 3\n",
            (3, 4),
            "is missing after the colon; write `b: 2`",
        ),
        ("- a: 1\n  b:2\n  c: 3\n", (2, 4), "a space is missing after the colon; write `b: 2`"),
        ("see: x\nhttp://a.b/c\nd: e\n", (2, 1), "this line is not `key: value`"),
    ],
)
def test_a_missing_space_is_found_where_it_is_missing(text: str, place: tuple[int, int], says: str):
    found = refusal(text)
    assert found.place == place
    assert says in str(found)


def test_an_exception_of_pyyamls_that_is_no_yaml_error_has_a_place():
    found = refusal('a: b\nc: "\\UFFFFFFFF"\n')
    assert found.place[0] == 2
    assert str(found).startswith("this can't be read (OverflowError); ")


def test_a_mark_at_the_start_says_the_encoding():
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        assert decode("é: ß".encode(encoding)) == "é: ß"
