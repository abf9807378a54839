{% import "year.jinja" as given with context %}
from cstools import Dataset
from cstools.testing import table

TOOL = "{{ cookiecutter.name }}"


def test_the_page_says_what_was_read(run_tool, tmp_path):
    visits = table("Worker Day \n Jo Monday \n Jo Tuesday").assign(row=[2, 3])
    result = run_tool(TOOL, Dataset({"Visits": visits}, adopted=True){{ given.year }})
    files = result.export(tmp_path / "out", formats=[TOOL])
    assert [path.name for path in files] == [f"{TOOL}.md", "run.json"]
    page = files[0].read_text(encoding="utf-8").splitlines()
    assert page[0] == "# {{ cookiecutter.title }}"
    assert "- Visits: 2 records" in page
{% if "validate" in cookiecutter.stages %}
    assert "## What was looked for" in page
{% endif %}
