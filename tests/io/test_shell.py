"""Commands in messages work as they stand when they are pasted into a shell."""

from __future__ import annotations

import os
import subprocess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cstools.io import shell

WORD = st.text("ab (){}[]&;|<>'\"$`!*?~#%^=\\\n", min_size=1, max_size=12)


@pytest.mark.skipif(os.name == "nt", reason="the shell is one of Unix systems")
@settings(max_examples=25, deadline=None)
@given(st.lists(WORD, min_size=1, max_size=8))
def test_a_shell_takes_each_word_whole(words):
    line = shell.command("printf", r"%s\0", *words)
    done = subprocess.run(["/bin/sh", "-c", line], capture_output=True, text=True, check=True)
    assert done.stdout.split("\0")[:-1] == words


def test_what_needs_no_quotes_has_none():
    assert shell.command("cstools", "install", "late-reviews==1.2") == (
        "cstools install late-reviews==1.2"
    )


@pytest.mark.parametrize(
    ("word", "line"),
    [
        (r"S:\tools", r"S:\tools"),
        (r"\\server\share\tools", r"\\server\share\tools"),
        (r"S:\Shared drive", r'"S:\Shared drive"'),
        ("S:\\Shared drive\\", '"S:\\Shared drive\\\\"'),
        (r"S:\Jo(new)&co", r'"S:\Jo(new)&co"'),
        (r"S:\Jo's", r'"S:\Jo' + "'" + 's"'),
        (r"S:\a;b,c@d#e", r'"S:\a;b,c@d#e"'),
        (r"S:\$new`s", r"'S:\$new`s'"),
        (r"S:\Jo's $", r"'S:\Jo''s $'"),
        ("pandas>=2; extra == 'x'", "\"pandas>=2; extra == 'x'\""),
        ("", '""'),
    ],
)
def test_the_shells_of_windows(word, line):
    """One form for the command prompt and for PowerShell, but for what only one can take."""
    assert shell.for_windows(word) == line
