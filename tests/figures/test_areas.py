from __future__ import annotations

import pandas as pd
import pytest

from cstools.data.figures import canonical
from cstools.figures import empty, total


def areas(long, unit, *several, status=""):
    """One figure for each area: value, numerator, denominator."""
    parts = [
        long(("M", "", 1), area_code=f"E{n}", unit=unit).assign(
            value=value, numerator=part, denominator=whole
        )
        for n, (value, part, whole) in enumerate(several)
    ]
    frame = pd.concat(parts)
    frame.loc[frame["value"].isna(), "status"] = status
    return canonical(frame)


def summed(figures):
    together = total(figures, "R1", "Region")
    assert together[["area_code", "area"]].to_numpy().tolist() == [["R1", "Region"]]
    numbers = together[["value", "numerator", "denominator"]].iloc[0]
    return [*(None if pd.isna(n) else n for n in numbers), together["status"].iloc[0]]


@pytest.mark.parametrize(
    ("unit", "several", "expected"),
    [
        ("count", [(3, None, None), (4, None, None)], [7, None, None, ""]),
        ("percent", [(50, 1, 2), (10, 1, 10)], [100 * 2 / 12, 2, 12, ""]),
        ("rate_per_10000", [(10, 1, 1000), (20, 4, 2000)], [10_000 * 5 / 3000, 5, 3000, ""]),
        ("days", [(5, 10, 2), (7, 7, 1)], [17 / 3, 17, 3, ""]),
        ("score", [(5, None, None), (7, None, None)], [None, None, None, "not available"]),
    ],
)
def test_numerators_and_denominators_are_added(long, unit, several, expected):
    assert summed(areas(long, unit, *several)) == expected


def test_a_hidden_part_hides_the_total(long):
    figures = areas(long, "count", (3, None, None), (None, None, None), status="suppressed")
    assert summed(figures) == [None, None, None, "suppressed"]


def test_an_area_with_nobody_adds_nothing(long):
    figures = areas(long, "percent", (50, 1, 2), (None, None, 0), status="not applicable")
    assert summed(figures) == [50, 1, 2, ""]


def test_nobody_anywhere_is_not_applicable(long):
    figures = areas(long, "percent", (None, 0, 0), (None, None, 0), status="not applicable")
    assert summed(figures)[3] == "not applicable"


def test_each_category_has_a_total_of_its_own(long):
    figures = pd.concat(
        [long(("M", "Sex: F", 1), ("M", "Sex: M", 2), area_code=code) for code in ("E1", "E2")]
    )
    assert total(figures, "R1", "Region")["value"].tolist() == [2, 4]


def test_nothing_adds_up_to_nothing():
    assert len(total(empty(), "R1", "Region")) == 0
