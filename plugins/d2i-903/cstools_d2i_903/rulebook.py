"""The validator's rules: in which order they run, which a run uses, and their list."""

from __future__ import annotations

from dataclasses import replace
from difflib import get_close_matches
from types import CodeType
from typing import TYPE_CHECKING

from cstools import RuleInfo, RuleVersion, UsageError
from cstools_d2i_903 import sector

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cstools import Severity
    from cstools_d2i_903.sector import Rule

LAST_YEAR = "_last"
PROVIDERS = "Provider Info"
_AUTHORITY = frozenset({"localAuthority", "PL_LOCATION"})
# The validator makes no difference between errors and queries.
SEVERITY: Severity = "error"


def in_file_order(registries: Iterable[Mapping[str, Rule]]) -> list[Rule]:
    """The rules of the last of these years, year by year in the order of their files' names.

    The validator takes the files of a year in the order in which the computer lists them, so the
    order, and with it the outcome, is another on each machine. In this order it is always the same.

    Args:
        registries: the rules by code of each year from the first on.
    """
    rules: Mapping[str, Rule] = {}
    order: list[str] = []
    for rules in registries:
        order = [code for code in order if code in rules]
        order += sorted(rules.keys() - set(order), key=lambda code: rules[code].func.__module__)
    return [rules[code] for code in order]


def rules_of(year: int) -> list[Rule]:
    """The rules of one collection year in the order in which they run; none for other years."""
    if year not in sector.years():
        return []
    return in_file_order(sector.registry(each) for each in sector.years() if each <= year)


def rules_for(year: int, only: Sequence[str] | None, exclude: Sequence[str] | None) -> list[Rule]:
    """The rules of a year, narrowed to `only` when given, without those in `exclude`.

    Codes may be written in capitals or small letters.

    Raises:
        UsageError: a code is no rule of that year.
    """
    rules = rules_of(year)
    codes = [rule.code for rule in rules]
    included = {match(code, codes, year) for code in only} if only else set(codes)
    unwanted = {match(code, codes, year) for code in exclude or ()}
    return [rule for rule in rules if rule.code in included - unwanted]


def match(text: str, codes: Sequence[str], year: int) -> str:
    """The code that a person means.

    Raises:
        UsageError: it is none of these.
    """
    upper = {code.upper(): code for code in codes}
    code = text if text in codes else upper.get(text.upper())
    if code is None:
        near = get_close_matches(text.upper(), upper, 3)
        hint = f"Did you mean {' or '.join(upper[name] for name in near)}?" if near else ""
        advice = f"'cstools info d2i-903 --rules --collection-year {year}' lists them."
        raise UsageError(
            f"The sector's validator has no rule {text} for collection year {year}.",
            hint or advice,
        )
    return code


def title(rule: Rule) -> str:
    """What is wrong with a flagged record, in the validator's words and on one line."""
    return " ".join((rule.message or f"Rule {rule.code}").split())


def tables(rule: Rule, known: Iterable[str]) -> list[str]:
    """The tables the rule says it looks at, under their right names; those of last year as well.

    Args:
        rule: the rule.
        known: the names of the tables of a return.
    """
    right = {name.upper(): name for name in known}
    right |= {f"{name}{LAST_YEAR}".upper(): f"{name}{LAST_YEAR}" for name in [*right.values()]}
    names = (
        right.get(name.upper()) or right.get(name.upper().rstrip("S")) for name in _tables_of(rule)
    )
    return list(dict.fromkeys(name for name in names if name))


def needs_providers(rule: Rule) -> bool:
    """Whether the rule says that it looks at the provider lists."""
    return PROVIDERS in _tables_of(rule)


def needs_authority(rule: Rule) -> bool:
    """Whether the rule looks at the authority, or at the column that is worked out from it.

    The validator does not say so of its rules; their code names what they look at.
    """
    return not _AUTHORITY.isdisjoint(_texts(rule.func.__code__))


def _texts(constant: object) -> set[str]:
    """The texts in a function, in its lists and in the functions within it."""
    if isinstance(constant, str):
        return {constant}
    inner = constant.co_consts if isinstance(constant, CodeType) else constant
    if not isinstance(inner, tuple | frozenset):
        return set()
    return set().union(*map(_texts, inner))


def catalogue(year: int | None = None) -> list[RuleInfo]:
    """What users are told of the rules.

    Args:
        year: a collection year, or None for every rule of any year.
    """
    by_year = {of: {rule.code: rule for rule in rules_of(of)} for of in sector.years()}
    selected = {of: rules for of, rules in by_year.items() if year in (None, of)}
    newest = {code: rule for rules in selected.values() for code, rule in rules.items()}
    return [_info(newest[code], _versions(code, by_year)) for code in sorted(newest)]


def _tables_of(rule: Rule) -> list[str]:
    return [name for name in rule.tables or () if name]


def _info(rule: Rule, versions: tuple[RuleVersion, ...]) -> RuleInfo:
    named = tables(rule, sector.headings())
    last_year = [name for name in named if name.endswith(LAST_YEAR)]
    needs = {"providers": needs_providers(rule), "local_authority": needs_authority(rule)}
    return RuleInfo(
        rule.code,
        title(rule),
        SEVERITY,
        tuple(name for name in named if name not in last_year),
        tuple(rule.affected_fields or ()),
        tuple(name.removesuffix(LAST_YEAR) for name in last_year),
        tuple(name for name, is_needed in needs.items() if is_needed),
        versions,
    )


def _versions(code: str, by_year: Mapping[int, Mapping[str, Rule]]) -> tuple[RuleVersion, ...]:
    """In which years the rule is the same code; the validator has no text on what a rule does."""
    versions: list[RuleVersion] = []
    for year, rules in by_year.items():
        if code not in rules:
            continue
        logic = f"As in the validator's module {rules[code].func.__module__}."
        if versions and (versions[-1].until, versions[-1].logic) == (year - 1, logic):
            versions[-1] = replace(versions[-1], until=year)
        else:
            versions.append(RuleVersion(year, year, logic))
    if versions and versions[-1].until == max(by_year):
        versions[-1] = replace(versions[-1], until=None)
    return tuple(versions)
