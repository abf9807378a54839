"""Each rule that is skipped is one there is.

Level: error
Why: A skip of a rule that does not exist hides a typing error, and the rule meant is checked.
Fix: Put the name right under [checks.skip]; 'cstools check --rules' lists the rules.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools.check.rule import every_rule
from cstools.io.resemblance import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cstools.check.subject import Subject

_ITSELF = "skips"


def look(subject: Subject) -> Iterator[str]:
    """Look up each rule that the manifest skips."""
    known = [rule.id for rule in every_rule()]
    for name in subject.manifest.skip:
        if name == _ITSELF:
            yield f"The rule {_ITSELF} cannot be skipped."
        elif name not in known:
            yield f"There is no rule called '{name}'. {did_you_mean(name, known)}".rstrip()
