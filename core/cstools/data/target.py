"""Where an exporter writes, and what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Target:
    """Where an exporter writes, and what.

    Attributes:
        folder: the folder to write into; it exists, and what is in it appears to the user only
            when the whole export has succeeded.
        format: the format asked for, e.g. ``"html"``.
        database: SQLAlchemy URL for exporters that write to a database, or None.
    """

    folder: Path
    format: str
    database: str | None = None
