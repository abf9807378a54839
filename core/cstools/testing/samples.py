"""Synthetic data for tests: each is made once, and every test gets a copy of its own."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

from cstools.call import load_standard

if TYPE_CHECKING:
    from cstools.standard.standard import Sample

CHILDREN = 200


class MakeSample:
    """Makes samples of any installed standard. The fixture ``sample`` is one for the session."""

    def __init__(self) -> None:
        self._made: dict[tuple[str, int, float, int, int], Sample] = {}

    def __call__(
        self,
        standard: str,
        *,
        children: int = CHILDREN,
        errors: float = 0.0,
        seed: int = 1,
        year: int | None = None,
    ) -> Sample:
        """A sample as the standard makes it; change it as you like.

        Args:
            standard: name of an installed standard.
            children: number of children.
            errors: share of records to damage, 0 to 1.
            seed: the same seed and arguments give the same data.
            year: collection year; None for the one that the standard takes for its samples.

        Raises:
            UsageError: the standard is not installed, or an argument is out of its range.
        """
        maker = load_standard(standard)
        year = maker.schema.sample_year if year is None else year
        asked = (standard, children, errors, seed, year)
        if asked not in self._made:
            self._made[asked] = maker.sample(children=children, seed=seed, errors=errors, year=year)
        return deepcopy(self._made[asked])
