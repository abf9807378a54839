"""A throw-away cstools folder, so that no test sees or changes the user's tools."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from cstools.plugin import discovery
from cstools.plugin.home import VARIABLE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def throw_away(folder: Path) -> Iterator[Path]:
    """Make `folder` the cstools folder, here and in child processes, while the block runs."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv(VARIABLE, str(folder))
        discovery.installed.cache_clear()
        try:
            yield folder
        finally:
            discovery.installed.cache_clear()
