"""Synthetic data for tests: each is made once, and every test gets a copy of its own."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

from cstools.call import load_standard

if TYPE_CHECKING:
    from cstools.data.period import Period
    from cstools.standard.standard import Sample

SIZE = 200


class MakeSample:
    """Makes samples of any installed standard. The fixture ``sample`` is one for the session."""

    def __init__(self) -> None:
        self._made: dict[tuple[str, int, float, int, Period | None], Sample] = {}

    def __call__(
        self,
        standard: str,
        *,
        size: int = SIZE,
        errors: float = 0.0,
        seed: int = 1,
        period: Period | None = None,
        children: int | None = None,
        year: int | None = None,
    ) -> Sample:
        """A sample as the standard makes it; change it as you like.

        Args:
            standard: name of an installed standard.
            size: number of children, or of whatever else the standard is about.
            errors: share of records to damage, 0 to 1.
            seed: the same seed and arguments give the same data.
            period: what the data are of, such as a collection year; None for what the standard
                takes for its samples.
            children: what `size` was called.
            year: what `period` was called.

        Raises:
            UsageError: the standard is not installed, or an argument is out of its range.
        """
        maker = load_standard(standard)
        size = size if children is None else children
        period = period if year is None else year
        period = maker.schema.sample_period if period is None else period
        key = (standard, size, errors, seed, period)
        if key not in self._made:
            self._made[key] = maker.sample(size=size, seed=seed, errors=errors, period=period)
        return deepcopy(self._made[key])
