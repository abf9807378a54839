"""The adapter's own code, without the validator, which lives in an environment of its own."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

PROJECT = Path(__file__).resolve().parents[1]
# It is not installed beside the core: what it depends on does not fit there.
sys.path.insert(0, str(PROJECT))


@dataclass(frozen=True)
class Rule:
    """A rule in the shape that the validator gives its rules."""

    code: str
    func: Callable[[dict[str, Any]], dict[str, Any]] = lambda _: {}
    message: str | None = "Something is wrong."
    affected_fields: list[str] | None = field(default_factory=lambda: ["SEX"])
    tables: list[str] | None = field(default_factory=lambda: ["Header"])
