"""The libraries that tools are built on come with them, each as a step of its own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from cstools.errors import UsageError
from cstools.install import plan as plans
from cstools.install.request import requests
from cstools.plugin.discovery import Plugin
from cstools.registry import Origin, Registry, Release

if TYPE_CHECKING:
    from collections.abc import Callable

    from cstools.registry import Entry


@pytest.fixture
def listing(entry: Entry) -> Callable[..., Registry]:
    """A registry of tools: name, kind, and what each of their versions is built on."""

    def described(name: str, kind: str, isolation: str, versions: dict[str, list[str]]) -> Entry:
        releases = tuple(
            Release(
                number,
                (),
                Origin("requirement", f"cstools-{name}=={number}"),
                dependencies=tuple(dependencies),
            )
            for number, dependencies in versions.items()
        )
        return replace(
            entry,
            name=name,
            package=f"cstools-{name}",
            stages=() if kind else ("validate",),
            kind=kind,
            isolation=isolation,
            releases=releases,
        )

    def build(**tools: tuple[str, str, dict[str, list[str]]]) -> Registry:
        entries = tuple(described(name, *about) for name, about in tools.items())
        return Registry("shelf", "For tests.", entries)

    return build


def steps(registry: Registry, *names: str) -> list[str]:
    plan = plans.plan(requests(*names), [registry], {})
    return [f"{step.name} {step.candidate.release.version}" for step in plan.steps]


def test_libraries_come_before_what_is_built_on_them(listing):
    registry = listing(
        visits=("", "shared", {"1.0": ["cstools-towns>=1", "numpy>=2"]}),
        towns=("library", "shared", {"1.0": ["cstools_counties"]}),
        counties=("library", "shared", {"1.0": []}),
    )
    assert steps(registry, "visits") == ["counties 1.0", "towns 1.0", "visits 1.0"]


def test_the_newest_release_that_fits_comes(listing):
    registry = listing(
        visits=("", "shared", {"1.0": ["cstools-towns<2"]}),
        towns=("library", "shared", {"1.0": [], "1.5": [], "2.0": []}),
    )
    assert steps(registry, "visits") == ["towns 1.5", "visits 1.0"]


def test_a_library_of_several_tools_comes_once_and_one_asked_for_by_name_where_it_is(listing):
    registry = listing(
        visits=("", "shared", {"1.0": ["cstools-towns"]}),
        walks=("", "shared", {"1.0": ["cstools-towns"]}),
        towns=("library", "shared", {"1.0": []}),
    )
    assert steps(registry, "visits", "walks") == ["towns 1.0", "visits 1.0", "walks 1.0"]
    assert steps(registry, "towns", "visits") == ["towns 1.0", "visits 1.0"]


@pytest.mark.parametrize(
    ("isolation", "kind", "requirement"),
    [
        ("own", "library", "cstools-towns"),  # its environment gets what it is built on
        ("shared", "", "cstools-towns"),  # a tool is no library
        ("shared", "library", "cstools-elsewhere"),
        ("shared", "library", "cstools-towns>=2"),  # none fits, which installing says
    ],
)
def test_nothing_else_comes_along(listing, isolation, kind, requirement):
    registry = listing(
        visits=("", isolation, {"1.0": [requirement]}), towns=(kind, "shared", {"1.0": []})
    )
    assert steps(registry, "visits") == ["visits 1.0"]


def test_a_library_that_does_not_fit_here_is_said_to_be_what_is_lacking(listing):
    registry = listing(
        visits=("", "shared", {"1.0": ["cstools-towns"]}),
        towns=("library", "shared", {"1.0": []}),
    )
    [visits, towns] = registry.entries
    old = replace(towns.releases[0], requires=("python<3",))
    registry = replace(registry, entries=(visits, replace(towns, releases=(old,))))
    with pytest.raises(UsageError, match="visits is built on towns, which is not installed"):
        steps(registry, "visits")


def test_an_upgrade_brings_what_only_the_newer_release_is_built_on(listing):
    registry = listing(
        visits=("", "shared", {"1.0": [], "2.0": ["cstools-towns"]}),
        towns=("library", "shared", {"1.0": []}),
    )
    plugin = Plugin("visits", "cstools-visits", "1.0", "cstools_visits.plugin", None)
    plan = plans.plan_upgrade(requests("visits"), [registry], {"visits": plugin}, switch=True)
    assert [f"{step.name} {step.candidate.release.version}" for step in plan.steps] == [
        "towns 1.0",
        "visits 2.0",
    ]
    whole = plans.plan_upgrade([], [registry], {"visits": plugin}, switch=True)
    assert [step.name for step in whole.steps] == ["towns", "visits"]
