"""Tables of the forecast and of the rates behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from cstools_demand_model.outlook import AGE, PLACEMENT

if TYPE_CHECKING:
    from cstools_demand_model.outlook import Outlook

TOTAL = "All"
DATE = "Date"
MONTH, HALF_YEAR = 30, 182.625
IN_A_MONTH = "Chance in 30 days, %"


def by(table: pd.DataFrame, level: str, order: tuple[str, ...]) -> pd.DataFrame:
    """Numbers by day for each age bracket, or for each placement category."""
    return table.T.groupby(level=level, sort=False).sum().T[list(order)]


def milestones(outlook: Outlook) -> pd.DataFrame:
    """Children at the start of the forecast, about every half year after, and at its end."""
    groups = _groups(outlook)
    selected = groups.iloc[_half_years(groups.index)]
    table = selected.T.round(1)
    table.columns = [f"{date.day} {date:%b %Y}" for date in selected.index]
    # Adding nought turns -0.0 into 0.0.
    table["Change"] = (selected.iloc[-1] - selected.iloc[0]).round(1) + 0.0
    return table.rename_axis("Children").reset_index()


def _half_years(days: pd.Index) -> list[int]:
    ahead = (days - days[0]).days
    # One that comes shortly before the end says what the end says.
    days_ahead = [round(HALF_YEAR * n) for n in range(int((ahead[-1] + HALF_YEAR / 2) / HALF_YEAR))]
    nearest = [int(abs(ahead - day).argmin()) for day in days_ahead]
    return sorted({*nearest, len(days) - 1})


def by_date(outlook: Outlook) -> pd.DataFrame:
    """The forecast at every step: all, by placement and by age."""
    return _groups(outlook).round(1).rename_axis(DATE).reset_index()


def _groups(outlook: Outlook) -> pd.DataFrame:
    forecast = outlook.forecast
    placements = by(forecast, PLACEMENT, outlook.placements)
    ages = by(forecast, AGE, outlook.ages)
    named = ages.set_axis([f"Age {age}" for age in ages.columns], axis=1)
    return pd.concat([forecast.sum(axis=1).to_frame(TOTAL), placements, named], axis=1)


def by_state(outlook: Outlook) -> pd.DataFrame:
    """The forecast at every step for each age and placement anyone is in, one per row."""
    forecast = outlook.forecast
    some = forecast.loc[:, forecast.gt(0).any()].round(2)
    rows = [(date, *state, some.at[date, state]) for date in some.index for state in some.columns]
    return pd.DataFrame(rows, columns=[DATE, AGE, PLACEMENT, "Children"])


def entries(outlook: Outlook) -> pd.DataFrame:
    """How many start to be looked after, by age and placement."""
    table = outlook.entries
    return table[[AGE, PLACEMENT]].assign(
        **{
            "Entries in the reference period": table["entries"],
            "Entries in 30 days": (table["daily"] * MONTH).round(2),
            "Entries in a year": (table["daily"] * 365).round(1),
        }
    )


def moves(outlook: Outlook) -> pd.DataFrame:
    """How often children move or leave, by age and placement."""
    table = outlook.moves
    return table[[AGE, "From", "To"]].assign(
        **{
            "Moves in the reference period": table["moves"],
            "Children there on average": table["stock"].round(1),
            IN_A_MONTH: _chance(table["daily"]),
        }
    )


def ageing(outlook: Outlook) -> pd.DataFrame:
    """How fast the model lets children grow into the next age bracket."""
    table = outlook.ageing
    return table[[AGE]].assign(
        **{"Days in the bracket": table["days"], IN_A_MONTH: _chance(table["daily"])}
    )


def _chance(daily: pd.Series) -> pd.Series:
    """The chance in 30 days that goes with a daily rate, as a percentage."""
    return (100 * (1 - (1 - daily) ** MONTH)).round(2)
