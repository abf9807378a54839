"""The groups of children that figures are out of."""

from __future__ import annotations

from cstools_statistics_903.left_out import ENDS, EPISODES, STARTS

LOOKED_AFTER = "looked after"
IN_YEAR = "looked after in the year"
ALL_YEAR = "looked after all year"
STARTED = "started"
CEASED = "ceased"
ADOPTED = "ceased by reason: Adopted"
YOUNGER_LEAVERS = "care leavers 17 to 18"
OLDER_LEAVERS = "care leavers 19 to 21"

# The dates that tell who is in a group.
DATES = {
    LOOKED_AFTER: (EPISODES,),
    IN_YEAR: (EPISODES,),
    ALL_YEAR: (EPISODES,),
    STARTED: (STARTS,),
    CEASED: (ENDS,),
}

TITLES = {
    LOOKED_AFTER: "Looked after on 31 March",
    IN_YEAR: "Looked after at any time in the year",
    ALL_YEAR: "Looked after for 12 months",
    STARTED: "Started to be looked after",
    CEASED: "Ceased to be looked after",
    ADOPTED: "Adopted from care",
    YOUNGER_LEAVERS: "Care leavers aged 17 to 18",
    OLDER_LEAVERS: "Care leavers aged 19 to 21",
}

PHRASES = {
    LOOKED_AFTER: "looked after on 31 March {year}",
    IN_YEAR: "looked after at any time in the year to 31 March {year}",
    ALL_YEAR: "looked after for the 12 months to 31 March {year}",
    STARTED: "who started to be looked after in the year to 31 March {year}",
    CEASED: "who ceased to be looked after in the year to 31 March {year}",
    ADOPTED: "adopted from care in the year to 31 March {year}",
}
