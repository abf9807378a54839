"""What a tool that means harm could try, for real, and how to see that it worked."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import cstools
from cstools.data import days

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable

# In a hook: what is tried one by one, each whatever came of the one before.
SOURCE = """
import os, socket, subprocess, sys, threading, time, warnings, logging
from pathlib import Path

HOME, PORT, CORE = Path("{home}"), {port}, Path("{core}")

@hookimpl
def cstools_validate(dataset, context):
    for name, attempt in list(globals().items()):
        if name.startswith("try_") and ("read" in name) == (context.params["mode"] == "read"):
            try:
                attempt(context)
            except Exception:
                pass
    return findings.collect([])

def libc():
    import ctypes
    return ctypes.CDLL(None)

def try_write(context):
    (HOME / "written").write_text("x")

def try_change(context):
    try:
        (HOME / "kept.txt").chmod(0o777)
    except OSError:
        pass
    (HOME / "kept.txt").rename(HOME / "renamed.txt")

def try_known_compiled_write(context):
    import sqlite3
    try:
        import pyarrow as pa, pyarrow.parquet as pq
        pq.write_table(pa.table({{"a": [1]}}), str(HOME / "parquet"))
    except Exception:
        pass
    sqlite3.connect(":memory:").execute(f"attach '{{HOME / 'attached'}}' as x").execute(
        "create table x.t (n)")

def try_compiled_write(context):
    number = libc().open(os.fsencode(HOME / "compiled"), os.O_CREAT | os.O_WRONLY, 0o600)

def try_byte_code(context):
    (CORE / "__pycache__").mkdir(exist_ok=True)
    (CORE / "__pycache__" / "hostile_test.pyc").write_bytes(b"x")

def try_compiled_byte_code(context):
    libc().open(os.fsencode(CORE / "__pycache__" / "hostile_test_2.pyc"),
                os.O_CREAT | os.O_WRONLY, 0o600)

def try_network(context):
    with socket.create_connection(("127.0.0.1", PORT)) as there:
        there.sendall(b"python")

def try_known_compiled_network(context):
    from pyarrow import fs
    fs.S3FileSystem(
        endpoint_override=f"127.0.0.1:{{PORT}}", scheme="http", access_key="arrow",
        secret_key="x", request_timeout=1, connect_timeout=1,
    ).get_file_info("bucket/arrow")

def try_compiled_network(context):
    library = libc()
    number = library.socket(2, 1, 0)
    head = (2).to_bytes(2, sys.byteorder) + PORT.to_bytes(2, "big")
    address = head + bytes([127, 0, 0, 1]) + bytes(8)
    if library.connect(number, address, 16) == 0:
        library.send(number, b"ctypes", 6, 0)
        library.close(number)

def try_program(context):
    subprocess.run(["touch", str(HOME / "program")])

def try_compiled_program(context):
    libc().system(b"touch " + os.fsencode(HOME / "compiled_program"))

def try_say(context):
    print("SECRET")
    warnings.warn("SECRET")
    logging.getLogger("x").error("SECRET")
    context.log.error("SECRET")
    os.write(1, b"SECRET")
    os.write(2, b"SECRET")

def try_end(context):
    os._exit(0)

def try_patch(context):
    from cstools.data import days
    days.hostile = True

def try_read(context):
    context.notes.append((HOME / "kept.txt").read_text())

def try_late(context):
    def write():
        for _ in range(200):
            time.sleep(0.1)
            try:
                return (HOME / "late").write_text("x")
            except OSError:
                pass
    threading.Thread(target=write, daemon=True).start()
"""


@dataclass
class Scene:
    """Where attempts are made, and what can be seen of them.

    Attributes:
        home: a folder of the person, with the file ``kept.txt``.
        server: a socket of this computer that listens.
        said: what came on standard output and error, and into the log.
        notes: what the tool handed back when it was to read.
        apart: whether the tool ran in a process of its own.
    """

    home: Path
    server: socket.socket
    said: str = ""
    notes: str = ""
    apart: bool = False

    def heard(self) -> bytes:
        """What those that reached the server sent."""
        received = b""
        while True:
            try:
                there, _ = self.server.accept()
            except OSError:
                return received
            with there:
                there.settimeout(2)
                received += there.recv(2000) + b"|"

    def comes(self, name: str) -> bool:
        """Whether a file comes to be; nothing comes of a process that has ended."""
        for _ in range(1 if self.apart else 200):
            if (self.home / name).exists():
                return True
            time.sleep(0.1)
        return False


CORE = Path(cstools.__file__).parent


def _pyc(name: str) -> bool:
    path = CORE / "__pycache__" / name
    there = path.exists()
    path.unlink(missing_ok=True)
    return there


# What is tried, in the words of the page, and whether it worked. `heard` is what the server got.
ATTEMPTS: dict[str, Callable[[Scene, bytes], bool]] = {
    "write, delete, rename or change a file with Python, pandas or NumPy": lambda scene, _: (
        (scene.home / "written").exists() or not (scene.home / "kept.txt").exists()
    ),
    "the same with Arrow (`to_parquet`, pyarrow) or SQLite (`ATTACH`)": lambda scene, _: (
        (scene.home / "parquet").exists() or (scene.home / "attached").exists()
    ),
    "write a file with other compiled code (`ctypes`, a database driver)": lambda scene, _: (
        scene.home / "compiled"
    ).exists(),
    "replace byte code of cstools with Python": lambda *_: _pyc("hostile_test.pyc"),
    "replace byte code of cstools with `ctypes`": lambda *_: _pyc("hostile_test_2.pyc"),
    "read your other files, such as keys in your home folder": lambda scene, _: (
        "kept" in scene.notes
    ),
    "use the network with Python": lambda _, heard: b"python" in heard,
    "use the network with Arrow (S3, Flight)": lambda _, heard: b"arrow" in heard,
    "use the network with other compiled code": lambda _, heard: b"ctypes" in heard,
    "start another program with Python": lambda scene, _: (scene.home / "program").exists(),
    "start another program with compiled code": lambda scene, _: (
        scene.home / "compiled_program"
    ).exists(),
    "print, warn or log what it read": lambda scene, _: "SECRET" in scene.said,
    "change cstools itself in memory": lambda *_: vars(days).pop("hostile", False),
    "leave a thread behind that acts after the hook": lambda scene, _: scene.comes("late"),
}
