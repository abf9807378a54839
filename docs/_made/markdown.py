"""Text and tables as Markdown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_SPECIAL = re.compile(r"([\\`*_{}\[\]|])")


def text(plain: str) -> str:
    """Text as Markdown shows it unchanged."""
    return _SPECIAL.sub(r"\\\1", plain).replace("<", "&lt;")


def cell(markdown: str) -> str:
    """Markdown as it stands in a table: in one line, with its bars escaped."""
    return " ".join(markdown.split()).replace("|", "\\|")


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; the cells are Markdown."""
    lines = [headings, ["---"] * len(headings), *rows]
    return "\n".join(f"| {' | '.join(cell(one) for one in line)} |" for line in lines)
