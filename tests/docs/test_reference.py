"""The reference pages say what the program says: commands, files, rules, schema, layers."""

from __future__ import annotations

import ast
import importlib.util
import inspect
import json
import re
from typing import TYPE_CHECKING

import click
import pytest

import cstools
from cstools import charts
from cstools.charts.draw import draw_svg
from cstools.cli.commands.run import tool_command
from cstools.cli.group import cli
from cstools.cli.show_run import as_json
from cstools.data.findings import COLUMNS
from cstools.plugin import discovery, manifest
from cstools.registry import bundled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

COMMANDS = cli.list_commands(click.Context(cli))
TOOL = "validate-903"


def described() -> Iterator[tuple[str, click.Command]]:
    """Every command, and those below it, by what a person types; ``run`` as that of a tool."""
    for name in COMMANDS:
        found = cli.get_command(click.Context(cli), name)
        assert found is not None
        yield f"cstools {name}", tool_command(discovery.find(TOOL)) if name == "run" else found
        if type(found) is click.Group:
            yield from ((f"cstools {name} {one}", sub) for one, sub in found.commands.items())


DESCRIBED = dict(described())


def options(params: Iterable[click.Parameter]) -> set[str]:
    return {
        opt
        for param in params
        if isinstance(param, click.Option)
        for opt in (*param.opts, *param.secondary_opts)
    }


def own_options(name: str) -> set[str]:
    """The options of ``validate-903`` that come from its manifest."""
    return {param.option for param in discovery.manifest_of(name).params.values()}


def named(keys: Iterable[str]) -> set[str]:
    return {key.split()[0] for key in keys if key.startswith("-")}


def test_every_builder_of_charts_has_its_example_and_picture(page):
    text = page("reference/charts.md")
    builders = [name for name in charts.__all__ if inspect.isfunction(getattr(charts, name))]
    assert sorted(re.findall(r"^## (\w+)$", text, re.M)) == sorted(builders)
    for name in {*charts.__all__} - {*builders}:
        assert f"`{name}`" in text
    names: dict[str, object] = {}
    start, *examples = text.blocks
    exec(compile(start.body, "charts.md", "exec"), names)
    pictures = re.findall(r"^!\[(.+)\]\(\.\./pictures/chart-(.+)\.png\)$", text, re.M)
    for example, (words, picture) in zip(examples, pictures, strict=True):
        exec(compile(example.body, "charts.md", "exec"), names)
        assert f"charts.{picture.replace('-', '_')}(" in example.body
        assert names["chart"].text == words
        assert draw_svg(names["chart"].spec)


def test_every_command_is_described_and_no_other(page):
    names = [name for name in page("reference/commands.md").sections if name]
    assert sorted(names) == sorted(DESCRIBED)


def test_the_first_page_names_every_command_tool_and_format(page):
    from cstools.export._built_in import exporters

    text = page("index.md").sections["What is here today"]
    tools = [entry.name for entry in bundled().entries]
    formats = [exporter.name for exporter in exporters()]
    assert sorted(re.findall(r"`(.+?)`", text)) == sorted([*COMMANDS, *tools, *formats])


@pytest.fixture
def typed(make_tool) -> Callable[[str], list[str]]:
    """What a person types to be shown the options of a command: run and compare need tools."""

    def words(name: str) -> list[str]:
        tools = {"cstools run": [TOOL], "cstools compare": [TOOL, "other"]}.get(name, [])
        if "other" in tools:
            make_tool("other", reads='["ssda903"]')
        return [*name.split()[1:], *tools]

    return words


@pytest.mark.parametrize("name", DESCRIBED)
def test_the_help_in_the_terminal_says_the_same(name, page, typed, cstools_command):
    """Every option that a person is shown stands on the page, and no other."""
    shown = cstools_command(*typed(name), "--help").out.partition("Options:\n")[2]
    lines = re.findall(r"(?m)^  (?:-\w, )?(--[a-z][a-z-]*(?:, --[a-z][a-z-]*)*)", shown)
    printed = {option for line in lines for option in line.split(", ")} - {"--help"}
    if name in {"cstools run", "cstools compare"}:
        assert own_options(TOOL) <= printed
        printed -= own_options(TOOL)
    section = page("reference/commands.md").sections[name]
    assert {key for key in named(section.keys) if key.startswith("--")} == printed


