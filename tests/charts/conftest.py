"""Charts drawn for real: what stands in a drawing is read back from its SVG."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from defusedxml.ElementTree import fromstring

from cstools.charts.draw import draw_svg
from cstools.data.figures import COLUMNS, canonical

if TYPE_CHECKING:
    from cstools.charts import Chart
    from cstools.data.figures import Figures

# Names that a specification or a page could take for something else.
AWKWARD = 'No. of <b>children</b> "in" [1] \\ & a.b'
LONG = "Placed with own parents or other persons with parental responsibility; " * 2 + "or not"


@dataclass(frozen=True)
class Drawing:
    """What stands in a drawing: its words in their order, and what each of its marks holds."""

    words: list[str]
    marks: list[str]

    def writes(self, name: str) -> bool:
        """Whether a name stands there whole, on one line or on several."""
        letters = "".join("".join(self.words).split())
        return "".join(name.split()) in letters and "…" not in letters

    def count(self, kind: str) -> int:
        """How many marks of a kind there are: ``bar``, ``point``, ``arc``, ``cell``, ``line``."""
        containers = (f"{kind} mark container", f"{kind} container")
        return sum(
            mark.startswith(kind + " ") and not mark.startswith(containers) for mark in self.marks
        )


def drawing(chart: Chart) -> Drawing:
    root = fromstring(draw_svg(chart.spec))
    words = ["".join(text.itertext()) for text in root.iter() if text.tag.endswith("}text")]
    marks = [
        f"{node.get('aria-roledescription')} {node.get('aria-label', '')}"
        for node in root.iter()
        if (node.get("role") or "").startswith("graphics-symbol")
    ]
    return Drawing(words, marks)


def records(*rows: tuple[Any, ...], columns: str = "kind n") -> list[dict[str, Any]]:
    return [dict(zip(columns.split(), row, strict=False)) for row in rows]


def hidden(columns: str = "kind") -> list[dict[str, Any]]:
    """Two numbers that may not be shown."""
    names = columns.split()
    return [
        {**dict.fromkeys(names, name), "n": None, "status": "suppressed"} for name in ("a", "b")
    ]


def long_form(*rows: tuple[str, str, float | None, str]) -> Figures:
    """Figures of (category, period, value, status)."""
    frame = pd.DataFrame(
        {
            "category": [row[0] for row in rows],
            "period": [row[1] for row in rows],
            "value": [row[2] for row in rows],
            "status": [row[3] for row in rows],
        }
    ).reindex(columns=list(COLUMNS))
    texts = {"measure": "M1", "title": "Visits", "breakdown": "Team", "unit": "percent"}
    return canonical(frame.assign(**texts))


def rows(table: pd.DataFrame) -> list[list[Any]]:
    return [list(row) for row in table.itertuples(index=False, name=None)]


def numbers(words: list[str]) -> list[str]:
    return [word for word in words if re.fullmatch(r"[\d,.]+%?", word)]


@pytest.fixture
def awkward() -> str:
    return AWKWARD
