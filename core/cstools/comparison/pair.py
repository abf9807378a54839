"""Two tools that can be compared, and what they take together."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from cstools.errors import UsageError
from cstools.io.resemblance import did_you_mean
from cstools.plugin import discovery
from cstools.plugin.discovery import Plugin

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cstools.plugin.manifest import Manifest, Param


@dataclass(frozen=True)
class Pair:
    """Two tools to compare.

    Attributes:
        first: one tool.
        second: the other.
        manifest: what both read, and the parameters of either.
    """

    first: Plugin
    second: Plugin
    manifest: Manifest

    @property
    def tools(self) -> tuple[Plugin, Plugin]:
        """Both, in the order given."""
        return self.first, self.second

    @property
    def together(self) -> Plugin:
        """Both as one that reads the data once, and runs nothing."""
        return Plugin(self.manifest.name, "", "", "", self.manifest)

    def values(self, params: Mapping[str, Any]) -> dict[str, Any]:
        """Every parameter of either tool: those given converted, the others None.

        Raises:
            UsageError: neither tool knows a parameter, or it has a value of the wrong kind.
        """
        from cstools.runner import parameters

        known = self.manifest.params
        for name in params:
            if name not in known:
                raise self._unknown(name)
        values: dict[str, Any] = dict.fromkeys(known)
        # Each tool has limits and choices of its own, so each looks at what it is given.
        for tool in reversed(self.tools):
            manifest = _manifest(tool)
            own = {n: v for n, v in params.items() if n in manifest.params and v is not None}
            converted = parameters.convert(manifest, own)
            values.update({name: converted[name] for name in own})
        return values

    def _unknown(self, name: str) -> UsageError:
        known = self.manifest.params
        hint = did_you_mean(name, known, f"They take: {', '.join(known) or 'none'}.")
        return UsageError(
            f"Neither {self.first.name} nor {self.second.name} has a parameter '{name}'.", hint
        )


def validates(plugin: Plugin) -> bool:
    """Whether a tool finds errors, so that its findings can be compared."""
    return plugin.manifest is not None and "validate" in plugin.manifest.stages


def pair(first: Plugin, second: Plugin) -> Pair:
    """Put two tools together.

    Raises:
        UsageError: they are the same tool, one of them does not validate, they read no standard
            in common, or a parameter of one name is not of one type.
    """
    for plugin in (first, second):
        require_validation(plugin)
    if first.name == second.name:
        raise UsageError(
            f"{first.name} was given twice.", "Name two different tools: cstools compare A B ..."
        )
    left, other = _manifest(first), _manifest(second)
    name = f"The comparison of {first.name} and {second.name}"
    joined = {n: _joined(n, left, other) for n in {**left.params, **other.params}}
    return Pair(first, second, replace(left, name=name, reads=_reads(left, other), params=joined))


def require_validation(plugin: Plugin) -> None:
    """Raise UsageError when a tool does not validate."""
    if validates(plugin):
        return
    able = ", ".join(tool.name for tool in discovery.tools() if validates(tool)) or "none"
    raise UsageError(
        f"{plugin.name} does not validate, so it has no findings to compare.",
        f"Installed tools that do: {able}.",
    )


def _manifest(plugin: Plugin) -> Manifest:
    assert plugin.manifest is not None
    return plugin.manifest


def _reads(first: Manifest, other: Manifest) -> tuple[str, ...]:
    """The standards both read; a tool that reads any table reads those of the other."""
    if not first.reads or not other.reads:
        return first.reads or other.reads
    common = tuple(name for name in first.reads if name in other.reads)
    if not common:
        raise UsageError(
            f"{first.name} reads {', '.join(first.reads)}, {other.name} reads "
            f"{', '.join(other.reads)}: there is nothing that both could check.",
            "Compare two tools that read the same data standard.",
        )
    return common


def _joined(name: str, left: Manifest, other: Manifest) -> Param:
    """A parameter as both tools know it, or as the one that has it does."""
    params = [manifest.params[name] for manifest in (left, other) if name in manifest.params]
    first, last = params[0], params[-1]
    if (first.type, first.many) != (last.type, last.many):
        raise UsageError(
            f"{left.name} and {other.name} both take {first.option}, but not in the same form: "
            f"{_form(first)} and {_form(last)}.",
            "They cannot be compared until one of them names it differently; tell its maintainer.",
        )
    only = "" if len(params) == 2 else (left if name in left.params else other).name
    return replace(
        first,
        help=f"{first.help} (Only for {only}.)" if only else first.help,
        required=any(param.required and param.default is None for param in params),
        default=first.default if first.default == last.default else None,
        choices=tuple(dict.fromkeys(first.choices + last.choices)),
        infer=first.infer or last.infer,
        load=first.load if first.load == last.load else None,
        minimum=None,
        maximum=None,
    )


def _form(param: Param) -> str:
    return f"{param.type}, several" if param.many else param.type
