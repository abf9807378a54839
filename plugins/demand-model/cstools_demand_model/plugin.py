"""The hook of the demand model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools import hookimpl

if TYPE_CHECKING:
    from cstools import Context, Dataset, Panel


@hookimpl
def cstools_visualise(dataset: Dataset, context: Context) -> list[Panel]:
    """Forecast the children looked after from this year's return and earlier ones."""
    from cstools_demand_model.model import forecast, grouped_codes
    from cstools_demand_model.period import settle
    from cstools_demand_model.report import panels
    from cstools_demand_model.returns import gather
    from cstools_demand_model.translation import translate

    returns = gather(dataset, context.params)
    period = settle(context.params, len(returns))
    history = translate(
        returns, period, short_breaks=context.params["short_breaks"], grouped=grouped_codes()
    )
    context.notes.extend(history.notes)
    context.progress.say("Working out rates and forecast")
    return panels(forecast(history, period), period)
