"""Names of tools: which are kept, and which would be taken for others."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from cstools.io.resemblance import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

# Words that commands use, or that say nothing.
RESERVED = frozenset(
    [
        *("all", "core", "cstools", "default", "latest", "none", "own", "registry", "shared"),
        *("standard", "tool", "tools"),
    ]
)
# Windows has no file or folder of these names.
DEVICES = frozenset(
    [
        *("con", "prn", "aux", "nul"),
        *(f"{port}{number}" for port in ("com", "lpt") for number in range(10)),
    ]
)
# What the eye does not tell apart, or the hand types for the other.
_ALIKE = str.maketrans({"0": "o", "1": "l", "i": "l", "5": "s"})


def plain(text: str) -> str:
    """The name that a text comes closest to: small letters without accents, words with hyphens."""
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", letters))


def near(text: str, known: Collection[str]) -> str:
    """A question that suggests the names closest to a text; empty where none is close."""
    return did_you_mean(plain(text), known, most=3, cutoff=0.5)


def seen(name: str) -> str:
    """What the eye makes of a name: the same text for names that look the same."""
    return name.replace("-", "").replace("rn", "m").replace("vv", "w").translate(_ALIKE)


def look_alike(name: str, known: Iterable[str]) -> str | None:
    """The first of the known names that this one, other than itself, would be taken for.

    Names that differ in one digit for another only, as those of tools for other returns do, are no
    look-alikes; numbers with a digit too many, too few or out of turn are.
    """
    return next((other for other in known if other != name and _alike(name, other)), None)


def _alike(name: str, other: str) -> bool:
    if seen(name) == seen(other):
        return True
    if _lettered(name, other):
        return False
    if _digits(name) == _digits(other):
        return _one_slip(_letters(name), _letters(other))
    return _letters(name) == _letters(other) and _one_digit(_digits(name), _digits(other))


def _lettered(name: str, other: str) -> bool:
    """Whether names differ in one short word, which tells them apart, as in tool-a and tool-b."""
    mine, others = name.split("-"), other.split("-")
    apart = [pair for pair in zip(mine, others, strict=False) if pair[0] != pair[1]]
    return len(mine) == len(others) and len(apart) == 1 and max(map(len, apart[0])) <= 2


def _digits(name: str) -> str:
    return "".join(letter for letter in name if letter.isdigit())


def _one_digit(name: str, other: str) -> bool:
    """Whether long numbers differ by a digit more, or by two out of turn."""
    if min(len(name), len(other)) < 3:  # short ones count things: a second tool, a tenth
        return False
    return (len(name) != len(other) or sorted(name) == sorted(other)) and _slips(name, other)


def _letters(name: str) -> str:
    return "".join(letter for letter in name if letter.isalpha())


def _one_slip(name: str, other: str) -> bool:
    """Whether one letter too many, too few, wrong or out of turn makes one word the other."""
    if min(len(name), len(other)) < 5:  # short words are often close
        return name == other
    return _slips(name, other)


def _slips(name: str, other: str) -> bool:
    shorter, longer = sorted((name, other), key=len)
    if len(longer) - len(shorter) > 1:
        return False
    start = next((n for n, (a, b) in enumerate(zip(shorter, longer, strict=False)) if a != b), None)
    if start is None:
        return True
    if len(shorter) < len(longer):
        return shorter[start:] == longer[start + 1 :]
    swapped = longer[start : start + 2][::-1] + longer[start + 2 :]
    return shorter[start + 1 :] == longer[start + 1 :] or shorter[start:] == swapped
