"""A data standard: recognises and loads its files, describes its tables, makes synthetic data."""

from __future__ import annotations

import inspect
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from functools import wraps
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    import pandas as pd

    from cstools.data.context import Progress
    from cstools.data.dataset import Dataset
    from cstools.standard.schema import Schema

# What the arguments of `Standard.sample` were called when every standard had children and years.
_FORMER = {"children": "size", "year": "period"}


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

    def __init_subclass__(cls, **how: Any) -> None:
        super().__init_subclass__(**how)
        if "sample" in cls.__dict__:
            cls.sample = _by_either_name(cls.sample)  # type: ignore[method-assign]

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
    def sample(self, *, size: int, seed: int, errors: float, period: Any) -> Sample:
        """Make synthetic data.

        A standard may call the first and the last argument ``children`` and ``year``, and so may
        whoever asks for a sample: it gets what it calls them by.

        Args:
            size: number of children, or of whatever else the standard is about.
            seed: the same seed and arguments give the same data.
            errors: share of records to damage, 0 to 1.
            period: what the data are of, as the kind of period in the schema has it: a collection
                year as a number, a snapshot date, a `Span`; None where data have no period.
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


def _by_either_name(sample: Callable[..., Sample]) -> Callable[..., Sample]:
    """A method `sample` that takes its arguments by their names and by their former ones."""
    takes = inspect.signature(sample).parameters
    called = {name: old if old in takes else name for old, name in _FORMER.items()}

    @wraps(sample)
    def by_either_name(self: Standard, **arguments: Any) -> Sample:
        named = {_FORMER.get(name, name): value for name, value in arguments.items()}
        return sample(self, **{called.get(name, name): value for name, value in named.items()})

    return by_either_name
