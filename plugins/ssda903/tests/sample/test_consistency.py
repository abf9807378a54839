"""Clean samples agree within themselves and with last year's return."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from cstools_ssda903.standard import SSDA903

if TYPE_CHECKING:
    from cstools import Dataset
    from cstools.standard import Sample

SCHEMA = SSDA903.schema
ONCE = ("Header", "UASC", "OC2", "OC3", "AD1", "PrevPerm")
CARRIED = ("RNE", "LS", "CIN", "PLACE_PROVIDER", "HOME_POST", "PL_POST", "URN")


def _day(text: pd.Series[str]) -> pd.Series[pd.Timestamp]:
    return pd.to_datetime(text, format="%d/%m/%Y")


def test_every_child_is_in_header_with_one_birth_date(one_return: Dataset) -> None:
    header = one_return["Header"].set_index("CHILD")
    for name, frame in one_return.items():
        assert frame["CHILD"].isin(header.index).all(), name
        if name != "Header" and "DOB" in frame:
            assert (frame["CHILD"].map(header["DOB"]) == frame["DOB"]).all(), name


def test_every_child_in_header_is_in_care_or_a_care_leaver(one_return: Dataset) -> None:
    known = [*one_return["Episodes"]["CHILD"], *one_return["OC3"]["CHILD"]]
    assert one_return["Header"]["CHILD"].isin(known).all()


def test_one_record_a_child_where_the_return_wants_one(one_return: Dataset) -> None:
    for name in ONCE:
        assert one_return[name]["CHILD"].is_unique, name


def test_codes_are_those_of_the_year(one_return: Dataset) -> None:
    assert one_return.period is not None
    for name, frame in one_return.items():
        for column in SCHEMA.tables[name].columns:
            if column.codes and not column.derived:
                allowed = SCHEMA.allowed(name, column.name, one_return.period)
                assert set(frame[column.name].dropna()) <= set(allowed), (name, column.name)


def test_episodes_of_a_period_of_care_join_up(one_return: Dataset) -> None:
    episodes = one_return["Episodes"]
    start, end = _day(episodes["DECOM"]), _day(episodes["DEC"])
    same_child = episodes["CHILD"].eq(episodes["CHILD"].shift())
    goes_on = same_child & episodes["RNE"].ne("S")
    assert (start[goes_on] == end.shift()[goes_on]).all()
    assert episodes["REC"].shift()[goes_on].eq("X1").all()
    again = same_child & episodes["RNE"].eq("S")
    assert (start[again] > end.shift()[again]).all()
    assert episodes["REC"].shift()[again].ne("X1").all()
    assert (end.dropna() > start[end.notna()]).all()


def test_episodes_lie_in_the_year(one_return: Dataset) -> None:
    assert one_return.period is not None
    first = pd.Timestamp(one_return.period - 1, 4, 1)
    last = pd.Timestamp(one_return.period, 3, 31)
    start, end = _day(one_return["Episodes"]["DECOM"]), _day(one_return["Episodes"]["DEC"])
    assert (start <= last).all()
    assert end.dropna().between(first, last).all()


def test_last_years_open_episode_goes_on_this_year(clean: Sample) -> None:
    assert clean.dataset.last_year is not None
    before, now = clean.dataset.last_year["Episodes"], clean.dataset["Episodes"]
    still_open = before[before["DEC"].isna()].set_index("CHILD")
    first = now.drop_duplicates("CHILD").set_index("CHILD")
    assert still_open.index.is_unique
    carried = first.loc[still_open.index]
    assert carried["DECOM"].equals(still_open["DECOM"])
    for column in CARRIED:
        assert carried[column].equals(still_open[column]), column
    start = pd.Timestamp((clean.dataset.period or 0) - 1, 4, 1)
    begun_before = first.index[_day(first["DECOM"]) < start]
    assert set(begun_before) == set(still_open.index)


def test_children_keep_who_they_are(clean: Sample) -> None:
    assert clean.dataset.last_year is not None
    before, now = clean.dataset.last_year["Header"], clean.dataset["Header"]
    both = before.merge(now, on="CHILD", suffixes=("_before", ""))
    assert len(both) > 500
    assert both["DOB_before"].equals(both["DOB"].rename("DOB_before"))
    assert (both["ETHNIC_before"] == both["ETHNIC"]).all()
    boys = both["SEX"].isin(["1", "M"]), both["SEX_before"].isin(["1", "M"])
    assert (boys[0] == boys[1]).all()


def test_pupil_numbers_are_well_formed_and_unique(one_return: Dataset) -> None:
    numbers = one_return["Header"]["UPN"]
    assert numbers.str.fullmatch(r"UN[1-5]|[A-HJ-NP-RT-Z]\d{11}[0-9A-Z]").all()
    assert numbers[~numbers.str.startswith("UN")].is_unique


def test_identifiers_keep_leading_zeros(one_return: Dataset) -> None:
    children = one_return["Header"]["CHILD"]
    assert children.str.fullmatch(r"\d{7}").all()
    assert children.str.startswith("0").any()


def test_placements_can_be_found_in_the_postcode_directory(clean: Sample) -> None:
    from cstools_ssda903.whereabouts import derive

    episodes = clean.dataset["Episodes"]
    usual = episodes[~episodes["LS"].isin(["V3", "V4"])]
    derived = derive(usual, clean.params["local_authority"])
    assert derived["PL_LA"].notna().all()
    assert derived["PL_LOCATION"].isin(["IN", "OUT"]).all()
    assert 0.4 < derived["PL_LOCATION"].eq("IN").mean() < 0.9
    distance = pd.to_numeric(derived["PL_DISTANCE"])
    assert distance.isna().equals(usual["HOME_POST"].isna())
    assert distance.max() <= 350


def test_providers_are_where_the_list_says(clean: Sample) -> None:
    from cstools_ssda903.whereabouts import derive

    providers = clean.params["providers"]
    places = pd.DataFrame({"HOME_POST": providers["POSTCODE"], "PL_POST": providers["POSTCODE"]})
    derived = derive(places, clean.params["local_authority"])
    assert (derived["PL_LA"] == providers["LA_CODE_INFERRED"]).all()
