"""A chart becomes a panel; one with nothing to draw shows its table."""

from __future__ import annotations

import subprocess
import sys

import pandas as pd
import pytest

from cstools import charts

from .conftest import drawing, hidden, long_form, records, rows


def test_a_panel_carries_the_chart_its_words_and_its_data() -> None:
    figures = long_form(("a", "2025", 40.0, ""), ("b", "2025", 60.0, ""))
    chart = charts.bars(figures, "category", "value")
    panel = chart.panel(
        "Kinds", caveats=("Invented.",), id="V1", page="Visits", group="How", figures=figures
    )
    assert panel.spec == chart.spec
    assert panel.spec["description"] == panel.text == "Most b (60.0%), least a (40.0%)."
    assert panel.data is chart.table
    assert (panel.title, panel.caveats) == ("Kinds", ("Invented.",))
    assert (panel.id, panel.page, panel.group) == ("V1", "Visits", "How")
    assert panel.figures is figures


def test_an_own_sentence_goes_before_the_one_worked_out() -> None:
    panel = charts.bars(records(("a", 1)), "kind", "n").panel("A", "Mine.")
    assert panel.spec is not None
    assert panel.text == panel.spec["description"] == "Mine."


@pytest.mark.parametrize("data", [[], hidden()], ids=["no rows", "all hidden"])
def test_with_nothing_to_draw_the_table_is_shown(data: list[dict[str, object]]) -> None:
    panel = charts.bars(data, "kind", "n").panel("A")
    assert panel.spec is None
    assert isinstance(panel.table, pd.DataFrame)
    assert rows(panel.table) == [[row["kind"], "hidden"] for row in data]
    assert panel.text.startswith("There is nothing to draw.")


def test_a_specification_fetches_nothing_and_names_no_column(awkward: str) -> None:
    chart = charts.bars([{awkward: awkward, "n": 1}], awkward, "n")
    assert list(chart.spec["data"]["values"][0]) == ["category", "value"]
    assert drawing(chart).words.count(awkward) == 2


EACH_ALONE = """
import sys
import cstools.charts
first, = sys.argv[1:]
getattr(cstools.charts, first)
for name in cstools.charts.__all__:
    assert not hasattr(getattr(cstools.charts, name), "__path__"), name
    assert getattr(cstools.charts, name).__class__.__name__ != "module", name
"""


@pytest.mark.parametrize("name", ["columns", "donut", "SERIES"])
def test_a_builder_is_a_builder_whichever_is_taken_first(name: str) -> None:
    run = subprocess.run(
        [sys.executable, "-c", EACH_ALONE, name], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
