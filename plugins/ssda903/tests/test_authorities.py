"""Authorities as the return names them are those of the geography."""

from __future__ import annotations

import pytest

from cstools import UsageError
from cstools_geography import authorities, find_authority, match
from cstools_ssda903.standard import SSDA903


def test_department_numbers_agree_with_the_names_in_the_schema() -> None:
    for code in SSDA903.schema.codes["LA_PERM"].codes:
        if code.value.isdigit() and code.value != "999" and "before" not in code.means:
            assert find_authority(code.value).name == code.means


def test_every_department_number_of_the_schema_is_an_authority_and_the_other_way() -> None:
    numbers = {code.value for code in SSDA903.schema.codes["LA_PERM"].codes if code.value.isdigit()}
    assert all(match(number).area for number in numbers - {"999"})
    assert {authority.code for authority in authorities(SSDA903.schema.last_year)} <= numbers


def test_the_standard_understands_an_authority_and_leaves_the_rest() -> None:
    assert SSDA903().understand("local_authority", "BCP") == "E06000058"
    assert SSDA903().understand("local_authority", "Dorset") == "E06000059"
    assert SSDA903().understand("local_authority", "E10000027") == "E06000066"
    assert SSDA903().understand("another", "BCP") == "BCP"
    with pytest.raises(UsageError, match="Did you mean"):
        SSDA903().understand("local_authority", "Mertn")
