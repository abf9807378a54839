"""The looks of cells: kinds of value, and colours for what is flagged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

Kind = Literal[
    "text",
    "number",
    "row",
    "count",
    "percent",
    "exact percent",
    "date",
    "moment",
    "unread",
    "heading",
    "page",
    "title",
    "section",
    "link",
    "wrapped",
]

# Dark text on a light fill; bold and italic say the same to those who cannot tell the colours.
FLAGGED: dict[str, dict[str, Any]] = {
    "error": {"bg_color": "#F8CBAD", "font_color": "#000000", "bold": True},
    "query": {"bg_color": "#FFE699", "font_color": "#000000", "italic": True},
    "info": {"bg_color": "#DDEBF7", "font_color": "#000000"},
}
MEANING = {
    "error": ("Error", "bold on orange: breaks a rule and has to be put right"),
    "query": ("Query", "italic on yellow: unlikely; check it, and put it right or confirm it"),
    "info": ("Information", "on blue: worth knowing"),
}

_KINDS: dict[Kind, dict[str, Any]] = {
    # The format of text keeps a code such as 007 or =1 as it is when somebody edits the cell.
    "text": {"num_format": "@"},
    "number": {},
    "row": {"align": "left"},
    "count": {"num_format": "#,##0", "align": "center", "valign": "top"},
    "percent": {"num_format": "0%", "align": "center", "valign": "top"},
    "exact percent": {"num_format": "0.0%", "align": "center", "valign": "top"},
    "date": {"num_format": "dd/mm/yyyy", "align": "left"},
    "moment": {"num_format": "dd/mm/yyyy hh:mm", "align": "left"},
    # What cannot be read as a date is text now, but becomes a date when it is put right.
    "unread": {"num_format": "dd/mm/yyyy", "align": "left", "quote_prefix": True},
    "heading": {
        "bold": True,
        "bg_color": "#1F3864",
        "font_color": "#FFFFFF",
        "num_format": "@",
        "valign": "top",
    },
    "page": {"bold": True, "font_size": 20, "num_format": "@"},
    "title": {"bold": True, "font_size": 16, "num_format": "@"},
    "section": {"bold": True, "font_size": 12, "font_color": "#1F3864", "bottom": 1},
    "link": {"align": "left", "font_color": "#0563C1", "underline": 1},
    "wrapped": {"text_wrap": True, "valign": "top", "num_format": "@"},
}


class Styles(dict[tuple[Kind, "str | None"], "Format"]):
    """The format of each kind of value and severity, made when it is first wanted."""

    def __init__(self, book: Workbook) -> None:
        super().__init__()
        self._book = book

    def __missing__(self, look: tuple[Kind, str | None]) -> Format:
        kind, severity = look
        form = self._book.add_format({**_KINDS[kind], **(FLAGGED[severity] if severity else {})})
        self[look] = form
        return form
