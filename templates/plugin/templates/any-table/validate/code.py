"""Finds records that repeat an earlier one."""

from cstools.rules import Skip, both, rule, validator


@rule(
    "REPEAT",
    "The record repeats an earlier one",
    severity="query",
    fix="Take one of the two out, unless both are meant.",
)
def repeated_record(ret):
    """All columns, or those asked for, hold the same as in an earlier record of the table."""
    flags = []
    for table in ret.views:
        columns = table.headings.intersection(ret.params.columns or table.headings)
        if columns:
            flags.append(table.flag(table.repeats(*columns)))
    if not flags:
        raise Skip("No table has the columns.")
    return both(*flags)


cstools_validate = validator(__name__)
