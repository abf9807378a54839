"""Wheels: fetched from where a registry says, checked by hash, and one made of the core itself."""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name, parse_wheel_filename
from packaging.version import Version

from cstools.errors import InputError, ToolError
from cstools.install.candidate import Candidate, choose
from cstools.install.request import ToolRequest
from cstools.install.uv import uv
from cstools.io import wheel_file
from cstools.io.files import path_in, put_copy, sha256_of
from cstools.io.wheel_file import Member, read_metadata
from cstools.plugin import home
from cstools.plugin.packages import CORE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from packaging.metadata import RawMetadata

    from cstools.registry.entry import Entry, Registry

# What the tool's side of the core imports; everything else is the tool's own candidate.
_CORE_NEEDS = ("numpy", "pandas>=1.5", "pluggy>=1.5")


def fetch(candidate: Candidate, folder: Path) -> str:
    """What to install: the path of a wheel now in `folder`, or a requirement for the index.

    Raises:
        InputError: the file or folder is not beside the registry, or is not what was listed.
        ToolError: a wheel could not be built.
    """
    origin = candidate.release.origin
    if origin.kind == "requirement":
        return origin.value
    source = candidate.registry.path.parent / origin.value
    what = f"{candidate.entry.name} {candidate.release.version}"
    try:
        if origin.kind == "wheel":
            data = source.read_bytes()
        elif not (source / "pyproject.toml").is_file():
            raise FileNotFoundError
    except OSError as error:
        raise InputError(
            f"{what} should be at {source}, but it cannot be read there.",
            f"Check that the registry {candidate.registry.name} is whole and within reach.",
        ) from error
    if origin.kind == "wheel":
        copy = _copied(data, folder / source.name, candidate.release.sha256, what)
        return str(_check(copy, candidate, what))
    return str(_check(build(source, folder, what), candidate, what))


def build(project: Path, folder: Path, what: str) -> Path:
    """Build the wheel of a project, apart from others in `folder`.

    Args:
        project: the project's folder.
        folder: a folder to work in.
        what: what it is the wheel of, for an error.

    Raises:
        ToolError: it could not be built.
    """
    out = Path(tempfile.mkdtemp(prefix="built-", dir=folder))
    try:
        uv(["build", "--wheel", "--out-dir", str(out), str(project.resolve())], folder)
    except ToolError as error:
        raise ToolError(f"{what} could not be built. {error.problem}", error.advice) from error
    [wheel] = out.glob("*.whl")
    return wheel


def built_on(candidate: Candidate, wheel: Path, folder: Path) -> dict[str, tuple[Candidate, Path]]:
    """The packages of registries that a wheel needs, one through another, by package.

    No index has them, most often, so that they are taken from where the tool itself is, or from
    the registry that is looked in before it: a package is of the first that lists it.

    Raises:
        InputError: one of them is missing or altered.
        ToolError: a wheel could not be built.
    """
    sources: dict[str, tuple[Registry, Entry]] = {}
    for registry in (*candidate.registry.prior, candidate.registry):
        for entry in registry.entries:
            sources.setdefault(canonicalize_name(entry.package), (registry, entry))
    sources.pop(canonicalize_name(candidate.entry.package), None)
    dependencies: dict[str, tuple[Candidate, Path]] = {}
    queue = [wheel]
    while queue:
        for requirement in requirements_of(queue.pop()):
            name = canonicalize_name(requirement.name)
            if name not in sources or name in dependencies:
                continue
            registry, entry = sources[name]
            fits = [
                release.version
                for release in entry.releases
                if release.origin.kind != "requirement"
                and requirement.specifier.contains(release.version, prereleases=True)
            ]
            if fits:
                other = choose(ToolRequest(entry.name, max(fits, key=Version)), [registry])
                path = Path(fetch(other, folder))
                dependencies[name] = (other, path)
                queue.append(path)
    return dependencies


def keep(wheel: Path) -> str:
    """Keep a wheel for the day its tool has to be installed anew; gives folder and file name.

    Wheels of one name may differ, so they lie under their digest; pip needs the name unaltered.
    """
    target = store() / sha256_of(wheel)[:16] / wheel.name
    put_copy(target, wheel)
    return target.relative_to(store()).as_posix()


