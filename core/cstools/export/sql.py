"""The format ``sql``: a run in a database, SQLite beside the other files or any SQLAlchemy URL.

Several runs can stand in one database: every line carries the ``run_id`` of its run.
"""

from __future__ import annotations

import os
import uuid
from contextlib import suppress
from typing import TYPE_CHECKING

import sqlalchemy as sa

from cstools.errors import OutputError
from cstools.export._sqltables import write_run
from cstools.export._unread import missing_cells
from cstools.hookspecs import hookimpl

if TYPE_CHECKING:
    from pathlib import Path

    from cstools.data.context import Context
    from cstools.data.result import Result
    from cstools.data.target import Target

_NAMESPACE = uuid.UUID("0c1ad9b2-6a5b-4e0e-9d5e-3f6c1f6f9a51")


@hookimpl
def cstools_export(result: Result, target: Target, context: Context) -> list[Path]:
    """Write the tables ``runs``, ``rules``, ``findings``, ``figures`` and a wrangling tool's own.

    Without a database URL they go into ``findings.sqlite``. With one they are added to what stands
    there, in one transaction, and no file is made.

    Raises:
        OutputError: the database cannot be reached or refuses the lines, or holds this run
            already; nothing of the run is left in it.

    """
    if "tables" in result.tool.produces:
        context.notes += missing_cells(result.dataset, "Database")
    if target.database is None:
        path = target.folder / "findings.sqlite"
        _write(result, sa.URL.create("sqlite", database=str(path)))
        return [path]
    url = _url(target.database)
    _make_private(url)
    _write(result, url)
    return []


def _make_private(url: sa.URL) -> None:
    """Make an SQLite file that is not there yet, so that only this user may read it."""
    file = url.database
    if url.get_backend_name() == "sqlite" and file and file != ":memory:" and not url.query:
        with suppress(OSError):  # it is there, or its folder is not, which is said later
            os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


def run_id(result: Result) -> str:
    """Give the run an identifier: the same for the same run, so that it is not added twice."""
    if "started" not in result.provenance:
        return str(uuid.uuid4())
    about = sorted((key, repr(value)) for key, value in result.provenance.items())
    params = sorted((key, repr(value)) for key, value in result.params.items())
    return str(uuid.uuid5(_NAMESPACE, repr((result.tool.name, result.version, params, about))))


def _write(result: Result, url: sa.URL) -> None:
    # No cell value may reach an error or a log: parameters are hidden, messages are left out, and
    # `from None` keeps the driver's own error, which may quote a line, out of any traceback.
    try:
        engine = sa.create_engine(url, hide_parameters=True)
    except (sa.exc.ArgumentError, ImportError):
        raise OutputError(
            f"There is no driver for the database {_in_words(url)}.",
            "Install the SQLAlchemy driver it needs, or leave --database out for an SQLite file.",
        ) from None
    if engine.dialect.name == "sqlite":
        _begin_before_everything(engine)
    identifier = run_id(result)
    try:
        with engine.begin() as connection:
            write_run(result, identifier, connection)
    except sa.exc.SQLAlchemyError as error:
        raise _refused(url, error) from None
    finally:
        engine.dispose()


def _url(text: str) -> sa.URL:
    try:
        return sa.make_url(text)
    except (sa.exc.ArgumentError, ValueError):
        raise OutputError(
            "The database URL cannot be read.",
            "Write it as dialect://user:password@server/database, e.g. sqlite:///findings.sqlite.",
        ) from None


def _begin_before_everything(engine: sa.Engine) -> None:
    """Let a transaction hold the making of tables too, which Python's SQLite driver leaves out."""

    @sa.event.listens_for(engine, "connect")
    def _no_own_transactions(connection: object, _record: object) -> None:
        connection.isolation_level = None  # type: ignore[attr-defined]

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql("BEGIN")


def _refused(url: sa.URL, error: sa.exc.SQLAlchemyError) -> OutputError:
    where = f"The results could not be written to the database {_in_words(url)}"
    if isinstance(error, sa.exc.IntegrityError):
        return OutputError(
            f"{where}: it holds this run already, or a line breaks one of its own rules.",
            "Nothing was added. Run again, or choose another database.",
        )
    return OutputError(
        f"{where}: {type(error).__name__}.",
        "Nothing was added. Check the server, the database's name and that you may write there; "
        "tables of these names made by something else have to be moved away.",
    )


def _in_words(url: sa.URL) -> str:
    # What follows the question mark may hold a password too.
    return url.set(query={}).render_as_string(hide_password=True)
