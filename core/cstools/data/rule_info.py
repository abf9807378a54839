"""What a tool says of its rules, as a value that everything which lists rules can rely on."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, Self

from cstools.data.difference import Difference, texts


@dataclass(frozen=True)
class RuleVersion:
    """What a rule looks for in some years.

    Attributes:
        since: the first of them; None where the tool does not say.
        until: the last of them; None while it holds.
        logic: what it looks for, in plain English.
    """

    since: int | None = None
    until: int | None = None
    logic: str = ""

    @classmethod
    def of(cls, value: Any) -> Self:
        """The version that a mapping with ``from``, ``to`` and ``logic`` stands for."""
        if isinstance(value, cls):
            return value
        entry = _mapping(value, "a version")
        years = {name: entry.get(name) for name in ("from", "to")}
        for name, year in years.items():
            if year is not None and not isinstance(year, int):
                raise ValueError(f"'{name}' of a version has to be a year")
        return cls(years["from"], years["to"], _text(entry, "logic"))

    def plain(self) -> dict[str, Any]:
        """The mapping that stands for it."""
        return {"from": self.since, "to": self.until, "logic": self.logic}


@dataclass(frozen=True)
class RuleInfo:
    """One rule of a tool, as its catalogue lists it. Only the code has to be given.

    A catalogue may list mappings with the names of these attributes instead; of a version the
    years are then called ``from`` and ``to``.

    Attributes:
        code: the rule's code.
        title: what is wrong where it fires, in a line.
        severity: ``error``, ``query`` or ``info``.
        tables: the tables it reads.
        fields: the columns it is about.
        last_year: the tables of last year's data it reads.
        needs: what it needs besides, such as the name of a parameter.
        versions: what it looks for, by the years it does.
        fix: what to do about a row that it flags.
        differs: why its answer may be another than other tools', for the comparison of two tools: a
            sentence, or a `Difference` that also says which rows it is about; one or several.
    """

    code: str
    title: str = ""
    severity: str = ""
    tables: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    last_year: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    versions: tuple[RuleVersion, ...] = ()
    fix: str = ""
    differs: tuple[Difference, ...] = ()

    @classmethod
    def of(cls, value: Any) -> Self:
        """The rule that an entry of a catalogue stands for.

        Raises:
            ValueError: it stands for none; says why.
        """
        if isinstance(value, cls):
            return value
        entry = _mapping(value, "a rule")
        code = entry.get("code")
        if isinstance(code, bool) or not isinstance(code, str | int) or code == "":
            raise ValueError("a rule has to have its 'code'")
        versions = entry.get("versions") or ()
        if not isinstance(versions, list | tuple):
            raise ValueError("'versions' has to be a list")
        return cls(
            str(code),
            _text(entry, "title"),
            _text(entry, "severity"),
            _texts(entry, "tables"),
            _texts(entry, "fields"),
            _texts(entry, "last_year"),
            _texts(entry, "needs"),
            tuple(map(RuleVersion.of, versions)),
            _text(entry, "fix"),
            Difference.several(entry.get("differs")),
        )

    def plain(self) -> dict[str, Any]:
        """The mapping that stands for it."""
        body: dict[str, Any] = {field.name: getattr(self, field.name) for field in fields(self)}
        body |= {name: list(body[name]) for name in _SEVERAL}
        body["versions"] = [version.plain() for version in self.versions]
        body["differs"] = [difference.plain() for difference in self.differs]
        return body


_SEVERAL = ("tables", "fields", "last_year", "needs")


def _mapping(value: Any, what: str) -> Any:
    if not hasattr(value, "keys") or not hasattr(value, "get"):
        raise ValueError(f"{what} has to be a mapping")
    return value


def _text(entry: Any, name: str) -> str:
    value = entry.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise ValueError(f"'{name}' has to be a text")
    return value


def _texts(entry: Any, name: str) -> tuple[str, ...]:
    try:
        return texts(entry.get(name) or ())
    except ValueError:
        raise ValueError(f"'{name}' has to be a list of texts") from None
