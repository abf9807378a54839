{% set any_table = not cookiecutter.reads %}
{% set options = cookiecutter.script.options %}
"""Applies a function of script.py to several tables at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools import {{ "find_tables, hookimpl, tables_of, with_numbers, with_tables" if any_table else "hookimpl, tables_of, with_tables" }}

from {{ cookiecutter.package }} import script

if TYPE_CHECKING:
    from cstools import Context, Dataset

# What the script calls its tables, and the columns that it certainly reads of each.
{% if any_table %}
TABLES: dict[str, list[str]] = {
{% for one in cookiecutter.script.tables %}
{% if one.columns %}
    {{ one.name | tojson }}: [
{% for column in one.columns %}
        {{ column | tojson }},
{% endfor %}
    ],
{% else %}
    {{ one.name | tojson }}: [],
{% endif %}
{% endfor %}
}
{% else %}
TABLES = {
{% for one in cookiecutter.script.tables %}
    {{ one.name | tojson }}: {{ one.table | tojson }},
{% endfor %}
}
{% endif %}
{% if options %}
# Options of the tool that the function takes.
OPTIONS = (
{% for option in options %}
    {{ option.name | tojson }},
{% endfor %}
)
{% endif %}
# The table that is made is called as the function is.
MADE = "{{ cookiecutter.script.function }}"


@hookimpl
def cstools_wrangle(dataset: Dataset, context: Context) -> Dataset:
    """Add what the function makes of the tables."""
{% if any_table %}
    names = find_tables(dataset, TABLES)
{% else %}
    names = {key: name for key, name in TABLES.items() if name in dataset}
{% endif %}
    lacking = [key for key in TABLES if key not in names]
    if lacking:
        context.notes.append(
            f"Nothing was made: there is no table that the script calls {' or '.join(lacking)}."
        )
        return dataset
{% if any_table %}
    given = {key: with_numbers(dataset[name]) for key, name in names.items()}
{% else %}
    given = {key: dataset[name].drop(columns="row") for key, name in names.items()}
{% endif %}
{% if options %}
    params = context.params
    options = {name: params[name] for name in OPTIONS if params.get(name) is not None}
    answer = script.{{ cookiecutter.script.function }}(**given, **options)
{% else %}
    answer = script.{{ cookiecutter.script.function }}(**given)
{% endif %}
    return with_tables(dataset, tables_of(answer, MADE))
