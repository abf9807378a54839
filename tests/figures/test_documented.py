"""The page on figures says what the code has."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cstools.data.figures import COLUMNS, STATUSES, UNITS

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "figures.md"


@pytest.mark.parametrize(
    ("section", "names"), [("Columns", COLUMNS), ("Units", UNITS), ("Statuses", STATUSES)]
)
def test_the_page_lists_them_all_in_order(section: str, names: tuple[str, ...]) -> None:
    text = PAGE.read_text(encoding="utf-8")
    part = text.split(f"## {section}\n")[1].split("\n## ")[0]
    assert tuple(re.findall(r"^\| `(\w[\w ]*)` \|", part, re.MULTILINE)) == names
