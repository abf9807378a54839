"""The panels of a report by the pages and headings they name: what the reports share."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cstools.data.panel import Panel

Groups = dict[str, list["Panel"]]


def by_page(panels: Iterable[Panel]) -> dict[str, Groups]:
    """By page, and on it by heading, the panels in their order.

    What names no page stands on the first; other pages and headings follow as they are named first.
    """
    pages: dict[str, Groups] = {}
    for panel in sorted(panels, key=lambda panel: panel.page != ""):
        pages.setdefault(panel.page, {}).setdefault(panel.group, []).append(panel)
    return pages
