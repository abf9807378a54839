"""Look at XML before it is parsed: whether any one piece of it is larger than a return's are.

A parser gathers a tag, a comment or a text whole, and looks at it anew with every part it is
given; so one of a hundred megabytes takes it minutes. The records of a return are short.
"""

from __future__ import annotations

import re

import numpy as np

from cstools.errors import InputError

# The longest texts of a return are addresses and identifiers.
LONGEST = 1 << 20
# How XML in characters of two bytes begins, with a mark and without.
_WIDE = {
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
    b"<\x00": "utf-16-le",
    b"\x00<": "utf-16-be",
}
_SPECIAL = re.compile(rb"<!--|<!\[CDATA\[|<\?")
_ENDS = {b"<!--": b"-->", b"<![CDATA[": b"]]>", b"<?": b"?>"}


def check_pieces(content: bytes, name: str) -> None:
    """Refuse XML with a tag, text, comment or section far longer than a return has.

    Args:
        content: the file's bytes.
        name: what to call it in messages.

    Raises:
        InputError: there is one; says in which line.
    """
    if encoding := _WIDE.get(content[:2]):
        content = content.decode(encoding, "replace").encode("utf-8", "replace")
    codes = np.frombuffer(content, dtype=np.uint8)
    # From one "<" to the next there is a tag and the text behind it. An end of a tag says nothing:
    # ">" may stand in an attribute and in a text as well.
    edges = np.concatenate([[0], np.flatnonzero(codes == ord("<")), [len(codes)]])
    gaps = np.diff(edges)
    if len(gaps) and gaps.max() > LONGEST:
        raise _too_long(content, int(edges[gaps.argmax()]), name)
    position = 0
    while (special := _SPECIAL.search(content, position)) is not None:
        end = content.find(_ENDS[special.group()], special.end())
        position = len(content) if end < 0 else end
        if position - special.start() > LONGEST:
            raise _too_long(content, special.start(), name)


def _too_long(content: bytes, position: int, name: str) -> InputError:
    line = content.count(b"\n", 0, position) + 1
    return InputError(
        f"{name} has a tag, text or comment of over {LONGEST:,} characters, which begins in line "
        f"{line:,}; no return has one.",
        "Do not use it. If it is yours, export it again from the system it came from.",
    )
