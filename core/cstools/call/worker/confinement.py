"""Confine this process by the operating system to what a manifest declares: Linux only.

Landlock holds files and TCP connections, seccomp every other socket and starting programs. Neither
can be taken back, and both hold compiled code as well as Python. Where the system lacks one, the
other holds; where it lacks both, and on Windows and macOS, there is only the guard.

The few system calls are made here with ctypes. The worker runs with nothing but the packages of the
tool's own environment, so a package for it would have to be put into each of them; those on the
index are a development release (landlock) or need a C library that few machines have (pyseccomp).
Numbers and structures are those of the kernel's documentation: landlock(7), seccomp(2).
"""

from __future__ import annotations

import ctypes
import os
import platform
import struct
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cstools.plugin.manifest import Manifest

    # a step of a filter: what it does, how far to jump when it fits and when not, a value
    _Step = tuple[int, int, int, int]

# Set by a person whose tool the confinement breaks; a tool comes too late to set it.
VARIABLE = "CSTOOLS_CONFINEMENT"
NONE = "none: only the guard"

_CREATE, _ADD, _RESTRICT = 444, 445, 446  # landlock_*, the same on every processor
_BENEATH = 1
_NO_NEW_PRIVILEGES, _SET_FILTER, _ACTION_THERE, _ALL_THREADS = 38, 1, 2, 1
# access rights of files, in the order of their bits; the first version that knows each
_WRITE_FILE, _READ_FILE, _READ_FOLDER = 1 << 1, 1 << 2, 1 << 3
_WRITES = _WRITE_FILE | sum(1 << bit for bit in range(4, 13))
_REFER, _TRUNCATE = 1 << 13, 1 << 14
_OF_FILES = _WRITE_FILE | _READ_FILE | _TRUNCATE
_TCP = 0b11  # bind, connect
_SCOPED = 0b11  # abstract sockets, signals
_DENY = 0x00050000 | 1  # SECCOMP_RET_ERRNO with EPERM
_ALLOW = 0x7FFF0000
_UNIX, _NETLINK = 1, 16

# By processor: its number in a filter, and those of seccomp, socket, the calls that start programs,
# and those that reach into other processes or past a filter (io_uring).
_CALLS = {
    "x86_64": (0xC000003E, 317, 41, (59, 322), (101, 310, 311, 425)),
    "aarch64": (0xC00000B7, 277, 198, (221, 281), (117, 270, 271, 425)),
}
_OLD_NAMES_FOR_CALLS = 0x40000000  # x86_64 has a second set of numbers
_DEVICES = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom", "/dev/tty")


def confinement() -> str:
    """What the system can confine workers with: ``landlock 7, seccomp``, or ``none`` and why."""
    active = _active()
    return ", ".join(active) if active else f"{NONE} ({_reason()})"


def confine(manifest: Manifest, writable: Iterable[Path], readable: Iterable[Path]) -> str:
    """Confine this process, and whatever it starts, to what a manifest declares.

    Args:
        manifest: the tool's.
        writable: folders it may write in.
        readable: files and folders it may read, although they are among a person's own.

    Returns:
        What holds it, in words as `confinement` has them.
    """
    active = _active()
    if not active:
        return confinement()
    library = ctypes.CDLL(None, use_errno=True)
    library.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    names = []
    for name in active:
        if name == "seccomp":
            held_by_system = _filter(library, manifest)
        else:
            held_by_system = _landlock(library, int(name.split()[1]), manifest, writable, readable)
        names += [name] if held_by_system else []
    return ", ".join(names) if names else f"{NONE} (the system refused)"


def _active() -> list[str]:
    if _reason():
        return []
    library = ctypes.CDLL(None, use_errno=True)
    version = library.syscall(_CREATE, None, ctypes.c_size_t(0), 1)
    active = [f"landlock {version}"] if version > 0 else []
    known = _CALLS.get(platform.machine())
    if known is not None:
        action = ctypes.c_uint32(0x00050000)
        if library.syscall(known[1], _ACTION_THERE, 0, ctypes.byref(action)) == 0:
            active.append("seccomp")
    return active


def _reason() -> str:
    if not sys.platform.startswith("linux"):
        return "the system is not Linux"
    if os.environ.get(VARIABLE, "").strip().lower() == "off":
        return f"{VARIABLE} is off"
    if struct.calcsize("P") != 8:
        return "this Python has 32 bits"
    return ""


# Landlock


