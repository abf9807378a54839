"""Joint returns: authorities whose figures are published as one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from cstools_geography import facts


@dataclass(frozen=True)
class JointReturn:
    """One return of several authorities: counts of it must not be added up over them.

    Attributes:
        codes: their numbers; a figure stands under the first.
        collection: which statistics print it so.
        since: first collection year; None where it is in every year that is published.
    """

    codes: tuple[str, ...]
    collection: str
    since: int | None = None


@cache
def joint_returns() -> tuple[JointReturn, ...]:
    """The joint returns known in the department's publications."""
    entries = facts.document("joint_returns.toml")["joint"]
    return tuple(
        JointReturn(tuple(entry["numbers"]), entry["collection"], entry.get("since"))
        for entry in entries
    )


def joint_with(code: str) -> tuple[str, ...]:
    """The authorities that make a return with another, in any collection."""
    sharing = {other for joint in joint_returns() if code in joint.codes for other in joint.codes}
    return tuple(sorted(sharing - {code}))
