from __future__ import annotations

from itertools import count

from decision.wording.suggestions import closest, nearest, shown


def test_a_value_is_shown_short_and_on_one_line():
    assert shown("a\n  b\tc") == "`a b c`"
    assert shown("x" * 41) == f"`{'x' * 41}`"
    assert shown("x" * 42) == f"`{'x' * 40}…`"
    assert shown("\u202eb") == "`\N{REPLACEMENT CHARACTER}b`"
    assert shown("  ") == "nothing"
    assert [shown(value) for value in (True, False, None, {}, (), 1.5)] == [
        "yes",
        "no",
        "nothing",
        "`key: value` lines",
        "a list",
        "`1.5`",
    ]


def test_the_nearest_word_is_suggested_and_else_what_there_is():
    assert nearest("wieght", ["name", "weight"]) == "did you mean `weight`?"
    assert nearest("xyz", ["name", "weight"]) == "write one of `name`, `weight`"
    assert nearest("xyz", map(str, range(20))).endswith("`10`, `11` …")
    assert nearest("xyz", []) == "remove it"
    assert closest("xyz", ["name"]) is None


def test_of_endless_words_only_some_are_compared():
    compared = count()
    assert closest("x" * 10_000, (f"{number:010d}" for number in compared)) is None
    assert next(compared) <= 301
