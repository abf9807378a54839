"""What every page shares: its frame, its look, and that nothing is fetched or run but its own."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from cstools.data import words
from cstools.export.html._heading import about

__all__ = ["STYLE", "about", "asset", "fill"]

STYLE = "report.css"
_FOLDER = Path(__file__).parent


def fill(
    template: str, *, style: str, script: str, folders: tuple[Path, ...] = (), **values: Any
) -> str:
    """Give a whole page.

    Args:
        template: file name of a template that extends ``shell.html``.
        style: the page's stylesheet.
        script: the page's script.
        folders: where templates are looked for before those of this package.
        **values: what the template is filled with.

    """
    page = _environment(*folders, _FOLDER / "templates").get_template(template)
    return page.render(
        **values,
        style=Markup(style),  # noqa: S704
        script=Markup(script),  # noqa: S704
        policy=_policy(style, script),
    )


@cache
def asset(name: str, folder: Path = _FOLDER) -> str:
    """Give the text of a stylesheet or script."""
    return (folder / name).read_text(encoding="utf-8")


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
def _environment(*folders: Path) -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(folders),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "number": words.number,
        "label": words.label,
        "plain": words.plain,
        "severities": words.severities,
        "listing": words.listing,
    }
    environment.globals |= {"counted": words.counted, "SEVERITY": words.SEVERITY}
    return environment
