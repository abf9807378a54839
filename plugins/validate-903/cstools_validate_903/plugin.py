"""The hooks of the SSDA903 pre-validator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools import hookimpl
from cstools.rules import prepare, validator
from cstools_ssda903.needs import DERIVATIONS

if TYPE_CHECKING:
    from cstools import Context, Dataset, Panel

cstools_validate = validator(
    "cstools_validate_903.rules", periods=range(2023, 2028), derivations=DERIVATIONS
)


@hookimpl
def cstools_visualise(dataset: Dataset, context: Context) -> list[Panel]:
    """Show the return the way the published statistics count it.

    A check of a few rules only is not a look at the return, so it shows nothing.
    """
    if context.params["rules"]:
        return []
    from cstools_validate_903.statistics import panels

    context.progress.say("Counting as the published statistics do")
    ret = prepare(__name__, dataset, context, derivations=DERIVATIONS)
    shown, left_out = panels(ret, context.params["suppress"])
    context.notes.extend(left_out)
    return shown
