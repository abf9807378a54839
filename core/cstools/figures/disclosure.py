"""Small counts hidden in figures that are in the long form already."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pandas as pd

from cstools.figures.counts import Counts
from cstools.figures.suppression import hidden

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cstools.data.figures import Figures

_JOINT = " x "
_ALL = ("", "")
_PLACE = ["area_code", "period"]
_PARTED = ("percent", "ratio")
_AVERAGED = ("mean", "score", "days", "gbp_per_week")


def suppress(figures: Figures, limit: int) -> Figures:
    """Figures in which no count from 1 to `limit` is shown or follows from sums of what is shown.

    The counts are those of lines in the unit ``count``, the numerators and denominators of
    percentages and ratios, the numerators of rates and the denominators of averages; two of the
    same area, period, breakdown and category are the same count when they are equal. Categories of
    a breakdown add up to the headline figure, and those of a crossed one to each of its two
    margins, as far as the numbers do; what is left over is taken for a category that is not shown.

    Where a tool knows better which of its counts add up, use `Counts` and `Published`.

    Args:
        figures: figures of one or several areas and periods.
        limit: counts from 1 to this number are small; 0 hides nothing.

    Returns:
        The same lines; hidden ones without value and numerator and with the status
        ``suppressed``, and without denominator where that is hidden too.
    """
    changed = figures.copy()
    for _, lines in figures.groupby(_PLACE, sort=False, dropna=False):
        ledger = _Ledger()
        for place, line in lines.iterrows():
            ledger.enter(place, line)
        for place, line in lines.iterrows():
            ledger.enter_whole(place, line)
        ledger.add_up(lines)
        hide = hidden(ledger.counts, limit)
        for place, keys in ledger.keys.items():
            if hide.intersection(keys.values()):
                changed.loc[place, ["value", "numerator"]] = None
                changed.loc[place, "status"] = "suppressed"
                if keys.get("denominator") in hide:
                    changed.loc[place, "denominator"] = None
    return changed


@dataclass
class _Ledger:
    """The counts behind the figures of one area and period.

    Attributes:
        counts: the counts, and which add up to which.
        keys: for each line of the figures, the key of each count it shows or tells.
    """

    counts: Counts = field(default_factory=Counts)
    keys: dict[Any, dict[str, str]] = field(default_factory=dict)

    def enter(self, place: Any, line: pd.Series) -> None:
        """Take in how many a line counts."""
        keys = self.keys.setdefault(place, {})
        own = (line["breakdown"], line["category"])
        if line["unit"] == "count":
            self._enter(keys, "value", own, line["value"])
        elif line["unit"] in (*_PARTED, "rate_per_10000") and line["status"] == "":
            self._enter(keys, "numerator", own, line["numerator"])

    def enter_whole(self, place: Any, line: pd.Series) -> None:
        """Take in of how many a line is: of its own category, or of all."""
        keys, number = self.keys[place], line["denominator"]
        if line["unit"] not in (*_PARTED, *_AVERAGED) or pd.isna(number):
            return
        own = (line["breakdown"], line["category"])
        of_all = _key(_ALL, number) in self.counts.counts or own == _ALL
        of_own = _key(own, number) in self.counts.counts or line["unit"] in _AVERAGED
        self._enter(keys, "denominator", _ALL if of_all and not of_own else own, number)
        if line["unit"] in _PARTED and {"numerator", "denominator"} <= keys.keys():
            keys["rest"] = self._rest(keys["denominator"], [keys["numerator"]])

    def _enter(self, keys: dict[str, str], name: str, own: tuple[str, str], number: float) -> None:
        if number >= 0 and float(number).is_integer():
            keys[name] = _key(own, number)
            self.counts.count(keys[name], number)

    def _rest(self, whole: str, cells: Sequence[str]) -> str:
        """Say that counts add up to a whole with a rest that is not shown; nothing beyond it."""
        numbers = self.counts.counts
        rest = f"{whole} without {', '.join(sorted(cells))}"
        left = numbers[whole] - sum(numbers[cell] for cell in cells)
        if left < 0:
            return whole
        parts = list(cells)
        if left:
            self.counts.count(rest, left)
            self.counts.rests.add(rest)
            parts.append(rest)
        if whole not in parts:
            self.counts.group(whole, parts)
        return rest if left else whole

    def add_up(self, lines: pd.DataFrame) -> None:
        """Find which counts are the parts of which."""
        for _, measure in lines.groupby("measure", sort=False):
            for name in ("value", "numerator", "denominator"):
                cells = {
                    (line["breakdown"], line["category"]): self.keys[place][name]
                    for place, line in measure.iterrows()
                    if name in self.keys[place]
                }
                self._add_up(cells)
            self._shares(measure)

    def _add_up(self, cells: dict[tuple[str, str], str]) -> None:
        breakdowns = dict.fromkeys(breakdown for breakdown, _ in cells)
        headline = cells.get(_ALL)
        for breakdown in breakdowns:
            parts = _of(cells, breakdown)
            if breakdown and headline is not None:
                self._parts(headline, parts.values())
            first, joint, second = breakdown.partition(_JOINT)
            if joint:
                for name, side in ((first, 0), (second, 1)):
                    for category, whole in _of(cells, name).items():
                        self._parts(whole, _row(parts, category, side))

    def _shares(self, measure: pd.DataFrame) -> None:
        """Percentages of one whole by category: their numerators are parts of it."""
        for breakdown, lines in measure.groupby("breakdown", sort=False):
            keys = [self.keys[place] for place in lines.index]
            wholes = {own["denominator"] for own in keys if "denominator" in own}
            if breakdown and len(wholes) == 1:
                self._parts(wholes.pop(), [own["numerator"] for own in keys if "numerator" in own])

    def _parts(self, whole: str, cells: Iterable[str]) -> None:
        different = list(dict.fromkeys(cells))
        if different:
            self._rest(whole, different)


def _key(own: tuple[str, str], number: float) -> str:
    return f"{own[0]}: {own[1]} = {number:.0f}"


def _of(cells: dict[tuple[str, str], str], breakdown: str) -> dict[str, str]:
    return {category: key for (name, category), key in cells.items() if name == breakdown}


def _row(parts: dict[str, str], category: str, side: int) -> list[str]:
    """The crossed cells of one category of a margin."""
    if side == 0:
        return [key for name, key in parts.items() if name.startswith(category + _JOINT)]
    return [key for name, key in parts.items() if name.endswith(_JOINT + category)]
