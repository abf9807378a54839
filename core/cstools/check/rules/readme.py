"""README.md says what the tool is for, how to run it, what it reads, and where its limits are.

Level: error
Why: It is what a colleague in another council reads before trusting the tool with data.
Fix: Give README.md a paragraph on top, a section "Use" with the command, and a section "Limits".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cstools.check.rule import NotSeenError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cstools.check.subject import Subject
    from cstools.plugin.manifest import Manifest

_HEADING = re.compile(r"^#{2,3} +(.+?) *#*$", re.MULTILINE)
_USE = re.compile(r"\b(use|usage|using|run|running|start|how)\b", re.IGNORECASE)
_LIMITS = re.compile(r"\b(limit\w*|caveats?|cannot|not|careful|rely)\b", re.IGNORECASE)
_FEWEST_WORDS = 8


def look(subject: Subject) -> Iterator[str | Problem]:
    """Look for the paragraph, the sections and what they have to name."""
    manifest, text = subject.manifest, subject.project.readme
    if text is None:
        yield Problem("There is no README.md that can be read as UTF-8.", "Write one.")
        return
    first, *rest = _HEADING.split(text)
    sections = dict(zip(rest[::2], rest[1::2], strict=True))
    if len(re.sub(r"^#.*$", "", first, flags=re.MULTILINE).split()) < _FEWEST_WORDS:
        yield "README.md does not begin with what it is for."
    if not any(map(_USE.search, sections)):
        yield "README.md has no section on how to use it."
    elif not any(command in text for command in _commands(manifest)):
        yield f"README.md does not show how to run it: {_commands(manifest)[0]}."
    if not any(_LIMITS.search(name) and body.strip() for name, body in sections.items()):
        yield "README.md has no section on its limits."
    for name in manifest.reads:
        if name.lower() not in text.lower():
            yield f"README.md does not say that it reads {name}."


def mentions(subject: Subject, words: tuple[str, ...]) -> bool:
    """Whether the text has one of these words."""
    text = subject.project.readme
    if text is None:
        raise NotSeenError("See the rule readme.")
    return any(re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text) for word in words)


def _commands(manifest: Manifest) -> list[str]:
    if manifest.kind:
        return [f"cstools info {manifest.name}", f"import {manifest.folder.name}"]
    if not manifest.stages:
        return [f"cstools info {manifest.name}", f"cstools sample {manifest.name}"]
    commands = [f"cstools run {manifest.name}", f'cstools.run("{manifest.name}"']
    if "export" in manifest.stages:
        commands += [f"--format {name}" for name in manifest.produces]
    return commands
