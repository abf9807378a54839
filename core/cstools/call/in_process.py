"""Call one hook of one tool; whatever goes wrong becomes one clear error that names the tool."""

from __future__ import annotations

import importlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from cstools.call.guard import guard
from cstools.data.rule_info import RuleInfo
from cstools.errors import CstoolsError, ToolError, describe
from cstools.plugin import discovery
from cstools.plugin import hooks as fitting
from cstools.plugin import load as importing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from cstools.plugin.discovery import Plugin


def call(plugin: Plugin, stage: str, arguments: Mapping[str, Any], *folders: Path) -> Any:
    """What a tool's hook answers, called in this process and held to its manifest.

    Args:
        plugin: the tool; it has the stage.
        stage: ``"wrangle"``, ``"validate"``, ``"visualise"`` or ``"export"``.
        arguments: the hook's arguments by name, ``context`` among them.
        *folders: where the tool may write besides the temporary folder.

    Raises:
        ToolError: it cannot be loaded, has no such hook or failed; errors that the tool raises on
            purpose pass through.
    """
    assert plugin.manifest is not None
    importing.keep_bytecode(plugin.manifest.folder)
    with guard(plugin.manifest, *folders):
        hooks = discovery.manager(plugin).hook
        hook: Callable[..., list[Any]] = getattr(hooks, f"cstools_{stage}")
        try:
            answers = hook(**arguments)
        except CstoolsError:
            raise
        except (Exception, SystemExit) as error:  # an exit of the tool's must not end the program
            raise ToolError(
                f"The tool {plugin.name} failed while running {stage}: "
                f"{describe(error, plugin.module.split('.')[0])}",
                f"Nothing was written. {tell(plugin)}",
            ) from error
    if answers:
        return answers[0]
    # pluggy leaves out an answer of None, so a hook that returned nothing looks like no hook.
    if not hook.get_hookimpls():  # type: ignore[attr-defined]
        raise ToolError(
            f"The tool {plugin.name} lists the stage {stage} but has no cstools_{stage} hook.",
            "Implement the hook or take the stage out of cstools.toml.",
        )
    return None


def load(plugin: Plugin) -> None:
    """Import a tool and see whether its hooks fit, held to its manifest as in a run.

    Raises:
        ToolError: it cannot be loaded, its hooks do not fit, or it did what it does not declare.
    """
    assert plugin.manifest is not None
    with guard(plugin.manifest):
        discovery.manager(plugin)


def catalogue(plugin: Plugin, year: int | None) -> Any:
    """A validator's own list of its rules, of one year or of all; only this imports the tool.

    It is what the manifest names as the catalogue or, where it names none, what the hook that
    `cstools.rules.validator` made lists; empty for a hook of another kind.

    Raises:
        ToolError: it cannot be loaded, or the list cannot be made.
    """
    assert plugin.manifest is not None
    importing.keep_bytecode(plugin.manifest.folder)
    with guard(plugin.manifest):
        try:
            entries = _catalogue(plugin)(year)
            # Also where the list goes on to another process: only plain values cross.
            return [e.plain() for e in entries] if _typed(entries) else entries
        except CstoolsError:
            raise
        except Exception as error:
            raise ToolError(
                f"The tool {plugin.name} could not list its rules: "
                f"{describe(error, plugin.module.split('.')[0])}",
                tell(plugin),
            ) from error


def _catalogue(plugin: Plugin) -> Callable[[int | None], Any]:
    assert plugin.manifest is not None
    if plugin.manifest.catalogue is not None:
        module, _, function = plugin.manifest.catalogue.partition(":")
        return getattr(importlib.import_module(module), function)  # type: ignore[no-any-return]
    hooks = fitting.hooks_of(discovery.load(plugin))
    rulebook = getattr(hooks.get("cstools_validate"), "rulebook", None)
    return (lambda year: []) if rulebook is None else rulebook.catalogue


def _typed(entries: Any) -> bool:
    return isinstance(entries, list) and all(isinstance(one, RuleInfo) for one in entries)


@contextmanager
def by_standard(name: str, doing: str) -> Iterator[None]:
    """Hold code of a data standard; whatever goes wrong in it becomes one clear error.

    Raises:
        ToolError: it failed; errors that the standard raises on purpose pass through.
    """
    try:
        yield
    except CstoolsError:
        raise
    except Exception as error:
        raise ToolError(
            f"The data standard {name} failed while {doing}: {describe(error)}",
            "Nothing was written. Tell its maintainer.",
        ) from error


def tell(plugin: Plugin) -> str:
    """Whom to tell about a tool that failed."""
    return f"Tell its maintainer ({plugin.manifest.maintainer if plugin.manifest else '?'})."
