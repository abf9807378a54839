"""Turn a manifest's parameters into command-line options."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from cstools.cli.prompt import somebody

if TYPE_CHECKING:
    from cstools.plugin.manifest import Manifest, Param

_METAVARS = {
    "str": "TEXT",
    "int": "NUMBER",
    "float": "NUMBER",
    "date": "DATE",
    "file": "FILE",
    "files": "PATH",
    "directory": "FOLDER",
}


def options(manifest: Manifest) -> list[click.Option]:
    """One option per parameter. Values stay text: the runner converts and checks them."""
    return [_option(param) for param in manifest.params.values()]


def _option(param: Param) -> click.Option:
    declared: dict[str, Any] = {"help": _help(param), "default": None}
    if param.type == "bool":
        switch = f"{param.option}/--no-{param.option.removeprefix('--')}"
        return click.Option([switch, param.name], **declared)
    if param.type == "choice":
        kind: Any = click.Choice(param.choices)
        return click.Option([param.option, param.name], type=kind, **declared)
    several = param.many or param.type == "files"
    return click.Option(
        [param.option, param.name],
        metavar=_METAVARS[param.type] + (",..." if param.many else ""),
        multiple=several,
        **{**declared, "default": () if several else None},
    )


def _help(param: Param) -> str:
    if param.required and param.infer:
        return f"{param.help} [required unless the data tell it]"
    if param.required:
        return f"{param.help} [required]"
    if param.default is not None:
        return f"{param.help} [default: {param.default}]"
    return param.help


def filled(values: dict[str, Any]) -> dict[str, Any]:
    """The parameters that were given on the command line."""
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in values.items()
        if value not in (None, ())
    }


def confirm(warning: str) -> bool:
    """Ask a person at a terminal whether to go on after a warning; yes when nobody is there."""
    if not somebody():
        return True
    click.secho(warning, fg="red", err=True)
    return click.confirm("Go on all the same?", default=False, err=True)


def ask(param: Param) -> str | None:
    """Ask a person at a terminal for a parameter; None when nobody is there."""
    if not somebody():
        return None
    answer: str = click.prompt(f"{param.help}\n{param.name}", err=True)
    return answer
