"""What the receipt says of a run: versions, inputs and their hashes. No cell values."""

from __future__ import annotations

import hashlib
import platform
import re
import sys
from importlib.metadata import distributions, version
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from cstools.runner import parameters

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping
    from importlib.metadata import Distribution

    from cstools.dataset import Dataset
    from cstools.plugins import Plugin

CORE = "childrens-services-tools"
_NAME_OR_VERSION = re.compile(r"^(Name|Version):(.*)$", re.MULTILINE)


def provenance(
    tools: Iterable[Plugin],
    params: Mapping[str, Any],
    dataset: Dataset,
    started: dt.datetime,
    seconds: float,
) -> dict[str, Any]:
    """The receipt's body, without what the exporters add."""
    first, *others = tools
    last = dataset.last_year
    return {
        "tool": first.name,
        "version": first.version,
        "with": [{"tool": plugin.name, "version": plugin.version} for plugin in others],
        "core": version(CORE),
        "python": platform.python_version(),
        "platform": sys.platform,
        "environment": environment_hash(),
        "standard": dataset.standard,
        "period": dataset.period,
        "params": parameters.describe(params),
        "inputs": _sources(dataset),
        "inputs_last_year": [] if last is None else _sources(last),
        "rows": dataset.rows,
        "rows_last_year": {} if last is None else last.rows,
        "started": started.isoformat(timespec="seconds"),
        "duration_seconds": round(seconds, 3),
    }


def environment_hash() -> str:
    """A digest of every installed distribution and version: equal environments, equal digests."""
    names = sorted(_name_and_version(one) for one in distributions())
    return hashlib.sha256("\n".join(names).encode()).hexdigest()


def _name_and_version(one: Distribution) -> str:
    # Its properties would parse the metadata whole, which takes ten times longer.
    text = one.read_text("METADATA") or one.read_text("PKG-INFO") or ""
    header, _, _ = text.partition("\n\n")
    found = {name: value.strip() for name, value in _NAME_OR_VERSION.findall(header)}
    return f"{found.get('Name', '').lower()}=={found.get('Version', '')}"


def _sources(dataset: Dataset) -> list[dict[str, Any]]:
    # File names only: a folder path can name a person.
    return [
        {
            "file": PurePath(source.path).name,
            "sha256": source.sha256,
            "rows": source.rows,
            "tables": list(source.tables),
        }
        for source in dataset.sources
    ]
