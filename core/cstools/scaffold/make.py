"""Make the project's folder, whole or not at all."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from cstools.errors import OutputError, reason_of
from cstools.scaffold import record, template

if TYPE_CHECKING:
    from cstools.scaffold.answers import Answers
    from cstools.scaffold.script import Script

# What the module of a wrapped script is called in the package.
SCRIPT_MODULE = "script.py"


def check_free(folder: Path) -> None:
    """Find out, before a person answers questions, whether a project can be made there.

    Raises:
        OutputError: something stands there already.
    """
    if folder.is_dir() and not any(folder.iterdir()):
        return
    if folder.exists() or folder.is_symlink():
        what = "a folder with files in it" if folder.is_dir() else "a file"
        raise OutputError(
            f"{folder} is there already: {what}.",
            "Give another --name, or another place with --output-dir.",
        )


def make(
    answers: Answers, place: Path, script: Script | None = None, source: Path | None = None
) -> Path:
    """Make a project and give its folder.

    Args:
        answers: what the template is filled in with.
        place: the folder that the project's folder is made in.
        script: the script it wraps, as `answers` has it.
        source: the template; None for the one that comes with the core.

    Raises:
        OutputError: the folder is there already, or cannot be written.
    """
    used = source or template.bundled()
    files = template.fill_in(used, answers)
    record_text = record.dump(record.Record(template.version(used), answers, files))
    contents = {name: text.encode() for name, text in {**files, record.FILE: record_text}.items()}
    if script is not None:
        contents[f"{answers.package}/{SCRIPT_MODULE}"] = script.source
    return _place(contents, place.resolve() / answers.name)


def _place(contents: dict[str, bytes], folder: Path) -> Path:
    """Write the files beside their place and move them there as one folder."""
    check_free(folder)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".cstools-", dir=folder.parent) as staging:
            project = Path(staging) / folder.name
            for name, content in contents.items():
                path = project / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
            # Windows moves no folder onto another, not even onto an empty one.
            if folder.exists():
                folder.rmdir()
            project.rename(folder)
    except OSError as error:
        reason = reason_of(error)
        raise OutputError(
            f"The project could not be written to {folder}: {reason}.",
            "Nothing was left behind. Choose a folder that you may write to with --output-dir.",
        ) from error
    return folder
