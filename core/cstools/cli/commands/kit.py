"""Pack cstools and tools for a machine with no network, and install them there."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cstools.cli import console, show_changes
from cstools.cli.group import Commands
from cstools.cli.show_registries import from_option, registries

if TYPE_CHECKING:
    from cstools.kit.build import BuiltKit


@click.group("kit", cls=Commands)
def command() -> None:
    """Pack cstools and tools for a machine with no network, and install them there."""


@command.command("build")
@click.argument("names", nargs=-1, metavar="[TOOL[==VERSION]]...")
@click.option("--platform", "name", default="", help="The other machine, such as win_amd64.")
@click.option("--python", default="", metavar="X.Y", help="The Python there, such as 3.12.")
@click.option("--out", default="kit.zip", type=click.Path(path_type=Path), help="The zip to write.")
@click.option("--skip", multiple=True, metavar="TOOL", help="Leave out a tool. May be repeated.")
@click.option(
    "--docs",
    metavar="FOLDER",
    type=click.Path(path_type=Path),
    help="Put in the built documentation, as documentation.zip.",
)
@from_option
@console.quiet_option
@console.json_option
def build(
    names: tuple[str, ...],
    name: str,
    python: str,
    out: Path,
    skip: tuple[str, ...],
    docs: Path | None,
    place: str | None,
    quiet: bool,
    as_json: bool,
) -> None:
    """Pack cstools, tools and all they are built on into one zip.

    Without TOOL, every tool that is installed here, at the version it has here. Standards that a
    tool reads are added. Without --platform and --python the kit is for machines like this one.
    """
    from cstools.kit.build import build as build_kit
    from cstools.kit.target import target

    say = (lambda _: None) if quiet else partial(click.echo, err=True)
    machine = target(name, python)
    built = build_kit(
        names, machine, out.absolute(), registries(place), skip=skip, docs=docs, say=say
    )
    size = built.path.stat().st_size
    if as_json:
        console.print_json(_as_json(built, size))
    elif not quiet:
        tools = ", ".join(f"{tool.name} {tool.version}" for tool in built.kit.tools) or "no tools"
        click.echo(f"{built.path} is made: cstools {built.kit.core} with {tools}.")
        click.echo(f"For {machine}. {len(built.kit.files)} files, {size / 1e6:,.0f} MB.")
        click.echo(f"sha256 {built.sha256}")


@command.command("install")
@click.argument("kit", type=click.Path(path_type=Path))
@click.option(
    "--offline",
    is_flag=True,
    help="Have pip of this virtual environment use the wheels of kits only, from now on.",
)
@console.json_option
def install(kit: Path, offline: bool, as_json: bool) -> None:
    """Install the tools of a kit: its zip, or the folder it was unzipped into.

    Nothing is taken from any other place. The install.py in a kit brings cstools first and then
    does this.
    """
    from cstools.kit.install import install as install_kit

    click.echo("Installing the tools of the kit ...", err=True)
    if as_json:
        show_changes.show(list(install_kit(kit, offline=offline)), as_json=True, nothing="")
        return
    any_change = False
    for change in install_kit(kit, offline=offline):
        show_changes.show([change], as_json=False, nothing="")
        any_change = True
    if not any_change:
        click.echo("The kit holds no tools.")


def _as_json(built: BuiltKit, size: int) -> dict[str, object]:
    kit = built.kit
    return {
        "path": str(built.path),
        "sha256": built.sha256,
        "size": size,
        "core": kit.core,
        "platform": kit.platform,
        "python": kit.python,
        "tools": [{"name": tool.name, "version": tool.version} for tool in kit.tools],
        "files": sorted(kit.files),
    }
