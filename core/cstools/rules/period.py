"""When a period begins and ends, and which is before it, as the standard's schema says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from cstools.data.period import Period
    from cstools.standard.schema import Schema

# What the tables of the period before are called.
EARLIER = "last year"
_NO_DAY = np.datetime64("NaT", "D")


def bounds(schema: Schema | None, period: Period | None) -> tuple[np.datetime64, np.datetime64]:
    """The first and last day of a period; blank days where it has or states none."""
    if schema is None or period is None or not schema.period.bounded:
        return _NO_DAY, _NO_DAY
    first, last = schema.period.bounds(period)
    return np.datetime64(first, "D"), np.datetime64(last, "D")


def before(schema: Schema | None, period: Period | None) -> Period | None:
    """The period before; None where there is none."""
    if schema is None or period is None or not schema.period.bounded:
        return None
    return schema.period.earlier(period)
