"""The panels of a report, in reading order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools import Panel
from cstools_demand_model import charts, tables
from cstools_demand_model.outlook import AGE, PLACEMENT
from cstools_demand_model.period import day

if TYPE_CHECKING:
    from cstools_demand_model.outlook import Outlook
    from cstools_demand_model.period import Period

_NO_RANGE = "The model gives no range: the true number can well be some way above or below."
_BY_START = "Age is that at the start of the current episode."
_MOVED = (
    "The model moves a child to another placement at the age at which the last episode began, so "
    "a placement that is rare at an age can grow there more than it would."
)


def panels(outlook: Outlook, period: Period) -> list[Panel]:
    """Show a forecast: figures, charts, then the rates it comes from."""
    history, forecast = outlook.history, outlook.forecast
    headline = _headline(outlook, period)
    drawn = f"Recorded since {day(period.first)}, forecast from {day(period.forecast_start)}"
    shaded = f"the shaded reference period, {period.reference}, gives the rates."
    key = f"{drawn}; {shaded}"
    charted = [
        Panel(
            "Forecast",
            headline,
            table=tables.milestones(outlook),
            caveats=(_NO_RANGE, "Figures are expected numbers, so they have fractions."),
        ),
        Panel(
            "Children looked after",
            f"Children of all ages and placements. {key}",
            spec=charts.line(history.sum(axis=1), forecast.sum(axis=1), period, headline),
            caveats=(_NO_RANGE,),
        ),
    ]
    for level, order in {PLACEMENT: outlook.placements, AGE: outlook.ages}.items():
        word = level.lower()
        text = f"Children looked after by {word}. {key}"
        past, ahead = tables.by(history, level, order), tables.by(forecast, level, order)
        charted.append(
            Panel(
                f"Children by {word}",
                f"{text} Each chart has a scale of its own.",
                spec=charts.lines(past, ahead, period, 2, text),
                caveats=(_BY_START,) if level == AGE else (),
            )
        )
    return [*charted, _states(outlook, period, key), *_rates(outlook, period), *_figures(outlook)]


def _headline(outlook: Outlook, period: Period) -> str:
    totals = outlook.forecast.sum(axis=1)
    end = totals.index[-1].date()
    return (
        f"{totals.iloc[0]:,.0f} children were looked after at the start of the forecast, "
        f"{day(period.forecast_start)}; if the rates of {period.reference} go on, there will be "
        f"about {totals.iloc[-1]:,.0f} on {day(end)}."
    )


def _states(outlook: Outlook, period: Period, key: str) -> Panel:
    names = [f"{state[1]}, {state[0]}" for state in outlook.history.columns]
    past, ahead = outlook.history.set_axis(names, axis=1), outlook.forecast.set_axis(names, axis=1)
    text = f"Children looked after by age and placement. {key}"
    return Panel(
        "Children by age and placement",
        f"{text} Each chart has a scale of its own.",
        spec=charts.lines(past, ahead, period, 3, text),
        caveats=(_BY_START, _MOVED),
    )


def _rates(outlook: Outlook, period: Period) -> list[Panel]:
    started, moved = int(outlook.entries["entries"].sum()), int(outlook.moves["moves"].sum())
    return [
        Panel(
            "Entry rates",
            f"{started:,} starts of being looked after in the reference period, "
            f"{period.reference}, by age and placement.",
            table=tables.entries(outlook),
            caveats=("The model divides by one day less than the period has.",),
        ),
        Panel(
            "Transition rates",
            f"{moved:,} episodes ended in the reference period; what came after them, by age and "
            "placement.",
            table=tables.moves(outlook),
            caveats=(
                "A line from a placement to the same one is a new episode of the same kind, such "
                "as another foster home or a change of legal status.",
                "A rate that rests on few moves, or on few children there, tells little.",
                "Rates are the mean of each day's moves among the children there that day.",
            ),
        ),
        Panel(
            "Ageing rates",
            "Besides the moves recorded, the model lets children grow into the next age bracket "
            "at these rates, and out of the last one.",
            table=tables.ageing(outlook),
        ),
    ]


def _figures(outlook: Outlook) -> list[Panel]:
    return [
        Panel(
            "Forecast by date",
            "The forecast at each step: all children, by placement and by age.",
            table=tables.by_date(outlook),
        ),
        Panel(
            "Forecast by date, age and placement",
            "The forecast at each step for each combination of age and placement.",
            table=tables.by_state(outlook),
            caveats=(_BY_START,),
        ),
    ]
