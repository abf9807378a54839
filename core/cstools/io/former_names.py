"""Modules under the names they had, for tools written before they moved.

What a tool imports is `cstools` and the few modules it names; before that was said, tools imported
from where a name stood. They go on working: a name of the table below gives the module that has
taken its place. ``cstools check`` tells the author.
"""

from __future__ import annotations

import importlib
import sys
from importlib.machinery import ModuleSpec
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from types import ModuleType

FORMER = {
    "cstools.characters": "cstools.io.characters",
    "cstools.context": "cstools.data.context",
    "cstools.dataset": "cstools.data.dataset",
    "cstools.days": "cstools.data.days",
    "cstools.differences": "cstools.data.difference",
    "cstools.findings": "cstools.data.findings",
    "cstools.listing": "cstools.data.listing",
    "cstools.manifest": "cstools.plugin.manifest",
    "cstools.names": "cstools.io.names",
    "cstools.panels": "cstools.data.panel",
    "cstools.plugins": "cstools.plugin.discovery",
    "cstools.rulebook": "cstools.data.rule_info",
    "cstools.runner.result": "cstools.data.result",
    "cstools.schema": "cstools.standard.schema",
    "cstools.script_files": "cstools.data.script_files",
    "cstools.text": "cstools.data.text",
}


# The base classes of loaders and finders would bring in a dozen modules with each command.
class _Alias:
    """Puts the module that took a name's place where the name is looked for."""

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return None

    def exec_module(self, module: ModuleType) -> None:
        name = module.__name__
        sys.modules[name] = importlib.import_module(FORMER[name])


class FormerNames:
    """Finds modules by the names of the table."""

    def find_spec(
        self, fullname: str, path: object = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """The module that has taken the place of a former name."""
        return ModuleSpec(fullname, cast("Any", _Alias())) if fullname in FORMER else None


def install() -> None:
    """Have Python ask for former names after it has looked everywhere else; once."""
    if not any(isinstance(finder, FormerNames) for finder in sys.meta_path):
        sys.meta_path.append(FormerNames())
