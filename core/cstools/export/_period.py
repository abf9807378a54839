"""The period of a run, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools.call import period_kind_of
from cstools.data.period import plain
from cstools.errors import UsageError

if TYPE_CHECKING:
    from cstools.data.result import Result


def period_in_words(result: Result) -> str:
    """What the data of a run are of, such as ``collection year 2026``; empty when unknown."""
    by_param = {
        name: result.params[name]
        for name, param in result.tool.params.items()
        if param.infer == "period" and result.params.get(name) is not None
    }
    name, period = next(iter(by_param.items()), ("period", plain(result.dataset.period)))
    if period is None:
        return ""
    kind = period_kind_of(result.dataset.standard)
    try:
        return kind.describe(kind.parse(period))
    except UsageError:
        # Of no standard, so that only the parameter says what it is.
        return f"{name.replace('_', ' ')} {period}"
