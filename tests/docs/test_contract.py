"""Hooks, manifest, registry, lock file and checks: what the pages say is what the program takes.

The pages are made from docstrings and classes, so nothing here compares them with those again.
Hooks are called with the arguments of the page, files are written with its keys and read.
"""

from __future__ import annotations

import dataclasses
import json
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

import cstools
from cstools import hookspecs
from cstools.lock import lockfile
from cstools.lock.write import texts
from cstools.plugin.manifest import TYPES, read_manifest
from cstools.registry.read import parse
from cstools.runner.parameters import convert

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Text

HOOKS = [name for name in vars(hookspecs) if name.startswith("cstools_")]
STAGES = [name for name in HOOKS if name != "cstools_standards"]
# What each hook may answer; each notes the kinds of what it was given.
HOOK = """
@hookimpl
def {signature}:
    given.append({{name: type(value).__name__ for name, value in locals().items()}})
    return {answer}
"""
ANSWERS = {
    "cstools_wrangle": "dataset",
    "cstools_validate": "findings.empty()",
    "cstools_visualise": "[]",
    "cstools_export": "[]",
}
VALUES = {"text": '"MIT"', "yes or no": "true", "list": '["a"]', "number": "1"}
VALUES["whole number"] = "1"
SPECIAL = {
    "name": '"full"',
    "stages": '["validate"]',
    "status": '"reviewed"',
    "api": '"1"',
    "type": '"files"',
    "infer": '"period"',
    "role": '"area"',
    "default": '"a"',
    "example": '"a"',
}


def signature_of(section: Text) -> str:
    [block] = section.blocks
    return block.body.partition(" ->")[0]


def rows_of(text: Text) -> list[tuple[str, ...]]:
    """The rows of its tables that are as wide as the first, without the marks of code."""
    rows = text.rows
    return [tuple(cell.strip("`") for cell in row) for row in rows if len(row) == len(rows[0])]


def call_all(name: str, folder: Path) -> None:
    result = cstools.run(name, {"t": pd.DataFrame({"a": ["1"]})})
    result.export(folder, formats=["json"])
    result.export(folder / "own", formats=["odd"])


def test_every_hook_has_a_section_and_no_other(page):
    sections = page("reference/hooks.md").sections
    assert [name for name in sections if name.startswith("cstools_")] == HOOKS


def test_hooks_are_called_with_the_arguments_of_the_page(page, make_tool, tmp_path):
    sections = page("reference/hooks.md").sections
    source = "given = []\n" + "".join(
        HOOK.format(signature=signature_of(sections[hook]), answer=ANSWERS[hook]) for hook in STAGES
    )
    stages = json.dumps([hook.removeprefix("cstools_") for hook in STAGES])
    make_tool("records", source, stages=stages, produces='["findings", "odd"]')
    call_all("records", tmp_path)
    import cstools_records.plugin as module

    said = [dict(row[:2] for row in sections[hook].rows) for hook in STAGES]
    kinds = [{name.strip("`"): kind.strip("`") for name, kind in one.items()} for one in said]
    frames = {"Findings": "DataFrame"}
    assert module.given == [{k: frames.get(v, v) for k, v in one.items()} for one in kinds]


@pytest.mark.parametrize("hook", HOOKS)
def test_a_hook_with_another_argument_is_refused(hook, page, make_tool):
    signature = signature_of(page("reference/hooks.md").sections[hook])
    more = signature.replace(")", "surprise)" if signature.endswith("()") else ", surprise)")
    stage = hook.removeprefix("cstools_")
    kind = {} if stage == "standards" else {"stages": f'["{stage}"]'}
    source = HOOK.format(signature=more, answer="None").replace("given.append", "(lambda _: None)")
    make_tool("curious", "given = []\n" + source, **kind)
    with pytest.raises(cstools.ToolError, match="surprise"):
        cstools.plugin.discovery.manager(cstools.plugin.discovery.find("curious"))


