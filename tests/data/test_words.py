from __future__ import annotations

from datetime import date, datetime

import pytest

from cstools.data import words


def test_values_of_a_receipt_in_words() -> None:
    assert words.plain(datetime(2026, 3, 31, 9, 5)) == "31 March 2026, 09:05"
    assert words.plain("2026-03-31") == words.plain(date(2026, 3, 31)) == "31 March 2026"
    assert words.plain("2026-99-99") == "2026-99-99"
    assert words.plain([True, None, 1234, 0.5]) == "yes, not given, 1,234, 0.50"
    assert words.plain(2026, "collection_year") == "2026"
    assert words.label("input_sha256") == "Input SHA-256"
    assert words.counted(2000, "child", "children") == "2,000 children"
    assert words.listing(["a"]) == "a"


@pytest.mark.parametrize(
    ("counts", "text"),
    [
        ({"error": 1, "query": 0, "info": 2}, "1 error and 2 points of information"),
        (
            {"error": 2000, "query": 1, "info": 1},
            "2,000 errors, 1 query and 1 point of information",
        ),
        ({"error": 0, "query": 3, "info": 0}, "3 queries"),
        ({"error": 0, "query": 0, "info": 0}, ""),
    ],
)
def test_counts_by_severity(counts: dict[str, int], text: str) -> None:
    assert words.severities(counts) == text
