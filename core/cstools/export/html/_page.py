"""The page itself: templates filled in, stylesheet and script put inside, nothing fetched."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from cstools.data import counts as counting
from cstools.data import words
from cstools.export.html import _embedded, shell
from cstools.export.html._heading import about
from cstools.export.html._panels import MOST_ROWS, pages

if TYPE_CHECKING:
    import logging
    from collections.abc import Sequence

    from cstools.data.findings import Findings
    from cstools.data.result import Result

PAGE_SIZE = 50
PRINTED_ROWS = 100
_SCRIPTS = ("findings.js", "explorer.js")
# Settings stand in a list of their own.
_NOT_IN_RECEIPT = ("params", "parameters")


def render(result: Result, held: Findings, beside: Sequence[str], log: logging.Logger) -> str:
    """Give the whole page.

    Args:
        result: the finished run.
        held: the findings the page carries.
        beside: names of the other files of this run written so far.
        log: hears which panels could not be drawn.

    """
    counts = counting.count(result)
    return shell.fill(
        "page.html",
        style=shell.asset(shell.STYLE),
        script="\n".join(map(shell.asset, _SCRIPTS)),
        result=result,
        tool=result.tool,
        about=about(result),
        counts=counts,
        states=counting.by_state(result.checks),
        validated="validate" in result.tool.stages or bool(result.checks or counts.findings),
        pages=pages(result.panels, log),
        most_rows=MOST_ROWS,
        held=len(held),
        beside=beside,
        receipt={k: v for k, v in result.provenance.items() if k not in _NOT_IN_RECEIPT},
        data=Markup(_embedded.script_json(_data(held, counts.findings))),  # noqa: S704
    )


def _data(findings: Findings, total: int) -> dict[str, Any]:
    return {
        **_embedded.columns(findings),
        "total": total,
        "pageSize": PAGE_SIZE,
        "printedRows": PRINTED_ROWS,
        "severities": words.SEVERITY,
    }
