"""The hook of the SSDA903 pre-validator."""

from __future__ import annotations

from cstools.rules import validator
from cstools_ssda903.needs import DERIVATIONS

cstools_validate = validator(
    "cstools_validate_903.rules", periods=range(2023, 2028), derivations=DERIVATIONS
)
