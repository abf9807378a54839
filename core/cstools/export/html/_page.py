"""The page itself: templates filled in, stylesheet and script put inside, nothing fetched."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jinja2
from markupsafe import Markup

from cstools.export.html import _embedded, _words
from cstools.export.html._heading import about
from cstools.export.html._outcomes import outcomes
from cstools.export.html._panels import MOST_ROWS, view
from cstools.export.html._tally import tally

if TYPE_CHECKING:
    import logging
    from collections.abc import Sequence

    from cstools.findings import Findings
    from cstools.runner.result import Result

PAGE_SIZE = 50
PRINTED_ROWS = 100
_HERE = Path(__file__).parent
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
    style, script = _asset("report.css"), "\n".join(map(_asset, _SCRIPTS))
    counts = tally(result)
    return (
        _environment()
        .get_template("page.html")
        .render(
            result=result,
            tool=result.tool,
            about=about(result),
            tally=counts,
            outcomes=outcomes(result.checks),
            validated="validate" in result.tool.stages or bool(result.checks or counts.findings),
            panels=[view(panel, place, log) for place, panel in enumerate(result.panels, 1)],
            most_rows=MOST_ROWS,
            held=len(held),
            beside=beside,
            receipt={k: v for k, v in result.provenance.items() if k not in _NOT_IN_RECEIPT},
            data=Markup(_embedded.script_json(_data(held, counts.findings))),  # noqa: S704
            style=Markup(style),  # noqa: S704
            script=Markup(script),  # noqa: S704
            policy=_policy(style, script),
        )
    )


def _data(held: Findings, total: int) -> dict[str, Any]:
    return {
        **_embedded.columns(held),
        "total": total,
        "pageSize": PAGE_SIZE,
        "printedRows": PRINTED_ROWS,
        "severities": _words.SEVERITY,
    }


def _policy(style: str, script: str) -> str:
    # Only this very stylesheet and script may act; nothing may be fetched from anywhere.
    return "; ".join(
        (
            "default-src 'none'",
            f"style-src '{_digest(style)}'",
            f"script-src '{_digest(script)}'",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
        )
    )


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@cache
def _asset(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "number": _words.number,
        "label": _words.label,
        "plain": _words.plain,
        "severities": _words.severities,
        "listing": _words.listing,
    }
    environment.globals |= {"counted": _words.counted, "SEVERITY": _words.SEVERITY}
    return environment
