"""The manifest ``cstools.toml`` of a tool or standard, read without importing it."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from cstools.errors import ToolError
from cstools.io.resemblance import did_you_mean
from cstools.plugin.manifest_keys import (
    _KEYS,
    _PARAM_KEYS,
    _REQUIRED,
    _SECTIONS,
    PATHS,
    RESERVED,
    check_param,
)

if TYPE_CHECKING:
    from pathlib import Path

FILE = "cstools.toml"
API = "1"
STAGES = ("wrangle", "validate", "visualise", "export")
TYPES = ("str", "int", "float", "bool", "date", "choice", "file", "files", "directory")
# What a tool may produce besides the formats it exports.
RESULTS = ("findings", "panels", "tables")
# What a package is that has neither a stage nor a standard.
LIBRARY = "library"
STATUSES = ("submitted", "reviewed", "recommended", "retired")
NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


class ApiError(ToolError):
    """A tool is written for another version of the hooks than this core has."""


@dataclass(frozen=True)
class Param:
    """One parameter of a tool.

    Attributes:
        name: as written in Python; the command line shows it with hyphens.
        type: what kind of value it takes; one of the types of the next table.
        help: what it means, for a reader.
        required: whether a run needs it.
        default: its value when not given; without one, ``None``.
        choices: the allowed values of a ``choice``.
        many: whether it takes several values, in Python a list; on the command line separated by
            commas, or the option again.
        infer: ``"period"`` where cstools may take it from the data.
        load: for files. ``"standard"``: the hook gets a `cstools.Dataset` read by the tool's
            standard. ``"table"``: it gets paths, or the DataFrame given in Python. Without it,
            paths. ``"standard"`` for a ``str``: the hook gets it as the standard understands it,
            such as the code of an authority for its name.
        standard: for files: the name of a data standard, which need not be one that the tool reads;
            the hook gets a `cstools.Dataset` read by it. With `many` it gets a list of them, one
            for each path; in Python each may also be a list of paths or tables.
        years_before: for files that are read by a standard: how many years before the data that
            are run on these are, so that its dates can be checked.
        minimum: smallest number allowed.
        maximum: largest number allowed.
        role: ``area`` where it names the area that the data are of, so that a report says so.
        example: a value to try the tool with, in checks and with ``--sample``, where none is given
            and the sample has none; a path is relative to the manifest.
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
    standard: str | None = None
    years_before: int = 0
    minimum: float | None = None
    maximum: float | None = None
    role: str | None = None
    example: Any = None

    @property
    def is_data(self) -> bool:
        """Whether the hook gets datasets that a standard has read."""
        return self.type in PATHS and (self.standard is not None or self.load == "standard")

    def standard_of(self, reads: tuple[str, ...]) -> tuple[str, ...]:
        """The standards it is read or understood by, of a tool that reads some; else none."""
        if self.standard is not None:
            return (self.standard,)
        return reads if self.load == "standard" else ()

    @property
    def option(self) -> str:
        """The command-line option, e.g. ``--collection-year``."""
        return "--" + self.name.replace("_", "-")


