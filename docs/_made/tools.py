"""A page for each tool and data standard of the curated registry, from its manifest."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from _made.markdown import table, text
from cstools.plugin.manifest import read_manifest
from cstools.registry import bundled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cstools.plugin.manifest import Manifest, Param
    from cstools.registry import Entry

ROOT = Path(__file__).resolve().parents[2]


def pages() -> dict[str, str]:
    """The pages by their place below docs."""
    return {f"tools/{entry.name}.md": _page(entry) for entry in bundled().entries}


def overview() -> str:
    """A table of all of them."""
    rows = [
        [
            f"[`{entry.name}`]({entry.name}.md)",
            text(entry.summary),
            ", ".join(entry.stages) or entry.kind or "data standard",
            entry.status,
        ]
        for entry in bundled().entries
    ]
    return table(["tool", "what it does", "stages", "status"], rows)


def _page(entry: Entry) -> str:
    folder = ROOT / entry.releases[-1].origin.value
    [path] = folder.glob("*/cstools.toml")
    manifest = read_manifest(path.parent)
    return "\n\n".join(
        [f"# {text(manifest.title)}", text(manifest.summary), *_parts(entry, manifest)]
    )


def _parts(entry: Entry, manifest: Manifest) -> Iterator[str]:
    if manifest.stages:
        yield f"```text\ncstools install {entry.name}\ncstools run {entry.name} --sample\n```"
        yield (
            f"![A part of the report that {entry.name} makes of generated data]"
            f"(../pictures/{entry.name}.png)"
        )
    elif manifest.kind:
        yield f"```text\ncstools install {entry.name}\ncstools info {entry.name}\n```"
    else:
        yield f"```text\ncstools info {entry.name}\ncstools sample {entry.name} --out made-up\n```"
    yield table(["", ""], _facts(entry, manifest))
    if manifest.params:
        yield "## Parameters"
        yield table(
            ["option", "Python", "type", "meaning"],
            [_parameter(param) for param in manifest.params.values()],
        )
    if manifest.caveats:
        yield "## What to know before relying on it"
        yield "\n".join(f"- {text(caveat)}" for caveat in manifest.caveats)


def _facts(entry: Entry, manifest: Manifest) -> list[list[str]]:
    place = "in an environment of its own" if entry.isolation == "own" else "beside cstools"
    asks = [key for key in ("network", "subprocess", "writes_outside") if getattr(manifest, key)]
    facts = {
        "Stages": ", ".join(manifest.stages),
        "Reads": ", ".join(manifest.reads) or ("any table" if manifest.stages else ""),
        "Provides": ", ".join(manifest.provides),
        "Produces": ", ".join(manifest.produces),
        "Personal data": text(manifest.personal_data),
        "Declares": ", ".join(f"`{key}`" for key in asks) or "no network, programs or other writes",
        "Installs": place,
        "Package": f"`{entry.package}` {entry.releases[-1].version}",
        "Maintainer": text(manifest.maintainer),
        "Licence": manifest.licence,
        "Review": " ".join(filter(None, [entry.status, entry.reviewed_on])),
    }
    return [[name, value] for name, value in facts.items() if value]


def _parameter(param: Param) -> list[str]:
    kind = " or ".join(f"`{one}`" for one in param.choices) or param.type
    required = " Required." if param.required else ""
    default = f" Default: `{param.default}`." if param.default is not None else ""
    several = " Takes several." if param.many else ""
    return [
        f"`{param.option}`",
        f"`{param.name}`",
        kind,
        text(param.help) + required + default + several,
    ]
