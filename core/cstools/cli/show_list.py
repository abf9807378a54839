"""Show what the registries say of a tool: releases, review, who keeps it, what it touches."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from cstools.cli import console
from cstools.cli.offer import unknown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cstools.registry import Entry, Release, SearchHit


# What the reviewers of a registry say of a tool.
STATUSES = {
    "submitted": "checked by machine; nobody has reviewed it yet",
    "reviewed": "a person has read its code and its results",
    "recommended": "reviewed, and advised for general use",
    "retired": "no longer kept; do not begin to use it",
}


def lookup(name: str, *, here: bool) -> SearchHit | None:
    """The tool as the registry it came from has it, or else the first that lists it.

    Where a registry is out of reach its copy is taken.

    Args:
        name: the tool.
        here: whether it is installed.

    Raises:
        UsageError: it is not installed, and no registry lists it.
    """
    from cstools.cli.show_registries import registries
    from cstools.install import installed
    from cstools.registry import find

    places = registries(None, copies=True)
    hit = find(installed.its_own(name, places), name) or find(places, name)
    if hit is None and not here:
        raise unknown(name, places)
    return hit


def plain(hit: SearchHit) -> dict[str, Any]:
    """The same for other programs."""
    return {"registry": hit.registry, **asdict(hit.entry)}


def show(hit: SearchHit) -> None:
    """Print a tool that is not installed."""
    entry = hit.entry
    click.secho(f"{entry.title} ({entry.name}), not installed", bold=True)
    click.echo(entry.summary)
    facts = [
        ("Package", entry.package),
        ("Stages", ", ".join(entry.stages)),
        ("Kind", entry.kind),
        ("Reads", ", ".join(entry.reads) or ("any table" if entry.stages else "")),
        ("Provides", ", ".join(entry.provides)),
        ("Maintainer", entry.maintainer),
        ("Licence", entry.licence),
        ("Personal data", entry.personal_data),
        ("Network", "uses the network" if entry.network else "never uses the network"),
        ("Programs", "starts other programs" if entry.subprocess else ""),
        ("Writes", "also outside the output folder" if entry.writes_outside else ""),
        ("Homepage", entry.homepage),
    ]
    console.print_table("", ["", ""], [fact for fact in facts if fact[1]])
    show_registry(hit)
    click.echo(f"Install it: cstools install {entry.name}")


def show_registry(hit: SearchHit) -> None:
    """Print what the registry adds to the manifest: review, owners, releases."""
    entry = hit.entry
    if entry.retirement:
        click.secho(entry.retirement, fg="yellow")
    place = "in an environment of its own" if entry.isolation == "own" else "beside cstools"
    facts = [
        ("Status", ": ".join(filter(None, (entry.status, STATUSES.get(entry.status))))),
        ("Reviewed", " by ".join(filter(None, (entry.reviewed_on, entry.reviewed_by)))),
        ("Owners", ", ".join(entry.owners)),
        ("Installs", place),
    ]
    console.print_table(
        f"In the registry {hit.registry}", ["", ""], [fact for fact in facts if fact[1]]
    )
    if entry.releases:
        console.print_table(
            "Releases",
            ["Version", "Published", "Needs", "Size", "Last verified"],
            [tuple(_release(release)) for release in _newest_first(entry)],
            right=(3,),
        )


def _newest_first(entry: Entry) -> list[Release]:
    from packaging.version import InvalidVersion, Version

    try:
        return sorted(entry.releases, key=lambda release: Version(release.version), reverse=True)
    except InvalidVersion:
        return list(entry.releases)


def _release(release: Release) -> Iterator[str]:
    yield release.version
    yield release.published_on
    yield ", ".join((*release.requires, *release.dependencies))
    yield f"{release.size // 1024 + 1} KB" if release.size else ""
    yield _verified(release)


def _verified(release: Release) -> str:
    if not release.verified_on:
        return ""
    skipped = f", {len(release.checks_skipped)} skipped" if release.checks_skipped else ""
    return (
        f"{release.verified_on}: {release.checks_passed} checks{skipped}, cstools "
        f"{release.verified_core}, Python {release.verified_python}"
    )
