"""The one door to a tool: where its hook runs, and what the hook has to answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cstools.call import in_process
from cstools.call.answers import ANSWERS
from cstools.call.in_process import CATALOGUE
from cstools.data.context import Context
from cstools.plugin.hooks import STANDARDS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from cstools.data.period import Period
    from cstools.data.rule_info import RuleInfo
    from cstools.plugin.discovery import Plugin


def call(
    plugin: Plugin,
    stage: str,
    arguments: Mapping[str, Any],
    context: Context | None = None,
    *folders: Path,
) -> Any:
    """What a tool's hook answers, checked to be what the stage gives, wherever the tool lives.

    Args:
        plugin: the tool; it has the stage.
        stage: ``"wrangle"``, ``"validate"``, ``"visualise"`` or ``"export"``; `STANDARDS` for the
            standards that a package provides, `CATALOGUE` for a validator's list of its rules.
        arguments: the hook's arguments by name, without the context.
        context: the tool's context; checks and notes that the tool adds are in it afterwards.
        *folders: where the tool may write besides the temporary folder.

    Raises:
        ToolError: it cannot be loaded, has no such hook, broke, or answered something else; names
            the tool and the hook.
        CstoolsError: what the tool raised on purpose.
    """
    ask = _asks_here if _is_here(plugin, stage) else _asks_there
    answer = ask()(plugin, stage, arguments, context or Context(), *folders)
    return ANSWERS[stage](plugin, answer)


def load(plugin: Plugin) -> None:
    """Import a tool that runs in this process, and see whether its hooks fit.

    One with an environment of its own is imported there when it is called.

    Raises:
        ToolError: it cannot be loaded, its hooks do not fit, or it did what it does not declare.
    """
    if _is_here(plugin):
        in_process.load(plugin)


def rules_of(plugin: Plugin, year: Period | None) -> list[RuleInfo]:
    """A validator's rules of one year or of all, as its catalogue gives them; none without one.

    Raises:
        ToolError: the tool cannot be loaded, or the list cannot be made or read.
    """
    if plugin.manifest is None or not plugin.manifest.lists_rules:
        return []
    rules: list[RuleInfo] = call(plugin, CATALOGUE, {"year": year})
    return rules


def _is_here(plugin: Plugin, stage: str = "") -> bool:
    """Whether a tool is called in this process; a standard is code that cannot be sent."""
    return plugin.environment is None or stage == STANDARDS


def _asks_here() -> Callable[..., Any]:
    return in_process.call


def _asks_there() -> Callable[..., Any]:
    from cstools.call.worker import host

    return host.call
