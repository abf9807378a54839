"""Wheels: fetched from where a registry says, checked by hash, and one made of the core itself."""

from __future__ import annotations

import base64
import hashlib
import shutil
import zipfile
from importlib.metadata import version
from typing import TYPE_CHECKING

from cstools.errors import InputError, ToolError
from cstools.registry.uv import uv

if TYPE_CHECKING:
    from pathlib import Path

    from cstools.registry.choosing import Choice

CORE = "childrens-services-tools"
# What the tool's side of the core imports; everything else is the tool's own choice.
_CORE_NEEDS = ("numpy", "pandas>=1.5", "pluggy>=1.5")


def fetch(choice: Choice, folder: Path) -> str:
    """What to install: the path of a wheel now in `folder`, or a requirement for the index.

    Raises:
        InputError: the file or folder is not beside the registry, or is not what was listed.
        ToolError: a wheel could not be built.
    """
    origin = choice.release.origin
    if origin.kind == "requirement":
        return origin.value
    source = choice.registry.path.parent / origin.value
    what = f"{choice.entry.name} {choice.release.version}"
    try:
        if origin.kind == "wheel":
            return str(_copied(source, folder, choice.release.sha256, what))
        if not (source / "pyproject.toml").is_file():
            raise FileNotFoundError
    except OSError as error:
        raise InputError(
            f"{what} should be at {source}, but it cannot be read there.",
            f"Check that the registry {choice.registry.name} is whole and within reach.",
        ) from error
    return str(_built(source, folder, what))


def sha256_of(path: Path) -> str:
    """Digest of a file, hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def core_wheel(folder: Path) -> Path:
    """A wheel that stands for the running core in a tool's environment.

    It has the core's name and version and no code: the worker runs the code of the core that
    started it. So the two are never of different versions, a core that was never published works,
    and what the core needs for itself stays out of the tool's environment.
    """
    number = version(CORE)
    stem = f"{CORE.replace('-', '_')}-{number}"
    needs = "".join(f"Requires-Dist: {one}\n" for one in _CORE_NEEDS)
    files = {
        "METADATA": f"Metadata-Version: 2.1\nName: {CORE}\nVersion: {number}\n{needs}",
        "WHEEL": "Wheel-Version: 1.0\nGenerator: cstools\nRoot-Is-Purelib: true\n"
        "Tag: py3-none-any\n",
    }
    path = folder / f"{stem}-py3-none-any.whl"
    record = [_recorded(f"{stem}.dist-info/{name}", text) for name, text in files.items()]
    files["RECORD"] = "".join(record) + f"{stem}.dist-info/RECORD,,\n"
    with zipfile.ZipFile(path, "w") as wheel:
        for name, text in files.items():
            wheel.writestr(f"{stem}.dist-info/{name}", text)
    return path


def _recorded(name: str, text: str) -> str:
    digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()
    return f"{name},sha256={digest},{len(text.encode())}\n"


def _copied(source: Path, folder: Path, sha256: str, what: str) -> Path:
    copy = folder / source.name
    shutil.copyfile(source, copy)
    # The copy is checked, so that nobody can change the file between the check and the install.
    if sha256 and sha256_of(copy) != sha256:
        raise InputError(
            f"The file of {what} is not the one that was listed: its sha256 is another.",
            "Do not use it. Tell whoever keeps the registry.",
        )
    if not zipfile.is_zipfile(copy):
        raise InputError(f"The file of {what} is no wheel.", "Tell whoever keeps the registry.")
    return copy


def _built(source: Path, folder: Path, what: str) -> Path:
    made = folder / "built"
    made.mkdir()
    try:
        uv(["build", "--wheel", "--out-dir", str(made), str(source.resolve())], folder)
    except ToolError as error:
        raise ToolError(f"{what} could not be built. {error.problem}", error.advice) from error
    [wheel] = made.glob("*.whl")
    return wheel
