"""Building blocks on care leavers (OC3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cstools_validate_903.engine import Mask, View


def leaver_details(outcomes: View) -> Mask:
    """Rows of OC3 with at least one of IN_TOUCH, ACTIV and ACCOM filled in (block OC3_ANY)."""
    filled: Mask = outcomes.IN_TOUCH.filled | outcomes.ACTIV.filled | outcomes.ACCOM.filled
    return filled
