"""Characters that a terminal does not show, or takes as orders: found in text, and made visible."""

from __future__ import annotations

import unicodedata
from functools import cache

# Controls, formats (bidirectional marks, zero width, tags), private use, unassigned, surrogates,
# and the two separators that end a line without looking like it.
_CATEGORIES = frozenset({"Cc", "Cf", "Co", "Cn", "Cs", "Zl", "Zp"})
# Letters, marks and blanks that Unicode lets a font leave out: Hangul fillers, the grapheme joiner,
# Khmer and Mongolian vowel marks, variation selectors, the empty Braille pattern.
_BLANK = frozenset(
    "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0"
    + "".join(map(chr, range(0xFE00, 0xFE10)))
)
_SELECTORS = range(0xE0100, 0xE01F0)


def unprintable(text: str) -> str | None:
    """The first character of a text that would not be seen, by number and name; None if all would.

    Line ends and tabs count too: what may have them is to be split first.

    Returns:
        Such as ``U+202E RIGHT-TO-LEFT OVERRIDE``.
    """
    if text.isascii() and text.isprintable():
        return None
    hidden = next(filter(_is_hidden, text), None)
    if hidden is None:
        return None
    return f"U+{ord(hidden):04X} {unicodedata.name(hidden, '')}".strip()


def visible(text: str, *, lines: bool = True) -> str:
    r"""A text as it can be shown: what a terminal would hide or obey is written out, as ``\x1b``.

    Args:
        text: from a file, a tool, a registry or a message.
        lines: whether line ends and tabs stay as they are.
    """
    if text.isascii() and text.isprintable():
        return text
    allowed = "\n\t" if lines else ""
    return "".join(
        _written_out(character) if character not in allowed and _is_hidden(character) else character
        for character in text
    )


@cache
def _is_hidden(character: str) -> bool:
    return (
        unicodedata.category(character) in _CATEGORIES
        or character in _BLANK
        or ord(character) in _SELECTORS
    )


def _written_out(character: str) -> str:
    number = ord(character)
    if number < 0x100:
        return f"\\x{number:02x}"
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"
