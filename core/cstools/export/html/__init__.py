"""Write ``report.html``: one page that opens offline, with everything it needs inside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools.export.csv import FIGURES, write_figures, write_findings
from cstools.export.html import _embedded, _page
from cstools.hookspecs import hookimpl

if TYPE_CHECKING:
    from pathlib import Path

    from cstools.data.context import Context
    from cstools.data.result import Result
    from cstools.data.target import Target

FILE = "report.html"
FULL_LIST = "findings.csv"
LIMIT = 100_000
"""How many findings the page holds; with more, the whole list goes beside it as CSV."""


@hookimpl
def cstools_export(result: Result, target: Target, context: Context) -> list[Path]:
    """Write the report, and beside it what it does not hold: figures, a long list of findings.

    Args:
        result: the finished run.
        target: the folder to write into.
        context: its logger hears which panels could not be drawn.

    Returns:
        The files written: ``findings.csv`` when there are more findings than the page holds, and
        ``figures.csv`` when there are figures. One that another exporter has put there is left as
        it is and not listed.

    """
    page_findings = _embedded.fair_share(result.findings, LIMIT)
    written = []
    if len(page_findings) < len(result.findings) and not (target.folder / FULL_LIST).exists():
        written.append(write_findings(result.findings, target.folder / FULL_LIST))
    if len(result.figures) and not (target.folder / FIGURES).exists():
        written.append(write_figures(result.figures, target.folder / FIGURES))
    beside = _files(target.folder)
    page = target.folder / FILE
    text = _page.render(result, page_findings, beside, context.log)
    page.write_text(text, encoding="utf-8", errors="replace", newline="\n")
    return [page, *written]


def _files(folder: Path) -> list[str]:
    files = (path for path in folder.rglob("*") if path.is_file() and path != folder / FILE)
    return sorted(path.relative_to(folder).as_posix() for path in files)
