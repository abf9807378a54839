"""Check this installation and say what to do about each problem."""

from __future__ import annotations

import click

from cstools.cli import console


@click.command()
@console.json_option
def command(as_json: bool) -> None:
    """Check this installation and say what to do about each problem.

    Exits 1 when there is a problem.
    """
    from cstools.install.doctor import examine

    found = examine()
    if as_json:
        console.print_json([one._asdict() for one in found])
    else:
        console.print_table(
            "",
            ["What", "State", "Found", "What to do"],
            [(one.what, "ok" if one.ok else "PROBLEM", one.found, one.advice) for one in found],
        )
    wrong = [one.what for one in found if not one.ok]
    if not as_json:
        click.echo(f"{_counted(len(wrong))}: {', '.join(wrong)}." if wrong else "All is well.")
    if wrong:
        raise click.exceptions.Exit(1)


def _counted(number: int) -> str:
    return f"{number} problem{'s' if number > 1 else ''}"
