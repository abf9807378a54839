"""The hooks with their arguments, and the values that pass through them, from their docstrings."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any

from docstring_parser import parse

import cstools
from _made.keys import code, meanings
from _made.markdown import table
from cstools import hookspecs

if TYPE_CHECKING:
    from collections.abc import Callable

# What a hook is given, and what it makes.
GIVEN = ("Dataset", "Context", "Result", "Target")
MADE = ("Flagged", "Check", "Panel", "RuleInfo", "Difference", "RowCondition")


def hooks() -> str:
    """A section for every hook."""
    found = {name: hook for name, hook in vars(hookspecs).items() if name.startswith("cstools_")}
    return "\n\n".join(_hook(name, hook) for name, hook in found.items())


def given() -> str:
    """What hooks are given, attribute by attribute."""
    return "\n\n".join(map(_value, GIVEN))


def made() -> str:
    """What hooks make, attribute by attribute."""
    return "\n\n".join(map(_value, MADE))


def _hook(name: str, hook: Callable[..., Any]) -> str:
    signature, said = inspect.signature(hook), parse(inspect.getdoc(hook) or "")
    types = {one.name: one.annotation for one in signature.parameters.values()}
    head = f"{name}({', '.join(types)}) -> {signature.return_annotation}"
    parts = [f"## {name}", f"```text\n{head}\n```"]
    parts += [code(one) for one in (said.short_description, said.long_description) if one]
    if said.params:
        rows = [
            [f"`{one.arg_name}`", f"`{types[one.arg_name]}`", code(one.description or "")]
            for one in said.params
        ]
        parts.append(table(["argument", "type", "what it is"], rows))
    assert said.returns is not None
    return "\n\n".join([*parts, f"**Gives:** {_after_colon(said.returns.description)}"])


def _value(name: str) -> str:
    values = getattr(cstools, name)
    said = parse(values.__doc__ or "")
    rows = [[f"`{key}`", meaning] for key, meaning in meanings(values).items()]
    parts = [code(one) for one in (said.short_description, said.long_description) if one]
    return "\n\n".join([f"### {name}", *parts, table(["attribute", "what it is"], rows)])


def _after_colon(description: str | None) -> str:
    said = code(description or "")
    return said[:1].lower() + said[1:]
