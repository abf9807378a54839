"""What the validator is told of the run."""

from __future__ import annotations

from pathlib import Path

import pytest
from qlacref_authorities import records

from cstools import UsageError
from cstools.testing import read_manifest
from cstools_d2i_903.settings import RENUMBERED, authority_lack, check_year
from cstools_geography import authorities
from cstools_ssda903.standard import SSDA903

PROJECT = Path(__file__).resolve().parents[1]

# The list that the validator has.
KNOWN = {record["UTLA21CD"] for record in records}


@pytest.mark.parametrize("code", ["E09000024", "E06000023", "E06000061"])
def test_an_authority_the_validator_knows_lacks_nothing(code):
    assert authority_lack(code, KNOWN) == ""


@pytest.mark.parametrize("code", ["E06000063", "E06000066", "E10000027", "E10000006", "E08000038"])
def test_one_made_or_renumbered_since_its_list_is_told(code):
    assert f"does not know the authority {code}" in authority_lack(code, KNOWN)


def test_the_codes_that_its_list_has_and_its_postcodes_have_not():
    replaced = {code for authority in authorities() for code in authority.former_ons}
    abolished = {authority.ons for authority in authorities() if authority.valid_to is not None}
    assert (replaced | abolished) & KNOWN == RENUMBERED


def test_an_authority_that_was_not_given_is_asked_for_where_it_is_needed():
    assert "give --local-authority" in authority_lack(None, KNOWN)


def test_the_standard_understands_the_authority_for_it():
    param = read_manifest(PROJECT / "cstools_d2i_903").params["local_authority"]
    assert (param.load, param.required) == ("standard", False)
    understood = [
        SSDA903().understand(param.name, typed)
        for typed in ("Bristol", "330", "St Helens", "B&NES", "Cumberland", "Somerset")
    ]
    assert understood == [
        *("E06000023", "E08000025", "E08000013", "E06000022", "E06000063", "E06000066")
    ]
    with pytest.raises(UsageError, match=r"Did you mean E06000042 \(Milton Keynes\)"):
        SSDA903().understand(param.name, "Milton Keyns")


def test_a_year_without_rules_is_refused_with_the_years_that_have_them():
    check_year(2024, [2023, 2024])
    with pytest.raises(UsageError, match=r"no rules for collection year 2022.*2023 to 2024"):
        check_year(2022, [2023, 2024])
