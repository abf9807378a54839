"""The sheet of panels: tables as cells, charts as pictures above the data they draw."""

from __future__ import annotations

import math
import re
from io import BytesIO
from typing import TYPE_CHECKING

from cstools.charts.draw import draw_png
from cstools.export._pages import by_page
from cstools.export.xlsx._cells import cells

if TYPE_CHECKING:
    import pandas as pd

    from cstools.data.panel import Panel
    from cstools.export.xlsx._book import Sheet, Value
    from cstools.export.xlsx._limits import Spent
    from cstools.export.xlsx._styles import Kind

PANELS = "Panels"
_NARROWEST, _WIDEST, _LOOKED_AT, _COLUMNS = 12, 60, 200, 26
# Not 007: that is a code.
_NUMBER = re.compile(r"-?(0|[1-9]\d{0,2}(,\d{3})+|[1-9]\d*)(\.\d+)?%?")
_SHARPNESS = 2  # picture dots for each dot shown, so that print and large screens stay clear
_LINE_HEIGHT = 20  # pixels
_ALTERNATIVE_LENGTH = 1_000


def write_panels(sheet: Sheet, panels: list[Panel], spent: Spent) -> None:
    """Write the panels below one another, under the pages and headings they name."""
    for column, width in enumerate(_widths(panels)):
        sheet.sheet.set_column(column, column, width)
    line = 0
    for page, groups in by_page(panels).items():
        line = _write_heading(sheet, line, page, "page")
        for group, members in groups.items():
            line = _write_heading(sheet, line, group, "section")
            for panel in members:
                line = _write_panel(sheet, line, panel, spent)


def _write_heading(sheet: Sheet, line: int, heading: str, kind: Kind) -> int:
    if not heading:
        return line
    sheet.put(line, 0, heading, kind)
    return line + 2


def _write_panel(sheet: Sheet, line: int, panel: Panel, spent: Spent) -> int:
    sheet.put(line, 0, panel.title, "title")
    sheet.put(line + 1, 0, panel.text)
    line += 2
    for caveat in panel.caveats:
        sheet.put(line, 0, caveat)
        line += 1
    if panel.spec is not None:
        line = _insert_chart(sheet, line + 1, panel, spent)
    table = _table(panel)
    if table is not None:
        line = _write_table(sheet, line + 1, panel, table, spent)
    return line + 2


def _table(panel: Panel) -> pd.DataFrame | None:
    """What stands as cells: the table of the panel, or the data of its chart."""
    return panel.data if panel.table is None else panel.table


def _write_table(sheet: Sheet, line: int, panel: Panel, whole: pd.DataFrame, spent: Spent) -> int:
    table = _fitting(sheet, line, panel, whole, spent)
    columns = [cells(table.iloc[:, number]) for number in range(table.shape[1])]
    for column, heading in enumerate(table.columns):
        sheet.put(line, column, str(heading), "heading")
    for number in range(len(table)):
        for column, values in enumerate(columns):
            sheet.put(line + 1 + number, column, *_counted(*values.at(number)))
    return line + 1 + len(table)


def _counted(value: Value, kind: Kind) -> tuple[Value, Kind]:
    """A number that stands as text for readers, as a number for formulas and charts."""
    if not isinstance(value, str) or _NUMBER.fullmatch(value) is None:
        return value, kind
    number = float(value.replace(",", "").rstrip("%"))
    if value.endswith("%"):
        return number / 100, "percent" if number.is_integer() else "exact percent"
    return number, "count" if number.is_integer() else "number"


def _widths(panels: list[Panel]) -> list[float]:
    """The width of each column, so that what the tables hold can be read; in characters."""
    widths: dict[int, int] = {}
    for table in (table for table in map(_table, panels) if table is not None):
        for column, heading in enumerate(table.columns):
            cells_of = table.iloc[:_LOOKED_AT, column].dropna().astype("str")
            texts = [str(heading), *cells_of]
            widths[column] = max(widths.get(column, _NARROWEST), *(len(text) + 2 for text in texts))
    return [float(min(widths.get(column, _NARROWEST), _WIDEST)) for column in range(_COLUMNS)]


def _fitting(
    sheet: Sheet, line: int, panel: Panel, table: pd.DataFrame, spent: Spent
) -> pd.DataFrame:
    room = max(spent.limits.rows - line - 1, 0)
    fitting = table.iloc[:room, : spent.limits.columns]
    if fitting.shape != table.shape:
        spent.say(f"The panel '{panel.title}' is longer than the sheet {sheet.name} and is cut.")
    return fitting


def _insert_chart(sheet: Sheet, line: int, panel: Panel, spent: Spent) -> int:
    picture = _picture(panel)
    if picture is None:
        sentence = f"The chart '{panel.title}' could not be drawn."
        sheet.put(line, 0, sentence)
        spent.say(sentence)
        return line + 1
    # The picture claims 72 dots an inch where Excel counts 96.
    scale = {"x_scale": 72 / 96 / _SHARPNESS, "y_scale": 72 / 96 / _SHARPNESS}
    alternative = f"{panel.title}. {panel.text}"[:_ALTERNATIVE_LENGTH]
    sheet.sheet.insert_image(
        line, 0, "chart.png", {"image_data": BytesIO(picture), "description": alternative, **scale}
    )
    return line + math.ceil(_height(picture) / _SHARPNESS / _LINE_HEIGHT) + 1


def _picture(panel: Panel) -> bytes | None:
    assert panel.spec is not None
    try:
        return draw_png(panel.spec, _SHARPNESS)
    except ValueError:
        return None


def _height(picture: bytes) -> int:
    return int.from_bytes(picture[20:24], "big")
