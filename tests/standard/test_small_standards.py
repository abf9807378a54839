"""Three small standards, all the way: a collection year, a snapshot date, and no period at all."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING

import openpyxl
import pandas as pd
import pytest

import cstools
from cstools.call import load_standard

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CLASS = """
from pathlib import Path
from cstools.standard import TableStandard, read_schema

class Small(TableStandard):
    schema = read_schema(Path(__file__).with_name("schema.toml"))

    def sample_records(self, size, chance, period):
        for number in range(size):
{body}

@hookimpl
def cstools_standards():
    return [Small()]
"""
VISITS = """
[standard]
name = "visits"
title = "Visits to children"
period = "collection year"
year_ends = "31 March"
first_year = 2024
last_year = 2027
[codes.SEEN]
title = "Seen"
[codes.SEEN.values]
Y = "yes"
N = "no"
A = { means = "alone", since = 2026 }
[tables.Visits]
title = "Visits"
[tables.Visits.columns]
CHILD = { title = "Child", role = "child" }
VISIT = { title = "Day", type = "date", role = "event date" }
SEEN = { title = "Seen", codes = "SEEN" }
"""
VISIT = """
            day = chance.day_in(period)
            cells = {"CHILD": f"V{number}", "VISIT": day, "SEEN": chance.one_of("YN")}
            yield "Visits", cells
"""
LISTS = """
[standard]
name = "lists"
title = "Lists for an inspection"
period = "snapshot date"
looks_back_months = 6
[codes.OUTCOME]
title = "Outcome"
[codes.OUTCOME.values]
Referral = "a referral followed"
"No further action" = "nothing followed"
Advice = { means = "advice was given", since = 2025-04-01 }
[tables.Contacts]
title = "Contacts in the last six months"
sheet = "list 1.*"
[tables.Contacts.columns]
"Child Unique ID" = { title = "Child", role = "child", patterns = ["child.*id(entifier)?"] }
"Date of Birth" = { title = "Born", type = "date", role = "birth date" }
"Date" = { title = "Day", type = "date", role = "event date", patterns = ["date of contact"] }
"Outcome" = { title = "Outcome", codes = "OUTCOME" }
[tables.Referrals]
title = "Referrals in the last six months"
sheet = "list 2.*"
[tables.Referrals.columns]
"Child Unique ID" = { title = "Child", role = "child" }
"Date of Birth" = { title = "Born", type = "date", role = "birth date" }
"Date" = { title = "Day", type = "date", role = "event date", patterns = ["date of referral"] }
"Team" = { title = "Team", role = "team" }
"""
LISTED = """
            day = chance.day_in(period)
            who = {"Child Unique ID": f"0{number:04}", "Date of Birth": "01/02/2015", "Date": day}
            yield "Contacts", {**who, "Outcome": "Referral"}
            yield "Referrals", {**who, "Team": chance.one_of(["North", "South"])}
"""
PROVIDERS = """
[standard]
name = "providers"
title = "List of providers"
[tables.Providers]
title = "Providers"
element = "Provider"
[tables.Providers.columns]
URN = { title = "Number" }
Name = { title = "Name" }
Places = { title = "Places", type = "number" }
"""
PROVIDER = """
            yield "Providers", {"URN": f"SC{number:04}", "Name": f"Home {number}", "Places": 3}
"""
VALIDATOR = """
@hookimpl
def cstools_validate(dataset, context):
    from cstools import Check, Flagged, collect

    parts = []
    for name, table in dataset.items():
        for column in table.columns.drop("row"):
            rows = table.loc[table[column].isna(), "row"].to_numpy()
            who = context.params.get("who")
            children = table[who][table[column].isna()] if who in table else [None] * len(rows)
            parts.append(Flagged("BLANK", "query", name, rows, list(children), (column,), "Blank"))
    context.checks.append(Check("BLANK", "Blank", "query", "done"))
    return collect(parts)
