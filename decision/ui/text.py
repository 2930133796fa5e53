"""Text from files and people, made harmless for Markdown."""

from __future__ import annotations

import re

# Every character that Markdown, or Streamlit's own additions to it (:colour[…], $maths$),
# gives a meaning. Escaped, each shows as itself.
_MEANS_SOMETHING = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:&^=])")
# Addresses and icon names are looked for again after the escapes are gone, so a word joiner,
# which shows as nothing, breaks them up.
_LOOKED_FOR = re.compile(r"(?<=://)|(?<=\bwww)(?=\.)|(?<=@)|(?<=:)(?=material/|streamlit:)", re.I)
_WORD_JOINER = "\N{WORD JOINER}"


def plain(text: str) -> str:
    r"""Escape text so that Markdown shows it as it stands, on one line.

    >>> plain("![x](a) *bold* :red[no]")
    '\\!\\[x\\]\\(a\\) \\*bold\\* \\:red\\[no\\]'
    """
    broken = _LOOKED_FOR.sub(_WORD_JOINER, " ".join(text.split()))
    return _MEANS_SOMETHING.sub(r"\\\1", broken)
