"""The manifest ``cstools.toml`` of a tool or standard, read without importing it."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING, Any

from cstools.errors import ToolError

if TYPE_CHECKING:
    from pathlib import Path

FILE = "cstools.toml"
STAGES = ("wrangle", "validate", "visualise", "export")
TYPES = ("str", "int", "float", "bool", "date", "choice", "file", "files", "directory")
STATUSES = ("submitted", "reviewed", "recommended", "retired")
NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")

# What every run takes besides the tool's own parameters, on the command line or in Python.
RESERVED = frozenset(
    [
        "also",
        "as_json",
        "ask",
        "data",
        "database",
        "fail_on",
        "format",
        "formats",
        "help",
        "inputs",
        "json",
        "out",
        "overwrite",
        "progress",
        "quiet",
        "sample",
        "since",
        "teams",
        "tool",
        "verbose",
        "with",
        "yes",
    ]
)

_REQUIRED = ("name", "title", "summary", "stages", "reads", "produces", "maintainer", "licence")
_KEYS: dict[str, type | tuple[type, ...]] = {
    "name": str,
    "title": str,
    "summary": str,
    "stages": list,
    "reads": list,
    "produces": list,
    "provides": list,
    "maintainer": str,
    "licence": str,
    "status": str,
    "personal_data": str,
    "network": bool,
    "subprocess": bool,
    "writes_outside": bool,
    "caveats": list,
    "schema": str,
    "catalogue": str,
    "api": str,
}
_PARAM_KEYS: dict[str, type | tuple[type, ...]] = {
    "type": str,
    "required": bool,
    "default": (str, int, float, bool, list),
    "help": str,
    "choices": list,
    "many": bool,
    "infer": str,
    "load": str,
    "minimum": (int, float),
    "maximum": (int, float),
}


@dataclass(frozen=True)
class Param:
    """One parameter of a tool.

    Attributes:
        name: as written in Python; the command line shows it with hyphens.
        type: one of `TYPES`.
        help: what it means, for a reader.
        required: whether a run needs it.
        default: its value when not given.
        choices: the allowed values of a ``choice``.
        many: takes several values; on the command line separated by commas or given repeatedly.
        infer: ``"period"`` when the core may take it from the data read.
        load: for files: ``"standard"`` gives the tool a Dataset read by the tool's standard,
            ``"table"`` also accepts a DataFrame in Python; None gives paths.
        minimum: smallest number allowed, or None.
        maximum: largest number allowed, or None.
    """

    name: str
    type: str
    help: str
    required: bool = False
    default: Any = None
    choices: tuple[str, ...] = ()
    many: bool = False
    infer: str | None = None
    load: str | None = None
    minimum: float | None = None
    maximum: float | None = None

    @property
    def option(self) -> str:
        """The command-line option, e.g. ``--collection-year``."""
        return "--" + self.name.replace("_", "-")


@dataclass(frozen=True)
class Manifest:
    """What a package says of itself. The keys are those of design.md.

    Attributes:
        name: also the entry-point name.
        title: for a reader.
        summary: one sentence.
        stages: which of the four hooks it implements.
        reads: standards it accepts; empty means any table.
        produces: what comes out: ``findings``, ``panels``, ``tables`` or a format name.
        maintainer: who looks after it.
        licence: SPDX name.
        provides: data standards it defines.
        status: review status.
        personal_data: what it reads and writes about people.
        network: whether it may use the network.
        subprocess: whether it may start other programs.
        writes_outside: whether it may write outside its output and temporary folders.
        caveats: what to know before relying on it.
        schema: file name of a standard's schema beside the manifest.
        catalogue: ``module:function`` that lists a validator's rules; imported only when asked for.
        api: version of the hook contract it was written for.
        params: its parameters by name.
        folder: the import package's folder.
    """

    name: str
    title: str
    summary: str
    stages: tuple[str, ...]
    reads: tuple[str, ...]
    produces: tuple[str, ...]
    maintainer: str
    licence: str
    folder: Path
    provides: tuple[str, ...] = ()
    status: str = "submitted"
    personal_data: str = ""
    network: bool = False
    subprocess: bool = False
    writes_outside: bool = False
    caveats: tuple[str, ...] = ()
    schema: str | None = None
    catalogue: str | None = None
    api: str = "1"
    params: dict[str, Param] = field(default_factory=dict)


@cache
def read_manifest(folder: Path) -> Manifest:
    """Read the manifest in an import package's folder.

    Raises:
        ToolError: it is lacking, is not TOML, or a key is wrong; names the file and the key.
    """
    path = folder / FILE
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ToolError(f"{path} does not exist.", "A tool carries its manifest there.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ToolError(f"{path} is not valid TOML: {error}.") from None
    tool = raw.get("tool")
    if not isinstance(tool, dict):
        raise ToolError(f"{path} has no [tool] section.", "Add one; see docs/reference.")
    _check_keys(path, "tool", tool, _KEYS, _REQUIRED)
    _check_values(path, tool)
    params = raw.get("params", {})
    values: dict[str, Any] = {
        key: tuple(v) if isinstance(v, list) else v for key, v in tool.items()
    }
    return Manifest(
        **values,
        folder=folder,
        params={name: _param(path, name, body) for name, body in params.items()},
    )


def _check_keys(
    path: Path,
    section: str,
    body: dict[str, Any],
    known: dict[str, type | tuple[type, ...]],
    required: tuple[str, ...],
) -> None:
    for key in required:
        if key not in body:
            raise ToolError(f"{path}: [{section}] lacks the key '{key}'.", "Add it.")
    for key, value in body.items():
        if key not in known:
            near = get_close_matches(key, known, 1)
            advice = f"Did you mean '{near[0]}'?" if near else f"Known: {', '.join(known)}."
            raise ToolError(f"{path}: [{section}] has an unknown key '{key}'.", advice)
        if not isinstance(value, known[key]):
            raise ToolError(
                f"{path}: [{section}] {key} is {type(value).__name__}.",
                f"Expected {_kind(known[key])}.",
            )


def _kind(kind: type | tuple[type, ...]) -> str:
    kinds = kind if isinstance(kind, tuple) else (kind,)
    return " or ".join(one.__name__ for one in kinds)


def _check_values(path: Path, tool: dict[str, Any]) -> None:
    if not NAME.fullmatch(tool["name"]):
        raise ToolError(
            f"{path}: the name '{tool['name']}' is not allowed.",
            "Use lower-case letters, digits and single hyphens, starting with a letter.",
        )
    unknown = [stage for stage in tool["stages"] if stage not in STAGES]
    if unknown:
        raise ToolError(f"{path}: unknown stage {unknown[0]}.", f"Stages: {', '.join(STAGES)}.")
    if tool.get("status", "submitted") not in STATUSES:
        raise ToolError(f"{path}: unknown status.", f"Use one of {', '.join(STATUSES)}.")
    if not tool["stages"] and not tool.get("provides"):
        raise ToolError(
            f"{path}: it has no stage and provides no standard.",
            "List what it implements under 'stages', or the standards it defines under 'provides'.",
        )


def _param(path: Path, name: str, body: object) -> Param:
    section = f"params.{name}"
    if not isinstance(body, dict):
        raise ToolError(f"{path}: [{section}] is not a table.")
    if not name.isidentifier() or not name.islower():
        raise ToolError(f"{path}: [{section}] is not a name Python can use.", "Use lower_case.")
    if name in RESERVED:
        raise ToolError(f"{path}: [{section}] is a name every run uses.", "Choose another.")
    _check_keys(path, section, body, _PARAM_KEYS, ("type", "help"))
    if body["type"] not in TYPES:
        raise ToolError(f"{path}: [{section}] has an unknown type.", f"Types: {', '.join(TYPES)}.")
    if body["type"] == "choice" and not body.get("choices"):
        raise ToolError(f"{path}: [{section}] is a choice without choices.", "List the choices.")
    values: dict[str, Any] = {
        key: tuple(v) if isinstance(v, list) else v for key, v in body.items()
    }
    return Param(name=name, **values)
