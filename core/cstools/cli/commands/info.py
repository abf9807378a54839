"""Show what a tool or data standard is, reads and takes."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from cstools.cli import console, show_list
from cstools.data.difference import sentences
from cstools.data.words import counted
from cstools.errors import UsageError
from cstools.plugin import discovery

if TYPE_CHECKING:
    from cstools.data.period import Period
    from cstools.data.rule_info import RuleInfo, RuleVersion
    from cstools.plugin.discovery import Plugin
    from cstools.plugin.manifest import Manifest
    from cstools.standard.schema import Schema


@click.command()
@click.argument("name")
@click.option(
    "--period",
    "--collection-year",
    "text",
    metavar="PERIOD",
    help="Show one period only: a collection year, or a day, as the standard has it.",
)
@click.option("--rules", is_flag=True, help="List the rules of a validation tool.")
@click.option("--rule", "code", metavar="CODE", help="Explain one rule.")
@console.json_option
def command(name: str, text: str | None, rules: bool, code: str | None, as_json: bool) -> None:
    """Show what a tool or data standard is, reads and takes.

    For a data standard: its tables, columns and code lists, all periods or one. Of a tool that is
    not installed: what the registries say of it.
    """
    installed = any(tool.name == name for tool in discovery.installed())
    found_there = show_list.lookup(name, here=installed)
    if found_there is not None and not installed:
        if rules or code:
            raise UsageError(
                f"{name} is not installed, so its rules cannot be listed.",
                f"Run: cstools install {name}",
            )
        if as_json:
            return console.print_json({**show_list.plain(found_there), "installed": False})
        return show_list.show(found_there)
    plugin = discovery.find(name)
    manifest = plugin.manifest
    assert manifest is not None
    schema = _schema(manifest)
    period = None if text is None else _period(manifest, schema, text)
    if rules or code:
        listed_rules = _rules(manifest, period)
        return _one_rule(listed_rules, code, as_json) if code else _all_rules(listed_rules, as_json)
    if as_json:
        body = _plain(plugin, schema, period)
        entry = show_list.plain(found_there) if found_there is not None else None
        return console.print_json({**body, "installed": True, "registry": entry})
    _about(plugin, manifest)
    if found_there is not None:
        show_list.show_registry(found_there)
    if schema is not None:
        _show_schema(schema, period)
    return None


def _about(plugin: Plugin, manifest: Manifest) -> None:
    facts = [
        ("Package", f"{plugin.package} {plugin.version}"),
        ("Stages", ", ".join(manifest.stages)),
        ("Kind", manifest.kind),
        ("Reads", ", ".join(manifest.reads) or ("any table" if manifest.stages else "")),
        ("Produces", ", ".join(manifest.produces)),
        ("Provides", ", ".join(manifest.provides)),
        ("Maintainer", manifest.maintainer),
        ("Licence", manifest.licence),
        ("Personal data", manifest.personal_data),
        ("Network", "uses the network" if manifest.network else "never uses the network"),
        ("Programs", "starts other programs" if manifest.subprocess else ""),
        ("Writes", "also outside the output folder" if manifest.writes_outside else ""),
        *(("Caveat", caveat) for caveat in manifest.caveats),
    ]
    click.secho(f"{manifest.title} ({manifest.name})", bold=True)
    click.echo(manifest.summary)
    console.print_table("", ["", ""], [fact for fact in facts if fact[1]])
    if manifest.params:
        console.print_table(
            "Parameters",
            ["Option", "Type", "What it means"],
            [
                (p.option, p.type, p.help + (" Required." if p.required else ""))
                for p in manifest.params.values()
            ],
        )
    if manifest.stages:
        click.echo(f"Try it: cstools run {manifest.name} --sample")


def _schema(manifest: Manifest) -> Schema | None:
    if manifest.schema is None:
        return None
    from cstools.standard.schema import read_schema

    return read_schema(manifest.folder / manifest.schema)


def _period(manifest: Manifest, schema: Schema | None, text: str) -> Period:
    """A period as it was typed, in the form of the standard: its own, or the one it reads."""
    from cstools.call import schema_of

    own = schema or next(filter(None, map(schema_of, manifest.reads)), None)
    if own is None:
        raise UsageError(f"What {manifest.name} reads has no periods.", "Leave out --period.")
    return own.period.parse(text)


def _described(manifest: Manifest, period: Period) -> str:
    """A period as the standard that a tool reads calls it."""
    from cstools.call import period_kind_of

    return period_kind_of(next(iter(manifest.reads), None)).describe(period)


def _show_schema(schema: Schema, year: Period | None) -> None:
    if year is not None and schema.years and year not in schema.years:
        raise UsageError(
            f"{schema.name} knows no {schema.period.describe(year)}.", f"Choose {schema.known}."
        )
    for table in schema.tables.values():
        if year in table.years:
            console.print_table(
                f"{table.name}: {table.title} ({table.years})",
                ["Column", "Type", "What it holds", "Codes"],
                [(c.name, c.type, c.title, c.codes) for c in table.columns],
            )
    for codes in schema.codes.values():
        console.print_table(
            f"Code list {codes.name}: {codes.title}",
            ["Code", "Means", "When"],
            [(code.value, code.means, code.years) for code in codes.codes if year in code.years],
        )


def _plain(plugin: Plugin, schema: Schema | None, year: Period | None) -> dict[str, Any]:
    manifest = asdict(plugin.manifest)  # type: ignore[arg-type]
    manifest.pop("folder")
    body = {**manifest, "package": plugin.package, "version": plugin.version}
    if schema is not None:
        body["tables"] = {
            table.name: {"title": table.title, "columns": [asdict(c) for c in table.columns]}
            for table in schema.tables.values()
            if year in table.years
        }
        body["codes"] = {
            codes.name: {code.value: code.means for code in codes.codes if year in code.years}
            for codes in schema.codes.values()
        }
    return body


def _rules(manifest: Manifest, year: Period | None) -> list[RuleInfo]:
    """The tool's own list of its rules; only this runs the tool's code."""
    if not manifest.lists_rules:
        raise UsageError(f"{manifest.name} lists no rules.", "Only validation tools have them.")
    from cstools.call import rules_of

    rules = rules_of(discovery.find(manifest.name), year)
    if not rules:
        of_year = "" if year is None else f" for {_described(manifest, year)}"
        raise UsageError(f"{manifest.name} has no rules{of_year}.")
    return rules


def _all_rules(rules: list[RuleInfo], as_json: bool) -> None:
    if as_json:
        return console.print_json([rule.plain() for rule in rules])
    console.print_table(
        counted(len(rules), "rule"),
        ["Rule", "Severity", "What is wrong", "Tables"],
        [(rule.code, rule.severity, rule.title, " ".join(rule.tables)) for rule in rules],
    )
    return None


def _one_rule(rules: list[RuleInfo], code: str, as_json: bool) -> None:
    alike = [rule for rule in rules if rule.code.upper() == code.upper()]
    exact = [rule for rule in alike if rule.code == code]
    if not alike:
        raise UsageError(f"There is no rule {code}.", "--rules lists them.")
    rule = (exact or alike)[0]
    if as_json:
        return console.print_json(rule.plain())
    click.secho(f"Rule {rule.code}: {rule.title}" if rule.title else f"Rule {rule.code}", bold=True)
    for version in rule.versions:
        _version(version)
    tables = [*rule.tables, *(f"last year’s {table}" for table in rule.last_year)]
    facts = {
        "Severity": rule.severity,
        "Tables": ", ".join(tables),
        "Fields": ", ".join(rule.fields),
        "Needs": ", ".join(rule.needs).replace("_", " "),
        "What to do": rule.fix,
        "Differs from other validators": sentences(rule.differs),
    }
    for name, value in facts.items():
        if value:
            click.echo(f"\n{name}: {value}" if name == "Severity" else f"{name}: {value}")
    return None


def _version(version: RuleVersion) -> None:
    if version.since is not None:
        until = "now" if version.until is None else version.until
        click.echo(f"\nCollection years {version.since} to {until}:")
    click.echo("  " + version.logic.replace("\n", "\n  "))
