"""Writes a page of text: what was read, what was looked for, what the charts say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools import hookimpl

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cstools import Result, Target


def lines(result: Result) -> Iterator[str]:
    """The page, line by line, as Markdown."""
    yield f"# {result.tool.title}"
    yield "\n## What was read\n"
    yield from (f"- {name}: {count} records" for name, count in result.dataset.rows.items())
    if result.checks:
        yield "\n## What was looked for\n"
        for check in result.checks:
            outcome = f"{check.found} found" if check.state == "done" else check.state
            yield f"- {check.rule}: {check.title}: {outcome}"
    if result.panels:
        yield "\n## What the charts say\n"
        yield from (f"- {panel.title}: {panel.text}" for panel in result.panels)


@hookimpl
def cstools_export(result: Result, target: Target) -> list[Path]:
    """Write the page."""
    path = target.folder / "all-stages.md"
    path.write_text("\n".join(lines(result)) + "\n", encoding="utf-8", newline="\n")
    return [path]
