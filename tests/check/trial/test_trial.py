"""The parts of a trial: another day, marks in everything that is said, who holds a module."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.metadata import packages_distributions

import pandas as pd
import pytest

from cstools import Dataset
from cstools.check.sources import holding
from cstools.check.trial import canary, outputs

CLOCK = """
import datetime, json, time
from datetime import date
import pandas as pd
from cstools.check.trial.process import put_clock_forward

def readings():
    now = datetime.datetime.now()
    return {
        "date": date.today().isoformat(),
        "datetime": now.isoformat(),
        "today": datetime.datetime.today().isoformat(),
        "zone": datetime.datetime.now(datetime.UTC).isoformat(),
        "pandas": pd.Timestamp.now().isoformat(),
        "localtime": time.strftime("%Y-%m-%d", time.localtime()),
        "gmtime": time.strftime("%Y-%m-%d", time.gmtime()),
        "strftime": time.strftime("%Y-%m-%d"),
        "ctime": pd.Timestamp(time.ctime()).isoformat(),
        "time": datetime.datetime.fromtimestamp(time.time()).isoformat(),
        "time_ns": datetime.datetime.fromtimestamp(time.time_ns() / 1e9).isoformat(),
    }

before = readings()
put_clock_forward()
after = readings()
dates = date(2026, 3, 31), datetime.datetime(2026, 3, 31, 12), time.localtime(0).tm_year
types = [isinstance(pd.Timestamp.now(), datetime.datetime),
    isinstance(date.today(), date), repr(dates)]
print(json.dumps([before, after, types]))
"""


def test_whoever_asks_for_the_time_gets_another_day():
    process = subprocess.run(
        [sys.executable, "-c", CLOCK], capture_output=True, text=True, check=False
    )
    assert process.returncode == 0, process.stderr
    before, after, types = json.loads(process.stdout)
    days = {name: pd.Timestamp(after[name]) - pd.Timestamp(before[name]) for name in before}
    assert {name: gap.days for name, gap in days.items() if gap.days not in (403, 404)} == {}
    assert types[:2] == [True, True]
    dates = "datetime.date(2026, 3, 31), datetime.datetime(2026, 3, 31, 12, 0)"
    assert types[2].startswith(f"({dates}, 19")


@pytest.mark.parametrize(
    "text",
    [
        "Qzxvj000001 is late",
        "['qzxvj000001']",
        "987654003 visits",
        "987,654,003",
        "987654003.0",
        "on 21/03/1807",
        "on 21/3/1807",
        "1807-03-21 00:00:00",
        "18070321",
        "21 March 1807",
        "Mar 21, 1807",
        "21st of March 1807",
    ],
)
def test_a_mark_is_seen_however_it_is_written(text):
    assert canary.holds(text)


@pytest.mark.parametrize("text", ["in 1807 rows", "987654 rows", "21 rows", "Qzxvj", "0", ""])
def test_what_is_no_mark(text):
    assert not canary.holds(text)


def test_marked_columns_keep_their_kind_and_their_blanks():
    numbers = canary.numbers(pd.Series([1.5, None, 3.0]))
    assert numbers.isna().tolist() == [False, True, False]
    assert all(canary.holds(one) for one in numbers.dropna())
    whole = canary.numbers(pd.Series([1, 2]))
    assert pd.api.types.is_integer_dtype(whole.dtype)
    days = canary.days(pd.Series([pd.Timestamp("2026-01-01"), pd.NaT]))
    assert canary.holds(days[0])
    assert pd.isna(days[1])
    typed = canary.typed_numbers(pd.Series(["4", None], dtype="str"))
    assert typed.isna().tolist() == [False, True]
    assert canary.holds(typed[0])


@pytest.mark.parametrize(
    ("row", "good"),
    [([2, 3], True), ([2.0, 3.0], False), (["2", "3"], False), ([2, None], False), (None, False)],
)
def test_the_column_row(row, good):
    table = pd.DataFrame({"a": [1, 2]} | ({} if row is None else {"row": row}))
    said = outputs.of_tables(Dataset({"visits": table}, adopted=True))
    assert (said == []) == good


def test_who_holds_a_module():
    every = packages_distributions()
    wanted = ["pandas", "numpy", "jinja2", "no_such_module_anywhere"]
    assert holding(wanted[:3]) == {name: [name] for name in wanted[:3]}
    assert {name: sorted(map(str.lower, found)) for name, found in holding(wanted).items()} == {
        name: sorted({one.lower() for one in every.get(name, [])}) for name in wanted
    }
    # No distribution is called like this module.
    [name] = set(holding(["_pytest"])["_pytest"])
    assert name == "pytest"
