"""It declares what compiled code it uses can do unseen: write files, use the network, run programs.

Level: warning
Why: The guard sees what Python announces; a driver or library that works below it goes unnoticed.
Fix: Declare it in cstools.toml; where it only reads, or works in memory, skip this rule and say so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools.check.sources import every_module

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cstools.check.subject import Subject

_FILES, _NETWORK = ("writes_outside",), ("network",)
_ALL = ("network", "subprocess", "writes_outside")
_UNSEEN = {
    **dict.fromkeys(("cffi", "ctypes"), _ALL),
    **dict.fromkeys(("duckdb", "polars"), ("writes_outside", "network")),
    **dict.fromkeys(("apsw", "h5py", "lmdb", "netCDF4", "tables"), _FILES),
    **dict.fromkeys(("grpc", "ibm_db", "MySQLdb", "oracledb", "psycopg", "psycopg2"), _NETWORK),
    **dict.fromkeys(("pycurl", "pymssql", "pyodbc", "zmq"), _NETWORK),
}


def look(subject: Subject) -> Iterator[str]:
    """Say which modules work unseen and are not declared."""
    for module in sorted(every_module(subject.project) & _UNSEEN.keys()):
        keys = _UNSEEN[module]
        if not any(getattr(subject.manifest, key) for key in keys):
            declared = " or ".join(f"{key} = true" for key in keys)
            yield f"It imports {module}, which works unseen, and does not declare {declared}."
