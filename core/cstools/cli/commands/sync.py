"""Install exactly what a lock file says."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cstools.cli import console, show_changes
from cstools.cli.show_registries import from_option, registries

if TYPE_CHECKING:
    from cstools.lock.difference import Difference
    from cstools.lock.lockfile import Lock
    from cstools.lock.sync import SyncReport


@click.command()
@click.argument("file", metavar="[LOCKFILE]", default="cstools.lock")
@from_option
@click.option(
    "--check", is_flag=True, help="Change nothing; exit 1 when something differs or cannot be told."
)
@click.option("--exact", is_flag=True, help="Remove tools that the lock file does not have.")
@console.json_option
def command(file: str, place: str | None, check: bool, exact: bool, as_json: bool) -> None:
    """Install exactly what a lock file says.

    LOCKFILE is cstools.lock unless another is given. Each tool is installed whole or left as it
    was; a file whose hash is not the locked one is refused.
    """
    from cstools.lock import difference, read, sync

    lock = read.read_lock(Path(file).expanduser().absolute())
    if check:
        difference.check_fits(lock)
        differences = difference.compare(lock)
        surplus = difference.surplus(lock) if exact else []
        whole = [*differences, *map(difference.extra, surplus)]
        _show_differences(whole, _in_order(lock), as_json=as_json)
    else:
        differences = difference.compare(lock)
        sources = registries(place) if differences else []
        if differences:
            click.echo("Installing ...", err=True)
        synced = sync.sync(lock, sources, exact=exact)
        _show_changes(synced, _in_order(lock), as_json=as_json)
    _show_notes(lock)
    if check and (differences or surplus or _undecided(lock)):
        raise click.exceptions.Exit(1)
    if not check and synced.failed:
        raise click.exceptions.Exit(2)


def _undecided(lock: Lock) -> list[str]:
    """Tools without a hash in the lock, of which nobody can tell whether they are the same."""
    return [tool.name for tool in lock.tools if tool.unlocked]


def _in_order(lock: Lock) -> str:
    """What to say where nothing differs."""
    undecided = _undecided(lock)
    if not undecided:
        return "Everything is as locked."
    return (
        f"Whatever has a hash in the lock is as locked. Of {', '.join(undecided)} nobody can tell: "
        f"{'it has' if len(undecided) == 1 else 'they have'} none."
    )


def _show_differences(differences: list[Difference], in_order: str, *, as_json: bool) -> None:
    if as_json:
        console.print_json([asdict(item) for item in differences])
    elif differences:
        console.print_table(
            "",
            ["Name", "In", "Locked", "Here"],
            [(item.name, item.where, item.locked, item.found) for item in differences],
        )
    else:
        click.echo(in_order)


def _show_changes(synced: SyncReport, in_order: str, *, as_json: bool) -> None:
    failed = {name: str(error) for name, error in synced.failed.items()}
    if as_json:
        changes = [asdict(change) for change in synced.done]
        console.print_json({"done": changes, "failed": failed})
        return
    if synced.done or not failed:
        show_changes.show(synced.done, as_json=False, nothing=in_order)
    for name, problem in failed.items():
        click.echo(f"Error: {name} is as it was. {problem}", err=True)


def _show_notes(lock: Lock) -> None:
    from cstools.lock.difference import surplus
    from cstools.plugin import discovery

    discovery.installed.cache_clear()
    for tool in lock.tools:
        if tool.unlocked:
            click.echo(
                f"Note: {tool.name} is not locked, so nobody can tell whether it is the same "
                f"here: where the file was made, {tool.unlocked}.",
                err=True,
            )
    for plugin in surplus(lock):
        click.echo(
            f"Note: {plugin.name} {plugin.version} is not in the lock file; --exact removes it.",
            err=True,
        )
