"""The sample of each standard it provides is read back as it was written, and comes again.

Level: error
Why: Every tool that reads the standard is tried and tested on its samples.
Fix: Draw everything from one generator made of the seed, and write what load reads.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools.check.rule import NotSeenError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cstools.check.subject import Subject


def look(subject: Subject) -> Iterator[str]:
    """Say what is wrong with the samples."""
    for report in subject.provided:
        if report.schema:
            raise NotSeenError("See the rule standard-schema.")
        yield from report.sample
