"""Which of some names a person or a script most likely means."""

from __future__ import annotations

import re
from difflib import get_close_matches
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# A shorter name may stand in a longer one by chance.
_ENOUGH = 4


def plain(name: str) -> str:
    """A name of a file, table or argument as it is compared with others: letters alone."""
    stem = PurePosixPath(name.replace("\\", "/")).name.partition(".")[0]
    return re.sub(r"[^a-z]", "", stem.lower())


def closest(name: str, known: Iterable[str], most: int = 1, cutoff: float = 0.6) -> list[str]:
    """The names most like one that nobody knows, the likest first.

    Args:
        name: what was typed.
        known: the names that there are.
        most: how many to give at most.
        cutoff: how alike they have to be, from 0 to 1.
    """
    return get_close_matches(name, list(known), most, cutoff)


def did_you_mean(
    name: str, known: Iterable[str], otherwise: str = "", most: int = 1, cutoff: float = 0.6
) -> str:
    """The question that suggests the names most like one that nobody knows.

    Args:
        name: what was typed.
        known: the names that there are.
        otherwise: what to say where none is alike.
        most: how many to suggest at most.
        cutoff: how alike they have to be, from 0 to 1.
    """
    return question(closest(name, known, most, cutoff)) or otherwise


def question(names: Iterable[str]) -> str:
    """The question whether one of some names was meant; empty without names."""
    text = " or ".join(names)
    return f"Did you mean {text}?" if text else ""


def likely(name: str, known: Iterable[str]) -> str | None:
    """The one of some names that a file or argument most likely means; None when unclear."""
    target = plain(name)
    forms = {candidate: plain(candidate) for candidate in known}
    for fits in (
        [candidate for candidate in forms if candidate.lower() == name.lower()],
        [candidate for candidate, form in forms.items() if form and form == target],
        [candidate for candidate, form in forms.items() if form.rstrip("s") == target.rstrip("s")],
        [
            candidate
            for candidate, form in forms.items()
            if len(form) >= _ENOUGH and form.rstrip("s") in target
        ],
    ):
        if len(fits) == 1:
            return fits[0]
    return None
