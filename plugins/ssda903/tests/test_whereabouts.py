"""Where placements are, worked out on a small invented directory in the package's own format."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cstools_ssda903.whereabouts import derive

if TYPE_CHECKING:
    from pathlib import Path

# The packages that the directory is written with; neither has types.
brotli, msgpack = import_module("brotli"), import_module("msgpack")

OWN = "E09000024"
# Postcode, easting, northing, district.
PLACES: list[tuple[str, float | None, float | None, str | None]] = [
    ("AB1 1AA", 400_000, 300_000, OWN),
    ("AB1 1AB", 403_000, 304_000, OWN),  # 5 km from AB1 1AA
    ("AB1 1AC", 400_000, 300_000, "E07000223"),
    ("AB1 1AD", 416_093, 300_000, "E07000026"),  # 16.093 km: 10 miles
    ("AB1 1AE", 0, 402.325, "E06000063"),  # a quarter of a mile from AB1 1AJ
    ("AB1 1AJ", 0, 0, OWN),
    ("AB1 1AF", 400_000, 300_000, None),
    ("WW1 1AA", 500_000, 300_000, "W06000001"),
    ("SS1 1AA", 300_000, 700_000, "S12000036"),
    ("NN1 1AA", 100_000, 500_000, "N09000003"),
    ("MM1 1AA", None, None, "M99999999"),
    ("LL1 1AA", None, None, "L99999999"),
    ("AB1 1AG", 400_000, 300_000, "E08000099"),
    ("AB1 1AH", 400_000, 300_000, "E07000999"),
]


@pytest.fixture(autouse=True)
def directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QLACREF_DATA_DIR", str(tmp_path))
    monkeypatch.delenv("QLAC_DISABLE_PC", raising=False)
    columns = ["pcd", "oseast1m", "osnrth1m", "laua"]
    for letter in {place[0][0] for place in PLACES}:
        rows = [list(place) for place in PLACES if place[0][0] == letter]
        packed = msgpack.packb({"columns": columns, "data": rows})
        (tmp_path / f"postcodes_{letter}.msgpack.br").write_bytes(brotli.compress(packed))


def derived(home: str | None, placement: str | None, authority: str | None = OWN) -> list[object]:
    episodes = pd.DataFrame({"HOME_POST": [home], "PL_POST": [placement]}, dtype="str")
    derived = derive(episodes, authority)[["PL_LA", "PL_LOCATION", "PL_DISTANCE"]]
    return [None if pd.isna(cell) else cell for cell in derived.iloc[0]]


@pytest.mark.parametrize(
    ("home", "placement", "expected"),
    [
        ("AB1 1AA", "AB1 1AB", [OWN, "IN", 3.1]),  # 5 / 1.6093 = 3.107
        ("ab11aa", " a b11 ab", [OWN, "IN", 3.1]),
        ("AB1 1AA", "AB1 1AA", [OWN, "IN", 0.0]),
        ("AB1 1AA", "AB1 1AC", ["E10000032", "OUT", 0.0]),
        ("AB1 1AA", "AB1 1AD", ["E06000063", "OUT", 10.0]),
        ("AB1 1AJ", "AB1 1AE", ["E06000063", "OUT", 0.2]),  # 0.25 goes to the even 0.2
        ("AB1 1AA", "AB1 1AF", [None, None, 0.0]),
        ("AB1 1AA", "AB1 1AG", ["E08000099", "OUT", 0.0]),
        ("AB1 1AA", "AB1 1AH", [None, "OUT", 0.0]),
        ("AB1 1AA", "WW1 1AA", ["WAL", "OUT", 62.1]),  # 100 / 1.6093 = 62.139
        ("AB1 1AA", "SS1 1AA", ["SCO", "OUT", 256.2]),  # sqrt(170000) = 412.31; / 1.6093 = 256.2
        ("NN1 1AA", "NN1 1AA", ["NIR", "OUT", 0.0]),
        ("AB1 1AA", "MM1 1AA", [None, "OUT", None]),
        ("AB1 1AA", "LL1 1AA", [None, "OUT", None]),
        ("MM1 1AA", "AB1 1AA", [OWN, "IN", None]),
        (None, "AB1 1AA", [OWN, "IN", None]),
        ("AB1 1AA", None, [None, None, None]),
        ("AB1 1AA", "", [None, None, None]),
        ("AB1 1AA", "   ", [None, None, None]),
        ("AB1 1AA", "ZZ9 9ZZ", [None, None, None]),
        ("AB1 1AA", "1", [None, None, None]),
        ("AB1 1AA", "é", [None, None, None]),
    ],
)
def test_derived(home: str | None, placement: str | None, expected: list[object]) -> None:
    assert derived(home, placement) == expected


def test_without_the_own_authority_only_placements_elsewhere_are_known_to_be_out() -> None:
    assert derived("AB1 1AA", "AB1 1AB", None) == [OWN, None, 3.1]
    assert derived("AB1 1AA", "WW1 1AA", None)[1] == "OUT"
    assert derived("AB1 1AA", "MM1 1AA", None)[1] == "OUT"
    assert derived("AB1 1AA", None, None)[1] is None


def test_columns_that_hold_something_are_kept() -> None:
    episodes = pd.DataFrame(
        {
            "HOME_POST": ["AB1 1AA", "AB1 1AA"],
            "PL_POST": ["AB1 1AB", "AB1 1AB"],
            "PL_LA": ["E10000011", None],
            "PL_LOCATION": [None, None],
        }
    )
    derived = derive(episodes, OWN)
    assert derived["PL_LA"].isna().tolist() == [False, True]
    assert derived["PL_LOCATION"].tolist() == ["IN", "IN"]
    assert derived["PL_DISTANCE"].tolist() == [3.1, 3.1]


def test_nothing_is_looked_up_when_all_is_given() -> None:
    episodes = pd.DataFrame({"PL_LA": ["WAL"], "PL_LOCATION": ["OUT"], "PL_DISTANCE": [1.0]})
    pd.testing.assert_frame_equal(derive(episodes, OWN), episodes)


@pytest.mark.parametrize("columns", [[], ["HOME_POST"], ["PL_POST"], ["HOME_POST", "PL_POST"]])
def test_missing_columns_and_empty_tables_give_blanks(columns: list[str]) -> None:
    derived = derive(pd.DataFrame({name: [] for name in columns}), OWN)
    assert len(derived) == 0
    assert derived["PL_DISTANCE"].dtype == np.float64
    lone = derive(pd.DataFrame({"CHILD": ["1"]}), OWN)
    assert lone[["PL_LA", "PL_LOCATION", "PL_DISTANCE"]].isna().all(axis=None)


def test_the_table_keeps_its_index_and_its_postcodes() -> None:
    episodes = pd.DataFrame({"HOME_POST": ["ab1 1aa"] * 2, "PL_POST": ["WW1 1AA", "AB1 1AA"]})
    episodes.index = pd.Index([7, 7])
    derived = derive(episodes, OWN)
    assert derived.index.tolist() == [7, 7]
    assert derived["PL_LA"].tolist() == ["WAL", OWN]
    assert derived["HOME_POST"].tolist() == ["ab1 1aa"] * 2


def test_the_switch_of_the_directory_package_is_respected(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QLAC_DISABLE_PC", "1")
    assert derived("AB1 1AA", "AB1 1AB") == [None, None, None]


postcode = st.sampled_from([place[0] for place in PLACES] + ["ZZ1 1ZZ", ""])


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(postcode, postcode), max_size=20))
def test_distance_is_the_same_both_ways(pairs: list[tuple[str, str]]) -> None:
    way = derive(pd.DataFrame(pairs, columns=["HOME_POST", "PL_POST"], dtype="str"), OWN)
    back = derive(pd.DataFrame(pairs, columns=["PL_POST", "HOME_POST"], dtype="str"), OWN)
    pd.testing.assert_series_equal(way["PL_DISTANCE"], back["PL_DISTANCE"])
    assert len(way) == len(pairs)
    assert way["PL_DISTANCE"].dropna().ge(0).all()
