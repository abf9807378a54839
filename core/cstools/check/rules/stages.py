"""The stages in the manifest are the hooks that the module has.

Level: error
Why: A stage without its hook fails in the run; a hook without its stage is never called.
Fix: Implement the hook, or take the stage out of cstools.toml; and the other way round.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools.check.rule import NotSeenError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cstools.check.subject import Subject

_STANDARDS = "standards"


def look(subject: Subject) -> Iterator[str]:
    """Compare both, and the standards with what the manifest provides."""
    manifest, imported = subject.manifest, subject.imported
    if imported.misfits:
        raise NotSeenError("See the rule hooks.")
    hooks = {*imported.stages, *imported.unmarked}
    for stage in manifest.stages:
        if stage not in hooks:
            yield f"The manifest lists the stage {stage}, and there is no hook cstools_{stage}."
    for stage in sorted(hooks - {_STANDARDS} - set(manifest.stages)):
        yield f"There is a hook cstools_{stage}, and the manifest does not list the stage {stage}."
    if manifest.provides and _STANDARDS not in hooks:
        yield "The manifest provides a standard, and there is no hook cstools_standards."
    if _STANDARDS in hooks and not manifest.provides:
        yield "There is a hook cstools_standards, and the manifest provides no standard."
