"""Every parameter has a help text of some words and is named in README.md.

Level: error
Why: The help text is all that a person at the command line sees.
Fix: Write help = "..." in cstools.toml as a sentence, and list the parameters in README.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools.check.rules.readme import mentions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cstools.check.subject import Subject

_FEWEST_WORDS = 2


def look(subject: Subject) -> Iterator[str]:
    """Look at each parameter."""
    for param in subject.manifest.params.values():
        if len(param.help.split()) < _FEWEST_WORDS:
            yield f"The parameter {param.name} has no help text that says anything."
        if not mentions(subject, (param.name, param.option)):
            yield f"README.md does not name the parameter {param.name}."
