"""A return opened outside a tool, and what was found in it as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from cstools import Context
from cstools.rules import Frame, Return
from cstools_ssda903.needs import DERIVATIONS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cstools import Dataset
    from cstools.rules import View
    from cstools_ssda903.care.care_periods import Periods
    from cstools_ssda903.care.care_spells import Spells


def open_return(
    dataset: Dataset | Mapping[str, pd.DataFrame],
    *,
    year: int | None = None,
    local_authority: str | None = None,
) -> Return:
    """A return ready to be asked, as `prepare` of ``cstools.rules`` gives it to a tool.

    Args:
        dataset: what the standard loaded, with last year's return as ``last_year``, or tables by
            name.
        year: the collection year; without it, the one that the dates tell.
        local_authority: code or name; without it nobody knows what is inside the authority.
    """
    from cstools_ssda903.standard import SSDA903

    adopted = SSDA903().adopt(dataset)
    context = Context({"local_authority": local_authority, "providers": None})
    frame = Frame(SSDA903.schema, derivations=DERIVATIONS, context=context)
    return Return(adopted, frame, period=adopted.period if year is None else year)


def table_of(year: Return, rows: View) -> pd.DataFrame:
    """The records of the return that a view is about, with all their columns."""
    source = year.last if rows.base.earlier else year
    return source.dataset[rows.base.name].iloc[rows.index[rows.exists]]


def spans_of(year: Return, spans: Periods | Spells) -> pd.DataFrame:
    """Periods or spells as a table: CHILD, START and END, which is blank while open."""
    names = year.names.categories
    return pd.DataFrame({"CHILD": names.take(spans.child), "START": spans.start, "END": spans.end})
