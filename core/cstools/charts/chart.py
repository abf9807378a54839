"""A chart: its drawing, the sentence that says the same, and the data as a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cstools.charts.theme import SCHEMA
from cstools.data.panel import Panel

if TYPE_CHECKING:
    import pandas as pd

    from cstools.data.figures import Figures

Records = list[dict[str, Any]]


@dataclass(frozen=True)
class Chart:
    """What every builder gives.

    Attributes:
        spec: a Vega-Lite specification with its data inside.
        text: what the chart says, in sentences worked out from its data: its text alternative.
        table: the data as a table, what is hidden marked as such.
    """

    spec: dict[str, Any]
    text: str
    table: pd.DataFrame

    def panel(
        self,
        title: str,
        text: str = "",
        *,
        caveats: tuple[str, ...] = (),
        id: str = "",  # noqa: A002 - the panel's own word
        page: str = "",
        group: str = "",
        figures: Figures | None = None,
    ) -> Panel:
        """A panel of a report that shows this chart, or its table where nothing can be drawn.

        Args:
            title: a short heading.
            text: what it says, where the sentence worked out from the data is not enough.
            caveats: what the reader must know before using it.
            id: a short name that stays the same from run to run.
            page: the page of the report it belongs to.
            group: the heading it stands under.
            figures: the figures it draws.
        """
        text = text or self.text
        spec = {**self.spec, "description": text}
        content = {"spec": spec} if spec["data"]["values"] else {"table": self.table}
        return Panel(
            title,
            text,
            **content,
            caveats=caveats,
            id=id,
            page=page,
            group=group,
            figures=figures,
            data=self.table,
        )


def specification(values: Records, text: str, **body: Any) -> dict[str, Any]:
    """A Vega-Lite specification with its data inside and nothing to fetch."""
    return {"$schema": SCHEMA, "description": text, "data": {"values": values}, **body}
