from __future__ import annotations

import pandas as pd
import pytest

from cstools.figures import HIDDEN, UNKNOWN, change, compare


def test_the_change_of_each_figure(long):
    now = long(("A", "", 10), ("B", "x", None), ("C", "", 3), period="2026")
    before = long(("A", "", 8), ("B", "x", 2), ("D", "", 1), period="2025")
    both = compare(now, before).set_index("measure")
    assert both.loc["A", ["value", "value before", "change", "note"]].tolist() == [10, 8, 2, ""]
    assert both.loc["A", ["period", "period before"]].tolist() == ["2026", "2025"]
    assert both["note"].to_dict() == {
        "A": "",
        "B": "suppressed",
        "C": "not among the earlier figures",
        "D": "not among these figures",
    }
    assert both["change"].notna().tolist() == [True, False, False, False]
    assert both.loc["D", "title"] == "D"


def test_what_was_hidden_before_cannot_be_compared(long):
    both = compare(long(("A", "", 10)), long(("A", "", None), period="2025"))
    assert both["note"].tolist() == ["suppressed before"]
    assert both["change"].isna().all()


def test_another_unit_cannot_be_compared(long):
    both = compare(long(("A", "", 10)), long(("A", "", 10)).assign(unit="percent"))
    assert both["note"].tolist() == ["counted in another unit before"]


def test_figures_of_two_periods_are_refused(long):
    several = pd.concat([long(("A", "", 1), period=p) for p in ("2025", "2026")])
    with pytest.raises(ValueError, match="one period"):
        compare(several, several)


@pytest.mark.parametrize(
    ("now", "before", "difference"),
    [
        (12.5, 10.0, 2.5),
        (12, 10, 2),
        (None, 3, None),
        (HIDDEN, 3, HIDDEN),
        (UNKNOWN, HIDDEN, UNKNOWN),
    ],
)
def test_the_change_of_what_is_shown(now, before, difference):
    assert change(now, before, 1 if isinstance(now, float) else 0) == difference
