"""Measures: what a figure is, and how it is shown and handed on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from cstools.figures.published import HIDDEN, UNKNOWN, Number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cstools.figures.published import Published
    from cstools.figures.splits import Split

PER = 10_000
Line: TypeAlias = dict[str, Any]


@dataclass(frozen=True)
class Count:
    """A measure that is a number of people or of things.

    Attributes:
        label: what it is called.
        key: key of the count.
        id: what figures call it; the same from run to run.
        source: the definition it follows.
    """

    label: str
    key: str
    id: str = field(default="", kw_only=True)
    source: str = field(default="", kw_only=True)

    unit = "count"
    suffix = ""
    step = ""

    def value(self, published: Published, places: int) -> Number:
        """The figure itself, to be shown."""
        return published.count(self.key)

    def basis(self, published: Published) -> tuple[Number, Number]:
        """Numerator and denominator."""
        return None, None

    def lines(self, published: Published) -> Iterator[Line]:
        """The figure in the long form."""
        yield {**_named(self), **_line(published.count(self.key), "count")}


@dataclass(frozen=True)
class Share:
    """A measure that is a percentage.

    Attributes:
        label: what it is called.
        key: key of the numerator.
        whole: key of the denominator.
        unknown: key of the number of those for whom it is not known, where there can be any.
        id: what figures call it; the same from run to run.
        source: the definition it follows.
    """

    label: str
    key: str
    whole: str
    unknown: str = ""
    id: str = field(default="", kw_only=True)
    source: str = field(default="", kw_only=True)

    unit = "percent"
    suffix = "%"
    step = " pts"

    def value(self, published: Published, places: int) -> Number:
        """The figure itself, to be shown."""
        return published.percent(self.key, self.whole, places, self.unknown)

    def basis(self, published: Published) -> tuple[Number, Number]:
        """Numerator and denominator."""
        return published.count(self.key), published.count(self.whole)

    def lines(self, published: Published) -> Iterator[Line]:
        """The figure in the long form."""
        value = published.percent(self.key, self.whole, 1, self.unknown)
        parts = published.count(self.key), published.count(self.whole)
        yield {**_named(self), **_ratio(value, parts, 100, self.unit)}


@dataclass(frozen=True)
class Rate:
    """A measure per 10,000 of a population.

    Attributes:
        label: what it is called.
        key: key of the numerator.
        population: of how many; no count of the data, and never hidden.
        id: what figures call it; the same from run to run.
        source: the definition it follows, and where the population comes from.
    """

    label: str
    key: str
    population: int
    id: str = field(default="", kw_only=True)
    source: str = field(default="", kw_only=True)

    unit = "rate_per_10000"
    suffix = ""
    step = ""

    def value(self, published: Published, places: int) -> Number:
        """The figure itself, to be shown."""
        number = published.count(self.key)
        if number is None or isinstance(number, str) or not self.population:
            return number if isinstance(number, str) else None
        return round(number * PER / self.population, places)

    def basis(self, published: Published) -> tuple[Number, Number]:
        """Numerator and denominator."""
        return published.count(self.key), self.population

    def lines(self, published: Published) -> Iterator[Line]:
        """The figure in the long form."""
        parts = published.count(self.key), self.population
        yield {**_named(self), **_ratio(self.value(published, 1), parts, PER, self.unit)}


@dataclass(frozen=True)
class Mean:
    """A measure that is an average.

    Attributes:
        label: what it is called.
        key: key of the average.
        of: key of the count it is over.
        places: decimals it is shown with.
        unit: what it is an average of: ``mean``, ``days``, ``score`` ...
        id: what figures call it; the same from run to run.
        source: the definition it follows.
    """

    label: str
    key: str
    of: str
    places: int = 1
    unit: str = field(default="mean", kw_only=True)
    id: str = field(default="", kw_only=True)
    source: str = field(default="", kw_only=True)

    suffix = ""
    step = ""

    def value(self, published: Published, places: int) -> Number:
        """The figure itself, to be shown."""
        if published.count(self.of) == UNKNOWN:
            return UNKNOWN
        return published.average(self.key, self.places)

    def basis(self, published: Published) -> tuple[Number, Number]:
        """Numerator and denominator: shown is only how many it is over."""
        return None, published.count(self.of)

    def lines(self, published: Published) -> Iterator[Line]:
        """The figure in the long form."""
        value = self.value(published, 1)
        average = published.counts.averages.get(self.key)
        nobody = None, published.count(self.of)
        parts = nobody if average is None else (average.total, average.number)
        line = _ratio(value, parts, 1, self.unit)
        if value == HIDDEN:
            line["denominator"] = None
        yield {**_named(self), **line}


@dataclass(frozen=True)
class Breakdown:
    """A count by the categories of a split, in numbers and, where it has an id, in percentages.

    Attributes:
        of: the count that is split.
        split: by what; `Counts.split` or `Counts.cross` stored it.
        share: id of the percentages; none are given without one.
    """

    of: Count
    split: Split
    share: str = ""

    def lines(self, published: Published) -> Iterator[Line]:
        """The figures in the long form, one for each category."""
        for label, cell in zip(self.split.labels, self.split.cells, strict=True):
            part = {"breakdown": self.split.title, "category": label}
            measures = [Count(self.of.label, cell, id=self.of.id, source=self.of.source)]
            lines = [line for measure in measures for line in measure.lines(published)]
            if self.share:
                named = {"id": self.share, "source": self.of.source}
                lines += Share(self.of.label, cell, self.of.key, **named).lines(published)
            yield from ({**line, **part} for line in lines)


Measure: TypeAlias = Count | Share | Rate | Mean


def _named(measure: Measure) -> Line:
    return {"measure": measure.id, "title": measure.label, "source": measure.source}


def _line(value: Number, unit: str, parts: tuple[Number, Number] = (None, None)) -> Line:
    status = ""
    if not isinstance(value, int | float):
        status = {HIDDEN: "suppressed", UNKNOWN: "not available"}.get(value or "", "not available")
        parts = None, parts[1]
    numerator, denominator = (part if isinstance(part, int | float) else None for part in parts)
    number = None if status else value
    texts = {"unit": unit, "status": status}
    return {**texts, "value": number, "numerator": numerator, "denominator": denominator}


def _ratio(value: Number, parts: tuple[Number, Number], factor: int, unit: str) -> Line:
    part, whole = parts
    if isinstance(value, str):
        return _line(value, unit, parts)
    if value is None and whole == 0:
        return {**_line(None, unit, parts), "status": "not applicable"}
    if not isinstance(part, int | float) or not isinstance(whole, int | float):
        return _line(None, unit, parts)
    exact = part * factor / whole
    # A rounded whole can be a little less than what it is divided into.
    return _line(min(exact, factor) if unit == "percent" else exact, unit, parts)
