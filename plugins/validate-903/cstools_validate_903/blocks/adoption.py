"""Building blocks on adoption: its details (AD1) and the episodes that ended in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cstools_validate_903.blocks.care import ADOPTION_PLACES
from cstools_validate_903.engine import shared

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cstools_validate_903.engine import Mask, Return, View

DETAILS = ("DATE_INT", "DATE_MATCH", "FOSTER_CARE", "NB_ADOPTR", "SEX_ADOPTR", "LS_ADOPTR")
ADOPTED = ("E11", "E12")


def details_given(adoptions: View) -> NDArray[np.int64]:
    """How many of the six details of an adoption are filled in, row by row."""
    given: NDArray[np.int64] = np.sum(
        [adoptions.filled(detail) for detail in DETAILS], axis=0, dtype=np.int64
    )
    return given


@shared
def ended_in_adoption(ret: Return) -> View:
    """This year's episodes that ended in adoption (REC E11 or E12), whenever that was."""
    ep = ret.Episodes
    return ep.where(ep.REC.isin(*ADOPTED))


@shared
def adopted_in_year(ret: Return) -> View:
    """The episodes that ended in adoption within the year (block ADOPTED_IN_YEAR)."""
    ep = ended_in_adoption(ret)
    return ep.where((ep.DEC >= ret.start) & (ep.DEC <= ret.end))


@shared
def adoption_placements(ret: Return) -> View:
    """This year's episodes placed for adoption: PLACE A3 to A6 (block ADOPT_PLACE)."""
    ep = ret.Episodes
    return ep.where(ep.PLACE.isin(*ADOPTION_PLACES))


def has_ending(decisions: View) -> Mask:
    """Decisions to place for adoption with an end date or a reason for the end."""
    return decisions.filled("DATE_PLACED_CEASED") | decisions.filled("REASON_PLACED_CEASED")
