"""Build a kit: the core, tools and all they are built on, for one kind of machine, in one zip."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from dataclasses import dataclass, replace
from importlib.metadata import distribution, version
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from cstools.errors import InputError, OutputError, ToolError, UsageError, reason_of
from cstools.install import wheel as wheels
from cstools.io.files import sha256_of
from cstools.io.scratch import scratch
from cstools.kit import archive
from cstools.kit import format as kits
from cstools.kit import wheels as dependencies
from cstools.kit.format import Kit, Tool
from cstools.kit.item import built_on
from cstools.kit.repack import wheel_of
from cstools.kit.selection import KitSelection
from cstools.plugin import packages
from cstools.plugin.packages import CORE
from cstools.plugin.receipt import OWN
from cstools.registry.entry import FILE, Origin, Registry
from cstools.registry.write import dump

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from cstools.install.pins import Pin
    from cstools.kit.item import KitItem
    from cstools.kit.target import Target


# How `install.uv` begins what it says of pip and uv where there is no room.
_FULL = "The disk is full."
ENCLOSED = Path(__file__).with_name("enclosed")
# Notepad and the command prompt of Windows want its line endings.
_FOR_WINDOWS = {"install.cmd", "README.txt"}


@dataclass(frozen=True)
class BuiltKit:
    """A kit that was built: what is in it, its file, and the digest of that."""

    kit: Kit
    path: Path
    sha256: str


def build(
    texts: Sequence[str],
    target: Target,
    out: Path,
    registries: Sequence[Registry],
    *,
    skip: Sequence[str] = (),
    docs: Path | None = None,
    say: Callable[[str], None] = lambda _: None,
) -> BuiltKit:
    """Build a kit.

    Args:
        texts: its tools, each ``NAME`` or ``NAME==VERSION``; without any, all installed ones.
        target: the machine it is for.
        out: the zip to write.
        registries: where to look for tools that are not installed here.
        skip: tools to leave out.
        docs: the folder of a built documentation site to put in, or None.
        say: is told what is going on.

    Raises:
        UsageError: a tool is not known, or does not run on that Python.
        ToolError: a wheel could not be made or had.
        OutputError: the zip is there already, or cannot be written.
    """
    _check_core(target)
    with _place(out) as half, told_plainly(out), scratch("cstools-kit-") as folder:
        building = _Building(target, folder, say)
        if docs is not None:
            _enclose_docs(docs, building.folder)
        selection = KitSelection(target, registries, skip, building.room("tools"), say)
        kit = building.fill(selection.items(texts))
        say("Writing the kit ...")
        archive.pack(building.folder, half)
        digest = sha256_of(half)
    return BuiltKit(kit, out, digest)


@contextlib.contextmanager
def told_plainly(out: Path) -> Iterator[None]:
    """Say of a full disk what to do for a kit, without the lines of the program that met it."""
    try:
        yield
    except ToolError as error:
        if not error.problem.startswith(_FULL):
            raise
        raise OutputError(
            f"The kit {out} could not be made: the disk is full.",
            f"Make a gigabyte of space in the temporary folder {tempfile.gettempdir()}, or set "
            f"{'TEMP' if os.name == 'nt' else 'TMPDIR'} to a folder with more.",
        ) from error


def _enclose_docs(docs: Path, folder: Path) -> None:
    """Put a site into the kit, zipped: its own pages find each other once it is unzipped."""
    if not (docs / "index.html").is_file():
        raise UsageError(
            f"{docs} is no built site: there is no index.html in it.",
            "Give the folder that 'mkdocs build' made, or leave out --docs.",
        )
    archive.pack(docs, folder / kits.DOCS)


def _enclose_program(kit: Kit, folder: Path) -> None:
    """Put in the program that installs a kit, and how to start it, filled in for this one."""
    tools = ", ".join(f"{tool.name} {tool.version}" for tool in kit.tools) or "no tools"
    words = {"core": kit.core, "platform": kit.platform, "python": kit.python, "tools": tools}
    for source in sorted(ENCLOSED.glob("*.*")):
        text = source.read_text(encoding="utf-8")
        if source.name in _FOR_WINDOWS:
            text = Template(text).substitute(words).replace("\n", "\r\n")
        (folder / source.name).write_text(text, encoding="utf-8", newline="")


def _check_core(target: Target) -> None:
    python = distribution(CORE).metadata["Requires-Python"] or ""
    if not target.runs(python):
        raise UsageError(
            f"cstools {version(CORE)} needs Python {python}, and the kit is for {target.python}.",
            "Give the Python of the other machine with --python; it may need a newer one.",
        )


@contextlib.contextmanager
def _place(out: Path) -> Iterator[Path]:
    """The file near `out` to write to; it takes its place at the end, or is gone."""
    if out.exists():
        raise OutputError(f"{out} is there already.", "Give another name, or remove it first.")
    try:
        # Before anything slow: whether it can be written at all. What a kill leaves goes with the
        # next kit that is made there.
        with scratch(".cstools-kit-", out.parent) as folder:
            half = folder / out.name
            half.touch()
            yield half
            half.replace(out)
    except OSError as error:
        reason = reason_of(error)
        where = error.filename or out
        raise OutputError(
            f"The kit {out} could not be made: {reason} ({where}).",
            "Give --out a file in a folder that is there and that you may write to, and make sure "
            "that the disk has a gigabyte to spare.",
        ) from error


@dataclass(frozen=True)
class _Building:
    """The folder that becomes the kit, and room beside it to work in."""

    target: Target
    scratch: Path
    say: Callable[[str], None]

    @property
    def folder(self) -> Path:
        return self.room("kit")

    @property
    def wheels(self) -> Path:
        return self.room(f"kit/{kits.WHEELS}")

    def room(self, name: str) -> Path:
        folder = self.scratch / name
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def fill(self, items: Sequence[KitItem]) -> Kit:
        self.say("Packing cstools ...")
        core = wheel_of(distribution(CORE), self.room("core"))
        sets = self._resolved(core, items)
        for pins in sets.values():
            dependencies.download(pins, self.target, self.wheels, self.room("pip"), self.say)
        tools = [self._shelved(item) for item in items]
        own = {item.name: sets[item.name] for item in items if item.entry.isolation == OWN}
        shutil.copy2(core, self.wheels)
        for folder in (self.wheels, self.room(f"kit/{kits.REGISTRY}")):
            dependencies.check_fit(folder, self.target)
        self._list(tools)
        named = tuple(self._tool(item, own.get(item.name)) for item in tools)
        shared = tuple(path.name for path in dependencies.of(sets[""], self.wheels))
        kit = Kit(version(CORE), self.target.platform, self.target.python, named, {}, shared)
        _enclose_program(kit, self.folder)
        files = {name: sha256_of(self.folder / name) for name in archive.files_of(self.folder)}
        kit = replace(kit, files=files)
        (self.folder / kits.FILE).write_text(kits.dump(kit), encoding="utf-8", newline="\n")
        return kit

    def _resolved(self, core: Path, items: Sequence[KitItem]) -> dict[str, list[Pin]]:
        """What the core with the shared tools is built on, and each tool with an own environment.

        Each of these is a set of its own: they may need different versions of a package.
        """
        self.say(f"Choosing packages for {self.target} ...")
        shared = [item for item in items if item.entry.isolation != OWN]
        pinned = [item.pinned for item in packages.installed().values()]
        sets = {"": self._set("", core, shared, pinned)}
        for item in items:
            if item.entry.isolation == OWN:
                stand_in = wheels.core_wheel(self.room(f"core of {item.name}"))
                sets[item.name] = self._set(
                    item.name, stand_in, _with_needed(item, items), item.constraints
                )
        return sets

    def _set(
        self, name: str, core: Path, tools: Sequence[KitItem], constraints: Sequence[str]
    ) -> list[Pin]:
        requirements = [f"{CORE} @ {core.as_uri()}", *(item.requirement for item in tools)]
        local = [CORE, *(item.entry.package for item in tools if item.wheel is not None)]
        return dependencies.choose(
            requirements, local, constraints, self.target, self.room(f"set {name}")
        )

    def _shelved(self, item: KitItem) -> KitItem:
        """The tool with its wheel in the kit's registry, listed with its digest."""
        wheel = item.wheel or self._downloaded(item)
        place = self.room(f"kit/{kits.REGISTRY}") / wheel.name
        shutil.move(wheel, place) if item.wheel is None else shutil.copyfile(wheel, place)
        digest = sha256_of(place)
        name, number = dependencies.named(place)
        expected = (canonicalize_name(item.entry.package), Version(item.release.version))
        if (name, Version(number)) != expected or item.release.sha256 not in {"", digest}:
            raise InputError(
                f"What was found for {item.name} is not the {item.release.version} "
                "that was listed.",
                "Do not use it. Tell whoever keeps the registry.",
            )
        size = place.stat().st_size
        release = replace(
            item.release, origin=Origin("wheel", place.name), sha256=digest, size=size
        )
        return replace(item, release=release, source=str(place))

    def _downloaded(self, item: KitItem) -> Path:
        package = canonicalize_name(Requirement(item.source).name)
        wheels = [
            path for path in self.wheels.glob("*.whl") if dependencies.named(path)[0] == package
        ]
        if len(wheels) != 1:
            raise InputError(
                f"The registry takes {item.name} from a package of another name or release.",
                "Tell whoever keeps the registry.",
            )
        return wheels[0]

    def _list(self, tools: Sequence[KitItem]) -> None:
        entries = tuple(replace(item.entry, releases=(item.release,)) for item in tools)
        registry = Registry("kit", "The tools of a kit.", entries)
        path = self.room(f"kit/{kits.REGISTRY}") / FILE
        path.write_text(dump(registry), encoding="utf-8", newline="\n")

    def _tool(self, item: KitItem, pins: Sequence[Pin] | None) -> Tool:
        own_wheels = dependencies.of(pins or (), self.wheels)
        names = tuple(path.name for path in own_wheels)
        return Tool(item.name, item.release.version, item.entry.isolation, names)


def _with_needed(tool: KitItem, items: Sequence[KitItem]) -> list[KitItem]:
    """A tool and those of the others that it is built on, one through another."""
    together = [tool]
    for item in together:
        names = built_on(item.wheel) if item.wheel is not None else set()
        together += [
            other
            for other in items
            if canonicalize_name(other.entry.package) in names and other not in together
        ]
    return together
