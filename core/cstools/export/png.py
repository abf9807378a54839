"""The format ``png``: each chart as a file, pictures for slides and documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools.charts.draw import draw_png
from cstools.export._images import write_images
from cstools.hookspecs import hookimpl

if TYPE_CHECKING:
    from pathlib import Path

    from cstools.data.context import Context
    from cstools.data.result import Result
    from cstools.data.target import Target

# Dots for each of the drawing: sharp in print and on large screens.
SHARPNESS = 2


@hookimpl
def cstools_export(result: Result, target: Target, context: Context) -> list[Path]:
    """Write ``charts/ID.png`` for each panel that is a chart."""
    return write_images(
        result, target.folder, "png", lambda spec: draw_png(spec, SHARPNESS), context
    )
