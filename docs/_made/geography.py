"""Tables of the page on areas, from the facts that the package carries."""

from __future__ import annotations

from _made.markdown import table, text
from cstools_geography import area, changes, joint_returns


def reorganisations() -> str:
    """What became of which authority."""
    rows = [
        [
            f"{one.day.day} {one.day:%B %Y}",
            text(one.title),
            f"{' '.join(one.old)} → {' '.join(one.new)}",
            "yes" if one.exact else "no",
        ]
        for one in changes()
    ]
    return table(["day", "what happened", "numbers", "figures add up"], rows)


def joint() -> str:
    """Which authorities make one return."""
    rows = [
        [
            text(" and ".join(area(code).name for code in one.codes)),
            one.collection,
            str(one.since or ""),
        ]
        for one in joint_returns()
    ]
    return table(["authorities", "statistics", "since"], rows)
