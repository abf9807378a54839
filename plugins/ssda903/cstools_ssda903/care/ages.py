"""Ages in whole years."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def age(
    born: NDArray[np.datetime64], on: NDArray[np.datetime64] | np.datetime64
) -> NDArray[np.int64]:
    """Age in whole years on a day, the birthday included; -1 where not known or not yet born."""
    on = np.broadcast_to(np.asarray(on, dtype="datetime64[D]"), born.shape)
    known = ~np.isnat(born) & ~np.isnat(on) & (born <= on)
    years = np.full(len(born), -1, dtype=np.int64)
    born, on = born[known], on[known]
    months = (on.astype("datetime64[M]") - born.astype("datetime64[M]")).astype(np.int64)
    years[known] = (months - (_day_of_month(on) < _day_of_month(born))) // 12
    return years


def _day_of_month(dates: NDArray[np.datetime64]) -> NDArray[np.int64]:
    days: NDArray[np.int64] = (dates - dates.astype("datetime64[M]")).astype(np.int64)
    return days
