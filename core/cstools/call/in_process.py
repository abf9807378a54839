"""Call one hook of one tool; whatever goes wrong becomes one clear error that names the tool."""

from __future__ import annotations

import importlib
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

from cstools.call.guard import guard
from cstools.data.rule_info import RuleInfo
from cstools.errors import CstoolsError, ToolError, describe
from cstools.plugin import discovery
from cstools.plugin import load as importing
from cstools.plugin.hooks import PREFIX, STANDARDS, hooks_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from contextlib import AbstractContextManager
    from pathlib import Path

    from cstools.data.context import Context
    from cstools.data.period import Period
    from cstools.plugin.discovery import Plugin

# Asked for like a stage: a validator's list of its rules.
CATALOGUE = "catalogue"
_DOING = {STANDARDS: "giving its standards", CATALOGUE: "listing its rules"}
_CORE_PREFIX = f"{__name__.split('.', maxsplit=1)[0]}."


def call(
    plugin: Plugin, stage: str, arguments: Mapping[str, Any], context: Context, *folders: Path
) -> Any:
    """What a tool's hook answers, called in this process and held to its manifest.

    Args:
        plugin: the tool; it has the stage.
        stage: a stage, `STANDARDS` or `CATALOGUE`.
        arguments: the hook's arguments by name, without the context.
        context: the tool's context.
        *folders: where the tool may write besides the temporary folder.

    Raises:
        ToolError: it cannot be loaded, has no such hook or failed; errors that the tool raises on
            purpose pass through.
    """
    with _confinement(plugin, *folders):
        hook = None if stage == CATALOGUE else _hook(plugin, stage)
        try:
            if hook is None:
                return _rules(plugin, **arguments)
            # pluggy leaves out an answer of None.
            return next(iter(hook(**arguments, context=context)), None)
        except CstoolsError:
            raise
        except (Exception, SystemExit) as error:  # an exit of the tool's must not end the program
            raise ToolError(
                f"The tool {plugin.name} failed while {_DOING.get(stage, f'running {stage}')}: "
                f"{describe(error, plugin.module.split('.')[0])}",
                f"Nothing was written. {tell(plugin)}",
            ) from error


def load(plugin: Plugin) -> None:
    """Import a tool and see whether its hooks fit, held to its manifest as in a run.

    Raises:
        ToolError: it cannot be loaded, its hooks do not fit, or it did what it does not declare.
    """
    with _confinement(plugin):
        discovery.manager(plugin)


def tell(plugin: Plugin) -> str:
    """Whom to tell about a tool that failed."""
    return f"Tell its maintainer ({plugin.manifest.maintainer if plugin.manifest else '?'})."


def _confinement(plugin: Plugin, *folders: Path) -> AbstractContextManager[object]:
    """Hold a tool to its manifest; what the core itself brings needs no holding."""
    if plugin.module.startswith(_CORE_PREFIX):
        return nullcontext()
    assert plugin.manifest is not None
    importing.keep_bytecode(plugin.manifest.folder)
    return guard(plugin.manifest, *folders)


def _hook(plugin: Plugin, stage: str) -> Callable[..., list[Any]]:
    hook: Any = getattr(discovery.manager(plugin).hook, f"{PREFIX}{stage}")
    if hook.get_hookimpls():
        answers: Callable[..., list[Any]] = hook
        return answers
    lists, key = f"lists the stage {stage}", "the stage"
    if stage == STANDARDS:
        lists, key = "says it provides a standard", "'provides'"
    raise ToolError(
        f"The tool {plugin.name} {lists} but has no cstools_{stage} hook.",
        f"Implement the hook or take {key} out of cstools.toml.",
    )


def _rules(plugin: Plugin, year: Period | None) -> Any:
    """What a tool's catalogue gives; imports the tool."""
    entries = _catalogue(plugin)(year)
    # Also where the list goes on to another process: only plain values cross.
    if isinstance(entries, list) and all(isinstance(entry, RuleInfo) for entry in entries):
        return [entry.plain() for entry in entries]
    return entries


def _catalogue(plugin: Plugin) -> Callable[[Any], Any]:
    """What lists the rules: what the manifest names, or what made the hook of the stage validate.

    A hook that was not made of rules lists none.
    """
    assert plugin.manifest is not None
    if plugin.manifest.catalogue is not None:
        module, _, function = plugin.manifest.catalogue.partition(":")
        return getattr(importlib.import_module(module), function)  # type: ignore[no-any-return]
    hook = hooks_of(discovery.load(plugin)).get(f"{PREFIX}validate")
    rulebook = getattr(hook, "rulebook", None)
    return (lambda _: []) if rulebook is None else rulebook.catalogue