def test_the_attributes_of_what_passes_are_those_it_has(page):
    text = page("reference/hooks.md")
    parts = re.split(r"(?m)^### (\w+)$", text)[1:]
    described = dict(zip(parts[::2], map(type(text), parts[1::2]), strict=True))
    made = {"Flagged", "Check", "Panel", "RuleInfo", "Difference", "RowCondition"}
    assert {"Dataset", "Context", "Result", "Target", *made} == set(described)
    for name, part in described.items():
        own = [one.name for one in dataclasses.fields(getattr(cstools, name))]
        assert part.keys == [one for one in own if not one.startswith("_")]


@pytest.fixture
def manifest(tmp_path) -> Callable[[dict[str, str], dict[str, str] | None], Any]:
    """Reads a manifest with these keys, and these of one parameter."""

    def read(tool: dict[str, str], param: dict[str, str] | None = None) -> Any:
        sections = {"tool": tool} | ({"params.size": param} if param else {})
        lines = [
            line
            for section, keys in sections.items()
            for line in (f"[{section}]", *(f"{key} = {value}" for key, value in keys.items()))
        ]
        (tmp_path / "cstools.toml").write_text("\n".join(lines), encoding="utf-8")
        read_manifest.cache_clear()
        return read_manifest(tmp_path)

    return read


# Each says what another key of a whole section contradicts; see the tests of the manifest.
ALONE = ("kind", "load")


def filled(rows: list[tuple[str, ...]]) -> dict[str, str]:
    """A value of the right kind for each key that goes with the others."""
    keys = [row for row in rows if row[0] not in ALONE]
    return {row[0]: SPECIAL.get(row[0]) or VALUES[row[1]] for row in keys}


@pytest.mark.parametrize("section", ["`[tool]`", "`[params.NAME]`"])
def test_the_manifest_takes_the_keys_of_the_page(section, page, manifest):
    sections = page("reference/manifest.md").sections
    rows = rows_of(sections[section])
    tool = filled(rows_of(sections["`[tool]`"]))
    whole = filled(rows)

    def read(keys: dict[str, str]) -> Any:
        return manifest(keys) if section == "`[tool]`" else manifest(tool, keys)

    found = read(whole)
    values = found if section == "`[tool]`" else found.params["size"]
    for key, _, required, meaning in rows:
        assert getattr(values, key) or key in ALONE
        assert len(meaning) > 5
        rest = {name: value for name, value in whole.items() if name != key}
        if required == "yes":
            with pytest.raises(cstools.ToolError, match=f"lacks the key '{key}'"):
                read(rest)
        else:
            read(rest)
        with pytest.raises(cstools.ToolError):
            read({**whole, key: "{ a = 1 }"})


@pytest.mark.parametrize("section", ["`[tool]`", "`[params.NAME]`"])
def test_the_manifest_knows_no_other_key(section, page, manifest):
    sections = page("reference/manifest.md").sections
    tool, param = (filled(rows_of(sections[one])) for one in ("`[tool]`", "`[params.NAME]`"))
    odd = {"zzzzzz": "1"}
    with pytest.raises(cstools.ToolError) as refused:
        manifest(*((tool | odd, None) if section == "`[tool]`" else (tool, param | odd)))
    known = str(refused.value).partition("Known: ")[2].rstrip(".").split(", ")
    assert known == [row[0] for row in rows_of(sections[section])]


# What a person types, by the type of the parameter.
TYPED = {
    "str": "text",
    "int": "3",
    "float": "2.5",
    "bool": True,
    "date": "31/03/2026",
    "choice": "a",
    "file": "there.csv",
    "files": ["there.csv"],
    "directory": ".",
}


def test_the_types_of_parameters(page, manifest, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "there.csv").write_text("a\n", encoding="utf-8")
    sections = page("reference/manifest.md").sections
    tool = filled(rows_of(sections["`[tool]`"]))
    types = [row for row in sections["`[params.NAME]`"].rows if len(row) == 3]
    assert [row[0].strip("`") for row in types] == list(TYPES)
    for name, _, gets in types:
        kind = name.strip("`")
        keys = {"type": f'"{kind}"', "help": '"Size."', "choices": '["a"]'}
        read = manifest(tool, keys)
        value = convert(read, {"size": TYPED[kind]})["size"]
        values = value if isinstance(value, list) else [value]
        short = re.sub(r"`|datetime\.|list of ", "", gets)
        assert short in {one.__name__ for one in type(values[0]).__mro__}
        assert isinstance(value, list) == gets.startswith("list of")


