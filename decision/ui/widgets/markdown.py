"""Text from files and people, made harmless for Markdown."""

from __future__ import annotations

import re

# The signs that Markdown, or Streamlit's own additions to it (:colour[…], $maths$), give a
# meaning; some of them only in some places. Escaped, each shows as itself. No more are escaped
# than must be: a widget's label is also read aloud, and there the escapes are heard.
_MEANS_SOMETHING = re.compile(
    r"""([\\`*_{}\[\]<>#|~$^]
      | (?<!\w)[-+] | [-+](?!\w)          # not within a word: lists, rules, arrows, dashes
      | (?<![\w\ ])= | =(?![\w\ ])        # underlines, and signs made of two
      | [:&](?!\s)                        # not before a space: :red[…], :smile:, &amp;
    )""",
    re.VERBOSE,
)
_NUMBERED = re.compile(r"^(\d{1,9})(?=[.)])")
# Addresses, icon names, emoji and signs made of two (->) are looked for again after the escapes
# are gone, so a word joiner, which shows as nothing, breaks them up.
_LOOKED_FOR = re.compile(
    r"""(?<=://) | (?<=\bwww)(?=\.) | (?<=@) | (?<=:)(?=material/|streamlit:|\w+:)
      | (?<=-)(?=[->]) | (?<=<)(?=[-=]) | (?<=[>~])(?==)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_WORD_JOINER = "\N{WORD JOINER}"


def plain(text: str) -> str:
    r"""Escape text so that Markdown shows it as it stands, on one line.

    >>> plain("![x](a) *bold* :red[no], by-and-by")
    '!\\[x\\](a) \\*bold\\* \\:red\\[no\\], by-and-by'
    """
    broken = _LOOKED_FOR.sub(_WORD_JOINER, " ".join(text.split()))
    return _NUMBERED.sub(r"\1\\", _MEANS_SOMETHING.sub(r"\\\1", broken))
