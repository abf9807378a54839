"""What an audit event says a tool is about to do."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cstools.call.guard._callers import makes_a_socket_pair
from cstools.call.guard._places import database_file, named, nearest_folder

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True)
class Attempt:
    """Something a tool is about to do that needs to be declared.

    Attributes:
        keys: manifest keys of which any allows it; the first is the one to name. Nothing allows
            what has none.
        doing: what it is, in words that follow "it tried to"; names no file and no address.
        path: the file or folder it would change, or None.
        follow: whether a link at `path` is followed.
        new_folder: whether it makes the folder `path`.
    """

    keys: tuple[str, ...]
    doing: str
    path: str | None = None
    follow: bool = True
    new_folder: bool = False


@dataclass(frozen=True)
class _Changes:
    """Which arguments of an event name what changes: the path, and the folder it is relative to."""

    path: int
    folder: int | None = None
    follow: bool = True


_NETWORK = Attempt(("network",), "use the network")
_PROGRAM = Attempt(("subprocess",), "start another program")
_END = Attempt((), "end the program")
# Sockets within the computer: multiprocessing uses them, and so do local databases.
_LOCAL_SOCKET = Attempt(("subprocess", "network"), "talk to another program")

_LOOK_UPS = frozenset(
    {"socket.getaddrinfo", "socket.gethostbyaddr", "socket.gethostbyname", "socket.getnameinfo"}
)
_ADDRESSED = frozenset({"socket.bind", "socket.connect", "socket.sendmsg", "socket.sendto"})
_PROGRAMS = frozenset(
    {
        "_winapi.CreateProcess",
        "cstools.fork_exec",
        "os.exec",
        "os.fork",
        "os.forkpty",
        "os.posix_spawn",
        "os.spawn",
        "os.startfile",
        "os.startfile/2",
        "os.system",
        "pty.spawn",
        "subprocess.Popen",
    }
)
_CHANGES = {
    "cstools.mkfifo": (_Changes(0, 1, follow=False),),
    "cstools.mknod": (_Changes(0, 1, follow=False),),
    "_winapi.CopyFile2": (_Changes(1),),
    "_winapi.CreateJunction": (_Changes(1, follow=False),),
    "os.chflags": (_Changes(0),),
    "os.chmod": (_Changes(0, 2),),
    "os.chown": (_Changes(0, 3),),
    # Both names stand for one file afterwards, so writing to the new one changes the old one.
    "os.link": (_Changes(0, 2), _Changes(1, 3, follow=False)),
    "os.mkdir": (_Changes(0, 2, follow=False),),
    "os.remove": (_Changes(0, 1, follow=False),),
    "os.removexattr": (_Changes(0),),
    "os.rename": (_Changes(0, 2, follow=False), _Changes(1, 3, follow=False)),
    "os.rmdir": (_Changes(0, 1, follow=False),),
    "os.setxattr": (_Changes(0),),
    "os.symlink": (_Changes(1, 2, follow=False),),
    "os.truncate": (_Changes(0),),
    "os.utime": (_Changes(0, 3),),
    "shutil.rmtree": (_Changes(0, 1, follow=False),),
}
_THREADS = frozenset({"_thread.start_joinable_thread", "_thread.start_new_thread"})
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND

# What SQLite's authorizer is asked before a further file is opened, by its number.
ATTACHED = 24

watched = frozenset(
    {
        *("open", "sqlite3.connect"),
        *("cstools.exit", "cstools.network", "cstools.open", "cstools.write"),
    }
).union(_LOOK_UPS, _ADDRESSED, _PROGRAMS, _CHANGES, _THREADS)


def attempts(event: str, arguments: tuple[Any, ...]) -> Iterator[Attempt]:
    """What the event says is about to happen that a manifest has to declare."""
    if event == "open":
        yield from _opening(*arguments)
    elif event in _CHANGES:
        yield from _changing(event, arguments)
    elif event == "sqlite3.connect":
        yield from _database(arguments[0])
    elif event in _PROGRAMS:
        yield _PROGRAM
    elif event in _LOOK_UPS or event == "cstools.network":
        yield _NETWORK
    elif event == "cstools.exit":
        yield _END
    elif event == "cstools.open":
        yield from _opening(arguments[0], None, arguments[1], arguments[2])
    elif event == "cstools.write":
        yield from _opening(arguments[0], None, os.O_WRONLY)
    elif event in _ADDRESSED:
        yield from _addressing(arguments[1])


def _opening(
    path: object, _mode: object, flags: object, folder: object = None
) -> Iterator[Attempt]:
    if isinstance(path, int) or not isinstance(flags, int) or not flags & _WRITING:
        return  # what is open already was looked at when it was opened
    target = named(path, folder)
    if target is not None:
        yield Attempt(("writes_outside",), f"write in the folder {nearest_folder(target)}", target)


def _changing(event: str, arguments: tuple[Any, ...]) -> Iterator[Attempt]:
    for change in _CHANGES[event]:
        # Some versions of Python leave the last arguments of an event out.
        folder = (
            change.folder if change.folder is not None and change.folder < len(arguments) else None
        )
        target = named(arguments[change.path], None if folder is None else arguments[folder])
        if target is not None:
            yield Attempt(
                ("writes_outside",),
                f"change files in the folder {nearest_folder(target)}",
                target,
                follow=change.follow,
                new_folder=event == "os.mkdir",
            )


def _database(database: object) -> Iterator[Attempt]:
    target = database_file(named(database))
    if target is not None:
        folder = nearest_folder(target)
        yield Attempt(
            ("writes_outside",),
            f"open a database in the folder {folder} other than read-only ('file:...?mode=ro')",
            target,
        )


def attached(database: str | None) -> Iterator[Attempt]:
    """What a database does that opens another file; None where a statement's value names it."""
    if database is None:
        yield Attempt(("writes_outside",), "open a further database, which it does not name")
    else:
        yield from _database(database)


def _addressing(address: object) -> Iterator[Attempt]:
    if address is None or makes_a_socket_pair():  # None: the socket is connected already
        return
    yield _LOCAL_SOCKET if isinstance(address, str | bytes) else _NETWORK
