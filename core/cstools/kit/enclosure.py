"""What lies in a kit besides wheels: the program that installs it, and how to start it."""

from __future__ import annotations

from pathlib import Path
from string import Template
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cstools.kit.format import Kit

_ENCLOSED = Path(__file__).with_name("enclosed")
# Notepad and the command prompt of Windows want its line endings.
_FOR_WINDOWS = {"install.cmd", "README.txt"}


def enclose(kit: Kit, folder: Path) -> None:
    """Put the files that every kit has into its folder, filled in for this one."""
    tools = ", ".join(f"{tool.name} {tool.version}" for tool in kit.tools) or "no tools"
    words = {"core": kit.core, "platform": kit.platform, "python": kit.python, "tools": tools}
    for source in sorted(_ENCLOSED.glob("*.*")):
        text = source.read_text(encoding="utf-8")
        if source.name in _FOR_WINDOWS:
            text = Template(text).substitute(words).replace("\n", "\r\n")
        (folder / source.name).write_text(text, encoding="utf-8", newline="")
