"""Numbers and texts that the one file's script writes are those of Python, to the letter."""

from __future__ import annotations

import random
from typing import Any

from decision.sentences.phrases import in_points, of_100
from decision.sentences.what_would_change_it import percent
from decision.wording import lists, numbers, text
from tests.report.html.node import called
from tests.strategies import made

MODEL = made(
    {
        "title": "T",
        "options": {"a": {"name": "A"}, "b": {"name": "B"}},
        "criteria": {"c": {"name": "C", "weight": 1, "scores": {"a": 1, "b": 2}}},
    }
)
# What Python and JavaScript round, split, lower or count in their own ways.
NUMBERS = [
    *(0.0, -0.0, 0.05, -0.05, 0.04, -0.04, 0.25, 0.35, -0.25, 1.005, 1.45, 60.25, 62.5, 99.95, 0.5),
    *(2.5, 12345678905.0, 12345678915.0, 100000000000000.5, 999999999999.95, 1e15, 2**53 + 0.0),
    *(1e20, 1e21, 1.5e21, 123456.5e20, 1e-9, 9.99e-10, 1e-300, 0.1 + 0.2, 1 / 3, 2**-22, 5e-324),
    *(1e300, 0.00049999, 0.0005, 0.9999999999999999, 33.333, 0.125, 0.375, 9999999.5),
]
TEXTS = [
    *(
        "",
        " ",
        ".",
        "...",
        "An owner is named.",
        "HR confirms it",
        "A",
        "Éa b.",
        "ÉA b",
        "İx",
        "ΑΣ x",
    ),
    *(
        "ǅx",
        "ßa",
        "𝔸b c",
        "𐐀b c",
        "👩‍🔬 one two three four",
        "a\x1cb\x85c\ufeffd\xa0e",
        "a\u200bb \u202ec",
    ),
    *(
        "one, two; three:. four",
        "one two three ,;:. four",
        "x" * 90,
        "word " * 40,
        "$& $1 {one} {0}",
    ),
    *("tab\tnew\r\nline\x07\x0b end ", "\U000e0041tag", "\u2028 sep\u2029", "no-break\u202fspace"),
]


def some_numbers(random_: random.Random, count: int) -> list[float]:
    found = list(NUMBERS)
    for _ in range(count):
        size = random_.choice((1, 1, 100, 100, 1e-3, 1e-10, 1e6, 1e13, 1e17, 1e25))
        value = random_.uniform(-size, size)
        # Halves in binary are exact, and so they show how each side rounds them.
        found.append(random_.choice((value, round(value, 2), round(value * 64) / 64)))
    return found


def some_texts(random_: random.Random, count: int) -> list[str]:
    letters = (
        "abcAB,;:. …éİΣσßǅ𝔸𐐀\t\n\r\x07\x0b\x1c\x85\xa0\u200b\u2028\u202e\u3000\ufeff\U000e0041"
    )
    return [
        *TEXTS,
        *("".join(random_.choices(letters, k=random_.randrange(60))) for _ in range(count)),
    ]


def compared(calls: list[tuple[tuple[Any, ...], str]]) -> None:
    found = called(MODEL, [call for call, _ in calls])
    wrong = [
        (call, said, expected)
        for (call, expected), said in zip(calls, found, strict=True)
        if said != expected
    ]
    assert not wrong, f"{len(wrong)} of {len(calls)}: {wrong[:5]}"


def test_numbers_are_written_alike() -> None:
    calls: list[tuple[tuple[Any, ...], str]] = []
    for value in some_numbers(random.Random(1), 3000):
        calls += [
            *((("fixed", value, places), numbers.fixed(value, places)) for places in range(4)
              if abs(value) < 1e20),
            *((("figure", value, some), numbers.figure(value, some)) for some in (0, 1, 3, 12)),
            (("numeral", value), numbers.numeral(value)),
        ]  # fmt: skip
        if abs(value) < 1000:
            calls.append((("inPoints", value), in_points(value)))
        if 0 <= value <= 1:
            calls += [(("of100", value), of_100(value)), (("percent", value), percent(value))]
    calls += [(("inWords", count), numbers.in_words(count)) for count in range(20)]
    compared(calls)


def test_texts_are_cut_joined_and_lowered_alike() -> None:
    random_ = random.Random(2)
    calls: list[tuple[tuple[Any, ...], str]] = []
    for said in some_texts(random_, 2000):
        most = random_.randrange(1, 30)
        calls += [
            (("lowered", said), lists.lowered(said)),
            (("oneLine", said, most), text.one_line(said, most)),
            (("cutAtWord", said, most), text.cut_at_word(said, most)),
            (("stripEnd", said, ".?"), said.rstrip(".?")),
        ]
        parts = said.split(" ")
        calls.append((("listed", parts), lists.listed(parts)))
    compared(calls)
