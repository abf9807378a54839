"""Figures in the long form, written briefly."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import pandas as pd
import pytest

from cstools.data.figures import COLUMNS, Figures, canonical

Long: TypeAlias = Callable[..., Figures]


def lines(*figures: tuple[str, str, float | None], **texts: str) -> Figures:
    """Counts: measure, ``breakdown: category`` and value; one without value is suppressed."""
    blank = {**dict.fromkeys(COLUMNS, ""), "unit": "count", "period": "2026", **texts}
    frame = pd.DataFrame(
        [
            {
                **blank,
                "measure": measure,
                "title": measure,
                "value": value,
                **dict(zip(("breakdown", "category"), part.split(": "), strict=False)),
                "status": "suppressed" if value is None else "",
            }
            for measure, part, value in figures
        ]
    ).assign(numerator=None, denominator=None)
    return canonical(frame)


@pytest.fixture(scope="session")
def long() -> Long:
    return lines
