"""The returns in the form the model takes: one list of children, episodes by year.

What the model cannot take, or puts into its rest group, is counted, so that nothing goes missing in
silence.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pandas as pd

from cstools import InputError
from cstools_demand_model.period import year_end

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from cstools import Dataset
    from cstools_demand_model.period import Period

HEADER, EPISODES = "Header", "Episodes"
# The model knows no age outside these, in years at the start of an episode.
YOUNGEST, OLDEST = -1, 30
DAYS_IN_YEAR = 365.24
# Supported accommodation, which was H5 and P2 in returns until 2023: the code that the model knows,
# and what it calls the group.
NEWER_CODES = {"K3": ("H5", "Supported")}
_CODE = r"[A-Z]\d{1,2}"
_NO_CODE = "what is no code"
_YEAR_FIRST = r"\s*\d{4}[-/.]\d{1,2}[-/.]\d{1,2}.*"
SHORT_BREAKS = ("V3", "V4")
# A return in which nothing happens for so long is most likely an early extract.
QUIET_DAYS = 30


@dataclass
class History:
    """Children and episodes as the model takes them.

    Attributes:
        children: CHILD and DOB, one row per child.
        episodes: CHILD, DECOM, DEC and PLACE, by collection year.
        notes: what was left out or taken otherwise, one sentence each.
    """

    children: pd.DataFrame
    episodes: dict[int, pd.DataFrame]
    notes: list[str] = field(default_factory=list)


def translate(
    returns: Mapping[int, Dataset],
    period: Period,
    *,
    short_breaks: bool = True,
    grouped: Collection[str] | None = None,
) -> History:
    """Put returns into the model's form.

    Args:
        returns: by collection year, the newest first.
        period: the days of the forecast.
        short_breaks: whether episodes of short breaks are counted, as the package does.
        grouped: the placement codes that the model has a group for; None when it is not known.

    Raises:
        InputError: a table is lacking, or too little is left to forecast from.
    """
    children = _children(returns)
    tally = _Tally()
    episodes = {}
    for year, dataset in returns.items():
        if EPISODES not in dataset or dataset[EPISODES].empty:
            raise InputError(
                f"The return of collection year {year} has no episodes.",
                "Give its table of episodes too, or leave that year out.",
            )
        table = _without_short_breaks(dataset[EPISODES], tally, left_out=not short_breaks)
        usable = _episodes(table, children, year, tally)
        episodes[year] = usable if grouped is None else _grouped(usable, grouped, tally)
    history = History(children, episodes, tally.notes)
    _check_enough(history, period)
    history.notes += _vanished(episodes)
    return history


class _Tally:
    """Counts rows by what became of them, over all returns."""

    def __init__(self) -> None:
        self._rows: dict[str, int] = {}
        self._rest: Counter[str] = Counter()

    def add(self, what: str, rows: pd.Series) -> None:
        self._rows[what] = self._rows.get(what, 0) + int(rows.sum())

    @property
    def notes(self) -> list[str]:
        sentences = [f"{_episodes_in_words(n)} {what}." for what, n in self._rows.items() if n]
        return sentences + self._of_rest()

    def add_rest(self, codes: pd.Series) -> None:
        """Count placement codes that the model has no group for."""
        # Whatever else was typed there may be anything, and is not repeated.
        named = codes.where(codes.str.fullmatch(_CODE), _NO_CODE)
        self._rest.update(named.tolist())

    def _of_rest(self) -> list[str]:
        if not self._rest:
            return []
        counts = [f"{code} {n:,}" for code, n in sorted(self._rest.items())]
        number = _episodes_in_words(sum(self._rest.values()))
        return [
            f"{number} with a placement code that the model has no group for: counted as Other "
            f"({', '.join(counts)})."
        ]


def _episodes_in_words(number: int) -> str:
    return "1 episode" if number == 1 else f"{number:,} episodes"


def _children(returns: Mapping[int, Dataset]) -> pd.DataFrame:
    """Each child's date of birth, from the newest return that has it."""
    headers = [
        dataset[HEADER][["CHILD", "DOB"]] for dataset in returns.values() if HEADER in dataset
    ]
    if not headers:
        raise InputError(
            "The return has no table Header, which the dates of birth are taken from.",
            "Give its header file too.",
        )
    known = pd.concat([header.dropna() for header in headers], ignore_index=True)
    if known.empty:
        raise _no_births(returns)
    return known.drop_duplicates("CHILD").reset_index(drop=True)


def _no_births(returns: Mapping[int, Dataset]) -> InputError:
    """Say why no child has a date of birth: dates in another form, or none at all."""
    typed = [
        dataset.unread[HEADER, "DOB"]
        for dataset in returns.values()
        if (HEADER, "DOB") in dataset.unread
    ]
    unread = sum(len(texts) for texts in typed)
    if not unread:
        return InputError(
            "No child in the table Header has both a child identifier and a date of birth.",
            "Check the columns CHILD and DOB; dates are written as dd/mm/yyyy.",
        )
    year_first = sum(int(texts.str.fullmatch(_YEAR_FIRST).sum()) for texts in typed)
    how = f"{year_first:,} of them are written year first" if year_first else "none is a date"
    return InputError(
        f"No date of birth can be read: the column DOB of the table Header has {_entries(unread)} "
        f"not in the form dd/mm/yyyy, {how}.{_pooled(returns)}",
        "Write the dates as dd/mm/yyyy, 31/03/2026 say, and give each year's return as files of "
        "its own: this year's as the input, the year before with --last-year.",
    )


