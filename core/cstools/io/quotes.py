"""Tell whether the quotation marks of delimited text stand where they may.

A mark opens a cell, closes one, or is one of two that stand for one inside a cell. Readers differ
in what they make of any other, and none of them says so: ``1"x, y","z"`` is two cells to a person
and three to a reader.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_MARK, _LINE_FEED, _RETURN = b'"\n\r'


def stray_mark(text: bytes, separator: str) -> int | None:
    """Find the first quotation mark that is out of place, or the one that is never closed.

    Args:
        text: delimited text in an encoding whose first 128 characters are ASCII's.
        separator: what separates its cells.

    Returns:
        Its position in bytes; None when all stand where they may.
    """
    if b'"' not in text:
        return None
    codes = np.frombuffer(text, dtype=np.uint8)
    marks = np.flatnonzero(codes == _MARK)
    opening, closing = marks[::2], marks[1::2]
    before = _edge(codes, opening - 1, separator)
    after = _edge(codes, closing + 1, separator)
    # The second of two marks in a cell opens it again, in this way of counting.
    again = opening[1:] - 1 == closing[: len(opening) - 1]
    before[1:] |= again
    after[: len(again)] |= again
    stray = [*opening[~before][:1], *closing[~after][:1]]
    if len(marks) % 2:
        stray.append(marks[-1])
    return int(min(stray)) if stray else None


def row_of(text: bytes, position: int) -> tuple[int, int]:
    """The record and the line that a quotation mark out of place stands in, both from 1."""
    part = np.frombuffer(text[:position], dtype=np.uint8)
    ends = _line_ends(part)
    quoted = np.searchsorted(np.flatnonzero(part == _MARK), ends) % 2 == 1
    # The line is that in which the record begins.
    outside = ends[~quoted]
    lines = np.searchsorted(ends, outside[-1], side="right") if len(outside) else 0
    return len(outside) + 1, int(lines) + 1


def _edge(codes: NDArray[np.uint8], places: NDArray[np.int64], separator: str) -> NDArray[np.bool_]:
    """Whether a cell ends at each of some places: at a separator, a line's end, the text's."""
    outside = (places < 0) | (places >= len(codes))
    characters = codes[np.clip(places, 0, len(codes) - 1)]
    return outside | np.isin(characters, (ord(separator), _LINE_FEED, _RETURN))


def _line_ends(codes: NDArray[np.uint8]) -> NDArray[np.int64]:
    ends = np.flatnonzero((codes == _LINE_FEED) | (codes == _RETURN))
    pairs = (codes[ends] == _LINE_FEED) & (ends > 0)
    pairs[pairs] = codes[ends[pairs] - 1] == _RETURN
    single: NDArray[np.int64] = ends[~pairs]
    return single
