"""Measures in the long form, each with what it was worked out from or why it has no value."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from cstools.data import figures as contract
from cstools.figures import (
    Breakdown,
    Count,
    Counts,
    Mean,
    Published,
    Rate,
    Share,
    Split,
    bands,
    figures,
    first_that_holds,
)

SEX = Split("sex", "Sex", {"Female": ("F",), "Male": ("M",)})
AGE = bands("age", "Age", "Under 10", "10 and over")
VISITS = Count("Visits", "visits", id="V1", source="handbook, page 3")


def counted() -> Counts:
    counts = Counts()
    sexes = SEX.places(["F", "F", "M", "X", None, "M", "M", "M"])
    ages = np.array([3, 12, 12, 12, 4, 5, 5, 12])
    of_age = first_that_holds(ages < 10, ages >= 10)
    counts.count("visits", 8)
    counts.split(SEX, sexes, "visits")
    counts.split(AGE, of_age, "visits")
    counts.cross(SEX, AGE, (sexes, of_age))
    counts.part("seen", 6, "visits")
    counts.count("nobody", 0)
    counts.part("none", 0, "nobody")
    counts.average("minutes", np.array([30, 45]), "visits")
    return counts


def line(measure, limit=0, **area) -> dict[str, object]:
    frame = figures(Published("2026", counted(), limit), [measure], **area)
    assert len(frame) == 1
    return frame.iloc[0].to_dict()


def numbers(measure, limit=0) -> list[object]:
    frame = line(measure, limit)
    return [
        None if pd.isna(frame[name]) else frame[name]
        for name in ("value", "numerator", "denominator", "status")
    ]


def test_a_count():
    one = line(VISITS, area_code="E09000027", area="Somewhere")
    assert {name: one[name] for name in contract.COLUMNS if isinstance(one[name], str)} == {
        **dict.fromkeys(("breakdown", "category", "status"), ""),
        "measure": "V1",
        "title": "Visits",
        "unit": "count",
        "source": "handbook, page 3",
        "area_code": "E09000027",
        "area": "Somewhere",
        "period": "2026",
    }
    assert one["value"] == 8


@pytest.mark.parametrize(
    ("measure", "shown"),
    [
        (Share("Seen", "seen", "visits"), [75, 6, 8, ""]),
        (Share("Of nobody", "none", "nobody"), [None, None, 0, "not applicable"]),
        (Share("Never counted", "other", "visits"), [None, None, 8, "not available"]),
        (Rate("Per child", "seen", 12_000), [5, 6, 12_000, ""]),
        (Rate("Of nobody", "seen", 0), [None, None, 0, "not applicable"]),
        (Mean("Minutes", "minutes", "visits"), [37.5, 75, 2, ""]),
        (Mean("Of nobody", "never", "nobody"), [None, None, 0, "not applicable"]),
        (Count("Never counted", "other"), [None, None, None, "not available"]),
    ],
)
def test_values_and_what_they_are_worked_out_from(measure, shown):
    assert numbers(measure) == shown


@pytest.mark.parametrize(
    ("measure", "shown"),
    [
        (Count("Few", "sex: Female"), [None, None, None, "suppressed"]),
        (Share("Seen", "seen", "visits"), [None, None, 10, "suppressed"]),
        (Rate("Few", "sex: Female", 9), [None, None, 9, "suppressed"]),
        (Mean("Minutes", "minutes", "visits"), [None, None, None, "suppressed"]),
    ],
)
def test_suppressed_figures_have_no_value_and_no_numerator(measure, shown):
    assert numbers(measure, limit=2) == shown


def test_by_the_categories_of_a_split():
    frame = figures(Published("2026", counted()), [VISITS, Breakdown(VISITS, SEX, share="V1%")])
    assert frame["category"].tolist() == [
        "",
        *["Female", "Female", "Male", "Male"],
        *["Not known"] * 2,
    ]
    assert frame["measure"].tolist() == ["V1", *["V1", "V1%"] * 3]
    assert frame["value"].tolist() == [8, 2, 25, 4, 50, 2, 25]


def test_two_splits_crossed():
    frame = figures(Published("2026", counted()), [Breakdown(VISITS, SEX.across(AGE))])
    assert set(frame["breakdown"]) == {"Sex x Age"}
    by_part = dict(zip(frame["category"], frame["value"], strict=True))
    assert by_part["Female x Under 10"] == by_part["Female x 10 and over"] == 1
    assert by_part["Male x Under 10"] == 2
    assert sum(by_part.values()) == 8


def test_a_measure_without_an_id_is_known_by_its_label():
    assert line(Count("Visits", "visits"))["measure"] == "Visits"


def test_no_measures_give_no_figures():
    assert len(figures(Published("2026", counted()), [])) == 0


def test_two_measures_of_one_id_are_refused():
    with pytest.raises(ValueError, match="Give each figure once"):
        figures(Published("2026", counted()), [VISITS, VISITS])


def test_no_rows_have_no_places():
    assert first_that_holds(np.zeros(0, dtype=bool)).tolist() == []
