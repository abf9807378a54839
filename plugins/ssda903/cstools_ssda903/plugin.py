"""The hooks of the SSDA903 standard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools import hookimpl

if TYPE_CHECKING:
    from cstools.standard import Standard


@hookimpl
def cstools_standards() -> list[Standard]:
    """Give the standard ``ssda903``."""
    from cstools_ssda903.standard import SSDA903

    return [SSDA903()]
