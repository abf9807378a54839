"""Set up, show and sign registries: lists of tools, such as one on a shared drive."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cstools.cli import console
from cstools.cli.group import Commands
from cstools.io import shell

if TYPE_CHECKING:
    from cstools.registry.registries import Reached
    from cstools.registry.update import News


@click.group(cls=Commands)
def command() -> None:
    """Set up, show and sign registries: lists of tools, such as one on a shared drive."""


@command.command()
@click.argument("place")
@click.option("--name", default="", help="What you call it; default: what it calls itself.")
@click.option(
    "--priority",
    type=int,
    default=100,
    show_default=True,
    help="Where two have the same tool, the lower number is taken; that of the core has 50.",
)
def add(place: str, name: str, priority: int) -> None:
    """Set up the registry at PLACE, a file or a folder.

    When it carries a key, it has to be signed with that key from now on.
    """
    from cstools.registry import registries, signature

    source, registry = registries.add(place, name, priority)
    click.echo(f"Added {source.name}, with {_tools(len(registry.entries))}, from {source.path}.")
    if source.public_key:
        click.echo(
            f"It is signed with the key {signature.fingerprint(source.public_key)}. Ask whoever "
            "keeps it whether that is theirs; from now on nothing else is taken."
        )
    else:
        click.echo("It is not signed: whoever may write there decides what you install.")


@command.command()
@click.argument("name", metavar="NAME")
def remove(name: str) -> None:
    """Forget a registry and the key it was known by. Tools that were installed from it stay.

    NAME is what you call it; for one that you only ever gave with --from, its place.
    """
    from cstools.registry import registries

    gone = registries.remove(name)
    if gone.name:
        click.echo(f"Removed {gone.name} from your registries; {gone.path} is as it was.")
    else:
        click.echo(f"Forgot the key of {gone.path}; the registry is as it was.")


@command.command(name="list")
@console.json_option
def list_(as_json: bool) -> None:
    """List the registries, those that are looked in first at the top."""
    from cstools.registry import registries

    rows = [_row(reached) for reached in registries.reached()]
    if as_json:
        console.print_json(rows)
        return
    keys = ("name", "tools", "priority", "key", "state", "place")
    console.print_table(
        "",
        ["Name", "Tools", "Priority", "Signed with", "State", "Place"],
        [[row[key] for key in keys] for row in rows],
        right=(1, 2),
    )


@command.command()
@console.json_option
def update(as_json: bool) -> None:
    """Read the registries again and say what is new in them.

    Exits 1 when one cannot be read or trusted.
    """
    from dataclasses import asdict

    from cstools.registry import update as news

    news_of_each = news.update()
    if as_json:
        console.print_json([asdict(item) for item in news_of_each])
    else:
        for item in news_of_each:
            _show_news(item)
        if not news_of_each:
            click.echo("No registry is set up besides the one that comes with cstools.")
    if any(item.problem for item in news_of_each):
        raise click.exceptions.Exit(1)


@command.command()
@click.option(
    "--out",
    metavar="FILE",
    default="registry.key",
    show_default=True,
    type=click.Path(path_type=Path),
    help="Where to write the private key.",
)
def keygen(out: Path) -> None:
    """Make a key to sign a registry with.

    The private key stays with whoever keeps the registry; 'cstools publish --sign' uses it.
    """
    from cstools.registry import signature

    public = signature.generate(out)
    click.echo(f"The private key is in {out}. Keep it to yourself and keep a copy.")
    click.echo(f"Its public key is {public} ({signature.fingerprint(public)}).")
    line = shell.command("cstools", "registry", "sign", "PLACE", "--key", out)
    click.echo(f"Sign a registry with it: {line}")


@command.command()
@click.argument("place")
@click.option(
    "--key",
    required=True,
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="The private key that 'cstools registry keygen' made.",
)
def sign(place: str, key: Path) -> None:
    """Sign the registry at PLACE: after it was made, or after you changed it by hand."""
    from cstools.publish import sign as sign_registry

    sign_registry(place, key)
    click.echo(f"Signed {place}.")


def _tools(number: int) -> str:
    return f"{number} {'tool' if number == 1 else 'tools'}"


def _row(reached: Reached) -> dict[str, str | int]:
    from cstools.registry import trust
    from cstools.registry.signature import fingerprint

    key = trust.key_of(reached.source)
    return {
        "name": reached.source.name,
        "tools": len(reached.registry.entries) if reached.registry is not None else 0,
        "priority": reached.source.priority,
        "key": fingerprint(key) if key else "",
        "state": reached.problem or "ready",
        "place": str(reached.source.path),
    }


def _show_news(item: News) -> None:
    if item.problem:
        click.echo(f"{item.name}: {item.problem}")
        return
    click.echo(f"{item.name}: {'; '.join(item.lines) or 'nothing new'}.")
