"""The packages of an environment in the standard form of PEP 751, which other programs read too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit, urlunsplit

import tomlkit
from packaging.pylock import Package, Pylock, PylockValidationError

from cstools.errors import ToolError
from cstools.install.uv import pip_constraints, uv
from cstools.io.toml_lines import loads
from cstools.lock.lockfile import LockedFile, LockedPackage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from packaging.pylock import PackageSdist, PackageWheel

    from cstools.install.pins import Pin
    from cstools.lock.lockfile import Lock


def dump(lock: Lock, environment: str) -> str:
    """The text of the file with the packages of an environment that come from no registry."""
    [python] = [known.python for known in lock.environments if known.name == environment]
    files = {file.hash: file for file in lock.files}
    document = tomlkit.document()
    document.update(
        {"lock-version": "1.0", "requires-python": f"=={python}.*", "created-by": "cstools"}
    )
    tables = tomlkit.aot()
    for package in sorted(lock.packages_of(environment), key=lambda known: known.name):
        if not package.registry:
            tables.append(_table(package, [files[digest] for digest in package.hashes]))
    document["packages"] = tables if len(tables) else []
    return tomlkit.dumps(document)


def load(text: str, environment: str) -> tuple[list[LockedPackage], list[LockedFile]]:
    """The packages of such a file, and what they may be installed from.

    Raises:
        ValueError: it is none.
    """
    try:
        pylock = Pylock.from_dict(loads(text))
    except PylockValidationError as error:
        raise ValueError(str(error)) from error
    packages, files = [], []
    for package in pylock.packages:
        sources = list(_files(package))
        if not sources or package.version is None:
            raise ValueError(f"{package.name} has no files or no version")
        files += sources
        packages.append(
            LockedPackage(
                environment,
                package.name,
                str(package.version),
                str(package.marker or ""),
                hashes=tuple(sorted(file.hash for file in sources)),
            )
        )
    return packages, files


def files_of(pins: Sequence[Pin], python: Path, scratch: Path) -> list[LockedFile]:
    """The files that pins may be installed from, as the index or the folder of wheels names them.

    Raises:
        ToolError: there is none of a pin any more.
    """
    exact, path = scratch / "exact.txt", scratch / "pylock.exact.toml"
    exact.write_text("".join(f"{pin.line}\n" for pin in pins), encoding="utf-8")
    path.unlink(missing_ok=True)
    options = ("--no-deps", "--universal", "--format", "pylock.toml", "--no-header")
    places = ("--output-file", str(path), "--python", str(python))
    uv(["pip", "compile", str(exact), *options, *places, *pip_constraints()], scratch)
    document = Pylock.from_dict(loads(path.read_text(encoding="utf-8")))
    files = {file.hash: file for package in document.packages for file in _files(package)}
    for pin in pins:
        if files.keys().isdisjoint(pin.hashes):
            raise ToolError(
                f"The files of {pin.pinned} are not those that it was installed from.",
                "Take it from the index or the folder of wheels that it came from.",
            )
    hashes = {digest for pin in pins for digest in pin.hashes}
    return [files[digest] for digest in sorted(hashes & files.keys())]


def _table(package: LockedPackage, files: Sequence[LockedFile]) -> Any:
    table = tomlkit.table()
    table.update({"name": package.name, "version": package.version})
    if package.marker:
        table["marker"] = package.marker
    wheels = [_inline(file) for file in files if file.name.endswith(".whl")]
    sources = [_inline(file) for file in files if not file.name.endswith(".whl")]
    if sources:
        table["sdist"] = sources[0]
    if wheels:
        array = tomlkit.array()
        for wheel in wheels:
            array.append(wheel)
        table["wheels"] = array.multiline(True)
    return table


def _inline(file: LockedFile) -> Any:
    table = tomlkit.inline_table()
    algorithm, _, digest = file.hash.partition(":")
    # A file of a folder is given by its name: the folder is another on every computer.
    table.update({"url": file.url} if file.url else {"path": file.name})
    if file.size:
        table["size"] = file.size
    hashes = tomlkit.inline_table()
    hashes[algorithm] = digest
    table["hashes"] = hashes
    return table


def _files(package: Package) -> Iterator[LockedFile]:
    sources: list[PackageSdist | PackageWheel] = [*(package.wheels or ())]
    if package.sdist is not None:
        sources.append(package.sdist)
    for file in sources:
        for algorithm, digest in file.hashes.items():
            yield LockedFile(f"{algorithm}:{digest}", _name(file), _url(file.url), file.size or 0)


def _name(file: PackageSdist | PackageWheel) -> str:
    return file.name or unquote((file.url or file.path or "").rpartition("/")[2])


def _url(url: str | None) -> str:
    """An address without a name and password in it; empty for a folder of this computer."""
    parts = urlsplit(url or "")
    if parts.scheme not in {"http", "https"}:
        return ""
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))
