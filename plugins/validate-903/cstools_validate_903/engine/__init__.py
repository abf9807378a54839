"""The rule engine: prepare a return once, then run each rule on it."""

from cstools_validate_903.engine.columns import Codes, Mask, add_years, days
from cstools_validate_903.engine.prepared import OneYear, Return, Skip, shared
from cstools_validate_903.engine.rule import Rule, rule
from cstools_validate_903.engine.view import (
    ChildSet,
    Flags,
    View,
    any_at,
    both,
    flag,
    flag_last_year,
)

__all__ = [
    "ChildSet",
    "Codes",
    "Flags",
    "Mask",
    "OneYear",
    "Return",
    "Rule",
    "Skip",
    "View",
    "add_years",
    "any_at",
    "both",
    "days",
    "flag",
    "flag_last_year",
    "rule",
    "shared",
]
