"""The schema: every form of it is read, and what is wrong is named."""

from __future__ import annotations

import datetime as dt

import pytest

from cstools import ToolError, UsageError
from cstools.standard import (
    CollectionYear,
    Many,
    PeriodKind,
    SnapshotDate,
    Span,
    SpanOfDays,
    Years,
    read_schema,
)

LISTS = """
[standard]
name = "lists"
title = "Two lists"
{period}

[codes.STATUS]
title = "Status"
[codes.STATUS.values]
A = "open"
B = {{ means = "closed", since = {since} }}

[tables.Cases]
title = "Cases"
[tables.Cases.columns]
"Person ID" = {{ title = "Who", role = "child", patterns = ["(child|person).*id"] }}
Born = {{ title = "Date of birth", type = "date", role = "birth date" }}
Status = {{ title = "Status", codes = "STATUS" }}
"""
NO_CODES = """
[standard]
name = "plain"
title = "Plain"
[tables.T]
title = "T"
[tables.T.columns]
Name = { title = "Name" }
"""


@pytest.fixture
def read(tmp_path):
    def _read(text):
        path = tmp_path / f"{abs(hash(text))}.toml"
        path.write_text(text, encoding="utf-8")
        return read_schema(path)

    return _read


def lists(period, since="2025-04-01"):
    return LISTS.format(period=period, since=since)


@pytest.mark.parametrize(
    ("period", "since", "kind", "sample"),
    [
        ("first_year = 2024\nlast_year = 2027", "2025", CollectionYear(), 2026),
        (
            'period = "collection year"\nyear_ends = "31 August"',
            "2025",
            CollectionYear((8, 31)),
            2026,
        ),
        ('period = "collection year"\nsample_period = 2020', "2025", CollectionYear(), 2020),
        ('period = "snapshot date"', "2025-04-01", SnapshotDate(), dt.date(2026, 3, 31)),
        (
            'period = "snapshot date"\nlooks_back_months = 6\nsample_period = 2024-09-30',
            "2025-04-01",
            SnapshotDate(6),
            dt.date(2024, 9, 30),
        ),
        (
            'period = "span"',
            "2025-04-01",
            SpanOfDays(),
            Span(dt.date(2025, 4, 1), dt.date(2026, 3, 31)),
        ),
        ('period = "many"', "2025-04-01", Many(), None),
        ('period = "none"', "2025-04-01", PeriodKind(), None),
        ("", "2025-04-01", PeriodKind(), None),
    ],
)
def test_a_schema_says_what_its_data_are_of(read, period, since, kind, sample):
    schema = read(lists(period, since))
    assert schema.period == kind
    assert schema.sample_period == sample


def test_a_schema_without_a_year_works_as_one_with(read):
    schema = read(NO_CODES)
    assert (list(schema.years), schema.known, schema.first_year) == ([], "", None)
    assert schema.nearest(2026) == 2026
    assert schema.codes == {}
    with pytest.raises(UsageError, match="no collection years"):
        _ = schema.sample_year


def test_codes_hold_in_days_where_there_are_no_years(read):
    schema = read(lists('period = "snapshot date"'))
    allowed = [
        schema.allowed("Cases", "Status", day)
        for day in (dt.date(2025, 3, 31), dt.date(2025, 4, 1), None)
    ]
    assert allowed == [("A",), ("A", "B"), ("A", "B")]
    spans = read(lists('period = "span"')).codes["STATUS"]
    assert spans.values(Span(dt.date(2025, 1, 1), dt.date(2025, 3, 31))) == ("A",)
    assert spans.values(Span(dt.date(2025, 1, 1), dt.date(2025, 4, 1))) == ("A", "B")


def test_roles_and_patterns(read):
    schema = read(lists(""))
    table = schema.tables["Cases"]
    assert (table.child, table.birth_date, table.with_role("team")) == ("Person ID", "Born", ())
    assert schema.child_of("Cases") == "Person ID"
    assert schema.child_of("Others") is None
    assert table.columns[0].patterns == ("(child|person).*id",)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('period = "span"', 'period = "week"', "period has to be one of collection year"),
        ('period = "span"', "first_year = 2024", "'last_year'"),
        (
            'period = "span"',
            'period = "snapshot date"\nsample_period = "soon"',
            "snapshot date is no day",
        ),
        (
            'period = "span"',
            'period = "snapshot date"\nlooks_back_months = "six"',
            "looks_back_months",
        ),
        ('period = "span"', 'period = "collection year"\nyear_ends = "31st of March"', "year_ends"),
        (
            'period = "span"',
            "first_year = 2024\nlast_year = 2025",
            "codes.STATUS.B have to be a collection year",
        ),
        ("2025-04-01", "2025", "have to be a day such as"),
        ('"birth date"', '"birthday"', "the role of Cases.Born has to be one of child"),
        ('"date"', '"day"', "the type of Cases.Born has to be one of text"),
        ('codes = "STATUS"', 'codes = "STATE"', "'codes.STATE'"),
        ("(child|person).*id", "(child", "a pattern of Cases.Person ID is no regular expression"),
        ('title = "Two lists"', "", "'title'"),
    ],
)
def test_what_is_wrong_is_named(read, old, new, says):
    text = lists('period = "span"')
    assert old in text
    with pytest.raises(ToolError) as caught:
        read(text.replace(old, new, 1))
    assert says in caught.value.problem


@pytest.mark.parametrize(
    ("years", "words", "inside", "outside"),
    [
        (Years(), "all years", [2026, dt.date(2026, 1, 1), None], ["2026"]),
        (Years(2025), "from 2025", [2025, None], [2024, dt.date(2026, 1, 1)]),
        (Years(None, 2024), "to 2024", [2024], [2025]),
        (Years(2024, 2024), "2024", [2024], [2023, 2025]),
        (Years(2024, 2025), "2024 to 2025", [2024, 2025], [2026]),
        (Years(dt.date(2025, 4, 1)), "from 1 April 2025", [dt.date(2025, 4, 1)], [2026]),
    ],
)
def test_when_something_holds(years, words, inside, outside):
    assert str(years) == words
    assert all(period in years for period in inside)
    assert not any(period in years for period in outside)
