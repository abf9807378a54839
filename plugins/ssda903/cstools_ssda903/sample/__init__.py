"""Synthetic SSDA903 returns: invented children with plausible histories, and planted errors.

Children are simulated, not tables: each has a history of care over the years, and this year's and
last year's returns are cut out of it, so that they agree with each other.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cstools import UsageError

if TYPE_CHECKING:
    from cstools import Dataset
    from cstools.standard import Chance, Sample, Schema


def make(*, children: int, seed: int, errors: float, year: int) -> Sample:
    """Make a synthetic return with last year's beside it.

    Args:
        children: number of children in this year's return.
        seed: the same seed and arguments give the same data.
        errors: share of records to damage, 0 to 1; never two errors in one child.
        year: collection year.

    Returns:
        The returns as text, the errors planted, and the parameters to go with them:
        ``local_authority`` and the list of ``providers``.

    Raises:
        UsageError: an argument is out of range.
    """
    # Only here, so that a plugin can be listed without loading what generates data.
    import numpy as np

    from cstools.standard import Chance, Sample, read_schema
    from cstools_ssda903.sample.dates import Collection
    from cstools_ssda903.sample.places import provider_list, read_areas
    from cstools_ssda903.sample.planter import plant

    schema = read_schema(Path(__file__).parent.with_name("schema.toml"))
    _check(schema, children, seed, errors, year)
    generator = np.random.default_rng(seed)
    chance = Chance(generator)
    dataset = _clean(schema, chance, children, year)
    planted = plant(dataset, Collection.of(year), errors, chance, generator) if errors else []
    params = {"local_authority": read_areas()[0].code, "providers": provider_list(year)}
    return Sample(dataset, planted, params)


def _clean(schema: Schema, chance: Chance, children: int, year: int) -> Dataset:
    from cstools import Dataset
    from cstools_ssda903.sample.dates import Collection
    from cstools_ssda903.sample.population import Population
    from cstools_ssda903.sample.returns import Return

    this_year, last_year = Return(schema, year, chance), Return(schema, year - 1, chance)
    population = Population(chance, Collection.of(year)).children()
    reported = 0
    while reported < children:
        child = next(population)
        reported += this_year.add(child)
        last_year.add(child)
    before = Dataset(last_year.frames(), standard=schema.name, period=year - 1, format="csv")
    return Dataset(
        this_year.frames(), standard=schema.name, period=year, format="csv", last_year=before
    )


def _check(schema: Schema, children: int, seed: int, errors: float, year: int) -> None:
    if year not in schema.years:
        raise UsageError(
            f"There is no collection year {year} in the SSDA903 standard.",
            f"Choose one from {schema.first_year} to {schema.last_year}.",
        )
    if children < 0 or seed < 0:
        raise UsageError("The number of children and the seed must not be negative.")
    if not 0 <= errors <= 1:
        raise UsageError("The share of errors must lie between 0 and 1.", "2 % is 0.02.")
