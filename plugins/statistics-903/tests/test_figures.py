"""Every measure as figures: ids that stay, and the numbers of the panels."""

from __future__ import annotations

import pandas as pd
import pytest

from cstools.figures import compare, read

HEADLINES = {
    "looked-after": "count",
    "started": "count",
    "ceased": "count",
    "uasc-looked-after-of-looked-after": "percent",
    "placements-in-the-year-3-or-more-of-looked-after": "percent",
    "all-reviews-on-time-of-looked-after-on-31-march-with-a-review-due-in-the-year": "percent",
    "days-from-entering-care-to-moving-in-mean": "mean",
}


def of(figures, measure, breakdown="", category=""):
    lines = figures[
        (figures["measure"] == measure)
        & (figures["breakdown"] == breakdown)
        & (figures["category"] == category)
    ]
    return lines.sort_values("period").iloc[-1]


def test_headlines_keep_their_ids(run_tool):
    figures = run_tool("statistics-903", sample=True).figures
    units = dict(zip(figures["measure"], figures["unit"], strict=True))
    assert HEADLINES.items() <= units.items()


def test_figures_are_those_of_the_panels(run_tool):
    result = run_tool("statistics-903", sample=True)
    headline = result.panels[0].table.set_index("Measure")
    year = headline.columns[0]
    looked_after = of(result.figures, "looked-after")
    assert looked_after["period"] == year
    assert f"{looked_after['value']:,.0f}" == headline.loc["Looked after on 31 March", year]
    table = next(p for p in result.panels if p.title == "Looked after on 31 March, all figures")
    for line in table.table.to_dict("records")[1:]:
        count = of(result.figures, "looked-after", line["Breakdown"], line["Category"])
        share = of(result.figures, "looked-after-percent", line["Breakdown"], line["Category"])
        assert count["value"] == line[year] == share["numerator"]
        assert share["value"] == pytest.approx(line[f"{year} %"], abs=0.051)


def test_every_panel_has_an_id_a_group_and_its_figures(run_tool):
    headline, *panels = run_tool("statistics-903", sample=True).panels
    assert (headline.id, headline.group) == ("headline-figures", ""), "it is a heading of its own"
    assert len({panel.id for panel in panels}) == len(panels)
    assert all(panel.group and panel.figures is not None for panel in panels)
    assert all(len(panel.figures) for panel in panels)


def test_the_area_is_named_by_its_code_and_every_figure_by_its_source(run_tool):
    figures = run_tool("statistics-903", sample=True, local_authority="E09000027").figures
    assert set(figures["area_code"]) == {"E09000027"}
    assert (figures["source"] != "").all()


def test_figures_without_an_authority_have_no_area(run_tool):
    tables = {"Episodes": pd.DataFrame({"CHILD": ["1"], "DECOM": ["01/05/2025"]})}
    figures = run_tool("statistics-903", tables, collection_year=2026).figures
    assert set(figures["area_code"]) == {""}


def test_hidden_figures_show_no_number(run_tool):
    figures = run_tool("statistics-903", sample=True, suppress=5).figures
    hidden = figures["status"] == "suppressed"
    assert hidden.any()
    assert figures.loc[hidden, ["value", "numerator"]].isna().all(axis=None)
    counts = figures[figures["unit"] == "count"]["value"]
    assert not counts.between(1, 5).any()
    assert not figures["numerator"].between(1, 5)[figures["unit"] == "percent"].any()


def test_figures_come_back_and_can_be_compared(run_tool, tmp_path):
    result = run_tool("statistics-903", sample=True)
    result.export(tmp_path / "out", ["csv"])
    figures = read(tmp_path / "out" / "figures.csv")
    pd.testing.assert_frame_equal(figures, result.figures)
    now, before = (
        figures[figures["period"] == year] for year in sorted(set(figures["period"]))[::-1]
    )
    changes = compare(now, before)
    assert changes["change"].notna().any()