@pytest.mark.parametrize("name", DESCRIBED)
def test_defaults_in_the_terminal_are_those_of_the_page(name, page, typed, cstools_command):
    shown = " ".join(cstools_command(*typed(name), "--help").out.split())
    for row in page("reference/commands.md").sections[name].rows:
        if row[2]:
            assert re.search(rf"default: {re.escape(row[2].strip('`'))}[];]", shown), row[0]


def test_every_parameter_of_the_validator_is_shown(page):
    text = page("how-to/check-a-return.md")
    shown = set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", text))
    assert own_options(TOOL) <= shown
    known = (DESCRIBED["cstools run"].params, DESCRIBED["cstools info"].params)
    described = {option for params in known for option in options(params)}
    assert shown <= described | own_options("statistics-903")


def test_the_names_that_are_taken(page):
    text = page("reference/manifest.md").rpartition("These names are taken")[2]
    assert {word.strip("`,.\n") for word in text.split() if "`" in word} == manifest.RESERVED


def test_every_key_of_a_schema_is_described(page, root):
    """What the reader of schemas looks for is what the page says."""
    places = ("core/cstools/standard/schema.py", "core/cstools/standard/period.py")
    nodes = [
        node
        for place in places
        for node in ast.walk(ast.parse((root / place).read_text(encoding="utf-8")))
    ]
    read = {
        node.slice.value
        for node in nodes
        if isinstance(node, ast.Subscript)
        and isinstance(node.slice, ast.Constant)
        and isinstance(node.slice.value, str)
    } | {
        node.args[0].value
        for node in nodes
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "get"
        and isinstance(node.args[0], ast.Constant)
    }
    words = {word.strip("`,|{}") for word in page("reference/schema.md").split()}
    sections = {"standard", "codes", "tables", "values", "columns"}
    assert read - sections <= words


def test_the_schema_shown_is_one(page, tmp_path):
    from cstools.standard.schema import read_schema

    schema, python = page("reference/schema.md").blocks
    path = tmp_path / schema.title
    path.write_text(schema.body, encoding="utf-8")
    exec(compile(python.body, "schema.md", "exec"), {})
    assert read_schema(path).allowed("Visits", "SEEN", 2026) == ("Y", "N", "A")


def test_the_columns_of_findings(page):
    assert page("reference/findings-and-files.md").sections["Findings"].keys == list(COLUMNS)


@pytest.fixture(scope="module")
def exported(tmp_path_factory, module_return):
    """A run written in every format."""
    folder = tmp_path_factory.mktemp("out")
    result = cstools.run("validate-903", module_return, collection_year=2026)
    names = ["html", "xlsx", "csv", "parquet", "json", "sql"]
    return result, folder, result.export(folder, formats=names)


@pytest.fixture(scope="module")
def module_return(tmp_path_factory):
    folder = tmp_path_factory.mktemp("return")
    text = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n1,X,01/02/2012,WBRI,UN3,0,\n"
    (folder / "header.csv").write_text(text, encoding="utf-8")
    return folder


def test_every_key_of_the_receipt_is_described_and_no_other(page, exported):
    _, folder, _ = exported
    receipt = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    section = page("reference/findings-and-files.md").sections["The receipt"]
    assert set(section.keys) == set(receipt)
    lists = {key: body for key in ("inputs", "outputs") for body in receipt[key][:1]}
    for key, body in lists.items():
        [row] = [row for row in section.rows if f"`{key}`" in row[0]]
        assert all(f"`{name}`" in row[1] for name in body), key


def test_every_key_of_the_summary_is_described(page, exported):
    result, folder, files = exported
    sections = page("reference/findings-and-files.md").sections
    receipt = set(sections["The receipt"].keys) - {"timings", "outputs"}
    own = set(sections["The summary of `--json`"].keys)
    assert receipt | own == set(as_json(result, folder, files))


