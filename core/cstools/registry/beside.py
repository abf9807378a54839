"""Install a tool beside the core, with pip or uv; a failure puts back what was there.

What is installed already stays at its version: a tool that needs another one is refused rather than
let it change what other tools run on. Before anything is changed a journal says what was there, so
that also an install that was killed half-way is undone, by the next command that changes something.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib
import importlib.util
import json
import shutil
import sys
import tempfile
from importlib.metadata import distributions
from pathlib import Path
from typing import TYPE_CHECKING, Any

from packaging.utils import canonicalize_name

from cstools import home
from cstools.errors import ToolError
from cstools.registry import wheels
from cstools.registry.uv import constraints, pip_settings, run, uv

if TYPE_CHECKING:
    from importlib.metadata import Distribution

    from cstools.registry.choosing import Choice


def install(choice: Choice) -> None:
    """Install a release beside the core.

    Raises:
        InputError: its wheel is missing or altered.
        ToolError: it could not be installed; everything is as it was.
    """
    package = canonicalize_name(choice.entry.package)
    name = f"{choice.entry.name} {choice.release.version}"
    home.home().mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="cstools-install-") as text:
        scratch = Path(text)
        source = wheels.fetch(choice, scratch)
        held = scratch / "constraints.txt"
        fixed = {p: number for p, number in _versions().items() if p != package}
        held.write_text("".join(f"{p}=={number}\n" for p, number in fixed.items()), "utf-8")
        _note(package)
        try:
            _install(source, held, scratch, choice.release.sha256)
            if _versions().get(package) != choice.release.version:
                raise ToolError(f"What was installed is not {name}.", "Tell the registry's keeper.")
        except BaseException as error:
            undo()
            if isinstance(error, ToolError):
                raise ToolError(
                    f"{name} could not be installed. {error.problem}", error.advice
                ) from error
            raise
        _forget()


def uninstall(package: str) -> None:
    """Remove a package that stands beside the core.

    Raises:
        ToolError: it could not be removed.
    """
    with tempfile.TemporaryDirectory(prefix="cstools-install-") as scratch:
        _remove([package], Path(scratch))


def undo() -> None:
    """Put back what was there before an install that failed or was killed; else do nothing."""
    try:
        before: dict[str, Any] = json.loads(_journal().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return
    now = _versions()
    added = [package for package in now if package not in before["versions"]]
    changed = before["package"] if before["saved"] else None
    with tempfile.TemporaryDirectory(prefix="cstools-install-") as scratch:
        if changed in now:
            added.append(changed)
        if added:
            _remove(added, Path(scratch))
    if changed:
        _put_back()
    _forget()


def _note(package: str) -> None:
    """Write down what is there, and save the files of the package about to be replaced."""
    shutil.rmtree(_saved(), ignore_errors=True)
    there = _distribution(package)
    if there is not None:
        for file in there.files or ():
            source = Path(str(there.locate_file(file)))
            target = _saved() / file
            # Commands in the scripts folder lie outside; tools have none.
            if source.is_file() and ".." not in file.parts:
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(source, target)
        (_saved() / "place").write_text(str(there.locate_file("")), encoding="utf-8")
    body = {"package": package, "versions": _versions(), "saved": there is not None}
    _journal().parent.mkdir(parents=True, exist_ok=True)
    half = _journal().with_suffix(".part")
    half.write_text(json.dumps(body), encoding="utf-8")
    half.replace(_journal())


def _put_back() -> None:
    place = Path((_saved() / "place").read_text(encoding="utf-8"))
    for source in _saved().rglob("*"):
        if source.is_file() and source != _saved() / "place":
            target = place / source.relative_to(_saved())
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, target)
    importlib.invalidate_caches()


def _forget() -> None:
    with contextlib.suppress(OSError):
        _journal().unlink(missing_ok=True)
    shutil.rmtree(_saved(), ignore_errors=True)


def _journal() -> Path:
    """The journal of this Python: several may share the user's cstools folder."""
    place = hashlib.sha256(sys.prefix.encode()).hexdigest()[:12]
    return home.home() / "journal" / f"{place}.json"


def _saved() -> Path:
    return _journal().with_suffix("")


def _install(source: str, held: Path, scratch: Path, sha256: str) -> None:
    wheel = source.endswith(".whl")
    if sha256 and not wheel and _pip():
        source, wheel = str(_downloaded(source, held, scratch, sha256)), True
    if _pip():
        command = [*_PIP, "install", "--no-input", "--constraint", str(held), source]
        return run(command, scratch)
    listed = scratch / "requirements.txt"
    pinned = "" if wheel or not sha256 else f" --hash=sha256:{sha256}"
    listed.write_text((Path(source).as_uri() if wheel else source + pinned) + "\n", "utf-8")
    limits = ["--constraint", str(held), *constraints(pip_settings())]
    return uv(["pip", "install", *_HERE, *limits, "--requirements", str(listed)], scratch)


def _downloaded(requirement: str, held: Path, scratch: Path, sha256: str) -> Path:
    """Download one package and check it: pip checks hashes of all packages or of none."""
    folder = scratch / "downloaded"
    command = [*_PIP, "download", "--no-input", "--no-deps", "--only-binary", ":all:"]
    run([*command, "--constraint", str(held), "--dest", str(folder), requirement], scratch)
    [wheel] = folder.iterdir()
    if wheels.sha256_of(wheel) != sha256:
        raise ToolError(
            "The package is not the one that was listed: its sha256 is another.",
            "Do not use it. Tell whoever keeps the registry.",
        )
    return wheel


def _remove(packages: list[str], scratch: Path) -> None:
    if _pip():
        run([*_PIP, "uninstall", "--yes", *packages], scratch)
    else:
        uv(["pip", "uninstall", *_HERE, *packages], scratch)
    importlib.invalidate_caches()


_PIP = (sys.executable, "-m", "pip", "--disable-pip-version-check")
_HERE = ("--python", sys.executable)


def _pip() -> bool:
    return importlib.util.find_spec("pip") is not None


def _versions() -> dict[str, str]:
    """Every installed package and its version; a first one hides others of its name."""
    importlib.invalidate_caches()
    found: dict[str, str] = {}
    for one in distributions():
        name = one.metadata["Name"]
        if name:
            found.setdefault(canonicalize_name(name), one.version)
    return found


def _distribution(package: str) -> Distribution | None:
    named = (one for one in distributions() if one.metadata["Name"])
    return next((o for o in named if canonicalize_name(o.metadata["Name"]) == package), None)