def from_store(place: str, folder: Path) -> Path:
    """A copy in `folder` of a wheel that was kept.

    Raises:
        InputError: it is gone or was altered.
    """
    digest, _, name = place.partition("/")
    copy = folder / name
    try:
        shutil.copyfile(store() / place, copy)
        whole = sha256_of(copy).startswith(digest)
    except OSError:
        whole = False
    if not whole:
        raise InputError(
            f"The wheel {store() / place}, which was kept, is gone or altered.",
            "Uninstall the tool and install it again.",
        )
    return copy


def find_in_store(sha256: str, folder: Path) -> Path | None:
    """A copy in `folder` of the kept wheel with a digest, if there is one."""
    for path in (store() / sha256[:16]).glob("*.whl"):
        copy = folder / path.name
        shutil.copyfile(path, copy)
        if sha256_of(copy) == sha256:
            return copy
    return None


def store() -> Path:
    """The folder of the wheels that are kept."""
    return home.home() / "wheels"


def package_of(wheel: Path) -> str:
    """The package of a wheel, in its canonical spelling."""
    return canonicalize_name(wheel.name.partition("-")[0])


def core_wheel(folder: Path) -> Path:
    """A wheel that stands for the running core in a tool's environment.

    It has the core's name and version and no code: the worker runs the code of the core that
    started it. So the two are never of different versions, a core that was never published works,
    and what the core needs for itself stays out of the tool's environment.
    """
    number = version(CORE)
    stem = f"{CORE.replace('-', '_')}-{number}"
    files = {
        "METADATA": wheel_file.metadata(CORE, number, _CORE_NEEDS),
        "WHEEL": "Wheel-Version: 1.0\nGenerator: cstools\nRoot-Is-Purelib: true\n"
        "Tag: py3-none-any\n",
    }
    path = folder / f"{stem}-py3-none-any.whl"
    members = [Member(f"{stem}.dist-info/{name}", text.encode()) for name, text in files.items()]
    wheel_file.write(path, stem, members)
    return path


def requirements_of(wheel: Path) -> Iterator[Requirement]:
    """What a wheel says it needs here, extras left out."""
    for text in read_metadata(wheel).get("requires_dist", []):
        requirement = Requirement(text)
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
            yield requirement


def registry_requires(metadata: RawMetadata) -> tuple[str, ...]:
    """What a wheel says it needs of the core and of Python, as a registry has it."""
    requirements = map(Requirement, metadata.get("requires_dist", []))
    core = [known for known in requirements if canonicalize_name(known.name) == CORE]
    python = metadata.get("requires_python")
    return (
        *(f"{CORE}{requirement.specifier}" for requirement in core),
        *([f"python{python}"] if python else []),
    )


def _copied(data: bytes, copy: Path, sha256: str, what: str) -> Path:
    copy.write_bytes(data)
    # The copy is checked, so that nobody can change the file between the check and the install.
    if sha256 and sha256_of(copy) != sha256:
        raise InputError(
            f"The file of {what} is not the one that was listed: its sha256 is another.",
            "Do not use it. Tell whoever keeps the registry.",
        )
    return copy


def _leaves(member: str) -> bool:
    path = path_in(member)
    return path.is_absolute() or ".." in path.parts or ":" in member


def _check(wheel: Path, candidate: Candidate, what: str) -> Path:
    """The wheel, which is one of the package and version that the registry says."""
    package, number = canonicalize_name(candidate.entry.package), Version(candidate.release.version)
    try:
        names = parse_wheel_filename(wheel.name)[:2]
        about = read_metadata(wheel)
        identity = canonicalize_name(about["name"]), Version(about["version"])
        for text in about.get("requires_dist", []):
            Requirement(text)
        with zipfile.ZipFile(wheel) as opened:
            members = opened.namelist()
    except (ValueError, KeyError, zipfile.BadZipFile):  # names and requirements among them
        raise InputError(
            f"The file of {what}, {wheel.name}, is no whole wheel.",
            "Tell whoever keeps the registry.",
        ) from None
    if any(_leaves(name) for name in members):
        raise InputError(
            f"The file of {what}, {wheel.name}, has a member whose path leaves it; it is unsafe.",
            "Do not use it. Tell whoever keeps the registry.",
        )
    if not names == identity == (package, number):
        raise InputError(
            f"The file of {what} holds {identity[0]} {identity[1]} instead of {package} {number}.",
            "Do not use it. Tell whoever keeps the registry.",
        )
    return wheel
