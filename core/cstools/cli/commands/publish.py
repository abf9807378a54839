"""Check a tool and put it into a registry, for others to install."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cstools.cli import console
from cstools.io import shell

if TYPE_CHECKING:
    from cstools.check import Report
    from cstools.publish import Published


@click.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@click.option(
    "--to", required=True, metavar="REGISTRY", help="The registry: its name, file or folder."
)
@click.option(
    "--sign",
    "key",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="The private key to sign the registry with.",
)
@click.option(
    "--isolation",
    type=click.Choice(["own", "shared"]),
    help="Install it in an environment of its own, or beside the core; default: own.",
)
@click.option("--owner", "owners", multiple=True, help="Who may change the entry; give it again.")
@click.option("--retire", metavar="NAME", help="Mark a tool as retired instead.")
@click.option("--reason", default="", help="Why it is retired.")
@click.option("--superseded-by", default="", metavar="NAME", help="What to use instead.")
@console.json_option
def command(
    folder: Path | None,
    to: str,
    key: Path | None,
    isolation: str | None,
    owners: tuple[str, ...],
    retire: str | None,
    reason: str,
    superseded_by: str,
    as_json: bool,
) -> None:
    """Check the tool in FOLDER, build it, and put it into a registry for others to install.

    A release is never replaced: raise the version to publish again. With --retire NAME nothing is
    built; the tool stays listed and warns whoever installs or runs it.
    """
    if (folder is None) == (retire is None):
        raise click.UsageError("Give the tool's FOLDER, or --retire NAME.")
    if retire is not None:
        _retire(retire, to, reason, superseded_by, key, as_json=as_json)
        return
    if reason or superseded_by:
        raise click.UsageError("--reason and --superseded-by go with --retire.")
    assert folder is not None
    from cstools.publish import ChecksFailedError, publish

    click.echo("Checking and building ...", err=True)
    try:
        published = publish(folder, to, key=key, isolation=isolation or "", owners=owners)
    except ChecksFailedError as error:
        _failed(error.report)
        raise
    if as_json:
        console.print_json(asdict(published))
    else:
        _show(published, to)


def _retire(
    name: str, to: str, reason: str, superseded_by: str, key: Path | None, *, as_json: bool
) -> None:
    from cstools.publish import retire

    if not reason.strip():
        raise click.UsageError("Say why with --reason: those who use it will read it.")
    retire(name, to, reason=reason.strip(), superseded_by=superseded_by, key=key)
    if as_json:
        console.print_json(
            {"name": name, "status": "retired", "reason": reason, "superseded_by": superseded_by}
        )
        return
    click.echo(f"{name} is retired. It stays listed and warns whoever installs or runs it.")


def _failed(report: Report) -> None:
    for outcome in report.outcomes:
        if outcome.state == "failed" and outcome.level == "error":
            click.echo(f"{outcome.rule}: {outcome.problem} {outcome.fix}", err=True)


def _show(published: Published, to: str) -> None:
    if published.created:
        click.echo(f"Made a registry: {published.registry}")
    click.echo(
        f"Published {published.name} {published.version} ({published.size // 1024 + 1} KB, "
        f"{published.checks_passed} checks passed, {published.status})."
    )
    if published.note:
        click.echo(f"Note: {published.note}")
    line = shell.command("cstools", "install", published.name, "--from", to)
    click.echo(f"Others install it with: {line}")
