"""What crosses between the two sides comes out as it went in."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cstools import Check, Dataset, Panel, ToolError
from cstools.call.worker.exchange import Receiver, Sender
from cstools.call.worker.values import NotPlainError
from cstools.data.dataset import Source
from cstools.data.period import Span
from cstools.plugin import discovery

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=5)
MOMENTS = st.datetimes(dt.datetime(1, 1, 1), dt.datetime(9999, 12, 31))
COLUMNS = {
    "text": st.tuples(st.just("str"), st.none() | TEXT),
    "object": st.tuples(st.just("object"), st.none() | TEXT),
    "whole": st.tuples(st.just("int64"), st.integers(-(2**63), 2**63 - 1)),
    "large": st.tuples(st.just("uint64"), st.integers(0, 2**64 - 1)),
    "number": st.tuples(st.just("float64"), st.floats()),
    "switch": st.tuples(st.just("bool"), st.booleans()),
    "blanks": st.tuples(st.just("Int64"), st.none() | st.integers(-5, 2**53)),
    "dates": st.tuples(st.just("datetime64[us]"), st.none() | MOMENTS),
    "words": st.tuples(st.just("category"), st.none() | TEXT),
    "mixed": st.tuples(
        st.just("object"),
        st.none() | st.integers() | st.dates() | st.booleans() | st.decimals(allow_nan=False),
    ),
}


def there_and_back(value: object, folder: Path, *, parquet: bool) -> object:
    folder.mkdir(exist_ok=True)
    body = Sender(folder, parquet=parquet).encode(value)
    return Receiver(folder).decode(json.loads(json.dumps(body)))


@st.composite
def columns(draw: st.DrawFn) -> pd.Series:
    kind = draw(st.sampled_from(sorted(COLUMNS)))
    dtype = draw(COLUMNS[kind])[0]
    cells = draw(st.lists(COLUMNS[kind].map(lambda pair: pair[1]), max_size=6))
    return pd.Series(cells, dtype=dtype)


@pytest.mark.parametrize("parquet", [True, False])
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(column=columns())
def test_any_column(column, parquet, tmp_path):
    table = pd.DataFrame({"a": column, "row": np.arange(len(column))})
    back = there_and_back(table, tmp_path / "t", parquet=parquet)
    pd.testing.assert_frame_equal(back, table)


@pytest.mark.parametrize("parquet", [True, False])
@pytest.mark.parametrize(
    "table",
    [
        pd.DataFrame(),
        pd.DataFrame(index=range(3)),
        pd.DataFrame({"a": pd.Series([], dtype="str")}),
        pd.DataFrame([[1, 2]], columns=["same", "same"]),
        pd.DataFrame({1: ["x"], "b": [2.5]}),
        pd.DataFrame({"a": [1, 2]}, index=pd.Index(["x", "y"], name="key")),
        pd.DataFrame({"a": [1, 2]}, index=[5, 3]),
        pd.DataFrame({"a": pd.to_datetime(["2024-01-01"]).tz_localize("Europe/London")}),
        pd.DataFrame({"a": pd.to_timedelta([1, None], unit="s")}),
        pd.DataFrame({"a": pd.Categorical([3, 1], categories=[3, 1], ordered=True)}),
    ],
    ids=range(10),
)
def test_odd_tables(table, parquet, tmp_path):
    back = there_and_back(table, tmp_path / "t", parquet=parquet)
    pd.testing.assert_frame_equal(back, table, check_index_type=False, check_column_type=False)


@pytest.mark.parametrize("parquet", [True, False])
def test_a_dataset_with_all_it_has(parquet, tmp_path):
    last = Dataset({"t": pd.DataFrame({"a": ["y"]})}, standard="s", period=2024)
    unread = {("t", "d"): pd.Series(["31/02/2025"], index=[1])}
    source = Source("t.csv", "ab" * 32, 2, ("t",))
    dataset = Dataset(
        {"t": pd.DataFrame({"d": pd.to_datetime(["2025-01-31", None]), "row": [2, 3]})},
        standard="s",
        period=2025,
        sources=(source,),
        format="csv",
        last_year=last,
        unread=unread,
        notes=["a note"],
        adopted=True,
    )
    back = there_and_back(dataset, tmp_path / "t", parquet=parquet)
    plain = ("standard", "period", "sources", "format", "notes", "adopted")
    assert [getattr(back, n) for n in plain] == [getattr(dataset, n) for n in plain]
    assert back.last_year.period == 2024
    pd.testing.assert_frame_equal(back.last_year["t"], last["t"])
    pd.testing.assert_series_equal(back.unread["t", "d"], unread["t", "d"])
    pd.testing.assert_frame_equal(back.typed("t"), dataset.typed("t"))


def test_values_of_every_kind(tmp_path):
    value = {
        "a": [None, True, 3, 2.5, "x", (1, 2), {1}, frozenset({2})],
        ("t", "d"): {"$": "table", "deep": {"x": Path("a") / "b"}},
        "span": [Span.month(2024, 2), {Span.month(2024, 3): 1}],
        "times": [dt.date(2024, 3, 31), dt.datetime(2024, 3, 31, 1, 2), dt.time(4)],
        "odd": [Decimal("1.5"), pd.Timestamp("2024-01-01", tz="UTC"), np.int64(4)],
        "check": Check("1", "t", "error", "done", found=2),
        "panel": Panel("p", "t", spec={"data": {"values": [{"a": 1}]}}, caveats=("c",)),
        "manifest": discovery.manifest_of("validate-903"),
    }
    assert there_and_back(value, tmp_path / "t", parquet=True) == value


def test_what_does_not_cross_is_named(tmp_path):
    with pytest.raises(NotPlainError, match="object"):
        there_and_back([object()], tmp_path / "t", parquet=True)
    table = pd.DataFrame({"spans": pd.period_range("2024", periods=2, freq="Y")})
    with pytest.raises(ToolError, match="The column spans holds values of the type Period"):
        there_and_back(table, tmp_path / "t", parquet=False)


def test_a_file_name_from_the_other_side_stays_in_the_folder(tmp_path):
    folder = tmp_path / "t"
    folder.mkdir()
    body = Sender(folder, parquet=False).encode(pd.DataFrame({"a": [1]}))
    (folder / body["file"]).replace(tmp_path / body["file"])
    with pytest.raises(FileNotFoundError):
        Receiver(folder).decode({**body, "file": f"../{body['file']}"})


@pytest.mark.parametrize("parquet", [True, False])
def test_dates_that_an_old_pandas_cannot_hold_are_handed_over_as_typed(tmp_path, parquet):
    """Before version 2 pandas would have them as blank, and a rule could not tell."""
    days = np.array(["0201-01-31", "2024-02-29", "NaT", "9999-12-31"], dtype="datetime64[us]")
    table = pd.DataFrame({"d": days, "row": [2, 3, 4, 5]})
    typed = pd.Series(["31/02/2024"], index=[2], dtype="str")
    dataset = Dataset({"t": table}, unread={("t", "d"): typed}, adopted=True)
    sender = Sender(tmp_path, parquet=parquet, every_date=False)
    body = json.loads(json.dumps(sender.encode(dataset)))
    unread = Receiver(tmp_path).decode(body).unread["t", "d"]
    assert unread.sort_index().to_dict() == {0: "31/01/0201", 2: "31/02/2024", 3: "31/12/9999"}
    assert dataset.unread["t", "d"].tolist() == ["31/02/2024"]
