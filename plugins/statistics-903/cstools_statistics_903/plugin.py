"""The hook of the statistics of the SSDA903 return."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools import hookimpl

if TYPE_CHECKING:
    from cstools import Context, Dataset, Panel


@hookimpl
def cstools_visualise(dataset: Dataset, context: Context) -> list[Panel]:
    """Show the return the way the published statistics count it."""
    from cstools.rules import prepare
    from cstools_ssda903.needs import DERIVATIONS
    from cstools_statistics_903.panels import panels

    context.progress.say("Counting as the published statistics do")
    ret = prepare(__name__, dataset, context, derivations=DERIVATIONS)
    several, left_out = panels(ret, context.params["suppress"])
    context.notes.extend(left_out)
    return several
