"""A data standard: recognises and loads its files, describes its tables, makes synthetic data."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import pandas as pd

    from cstools.data.context import Progress
    from cstools.data.dataset import Dataset
    from cstools.standard.schema import Schema


@dataclass(frozen=True)
class Planted:
    """One error a generator put in on purpose.

    Attributes:
        error: name of the entry in the generator's catalogue.
        rule: code of the rule that should find it.
        table: the table it was put in.
        row: the spreadsheet row.
        last_year: True when it stands in last year's return.
    """

    error: str
    rule: str
    table: str
    row: int
    last_year: bool = False


@dataclass
class Sample:
    """Synthetic data: a dataset (with its ``last_year`` where the standard has one).

    Attributes:
        dataset: the tables, as the standard loads them.
        planted: the errors put in, in no particular order.
        params: parameters that go with it (authority, provider list, ...); a run on the sample
            hands a tool those that its manifest knows.
    """

    dataset: Dataset
    planted: list[Planted] = field(default_factory=list)
    params: dict[str, Any] = field(default_factory=dict)


class Standard(ABC):
    """What a package gives from ``cstools_standards``, one per standard."""

    schema: Schema

    @property
    def name(self) -> str:
        """The standard's name, as tools list it under ``reads``."""
        return self.schema.name

    @abstractmethod
    def load(self, paths: Sequence[Path], progress: Progress | None = None) -> Dataset:
        """Read files, a folder or an archive of this standard.

        Raises:
            InputError: a file cannot be read, or nothing in it belongs to the standard.
        """

    @abstractmethod
    def adopt(self, dataset: Dataset | Mapping[str, pd.DataFrame]) -> Dataset:
        """Take in tables given in Python: give them the standard's columns and types.

        Raises:
            InputError: no table belongs to the standard.
        """

    @abstractmethod
    def sample(self, *, children: int, seed: int, errors: float, year: int) -> Sample:
        """Make synthetic data.

        Args:
            children: number of children.
            seed: the same seed and arguments give the same data.
            errors: share of records to damage, 0 to 1.
            year: collection year.
        """

    @abstractmethod
    def write(self, dataset: Dataset, folder: Path, form: str = "csv") -> list[Path]:
        """Write a dataset as files of this standard and return them."""

    def understand(self, name: str, value: Any) -> Any:
        """A tool's parameter in the standard's own form, such as the code of an area for its name.

        Asked for a parameter of type ``str`` with ``load = "standard"``, so that all tools of the
        standard understand the same. Left out, a value stays as it is.

        Args:
            name: the parameter's name.
            value: what was given.

        Raises:
            UsageError: it means nothing in this standard; says what was expected.
        """
        return value

    def write_extras(self, sample: Sample, folder: Path) -> dict[str, Any]:
        """Write what goes with a sample, and give its parameters as a person would type them."""
        return {
            name: value for name, value in sample.params.items() if isinstance(value, str | int)
        }
