"""The core's own exporters as plugins: described as tools are, and called through the same door."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib.metadata import version
from pathlib import Path

from cstools.plugin.discovery import Plugin
from cstools.plugin.manifest import Manifest
from cstools.plugin.packages import CORE

_PACKAGE = __name__.rpartition(".")[0]
_FOLDER = Path(__file__).parent


@cache
def exporters() -> tuple[Plugin, ...]:
    """One plugin for each module of this package that is named after a format."""
    names = (module.name for module in pkgutil.iter_modules([str(_FOLDER)]))
    return tuple(_plugin(name) for name in names if not name.startswith("_"))


def _plugin(form: str) -> Plugin:
    manifest = Manifest(
        name=form,
        title=f"The format {form}",
        summary=f"Writes the outcome of a run as {form}.",
        stages=("export",),
        reads=(),
        produces=(form,),
        maintainer="the maintainers of cstools",
        licence="MIT",
        folder=_FOLDER,
    )
    return Plugin(form, CORE, version(CORE), f"{_PACKAGE}.{form}", manifest)
