"""The validator's rules: in which order they run, which a run uses, and their list."""

from __future__ import annotations

from difflib import get_close_matches
from types import CodeType
from typing import TYPE_CHECKING, Any

from cstools import UsageError
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


def catalogue(year: int | None = None) -> list[dict[str, Any]]:
    """The rules as plain data: code, title, tables, fields, severity and more.

    Args:
        year: a collection year, or None for every rule of any year.
    """
    rules_by_year = {each: {rule.code: rule for rule in rules_of(each)} for each in sector.years()}
    selected = {each: rules for each, rules in rules_by_year.items() if year in (None, each)}
    newest = {code: rule for rules in selected.values() for code, rule in rules.items()}
    return [_plain(newest[code], _versions(code, rules_by_year)) for code in sorted(newest)]


def _tables_of(rule: Rule) -> list[str]:
    return [name for name in rule.tables or () if name]


def _plain(rule: Rule, versions: list[dict[str, Any]]) -> dict[str, Any]:
    named = tables(rule, sector.headings())
    last_year = [name for name in named if name.endswith(LAST_YEAR)]
    return {
        "code": rule.code,
        "title": title(rule),
        "tables": [name for name in named if name not in last_year],
        "fields": list(rule.affected_fields or ()),
        "severity": SEVERITY,
        "last_year": [name.removesuffix(LAST_YEAR) for name in last_year],
        "needs": [
            *(["providers"] if needs_providers(rule) else []),
            *(["local_authority"] if needs_authority(rule) else []),
        ],
        "versions": versions,
        "fix": "",
        "differs": "",
    }


def _versions(code: str, rules_by_year: Mapping[int, Mapping[str, Rule]]) -> list[dict[str, Any]]:
    """In which years the rule is the same code; the validator has no text on what a rule does."""
    versions: list[dict[str, Any]] = []
    for year, rules in rules_by_year.items():
        if code not in rules:
            continue
        logic = f"As in the validator's module {rules[code].func.__module__}."
        last = versions[-1] if versions else {}
        if (last.get("to"), last.get("logic")) == (year - 1, logic):
            last["to"] = year
        else:
            versions.append({"from": year, "to": year, "logic": logic})
    if versions and versions[-1]["to"] == max(rules_by_year):
        versions[-1]["to"] = None
    return versions
