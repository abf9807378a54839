"""Days as a reader writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

# Not strftime("%B"): that follows the machine's language, and what is written here is in English.
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def in_words(day: dt.date) -> str:
    """Write a day: ``31 March 2026``."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
