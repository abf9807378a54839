"""A registry that is written to: one writer at a time, each change whole or not at all."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cstools.errors import InputError, OutputError, UsageError, reason_of
from cstools.io.files import put_text
from cstools.registry import signature, write
from cstools.registry import source as sources
from cstools.registry import trust as trusted
from cstools.registry.entry import FILE, Registry
from cstools.registry.read import bytes_of, parse, text_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cstools.registry.entry import Entry

_PATIENCE = 60.0
_WHEELS = "wheels"


@dataclass
class Shelf:
    """A registry, held for writing.

    Attributes:
        path: its file.
        text: what stands in it.
        registry: the same as values.
        key: the private key to sign it with, or None.
        created: whether it was made just now.
    """

    path: Path
    text: str
    registry: Registry
    key: Path | None
    created: bool = False

    @property
    def folder(self) -> Path:
        """Where its wheels lie beside it."""
        return self.path.parent

    def lay_down(self, wheel: Path) -> str:
        """Copy a wheel to its place beside the registry; gives the path as the registry has it.

        No file is ever laid over another. Where one of that name is there already, as a publish
        that was killed leaves it, the wheel goes into a folder of its own.
        """
        target = self.folder / _WHEELS / wheel.name
        if os.path.lexists(target):
            target = target.parent / secrets.token_hex(4) / wheel.name
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            with wheel.open("rb") as source, target.open("xb") as copy:
                shutil.copyfileobj(source, copy)
        except FileExistsError:
            raise
        except BaseException:
            target.unlink(missing_ok=True)
            raise
        return target.relative_to(self.folder).as_posix()

    def take_up(self, place: str) -> None:
        """Remove a wheel that was laid down and that no entry came to list."""
        with contextlib.suppress(OSError):
            (self.folder / place).unlink(missing_ok=True)

    def put(self, entry: Entry) -> None:
        """Write the registry with this entry, in the place of the one of that name if it has it."""
        self._write(write.change(self.text, entry, self.registry.serial + 1))

    def sign_again(self) -> None:
        """Write the registry as it is, signed anew."""
        self._write(write.set_head(self.text, serial=self.registry.serial + 1))

    def _write(self, text: str) -> None:
        if self.key is not None:
            if not self.registry.id:
                text = write.set_head(text, id=secrets.token_hex(16))
            text = write.set_head(text, public_key=signature.public_of(self.key))
            text = signature.sign(text, self.key)
        self.registry = parse(text, self.path)  # what cannot be read is never written
        put_text(self.path, text)
        self.text = text


@contextlib.contextmanager
def opened(
    place: str, key: Path | None, *, create: bool = False, trust: bool = True
) -> Iterator[Shelf]:
    """Hold a registry for writing.

    Args:
        place: its file or folder, or the name it was set up under.
        key: the private key to sign it with, or None.
        create: make a registry where the folder has none.
        trust: refuse one that is signed and was altered since.

    Raises:
        UsageError: the key does not fit the registry.
        InputError: it cannot be read or trusted.
        OutputError: it cannot be written, or somebody else is writing it.
    """
    source = sources.at(place)
    path = source.path if source.path.name.endswith(".toml") else source.path / FILE
    with _locked(path):
        created = create and not path.exists()
        data = _new(path).encode() if created else bytes_of(path)
        known = "" if created else trusted.key_of(source)
        if known and trust and key is not None:
            signature.verify(data, known, path)
        text = text_in(data, path)
        registry = parse(text, path)
        pinned = known or registry.public_key
        _check_key(path, pinned, key)
        if pinned and trust:
            signature.verify(data, pinned, path)
        with _explained(path):
            yield Shelf(path, text, registry, key, created)


def sign(place: str, key: Path) -> None:
    """Sign a registry as it stands now.

    Raises:
        UsageError: it is signed with another key.
        InputError: it or the key cannot be read.
        OutputError: it cannot be written.
    """
    with opened(place, key, trust=False) as shelf:
        shelf.sign_again()


def _new(path: Path) -> str:
    return write.dump(
        Registry(path.parent.name, "Tools shared in this folder.", (), id=secrets.token_hex(16))
    )


def _check_key(path: Path, pinned: str, key: Path | None) -> None:
    if not pinned:
        return
    if key is None:
        raise UsageError(
            f"The registry {path} is signed, so every change to it has to be.",
            "Give the key with --sign FILE, or ask whoever keeps the registry.",
        )
    if signature.public_of(key) != pinned:
        raise UsageError(
            f"The registry {path} is signed with another key, {signature.fingerprint(pinned)}.",
            "Give the key that belongs to it.",
        )


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[None]:
    from filelock import FileLock, Timeout

    if not path.parent.is_dir():
        raise InputError(
            f"The folder {path.parent} is not there.",
            "Check the path and that the drive is connected, or make the folder.",
        )
    with _explained(path):
        lock = FileLock(path.parent / ".registry.lock")
        try:
            lock.acquire(timeout=_PATIENCE)
        except Timeout:
            raise OutputError(
                f"Somebody else is writing to {path} and has not finished.", "Try again later."
            ) from None
    try:
        yield
    finally:
        lock.release()


@contextlib.contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = reason_of(error)
        raise OutputError(
            f"{path.parent} cannot be written: {reason}.",
            "The registry is as it was. Ask for the right to write there, or make space.",
        ) from error
