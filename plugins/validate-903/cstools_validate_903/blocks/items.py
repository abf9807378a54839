"""Items of a record that rules take together, and whether they are answered.

Only presence counts here: a wrong code or an unreadable date is an answer too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cstools_validate_903.engine import Mask, View

HEALTH_CORE = ("IMMUNISATIONS", "TEETH_CHECK", "HEALTH_ASSESSMENT", "SUBSTANCE_MISUSE")
HEALTH_OTHER = ("CONVICTED", "HEALTH_CHECK", "INTERVENTION_RECEIVED", "INTERVENTION_OFFERED")
TWELVE_MONTHS = (
    "CONVICTED",
    "HEALTH_CHECK",
    *HEALTH_CORE,
    "INTERVENTION_RECEIVED",
    "INTERVENTION_OFFERED",
)
SDQ = ("SDQ_SCORE", "SDQ_REASON")
LEAVER = ("IN_TOUCH", "ACTIV", "ACCOM")
ADOPTION = ("DATE_INT", "DATE_MATCH", "FOSTER_CARE", "NB_ADOPTR", "SEX_ADOPTR", "LS_ADOPTR")


def any_filled(records: View, columns: Sequence[str]) -> Mask:
    """Records with at least one of the columns filled in."""
    found: Mask = np.logical_or.reduce([records.filled(column) for column in columns])
    return found


def any_blank(records: View, columns: Sequence[str]) -> Mask:
    """Records with at least one of the columns blank."""
    found: Mask = np.logical_or.reduce([records.blank(column) for column in columns])
    return found