ENTRY = """
[registry]
format = 1
[[tool]]
{tool}
[[tool.release]]
{release}
"""
REGISTRY = {
    "a text": '"MIT"',
    "a number": "1",
    "true or false": "true",
    "a list of texts": '["a"]',
    "a date": "2026-11-22",
    "name": '"full"',
    "stages": '["validate"]',
    "status": '"reviewed"',
    "isolation": '"own"',
    "from": '{ wheel = "tool-1.0-py3-none-any.whl" }',
    "version": '"1.0"',
    "requires": '["python>=3.11"]',
    "dependencies": '["pandas>=3.0"]',
    "verified_core": '"0.1.0"',
    "verified_python": '"3.11"',
    "homepage": '"https://example.org"',
    "sha256": f'"{"ab" * 32}"',
    "superseded_by": '"other"',
}


@pytest.mark.parametrize("section", ["`[[tool]]`", "`[[tool.release]]`"])
def test_the_registry_takes_the_keys_of_the_page(section, page):
    sections = page("reference/registry.md").sections
    tables = {one: rows_of(sections[one]) for one in ("`[[tool]]`", "`[[tool.release]]`")}
    whole = {
        one: {
            key: REGISTRY.get(key) or REGISTRY[kind] for key, kind, *_ in rows if key != "release"
        }
        for one, rows in tables.items()
    }

    def read(keys: dict[str, str]) -> Any:
        tool, release = (
            "\n".join(f"{key} = {value}" for key, value in one.items())
            for one in (whole | {section: keys}).values()
        )
        text = ENTRY.format(tool=tool, release=release)
        return parse(text, Path("registry.toml")).entries[0]

    assert read(whole[section]).releases
    for key, _, required, meaning in tables[section]:
        assert len(meaning) > 5
        rest = {name: value for name, value in whole[section].items() if name != key}
        if required == "yes":
            with pytest.raises(cstools.InputError, match=f"the key '{key}' is missing"):
                read(rest)
        else:
            read(rest)
    with pytest.raises(cstools.InputError) as refused:
        read(whole[section] | {"zzzzzz": "1"})
    known = str(refused.value).partition("Known: ")[2].rstrip(".").split(", ")
    assert known == [row[0] for row in tables[section]]


def test_the_keys_of_a_lock_file_are_those_that_are_written(page):
    hashes = ("sha256:" + "ab" * 32,)
    lock = lockfile.Lock(
        core="0.1.0",
        python="3.11",
        system="linux x86_64",
        tools=(lockfile.LockedTool("a", "1", "p", "own", "r", "wheel x", ">=3.11", hashes, "why"),),
        environments=(lockfile.LockedEnvironment("a", "3.11", lockfile.ANY, "d"),),
        packages=(lockfile.LockedPackage("a", "n", "1", "m", "r", hashes),),
    )
    written = tomllib.loads(texts(lock, "cstools.lock")["cstools.lock"])
    sections = page("reference/lock-file.md").sections
    assert sections["`[lock]`"].keys == list(written.pop("lock"))
    for name, [keys] in written.items():
        assert [row[0] for row in rows_of(sections[f"`[[{name}]]`"])] == list(keys)


def test_the_checks_are_those_of_the_command(page, cstools_command):
    told = json.loads(cstools_command("check", "--rules", "--json").out)
    sections = page("reference/checks.md").sections
    headings = {"error": "Errors", "warning": "Warnings", "advice": "Advice"}
    for level, heading in headings.items():
        rules = [one for one in told if one["level"] == level]
        assert rules
        assert [row[0] for row in rows_of(sections[heading])] == [one["id"] for one in rules]
        said = re.sub(r"\\(.)", r"\1", sections[heading]).replace("&lt;", "<")
        assert all(one[key] in said for one in rules for key in ("title", "why", "fix"))
