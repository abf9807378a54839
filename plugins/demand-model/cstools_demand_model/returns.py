"""The returns that a run has: this year's, and as many earlier ones as were given."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cstools import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cstools import Dataset

EARLIER = ("last_year", "two_years_before", "three_years_before")


def gather(dataset: Dataset, params: Mapping[str, Any]) -> dict[int, Dataset]:
    """The returns by collection year, the newest first, without a gap.

    A return that brings its own return of the year before, as a folder with a sub-folder
    ``last-year`` does, needs no parameter for that one.

    Raises:
        UsageError: a year between two is not given, or a return is of another year.
    """
    newest: int = params["collection_year"]
    _check_year(dataset, newest, "collection_year", "the data")
    returns = {newest: dataset}
    latest: Dataset | None = dataset
    for before, name in enumerate(EARLIER, start=1):
        earlier: Dataset | None = params[name]
        if earlier is not None and latest is None:
            raise UsageError(
                f"{name} was given, but {EARLIER[before - 2]} was not.",
                f"Give the return of collection year {newest - before + 1} too.",
            )
        if earlier is None and latest is not None:
            earlier = latest.last_year
        if earlier is not None:
            _check_year(earlier, newest - before, name, name)
            returns[newest - before] = earlier
        latest = earlier
    return returns


def _check_year(dataset: Dataset, expected: int, name: str, what: str) -> None:
    if dataset.period not in (None, expected):
        raise UsageError(
            f"The dates of {what} are those of collection year {dataset.period}, and "
            f"{expected} was expected.",
            f"Check --{name.replace('_', '-')} and the files.",
        )
