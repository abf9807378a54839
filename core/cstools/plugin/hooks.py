"""Whether the hooks of a module fit the specifications, in sentences for the tool's author."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any

from cstools import hookspecs
from cstools.io.resemblance import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

    from cstools.plugin.manifest import Manifest

PREFIX = f"{hookspecs.PROJECT}_"
STANDARDS = "standards"


def hooks_of(module: ModuleType) -> dict[str, Any]:
    """What a module has marked as hooks, by the name of the hook."""
    hooks = {}
    for name, value in vars(module).items():
        marked = getattr(value, f"{hookspecs.PROJECT}_impl", None)
        if isinstance(marked, dict):
            hooks[marked.get("specname") or name] = value
    return hooks


def misfits(module: ModuleType) -> list[str]:
    """Why the hooks of a module cannot be called, a sentence each."""
    return [text for name, value in hooks_of(module).items() for text in _misfits(name, value)]


def oversights(module: ModuleType) -> list[str]:
    """What the hooks of a module would never be given, a sentence each."""
    return [text for name, value in hooks_of(module).items() for text in _oversights(name, value)]


def unlisted(module: ModuleType, manifest: Manifest) -> list[str]:
    """Stages of which a module has the hook, and which the manifest leaves out."""
    stages = {name.removeprefix(PREFIX) for name in hooks_of(module) if spec(name) is not None}
    return sorted(stages - {STANDARDS} - set(manifest.stages))


def spec(name: str) -> Any:
    """The specification of a hook, or None."""
    return getattr(hookspecs, name, None) if name.startswith(PREFIX) else None


def _misfits(name: str, value: Any) -> Iterator[str]:
    known = [hook for hook in vars(hookspecs) if hook.startswith(PREFIX)]
    if spec(name) is None:
        hint = did_you_mean(name, known, f"The hooks are {', '.join(known)}.")
        yield f"{name} is no hook. {hint}"
    elif not inspect.isroutine(value):
        yield f"{name} is no function."
    else:
        arguments = list(inspect.signature(spec(name)).parameters)
        for parameter in _named(value):
            if parameter.name not in arguments:
                allowed = ", ".join(arguments) or "none"
                yield f"{name} takes '{parameter.name}'; its arguments are {allowed}."


def _oversights(name: str, value: Any) -> Iterator[str]:
    if spec(name) is None or not inspect.isroutine(value):
        return
    arguments = inspect.signature(spec(name)).parameters
    for parameter in inspect.signature(value).parameters.values():
        if parameter.kind in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD):
            yield f"{name} takes *{parameter.name}; name the arguments it uses."
    for parameter in _named(value):
        # pluggy gives what has no default, and nothing else.
        if parameter.name in arguments and parameter.default is not parameter.empty:
            yield (
                f"{name} has a default for '{parameter.name}', so it is never given one; "
                "take it out."
            )


def _named(value: Any) -> list[inspect.Parameter]:
    kinds = (inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY)
    return [
        parameter
        for parameter in inspect.signature(value).parameters.values()
        if parameter.kind in kinds
    ]
