"""The shared return: all tables read, CSV and XML agree, every report is written."""

from __future__ import annotations

import openpyxl
import pandas as pd
import pytest

import cstools
from cstools.call import load_standard

TABLES = [
    *("Header", "Episodes", "Reviews", "UASC", "OC2", "OC3", "AD1", "PlacedAdoption", "PrevPerm"),
    *("Missing", "SWEpisodes", "DoLo"),
]


@pytest.fixture(scope="module")
def result(shared):
    return cstools.run(
        "validate-903",
        shared / "data" / "ssda903",
        collection_year=2026,
        local_authority="E09000027",
    )


def test_all_twelve_tables_are_read(result):
    assert list(result.dataset) == TABLES
    assert result.dataset.rows["Episodes"] == 5050
    assert result.dataset.rows["Reviews"] == 12582


def test_no_rule_fails_and_much_is_found(result):
    assert not [check for check in result.checks if check.state == "failed"]
    assert result.findings["rule"].nunique() > 80
    assert len(result.findings) > 30_000


def test_xml_gives_consistent_findings(shared):
    """The XML is another set of made-up children of the same kind; rules on the form agree."""
    xml = cstools.run(
        "validate-903", shared / "data" / "ssda903" / "fake_903.xml", collection_year=2026
    )
    assert not [check for check in xml.checks if check.state == "failed"]
    assert xml.dataset.format == "xml"
    found = set(xml.findings["rule"].astype(str))
    # What is wrong with every record of the made-up data is wrong in either form.
    assert {"101", "178", "185", "189", "190"} <= found


def test_the_same_return_as_xml_gives_the_same_findings(result, tmp_path):
    """Written out as XML, the return gives the same findings child by child."""

    standard = load_standard("ssda903")
    standard.write(result.dataset, tmp_path, "xml")
    xml = cstools.run("validate-903", tmp_path, collection_year=2026, local_authority="E09000027")
    # The XML form has no social workers or orders; 105 is about the XML form only; and where two
    # records share a date their order in the file decides which row a rule marks.
    tables = set(xml.dataset) & set(result.dataset)
    rules = {c.rule for c in xml.checks if c.state == "done"} - {"105"}

    def counted(findings: pd.DataFrame) -> pd.Series:
        plain = findings.astype({"rule": "str", "table": "str"})
        kept = plain[plain["rule"].isin(rules) & plain["table"].isin(tables)]
        return kept.groupby(["rule", "table", "child"]).size()

    csv_counts, xml_counts = counted(result.findings), counted(xml.findings)
    differing = csv_counts.compare(xml_counts.reindex(csv_counts.index, fill_value=0))
    extra = xml_counts.index.difference(csv_counts.index)
    assert len(differing) + len(extra) < 0.002 * len(csv_counts), (differing, extra)


def test_the_command_writes_every_report(cstools_command, shared, tmp_path):
    run = cstools_command(
        *("run", "validate-903", shared / "data" / "ssda903", "--collection-year", "2026"),
        *("--local-authority", "E09000027", "--out", "out", "--format", "html,xlsx,csv,parquet"),
    )
    assert run.code == 0, run
    assert "Read 25,945 rows in 12 tables." in run.out
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert {"report.html", "report.xlsx", "findings.csv", "findings.parquet", "run.json"} <= names
    book = openpyxl.load_workbook(tmp_path / "out" / "report.xlsx", read_only=True)
    assert set(TABLES) <= set(book.sheetnames)
    assert len(pd.read_parquet(tmp_path / "out" / "findings.parquet")) > 30_000
