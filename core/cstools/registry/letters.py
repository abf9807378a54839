"""Which letters of somebody else's text a screen shows, and which could hide something."""

from __future__ import annotations

import unicodedata

# Controls and what steers the text around it, what has no meaning, and the breaks of lines.
_HIDDEN = frozenset({"Cc", "Cf", "Co", "Cn", "Cs", "Zl", "Zp"})
# Letters and marks that are drawn as nothing, by Unicode's Default_Ignorable_Code_Point.
_IGNORED = frozenset(
    chr(code)
    for first, last in (
        *((0x034F, 0x034F), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F)),
        *((0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFFA0, 0xFFA0), (0xE0100, 0xE01EF)),
    )
    for code in range(first, last + 1)
)


def hides(text: str) -> bool:
    """Whether a text holds a letter that a screen does not show; breaks and tabs are none."""
    if text.isascii() and text.isprintable():
        return False
    return any(
        letter in _IGNORED or (letter not in "\n\t" and unicodedata.category(letter) in _HIDDEN)
        for letter in text
    )
