"""Commands in messages, quoted so that they work as they stand in the shell they are pasted to."""

from __future__ import annotations

import os
import re
import shlex

# What neither the command prompt nor PowerShell reads as anything but itself.
_PLAIN = re.compile(r"[A-Za-z0-9_./\\:+=-]+")


def command(*words: object) -> str:
    """A command line of words, each quoted where its shell would not take it as it is."""
    return " ".join(quoted(word) for word in words)


def quoted(word: object) -> str:
    """A word, such as a path, as the shell of this system takes it whole."""
    return for_windows(str(word)) if os.name == "nt" else shlex.quote(str(word))


def for_windows(text: str) -> str:
    """A word as the command prompt and PowerShell both take it.

    Double quotes serve both. Within them PowerShell fills in what follows a dollar or a backtick,
    so that a word with one is put between single quotes, which PowerShell alone knows.
    """
    if _PLAIN.fullmatch(text):
        return text
    if "$" in text or "`" in text:
        return "'" + text.replace("'", "''") + "'"
    # A backslash before the last quote would make a program take the quote for a letter.
    end = text[len(text.rstrip("\\")) :]
    return f'"{text}{end}"'
