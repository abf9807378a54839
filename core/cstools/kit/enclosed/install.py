"""Install cstools and the tools of this kit. It needs Python, and neither network nor index."""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import platform
import re
import shlex
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

# Older versions of Python read this file too, to say that they are too old.
KIT = Path(__file__).resolve().parent
FORMAT = 1
# This script runs before cstools is there, so it says the name again.
CORE = "childrens-services-tools"
BLOCK = 1024 * 1024
LINES = 12
WHEELS = "wheels/"
WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+!-]{0,63}\Z")
PLACE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+!-]*(/[A-Za-z0-9][A-Za-z0-9._+!-]*)?\Z")
DIGEST = re.compile(r"[0-9a-f]{64}\Z")
NOT_UNDERSTOOD = "kit.json, which lists the kit, is not understood. Get the kit anew."
# What Windows and macOS write into a folder that somebody looks into.
VIEWED = ("Thumbs.db", "desktop.ini", ".DS_Store")


class Stop(Exception):  # noqa: N818 - it stops the installation, for a reason a person can act on
    """Why the installation stops."""


def main() -> int:
    """Check the kit, install the core, then let it install the tools."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    answers = options()
    try:
        kit = described()
        check_machine(kit)
        say("Checking the files of the kit ...")
        check_files(kit["files"])
        if answers.here:
            core(sys.executable)
        python = sys.executable if answers.here else environment(answers.folder, kit["python"])
        tools = ["kit", "install", str(KIT), *([] if answers.here else ["--offline"])]
        command = [python, "-m", "cstools", *tools]
        if subprocess.call(command, env=settings()):  # noqa: S603 - Python, and no shell
            raise Stop("cstools is installed, but its tools are not, for the reason above.")
        say("Done. Start it with:\n  " + start(python, in_this_python=answers.here))
    except Stop as reason:
        sys.stderr.write("Error: " + str(reason) + "\n")
        return 2
    return 0


def options() -> argparse.Namespace:
    """What was asked for on the command line."""
    parser = argparse.ArgumentParser(description="Install cstools and its tools from this kit.")
    usual = Path.home() / "cstools"
    what = "where to install; without it " + str(usual).replace("%", "%%")
    parser.add_argument("folder", nargs="?", type=Path, default=usual, help=what)
    help_here = "install into the Python that runs this, instead of into a folder of its own"
    parser.add_argument("--here", action="store_true", help=help_here)
    return parser.parse_args()


def described() -> dict:  # type: ignore[type-arg]
    """What the kit says of itself."""
    try:
        kit = json.loads((KIT / "kit.json").read_text(encoding="utf-8"))
        number = kit["format"]
    except OSError:
        raise Stop(
            "kit.json, which lists the kit, is not beside install.py. Unzip the whole kit and "
            "start install.py in the unzipped folder."
        ) from None
    except (ValueError, KeyError, TypeError, RecursionError):
        raise Stop(NOT_UNDERSTOOD) from None
    if number != FORMAT:
        raise Stop("This install.py does not belong to this kit. Get the kit anew.")
    try:
        words = [kit["core"], kit["platform"], kit["python"]]
        names = [WHEELS + name for name in kit["shared"]]
        right = all(WORD.match(word) for word in words) and all(map(is_file, kit["files"].items()))
        right = right and all(name in kit["files"] for name in names)
    except (KeyError, TypeError, AttributeError):
        right = False
    if not right:
        raise Stop(NOT_UNDERSTOOD)
    return kit  # type: ignore[no-any-return]


def is_file(named: tuple[str, str]) -> bool:
    """Whether a line of the files is a path that stays in the kit, and a sha256."""
    path, digest = named
    wheel = not path.startswith(WHEELS) or path.endswith(".whl")
    return bool(wheel and PLACE.match(path) and DIGEST.match(digest))


def check_machine(kit: dict[str, str]) -> None:
    """Stop unless the kit is for this Python and this computer."""
    running = f"{sys.version_info[0]}.{sys.version_info[1]}"
    version = kit["python"]
    if running != version or platform.python_implementation() != "CPython":
        raise Stop(
            f"This kit is for Python {version}, and this is Python {running}. Start it with "
            f"'py -{version} install.py' on Windows, 'python{version} install.py' elsewhere, or "
            f"ask for a kit for Python {running}."
        )
    if not fits(kit["platform"]):
        raise Stop(
            f"This kit is for {kit['platform']}, and this is {sysconfig.get_platform()}. Ask for a "
            "kit for this kind of computer."
        )


def fits(name: str) -> bool:
    """Whether wheels for a platform run on this computer."""
    linux = re.match(r"manylinux_(\d+)_(\d+)_(\w+)$", name)
    mac = re.match(r"macosx_(\d+)_(\d+)_(\w+)$", name)
    if linux:
        library, version = platform.libc_ver()
        right = sys.platform == "linux" and library == "glibc"
        return right and linux.group(3) == platform.machine() and reaches(version, linux)
    if mac:
        right = sys.platform == "darwin" and mac.group(3) == platform.machine()
        return right and reaches(platform.mac_ver()[0], mac)
    return sysconfig.get_platform().replace("-", "_").replace(".", "_") == name


def reaches(version: str, least: re.Match[str]) -> bool:
    """Whether a version is at least the one in a platform's name."""
    have = tuple(int(part) for part in version.split(".")[:2])
    return have >= (int(least.group(1)), int(least.group(2)))


