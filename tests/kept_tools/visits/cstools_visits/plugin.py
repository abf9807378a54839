"""The hook of the standard visits."""

from cstools import hookimpl


@hookimpl
def cstools_standards():
    """Give the standard ``visits``."""
    from cstools_visits.standard import Visits

    return [Visits()]
