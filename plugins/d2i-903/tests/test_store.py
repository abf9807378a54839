"""What the rules are given besides the tables that the validator reads."""

from __future__ import annotations

import pandas as pd
import pytest

from cstools import Dataset, InputError
from cstools_d2i_903.store import mark_uasc, provider_info


def providers(**columns) -> pd.DataFrame:
    cells = {"URN": ["sc1", None, "SC2"], "LA_CODE_INFERRED": ["E09000024", None, None]}
    return pd.DataFrame({**cells, **columns})


def test_a_provider_list_given_in_python_has_the_types_the_rules_expect():
    info = provider_info(
        providers(
            place_codes=["k1,k2", None, None],
            REG_END=["31/03/2024", None, "tomorrow"],
            POSTCODE=["ab1 2cd", None, None],
        )
    )
    assert info["URN"].tolist() == ["SC1", "SC2"]  # a row without a URN is none
    assert info["PLACE_CODES"][0] == "K1,K2"
    assert info["POSTCODE"][0] == "AB12CD"
    assert info["REG_END"].tolist() == [pd.Timestamp("2024-03-31"), pd.NaT]
    assert info["LA_CODE_INFERRED"][0] == "E09000024"
    assert info["PROVIDER_CODES"].isna().all()


def test_dates_stay_dates():
    ends = pd.to_datetime(pd.Series(["2024-03-31", None, None]))
    assert provider_info(providers(REG_END=ends))["REG_END"][0] == pd.Timestamp("2024-03-31")


def test_a_provider_list_without_numbers_is_refused():
    with pytest.raises(InputError, match="no column URN"):
        provider_info(pd.DataFrame({"PLACE_CODES": ["K1"]}))


@pytest.mark.parametrize(
    ("form", "marked", "marker"),
    [("xml", True, ["1", "0"]), ("csv", True, ["0", "1"]), ("csv", False, ["1", "0"])],
)
def test_the_marker_is_taken_over_only_where_the_validator_cannot_tell_it(form, marked, marker):
    header = pd.DataFrame({"CHILD": ["A", "B"], "UASC": ["1", "0"]}, dtype="str")
    tables = {"Header": pd.DataFrame({"CHILD": ["A", "B"]})}
    if marked:
        tables["Header"]["UASC"] = ["0", "1"]
    mark_uasc(Dataset({"Header": header}, format=form), "Header", tables)
    assert tables["Header"]["UASC"].tolist() == marker


def test_without_a_marker_nothing_is_taken_over():
    tables = {"Header": pd.DataFrame({"CHILD": ["A"]})}
    mark_uasc(Dataset({"Header": pd.DataFrame({"CHILD": ["A"]})}), "Header", tables)
    mark_uasc(Dataset({}), "Header", tables)
    assert list(tables["Header"]) == ["CHILD"]
