"""A larger sample looks roughly like England, and holds every kind of history."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest

if TYPE_CHECKING:
    from cstools import Dataset
    from cstools.testing import MakeSample

YEAR = 2026


@pytest.fixture(scope="module")
def england(sample: MakeSample) -> Dataset:
    return sample("ssda903", children=3000, seed=7, year=YEAR).dataset


@pytest.fixture(scope="module")
def in_care(england: Dataset) -> pd.DataFrame:
    """Children in care on 31 March, short breaks left out."""
    episodes = england["Episodes"].merge(england["Header"], on="CHILD")
    in_care = episodes[episodes["DEC"].isna() & ~episodes["LS"].isin(["V3", "V4"])]
    born = pd.to_datetime(in_care["DOB"], format="%d/%m/%Y")
    return in_care.assign(AGE=(pd.Timestamp(YEAR, 3, 31) - born).dt.days / 365.25)


def test_ages(in_care: pd.DataFrame) -> None:
    bands = pd.cut(in_care["AGE"], [-1, 1, 5, 10, 16, 18.01]).value_counts(normalize=True)
    shares = bands.sort_index().to_list()
    assert shares == pytest.approx([0.05, 0.15, 0.19, 0.38, 0.23], abs=0.07)


def test_legal_status_need_and_sex(in_care: pd.DataFrame) -> None:
    assert in_care["LS"].eq("C2").mean() == pytest.approx(0.57, abs=0.12)
    assert in_care["CIN"].eq("N1").mean() == pytest.approx(0.66, abs=0.08)
    assert in_care["SEX"].eq("M").mean() == pytest.approx(0.57, abs=0.06)


def test_placements(in_care: pd.DataFrame) -> None:
    assert in_care["PLACE"].str.startswith("U").mean() == pytest.approx(0.69, abs=0.1)
    assert in_care["PLACE"].eq("K2").mean() == pytest.approx(0.1, abs=0.05)
    assert in_care["PLACE"].eq("P1").mean() == pytest.approx(0.06, abs=0.04)


def test_most_children_have_one_or_two_episodes(england: Dataset) -> None:
    episodes = england["Episodes"]
    usual = episodes[~episodes["LS"].isin(["V3", "V4"])]
    assert usual.groupby("CHILD").size().le(2).mean() == pytest.approx(0.85, abs=0.06)


@pytest.mark.parametrize(
    ("column", "values"),
    [
        ("RNE", {"S", "P", "L", "T", "B", "U"}),
        ("LS", {"C1", "C2", "E1", "V2", "V3", "V4", "J1", "L1", "L2"}),
        ("PLACE", {"A5", "A6", "K1", "K2", "K3", "P1", "R1", "R3", "R5", "S1", "U1", "U3", "U4"}),
        ("REC", {"X1", "E11", "E12", "E3", "E4A", "E4B", "E45", "E46", "E5", "E17", "E14", "E8"}),
    ],
)
def test_all_the_usual_things_happen(england: Dataset, column: str, values: set[str]) -> None:
    assert values <= set(england["Episodes"][column].dropna())


def test_records_beside_care(england: Dataset) -> None:
    assert {"YES", "NO"} <= set(england["OC3"]["IN_TOUCH"])
    assert england["PlacedAdoption"]["DATE_PLACED_CEASED"].notna().any()
    assert england["Missing"]["MIS_END"].isna().any()
    assert england["Header"]["MC_DOB"].notna().any()
    assert england["PrevPerm"]["DATE_PERM"].str.startswith("ZZ").any()


def test_first_reviews_are_in_time(england: Dataset) -> None:
    episodes = england["Episodes"]
    starts = episodes[episodes["RNE"].eq("S") & ~episodes["LS"].isin(["V3", "V4"])]
    begun = pd.to_datetime(starts["DECOM"], format="%d/%m/%Y")
    alone = starts.assign(BEGUN=begun)[begun >= pd.Timestamp(YEAR - 1, 4, 1)]
    alone = alone.drop_duplicates("CHILD", keep=False).set_index("CHILD")
    reviews = england["Reviews"]
    first = pd.to_datetime(reviews["REVIEW"], format="%d/%m/%Y").groupby(reviews["CHILD"]).min()
    waited = (first - alone["BEGUN"]).dropna().dt.days
    assert len(waited) > 100
    # Twenty working days are at most twenty-eight days.
    assert waited[waited >= 0].max() <= 28


def test_deprivation_of_liberty_from_2027(sample: MakeSample) -> None:
    dataset = sample("ssda903", children=3000, seed=7, year=2027).dataset
    assert len(dataset["DoLo"]) >= 2
    assert dataset.last_year is not None
    assert "DoLo" not in dataset.last_year
