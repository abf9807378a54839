"""What a chart says, in sentences worked out from its data: its text alternative."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from cstools.charts.series import Series

NOTHING = "There is nothing to draw."
_MOST_PARTS = 3


def nothing_drawn(chart: Series) -> str:
    """That nothing can be drawn and why, where that is so; or an empty text."""
    return "" if len(chart.drawn) else f"{NOTHING}{chart.hidden_in_words()}"


def largest_and_smallest(chart: Series) -> str:
    """The largest and the smallest number of each series."""
    sentences = [
        _sentence(name, _ends(chart, rows)) for name, rows in _by_series(chart) if len(rows)
    ]
    return " ".join(sentences) + chart.hidden_in_words()


def parts_of_each(chart: Series) -> str:
    """The largest part of each category, of the first few."""
    largest = []
    for name, rows in chart.drawn.groupby(chart.category, sort=False):
        top = chart.largest(rows)
        largest.append(f"{name}: most {top[chart.series]} ({chart.said(top[chart.value])})")
    rest = len(largest) - _MOST_PARTS
    more = f"; and {rest} more" if rest > 0 else ""
    return "; ".join(largest[:_MOST_PARTS]) + f"{more}." + chart.hidden_in_words()


def first_to_last(chart: Series) -> str:
    """From where to where each series goes, and its highest point."""
    sentences = [
        _sentence(name, _way(chart, rows)) for name, rows in _by_series(chart) if len(rows)
    ]
    return " ".join(sentences) + chart.hidden_in_words()


def _way(chart: Series, rows: pd.DataFrame) -> str:
    first, last = rows.iloc[0], rows.iloc[-1]
    numbers = rows[chart.value].to_numpy()
    if len(rows) == 1:
        return f"{chart.said(first[chart.value])} in {first[chart.category]}"
    top = chart.largest(rows)
    way = (
        f"from {chart.said(first[chart.value])} in {first[chart.category]} "
        f"to {chart.said(last[chart.value])} in {last[chart.category]}"
    )
    if top[chart.value] in (numbers[0], numbers[-1]):
        return way
    return f"{way}, highest in {top[chart.category]} ({chart.said(top[chart.value])})"


def _ends(chart: Series, rows: pd.DataFrame) -> str:
    top, bottom = chart.largest(rows), chart.smallest(rows)
    most = f"{top[chart.category]} ({chart.said(top[chart.value])})"
    if len(rows) == 1:
        return f"only {most}"
    if top[chart.value] == bottom[chart.value]:
        return f"{chart.said(top[chart.value])} in each of {len(rows)}"
    least = f"{bottom[chart.category]} ({chart.said(bottom[chart.value])})"
    return f"most {most}, least {least}"


def _by_series(chart: Series) -> list[tuple[str, pd.DataFrame]]:
    if not chart.series:
        return [("", chart.drawn)]
    names = chart.drawn[chart.series]
    return [(name, chart.drawn[names == name]) for name in chart.names]


def _sentence(name: str, words: str) -> str:
    return f"{name}: {words}." if name else f"{words[0].upper()}{words[1:]}."