def check_files(files: dict[str, str]) -> None:
    """Stop unless every file is there and is the one that was packed, and none was added."""
    for name, digest in files.items():
        path = KIT / name
        if not path.is_file():
            raise Stop(f"The file {name} is missing. Unzip the whole kit, or get it anew.")
        if digest_of(path) != digest:
            raise Stop(f"The file {name} was altered. Do not use the kit; get it anew.")
    for path in sorted(KIT.rglob("*")):
        name = path.relative_to(KIT).as_posix()
        known = name in files or name == "kit.json" or path.name in VIEWED
        if not known and (path.is_symlink() or not path.is_dir()):
            printable = "".join(letter if letter.isprintable() else "?" for letter in name)
            raise Stop(
                "The file "
                + printable
                + " was added. Do not use the kit; get it anew, and unzip it "
                "into a new folder."
            )


def digest_of(path: Path) -> str:
    """The sha256 of a file."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        for block in iter(lambda: file.read(BLOCK), b""):
            digest.update(block)
    return digest.hexdigest()


def environment(folder: Path, version: str) -> str:
    """The Python of a virtual environment in a folder, with the core; made where there is none."""
    folder = folder.expanduser().absolute()
    exists = (folder / "pyvenv.cfg").is_file()
    if exists:
        check_same(folder, version)
    elif folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Stop(f"{folder} holds something else. Name an empty or a new folder.")
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    try:
        if not exists:
            say("Making the folder " + str(folder) + " ...")
            call([sys.executable, "-m", "venv", str(folder)], "The folder could not be made.")
        core(str(python))
    except BaseException:
        if not exists:
            shutil.rmtree(folder, ignore_errors=True)
        raise
    return str(python)


def check_same(folder: Path, version: str) -> None:
    """Stop when the virtual environment in a folder is of another Python."""
    lines = (folder / "pyvenv.cfg").read_text(encoding="utf-8").splitlines()
    values = {
        key.strip(): value.strip() for key, _, value in (line.partition("=") for line in lines)
    }
    present = values.get("version", values.get("version_info", ""))
    if present.split(".")[:2] != version.split("."):
        raise Stop(f"{folder} was made with Python {present}. Name another folder, or remove it.")


def core(python: str) -> None:
    """Install the core and all it is built on: the wheels that the kit lists, each by its sha256.

    Nothing is looked for and nothing is built, so that no other file can come in.
    """
    say("Installing cstools; this takes a minute or two ...")
    kit = described()
    files = kit["files"]
    begin = WHEELS + CORE.replace("-", "_") + "-" + kit["core"] + "-"
    wheels = [name for name in files if name.startswith(begin)]
    if len(wheels) != 1:
        raise Stop("cstools " + kit["core"] + " is not in this kit. Get the kit anew.")
    wheels += [WHEELS + name for name in kit["shared"] if WHEELS + name not in wheels]
    lines = [(KIT / name).as_uri() + " --hash=sha256:" + files[name] + "\n" for name in wheels]
    with tempfile.TemporaryDirectory(prefix="cstools-kit-") as folder:
        requirements = Path(folder) / "wheels.txt"
        requirements.write_text("".join(lines), encoding="utf-8")
        pip = [python, "-m", "pip", "install", "--quiet", "--no-input", "--no-warn-script-location"]
        only = ["--no-index", "--no-deps", "--only-binary", ":all:", "--require-hashes"]
        arguments = ["--disable-pip-version-check", "-r", str(requirements)]
        call([*pip, *only, *arguments], "cstools could not be installed.")


def call(command: list[str], problem: str) -> None:
    """Run a program; stop with the last lines it said when it fails."""
    output = subprocess.PIPE
    process = subprocess.run(  # noqa: S603 - pip or venv, and no shell
        command, check=False, env=settings(), stdout=output, stderr=subprocess.STDOUT
    )
    if process.returncode:
        lines = process.stdout.decode("utf-8", "replace").strip().splitlines()[-LINES:]
        raise Stop("\n  ".join([problem, *lines]))


def settings() -> dict[str, str]:
    """The environment variables of this process, without what pip is told for other purposes."""
    variables = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
    return {**variables, "PYTHONUTF8": "1", "PIP_CONFIG_FILE": os.devnull}


def start(python: str, *, in_this_python: bool) -> str:
    """How cstools is started, as it can be pasted."""
    words = (
        [sys.executable, "-m", "cstools"]
        if in_this_python
        else [str(Path(python).with_name("cstools"))]
    )
    if os.name != "nt":
        return " ".join(shlex.quote(word) for word in [*words, "list"])
    line = " ".join(['"' + words[0] + '"' if " " in words[0] else words[0], *words[1:], "list"])
    return line + ("\n(in PowerShell with '& ' before it)" if '"' in line else "")


def say(text: str) -> None:
    """Tell the person what is going on."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
