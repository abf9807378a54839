"""Put the tools of this project into the core's wheel: a shelf to install them from, anywhere.

A wheel of each first-party tool and standard is built beside the curated list, and the list says
of each release which file it is, with its hash. An editable installation takes them from their
folders.
"""

from __future__ import annotations

import hashlib
import re
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.builders.wheel import WheelBuilder

LIST = "registry.toml"
SHELF = "cstools/shelf"
# What `cstools publish` writes of a release that comes from a folder of the project.
_RELEASE = re.compile(r'from = \{ path = "(?P<project>[^"]+)" \}\n(?:size = \d+\n)?')


class CustomBuildHook(BuildHookInterface[Any]):
    """Builds the shelf into wheels that are no editable ones."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the shelf to what goes into the wheel."""
        if version == "editable":
            return
        self._scratch = tempfile.TemporaryDirectory(prefix="cstools-shelf-")
        for path in stock(Path(self.root), Path(self._scratch.name)):
            build_data["force_include"][str(path)] = f"{SHELF}/{path.name}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove what was built for the shelf; it is in the wheel by now."""
        if version != "editable":
            self._scratch.cleanup()


def stock(root: Path, shelf: Path) -> list[Path]:
    """Build a shelf: the wheel of each release that comes from a folder, and the list of them.

    Args:
        root: the project's folder, with the curated list in it.
        shelf: an empty folder.

    Returns:
        The files of the shelf, the list last.
    """
    wheels: list[Path] = []

    def on_the_shelf(release: re.Match[str]) -> str:
        builder = WheelBuilder(str(root / release["project"]))
        wheel = Path(next(builder.build(directory=str(shelf), versions=["standard"])))
        wheels.append(wheel)
        content = wheel.read_bytes()
        return (
            f'from = {{ wheel = "{wheel.name}" }}\n'
            f'sha256 = "{hashlib.sha256(content).hexdigest()}"\n'
            f"size = {len(content)}\n"
        )

    listed = _RELEASE.sub(on_the_shelf, (root / LIST).read_text(encoding="utf-8"))
    path = shelf / LIST
    path.write_text(listed, encoding="utf-8", newline="\n")
    return [*wheels, path]
