{% set any_table = not cookiecutter.reads %}
import pandas as pd
from cstools import Context, Dataset

from {{ cookiecutter.package }} import script
from {{ cookiecutter.package }}.wrangle import TABLES, cstools_wrangle

FUNCTION = "{{ cookiecutter.script.function }}"


def wrangled(*lacking):
    names = [{{ "key" if any_table else "name" }} for key, {{ "columns" if any_table else "name" }} in TABLES.items() if key not in lacking]
    tables = {name: pd.DataFrame({"Child": ["a", "b"], "row": [2, 3]}) for name in names}
    context = Context(params={})
    return cstools_wrangle(Dataset(tables, adopted=True), context), context


def test_the_function_is_given_each_table(monkeypatch):
    given = {}

    def record(**tables):
        given.update(tables)
        return next(iter(tables.values())).head(1)

    monkeypatch.setattr(script, FUNCTION, record)
    dataset, _ = wrangled()
    assert set(given) == set(TABLES)
    assert dataset[FUNCTION].to_dict("list") == {"Child": ["a"], "row": [2]}


def test_a_table_that_is_not_there_is_named(monkeypatch):
    monkeypatch.setattr(script, FUNCTION, lambda **_: None)
    first = next(iter(TABLES))
    dataset, context = wrangled(first)
    assert FUNCTION not in dataset
    assert first in context.notes[0]
