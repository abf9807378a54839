"""Tell whether a tool can be imported, without importing it: whether its imports are there.

Importing may take a minute and runs the tool's code; reading its module for what it imports does
not. So this finds what is missing or is no Python, and not what breaks while it runs.
"""

from __future__ import annotations

import ast
import sys
from importlib.machinery import PathFinder
from pathlib import Path
from typing import TYPE_CHECKING

from cstools.errors import ToolError
from cstools.plugin.environment import site_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cstools.plugin.discovery import Plugin


def problem_of(plugin: Plugin) -> str:
    """Why a tool cannot be imported, as far as its files show it; empty when nothing does."""
    if plugin.problem or plugin.manifest is None:
        return plugin.problem
    package = plugin.manifest.folder
    module = package.joinpath(*plugin.module.split(".")[1:])
    files = (module.with_suffix(".py"), module / "__init__.py")
    file = next((path for path in files if path.is_file()), None)
    if file is None:
        return f"its module {plugin.module} is not there."
    try:
        tree = ast.parse(file.read_bytes())
    except (OSError, ValueError, SyntaxError) as error:
        line = f", line {error.lineno}" if isinstance(error, SyntaxError) else ""
        return f"its module {plugin.module} is no Python that can be read ({file.name}{line})."
    places = _places(plugin)
    for name in dict.fromkeys(_imported(tree)):
        if name not in sys.stdlib_module_names and PathFinder.find_spec(name, places) is None:
            return f"it imports {name}, which is not installed."
    return ""


def _places(plugin: Plugin) -> list[str]:
    """Where its imports are looked for: with the core, or in its own environment."""
    assert plugin.manifest is not None
    beside = str(plugin.manifest.folder.parent)
    if plugin.environment is None:
        return [beside, *sys.path]
    try:
        # The worker gives it the core besides.
        return [beside, str(site_of(plugin.environment)), str(Path(__file__).parents[2])]
    except ToolError:
        return [beside, *sys.path]


def _imported(tree: ast.Module) -> Iterator[str]:
    """The packages that a module imports as soon as it is imported itself."""
    for statement in tree.body:
        if isinstance(statement, ast.Import):
            yield from (alias.name.split(".")[0] for alias in statement.names)
        elif isinstance(statement, ast.ImportFrom) and not statement.level and statement.module:
            yield statement.module.split(".")[0]
