"""The files of facts that the package carries."""

from __future__ import annotations

import csv
import tomllib
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).with_name("data")


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with (_FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def document(name: str) -> dict[str, Any]:
    """The content of a TOML file."""
    return tomllib.loads((_FOLDER / name).read_text(encoding="utf-8"))
