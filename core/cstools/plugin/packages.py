"""Which packages stand in an environment, which of them something needs, and a digest of them."""

from __future__ import annotations

import importlib
import json
import re
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution, distributions, entry_points
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from cstools.hookspecs import PROJECT
from cstools.io.files import sha256_of
from cstools.plugin import shared as sets

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from importlib.metadata import Distribution

CORE = "childrens-services-tools"
_HEADER = re.compile(r"^(Name|Version|Requires-Dist):[ \t]*(.*?)\s*$", re.MULTILINE)


@dataclass(frozen=True)
class Package:
    """An installed package.

    Attributes:
        name: distribution name, in its canonical spelling.
        version: distribution version.
        requires: its requirements, as pip writes them.
    """

    name: str
    version: str
    requires: tuple[str, ...]

    @property
    def pinned(self) -> str:
        """Name and version as ``name==version``."""
        return f"{self.name}=={self.version}"


def same_version(version: str, other: str) -> bool:
    """Whether two texts are of one version: 2024.01 and 2024.1 are, as are v1.0 and 1.0.0."""
    try:
        return Version(version) == Version(other)
    except ValueError:
        return version == other


def installed(site: Path | None = None) -> dict[str, Package]:
    """Every package by name: those of the running Python, or in a folder of packages."""
    sets.activate()
    importlib.invalidate_caches()
    packages: dict[str, Package] = {}
    for each in distributions() if site is None else distributions(path=[str(site)]):
        # Its properties would parse the metadata whole, which takes ten times longer.
        text = each.read_text("METADATA") or each.read_text("PKG-INFO") or ""
        header = _HEADER.findall(text.partition("\n\n")[0].replace("\r\n", "\n"))
        facts = {key: value for key, value in header if key != "Requires-Dist"}
        if facts.get("Name"):
            name = canonicalize_name(facts["Name"])
            requires = tuple(value for key, value in header if key == "Requires-Dist")
            # A first one hides others of its name.
            packages.setdefault(name, Package(name, facts.get("Version", ""), requires))
    return packages


def source_of(package: str) -> dict[str, Any] | None:
    """Where pip had a package from (PEP 610), empty for an index; None where it is not here."""
    try:
        return _source(distribution(package))
    except PackageNotFoundError:
        return None


def checkout_of(package: Distribution) -> Path | None:
    """The folder that a package runs from which was installed with ``pip install -e``."""
    source = _source(package)
    if not source.get("dir_info", {}).get("editable") or "url" not in source:
        return None
    from urllib.request import url2pathname  # slow to import

    return Path(url2pathname(urlsplit(source["url"]).path))


def is_editable(package: str) -> bool:
    """Whether a package was installed with ``pip install -e``."""
    try:
        return checkout_of(distribution(package)) is not None
    except PackageNotFoundError:
        return False


def _source(package: Distribution) -> dict[str, Any]:
    try:
        return dict(json.loads(package.read_text("direct_url.json") or "{}"))
    except ValueError:
        return {}


def required_by(packages: Mapping[str, Package], roots: Iterable[str]) -> set[str]:
    """The roots and all they need, one through another; also what is needed and not there."""
    seen: set[tuple[str, str]] = set()
    waiting: list[tuple[str, str]] = [(canonicalize_name(root), "") for root in roots]
    while waiting:
        name_and_extra = waiting.pop()
        if name_and_extra not in seen:
            seen.add(name_and_extra)
            waiting += (
                _asked_for(packages[name_and_extra[0]], name_and_extra[1])
                if name_and_extra[0] in packages
                else []
            )
    return {name for name, _ in seen}


def shared() -> set[str]:
    """What the core and the tools beside it need; the rest of this Python serves other programs."""
    tools = (point.dist.name for point in entry_points(group=PROJECT) if point.dist is not None)
    return required_by(installed(), [CORE, *tools])


def shared_digest() -> str:
    """A digest of what stands beside the core for the core and its tools."""
    packages = installed()
    return digest(packages[name].pinned for name in shared() if name in packages)


def digest(pinned: Iterable[str]) -> str:
    """A digest of packages given as ``name==version``: equal environments, equal digests."""
    return sha256_of("\n".join(sorted(pinned)).encode())


def _asked_for(package: Package, extra: str) -> Iterator[tuple[str, str]]:
    for text in package.requires:
        try:
            requirement = Requirement(text)
        except InvalidRequirement:
            continue
        if requirement.marker is None or requirement.marker.evaluate({"extra": extra}):
            yield from (
                (canonicalize_name(requirement.name), name) for name in ("", *requirement.extras)
            )
