"""Why a tool's answer on a rule may be another than other tools', and which rows that is about."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, Literal, Self, get_args

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

By = Literal["", "own", "other"]


@dataclass(frozen=True)
class RowCondition:
    """What a row that two tools judge differently is like, where a reason explains it.

    Whatever is given has to hold, and all of it for one record: the flagged one or, with `table`,
    one that belongs to it. Only columns, codes and empty cells are named, so that the comparison
    can look for itself and no code of a tool runs.

    Attributes:
        by: which tool alone flags the row: ``own``, the one that gives the reason, or ``other``;
            empty where it may be either.
        table: the table to look in; empty for the flagged record itself.
        last_year: whether that is a table of last year's data.
        same: columns in which a record of that table has to be as the flagged one, such as the one
            that names the person; without any, each record of the table belongs to it.
        missing: of these columns at least one holds no value: it is empty, or no date can be read.
        unreadable: of these columns at least one holds something that is no date.
        filled: each of these columns holds a value.
        codes: column to the codes of which it holds one.
        matches: column to a regular expression that its text fits from end to end.
        repeated: another record of the table holds the same in all of these columns.
        every: columns by which records are grouped; the rest has to hold for each of a group.
        absent: the reason fits where no such record is there.
    """

    by: By = ""
    table: str = ""
    last_year: bool = False
    same: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    unreadable: tuple[str, ...] = ()
    filled: tuple[str, ...] = ()
    codes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    matches: Mapping[str, str] = field(default_factory=dict)
    repeated: tuple[str, ...] = ()
    every: tuple[str, ...] = ()
    absent: bool = False

    @classmethod
    def of(cls, value: Any) -> Self:
        """The condition that a mapping of these attributes stands for.

        Raises:
            ValueError: it stands for none; says why.
        """
        if isinstance(value, cls):
            return value
        if not _is_mapping(value):
            raise ValueError("a row condition has to be a mapping")
        known = [field.name for field in fields(cls)]
        if unknown := [str(name) for name in value if name not in known]:
            raise ValueError(f"a row condition has no '{unknown[0]}', but {', '.join(known)}")
        condition = cls(**{name: _READ[type(getattr(cls(), name))](value[name]) for name in value})
        for pattern in condition.matches.values():
            _require_expression(pattern)
        if condition.by not in get_args(By):
            raise ValueError("'by' of a row condition has to be own or other")
        return condition

    def plain(self) -> dict[str, Any]:
        """The mapping that stands for it."""
        nothing = type(self)()
        return {
            field.name: getattr(self, field.name)
            for field in fields(self)
            if getattr(self, field.name) != getattr(nothing, field.name)
        }


@dataclass(frozen=True)
class Difference:
    """One reason for a difference.

    Attributes:
        reason: how this tool differs from others and why, in a sentence.
        fits: the rows it is about: those that meet one of these conditions. Without any, it cannot
            be told from the data, and the reason is taken for all rows of the rule.
    """

    reason: str
    fits: tuple[RowCondition, ...] = ()

    @classmethod
    def several(cls, value: Any) -> tuple[Self, ...]:
        """What stands under ``differs``: a sentence, a mapping, or several of these.

        Raises:
            ValueError: it is none of these; says why.
        """
        if value is None or value == "":
            return ()
        if isinstance(value, list | tuple):
            return tuple(reason for part in value for reason in cls.several(part))
        if isinstance(value, cls):
            return (value,)
        if isinstance(value, str):
            return (cls(value),)
        if not _is_mapping(value) or not isinstance(value.get("reason"), str):
            raise ValueError("'differs' has to be a sentence, or a mapping with its 'reason'")
        conditions = value.get("fits") or ()
        if not isinstance(conditions, list | tuple):
            conditions = (conditions,)
        return (cls(value["reason"], tuple(map(RowCondition.of, conditions))),)

    def plain(self) -> dict[str, Any]:
        """The mapping that stands for it."""
        return {"reason": self.reason, "fits": [condition.plain() for condition in self.fits]}


def _require_expression(pattern: Any) -> None:
    try:
        re.compile(pattern)
    except (re.error, TypeError):
        raise ValueError("'matches' of a row condition has to hold regular expressions") from None


def _is_mapping(value: Any) -> bool:
    return hasattr(value, "keys") and hasattr(value, "__getitem__")


def texts(value: Any) -> tuple[str, ...]:
    """A text or several of them as a tuple.

    Raises:
        ValueError: it is neither.
    """
    several = (value,) if isinstance(value, str) else value
    if not isinstance(several, list | tuple) or not all(isinstance(text, str) for text in several):
        raise ValueError("expected a list of texts")
    return tuple(several)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("expected a text")
    return value


def _by_column(read: Callable[[Any], Any]) -> Callable[[Any], dict[str, Any]]:
    def mapping(value: Any) -> dict[str, Any]:
        if not _is_mapping(value):
            raise ValueError("expected a mapping by column")
        return {str(column): read(value[column]) for column in value}

    return mapping


def _codes_or_patterns(value: Any) -> dict[str, Any]:
    return _by_column(lambda part: part if isinstance(part, str) else texts(part))(value)


_READ: dict[type, Callable[[Any], Any]] = {
    str: _text,
    bool: bool,
    tuple: texts,
    dict: _codes_or_patterns,
}


def sentences(differences: Iterable[Difference]) -> str:
    """All reasons as one text."""
    return " ".join(difference.reason for difference in differences)
