"""Tables of the page on areas, from the facts that the package carries."""

from __future__ import annotations

from _made.markdown import table, text
from cstools_geography import area, changes, joint_returns


def reorganisations() -> str:
    """What became of which authority."""
    rows = [
        [
            f"{change.day.day} {change.day:%B %Y}",
            text(change.title),
            f"{' '.join(change.old)} → {' '.join(change.new)}",
            "yes" if change.exact else "no",
        ]
        for change in changes()
    ]
    return table(["day", "what happened", "numbers", "figures add up"], rows)


def joint() -> str:
    """Which authorities make one return."""
    rows = [
        [
            text(" and ".join(area(code).name for code in joint_return.codes)),
            joint_return.collection,
            str(joint_return.since or ""),
        ]
        for joint_return in joint_returns()
    ]
    return table(["authorities", "statistics", "since"], rows)
