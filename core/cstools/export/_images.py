"""Charts as files of their own, one a panel: what the formats ``svg`` and ``png`` share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cstools.errors import describe
from cstools.io.names import file_names, slugs

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cstools.data.context import Context
    from cstools.data.result import Result

FOLDER = "charts"


def write_images(
    result: Result,
    folder: Path,
    suffix: str,
    draw: Callable[[dict[str, Any]], bytes],
    context: Context,
) -> list[Path]:
    """Write each chart into the folder ``charts``, named by its panel's id or else by its title.

    A chart that cannot be drawn is left out with a note, and so is everything when there is none.
    """
    panels = [panel for panel in result.panels if panel.spec is not None]
    if not panels:
        context.notes.append(f"There is no chart in this run, so no {suffix} file was written.")
    names = file_names(
        panel.id or slug
        for panel, slug in zip(panels, slugs(panel.title for panel in panels), strict=True)
    )
    files = []
    for panel, name in zip(panels, names, strict=True):
        assert panel.spec is not None
        try:
            picture = draw(panel.spec)
        except (ValueError, TypeError) as error:
            context.log.warning("The panel '%s' cannot be drawn: %s", panel.title, describe(error))
            context.notes.append(f"The chart '{panel.title}' could not be drawn as {suffix}.")
            continue
        path = folder / FOLDER / f"{name}.{suffix}"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(picture)
        files.append(path)
    return files
