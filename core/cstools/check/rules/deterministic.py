"""The same input gives the same output.

Level: error
Why: Two people who check the same return have to get the same report.
Fix: Sort what comes from a set, fix the seed of what is random, and take no date from the clock.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools.check.rule import NotSeenError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cstools.check.subject import Subject


def look(subject: Subject) -> Iterator[str]:
    """Compare two runs in processes with other orders of sets and with clocks a year apart."""
    first = subject.runs
    second = {run.data: run for run in subject.trial.again}
    if not second:
        raise NotSeenError("The second run did not come to its end.")
    for run in first:
        other = second.get(run.data)
        if other is None or other.error:
            yield f"On {run.data} it ran once and failed the second time."
            continue
        for part, digest in run.digests.items():
            if other.digests.get(part) != digest:
                yield f"On {run.data} the {part} differ from run to run."
