"""Whether a reason fits a row, told from small tables; and what the comparison makes of it."""

from __future__ import annotations

import pandas as pd
import pytest

import cstools
from cstools.comparison import words
from cstools.comparison.conditions import Apart
from cstools.data.dataset import Dataset
from cstools.data.difference import RowCondition
from cstools.errors import ToolError


def table(**columns):
    frame = pd.DataFrame(columns)
    frame.insert(0, "row", range(2, len(frame) + 2))
    return frame


STAYS = table(
    who=["a", "a", "b", "b", "c", None],
    begins=pd.to_datetime(
        ["2025-01-01", "2025-01-01", "2025-01-01", None, None, None], format="%Y-%m-%d"
    ),
    ends=pd.to_datetime(["2025-02-01", None, "2025-03-31", "2025-03-30", None, None]),
    place=["K3", "A1", None, "K3", "K2", "K2"],
)
PEOPLE = table(who=["a", "b", "d"], born=pd.to_datetime(["2010-04-01", None, None]))
# The fourth stay's beginning holds something that is no date.
ODD = {("stays", "begins"): pd.Series(["soon"], index=[3])}
NOW = Dataset({"stays": STAYS, "people": PEOPLE}, unread=ODD)
BEFORE = Dataset({"people": table(who=["b", "b"], born=pd.to_datetime([None, None]))})


def fits(*conditions, table="stays", by="first", giver="first", rows=None):
    numbers = rows or list(range(2, 2 + len(NOW[table]) if table in NOW else 3))
    flagged = pd.DataFrame({"by": by, "table": table, "row": numbers})
    found = Apart(flagged, NOW, BEFORE).fit([RowCondition.of(one) for one in conditions], giver)
    return [row for row, fit in zip(numbers, found, strict=True) if fit]


@pytest.mark.parametrize(
    ("condition", "rows"),
    [
        ({}, [2, 3, 4, 5, 6, 7]),
        ({"missing": ["ends"]}, [3, 6, 7]),
        ({"missing": ["begins", "place"]}, [4, 5, 6, 7]),
        ({"unreadable": ["begins"]}, [5]),
        ({"filled": ["begins", "place"]}, [2, 3]),
        ({"codes": {"place": ["K3", "K2"]}}, [2, 5, 6, 7]),
        ({"codes": {"place": ["K3"]}, "missing": ["begins"]}, [5]),
        ({"matches": {"place": "K[0-9]"}}, [2, 5, 6, 7]),
        ({"matches": {"place": "K"}}, []),
        ({"matches": {"ends": ".*-03-31.*"}}, [4]),
        ({"repeated": ["who"]}, [2, 3, 4, 5]),
        ({"repeated": ["who", "begins"]}, [2, 3]),
        ({"missing": ["ends"], "absent": True}, [2, 4, 5]),
        # Of another record, or of any.
        ({"table": "stays", "same": ["who"], "missing": ["ends"]}, [2, 3, 6]),
        ({"table": "people", "same": ["who"], "missing": ["born"]}, [4, 5]),
        ({"table": "people", "same": ["who"], "absent": True}, [6, 7]),
        ({"table": "people", "missing": ["born"]}, [2, 3, 4, 5, 6, 7]),
        ({"table": "people", "codes": {"who": ["z"]}}, []),
        ({"table": "stays", "every": ["who"], "missing": ["begins"]}, [2, 3, 4, 5, 6, 7]),
        ({"table": "stays", "every": ["who"], "missing": ["place"]}, []),
        ({"table": "people", "last_year": True, "same": ["who"]}, [4, 5]),
        ({"table": "people", "last_year": True, "repeated": ["who"]}, [2, 3, 4, 5, 6, 7]),
        # What is not there fits nothing, and breaks nothing.
        ({"table": "elsewhere", "same": ["who"]}, []),
        ({"table": "people", "same": ["team"]}, []),
        ({"codes": {"team": ["x"]}}, []),
        ({"filled": ["team"]}, []),
        ({"repeated": ["team"]}, []),
        ({"missing": ["team"]}, [2, 3, 4, 5, 6, 7]),
    ],
)
def test_a_condition(condition, rows):
    assert fits(condition) == rows


def test_one_of_several_conditions_is_enough():
    assert fits({"unreadable": ["begins"]}, {"codes": {"place": ["A1"]}}) == [3, 5]
    assert fits() == [2, 3, 4, 5, 6, 7]


