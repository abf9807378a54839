"""The panels of a run: what is there, what it says, and that it can be drawn."""

from __future__ import annotations

import datetime as dt
import re

import pandas as pd
import pytest
import vl_convert
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import cstools
from cstools import Context, UsageError
from cstools.figures import HIDDEN
from cstools.rules import prepare
from cstools_ssda903.needs import DERIVATIONS
from cstools_ssda903.standard import SSDA903
from cstools_statistics_903 import panels as statistics

SMALL = {str(number) for number in range(1, 6)}


@pytest.fixture(scope="module")
def whole(run_tool):
    return run_tool("statistics-903", sample=True)


@pytest.fixture(scope="module")
def suppressed(run_tool):
    return run_tool("statistics-903", sample=True, suppress=5)


@pytest.fixture
def run(run_tool):
    return lambda tables, **params: run_tool(
        "statistics-903", tables, collection_year=2026, **params
    )


def by_title(result):
    return {panel.title: panel for panel in result.panels}


def all_text(result):
    return " ".join([p.text + " ".join(p.caveats) for p in result.panels] + result.notes)


def test_every_subject_is_shown(whole):
    titles = list(by_title(whole))
    assert titles[0] == "Headline figures"
    assert len(titles) == len(set(titles))
    for title in (
        "Looked after on 31 March, by age and sex",
        "Looked after on 31 March, by ethnicity",
        "Looked after on 31 March, by legal status",
        "Looked after on 31 March, by category of need",
        "Looked after on 31 March, by placement",
        "Looked after on 31 March, by provider",
        "Looked after on 31 March, inside or outside the authority",
        "Looked after on 31 March, by distance from home",
        "Started and ceased to be looked after, by month",
        "Ceased in the year, by reason",
        "Placements in the year",
        "Placement stability",
        "Missing in the year",
        "Reviews on time",
        "Health checks",
        "Strengths and difficulties",
        "Adoption",
        "Care leavers, activity",
        "Care leavers, accommodation",
        "Unaccompanied asylum-seeking children",
    ):
        assert title in titles
    assert "There are no statistics" not in all_text(whole)


@pytest.mark.parametrize("which", ["whole", "suppressed"])
def test_every_chart_can_be_drawn(request, which):
    charts = [p for p in request.getfixturevalue(which).panels if p.spec is not None]
    assert len(charts) > 10
    for panel in charts:
        assert panel.spec["$schema"].endswith("/v5.json")
        assert panel.spec["description"] == panel.text
        drawn = vl_convert.vegalite_to_svg(panel.spec, vl_version="5.20", allowed_base_urls=[])
        assert "<path" in drawn
        for category in {value[next(iter(value))] for value in panel.spec["data"]["values"]}:
            assert category in drawn, panel.title


def test_last_year_and_the_change_stand_beside_this_year(whole):
    headline = by_title(whole)["Headline figures"].table.set_index("Measure")
    year = whole.params["collection_year"]
    row = headline.loc["Looked after on 31 March"]
    now, before = int(row[f"{year}"]), int(row[f"{year - 1}"])
    direction, size = row["Change"].split()
    assert direction == ("up" if now > before else "down")
    assert int(size) == abs(now - before)
    ages = by_title(whole)["Looked after on 31 March, all figures"].table
    assert ages[str(year)].iloc[0] == now
    assert ages[ages["Breakdown"] == "Sex"][str(year)].sum() == now


def test_without_last_year_there_are_no_columns_for_it(run):
    result = run({"Episodes": pd.DataFrame({"CHILD": ["1"], "DECOM": ["01/05/2025"]})})
    headline = by_title(result)["Headline figures"].table
    columns = ["Measure", "2026", "2026: children", "2026: out of", "2026: not known"]
    assert list(headline.columns) == columns


def test_what_was_not_given_is_said(run):
    result = run({"Episodes": pd.DataFrame({"CHILD": ["1"], "DECOM": ["01/05/2025"]})})
    notes = [note for note in result.notes if note.startswith("There are no statistics on")]
    for name, reason in (
        ("reviews on time", "Reviews was not given."),
        ("missing", "Missing was not given."),
        ("age, sex and ethnicity of those looked after", "Header was not given."),
        ("inside or outside the authority", "it needs the local authority"),
        ("care leavers", "OC3 was not given."),
    ):
        assert any(name in note and reason in note for note in notes), name
    assert "Reviews on time" not in by_title(result)
    assert "Looked after on 31 March, by legal status" in by_title(result)


def test_settings_are_not_noted_twice(run):
    result = run({"Episodes": pd.DataFrame({"CHILD": ["1"], "DECOM": ["01/05/2025"]})})
    assert len(result.notes) == len(set(result.notes))


