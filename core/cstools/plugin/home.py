"""The user's cstools folder: environments of tools, receipts of what was installed."""

from __future__ import annotations

import os
from pathlib import Path

VARIABLE = "CSTOOLS_HOME"


def home() -> Path:
    """The folder; it may not be there yet. The variable CSTOOLS_HOME moves it."""
    text = os.environ.get(VARIABLE, "").strip()
    if text:
        return Path(text).expanduser().absolute()
    import platformdirs

    return Path(platformdirs.user_data_dir("cstools", appauthor=False))


def environments() -> Path:
    """Where the environments of tools are, one folder each."""
    return home() / "environments"


def receipts() -> Path:
    """Where the receipts are, one file for each tool that was installed."""
    return home() / "receipts"