def test_who_flags_the_row():
    assert fits({"by": "own"}) == [2, 3, 4, 5, 6, 7]
    assert fits({"by": "other"}) == []
    assert fits({"by": "own"}, giver="second") == []
    assert fits({"by": "other"}, giver="second") == [2, 3, 4, 5, 6, 7]


def test_rows_and_tables_that_are_not_in_the_data():
    assert fits({"missing": ["ends"]}, rows=[3, 99]) == [3]
    assert fits({"missing": ["ends"]}, table="elsewhere", rows=[2]) == []


# -- in a comparison -------------------------------------------------------------------------------


@pytest.fixture
def half_blank():
    return {"people": pd.DataFrame({"name": ["x", None, "y", None, "z"]})}


BLANK = {"reason": "Blanks are left out.", "fits": {"by": "other", "missing": ["name"]}}


def outcome(checker, data, found, differs=BLANK, other=None):
    checker("left", {"1": []}, ran="1", catalogue=[{"code": "1", "differs": differs}])
    checker("right", {"1": found, **(other or {})}, ran="1")
    comparison = cstools.compare("left", "right", data)
    [line] = [line for line in comparison.lines if line.rule == "1"]
    return comparison, line


def test_a_reason_that_fits_every_row_explains(checker, half_blank):
    comparison, line = outcome(checker, half_blank, [3, 5])
    assert (line.outcome, line.unexplained) == ("explained", 0)
    assert words.reason(comparison.names, line) == "left says: Blanks are left out."
    assert list(comparison.matched["reason"]) == ["left says: Blanks are left out."] * 2
    assert comparison.unexplained == []


def test_a_reason_that_fits_some_rows_does_not(checker, half_blank):
    comparison, line = outcome(checker, half_blank, [2, 3, 5])
    assert (line.outcome, line.unexplained) == ("unexplained", 1)
    assert words.reason(comparison.names, line) == (
        "1 of 3 rows is not explained. left says: Blanks are left out. (Fits 2 of 3 rows.)"
    )
    reasons = comparison.matched.set_index("row")["reason"]
    assert reasons.isna().to_dict() == {2: True, 3: False, 5: False}


def test_a_reason_that_fits_no_row_does_not(checker, half_blank):
    comparison, line = outcome(checker, half_blank, [2, 4])
    assert line.outcome == "unexplained"
    assert words.reason(comparison.names, line).startswith("Not explained. left says: Blanks")
    assert words.reason(comparison.names, line).endswith("(Fits none of these rows.)")


def test_a_reason_for_the_other_direction_does_not(checker, half_blank):
    _, line = outcome(checker, half_blank, [3], {**BLANK, "fits": {"by": "own"}})
    assert line.outcome == "unexplained"


def test_two_reasons_explain_together(checker, half_blank):
    first = {"reason": "X is known.", "fits": {"codes": {"name": ["x"]}}}
    _, line = outcome(checker, half_blank, [2, 3], [BLANK, first])
    assert line.outcome == "explained"
    assert [(one.reason, one.rows) for one in line.reasons] == [
        ("Blanks are left out.", 1),
        ("X is known.", 1),
    ]


def test_what_bore_on_one_run_is_looked_at_row_by_row_too(checker, half_blank):
    checks = [
        {"rule": "1", "state": "done", "reason": "Gaps were filled.", "fits": [BLANK["fits"]]}
    ]
    checker("left", checks=checks)
    checker("right", {"1": [2, 3]}, ran="1")
    [line] = cstools.compare("left", "right", half_blank).lines
    assert (line.outcome, line.unexplained) == ("unexplained", 1)


def test_rows_of_a_run_in_a_form_that_cannot_be_read(checker, half_blank):
    checks = [{"rule": "1", "state": "done", "reason": "Gaps.", "fits": [{"rows": 3}]}]
    checker("left", checks=checks)
    checker("right", {"1": [2]}, ran="1")
    with pytest.raises(ToolError, match=r"left says .* of rule 1 is about: .* has no 'rows'"):
        cstools.compare("left", "right", half_blank)


def test_the_reason_stands_in_the_file_of_rows(checker, half_blank, tmp_path):
    comparison, _ = outcome(checker, half_blank, [2, 3])
    comparison.export(tmp_path / "out", ["csv"])
    rows = pd.read_csv(tmp_path / "out" / "comparison-rows.csv", encoding="utf-8-sig")
    assert rows["reason"].isna().tolist() == [True, False]
