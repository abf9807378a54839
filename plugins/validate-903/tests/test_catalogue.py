"""The catalogue: the yearly sets of the specification, explained rules, chosen rules."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from pathlib import Path

import pytest

from cstools import UsageError
from cstools_ssda903.standard import SSDA903
from cstools_validate_903.plugin import cstools_validate

RULES = cstools_validate.rulebook
SPECS = Path(__file__).resolve().parents[4] / "shared" / "specs" / "ssda903"
ENTRY = re.compile(r'^- code: "?([^"\n]+)"?\n(.*?)(?=^- |\Z)', re.M | re.S)
VERSION = re.compile(r"^ +- from: (\d{4})\n +to: (\d{4}|null)", re.M)


def specified() -> dict[str, list[tuple[int, int | None]]]:
    """Each rule's versions, as first and last collection year, read off the specification."""
    if not SPECS.exists():
        pytest.skip("the specification is not beside the repository")
    by_code = {}
    for path in sorted(SPECS.glob("rules-*.yaml")):
        for code, body in ENTRY.findall(path.read_text(encoding="utf-8")):
            years = VERSION.findall(body)
            by_code[code] = [(int(a), None if b == "null" else int(b)) for a, b in years]
    return by_code


@pytest.mark.parametrize("year", range(2023, 2028))
def test_the_yearly_set_is_that_of_the_specification(year: int) -> None:
    specified_codes = {
        code
        for code, versions in specified().items()
        if any(since <= year and (until is None or year <= until) for since, until in versions)
    }
    assert {rule.code for rule in RULES.of(year)} == specified_codes


def test_there_are_340_codes() -> None:
    assert len(RULES.rules) == 340
    assert set(RULES.rules) == set(specified())


@pytest.mark.parametrize("rule", RULES.rules.values(), ids=lambda rule: rule.code)
def test_a_rule_is_whole(rule) -> None:
    assert rule.title
    assert rule.fix.endswith((".", "!"))
    assert rule.severity in {"error", "query", "info"}
    tables = SSDA903.schema.tables
    assert set(rule.tables) | set(rule.last_year) <= set(tables)
    for version in rule.versions:
        assert len(version.explained) > 8
        assert version.until is None or version.until >= (version.since or 2023)
    spans = [(version.since or 2023, version.until or 9999) for version in rule.versions]
    assert all(a[1] < b[0] for a, b in itertools.pairwise(spans)), spans


NAMES = {"UN1", "UN2", "UN3", "UN4", "UN5", "SW", "XX", "ZZ", "ZZZZ", "XXXXXXX"}
"""What fixes name in capitals besides codes of a list, tables and columns."""
RANGE = re.compile(r"\b([A-Z]+)(\d+) to \1(\d+)\b")
# Not A: that begins sentences.
ONE_LETTER = re.compile(r"\b[B-Z]\b")
IN_CAPITALS = re.compile(r"\b[A-Z][A-Z0-9_]+[a-z]?\b")


def named_in(fix: str) -> set[str]:
    """What a fix names in capitals; of a range like N1 to N8 all of it."""
    ranges = {f"{a}{n}" for a, b, c in RANGE.findall(fix) for n in range(int(b), int(c) + 1)}
    return ranges | set(IN_CAPITALS.findall(fix)) | set(ONE_LETTER.findall(fix))


@pytest.mark.parametrize("year", range(2023, 2028))
def test_a_fix_names_codes_of_its_year_only(year: int) -> None:
    tables = SSDA903.schema.tables
    names = NAMES | set(tables) | {c.name for table in tables.values() for c in table.columns}
    of_year = {
        code.value.upper()
        for codes in SSDA903.schema.codes.values()
        for code in codes.codes
        if year in code.years
    }
    wrong = {}
    for rule in RULES.of(year):
        version = rule.logic(year)
        assert version is not None
        unknown = named_in(version.fix) - names - of_year
        if unknown:
            wrong[rule.code] = unknown
    assert wrong == {}


@pytest.mark.parametrize("year", range(2023, 2028))
def test_a_fix_for_a_wrong_code_names_the_codes_of_the_year(year: int) -> None:
    for code, table, column in (
        ("101", "Header", "SEX"),
        ("143", "Episodes", "RNE"),
        ("144", "Episodes", "LS"),
        ("145", "Episodes", "CIN"),
        ("146", "Episodes", "PLACE"),
        ("149", "Episodes", "REC"),
    ):
        version = RULES.rules[code].logic(year)
        assert version is not None
        digits = set(re.findall(r"\b[12MFU]\b", version.fix)) if code == "101" else set()
        codes = digits or named_in(version.fix) - {column}
        assert codes == set(SSDA903.schema.allowed(table, column, year))


def test_no_two_rules_share_a_title() -> None:
    titles = Counter(rule.title for rule in RULES.rules.values())
    assert not [title for title, number in titles.items() if number > 1]


def test_the_catalogue_has_the_rules_of_the_year() -> None:
    of_2026 = RULES.catalogue(2026)
    assert [rule.code for rule in of_2026] == [rule.code for rule in RULES.of(2026)]
    assert of_2026[0].versions[0].since == 2023


def test_choosing() -> None:
    assert [rule.code for rule in RULES.choose(2026, ["101", "int01"], None)] == ["101", "INT01"]
    assert [rule.code for rule in RULES.choose(2026, ["101", "102"], ["101"])] == ["102"]
    assert [rule.code for rule in RULES.choose(2026, ["197a"], None)] == ["197a"]
    assert len(RULES.choose(2026, None, ["101"])) == len(RULES.of(2026)) - 1


@pytest.mark.parametrize(
    ("code", "says"),
    [("1O1", "There is no rule 1O1. Did you mean"), ("700", "not part of the 2026 rules")],
)
def test_choosing_what_is_not_there(code: str, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        RULES.choose(2026, [code], None)


@pytest.mark.parametrize(
    "rule", [r for r in RULES.rules.values() if r.differs], ids=lambda r: r.code
)
def test_each_reason_says_which_rows_it_is_about_by_columns_that_are_there(rule) -> None:
    tables = SSDA903.schema.tables
    for difference in rule.differs:
        assert difference.reason.endswith(".")
        assert "  " not in difference.reason
        assert difference.fits
        for condition in difference.fits:
            looked_in = [condition.table] if condition.table else rule.tables
            columns = {column.name for name in looked_in for column in tables[name].columns}
            named = {
                *(*condition.missing, *condition.unreadable, *condition.filled),
                *(*condition.codes, *condition.matches, *condition.repeated, *condition.every),
            }
            assert named <= columns, (rule.code, named - columns)
            assert set(condition.same) <= columns
