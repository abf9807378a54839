"""The formats ``svg`` and ``png``: each chart a file, named by its id or else its title."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from cstools import charts
from cstools.data.panel import Panel
from cstools.export import png, svg

from .conftest import CHART

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cstools.data.context import Context
    from cstools.data.result import Result
    from cstools.data.target import Target

FORMATS = {"svg": svg, "png": png}
BEGINNINGS = {"svg": b"<svg", "png": b"\x89PNG"}
BROKEN = {"data": {"values": [{"a": 1}]}, "mark": "no such mark"}


@pytest.fixture(params=FORMATS)
def form(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def write(
    form: str, result: Result, target: Callable[..., Target], context: Context
) -> Callable[[list[Panel]], list[Path]]:
    def write(panels: list[Panel]) -> list[Path]:
        exporter: Any = FORMATS[form]
        paths: list[Path] = exporter.cstools_export(
            replace(result, panels=panels), target(form), context
        )
        return paths

    return write


def test_each_chart_is_a_file(form: str, write: Callable[..., list[Path]], tmp_path: Path) -> None:
    chart = charts.bars([{"kind": "a", "n": 1}], "kind", "n")
    table = Panel("As a table", "Words.", table=pd.DataFrame({"a": [1]}))
    paths = write([chart.panel("Kinds of visit", id="V1"), table, chart.panel("By team: all")])
    folder = tmp_path / f"out-{form}" / "charts"
    assert paths == [folder / f"V1.{form}", folder / f"by-team-all.{form}"]
    assert all(path.read_bytes().startswith(BEGINNINGS[form]) for path in paths)


def test_names_are_distinct_and_stay_in_the_folder(
    form: str, write: Callable[..., list[Path]]
) -> None:
    panels = [
        Panel("Same", "Words.", spec=CHART),
        Panel("same", "Words.", spec=CHART),
        Panel("Other", "Words.", spec=CHART, id="same"),
        Panel("../up/<b>", "Words.", spec=CHART),
        Panel("Third", "Words.", spec=CHART, id="../out"),
    ]
    paths = write(panels)
    assert len({path.name.casefold() for path in paths}) == len(panels)
    assert {path.parent.name for path in paths} == {"charts"}
    assert all(path.parent.resolve() == path.resolve().parent for path in paths)


def test_no_chart_is_said(form: str, write: Callable[..., list[Path]], context: Context) -> None:
    assert write([Panel("T", "Words.", table=pd.DataFrame({"a": [1]}))]) == []
    assert context.notes == [f"There is no chart in this run, so no {form} file was written."]


def test_one_that_cannot_be_drawn_stops_no_other(
    form: str, write: Callable[..., list[Path]], context: Context
) -> None:
    paths = write([Panel("Bad one", "Words.", spec=BROKEN), Panel("Good", "Words.", spec=CHART)])
    assert [path.name for path in paths] == [f"good.{form}"]
    assert context.notes == [f"The chart 'Bad one' could not be drawn as {form}."]