def _entries(number: int) -> str:
    return "1 entry" if number == 1 else f"{number:,} entries"


def _pooled(returns: Mapping[int, Dataset]) -> str:
    """Say that a return holds several years, where its year-first dates show it."""
    years: set[int] = set()
    for dataset in returns.values():
        texts = dataset.unread.get((EPISODES, "DEC"), pd.Series([], dtype="object"))
        dates = texts[texts.str.fullmatch(_YEAR_FIRST).fillna(False).astype(bool)]
        days = pd.to_datetime(dates.str.strip().str[:10], errors="coerce", format="%Y-%m-%d")
        ends = days.dropna()
        years |= set((ends.dt.year + (ends.dt.month > 3)).astype(int))
    if len(years) < 2:
        return ""
    column = any(
        re.search(r"\bYEAR\b", note) for dataset in returns.values() for note in dataset.notes
    )
    return (
        f" The return holds several collection years, {min(years)} to {max(years)}, below each "
        f"other{' (as its column YEAR says)' if column else ''}."
    )


def _without_short_breaks(table: pd.DataFrame, tally: _Tally, *, left_out: bool) -> pd.DataFrame:
    rows = table["LS"].isin(SHORT_BREAKS)
    became = "left out" if left_out else "counted like all others"
    tally.add(f"of short breaks (V3, V4): {became}", rows)
    return table[~rows] if left_out else table


def _episodes(
    table: pd.DataFrame, children: pd.DataFrame, year: int, tally: _Tally
) -> pd.DataFrame:
    born = table["CHILD"].map(children.set_index("CHILD")["DOB"])
    begun, ended = table["DECOM"], table["DEC"]
    close = pd.Timestamp(year_end(year))
    age = (begun - born).dt.days / DAYS_IN_YEAR
    obstacles = {
        "without a child identifier or a start date: left out": (
            table["CHILD"].isna() | begun.isna()
        ),
        "of children without a date of birth in Header: left out": born.isna(),
        "with a start after the collection year: left out": begun > close,
        "with an end before the start: left out": ended < begun,
        # The model divides by those who were there the day before, which may be nobody.
        "with an end on the day of the start: left out": ended == begun,
        "with a start at an age the model does not know: left out": (
            (age < YOUNGEST) | (age >= OLDEST)
        ),
    }
    usable = pd.Series(True, index=table.index)
    for what, rows in obstacles.items():
        tally.add(what, rows & usable)
        usable &= ~rows
    tally.add("without a placement code: counted as Other", usable & table["PLACE"].isna())
    return _closed(table.loc[usable, ["CHILD", "DECOM", "DEC", "PLACE"]], close, tally)


def _grouped(table: pd.DataFrame, grouped: Collection[str], tally: _Tally) -> pd.DataFrame:
    """Hand codes newer than the model over as the code that it has for the same, count the rest."""
    places = table["PLACE"]
    for code, (known, group) in NEWER_CODES.items():
        if code not in grouped:
            tally.add(f"with the placement code {code}: counted as {group}", places == code)
            places = places.where(places != code, known)
    tally.add_rest(places[places.notna() & ~places.isin(list(grouped))])
    return table.assign(PLACE=places)


def _closed(table: pd.DataFrame, close: pd.Timestamp, tally: _Tally) -> pd.DataFrame:
    """Take ends after the year as open; where another episode follows, the model ends it there."""
    newest = table.groupby("CHILD")["DECOM"].transform("max")
    still = (table["DEC"] > close) & (table["DECOM"] == newest)
    tally.add("with an end after the collection year: taken as still open", still)
    return table.assign(DEC=table["DEC"].where(~still)).reset_index(drop=True)


def _check_enough(history: History, period: Period) -> None:
    episodes = pd.concat(list(history.episodes.values()), ignore_index=True)
    if episodes.empty:
        raise InputError(
            f"No episode can be used. {' '.join(history.notes)}".strip(),
            "Check that episodes and header are of the same children and have their dates.",
        )
    start, end = pd.Timestamp(period.reference_start), pd.Timestamp(period.reference_end)
    for what, column in {"starts": "DECOM", "ends": "DEC"}.items():
        if not episodes[column].between(start, end).any():
            raise InputError(
                f"No episode {what} in the reference period, {period.reference}, so there are no "
                "rates to forecast with.",
                "Check the collection year, and give a whole return, earlier returns, or another "
                "reference period.",
            )
    events = pd.concat([episodes["DECOM"], episodes["DEC"]])
    quiet = (end - events[events <= end].max()).days
    if quiet > QUIET_DAYS:
        history.notes.append(
            f"No episode starts or ends in the last {quiet} days of the reference period. "
            "Is the return complete?"
        )


def _vanished(episodes: Mapping[int, pd.DataFrame]) -> list[str]:
    """Say how many children a return leaves open and the next one does not know."""
    notes = []
    for year, table in episodes.items():
        if year + 1 in episodes:
            still = table.loc[table["DEC"].isna(), "CHILD"]
            number = still[~still.isin(episodes[year + 1]["CHILD"])].nunique()
            if number:
                notes.append(
                    f"{number:,} {'child' if number == 1 else 'children'} looked after at the end "
                    f"of the return of {year} and not found in that of {year + 1}: the model goes "
                    "on counting them. Check that child identifiers did not change."
                )
    return notes
