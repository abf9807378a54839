"""Who was looked after, when and for how long: cohorts, periods of care, spells and placements.

Every function takes the tables of a return as the rule engine prepares them (``ret`` in a rule, or
what `open_return` gives) and works its answer out once a run. Short breaks (legal status V3 and V4)
are left out but where it says otherwise, an open episode goes on to the end of the year, and the
return of the year before is read where it was given.
"""

from cstools_ssda903.care.ages import age
from cstools_ssda903.care.care_history import History, history, latest_place, rows_of
from cstools_ssda903.care.care_periods import Periods, looked_after_all_year, periods
from cstools_ssda903.care.care_spells import Spells, spells
from cstools_ssda903.care.codes import (
    ADOPTION_PLACES,
    ADULT,
    FOSTER_PLACES,
    NEW_CARER,
    NEW_LEGAL_STATUS,
    NEW_PLACEMENT,
    SHORT_BREAKS,
    TEMPORARY,
)
from cstools_ssda903.care.cohorts import (
    adults,
    birth_dates,
    ceased,
    full_year,
    looked_after,
    looked_after_in_year,
    looked_after_on,
    open_at_year_end,
    open_on,
    record_of,
    started,
)
from cstools_ssda903.care.episode_records import copied, episodes, ordered_episodes, records
from cstools_ssda903.care.placement_history import Placements, placements
from cstools_ssda903.care.returns import open_return, spans_of, table_of
from cstools_ssda903.care.unaccompanied import tells_uasc

__all__ = [
    "ADOPTION_PLACES",
    "ADULT",
    "FOSTER_PLACES",
    "NEW_CARER",
    "NEW_LEGAL_STATUS",
    "NEW_PLACEMENT",
    "SHORT_BREAKS",
    "TEMPORARY",
    "History",
    "Periods",
    "Placements",
    "Spells",
    "adults",
    "age",
    "birth_dates",
    "ceased",
    "copied",
    "episodes",
    "full_year",
    "history",
    "latest_place",
    "looked_after",
    "looked_after_all_year",
    "looked_after_in_year",
    "looked_after_on",
    "open_at_year_end",
    "open_on",
    "open_return",
    "ordered_episodes",
    "periods",
    "placements",
    "record_of",
    "records",
    "rows_of",
    "spans_of",
    "spells",
    "started",
    "table_of",
    "tells_uasc",
]
