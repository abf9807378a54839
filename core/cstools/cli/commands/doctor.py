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

    examinations = examine()
    if as_json:
        console.print_json([part._asdict() for part in examinations])
    else:
        console.print_table(
            "",
            ["What", "State", "Found", "What to do"],
            [
                (part.what, "ok" if part.ok else "PROBLEM", part.state, part.advice)
                for part in examinations
            ],
        )
    wrong = [part.what for part in examinations if not part.ok]
    if not as_json:
        click.echo(f"{_counted(len(wrong))}: {', '.join(wrong)}." if wrong else "All is well.")
    if wrong:
        raise click.exceptions.Exit(1)


def _counted(number: int) -> str:
    return f"{number} problem{'s' if number > 1 else ''}"
