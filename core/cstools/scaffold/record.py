"""The record in a project of how it was made: template version, answers, the files as they were.

The files are packed into it, so that what the template changes later can be told from what the
author changed, whichever version of the template is at hand.
"""

from __future__ import annotations

import base64
import json
import textwrap
import tomllib
import zlib
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from cstools.errors import InputError
from cstools.io.tables import Format
from cstools.io.toml_lines import NOT_UNDERSTOOD
from cstools.scaffold.answers import Answers  # noqa: TC001 - annotations are read

if TYPE_CHECKING:
    from pathlib import Path

FILE = ".cstools-template.toml"
_HEAD = """\
# How `cstools new` made this project. Keep it: `cstools new --update FOLDER` compares the files as
# they were made, which are packed below, with what the template makes today.
"""
_WIDTH = 96
_FORM = Format(FILE)


@dataclass(frozen=True)
class Record:
    """How a project was made.

    Attributes:
        version: of the template.
        answers: what it was filled in with.
        files: its files as they were made, by path.
    """

    version: int
    answers: Answers
    files: dict[str, str]


def dump(record: Record) -> str:
    """The record as TOML."""
    answers = asdict(record.answers)
    wrapped = answers.pop("wrapped")
    sections = [_section("answers", answers)]
    if wrapped["name"]:
        sections.append(_section("answers.wrapped", wrapped))
    packed = "\n".join(textwrap.wrap(_pack(record.files), _WIDTH))
    files = f'[files]\npacked = """\n{packed}\n"""\n'
    return "\n".join([f"{_HEAD}template = {record.version}\n", *sections, files])


def read(project: Path) -> Record:
    """The record of a project.

    Raises:
        InputError: there is none, or it is damaged.
    """
    path = project / FILE
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise InputError(
            f"{project} was not made by 'cstools new': it has no file {FILE}.",
            "Give the folder of a project that was.",
        ) from None
    except (OSError, ValueError) as error:
        raise _damaged(path) from error
    try:
        stored = _FORM.convert(raw, _Stored)
        return Record(stored.template, stored.answers, _unpack(stored.files.packed))
    except (*NOT_UNDERSTOOD, zlib.error) as error:
        raise _damaged(path) from error


@dataclass(frozen=True)
class _Files:
    packed: str


@dataclass(frozen=True)
class _Stored:
    """The file of a record."""

    template: int
    answers: Answers
    files: _Files


def _damaged(path: Path) -> InputError:
    return InputError(
        f"{path} is damaged or was edited.", "Take it back from version control or a backup."
    )


def _section(name: str, values: dict[str, Any]) -> str:
    lines = [f"{key} = {_value(value)}" for key, value in values.items()]
    return "\n".join([f"[{name}]", *lines, ""])


def _value(value: Any) -> str:
    # Texts, whole numbers and lists of texts are written in JSON as in TOML.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _pack(files: dict[str, str]) -> str:
    body = json.dumps(files, sort_keys=True).encode()
    return base64.b64encode(zlib.compress(body, 9)).decode("ascii")


def _unpack(packed: str) -> dict[str, str]:
    files = json.loads(zlib.decompress(base64.b64decode("".join(packed.split()), validate=True)))
    if not all(isinstance(text, str) for text in files.values()):
        raise ValueError("a file is no text")
    return dict(files)
