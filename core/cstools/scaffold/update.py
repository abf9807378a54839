"""Tell what the template changed since a project was made, as a patch to take or leave."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import unified_diff
from typing import TYPE_CHECKING

from cstools.errors import InputError, OutputError, reason_of
from cstools.scaffold import record, template

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Changes:
    """What the template changed.

    Attributes:
        before: version of the template that the project was made with.
        now: version of the template at hand.
        diffs: for each file that the template changed, the change as a unified diff.
        removed: changed files that the project has no more; they are left out.
        taken: changed files that the project has as the template makes them now.
        record: the change to the record that says all this was looked at.
    """

    before: int
    now: int
    diffs: dict[str, str]
    removed: tuple[str, ...]
    taken: tuple[str, ...]
    record: str

    @property
    def text(self) -> str:
        """The changes as a person reads them."""
        return "".join(self.diffs.values())

    @property
    def patch(self) -> str:
        """The changes as ``git apply`` takes them, with that to the record."""
        return self.text + self.record


def changes(project: Path, source: Path | None = None) -> Changes:
    """What the template changed since a project was made; nothing is written.

    Args:
        project: the project's folder.
        source: the template; None for the one that comes with the core.

    Raises:
        InputError: the project was not made by a template, or by one newer than that at hand.
    """
    before, now = _both(project, source)
    names = sorted({*before.files, *now.files})
    changed = [name for name in names if before.files.get(name) != now.files.get(name)]
    adopted = [name for name in changed if _stands(project, name) == now.files.get(name)]
    removed = [
        name
        for name in changed
        if name not in adopted and name in before.files and _stands(project, name) is None
    ]
    left = [name for name in changed if name not in adopted and name not in removed]
    return Changes(
        before.version,
        now.version,
        {name: _diff(name, before.files.get(name), now.files.get(name)) for name in left},
        tuple(removed),
        tuple(adopted),
        _diff(record.FILE, _stands(project, record.FILE), record.dump(now)),
    )


def mark_seen(project: Path, source: Path | None = None) -> None:
    """Note in a project's record that the template of today was looked at.

    Raises:
        InputError: as `changes`.
        OutputError: the record cannot be written.
    """
    _, now = _both(project, source)
    write(project / record.FILE, record.dump(now))


def write(path: Path, text: str) -> None:
    """Write a text file with the line ends that ``git apply`` takes.

    Raises:
        OutputError: it cannot be written.
    """
    try:
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        reason = reason_of(error)
        raise OutputError(f"{path} could not be written: {reason}.") from error


def _both(project: Path, source: Path | None) -> tuple[record.Record, record.Record]:
    """The project as it was made, and as the template would make it now."""
    used = source or template.bundled()
    before = record.read(project)
    version = template.version(used)
    if before.version > version:
        raise InputError(
            f"{project} was made with version {before.version} of the template; this cstools has "
            f"version {version}.",
            "Upgrade cstools: python -m pip install --upgrade childrens-services-tools",
        )
    files = template.fill_in(used, before.answers)
    return before, record.Record(version, before.answers, files)


def _stands(project: Path, name: str) -> str | None:
    """A file as it stands in the project, or None."""
    try:
        return (project / name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None


def _diff(name: str, before: str | None, now: str | None) -> str:
    lines = unified_diff(
        (before or "").splitlines(keepends=True),
        (now or "").splitlines(keepends=True),
        "/dev/null" if before is None else f"a/{name}",
        "/dev/null" if now is None else f"b/{name}",
    )
    return "".join(lines)
