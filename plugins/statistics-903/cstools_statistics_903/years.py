"""This year's figures beside last year's, and the words both are put in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cstools.figures import HIDDEN, ROUND_TO, UNKNOWN, in_words
from cstools_statistics_903.wholes import PHRASES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cstools.figures import Number, Split
    from cstools_statistics_903.year_counts import PublishedYear


@dataclass(frozen=True)
class Years:
    """What the panels are made from.

    Attributes:
        now: this year's figures.
        before: last year's, or None when last year's return was not given.
        area: code of the authority whose return it is; empty where it was not given.
    """

    now: PublishedYear
    before: PublishedYear | None = None
    area: str = ""

    def __iter__(self) -> Iterator[PublishedYear]:
        yield self.now
        if self.before is not None:
            yield self.before

    def has(self, key: str) -> bool:
        """Whether this year's return could be counted so."""
        return self.now.has(key)

    def had(self, key: str) -> bool:
        """Whether last year's return was given and could be counted so."""
        return self.before is not None and self.before.has(key)

    def caveats(self, *more: str, made_from: Iterable[Any] = ()) -> tuple[str, ...]:
        """The caveats of a panel.

        Args:
            *more: its own.
            made_from: the dates and splits its figures are made from; what could not be read of
                these comes first. That numbers are hidden comes last, where they are.
        """
        left_out = self.left_out(*made_from)
        if not self.now.limit:
            return (*left_out, *more)
        hidden = "Small numbers are hidden and not charted; totals are rounded."
        return (*left_out, *more, hidden)

    def left_out(self, *keys: Any) -> tuple[str, ...]:
        """What was left out of figures made from these dates and splits, in either year."""
        now = self.now.left_out(*keys)
        if self.before is None:
            return now
        before = self.before.left_out(*keys)
        return (*now, *(f"In last year’s return: {text[0].lower()}{text[1:]}" for text in before))

    @property
    def reach(self) -> tuple[str, ...]:
        """The caveat of figures that look back as far as returns were given, if two years were."""
        if self.before is None:
            return ()
        return (
            "Last year’s figure has one return less to look back on than this year’s, so the two "
            "are not fully comparable.",
        )

    @property
    def hiding(self) -> tuple[str, ...]:
        """How numbers are hidden, where they are."""
        if not self.now.limit:
            return ()
        return (
            f"Counts from 1 to {self.now.limit} are shown as {HIDDEN}, and so are counts, "
            "percentages and averages that would give them away; totals are rounded to the nearest "
            f"{ROUND_TO} and percentages use the rounded totals. Charts leave hidden counts out.",
        )

    def whole(self, key: str) -> str:
        """A group of children with its number: ``412 children looked after on 31 March 2026``."""
        return f"{self.now.children(key)} {PHRASES[key].format(year=self.now.year)}"

    def share(self, key: str, whole: str, unknown: str = "") -> str:
        """A percentage with its number, and last year's: ``38.0% (156; a year before 36.1%)``."""
        percent, beside = self.now.percent(key, whole, unknown=unknown), []
        if percent not in (HIDDEN, UNKNOWN):
            beside.append(in_words(self.now.count(key)))
        if self.before is not None and self.had(key):
            earlier = self.before.percent(key, whole, unknown=unknown)
            beside.append(f"a year before {_phrase(earlier)}")
        return f"{_phrase(percent)} ({'; '.join(beside)})" if beside else _phrase(percent)

    def largest(self, split: Split, whole: str) -> str:
        """A sentence on the largest category of a breakdown."""
        return f"Of {self.whole(whole)}, {self.top(split, whole)}."

    def top(self, split: Split, whole: str) -> str:
        """The largest category of a breakdown, in words."""
        numbers = {
            label: number
            for label, cell in zip(split.labels, split.cells, strict=True)
            if isinstance(number := self.now.count(cell), int) and number
        }
        title = split.title[0].lower() + split.title[1:]
        if not numbers:
            return f"no number can be shown by {title}"
        label = max(numbers, key=lambda name: numbers[name])
        return f"the largest group by {title} is “{label}”: {self.share(split.cell(label), whole)}"


def _phrase(percent: Number) -> str:
    return "hidden" if percent == HIDDEN else in_words(percent, "%")


def shown_splits(years: Years, splits: Sequence[Split]) -> list[Split]:
    """The breakdowns that this year's return could be counted by."""
    return [split for split in splits if years.has(split.cells[0])]