def test_every_key_of_the_json_format_is_described(page, exported):
    _, folder, _ = exported
    written = json.loads((folder / "findings.json").read_text(encoding="utf-8"))
    text = page("reference/findings-and-files.md").sections["Files"]
    assert all(f"`{key}`" in text for key in written)


def test_every_file_written_is_listed(page, exported):
    _, _, files = exported
    listed = {
        row[1].strip("`") for row in page("reference/findings-and-files.md").sections["Files"].rows
    }
    assert {path.name for path in files} <= listed


@pytest.fixture
def compared(make_tool, module_return, tmp_path):
    """The files of a comparison of two tools."""
    source = """
        from cstools.data.findings import Flagged

        @hookimpl
        def cstools_validate(dataset, context):
            header = dataset["Header"]
            return findings.collect(
                [Flagged("R1", "error", "Header", header["row"].to_numpy(), [None], (), "A")]
            )
    """
    names = [make_tool(name, source, reads='["ssda903"]') for name in ("first", "second")]
    return cstools.compare(*names, module_return).export(tmp_path / "compared")


def test_the_files_of_a_comparison(page, compared, exported):
    sections = page("reference/findings-and-files.md").sections
    said = {row[0].strip("`"): row[1] for row in sections["The files of `compare`"].rows}
    assert list(said) == [path.name for path in compared]
    for path in compared[1:3]:
        heading = path.read_text(encoding="utf-8-sig").splitlines()[0].split(",")
        told = re.sub("SECOND", "second", re.sub("FIRST", "first", said[path.name]))
        assert re.findall("`(.+?)`", told) == heading
    receipt, of_a_run = (
        json.loads(path.read_text(encoding="utf-8"))
        for path in (compared[3], exported[1] / "run.json")
    )
    assert of_a_run.keys() - receipt.keys() == {"tool", "version", "with"}
    assert receipt.keys() - of_a_run.keys() == {"compared", "rules"}
    assert set(receipt["rules"]) & {"agree"}


def test_the_commands_that_answer_no(page, root):
    """Each command that can end with 1 says when, and no other."""
    rows = page("reference/exit-codes.md").rows
    said = {row[0].strip("`").replace(" update", "").split()[0] for row in rows if "`" in row[0]}
    folder = root / "core" / "cstools" / "cli" / "commands"
    can = {path.stem for path in folder.glob("*.py") if "Exit(1)" in path.read_text("utf-8")}
    assert said == can


def catalogue():
    from cstools_validate_903.plugin import cstools_validate

    return cstools_validate.rulebook.catalogue()


def test_every_rule_has_a_place_on_the_page(generated):
    text = generated.rules_page()
    for rule in catalogue():
        assert text.count(f"{{#rule-{rule.code}}}") == 1
        for version in rule.versions:
            assert generated._text(" ".join(version.logic.split())) in text


def test_every_difference_is_listed_and_leads_to_its_rule(generated):
    text = generated.differences_page()
    listed = {rule.code for rule in catalogue() if f"(rules.md#rule-{rule.code})" in text}
    assert listed == {rule.code for rule in catalogue() if rule.differs}
    assert listed


def test_what_a_browser_would_fetch_is_warned_of(generated, caplog):
    class Where:
        src_uri = "index.md"

    class Shown:
        file = Where()

    generated.on_post_page('<a href="https://example.org">', page=Shown(), config=None)
    assert not caplog.records
    generated.on_post_page('<script src="//example.org/a.js">', page=Shown(), config=None)
    assert [record.levelname for record in caplog.records] == ["WARNING"]


def test_the_layers_are_those_the_test_of_imports_holds(page, root):
    spec = importlib.util.spec_from_file_location("layers", root / "tests" / "test_layers.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    rows = page("architecture.md").sections["The layers"].rows
    shown = [{name.strip(" `") for name in row[1].split(",")} for row in reversed(rows)]
    assert shown == list(module.LAYERS)


def test_every_part_is_made_somewhere(generated, root):
    """No page asks for a part that is not made, and none is made for nothing."""
    asked = [
        name
        for path in (root / "docs").rglob("*.md")
        for name in generated._MARKER.findall(path.read_text(encoding="utf-8"))
    ]
    assert sorted(asked) == sorted(generated.PARTS)
