"""Which of some names a person or a script most likely means."""

from __future__ import annotations

import re
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


def likely(name: str, known: Iterable[str]) -> str | None:
    """The one of some names that a file or argument most likely means; None when unclear."""
    wanted = plain(name)
    forms = {one: plain(one) for one in known}
    for fits in (
        [one for one in forms if one.lower() == name.lower()],
        [one for one, form in forms.items() if form and form == wanted],
        [one for one, form in forms.items() if form.rstrip("s") == wanted.rstrip("s")],
        [one for one, form in forms.items() if len(form) >= _ENOUGH and form.rstrip("s") in wanted],
    ):
        if len(fits) == 1:
            return fits[0]
    return None
