"""Read a lock. What is wrong in it is named with file, line and key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from cstools.errors import InputError, reason_of
from cstools.io import tables
from cstools.io.characters import visible
from cstools.io.tables import First, Format, Wrong
from cstools.io.toml_lines import NOT_UNDERSTOOD
from cstools.lock import pylock
from cstools.lock.lockfile import (
    FORMAT,
    ONE_FILE,
    Lock,
    LockedEnvironment,
    LockedFile,
    LockedPackage,
    LockedTool,
    PylockName,
    digest_of,
)

if TYPE_CHECKING:
    from pathlib import Path

_LARGEST = 20_000_000
_AGAIN = "If it was edited, make it anew where it was made: cstools lock"


def read_lock(path: Path) -> Lock:
    """Read a lock: the list of tools, and the files of packages that it names.

    Raises:
        InputError: it cannot be read, was edited, or is of a newer format; says where.
    """
    whole, text = read_list(path)
    packages, files = list(whole.package), list[LockedFile]()
    for environment in whole.environment:
        if environment.packages:
            pylock = _pylock(path.with_name(environment.packages), environment.name)
            packages += pylock[0]
            files += pylock[1]
    lock = Lock(
        whole.lock.core,
        whole.lock.python,
        whole.lock.system,
        whole.tool,
        tuple(environment.locked for environment in whole.environment),
        tuple(packages),
        tuple(files),
    )
    if digest_of(lock) != whole.lock.digest:
        which = "" if whole.lock.format == ONE_FILE else ", or one of those with packages"
        problem = f"the file was changed after it was made{which}: its digest is another"
        raise tables.complaint(Wrong(problem, path=("lock", "digest")), text, path, _FORM)
    return lock


def read_list(path: Path) -> tuple[LockFile, str]:
    """What stands in the list of tools, and its text; raises as `read_lock`."""
    text = _text_of(path)
    return tables.read(text, LockFile, path, _FORM), text


def _text_of(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except FileNotFoundError as error:
        raise InputError(
            f"There is no lock file {path}.", "Make one where the tools are: cstools lock"
        ) from error
    except OSError as error:
        raise InputError(f"The lock file {path} cannot be read: {reason_of(error)}.") from error
    try:
        if len(data) <= _LARGEST:
            return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    raise InputError(f"{path} is no lock file.", "Give a file that 'cstools lock' made.")


def _pylock(path: Path, environment: str) -> tuple[list[LockedPackage], list[LockedFile]]:
    if not path.is_file():
        raise InputError(
            f"The file {path} is missing: it has the packages of {environment}.",
            "Copy it from where the lock file was made, and keep the two together.",
        )
    try:
        return pylock.load(_text_of(path), environment)
    except NOT_UNDERSTOOD as error:
        raise InputError(f"{path} is not understood: {_in_words(error)}.", _AGAIN) from error


def _in_words(error: BaseException) -> str:
    text = visible(str(error).splitlines()[0] if str(error) else type(error).__name__)
    return text[:200].rstrip(".")


def _format_of(number: object) -> object:
    if number not in (ONE_FILE, FORMAT):
        newer = isinstance(number, int) and number > FORMAT
        raise Wrong(
            f"it is of format {number}, and this version reads formats {ONE_FILE} and {FORMAT}",
            "Upgrade cstools to read it." if newer else "",
        )
    return number


def _printable(text: str) -> str:
    # A line break within could pass for a line of its own where pip or uv reads it.
    if not text.isprintable():
        raise Wrong("{key} is not as it should be")
    return text


_FORM = Format("lock file", advice=_AGAIN, text=_printable)


@dataclass(frozen=True)
class Head:
    """The table ``[lock]``."""

    format: Annotated[int, First(), _format_of]
    core: str
    python: str
    system: str
    digest: str


@dataclass(frozen=True)
class EnvironmentTable(LockedEnvironment):
    """A table ``[[environment]]``.

    Attributes:
        name: the tool it belongs to, or ``beside cstools``.
        python: the version of its Python, such as ``3.11``.
        systems: what its packages were found for: ``any system``, or the one system the file was
            made on.
        digest: digest of its packages as they were there; the receipt ``run.json`` gives the same
            under ``environment`` and ``own_environments``.
        packages: the file beside this one that lists its packages.
    """

    packages: PylockName = ""

    @property
    def locked(self) -> LockedEnvironment:
        """The environment, wherever its packages stand."""
        return LockedEnvironment(self.name, self.python, self.systems, self.digest)


@dataclass(frozen=True)
class LockFile:
    """What stands in the list of tools."""

    lock: Head
    tool: tuple[LockedTool, ...] = ()
    environment: tuple[EnvironmentTable, ...] = ()
    package: tuple[LockedPackage, ...] = ()

    def __post_init__(self) -> None:
        names = {environment.name for environment in self.environment}
        for number, package in enumerate(self.package):
            if package.environment not in names:
                place = ("package", number, "environment")
                raise Wrong("there is no such environment", path=place)
