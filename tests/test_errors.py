"""Errors in words, without what a message may quote."""

from __future__ import annotations

import pytest

from cstools.errors import reason_of


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (OSError(28, "No space left on device"), "no space left on device"),
        (OSError(), "oserror"),
        (ValueError("embedded null byte in /home/name"), "valueerror"),
    ],
)
def test_the_reason_of_an_error_quotes_no_path(error, reason):
    assert reason_of(error) == reason
