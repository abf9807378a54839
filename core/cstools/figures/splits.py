"""Splits: ways to divide a group into categories that do not overlap."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

NOT_KNOWN = "Not known"


@dataclass(frozen=True)
class Split:
    """A way to divide a group into categories that do not overlap.

    Attributes:
        key: what its counts are stored under.
        title: heading of the breakdown.
        groups: category to the codes that fall into it; no codes where it is worked out otherwise.
        rest: the category of everything else, last.
        ranked: whether charts put the largest category first; False keeps the order of `groups`.
    """

    key: str
    title: str
    groups: Mapping[str, tuple[str, ...]]
    rest: str = NOT_KNOWN
    ranked: bool = True

    @property
    def labels(self) -> tuple[str, ...]:
        """The categories in order, the rest last."""
        return (*self.groups, self.rest)

    def cell(self, label: str) -> str:
        """What the count of one category is stored under."""
        return f"{self.key}: {label}"

    @property
    def known(self) -> str:
        """What the number of all that are not in the rest is stored under."""
        return f"{self.key}, known"

    @property
    def cells(self) -> tuple[str, ...]:
        """What the counts are stored under, in the order of `labels`."""
        return tuple(map(self.cell, self.labels))

    @property
    def place_of(self) -> dict[str, int]:
        """For each code the place of its category among `labels`."""
        return {code: place for place, own in enumerate(self.groups.values()) for code in own}

    def places(self, codes: object) -> NDArray[np.intp]:
        """For each code the place of its category among `labels`.

        Args:
            codes: anything `pandas.Series` takes; missing and unknown codes go into the rest.
        """
        places = pd.Series(codes).map(self.place_of).fillna(len(self.groups))
        return places.to_numpy().astype(np.intp)

    def across(self, other: Split) -> Split:
        """The two splits crossed, as the breakdown that `Counts.cross` stores."""
        crossed = [f"{first} x {second}" for first in self.labels for second in other.labels]
        return Split(
            f"{self.key} x {other.key}",
            f"{self.title} x {other.title}",
            dict.fromkeys(crossed[:-1], ()),
            crossed[-1],
            ranked=False,
        )


def bands(key: str, title: str, *labels: str) -> Split:
    """A split whose categories are worked out by number and keep their order."""
    return Split(key, title, dict.fromkeys(labels, ()), ranked=False)


def first_that_holds(*conditions: NDArray[np.bool_]) -> NDArray[np.intp]:
    """For each row the number of the first condition that holds; their number where none does."""
    if not len(conditions[0]):
        return np.zeros(0, dtype=np.intp)
    return np.select(conditions, range(len(conditions)), len(conditions)).astype(np.intp)