def _landlock(
    library: ctypes.CDLL,
    version: int,
    manifest: Manifest,
    writable: Iterable[Path],
    readable: Iterable[Path],
) -> bool:
    writes = _WRITES | (_REFER if version >= 2 else 0) | (_TRUNCATE if version >= 3 else 0)
    reads = _READ_FILE | _READ_FOLDER
    rules = [(path, writes | reads) for path in writable]
    rules += [(Path(device), writes | reads) for device in _DEVICES]
    handled = 0 if manifest.writes_outside else writes
    if not (manifest.writes_outside or manifest.subprocess):
        # A program that it may start, or whoever may write anywhere, may read anywhere too.
        handled |= reads
        rules += [(path, reads) for path in (*_not_a_persons_own(), *readable)]
    if manifest.subprocess:
        rules += [(Path("/dev/shm"), writes | reads)]  # noqa: S108 - what processes share
    tcp = _TCP if version >= 4 and not manifest.network else 0
    scoped = _SCOPED if version >= 6 and not manifest.subprocess else 0
    if not handled | tcp | scoped:
        return True
    attributes = struct.pack("=QQQ", handled, tcp, scoped)
    size = 8 if version < 4 else 16 if version < 6 else 24
    ruleset = library.syscall(_CREATE, attributes, ctypes.c_size_t(size), 0)
    if ruleset < 0:
        return False
    try:
        for path, access in rules:
            _allow(library, ruleset, path, access & handled)
        return bool(library.syscall(_RESTRICT, ruleset, 0) == 0)
    finally:
        os.close(ruleset)


def _allow(library: ctypes.CDLL, ruleset: int, path: Path, access: int) -> None:
    try:
        number = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return  # what is not there needs no rule
    try:
        if not path.is_dir():
            access &= _OF_FILES
        if access:
            rule = struct.pack("=Qi", access, number)
            library.syscall(_ADD, ruleset, _BENEATH, rule, 0)
    finally:
        os.close(number)


def _not_a_persons_own() -> Iterator[Path]:
    """What belongs to the system and to Python: all but homes, mounted drives and temporary files.

    Landlock has no rule that takes away, so the folders around those are gone through.
    """
    own = {Path(name) for name in ("/home", "/root", "/mnt", "/media", "/run/media", "/run/user")}
    own |= {Path("~").expanduser(), Path(tempfile.gettempdir()), Path("/tmp"), Path("/var/tmp")}  # noqa: S108
    own = {path.resolve() for path in own}
    yield from _around(Path("/"), own)
    for place in (*sys.path, sys.prefix, sys.base_prefix, sys.exec_prefix):
        if place:
            yield Path(place)


def _around(folder: Path, own: set[Path]) -> Iterator[Path]:
    try:
        inner = list(folder.iterdir())
    except OSError:
        return
    for path in inner:
        if path in own:
            continue
        if any(folder.is_relative_to(path) for folder in own):
            yield from _around(path, own)
        elif not path.is_symlink():
            yield path


# seccomp


def _filter(library: ctypes.CDLL, manifest: Manifest) -> bool:
    """Deny calls by their number; of a socket the family is looked at too."""
    processor, seccomp, socket, starting, reaching = _CALLS[platform.machine()]
    denied = [*reaching, *(() if manifest.subprocess else starting)]
    families = (_NETLINK, _UNIX) if manifest.subprocess else (_NETLINK,)
    steps = [
        _load(4),  # the processor
        *_answer_unless(processor, _DENY),
        _load(0),  # the number of the call
        *_answer_from(_OLD_NAMES_FOR_CALLS, _DENY),
    ]
    for number in denied:
        steps += _answer_if(number, _DENY)
    if not manifest.network:
        # Any other call jumps over the look at the family.
        steps += [_jump(socket, 0, 2 + len(families)), _load(16)]  # the first argument
        steps += [_jump(family, len(families) - place, 0) for place, family in enumerate(families)]
        steps.append(_answer(_DENY))
    steps.append(_answer(_ALLOW))
    return _install(library, seccomp, steps)


def _install(library: ctypes.CDLL, call: int, steps: list[_Step]) -> bool:
    body = b"".join(struct.pack("=HBBI", *step) for step in steps)
    buffer = ctypes.create_string_buffer(body, len(body))
    program = struct.pack("@HP", len(steps), ctypes.addressof(buffer))
    return bool(library.syscall(call, _SET_FILTER, _ALL_THREADS, program) == 0)


def _load(offset: int) -> _Step:
    return 0x20, 0, 0, offset


def _jump(value: int, equal: int, other: int) -> _Step:
    return 0x15, equal, other, value


def _answer(answer: int) -> _Step:
    return 0x06, 0, 0, answer


def _answer_if(value: int, answer: int) -> list[_Step]:
    return [_jump(value, 0, 1), _answer(answer)]


def _answer_unless(value: int, answer: int) -> list[_Step]:
    return [_jump(value, 1, 0), _answer(answer)]


def _answer_from(value: int, answer: int) -> list[_Step]:
    return [(0x35, 0, 1, value), _answer(answer)]
