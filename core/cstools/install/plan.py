"""What is to be done so that tools stand as they are asked for: nothing is changed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from packaging.version import Version

from cstools.errors import CstoolsError, ToolError, UsageError
from cstools.install import needs
from cstools.install import upgrade as upgrades
from cstools.install.candidate import choose
from cstools.install.installed import came_from, check_replaceable, check_same
from cstools.plugin.packages import same_version

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cstools.install.candidate import Candidate
    from cstools.install.request import ToolRequest
    from cstools.plugin.discovery import Plugin
    from cstools.plugin.receipt import Receipt
    from cstools.registry.entry import Registry


@dataclass(frozen=True)
class Keep:
    """A tool that stays as it is.

    Attributes:
        name: the tool.
        version: its version.
        note: what the person should know besides.
        registry: the registry it came from; empty where none is known.
        problem: why it could not be planned for, where it was one of many; None where it could.
    """

    name: str
    version: str
    note: str = ""
    registry: str = ""
    problem: CstoolsError | None = None


@dataclass(frozen=True)
class Install:
    """A release that is installed, in the place of what stands under its name.

    Attributes:
        candidate: the release.
        before: what stands there now.
        note: what the person should know besides.
    """

    candidate: Candidate
    before: Plugin | None = None
    note: str = ""

    @property
    def name(self) -> str:
        """The tool."""
        return self.candidate.entry.name

    @property
    def is_upgrade(self) -> bool:
        """Whether it is newer than what stands there."""
        if self.before is None or self.before.version == "?":
            return False
        return Version(self.before.version) < Version(self.candidate.release.version)


@dataclass(frozen=True)
class Rebuild:
    """An environment that is built anew from the receipt of its tool."""

    receipt: Receipt


@dataclass(frozen=True)
class Remove:
    """A tool that is removed.

    Attributes:
        plugin: the tool.
        note: what the person should know besides.
    """

    plugin: Plugin
    note: str = ""


Step = Keep | Install | Rebuild | Remove


@dataclass(frozen=True)
class Plan:
    """What is to be done.

    Attributes:
        steps: one after the other.
        independent: whether one that fails keeps none of the others from being done.
    """

    steps: tuple[Step, ...]
    independent: bool = False


def plan(
    requests: Sequence[ToolRequest],
    registries: Sequence[Registry],
    installed: Mapping[str, Plugin],
) -> Plan:
    """Which release each request stands for, and before them the standards and libraries they need.

    Args:
        requests: the tools.
        registries: where to look, best first.
        installed: what is here, by name.

    Raises:
        UsageError: no registry has a tool or the version, or it does not fit.
    """
    releases = [_release(request, registries, installed) for request in dict.fromkeys(requests)]
    candidates = [release for release in releases if not isinstance(release, Keep)]
    standards = needs.standards_of(candidates, registries, installed.values())
    built_on = [*candidates, *standards]
    libraries = needs.libraries_of(built_on, registries, installed.values())
    pinned = {request.name for request in requests if request.version}
    provided = needs.provided(installed.values()) | {
        name
        for candidate in (*standards, *candidates)
        for name in (candidate.entry.name, *candidate.entry.provides)
    }
    return Plan(
        tuple(
            release
            if isinstance(release, Keep)
            else _with_warning(
                _step(release, installed, exact=release.entry.name in pinned), provided
            )
            for release in (*libraries, *standards, *releases)
        )
    )


def plan_upgrade(
    requests: Sequence[ToolRequest],
    registries: Sequence[Registry],
    installed: Mapping[str, Plugin],
    *,
    switch: bool = False,
) -> Plan:
    """What installed tools go on to, each from where it came from.

    Before a release come the standards and libraries that it needs and that are not here yet.

    Args:
        requests: the tools; without any, all that a registry lists, and one that cannot be
            upgraded does not keep the others from it.
        registries: where to look.
        installed: what is here, by name.
        switch: take a tool from these registries even when it came from another.

    Raises:
        UsageError: a tool is not installed, or the registry it came from has it no longer.
    """
    for request in requests:
        if request.name not in installed:
            advice = f"Run: cstools install {request}"
            raise UsageError(f"{request.name} is not installed.", advice)

    def upgrade(plugin: Plugin, version: str) -> list[Keep | Install]:
        candidate = upgrades.newest(plugin, version, registries, switch=switch)
        if candidate is None:
            return [keep(plugin)]
        step = _step(candidate, installed, onward=True)
        if isinstance(step, Keep):
            return [step]
        before = _before(candidate, registries, installed)
        names = {name for other in before for name in (other.entry.name, *other.entry.provides)}
        provided = needs.provided(installed.values()) | {plugin.name} | names
        return [*(_step(other, installed) for other in before), _with_warning(step, provided)]

    steps: dict[str, Keep | Install] = {}
    for request in requests:
        for step in upgrade(installed[request.name], request.version):
            steps.setdefault(step.name, step)
    if requests:
        return Plan(tuple(steps.values()))
    for plugin in installed.values():
        if upgrades.concerns(plugin, registries, switch=switch):
            try:
                planned = upgrade(plugin, "")
            except CstoolsError as error:
                planned = [replace(keep(plugin), problem=error)]
            for step in planned:
                steps.setdefault(step.name, step)
    return Plan(tuple(steps.values()), independent=True)


def plan_repair(
    names: Sequence[str],
    installed: Mapping[str, Plugin],
    receipts: Mapping[str, Receipt | ToolError],
) -> Plan:
    """Environments to build anew: those named, or those that cannot run.

    Raises:
        UsageError: a tool has no environment of its own.
        ToolError: a receipt cannot be read.
    """
    for name in names:
        if name not in receipts:
            raise UsageError(
                f"{name} has no environment of its own.",
                "'cstools list' shows which tools have one.",
            )
    broken = {plugin.name for plugin in installed.values() if plugin.problem}
    steps = []
    for name in names or sorted(broken & receipts.keys()):
        receipt = receipts[name]
        if isinstance(receipt, ToolError):
            raise receipt
        steps.append(Rebuild(receipt))
    return Plan(tuple(steps))


def plan_removal(
    names: Sequence[str], installed: Mapping[str, Plugin], *, force: bool = False
) -> Plan:
    """Tools to remove.

    Args:
        names: the tools.
        installed: what is here, by name.
        force: remove a data standard even when an installed tool reads it.

    Raises:
        UsageError: a tool is not installed, or is needed.
    """
    for name in names:
        if name not in installed:
            raise UsageError(f"{name} is not installed.", "'cstools list' shows what is.")
    plugins = [installed[name] for name in dict.fromkeys(names)]
    steps = []
    for plugin in plugins:
        readers = needs.needing(plugin, plugins, installed.values())
        if readers and not force:
            verb, them = ("needs", "it") if len(readers) == 1 else ("need", "them")
            raise UsageError(
                f"{' and '.join(readers)} {verb} {plugin.name}.",
                f"Uninstall {them} as well, or add --yes to remove {plugin.name} all the same.",
            )
        note = f"{' and '.join(readers)} cannot do without it." if readers else ""
        steps.append(Remove(plugin, note))
    return Plan(tuple(steps))


def keep(plugin: Plugin) -> Keep:
    """The step of a tool that stays as it is."""
    return Keep(plugin.name, plugin.version, registry=came_from(plugin))


def _release(
    request: ToolRequest, registries: Sequence[Registry], installed: Mapping[str, Plugin]
) -> Candidate | Keep:
    """What to install, or what is here already where no registry can give it any more."""
    try:
        return choose(request, registries)
    except UsageError:
        plugin = installed.get(request.name)
        fits = plugin is not None and not plugin.problem
        if plugin is None or not fits or not _is(plugin, request.version or plugin.version):
            raise
        return keep(plugin)


def _step(
    candidate: Candidate,
    installed: Mapping[str, Plugin],
    *,
    exact: bool = False,
    onward: bool = False,
) -> Keep | Install:
    """The step of a release. What is here gives way to an `exact` one, or `onward` to a newer."""
    release = candidate.release
    before = installed.get(candidate.entry.name)
    if before is None:
        return Install(candidate, note=candidate.warning)
    check_same(before, candidate)
    if not before.problem:
        if _is(before, release.version) or not (exact or onward):
            note = _joined(candidate.warning, _newer(before, candidate))
            return replace(keep(before), note=note)
        if onward and Version(before.version) > Version(release.version):
            return replace(keep(before), note=candidate.warning)
    check_replaceable(before, candidate)
    return Install(candidate, before, _joined(candidate.warning, _moved(before, candidate)))


def _before(
    candidate: Candidate, registries: Sequence[Registry], installed: Mapping[str, Plugin]
) -> list[Candidate]:
    """The libraries and standards that a release needs and that are not here."""
    standards = needs.standards_of([candidate], registries, installed.values())
    libraries = needs.libraries_of([candidate, *standards], registries, installed.values())
    return [*libraries, *standards]


def _with_warning(step: Keep | Install, provided: set[str]) -> Keep | Install:
    """The step, which says what the tool cannot be run without."""
    if isinstance(step, Keep):
        return step
    return replace(
        step, note=_joined(step.note, needs.missing_standard(step.candidate.entry, provided))
    )


def _is(plugin: Plugin, number: str) -> bool:
    return same_version(plugin.version, number)


def _newer(before: Plugin, candidate: Candidate) -> str:
    same = came_from(before) in ("", candidate.registry.name)
    if same and Version(before.version) < Version(candidate.release.version):
        newest = candidate.release.version
        return f"{newest} is there; 'cstools upgrade {before.name}' installs it."
    return ""


def _moved(before: Plugin, candidate: Candidate) -> str:
    origin = came_from(before)
    return f"Before, it came from {origin}." if origin not in ("", candidate.registry.name) else ""


def _joined(*sentences: str) -> str:
    return " ".join(filter(None, sentences))
