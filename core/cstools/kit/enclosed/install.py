"""Install cstools and the tools of this kit. It needs Python, and neither network nor index."""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

# Older versions of Python read this file too, to say that they are too old.
KIT = Path(__file__).resolve().parent
FORMAT = 1
CORE = "childrens-services-tools"
BLOCK = 1024 * 1024
LINES = 12


class Stop(Exception):  # noqa: N818 - it stops the installation, for a reason a person can act on
    """Why the installation stops."""


def main() -> int:
    """Check the kit, install the core, then let it install the tools."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    chosen = options()
    try:
        kit = described()
        check_machine(kit)
        say("Checking the files of the kit ...")
        check_files(kit["files"])
        if chosen.here:
            core(sys.executable)
        python = sys.executable if chosen.here else environment(chosen.folder, kit["python"])
        tools = ["kit", "install", str(KIT), *([] if chosen.here else ["--offline"])]
        command = [python, "-m", "cstools", *tools]
        if subprocess.call(command, env=settings()):  # noqa: S603 - Python, and no shell
            raise Stop("cstools is installed, but its tools are not, for the reason above.")
        say("Done. Start it with:\n  " + start(python, here=chosen.here) + " list")
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
    here = "install into the Python that runs this, instead of into a folder of its own"
    parser.add_argument("--here", action="store_true", help=here)
    return parser.parse_args()


def described() -> dict:  # type: ignore[type-arg]
    """What the kit says of itself."""
    try:
        kit = json.loads((KIT / "kit.json").read_text(encoding="utf-8"))
        number = kit["format"]
    except (OSError, ValueError, KeyError, TypeError):
        raise Stop(
            "kit.json, which lists the kit, is not beside install.py. Unzip the whole kit and "
            "start install.py in the unzipped folder."
        ) from None
    if number != FORMAT:
        raise Stop("This install.py does not belong to this kit. Get the kit anew.")
    return kit  # type: ignore[no-any-return]


def check_machine(kit: dict[str, str]) -> None:
    """Stop unless the kit is for this Python and this computer."""
    running = f"{sys.version_info[0]}.{sys.version_info[1]}"
    wanted = kit["python"]
    if running != wanted or platform.python_implementation() != "CPython":
        raise Stop(
            f"This kit is for Python {wanted}, and this is Python {running}. Start it with "
            f"'py -{wanted} install.py' on Windows, 'python{wanted} install.py' elsewhere, or ask "
            f"for a kit for Python {running}."
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
    """Stop unless every file is there and is the one that was packed, and no wheel was added."""
    for name, digest in files.items():
        path = KIT / name
        if not path.is_file():
            raise Stop(f"The file {name} is missing. Unzip the whole kit, or get it anew.")
        if digest_of(path) != digest:
            raise Stop(f"The file {name} was altered. Do not use the kit; get it anew.")
    for path in KIT.rglob("*.whl"):
        name = path.relative_to(KIT).as_posix()
        if name not in files:
            raise Stop(f"The file {name} was added. Do not use the kit; get it anew.")


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
    there = (folder / "pyvenv.cfg").is_file()
    if there:
        check_same(folder, version)
    elif folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Stop(f"{folder} holds something else. Name an empty or a new folder.")
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    try:
        if not there:
            say("Making the folder " + str(folder) + " ...")
            call([sys.executable, "-m", "venv", str(folder)], "The folder could not be made.")
        core(str(python))
    except BaseException:
        if not there:
            shutil.rmtree(folder, ignore_errors=True)
        raise
    return str(python)


def check_same(folder: Path, version: str) -> None:
    """Stop when the virtual environment in a folder is of another Python."""
    lines = (folder / "pyvenv.cfg").read_text(encoding="utf-8").splitlines()
    values = {key.strip(): value.strip() for key, _, value in (one.partition("=") for one in lines)}
    found = values.get("version", values.get("version_info", ""))
    if found.split(".")[:2] != version.split("."):
        raise Stop(f"{folder} was made with Python {found}. Name another folder, or remove it.")


def core(python: str) -> None:
    """Install the core into the environment of a Python."""
    say("Installing cstools; this takes a minute or two ...")
    pip = [python, "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check"]
    places = ["--no-index", "--find-links", str(KIT / "wheels"), "--no-warn-script-location"]
    version = described()["core"]
    call([*pip, *places, CORE + "==" + version], "cstools could not be installed.")


def call(command: list[str], problem: str) -> None:
    """Run a program; stop with the last lines it said when it fails."""
    output = subprocess.PIPE
    done = subprocess.run(  # noqa: S603 - pip or venv, and no shell
        command, check=False, env=settings(), stdout=output, stderr=subprocess.STDOUT
    )
    if done.returncode:
        said = done.stdout.decode("utf-8", "replace").strip().splitlines()[-LINES:]
        raise Stop("\n  ".join([problem, *said]))


def settings() -> dict[str, str]:
    """The environment variables of this process, without what pip is told for other purposes."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
    return {**kept, "PYTHONUTF8": "1", "PIP_CONFIG_FILE": os.devnull}


def start(python: str, *, here: bool) -> str:
    """How cstools is started."""
    if here:
        return sys.executable + " -m cstools"
    return str(Path(python).with_name("cstools"))


def say(text: str) -> None:
    """Tell the person what is going on."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
