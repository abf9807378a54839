"""XML with a piece that is larger than any of a return is refused before it is parsed."""

from __future__ import annotations

import pytest

from cstools.errors import InputError
from cstools.io.markup import LONGEST, check_pieces

LONG = b"x" * (LONGEST + 1)
SHORT = b"<R>\n<A>1</A>\n</R>" * 1000


@pytest.mark.parametrize(
    "piece",
    [
        b'<A b="%s"/>' % LONG,
        b'<A b="%s"/>' % (b">" * LONGEST),
        b"<A>%s</A>" % (b">" * LONGEST),
        b"<A %s/>" % b" ".join(b'a%d=">"' % number for number in range(LONGEST // 8)),
        b"<A>%s</A>" % LONG,
        b"<!--%s-->" % (b">" * LONGEST),
        b"<![CDATA[%s]]>" % (b"<>" * LONGEST),
        b"<?p %s?>" % (b"<" * LONGEST),
        b"<!-- never closed" + b"> " * LONGEST,
        b"<" + LONG,
    ],
    ids=[
        "attribute",
        "signs",
        "signs in text",
        "attributes",
        "text",
        "comment",
        "section",
        "instruction",
        "open",
        "tag",
    ],
)
def test_a_piece_that_is_too_long(piece):
    with pytest.raises(InputError, match=r"begins in line 2,?\d*; no return has one"):
        check_pieces(SHORT + b"\n" + piece + SHORT, "f.xml")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        SHORT * 100,
        b"<A>%s</A>" % LONG[: LONGEST - 10],
        b"<!-- a > b --><?p?><A><![CDATA[<]]></A>",
    ],
)
def test_what_a_return_has(content):
    check_pieces(content, "f.xml")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_characters_of_two_bytes(encoding):
    comment = "<R>\n<!--" + "<>" * LONGEST + "--></R>"
    with pytest.raises(InputError, match="begins in line 2;"):
        check_pieces(comment.encode(encoding), "f.xml")
    check_pieces(SHORT.decode().encode(encoding), "f.xml")
