"""The reference pages say what the program says: hooks, commands, options, manifest keys, files."""

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
from cstools import hookspecs, manifest, plugins
from cstools.cli.commands.run import tool_command
from cstools.cli.group import cli
from cstools.cli.summary import as_json
from cstools.findings import COLUMNS
from cstools.registry import Entry, Release
from cstools.registry.reading import keys_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

HOOKS = {name: hook for name, hook in vars(hookspecs).items() if name.startswith("cstools_")}
COMMANDS = cli.list_commands(click.Context(cli))
TOOL = "validate-903"


def described() -> Iterator[tuple[str, click.Command]]:
    """Every command, and those below it, by what a person types; ``run`` as that of a tool."""
    for name in COMMANDS:
        found = cli.get_command(click.Context(cli), name)
        assert found is not None
        yield f"cstools {name}", tool_command(plugins.find(TOOL)) if name == "run" else found
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
    return {param.option for param in plugins.manifest_of(name).params.values()}


def named(keys: Iterable[str]) -> set[str]:
    return {key.split()[0] for key in keys if key.startswith("-")}


@pytest.mark.parametrize("name", HOOKS)
def test_a_hook_is_described_with_its_true_arguments(name, page):
    [signature] = [block.body.strip() for block in page("reference/hooks.md").sections[name].blocks]
    arguments = ", ".join(inspect.signature(HOOKS[name]).parameters)
    assert signature == f"{name}({arguments}) -> {HOOKS[name].__annotations__['return']}"


def test_every_argument_of_a_hook_is_explained(page):
    known = {name for hook in HOOKS.values() for name in inspect.signature(hook).parameters}
    assert set(page("reference/hooks.md").sections["What is passed"].keys) == known


def test_every_command_is_described_and_no_other(page):
    names = [name for name in page("reference/commands.md").sections if name]
    assert sorted(names) == sorted(DESCRIBED)


def test_the_first_page_names_every_command_and_format(page):
    from cstools import export

    text = page("index.md").sections["What is here today"]
    assert all(f"`{name}`" in text for name in (*COMMANDS, *export._builtin()))


@pytest.mark.parametrize("name", DESCRIBED)
def test_every_option_is_described_and_no_other(name, page):
    section = page("reference/commands.md").sections[name]
    known = options(DESCRIBED[name].params)
    if name == "cstools run":
        known -= own_options(TOOL)
    if name == "cstools compare":
        known |= named(section.keys)  # which are those of the command stands in its help, below
    assert named(section.keys) == known


@pytest.mark.parametrize("name", [name for name in DESCRIBED if name != "cstools run"])
def test_the_help_in_the_terminal_says_the_same(name, page, cstools_command):
    """Every option that a person is shown stands on the page."""
    shown = cstools_command(*name.split()[1:], "--help").out
    section = page("reference/commands.md").sections[name]
    printed = set(re.findall(r"(?m)^  (?:-\w, )?(--[a-z][a-z-]*)", shown)) - {"--help"}
    assert printed == {key for key in named(section.keys) if key.startswith("--")}


def test_every_parameter_of_the_validator_is_shown(page):
    text = page("how-to/check-a-return.md")
    shown = set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", text))
    assert own_options(TOOL) <= shown
    known = (DESCRIBED["cstools run"].params, DESCRIBED["cstools info"].params)
    assert shown <= {option for params in known for option in options(params)}


def test_every_key_of_the_manifest_is_described_and_no_other(page):
    sections = page("reference/manifest.md").sections
    assert sections["`[tool]`"].keys == list(manifest._KEYS)
    rows = sections["`[params.NAME]`"].keys
    assert rows == [*manifest._PARAM_KEYS, *manifest.TYPES]


def test_which_keys_are_required(page):
    required = [row[0].strip("`") for row in page("reference/manifest.md").sections["`[tool]`"].rows
                if row[2] == "yes"]  # fmt: skip
    assert required == list(manifest._REQUIRED)


def test_the_names_that_are_taken(page):
    text = page("reference/manifest.md").rpartition("These names are taken")[2]
    assert {word.strip("`,.\n") for word in text.split() if "`" in word} == manifest.RESERVED


def test_every_key_of_a_schema_is_described(page, root):
    """What the reader of schemas looks for is what the page says."""
    tree = ast.parse((root / "core/cstools/schema.py").read_text(encoding="utf-8"))
    read = {
        node.slice.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant)
    } | {
        node.args[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "get"
        and isinstance(node.args[0], ast.Constant)
    }
    words = {word.strip("`,|{}") for word in page("reference/schema.md").split()}
    sections = {"standard", "codes", "tables", "values", "columns"}
    assert read - sections <= words


def test_the_schema_shown_is_one(page, tmp_path):
    from cstools.schema import read_schema

    [block] = page("reference/schema.md").blocks
    path = tmp_path / block.title
    path.write_text(block.body, encoding="utf-8")
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


def test_every_rule_has_a_place_on_the_page(generated):
    from cstools_validate_903.catalogue import catalogue

    text = generated.rules_page()
    for rule in catalogue():
        assert text.count(f"{{#rule-{rule['code']}}}") == 1
        for version in rule["versions"]:
            assert generated._text(" ".join(version["logic"].split())) in text


def test_every_difference_is_listed_and_leads_to_its_rule(generated):
    from cstools_validate_903.catalogue import catalogue

    text = generated.differences_page()
    listed = {rule["code"] for rule in catalogue() if f"(rules.md#rule-{rule['code']})" in text}
    assert listed == {rule["code"] for rule in catalogue() if rule["differs"]}
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


@pytest.mark.parametrize(
    ("section", "values"), [("[[tool]]", Entry), ("[[tool.release]]", Release)]
)
def test_every_key_of_the_registry_is_described(section, values, page):
    """The table has every key, what it has to be, and whether it is required, with a meaning."""
    rows = page("reference/registry.md").sections[f"`{section}`"].rows
    assert [row[0].strip("`") for row in rows] == list(keys_of(values))
    assert [row[2] == "yes" for row in rows] == list(keys_of(values).values())
    assert all(len(row[3]) > 5 for row in rows)


def test_every_part_is_made_somewhere(generated, root):
    """No page asks for a part that is not made, and none is made for nothing."""
    asked = [
        name
        for path in (root / "docs").rglob("*.md")
        for name in generated._MARKER.findall(path.read_text(encoding="utf-8"))
    ]
    assert sorted(asked) == sorted(generated.PARTS)
