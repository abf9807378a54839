"""The how-to pages, followed to the letter: files written, commands run, in order."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from conftest import ROOT, blocks, read

if TYPE_CHECKING:
    from pathlib import Path

PACKAGES = ["how-to/add-a-tool.md", "how-to/add-an-exporter.md", "how-to/add-a-standard.md"]


def follow(page, folder: Path, shell, environment) -> list[str]:
    """Write each titled block as a file and run each block of commands; give what they print."""
    printed = []
    for block in blocks(read(page)):
        if block.title:
            path = folder / block.title
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.body, encoding="utf-8")
        elif block.language == "sh":
            printed.append(shell(block, folder, environment))
    return printed
