"""Postcodes, looked up in a small invented directory in the package's own format."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from cstools_geography.postcodes import Places, compact, known, locate, miles

if TYPE_CHECKING:
    from pathlib import Path

# The packages that the directory is written with; neither has types.
brotli, msgpack = import_module("brotli"), import_module("msgpack")

OWN = "E09000024"
# Postcode, easting, northing, district.
PLACES: list[tuple[str, float | None, float | None, str | None]] = [
    ("AB1 1AA", 400_000, 300_000, OWN),
    ("AB1 1AB", 403_000, 304_000, "E07000223"),  # 5 km from AB1 1AA
    ("AB1 1AC", 416_093, 300_000, "E06000028"),  # 16.093 km: 10 miles
    ("WW1 1AA", 500_000, 300_000, "W06000001"),
    ("MM1 1AA", None, None, "M99999999"),
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


def test_one_form():
    postcodes = pd.Series(["ab1 1aa", " A B11aa ", "", None], dtype="str")
    assert compact(postcodes).fillna("-").tolist() == ["AB11AA", "AB11AA", "-", "-"]


def test_known() -> None:
    postcodes = pd.Series(["ab1 1aa", "ZZ1 1ZZ", None, "", "MM11AA"], dtype="str")
    assert known(postcodes).tolist() == [True, False, False, False, True]


def test_locate_gives_the_grid_and_the_authority() -> None:
    places = locate(["AB11AA", "WW11AA", "QQ11QQ"])
    assert places.index.tolist() == ["AB11AA", "WW11AA"]
    assert places["easting"].tolist() == [400_000, 500_000]
    assert places["authority"].tolist() == [OWN, "WAL"]


def test_places_and_miles_go_row_by_row():
    index = pd.Index([5, 5, 6, 7, 8])
    home = Places(pd.Series(["AB1 1AA"] * 5, index=index, dtype="str"))
    placement = Places(
        pd.Series(["ab11ab", "AB1 1AC", None, "MM1 1AA", "ZZ1 1ZZ"], index=index, dtype="str")
    )
    distances = miles(home, placement)
    assert distances.index.tolist() == index.tolist()
    assert distances.fillna(-1).tolist() == [3.1, 10.0, -1, -1, -1]
    authorities = placement.of_rows(placement.located["authority"]).fillna("-").tolist()
    assert authorities == ["E10000032", "E06000058", "-", "-", "-"]


def test_the_real_directory_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QLACREF_DATA_DIR")
    # Shetland and Jersey have the two smallest files.
    shetland, jersey = (locate([postcode]) for postcode in ("ZE10AA", "JE23AB"))
    assert shetland["authority"].tolist() == ["SCO"]
    assert shetland["easting"].between(430_000, 480_000).all()
    assert jersey["authority"].isna().tolist() == [True]
