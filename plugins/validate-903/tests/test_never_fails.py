"""No rule fails, whatever is in the tables: blanks, bad dates, twins, odd codes, no rows."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import cstools
from cstools_ssda903.standard import SSDA903

SCHEMA = SSDA903.schema
DATES = [
    None, "01/04/2025", "31/03/2026", "29/02/2024", "28/02/2010", "01/01/2008", "1/1/2020",
    "15/06/2015", "31/02/2020", "2020-01-01", "01/01/20", "rubbish", "ZZ/ZZ/2015", "01/01/1650",
    "31/12/2999", "", " ",
]  # fmt: skip
CHILDREN = [None, "1", "2", "3", "4", "", "é", "0001"]
ODD = [
    None,
    "",
    "?",
    "0",
    "1",
    "-1",
    "1e400",
    "nan",
    "'; DROP",
    "UN1",
    "XXXXXXX",
    "SC1",
    "ZZ99 9ZZ",
]


def cell(table: str, column: str) -> st.SearchStrategy[str | None]:
    about = next(
        schema_column
        for schema_column in SCHEMA.tables[table].columns
        if schema_column.name == column
    )
    if column == "CHILD":
        return st.sampled_from(CHILDREN)
    if about.type == "date":
        return st.sampled_from(DATES)
    codes = [code.value for code in SCHEMA.codes[about.codes].codes] if about.codes else []
    return st.sampled_from([*codes, *ODD])


def table(name: str) -> st.SearchStrategy[pd.DataFrame]:
    headings = SCHEMA.tables[name].headings
    record = st.tuples(*(cell(name, heading) for heading in headings))
    return st.lists(record, max_size=7).map(
        lambda records: pd.DataFrame(records, columns=list(headings), dtype="object")
    )


returns = st.dictionaries(st.sampled_from(list(SCHEMA.tables)), st.none(), min_size=1).flatmap(
    lambda names: st.fixed_dictionaries({name: table(name) for name in names})
)
PROVIDERS = pd.DataFrame(
    {
        "URN": ["SC1", "SC1", None],
        "PLACE_CODES": ["U4,K2", None, ""],
        "PROVIDER_CODES": ["PR1", None, "?"],
        "REG_END": ["01/01/2020", None, "never"],
        "POSTCODE": ["B11AA", None, ""],
        "LA_CODE_INFERRED": ["E08000025", None, "X"],
    }
)


@pytest.mark.parametrize("year", [2023, 2024, 2025, 2026, 2027])
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
@given(this_year=returns, last_year=st.none() | returns, form=st.sampled_from([None, "csv", "xml"]))
def test_no_rule_fails(run_tool, year, this_year, last_year, form) -> None:
    result = run_tool(
        "validate-903",
        cstools.Dataset(this_year, standard="ssda903", format=form),
        collection_year=year,
        last_year=last_year,
        providers=PROVIDERS,
        local_authority="E08000025",
    )
    assert not [check for check in result.checks if check.state == "failed"]
    for name, rows in result.findings.groupby("table", observed=True)["row"]:
        source = last_year if name == "DoLo" and name not in this_year else this_year
        assert rows.between(2, 8).all()
        assert name in source or name in this_year


def test_empty_tables_flag_nothing(run_tool) -> None:
    empty = {
        name: pd.DataFrame(columns=list(about.headings), dtype="str")
        for name, about in SCHEMA.tables.items()
    }
    result = run_tool("validate-903", empty, collection_year=2027, last_year=empty)
    result.assert_finds_nothing()


def test_a_rule_that_breaks_is_listed_and_stops_nothing(run_tool, monkeypatch) -> None:
    from cstools_validate_903.plugin import cstools_validate

    def broken(_):
        raise KeyError("SECRETCHILD")

    version = cstools_validate.rulebook.rules["101"].versions[-1]
    monkeypatch.setitem(version.__dict__, "logic", broken)
    header = pd.DataFrame({"CHILD": ["SECRETCHILD"], "SEX": ["?"], "DOB": ["?"]})
    result = run_tool("validate-903", {"Header": header}, collection_year=2026)
    by_rule = {check.rule: check for check in result.checks}
    assert by_rule["101"].state == "failed"
    assert "SECRETCHILD" not in by_rule["101"].reason
    assert "KeyError" in by_rule["101"].reason
    assert by_rule["102"].found == 1