def test_sentences_carry_the_numbers(prepared):
    ret = prepared(
        {
            "Header": "CHILD SEX DOB\na 1 01/01/2020\nb 2 01/01/2012\nc 2 01/01/2012",
            "Episodes": "CHILD DECOM LS\na 01/05/2025 C2\nb 01/05/2025 C2\nc 01/05/2025 C1",
        },
        {"Header": "CHILD SEX DOB\na 1 01/01/2020", "Episodes": "CHILD DECOM LS\na 01/05/2024 C2"},
    )
    panels = {panel.title: panel.text for panel in statistics.panels(ret)[0]}
    assert panels["Looked after on 31 March, by legal status"] == (
        "Of 3 children looked after on 31 March 2026, the largest group by legal status is "
        "“Full care order”: 66.7% (2; a year before 100.0%)."
    )
    assert panels["Looked after on 31 March, by age and sex"].endswith("Boys are 33.3% of all.")


def test_18_and_over_is_said(prepared):
    ret = prepared(
        {
            "Header": "CHILD SEX DOB\na 1 01/01/2000\nb 1 01/01/2020",
            "Episodes": "CHILD DECOM\na 01/05/2015\nb 01/05/2022",
        }
    )
    [panel] = [p for p in statistics.panels(ret)[0] if p.title.endswith("by age and sex")]
    assert panel.caveats[0].startswith("Left out: 1 young person")


def averages(panel, name):
    return "Measure" in panel.table and name.isdigit()


def test_small_counts_are_nowhere(suppressed):
    for panel in suppressed.panels:
        if panel.table is not None:
            for name in panel.table.columns:
                # Averages and changes may be small; counts may not.
                if name != "Change" and not name.endswith("%") and not averages(panel, name):
                    assert not SMALL & set(panel.table[name].astype("str")), (panel.title, name)
        elif "Children" in panel.data:
            assert not SMALL & set(panel.data["Children"].astype("str")), panel.title
            for value in panel.spec["data"]["values"]:
                assert value["value"] not in range(1, 6), panel.title
        numbers = re.findall(r"\((\d+)[;)]", panel.text) + re.findall(r"\b(\d+) child", panel.text)
        assert not SMALL & set(numbers), panel.title


def test_hidden_counts_are_said_to_be_hidden(suppressed):
    headline, *rest = suppressed.panels
    assert HIDDEN in set(headline.table.iloc[:, 2])
    assert "from 1 to 5" in headline.caveats[-1]
    assert all("Small numbers are hidden" in panel.caveats[-1] for panel in rest)
    assert "by age and sex" not in " ".join(by_title(suppressed))


def test_suppress_is_a_whole_number_not_below_0(run):
    with pytest.raises(UsageError):
        run({"Episodes": pd.DataFrame({"CHILD": ["1"]})}, suppress=-1)


# -- bad data --------------------------------------------------------------------------------------

SCHEMA = SSDA903().schema
DAY = dt.date(2026, 3, 31)
DATES = st.dates(DAY - dt.timedelta(800), DAY + dt.timedelta(30)).map(lambda d: f"{d:%d/%m/%Y}")
ODD = st.sampled_from([None, "", "nonsense", "31/02/2026", "-1", "1e400", "NaN", "01/01/0001", "é"])


def cells(table, column):
    if column.codes:
        usual = st.sampled_from(SCHEMA.allowed(table, column.name, 2026))
    else:
        usual = DATES if column.type == "date" else st.integers(0, 41).map(str)
    return usual | usual | usual | ODD


@st.composite
def garbage(draw):
    tables = {}
    for name, table in SCHEMA.tables.items():
        if draw(st.booleans()) or name == "Episodes":
            child = st.sampled_from(["1", "2", "3", None])
            row = st.tuples(
                *(child if c.name == "CHILD" else cells(name, c) for c in table.columns)
            )
            rows = draw(st.lists(row, max_size=5))
            names = [column.name for column in table.columns]
            tables[name] = pd.DataFrame(rows, columns=names, dtype="str")
    return tables


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(garbage(), st.none() | garbage(), st.sampled_from([0, 1, 5]))
def test_bad_data_breaks_nothing(this_year, last_year, suppress):
    data = SSDA903().adopt(cstools.Dataset(this_year, standard="ssda903"))
    if last_year is not None:
        data.last_year = SSDA903().adopt(cstools.Dataset(last_year, standard="ssda903"))
    context = Context({"collection_year": 2026, "ruleset": None, "last_year": None})
    context.params |= {"local_authority": None, "providers": None}
    panels, left_out = statistics.panels(
        prepare("cstools_statistics_903.plugin", data, context, derivations=DERIVATIONS), suppress
    )
    assert not [sentence for sentence in left_out if "Counting them failed" in sentence]
    for panel in panels:
        assert panel.text
        assert "None" not in panel.text
        assert "nan" not in panel.text


def test_a_subject_that_breaks_is_named_and_costs_nothing_else(prepared, monkeypatch):
    def broken(*_):
        raise KeyError("SECRETCHILD")

    subject = statistics.SUBJECTS[0]
    monkeypatch.setitem(subject.__dict__, "count", broken)
    ret = prepared({"Episodes": "CHILD DECOM LS PLACE RNE\n1 01/05/2025 C2 U4 S"})
    panels, left_out = statistics.panels(ret)
    assert panels
    [sentence] = [sentence for sentence in left_out if "Counting them failed" in sentence]
    assert subject.name in sentence
    assert "KeyError" in sentence
    assert "SECRETCHILD" not in sentence
