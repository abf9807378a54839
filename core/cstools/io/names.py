"""Names for files, sheets and database tables, made from names the core did not choose."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

SHEET_LENGTH = 31
FILE_LENGTH = 80

_NOT_IN_FILES = re.compile(r"[^\w\-. ]")
_NOT_IN_SHEETS = re.compile(r"[\[\]:*?/\\\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_DEVICE = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


def file_names(names: Iterable[str]) -> list[str]:
    """Give each name a file name without suffix: valid on Windows, distinct whatever the case."""
    return distinct(names, _file_name, FILE_LENGTH)


def slugs(titles: Iterable[str]) -> list[str]:
    """Give each title a file name without suffix, in lower case with hyphens for spaces."""
    return distinct(titles, _slug, FILE_LENGTH)


def sheet_names(names: Iterable[str], taken: Iterable[str] = ()) -> list[str]:
    """Give each name a sheet name that Excel accepts and that is not among those `taken`."""
    # Excel keeps "History" for itself.
    return distinct(names, _sheet_name, SHEET_LENGTH, (*taken, "History"))


def distinct(
    names: Iterable[str],
    clean: Callable[[str], str],
    longest: int,
    taken: Iterable[str] = (),
) -> list[str]:
    """Clean each name, cut it and number it where another has the same, whatever the case.

    Args:
        names: the names wanted; the answer has one for each, in their order.
        clean: makes a name acceptable, its length apart.
        longest: most UTF-16 units a name may have.
        taken: names that may not be used again.

    """
    used = {_key(name) for name in taken}
    titles = []
    for name in names:
        whole = clean(name)
        free = _cut(whole, longest)
        number = 2
        while _key(free) in used:
            tail = f"-{number}"
            free = _cut(whole, longest - len(tail)) + tail
            number += 1
        used.add(_key(free))
        titles.append(free)
    return titles


def _file_name(name: str) -> str:
    safe = _NOT_IN_FILES.sub("_", unicodedata.normalize("NFC", name)).strip(" .")
    return f"_{safe}" if not safe or _DEVICE.fullmatch(safe) else safe


def _slug(title: str) -> str:
    return _file_name("-".join(re.findall(r"\w+", title.lower())))


def _sheet_name(name: str) -> str:
    return _NOT_IN_SHEETS.sub("_", name).strip(" '") or "Table"


def _cut(name: str, longest: int) -> str:
    units = name.encode("utf-16-le")[: 2 * longest]
    return units.decode("utf-16-le", "ignore").rstrip(" .'") or "_"


def _key(name: str) -> str:
    return unicodedata.normalize("NFC", name.lower().casefold())
