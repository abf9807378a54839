"""The words for what a run came to: one vocabulary for terminal, page and sheet."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from cstools.data.days import in_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SEVERITY = {"error": "Error", "query": "Query", "info": "Information"}
_COUNTED = {
    "error": ("error", "errors"),
    "query": ("query", "queries"),
    "info": ("point of information", "points of information"),
}
_WORDS = {"id": "identifier", "sha256": "SHA-256", "url": "URL", "csv": "CSV", "os": "system"}
_STAMP = re.compile(r"\d{4}-\d\d-\d\d([T ]\d\d:\d\d\S*)?")


def number(value: float) -> str:
    """Write a number with thousands separators and at most two decimals."""
    text = f"{value:,.2f}" if isinstance(value, float) else f"{value:,}"
    return text.removesuffix(".00")


def counted(count: int, noun: str, many: str | None = None) -> str:
    """Write a count with its noun: ``1 row``, ``2,000 rows``."""
    return f"{number(count)} {noun if count == 1 else many or noun + 's'}"


def severities(counts: Mapping[str, int]) -> str:
    """Write counts by severity: ``3 errors and 1 query``; those of zero are left out."""
    return listing(
        [counted(counts[name], *nouns) for name, nouns in _COUNTED.items() if counts[name]]
    )


def listing(parts: Sequence[str]) -> str:
    """Put words as a list in a sentence: ``a, b and c``."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def day(value: date) -> str:
    """Write a date, and its time when it has one: ``31 March 2026, 14:05``."""
    text = in_words(value)
    return f"{text}, {value:%H:%M}" if isinstance(value, datetime) else text


def label(key: str) -> str:
    """Write a key of a receipt or a parameter's name as a label: ``collection_year``."""
    words = [_WORDS.get(word, word) for word in key.replace("-", "_").split("_") if word]
    text = " ".join(words)
    return text[:1].upper() + text[1:]


def plain(value: Any, key: str = "") -> str:
    """Write one value of a receipt or a parameter; a whole number is a year if `key` says so."""
    if value is None or value == "":
        return "not given"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) or (isinstance(value, int) and "year" not in key):
        return number(value)
    if isinstance(value, date):
        return day(value)
    if isinstance(value, list | tuple | set | frozenset):
        return ", ".join(plain(part, key) for part in value) or "none"
    return _stamp(str(value))


def _stamp(text: str) -> str:
    if not _STAMP.fullmatch(text):
        return text
    try:
        return day(datetime.fromisoformat(text) if len(text) > 10 else date.fromisoformat(text))
    except ValueError:
        return text
