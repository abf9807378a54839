{% set only = cookiecutter.script.tables[0].table if cookiecutter.script.tables else "" %}
{% set columns = cookiecutter.script.columns or ["Worker"] %}
import pandas as pd
import pytest
from cstools import Context, Dataset, UsageError

from {{ cookiecutter.package }} import script
from {{ cookiecutter.package }}.wrangle import cstools_wrangle{{ ", with_numbers" if not cookiecutter.reads }}

NAME = {{ (only or "Visits") | tojson }}
FUNCTION = "{{ cookiecutter.script.function }}"
COLUMNS = [
{% for column in columns %}
    {{ column | tojson }},
{% endfor %}
]


def wrangled(table=None):
    visits = pd.DataFrame({name: ["a", "b"] for name in COLUMNS} | {"row": [2, 3]})
    teams = pd.DataFrame({"Team": ["North"], "row": [2]})
    tables = {NAME: visits, "Teams": teams}
    return cstools_wrangle(Dataset(tables, adopted=True), Context(params={"table": table}))


def test_a_record_that_is_kept_keeps_its_row(monkeypatch):
    monkeypatch.setattr(script, FUNCTION, lambda table: table.iloc[1:])
    assert wrangled(NAME)[NAME]["row"].tolist() == [3]


def test_records_made_anew_are_numbered_anew(monkeypatch):
    made = pd.DataFrame({"Team": ["North", "South"]})
    monkeypatch.setattr(script, FUNCTION, lambda table: made)
    assert wrangled(NAME)[NAME].to_dict("list") == {
        "Team": ["North", "South"],
        "row": [2, 3],
    }


{% if cookiecutter.script.columns or only %}
def test_a_table_without_the_columns_is_left_as_it_is(monkeypatch):
    monkeypatch.setattr(script, FUNCTION, lambda table: table.head(0))
    assert {name: len(table) for name, table in wrangled().items()} == {NAME: 0, "Teams": 1}
{% else %}
def test_every_table_is_given_to_the_function(monkeypatch):
    monkeypatch.setattr(script, FUNCTION, lambda table: table.head(0))
    assert {name: len(table) for name, table in wrangled().items()} == {NAME: 0, "Teams": 0}


def test_a_table_without_what_it_asks_for_is_left_as_it_is(monkeypatch):
    monkeypatch.setattr(script, FUNCTION, lambda table: table[["Worker"]].head(0))
    assert {name: len(table) for name, table in wrangled().items()} == {NAME: 0, "Teams": 1}
    with pytest.raises(KeyError):
        wrangled("Teams")
{% endif %}


{% if not cookiecutter.reads %}
def test_numbers_are_numbers_and_codes_stay_text():
    visits = pd.DataFrame({"Days": ["1", None], "Code": ["007", "1"], "Town": ["Ely", "2"]})
    given = with_numbers(visits)
    assert given["Days"].sum() == 1
    assert given[["Code", "Town"]].equals(visits[["Code", "Town"]])


{% endif %}
def test_a_table_that_is_not_there_is_named():
    with pytest.raises(UsageError, match="There is no table Houses"):
        wrangled("Houses")
