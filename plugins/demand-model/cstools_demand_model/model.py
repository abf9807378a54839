"""The one place that uses the package cs-demand-model: hand it episodes, take what it answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from cs_demand_model import Config, DemandModellingDataContainer, ModelPredictor, PopulationStats
from cs_demand_model.data.ssda903 import SSDA903TableType
from cs_demand_model.datastore import DataFile, Metadata

from cstools import UsageError
from cstools_demand_model.outlook import AGE, PLACEMENT, Outlook

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cstools_demand_model.period import Period
    from cstools_demand_model.translation import History

OUTSIDE = "NOT_IN_CARE"


class Tables:
    """What the package takes for its store of files: the tables are here already.

    Its own store reads CSV files, in which the child 007 would become 7.

    Args:
        history: children and episodes.
    """

    def __init__(self, history: History) -> None:
        newest = max(history.episodes)
        tables: list[tuple[Any, int, pd.DataFrame]] = [
            (SSDA903TableType.HEADER, newest, history.children),
            *((SSDA903TableType.EPISODES, *group) for group in history.episodes.items()),
        ]
        self._tables = {f"{year}/{kind.name}": table for kind, year, table in tables}
        self.files = [
            DataFile(f"{year}/{kind.name}", Metadata(kind.name, len(table), year, kind))
            for kind, year, table in tables
        ]

    def to_dataframe(self, file: Any) -> pd.DataFrame:
        """The table of a file; a copy, as the package changes it."""
        return self._tables[file.name].copy()


def grouped_codes() -> frozenset[str]:
    """The placement codes that the package has a group for; every other one counts as Other."""
    groups = Config().PlacementCategories
    return frozenset(code for group in groups for code in group.placement_types)


def forecast(history: History, period: Period) -> Outlook:
    """Work out rates from the reference period and carry them forward.

    Raises:
        UsageError: a rate has nothing to be a share of.
    """
    config = Config()
    stats = PopulationStats(
        DemandModellingDataContainer(Tables(history), config).enriched_view, config
    )
    span = pd.Timestamp(period.reference_start), pd.Timestamp(period.reference_end)
    states = _States(config)
    rates = stats.raw_transition_rates(*span)
    _check(rates, states)
    start = pd.Timestamp(period.forecast_start)
    predictor = ModelPredictor.from_model(stats, *span, start)
    stock = stats.stock
    now = stats.stock_at(start).to_frame(start).T
    steps = predictor.predict(period.steps, period.step_days)
    return Outlook(
        ages=tuple(states.ages.values()),
        placements=tuple(states.placements.values()),
        history=states.counts(_daily(stock, period)),
        forecast=pd.concat([states.counts(now), states.counts(steps)]),
        entries=_entries(stats, span, states),
        moves=_moves(rates, stats.transitions.truncate(*span).sum(), _mean(stock, span), states),
        ageing=_ageing(config),
    )


class _States:
    """The package's states, as people call them."""

    def __init__(self, config: Config) -> None:
        self.ages = {bracket.name: str(bracket.label) for bracket in config.AgeBrackets}
        labels = {group.name: str(group.label) for group in config.PlacementCategories}
        self.placements = {name: label for name, label in labels.items() if name != OUTSIDE}
        self.destinations = labels

    def name(self, state: tuple[str, str]) -> tuple[str, str]:
        """Age and placement of a state."""
        return self.ages[state[0]], self.destinations[state[1]]

    def counts(self, table: pd.DataFrame) -> pd.DataFrame:
        """A table by day and state, with every state in care and no other."""
        columns = [(age, placement) for age in self.ages for placement in self.placements]
        whole = pd.DataFrame(
            {self.name(state): table.get(state, 0.0) for state in columns},
            index=pd.DatetimeIndex(table.index),
        )
        return whole.fillna(0.0).astype(float).rename_axis(columns=[AGE, PLACEMENT])


def _check(rates: pd.Series, states: _States) -> None:
    """Raise UsageError where somebody left a state in which nobody is counted on any day before.

    The package counts the first day's moves against those who are left at the end of that day.
    """
    odd = rates.index[~np.isfinite(rates.to_numpy())]
    if len(odd):
        age, placement = states.name(odd[0][0])
        raise UsageError(
            f"There is no rate for leaving {placement} at the age {age}: the last children there "
            "left on the first day of the reference period.",
            "Give another --reference-start, a day later or earlier.",
        )


def _daily(stock: pd.DataFrame, period: Period) -> pd.DataFrame:
    """Each day that the returns cover; after the last event nothing changes."""
    return stock.reindex(pd.date_range(period.first, period.last), method="ffill").fillna(0.0)


def _mean(stock: pd.DataFrame, span: tuple[pd.Timestamp, pd.Timestamp]) -> pd.Series:
    return stock.truncate(*span).mean()


def _entries(
    stats: PopulationStats, span: tuple[pd.Timestamp, pd.Timestamp], states: _States
) -> pd.DataFrame:
    daily = stats.daily_entrants(*span)
    days = (span[1] - span[0]).days
    rows = [
        (*states.name(to), round(rate * days), rate) for (_, to), rate in _ordered(daily, states)
    ]
    return pd.DataFrame(rows, columns=[AGE, PLACEMENT, "entries", "daily"])


def _moves(rates: pd.Series, numbers: pd.Series, stock: pd.Series, states: _States) -> pd.DataFrame:
    rows = [
        (*states.name(come), states.name(gone)[1], int(numbers[come, gone]), stock[come], rate)
        for (come, gone), rate in _ordered(rates, states)
        if numbers.get((come, gone), 0)
    ]
    return pd.DataFrame(rows, columns=[AGE, "From", "To", "moves", "stock", "daily"])


def _ordered(rates: pd.Series, states: _States) -> Iterable[tuple[Any, float]]:
    """Rates by age, then placement, in the package's order; it sorts by name itself."""
    ages, places = list(states.ages), list(states.destinations)

    def place(pair: tuple[Any, float]) -> list[tuple[int, int]]:
        return [(ages.index(state[0]), places.index(state[1])) for state in pair[0] if state]

    return sorted(rates.items(), key=place)


def _ageing(config: Config) -> pd.DataFrame:
    rows = [
        (str(bracket.label), bracket.length_in_days, bracket.daily_probability)
        for bracket in config.AgeBrackets
    ]
    return pd.DataFrame(rows, columns=[AGE, "days", "daily"])
