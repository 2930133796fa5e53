"""Text from outside, cleaned for its place: on one line, cut, ended, escaped for Markdown."""

from __future__ import annotations

import re

# Control characters, and those that can't be seen or that turn text around, which
# could hide what a file says. The zero-width joiners stay: emoji and some scripts need them.
UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e"
    "\u2060-\u206f\ufeff\ufff9-\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)

# The signs that Markdown, or Streamlit's own additions to it (:colour[…], $maths$), give a
# meaning; some of them only in some places. Escaped, each shows as itself. No more are escaped
# than must be: a widget's label is also read aloud, and there each escape is read out.
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


def name_unseen(character: str) -> str:
    """Return the name of a character that can't be seen: its number."""
    return f"a control or invisible character U+{ord(character):04X}"


def one_line(text: str, most: int | None = None, unseen: str = "") -> str:
    r"""Return a text on one line, with `unseen` for each character that can't be seen.

    A text of more than `most` characters is cut and ends in ….

    >>> one_line("two\n lines\x07"), one_line("abcdef", 4)
    ('two lines', 'abc…')
    """
    # Twice the length is enough to cut from: a hostile text can be endless.
    some = text if most is None else text[: most * 2]
    line = UNSEEN.sub(unseen, " ".join(some.split()))
    return line if most is None or len(line) <= most else f"{line[: most - 1].rstrip()}…"


def several_lines(text: str) -> str:
    r"""Return a text that any document can hold: lines kept, unseen characters dropped.

    >>> several_lines("a\x07b\tc\r\nd\u202ee")
    'ab c\nde'
    """
    return UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")).strip()


def cut_at_word(text: str, most: int) -> str:
    """Return a text on one line, cut at a word and ended with … where it is longer.

    >>> cut_at_word("one two three", 9), cut_at_word("one", 9)
    ('one two…', 'one')
    """
    text = " ".join(several_lines(text[: 4 * most + 400]).split())
    if len(text) <= most:
        return text
    cut = text[:most]
    at = cut.rfind(" ")
    return (cut[:at] if at > most // 2 else cut[: most - 1]).rstrip(" ,;:.") + "…"


def sentence(text: str) -> str:
    """Return a text with one full stop at its end, or the mark that ends it already.

    >>> sentence("Yes"), sentence("Is it?"), sentence("It says “stop.”")
    ('Yes.', 'Is it?', 'It says “stop.”')
    """
    return text if text.endswith((".", "!", "?", ".”", "?”", "!”")) else f"{text}."


def plain(text: str) -> str:
    r"""Return a text escaped so that Markdown shows it as it stands, on one line.

    >>> plain("![x](a) *bold* :red[no], by-and-by")
    '!\\[x\\](a) \\*bold\\* \\:red\\[no\\], by-and-by'
    """
    broken = _LOOKED_FOR.sub(_WORD_JOINER, " ".join(text.split()))
    return _NUMBERED.sub(r"\1\\", _MEANS_SOMETHING.sub(r"\\\1", broken))
