"""Its module can be imported.

Level: error
Why: A module that raises or hangs when it is imported is a tool that nobody can run.
Fix: Import the module in Python, read the error, and move what fails into the hook that needs it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cstools.check.rule import NotSeenError
from cstools.check.rules.dependencies_declared import undeclared

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cstools.check.subject import Subject

_LACKS = re.compile(r"ModuleNotFoundError: No module named '(?P<module>\w+)")


def look(subject: Subject) -> Iterator[str]:
    """Say how importing it failed."""
    trial, module = subject.trial, subject.project.module
    if trial.obstacle:
        raise NotSeenError("See the rule dependencies-met.")
    if trial.imported is None:
        yield trial.stuck
    elif trial.imported.error:
        lacks = _LACKS.match(trial.imported.error)
        if lacks and lacks["module"] in undeclared(subject):
            raise NotSeenError("See the rule dependencies-declared.")
        yield f"Importing {module} fails: {trial.imported.error}"
