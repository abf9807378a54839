"""All rules of a tool: found, of a period, chosen, listed."""

from __future__ import annotations

import sys
from textwrap import dedent

import pytest

from cstools import UsageError
from cstools.rules import Rulebook

DATES = '''
from cstools.rules import rule

@rule("10", "Date", tables=["Calls"], fields=["DAY"], severity="query", fix="Mend the date.")
def date(ret):
    """DAY is no date."""

@date.version(2026, fix="Mend it.")
def date_2026(ret):
    """DAY is blank."""

@rule("10a", "Other", until=2024)
def other(ret):
    """Other."""
'''
NAMES = '''
from cstools.rules import rule

def many(code):
    @rule(code, f"Name {code}")
    def name(ret):
        """NAME is blank."""

for code in ("N1", "N2"):
    many(code)
'''


@pytest.fixture
def package(tmp_path, monkeypatch):
    """Write a package of modules with rules and give its name."""
    monkeypatch.syspath_prepend(tmp_path)

    def write(name, **modules):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "__init__.py").write_text("", "utf-8")
        for module, source in modules.items():
            (folder / f"{module}.py").write_text(dedent(source), "utf-8")
        return name

    yield write
    for name in [name for name in sys.modules if name.startswith("rulebook_")]:
        del sys.modules[name]


@pytest.fixture
def book(package):
    return Rulebook(package("rulebook_a", dates=DATES, names=NAMES), range(2023, 2028))


def codes(rules):
    return [rule.code for rule in rules]


def test_the_rules_of_all_modules_in_the_order_of_their_codes(book):
    assert list(book.rules) == ["10", "10a", "N1", "N2"]


def test_the_rules_of_a_period(book):
    assert codes(book.of(2024)) == ["10", "10a", "N1", "N2"]
    assert codes(book.of(2025)) == ["10", "N1", "N2"]
    assert codes(book.of(None)) == ["10", "10a", "N1", "N2"]
    assert book.of(2022) == book.of(2028) == []


def test_rules_are_chosen_in_capitals_or_small_letters(book):
    assert codes(book.choose(2026, ["n1", "10"])) == ["10", "N1"]
    assert codes(book.choose(2026, None, ["N1"])) == ["10", "N2"]
    assert codes(book.choose(2026, ["N1", "N2"], ["n2"])) == ["N1"]
    assert codes(book.choose(2024, ["10A"])) == ["10a"]


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("N11", r"There is no rule N11\. Did you mean N"),
        ("xyz", r"There is no rule xyz\. 'cstools info' lists them\."),
        ("10a", r"Rule 10a is not part of the 2026 rules\."),
    ],
)
def test_a_code_that_is_not_there(book, code, says):
    with pytest.raises(UsageError, match=says):
        book.choose(2026, [code])
    with pytest.raises(UsageError, match=says):
        book.choose(2026, None, [code])


def test_the_catalogue(book):
    first, *_ = book.catalogue()
    assert (first.code, first.title, first.severity) == ("10", "Date", "query")
    assert [(v.since, v.until, v.logic) for v in first.versions] == [
        (2023, 2025, "DAY is no date."),
        (2026, None, "DAY is blank."),
    ]
    assert first.fix == "Mend it."
    assert book.catalogue(2025)[0].fix == "Mend the date."


def test_rules_of_no_period_are_listed_without_years(package):
    book = Rulebook(package("rulebook_b", names=NAMES))
    assert [(v.since, v.until) for v in book.catalogue()[0].versions] == [(None, None)]


def test_two_packages_do_not_share_their_rules(package):
    one = Rulebook(package("rulebook_c", names=NAMES))
    other = Rulebook(package("rulebook_d", names=NAMES))
    assert list(one.rules) == list(other.rules) == ["N1", "N2"]
    assert one.rules["N1"] is not other.rules["N1"]


def test_a_code_stands_in_one_module_of_a_package(package):
    book = Rulebook(package("rulebook_e", first=NAMES, second=NAMES))
    with pytest.raises(ValueError, match="N1 is declared twice"):
        _ = book.rules


def test_a_module_alone_is_a_rulebook(package):
    assert list(Rulebook(f"{package('rulebook_f', names=NAMES)}.names").rules) == ["N1", "N2"]
