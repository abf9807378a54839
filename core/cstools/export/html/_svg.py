"""Vega-Lite specifications drawn as SVG that is safe inside a page.

Charts are drawn when the report is written, so the page needs no charting script. Data is never
fetched, and of the drawing only shapes and text are kept: no script, no link, no outside picture.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from defusedxml.ElementTree import fromstring

from cstools.charts.draw import draw_svg

if TYPE_CHECKING:
    from collections.abc import Iterator

_SVG = "http://www.w3.org/2000/svg"
_LINK = "{http://www.w3.org/1999/xlink}href"
_SHAPES = {"path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "image"}
_PAINT = {"defs", "clipPath", "mask", "linearGradient", "radialGradient", "stop", "pattern"}
_ALLOWED = {"svg", "g", "text", "tspan", "title"} | _SHAPES | _PAINT
_REFERENCE = re.compile(r"url\(#([^)]*)\)")
_DROPPED_ATTRIBUTES = re.compile(r"on.*|aria-.*|role|style|tabindex|class|cursor")
# Labels are laid out as wide as Arial is. Where a browser has only a wider font, as on a plain
# Linux, each letter reaches this much further to the left, in pixels; and a little for all.
_WIDER, _AT_LEAST = 0.75, 8


def draw(spec: dict[str, Any], name: str) -> str:
    """Draw a chart.

    Args:
        spec: a Vega-Lite specification with its data inside.
        name: goes before the identifiers in the drawing, so that two drawings on one page do not
            share them.

    Returns:
        An ``svg`` element; it has no role or label of its own.

    Raises:
        ValueError: the specification cannot be drawn.
        TypeError: it holds a value that JSON has no form for.

    """
    root: ET.Element = fromstring(draw_svg(spec))
    # Numbered anew: the drawing library counts on from one chart to the next.
    named = [element.attrib["id"] for element in root.iter() if "id" in element.attrib]
    _clean(root, {old: f"{name}-{number}" for number, old in enumerate(named, 1)})
    ET.register_namespace("", _SVG)
    root.set("focusable", "false")
    _widen(root)
    return ET.tostring(root, encoding="unicode")


def _widen(root: ET.Element) -> None:
    """Leave room on the left for labels in a wider font."""
    longest = max((len(text.text or "") for text in root.iter(f"{{{_SVG}}}text")), default=0)
    room = math.ceil(_WIDER * longest) + _AT_LEAST
    left, top, width, height = map(float, root.attrib["viewBox"].split())
    root.set("viewBox", f"{left - room:g} {top:g} {width + room:g} {height:g}")
    root.set("width", f"{width + room:g}")


def _clean(element: ET.Element, names: dict[str, str]) -> None:
    for key, value in list(element.attrib.items()):
        if _DROPPED_ATTRIBUTES.fullmatch(key):
            del element.attrib[key]
        elif key == "id":
            element.set(key, names[value])
        else:
            element.set(key, _REFERENCE.sub(lambda old: f"url(#{names.get(old[1], '')})", value))
    for child in list(element):
        _clean(child, names)
        if not _allowed(child):
            element.remove(child)


def _allowed(element: ET.Element) -> bool:
    tag = str(element.tag).removeprefix(f"{{{_SVG}}}")
    return tag in _ALLOWED and all(link.startswith("data:image/") for link in _links(element))


def _links(element: ET.Element) -> Iterator[str]:
    for key in ("href", _LINK):
        if key in element.attrib:
            yield element.attrib[key]
