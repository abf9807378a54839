"""Make a synthetic data set of a standard, clean or with known errors."""

from __future__ import annotations

from pathlib import Path

import click

from cstools.cli import console


@click.command()
@click.argument("standard")
@click.option(
    "--size",
    "--children",
    "size",
    type=click.IntRange(1),
    default=200,
    show_default=True,
    help="How many children, or whatever the standard is about, to make up.",
)
@click.option("--seed", type=int, default=1, show_default=True, help="Same seed, same data.")
@click.option(
    "--errors",
    type=click.FloatRange(0, 1),
    default=0.0,
    show_default=True,
    help="Share of records to damage, 0 to 1.",
)
@click.option(
    "--period",
    "--year",
    "period",
    metavar="PERIOD",
    help="What the data are of: a collection year, a day or a span, as the standard has it.",
)
@click.option("--form", default="csv", show_default=True, help="Form of the files, csv or xml.")
@click.option("--out", required=True, metavar="FOLDER", help="Where to write.")
@click.option("--overwrite", is_flag=True, help="Replace files already there.")
@console.quiet_option
def command(
    standard: str,
    size: int,
    seed: int,
    errors: float,
    period: str | None,
    form: str,
    out: str,
    overwrite: bool,
    quiet: bool,
) -> None:
    """Make a synthetic data set of a standard, clean or with known errors.

    No real person is in it. Where the standard has them, last year's data are written to the
    sub-folder last-year; the sub-folder extras says which errors were put in where.
    """
    from cstools.call import load_standard
    from cstools.runner.samples import write_sample

    maker = load_standard(standard)
    schema = maker.schema
    files = write_sample(
        maker,
        Path(out),
        size=size,
        seed=seed,
        errors=errors,
        period=schema.sample_period if period is None else schema.period.parse(period),
        form=form,
        overwrite=overwrite,
    )
    if not quiet:
        click.echo(f"{len(files)} files of made-up data written to {out}.")
