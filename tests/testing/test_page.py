"""The page on the test kit says what the kit is: fixtures, assertions, arguments, the option."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest

import cstools.testing
from cstools import Result
from cstools.testing import CheckedResult, MakeSample, PanelSnapshot, RunTool, plugin, tables

pytest_plugins = ["pytester"]
PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "testing.md"
TEXT = PAGE.read_text(encoding="utf-8")
# What a fixture gives that is called; the others are used by their name alone.
CALLED = {"run_tool": RunTool, "sample": MakeSample, "panel_snapshot": PanelSnapshot}


def part(name: str) -> str:
    """What stands under a heading of the second level."""
    [text] = re.findall(rf"^## {name}\n(.*?)(?=^## |\Z)", TEXT, re.MULTILINE | re.DOTALL)
    return text


def described(name: str) -> dict[str, str]:
    """The signature under each heading of the third level."""
    found = re.findall(r"^### (\w+)\n\n```text\n(.+)\n```\n\n\S", part(name), re.MULTILINE)
    assert len(found) == part(name).count("### ")
    return dict(found)


def signature(name: str, function: object) -> str:
    """A signature as the page writes it: without types, except that of what comes back."""
    whole = inspect.signature(function)
    bare = [one.replace(annotation=one.empty) for one in whole.parameters.values()]
    text = name + str(inspect.Signature([one for one in bare if one.name != "self"]))
    gives = str(whole.return_annotation).removeprefix("pd.")
    return text if gives == "None" else f"{text} -> {gives}"


def fixtures() -> dict[str, object]:
    kind = type(plugin.sample)
    return {
        name: found
        for name, found in vars(plugin).items()
        if isinstance(found, kind) and not name.startswith("_")
    }


def expected(name: str) -> str:
    if name in CALLED:
        return signature(name, CALLED[name].__call__)
    # A fixture that yields says so in its type: Iterator[Path].
    gives = inspect.signature(fixtures()[name].__wrapped__).return_annotation[len("Iterator[") : -1]
    return name if gives == "None" else f"{name} -> {gives}"


def test_every_fixture_is_described_with_its_true_arguments_and_no_other() -> None:
    assert described("Fixtures") == {name: expected(name) for name in fixtures()}


def test_every_assertion_is_described_with_its_true_arguments_and_no_other() -> None:
    own = {name: found for name, found in vars(CheckedResult).items() if name.startswith("assert_")}
    assert described("The result") == {name: signature(name, own[name]) for name in own}
    assert not [name for name in vars(Result) if name.startswith("assert_")]


def test_the_functions_on_small_tables() -> None:
    own = {name: found for name, found in vars(tables).items() if inspect.isfunction(found)}
    public = {name: found for name, found in own.items() if not name.startswith("_")}
    assert described("Small tables") == {name: signature(name, public[name]) for name in public}


def test_every_name_to_import_is_there() -> None:
    said = set(re.findall(r"`(\w+)`", part("Annotations"))) | set(described("Small tables"))
    said |= set(described("What is installed, and how"))
    assert said == set(cstools.testing.__all__)
    assert all(getattr(cstools.testing, name) for name in said)
    with pytest.raises(AttributeError, match="has no attribute 'tabel'"):
        cstools.testing.tabel  # noqa: B018


def test_the_option(pytestconfig: pytest.Config) -> None:
    from cstools.testing.snapshots import OPTION

    assert set(re.findall(r"--cstools-[\w-]+", TEXT)) == {OPTION}
    assert pytestconfig.getoption(OPTION) in {True, False}


def test_the_example_holds(run_pytest, make_tool) -> None:
    """With a tool of that name the tests of the page's first block pass."""
    source = """
        from cstools import Flagged

        @hookimpl
        def cstools_validate(dataset, context):
            reviews = dataset["Reviews"].sort_values(["CHILD", "REVIEW"])
            late = reviews[reviews.groupby("CHILD")["REVIEW"].diff().dt.days > 183]
            where = late["row"].to_numpy(), late["CHILD"], ("REVIEW",)
            return findings.collect([Flagged("LATE", "query", "Reviews", *where, "Late")])
    """
    make_tool("late-reviews", source, reads='["ssda903"]')
    [block] = re.findall(r"^```python.*?\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
    run_pytest(block).assert_outcomes(passed=2)
