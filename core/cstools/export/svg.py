"""The format ``svg``: each chart as a file, drawings that stay sharp at every size."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools.charts.draw import draw_svg
from cstools.export._images import write_images
from cstools.hookspecs import hookimpl

if TYPE_CHECKING:
    from pathlib import Path

    from cstools.data.context import Context
    from cstools.data.result import Result
    from cstools.data.target import Target


@hookimpl
def cstools_export(result: Result, target: Target, context: Context) -> list[Path]:
    """Write ``charts/ID.svg`` for each panel that is a chart."""
    return write_images(result, target.folder, "svg", lambda spec: draw_svg(spec).encode(), context)
