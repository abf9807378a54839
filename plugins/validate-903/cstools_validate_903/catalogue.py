"""All rules, and which of them a run uses."""

from __future__ import annotations

import importlib
import pkgutil
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING, Any

from cstools import RuleInfo, RuleVersion, UsageError
from cstools_validate_903 import rules as rules_package
from cstools_validate_903.engine.rule import REGISTRY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cstools_validate_903.engine.rule import Rule


@cache
def all_rules() -> dict[str, Rule]:
    """Every rule of every collection year by code, in the order of their codes."""
    for module in pkgutil.iter_modules(rules_package.__path__):
        importlib.import_module(f"{rules_package.__name__}.{module.name}")
    return {code: REGISTRY[code] for code in sorted(REGISTRY)}


def rules_of(year: int) -> list[Rule]:
    """The rules of one collection year."""
    return [rule for rule in all_rules().values() if rule.logic(year) is not None]


def chosen(year: int, only: Sequence[str] | None, exclude: Sequence[str] | None) -> list[Rule]:
    """The rules of a year, narrowed to `only` when given, without those in `exclude`.

    Codes may be written in capitals or small letters.

    Raises:
        UsageError: a code is unknown, or is no rule of that year.
    """
    of_year = rules_of(year)
    wanted = _codes(only, year) if only else {rule.code for rule in of_year}
    unwanted = _codes(exclude, year) if exclude else set()
    return [rule for rule in of_year if rule.code in wanted - unwanted]


def catalogue(year: int | None = None) -> list[dict[str, Any]]:
    """The rules as plain data: code, title, tables, fields, severity and more.

    Args:
        year: a collection year, or None for every rule of any year.
    """
    found = all_rules().values() if year is None else rules_of(year)
    return [_info(rule, year).plain() for rule in found]


def _info(rule: Rule, year: int | None) -> RuleInfo:
    latest = rule.versions[-1]
    of_year = latest if year is None else rule.logic(year) or latest
    return RuleInfo(
        rule.code,
        rule.title,
        rule.severity,
        rule.tables,
        rule.fields,
        rule.last_year,
        rule.needs,
        tuple(RuleVersion(one.since, one.until, one.explained) for one in rule.versions),
        of_year.fix,
        rule.differs,
    )


def _codes(given: Sequence[str], year: int) -> set[str]:
    rules = all_rules()
    by_upper = {code.upper(): code for code in rules}
    found = set()
    for code in given:
        # 197a and 197B: try the code as written before ignoring capitals.
        match = code if code in rules else by_upper.get(code.upper())
        if match is None:
            near = get_close_matches(code.upper(), by_upper, 3)
            hint = f"Did you mean {' or '.join(near)}?" if near else "'cstools info' lists them."
            raise UsageError(f"There is no rule {code}.", hint)
        if rules[match].logic(year) is None:
            raise UsageError(
                f"Rule {match} is not part of the {year} rules.",
                "Choose another --ruleset, or leave the rule out.",
            )
        found.add(match)
    return found
