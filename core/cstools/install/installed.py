"""What stands under a name already: which tool, from where, and whether it may be replaced."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from packaging.utils import canonicalize_name

from cstools.errors import UsageError
from cstools.plugin import discovery
from cstools.plugin import receipt as receipts
from cstools.plugin.packages import is_editable
from cstools.plugin.receipt import OWN, SHARED
from cstools.registry import source, trust
from cstools.registry.read import bundled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cstools.install.candidate import Candidate
    from cstools.plugin.discovery import Plugin
    from cstools.plugin.receipt import Receipt
    from cstools.registry.entry import Registry


def find(name: str) -> Plugin | None:
    """The installed tool of that name, broken or not."""
    return next((plugin for plugin in discovery.installed() if plugin.name == name), None)


def receipt_of(plugin: Plugin) -> Receipt | None:
    """The receipt of an installed tool; None where cstools did not install it."""
    return receipts.read(plugin.name, SHARED if plugin.environment is None else OWN)


def came_from(plugin: Plugin) -> str:
    """The registry a tool was installed from; empty where cstools did not install it."""
    receipt = receipt_of(plugin)
    return receipt.registry if receipt is not None else ""


def its_own(name: str, registries: Sequence[Registry]) -> list[Registry]:
    """Where to look up a tool: the registry it was installed from knows best, if it is there."""
    plugin = find(name)
    receipt = receipt_of(plugin) if plugin is not None else None
    if receipt is None:
        return _curated(name, registries)
    return _named_by(receipt, registries) or list(registries)


def its_place(plugin: Plugin, registries: Sequence[Registry]) -> list[Registry]:
    """The registry a tool came from, read anew where it is none of these.

    One that cstools did not install is of the curated list, if that lists it; else all are given.

    Raises:
        UsageError: it is not there now.
        InputError: it cannot be read or trusted.
    """
    receipt = receipt_of(plugin)
    if receipt is None:
        return _curated(plugin.name, registries)
    origins = _named_by(receipt, registries)
    if not origins and receipt.place and Path(receipt.place).is_file():
        origins = [trust.read(source.at(receipt.place))]
    if not origins:
        where = f" at {receipt.place}" if receipt.place else ""
        raise UsageError(
            f"{plugin.name} came from the registry {receipt.registry}{where}, which is not there.",
            "Connect the drive it is on, or take it from another registry: --from PLACE",
        )
    return origins


def _curated(name: str, registries: Sequence[Registry]) -> list[Registry]:
    """The curated list alone where it lists a tool, whatever is looked in before it."""
    curated = bundled()
    if curated.find(name) is None:
        return list(registries)
    return [registry for registry in registries if registry.path == curated.path] or [curated]


def _named_by(receipt: Receipt, registries: Sequence[Registry]) -> list[Registry]:
    """The registry that a receipt names: at its place, or else of its name."""
    at = [registry for registry in registries if str(registry.path) == receipt.place]
    return at or [registry for registry in registries if registry.name == receipt.registry]


def check_same(plugin: Plugin, candidate: Candidate) -> None:
    """Raise UsageError where what was chosen is another tool of the same name."""
    package = canonicalize_name(candidate.entry.package)
    if plugin.package != "?" and canonicalize_name(plugin.package) != package:
        raise UsageError(
            f"{plugin.name} is installed already, as the package {plugin.package}, and what "
            f"{candidate.registry.name} lists under that name is another: "
            f"{candidate.entry.package}.",
            f"To have that one instead, first run: cstools uninstall {plugin.name}",
        )


def check_replaceable(plugin: Plugin, candidate: Candidate) -> None:
    """Raise UsageError for a tool that may not be replaced.

    It runs from its maintainer's own files, or it stands elsewhere: beside the core, and not in an
    environment of its own.
    """
    check_editable(plugin)
    if candidate.entry.isolation == OWN and plugin.environment is None and not plugin.problem:
        raise UsageError(
            f"{plugin.name} is installed beside the core, and {candidate.registry.name} lists it "
            "with an environment of its own.",
            f"Run: cstools uninstall {plugin.name}",
        )


def check_editable(plugin: Plugin) -> None:
    """Raise UsageError for a tool that runs from its maintainer's own files."""
    if plugin.environment is None and is_editable(plugin.package):
        raise UsageError(
            f"{plugin.name} runs from a checkout ('pip install -e'), which is not replaced.",
            f"To use a release of it, run: cstools uninstall {plugin.name}",
        )
