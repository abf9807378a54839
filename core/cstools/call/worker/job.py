"""The job folder both sides share, and its files."""

from __future__ import annotations

import contextlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cstools.io.files import put_text

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class WorkerCall:
    """One call of one hook, as a folder.

    Attributes:
        folder: the folder; only this user may read it, for it holds the data.
    """

    folder: Path

    @property
    def sent(self) -> Path:
        """Where the core puts tables."""
        return self.folder / "sent"

    @property
    def answered(self) -> Path:
        """Where the tool's side puts tables."""
        return self.folder / "answered"

    @property
    def scratch(self) -> Path:
        """The tool's temporary folder, gone with the job."""
        return self.folder / "scratch"

    def make(self) -> None:
        """Make the folders inside."""
        for folder in (self.sent, self.answered, self.scratch):
            folder.mkdir()

    def ask(self, body: dict[str, Any]) -> None:
        """Write what is to be done."""
        _write(self.folder / "job.json", body)

    def question(self) -> dict[str, Any]:
        """Read what is to be done, which is there once."""
        path = self.folder / "job.json"
        body = _read(path)
        with contextlib.suppress(OSError):
            path.unlink()
        return body

    def answer(self, body: dict[str, Any]) -> None:
        """Write what came of it."""
        _write(self.folder / "answer.json", body)

    def answer_given(self) -> dict[str, Any] | None:
        """Read what came of it; None when there is no answer that can be read."""
        try:
            return _read(self.folder / "answer.json")
        except (OSError, ValueError):
            return None


def _write(path: Path, body: dict[str, Any]) -> None:
    put_text(path, json.dumps(body))


def _read(path: Path) -> dict[str, Any]:
    body = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(body, dict):
        raise ValueError
    return body
