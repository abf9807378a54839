"""What the validator is told of the run."""

from __future__ import annotations

import pytest

from cstools.errors import UsageError
from cstools_d2i_903.settings import authority_code, check_year

KNOWN = {"E09000024": "Merton", "E06000042": "Milton Keynes", "W06000015": "Cardiff"}


@pytest.mark.parametrize("typed", ["E09000024", " e09000024 ", "Merton", "MERTON"])
def test_an_authority_may_be_given_by_code_or_name(typed):
    assert authority_code(typed, KNOWN) == "E09000024"


def test_a_code_it_does_not_know_is_taken_as_it_is():
    assert authority_code("E06000063", KNOWN) == "E06000063"


def test_an_unknown_name_gets_a_suggestion():
    with pytest.raises(UsageError, match=r"no English authority 'Milton Keyns'.*Milton Keynes"):
        authority_code("Milton Keyns", KNOWN)
    with pytest.raises(UsageError, match="nine-character code"):
        authority_code("330", KNOWN)
    with pytest.raises(UsageError, match="no English authority"):
        authority_code("Cardiff", KNOWN)


def test_a_year_without_rules_is_refused_with_the_years_that_have_them():
    check_year(2024, [2023, 2024])
    with pytest.raises(UsageError, match=r"no rules for collection year 2022.*2023 to 2024"):
        check_year(2022, [2023, 2024])
