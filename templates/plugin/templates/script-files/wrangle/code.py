{% set any_table = not cookiecutter.reads %}
{% set options = cookiecutter.script.options %}
"""Runs script.py on the tables in place of the files it read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools import {{ "ScriptFiles, find_tables, hookimpl, with_tables" if any_table else "ScriptFiles, hookimpl, with_tables" }}

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


@hookimpl
def cstools_wrangle(dataset: Dataset, context: Context) -> Dataset:
    """Add the tables that the script writes, prints or ends with."""
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
    return with_tables(dataset, script.{{ cookiecutter.script.function }}(ScriptFiles.of(dataset, names)))