@dataclass(frozen=True)
class Manifest:
    """What a package says of itself. The keys are those of design.md.

    Attributes:
        name: lower-case letters, digits and single hyphens; the same as the entry point.
        title: for a reader.
        summary: one sentence.
        stages: which hooks it implements: ``wrangle``, ``validate``, ``visualise``, ``export``;
            empty for a standard and a library.
        reads: data standards it accepts; empty means any table.
        produces: what comes out: ``findings``, ``panels``, ``tables``; for an exporter the names of
            its formats.
        maintainer: who looks after it.
        licence: SPDX name, such as ``MIT``.
        provides: data standards it defines.
        kind: ``library`` for a package that other tools import, with neither a stage nor a
            standard, such as one of facts and tables; else left out.
        status: ``submitted`` (the default), ``reviewed``, ``recommended`` or ``retired``.
        personal_data: what it reads and writes about people.
        network: whether it uses the network; refused in a run unless ``true``.
        subprocess: whether it starts other programs or processes; refused in a run unless ``true``.
        writes_outside: whether it writes, renames or deletes outside its output and temporary
            folders; refused in a run unless ``true``.
        caveats: what to know before relying on it; shown in every report.
        schema: a standard's schema file, beside the manifest.
        catalogue: ``module:function`` that lists a validator's rules; imported only when asked for.
            Without it the rules of the hook that `cstools.rules.validator` made are listed.
        api: version of the hooks it was written for, ``"1"``.
        example: made-up input beside the manifest, a file or folder, for a tool that reads any
            table; checks try the tool on it, and ``--sample`` takes it.
        params: its parameters by name.
        skip: checks its author leaves out, with the reason for each.
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
    kind: str = ""
    status: str = "submitted"
    personal_data: str = ""
    network: bool = False
    subprocess: bool = False
    writes_outside: bool = False
    caveats: tuple[str, ...] = ()
    schema: str | None = None
    catalogue: str | None = None
    api: str = API
    example: str | None = None
    params: dict[str, Param] = field(default_factory=dict)
    skip: dict[str, str] = field(default_factory=dict)

    @property
    def formats(self) -> tuple[str, ...]:
        """The output formats that its stage export adds, as ``--format`` takes them."""
        formats = [name for name in self.produces if name not in RESULTS]
        return tuple(formats) if "export" in self.stages else ()

    @property
    def lists_rules(self) -> bool:
        """Whether it may be asked for its rules: it names a catalogue, or has a hook with rules."""
        return self.catalogue is not None or "validate" in self.stages

    @property
    def also_reads(self) -> tuple[str, ...]:
        """The standards that its parameters are read by, besides those it accepts."""
        named = (param.standard for param in self.params.values())
        return tuple(dict.fromkeys(name for name in named if name and name not in self.reads))

    def examples(self) -> dict[str, Any]:
        """The examples of the parameters that have one, with paths that lead to the files."""
        with_example = (param for param in self.params.values() if param.example is not None)
        return {param.name: self._example(param) for param in with_example}

    def _example(self, param: Param) -> Any:
        if param.type not in ("file", "files", "directory"):
            return list(param.example) if isinstance(param.example, tuple) else param.example
        if isinstance(param.example, tuple):
            return [self.folder / name for name in param.example]
        return self.folder / str(param.example)


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
        raise ToolError(
            f"{path} does not exist: a tool carries its manifest there.",
            "Reinstall the tool. Its author puts it into the package; 'cstools new' shows how.",
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ToolError(f"{path} is not valid TOML: {error}.", "Put that line right.") from None
    tool = raw.get("tool")
    if not isinstance(tool, dict):
        raise ToolError(f"{path} has no [tool] section.", "Add one; see docs/reference.")
    # Before anything else: a tool for newer hooks may have keys that are not known here.
    _check_api(path, tool)
    _check_keys(path, "", raw, _SECTIONS, ())
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
        skip=_skipped(path, raw.get("checks", {})),
    )


def _check_api(path: Path, tool: dict[str, Any]) -> None:
    written = str(tool.get("api", API))
    if written.isdecimal() and int(written) > int(API):
        raise ApiError(
            f"{path}: it is written for version {written} of the hooks, and this cstools has "
            f"version {API}.",
            "Upgrade cstools: python -m pip install --upgrade childrens-services-tools",
        )
    if written != API:
        raise ApiError(
            f"{path}: there is no version '{written}' of the hooks.",
            f"Tell its maintainer ({tool.get('maintainer', '?')}): the key has to be "
            f'api = "{API}".',
        )


def _skipped(path: Path, checks: dict[str, Any]) -> dict[str, str]:
    _check_keys(path, "checks", checks, {"skip": dict}, ())
    skip: dict[str, str] = checks.get("skip", {})
    for rule, reason in skip.items():
        if not isinstance(reason, str) or not reason.strip():
            raise ToolError(
                f"{path}: [checks.skip] {rule} gives no reason.",
                f'Write why in a sentence: {rule} = "...".',
            )
    return skip


def _check_keys(
    path: Path,
    section: str,
    body: dict[str, Any],
    known: dict[str, type | tuple[type, ...]],
    required: tuple[str, ...],
) -> None:
    where = f"{path}: [{section}]" if section else str(path)
    for key in required:
        if key not in body:
            raise ToolError(f"{where} lacks the key '{key}'.", "Add it.")
    for key, value in body.items():
        if key not in known:
            advice = did_you_mean(key, known, f"Known: {', '.join(known)}.")
            raise ToolError(f"{where} has an unknown key '{key}'.", advice)
        if not isinstance(value, known[key]):
            raise ToolError(
                f"{where} {key} is {type(value).__name__}.",
                f"Expected {_kind(known[key])}.",
            )


def _kind(kind: type | tuple[type, ...]) -> str:
    kinds = kind if isinstance(kind, tuple) else (kind,)
    return " or ".join(kind.__name__ for kind in kinds)


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
    _check_kind(path, tool)


def _check_kind(path: Path, tool: dict[str, Any]) -> None:
    kind, serves = tool.get("kind", ""), bool(tool["stages"] or tool.get("provides"))
    if kind not in ("", LIBRARY):
        raise ToolError(
            f"{path}: unknown kind.", f'Write kind = "{LIBRARY}", or leave the key out.'
        )
    if kind and serves:
        raise ToolError(
            f"{path}: a library has no stage and provides no standard.",
            "Take out the key 'kind', or what stands under 'stages' and 'provides'.",
        )
    if not kind and not serves:
        raise ToolError(
            f"{path}: it has no stage and provides no standard.",
            "List what it implements under 'stages', or the standards it defines under "
            f"'provides'. A package that other tools import has kind = \"{LIBRARY}\".",
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
    check_param(path, section, body)
    values: dict[str, Any] = {
        key: tuple(v) if isinstance(v, list) else v for key, v in body.items()
    }
    return Param(name=name, **values)
