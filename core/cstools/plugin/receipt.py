"""Receipts: what was installed, from where, with which hash. A receipt is what makes it so.

An environment that no receipt names does not exist as far as anyone is concerned, so that writing
or removing the receipt, one file put into place at once, is what installs or uninstalls a tool.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated

from cstools.errors import OutputError, ToolError, reason_of
from cstools.io.files import put_text
from cstools.io.tables import Format
from cstools.io.toml_lines import NOT_UNDERSTOOD
from cstools.io.value_checks import each, holding
from cstools.plugin import home, shared
from cstools.plugin.manifest import NAME

FORMAT = 1
OWN, SHARED = "own", "shared"
# What a later version may have written besides is left out.
_FORM = Format("receipt", strict=False)


def _within(place: str) -> bool:
    """Whether a place in a receipt stays within the user's cstools folder."""
    return not Path(place).is_absolute() and ".." not in Path(place).parts and "\\" not in place


_Place = Annotated[str, holding(_within)]


@dataclass(frozen=True)
class Receipt:
    """What was installed.

    Attributes:
        tool: name of the tool.
        package: distribution name.
        version: distribution version.
        module: the module that holds the hooks.
        isolation: ``"own"`` or ``"shared"``.
        registry: name of the registry it came from.
        origin: where that registry says it comes from, as ``kind: value``.
        sha256: digest of the wheel, or an empty text where the registry gives none.
        environment: folder name of its environment; empty for a shared tool.
        python: the Python versions it runs on, as a specifier; empty for any.
        wheel: the wheel that was kept of it, as folder and file name; empty when there is none.
        place: the file of that registry, to look for newer releases in; empty for one that was
            there for the moment only, as a kit's.
        beside: the wheels that were kept of packages of its registry that it is built on.
        packages: what its environment holds, ``name==version`` each.
        requirements: the packages from elsewhere, each with the hashes it may have, as pip
            writes them; what the environment is built anew from.
        core: version of the core that installed it.
        installed_on: date, ISO.
    """

    tool: str
    package: str
    version: str
    module: str
    isolation: str
    registry: str
    origin: str
    sha256: str = ""
    environment: _Place = ""
    python: str = ""
    wheel: _Place = ""
    place: str = ""
    beside: Annotated[tuple[str, ...], each(holding(_within))] = ()
    packages: tuple[str, ...] = ()
    requirements: tuple[str, ...] = ()
    core: str = ""
    installed_on: str = ""

    @property
    def folder(self) -> Path:
        """The folder of its environment."""
        return home.environments() / self.environment


def path_of(tool: str, isolation: str) -> Path | None:
    """The file of a receipt; those of shared tools lie in the set of tools that counts.

    None where there is no set.
    """
    if isolation == OWN:
        return home.receipts() / f"{tool}.json"
    folder = shared.current()
    return None if folder is None else folder / shared.RECEIPTS / f"{tool}.json"


def read_all(isolation: str) -> dict[str, Receipt | ToolError]:
    """Every receipt by tool name; one that cannot be read is given as the error that says why."""
    path = path_of("any", isolation)
    try:
        files = sorted(path.parent.glob("*.json")) if path is not None else []
    except OSError:
        return {}
    return {path.stem: _read(path) for path in files if NAME.fullmatch(path.stem)}


def read(tool: str, isolation: str) -> Receipt | None:
    """The receipt of a tool, or None when there is none that can be read."""
    path = path_of(tool, isolation)
    receipt = _read(path) if path is not None and path.exists() else None
    return receipt if isinstance(receipt, Receipt) else None


def write(receipt: Receipt, folder: Path | None = None) -> None:
    """Put a receipt into place, at once.

    Args:
        receipt: the receipt.
        folder: where to put it; by default with those of tools with environments of their own.

    Raises:
        OutputError: it cannot be written; the one that was there before stays.
    """
    path = (folder or home.receipts()) / f"{receipt.tool}.json"
    body = {"format": FORMAT, **asdict(receipt)}
    try:
        put_text(path, json.dumps(body, indent=2) + "\n")
    except OSError as error:
        reason = reason_of(error)
        raise OutputError(
            f"The receipt {path} cannot be written: {reason}.",
            f"Make space there, or set {home.VARIABLE} to a folder you may write to.",
        ) from error


def wheels() -> set[str] | None:
    """Folders of the wheels that any receipt names, of this Python and others; None if unknown."""
    sets = (home.home() / "shared").glob(f"*/*/{shared.RECEIPTS}")
    places = [home.receipts(), *sets]
    receipts = [_read(path) for place in places for path in place.glob("*.json")]
    whole = [receipt for receipt in receipts if isinstance(receipt, Receipt)]
    if len(whole) < len(receipts):
        return None
    files = [file for receipt in whole for file in (receipt.wheel, *receipt.beside)]
    return {file.partition("/")[0] for file in files}


def remove(tool: str) -> None:
    """Remove the receipt of a tool with an environment of its own, if it is there.

    Raises:
        OutputError: it cannot be removed.
    """
    path = home.receipts() / f"{tool}.json"
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        reason = reason_of(error)
        raise OutputError(
            f"The receipt {path} cannot be removed: {reason}.",
            "See whether you may write there, and run the command again.",
        ) from error


def _read(path: Path) -> Receipt | ToolError:
    try:
        body = json.loads(path.read_text(encoding="utf-8"))
        if body["format"] == FORMAT:
            return _FORM.convert(body, Receipt)
    except (OSError, *NOT_UNDERSTOOD):
        pass
    return ToolError(f"Its receipt {path} cannot be read.", "Remove that file, install it again.")
