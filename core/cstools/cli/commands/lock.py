"""Write down exactly what is installed, for other computers."""

from __future__ import annotations

from pathlib import Path

import click

from cstools.errors import OutputError, reason_of


@click.command()
@click.option(
    "--out",
    metavar="FILE",
    default="cstools.lock",
    show_default=True,
    help="Where to write the lock file.",
)
def command(out: str) -> None:
    """Write down exactly what is installed, for other computers.

    The lock file holds every tool with its version, where it came from and the sha256 of its
    wheel. Beside it, in the standard form pylock.toml, are the packages of each environment with
    their hashes. 'cstools sync' installs the same.
    """
    from cstools.lock import freeze, lockfile
    from cstools.lock.write import write

    path = Path(out).expanduser().absolute()
    click.echo("Locking ...", err=True)
    lock = freeze.freeze()
    try:
        files = write(lock, path)
    except OSError as error:
        reason = reason_of(error)
        raise OutputError(
            f"{path} cannot be written: {reason}.", "Give --out with a file you may write."
        ) from error
    whole = sum(not tool.unlocked for tool in lock.tools)
    of = "" if whole == len(lock.tools) else f" of {len(lock.tools)}"
    click.echo(
        f"Locked {whole}{of} tools in {len(lock.environments)} environments: {', '.join(files)}"
    )
    for tool in lock.tools:
        if tool.unlocked:
            click.echo(f"Note: {tool.name} is not locked: {tool.unlocked}.", err=True)
    for environment in lock.environments:
        if environment.systems != lockfile.ANY:
            click.echo(
                f"Note: {environment.name} is locked for {environment.systems} only.", err=True
            )
