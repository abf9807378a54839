{% set any_table = not cookiecutter.reads %}
{% set only = cookiecutter.script.tables[0].table if cookiecutter.script.tables else "" %}
"""Applies a function of script.py to the tables."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

{% if any_table %}
import pandas as pd
{% endif %}
from cstools import UsageError, hookimpl

from {{ cookiecutter.package }} import script

if TYPE_CHECKING:
{% if not any_table %}
    import pandas as pd
{% endif %}
    from cstools import Context, Dataset

{% if cookiecutter.script.columns and not only %}
# What the function reads: a table that lacks any of these columns is left as it is.
COLUMNS = {
{% for column in cookiecutter.script.columns %}
    {{ column | tojson }},
{% endfor %}
}


{% else %}

{% endif %}
{% if any_table %}
def with_numbers(table: pd.DataFrame) -> pd.DataFrame:
    """The table with numbers for text, as read_csv gives it, but for codes such as 007."""
    given = table.copy()
    for column in table.select_dtypes("str"):
        numbers = pd.to_numeric(table[column], errors="coerce")
        is_code = table[column].str.match(r"0\d")
        if (numbers.notna() | table[column].isna()).all() and not is_code.any():
            given[column] = numbers
    return given


{% endif %}
{% set given = "with_numbers(given)" if any_table else "given" %}
{% set options = cookiecutter.script.options %}
{% if options %}
# Options of the tool that the function takes.
OPTIONS = (
{% for option in options %}
    {{ option.name | tojson }},
{% endfor %}
)


def applied(table: pd.DataFrame, options: dict[str, object]) -> pd.DataFrame:
{% else %}
def applied(table: pd.DataFrame) -> pd.DataFrame:
{% endif %}
    """What the function makes of a table; a record that it keeps also keeps its row number."""
    given = table.drop(columns="row").reset_index(drop=True).rename_axis("record")
    made = script.{{ cookiecutter.script.function }}({{ given }}{{ ", **options" if options }})
    if made.index.name == "record":
        return made.rename_axis(None).assign(row=table["row"].to_numpy()[made.index])
    named = any(name is not None for name in made.index.names)
    return made.reset_index(drop=not named).assign(row=range(2, len(made) + 2))


def chosen(dataset: Dataset, wanted: str | None) -> list[str]:
    """The tables to apply it to."""
    if wanted is None:
{% if only %}
        return [{{ only | tojson }}] if {{ only | tojson }} in dataset else []
{% elif cookiecutter.script.columns %}
        return [name for name, table in dataset.items() if set(table.columns) >= COLUMNS]
{% else %}
        return list(dataset)
{% endif %}
    if wanted not in dataset:
        raise UsageError(f"There is no table {wanted}.", f"The tables: {', '.join(dataset)}.")
    return [wanted]


@hookimpl
def cstools_wrangle(dataset: Dataset, context: Context) -> Dataset:
    """Put what the function makes of a table in its place."""
    names = chosen(dataset, context.params["table"])
{% if options %}
    params = context.params
    options = {name: params[name] for name in OPTIONS if params.get(name) is not None}
{% endif %}
{% if cookiecutter.script.columns or only %}
    if not names:
        context.notes.append({{ ("The table " ~ only ~ ", which the script reads, is not there.") | tojson if only else '"No table has all the columns that the script reads."' }})
    made = {name: applied(dataset[name]{{ ", options" if options }}) for name in names}
{% else %}
    made = {}
    for name in names:
        try:
            made[name] = applied(dataset[name]{{ ", options" if options }})
        except (AttributeError, KeyError):  # what pandas raises for a column that lacks
            if context.params["table"] is not None:
                raise
            context.notes.append(f"{name} was left as it is: it lacks what the script asks for.")
{% endif %}
    # Dates that could not be read are kept by place, and the records may have moved.
    unread = {key: typed for key, typed in dataset.unread.items() if key[0] not in made}
    return replace(dataset, tables={**dataset.tables, **made}, unread=unread)