"""
BY = """
[params.who]
type = "str"
default = "{who}"
help = "The column of the child."
{more}
"""
YEAR = (
    '[params.collection_year]\ntype = "int"\ninfer = "period"\nrequired = true\nhelp = "The year."'
)
DAY = '[params.snapshot_date]\ntype = "date"\ninfer = "period"\nrequired = true\nhelp = "The day."'


@pytest.fixture
def small(make_standard, make_tool) -> Callable[[str], cstools.standard.Standard]:
    """Installs one of the three with a tool ``check`` that reads it."""
    kinds = {
        "visits": (VISITS, VISIT, "CHILD", YEAR),
        "lists": (LISTS, LISTED, "Child Unique ID", DAY),
        "providers": (PROVIDERS, PROVIDER, "", ""),
    }

    def install(name: str) -> cstools.standard.Standard:
        schema, body, who, more = kinds[name]
        make_standard(name, schema, CLASS.replace("{body}", body.strip("\n")))
        extra = BY.format(who=who, more=more)
        make_tool("check", VALIDATOR, reads=f'["{name}"]', extra=extra)
        return load_standard(name)

    return install


@pytest.fixture
def workbook(tmp_path) -> Path:
    """A workbook of two lists: each below a merged title, a row of one hidden, a cover besides."""
    book = openpyxl.Workbook()
    cover = book.active
    cover.title = "Cover"
    cover["A1"] = "Lists of Anywhere"
    born, seen = dt.datetime(2015, 2, 1), dt.datetime(2026, 1, 5)
    contacts = book.create_sheet("List 1 Contacts")
    contacts.append(["Contacts in the last six months"])
    contacts.merge_cells("A1:D1")
    contacts.append([])
    contacts.append(["Child's unique ID", "Date of\nBirth", "Date of contact", "Outcome"])
    contacts.append(["00012", born, seen, "Referral"])
    contacts.append(["00013", born, "soon", None])
    contacts.row_dimensions[5].hidden = True
    contacts.column_dimensions["B"].hidden = True
    referrals = book.create_sheet("List 2 Referrals")
    referrals.append(["Referrals"])
    referrals.merge_cells("A1:C1")
    referrals.append(["child unique id", "Date of Birth", "Date of referral", "Team"])
    referrals.append([13.0, born, seen, "North"])
    referrals.append([])
    referrals.append(["00012", born, seen, "South"])
    folder = tmp_path / "lists"
    folder.mkdir()
    book.save(folder / "anything.xlsx")
    return folder


def text_of(folder: Path) -> str:
    return " ".join((folder / "report.html").read_text(encoding="utf-8").split())


def test_a_collection_year(small, tmp_path, cstools_command):
    standard = small("visits")
    text = "CHILD,VISIT,SEEN\n1,01/05/2025,Y\n2,02/05/2025,\n2,03/05/2025,A\n"
    (tmp_path / "v.csv").write_text(text, encoding="utf-8")
    dataset = standard.load([tmp_path / "v.csv"])
    assert (dataset.period, dataset.rows) == (2026, {"Visits": 3})
    assert dataset.dates is not None
    assert dataset.dates.by_period == {2026: 3}
    adopted = standard.adopt({"any": pd.read_csv(tmp_path / "v.csv", dtype="str")})
    assert adopted["Visits"].equals(dataset["Visits"])
    result = cstools.run("check", tmp_path / "v.csv")
    assert result.params["collection_year"] == 2026
    assert result.findings[["table", "row", "child"]].to_numpy().tolist() == [["Visits", 3, "2"]]
    result.export(tmp_path / "out", formats=["html", "xlsx", "json", "sql", "parquet"])
    assert "Visits to children · Collection year 2026" in text_of(tmp_path / "out")
    assert "read 3 rows in 1 table, about 2 children" in text_of(tmp_path / "out")
    warned = cstools.run("check", tmp_path / "v.csv", collection_year=2024).warnings
    assert warned == [
        "The collection year is 2024, but the dates are not: 0 of 3 dated events are of 2024 and "
        "3 of 2026. Is it the right year?"
    ]
    printed = cstools_command("run", "check", "--sample", "--out", tmp_path / "sample").out
    assert "for collection year 2026" in printed
    assert "200 made-up children" in " ".join(printed.split())
    shown = cstools_command("info", "visits", "--period", "2025").out
    assert "alone" not in shown
    assert "alone" in cstools_command("info", "visits").out


def test_a_snapshot_of_two_lists(small, workbook, tmp_path, cstools_command, fails):
    standard = small("lists")
    dataset = standard.load([workbook])
    assert dataset.rows == {"Contacts": 2, "Referrals": 2}
    assert dataset["Contacts"]["row"].tolist() == [4, 5]
    assert dataset["Referrals"]["row"].tolist() == [3, 5]
    assert dataset["Referrals"]["Child Unique ID"].tolist() == ["13", "00012"]
    assert dataset["Contacts"]["Date"].tolist()[0] == pd.Timestamp(2026, 1, 5)
    assert dataset.unread["Contacts", "Date"].tolist() == ["soon"]
    assert [source.tables for source in dataset.sources] == [("Contacts", "Referrals")]
    notes = " ".join(dataset.notes)
    assert "anything.xlsx, sheet Cover is not a table of the return: left out." in notes
    assert "sheet List 1 Contacts has 1 line above the headings, which are in row 3" in notes
    assert "sheet List 1 Contacts has 1 hidden row with content: read like the others." in notes
    assert "sheet List 1 Contacts has 1 hidden column: read like the others." in notes
    assert "differs from one in another table only by zeros in front" in " ".join(dataset.warnings)

    assert "needs snapshot_date" in fails("run", "check", workbook)
    result = cstools.run("check", workbook, snapshot_date="31/03/2026")
    assert result.provenance["period"] == "2026-03-31"
    assert result.findings[["row", "fields"]].to_numpy().tolist() == [[5, "Date"]]
    assert result.warnings == dataset.warnings
    files = result.export(tmp_path / "out", formats=["html", "xlsx", "json", "sql", "parquet"])
    assert {file.name for file in files} >= {"report.html", "report.xlsx", "findings.json"}
    page = text_of(tmp_path / "out")
    assert "Lists for an inspection · Snapshot date 31 March 2026" in page
    assert "about 3 children" in page

    other = cstools.run("check", workbook, snapshot_date=dt.date(2025, 3, 31))
    assert other.warnings[0].startswith("The snapshot date is 31 March 2025, but the dates are not")

    sample = standard.sample(size=5, seed=1, errors=0, period=dt.date(2024, 9, 30))
    days = standard.adopt(sample.dataset)["Contacts"]["Date"]
    assert days.between("2024-04-01", "2024-09-30").all()
    printed = cstools_command("run", "check", "--sample", "--out", tmp_path / "sample").out
    assert "for snapshot date 31 March 2026" in printed
    before = cstools_command("info", "lists", "--period", "2025-03-31", "--json")
    assert list(json.loads(before.out)["codes"]["OUTCOME"]) == ["Referral", "No further action"]
    assert "is no day" in fails("info", "lists", "--period", "2025")


def test_a_number_that_is_none_is_kept_as_it_was_typed(small, tmp_path):
    standard = small("providers")
    (tmp_path / "p.csv").write_text("URN,Name,Places\nA,B,3\nC,D,<5\nE,F,\n", encoding="utf-8")
    dataset = standard.load([tmp_path / "p.csv"])
    assert dataset["Providers"]["Places"].fillna(-1).tolist() == [3, -1, -1]
    assert dataset.unread["Providers", "Places"].to_dict() == {1: "<5"}
    assert dataset.typed("Providers")["Places"].fillna("").tolist() == ["3", "<5", ""]
    standard.write(dataset, tmp_path / "again")
    assert standard.load([tmp_path / "again"]).unread["Providers", "Places"].to_dict() == {1: "<5"}
    result = cstools.run("check", dataset)
    result.export(tmp_path / "out", formats=["xlsx", "json", "parquet", "sql"])
    sheet = openpyxl.load_workbook(tmp_path / "out" / "report.xlsx")["Providers"]
    assert [row[2].value for row in sheet.iter_rows(min_row=2, max_row=4)] == [3, "<5", None]


def test_a_list_with_no_child_and_no_period(small, tmp_path, cstools_command, fails):
    standard = small("providers")
    (tmp_path / "p.xml").write_text(
        "<List><Provider><Name>First</Name><URN>SC1</URN></Provider>"
        "<Provider><URN>SC2</URN><Places>4</Places></Provider></List>",
        encoding="utf-8",
    )
    dataset = standard.load([tmp_path / "p.xml"])
    assert (dataset.format, dataset.period, dataset.dates) == ("xml", None, None)
    assert dataset["Providers"]["Places"].tolist()[1] == 4
    result = cstools.run("check", tmp_path / "p.xml")
    assert result.findings[["row", "fields"]].to_numpy().tolist() == [[2, "Places"], [3, "Name"]]
    assert result.findings["child"].isna().all()
    result.export(tmp_path / "out", formats=["html", "xlsx", "json", "sql", "parquet"])
    page = text_of(tmp_path / "out")
    assert "read 2 rows in 1 table." in page
    assert "ollection year" not in page

    out = tmp_path / "made"
    made = cstools_command("sample", "providers", "--size", 3, "--errors", 1, "--out", out)
    assert "2 files of made-up data written" in made.out
    how = json.loads((out / "extras" / "sample.json").read_text(encoding="utf-8"))
    assert (how["size"], how["period"], len(how["planted"])) == (3, None, 3)
    assert len(standard.load([out / "providers.csv"])["Providers"]) == 3
    run = cstools_command("run", "check", "--sample", "--out", tmp_path / "sample")
    assert run.code == 0
    assert "on 0 children" not in run.out
    assert "made-up children" not in " ".join(run.out.split())
    assert "Providers: Providers (all years)" in cstools_command("info", "providers").out
    assert "no period that could be chosen" in fails("info", "providers", "--period", "2025")


@pytest.mark.parametrize("name", ["visits", "lists", "providers"])
def test_a_sample_is_the_same_again_and_comes_back_from_files(name, small, tmp_path):
    standard = small(name)
    period = standard.schema.sample_period
    sample, again = (
        standard.adopt(standard.sample(size=20, seed=3, errors=0.4, period=period).dataset)
        for _ in range(2)
    )
    standard.write(sample, tmp_path)
    back = standard.load([tmp_path])
    for table in sample:
        assert sample[table].equals(again[table])
        assert sample[table].equals(back[table])
    planted = standard.sample(size=20, seed=3, errors=0.4, period=period).planted
    assert planted
    assert standard.sample(size=20, seed=3, errors=0, period=period).planted == []
