"""Run uv with the settings that pip has here: index, proxy, certificates, wheels on disk."""

from __future__ import annotations

import ast
import importlib.util
import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from cstools.errors import ToolError, reason_of
from cstools.plugin import home

if TYPE_CHECKING:
    from collections.abc import Mapping

NETWORK_ADVICE = (
    "Behind a proxy set HTTPS_PROXY; where it has a certificate of its own, set SSL_CERT_FILE; for "
    "an index of your organisation set PIP_INDEX_URL; for wheels in a folder set PIP_FIND_LINKS "
    "and PIP_NO_INDEX=1."
)
# Why a program that installs fails, as its words show, in a sentence; and what to do about it.
_CAUSES = (
    (
        r"no space left|not enough space|disk full|disk quota",
        "The disk is full.",
        f"Make space in the cstools folder ({home.VARIABLE} moves it) and in the temporary one.",
    ),
    (
        r"permission denied|access is denied|read-only file system",
        "A file or folder could not be written.",
        "Close other programs that use cstools, see whether you may write there, and try again.",
    ),
    (
        r"certificate|ssl ?error|\btls\b",
        "The package index, or a proxy on the way, has a certificate that is not trusted here.",
        NETWORK_ADVICE,
    ),
    (
        r"proxy auth|proxy error|proxyerror|tunnel",
        "The proxy let nothing through to the package index.",
        f"{NETWORK_ADVICE} A proxy that asks who you are takes http://NAME:PASSWORD@PROXY:PORT.",
    ),
    (
        r"connect|dns|resolv\w+ host|timed? ?out|network|\b40[137]\b|\b50\d\b",
        "The package index cannot be reached.",
        NETWORK_ADVICE,
    ),
    (
        r"not found in the (?:package registry|provided)|no versions|was not found"
        r"|no matching distribution|could not find a version|no-index|offline",
        "Packages it needs are not where they were looked for.",
        NETWORK_ADVICE,
    ),
    (
        r"no solution|conflict|resolutionimpossible",
        "It needs other versions of packages than go together with the rest.",
        "Tell its maintainer. A tool with an environment of its own may have versions of its own.",
    ),
)
_TAKING = (["pip", "install"], ["pip", "compile"])
_INDEX = {"UV_INDEX", "UV_DEFAULT_INDEX", "UV_INDEX_URL"}
_SECRET = re.compile(r"//[^/@\s]+@")
_LINES = 8
_CHATTER = ("warning", "[notice", "using python", "resolved ", "prepared ", "downloading ")


def uv(command: list[str], folder: Path) -> None:
    """Run one uv command.

    Args:
        command: subcommand and options, such as ``["pip", "install", "--python", ...]``; those that
            say where packages come from are added.
        folder: an empty folder to run in, so that no project's settings are picked up.

    Raises:
        ToolError: uv is not there, or the command failed; says why and what to set.
    """
    settings = pip_settings()
    takes_packages = command[0] == "build" or command[:2] in _TAKING
    options = _options(settings) if takes_packages else []
    run([_uv(), *command, *options], folder, _environment(settings))


def run(command: list[str], folder: Path, env: Mapping[str, str] | None = None) -> None:
    """Run a program that installs something, in a folder.

    Raises:
        ToolError: it cannot be started, or failed; gives the last lines of what it said.
    """
    try:
        process = subprocess.run(  # noqa: S603 - pip or uv, and no shell
            command,
            cwd=folder,
            env={**os.environ, **(env or {})},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
    except OSError as error:
        reason = reason_of(error)
        raise ToolError(f"{Path(command[0]).name} cannot be started: {reason}.") from error
    if process.returncode < 0:
        # On Unix systems: a signal, such as that of a limit on memory or on the size of files.
        raise ToolError(
            f"{Path(command[0]).name} was stopped by the system (signal {-process.returncode}).",
            "Make space on the disk and close other programs, then try again.",
        )
    if process.returncode:
        raise _failed(process.stderr or process.stdout)


@cache
def pip_settings() -> dict[str, str]:
    """The settings of pip by name (``index-url``), from its files and the environment."""
    settings: dict[str, str] = {}
    for line in _pip_config():
        name, _, value = line.partition("=")
        section, _, key = name.strip().partition(".")
        if section in ("global", "install"):
            settings[key] = _unquoted(value)
    for name, value in os.environ.items():
        if name.startswith("PIP_") and value:
            settings[name.removeprefix("PIP_").lower().replace("_", "-")] = value
    return settings


def _pip_config() -> list[str]:
    if importlib.util.find_spec("pip") is None:
        return []
    process = subprocess.run(
        [sys.executable, "-m", "pip", "--disable-pip-version-check", "config", "list"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    return process.stdout.splitlines() if process.returncode == 0 else []


def _unquoted(value: str) -> str:
    try:
        return str(ast.literal_eval(value.strip()))
    except (ValueError, SyntaxError):
        return value.strip()


def _uv() -> str:
    try:
        import uv

        return uv.find_uv_bin()
    except (ImportError, FileNotFoundError):
        raise ToolError(
            "uv, which makes environments, is not installed.", "Run: python -m pip install uv"
        ) from None


def _options(settings: Mapping[str, str]) -> list[str]:
    """Where packages come from. What is set for uv itself comes first."""
    options = []
    if settings.get("no-index", "").lower() in {"1", "true", "yes", "on"}:
        options.append("--no-index")
    elif settings.get("extra-index-url") and not _INDEX & set(os.environ):
        # pip takes the best version that any of its indexes has.
        options += ["--index-strategy", "unsafe-best-match"]
    if "UV_FIND_LINKS" not in os.environ:
        links = _places(settings.get("find-links", ""))
        options += [part for link in links for part in ("--find-links", link)]
    for host in settings.get("trusted-host", "").split():
        options += ["--allow-insecure-host", host]
    return options


def pip_constraints() -> list[str]:
    """The constraint files of pip, as options."""
    files = _places(pip_settings().get("constraint", ""))
    return [part for file in files for part in ("--constraint", file)]


def _places(text: str) -> list[str]:
    # A folder may have blanks in its name, and pip parts several by blanks.
    whole = [text] if Path(text).exists() else text.split()
    return [
        str(Path(place).absolute()) if Path(place).exists() else place for place in whole if place
    ]


def _environment(settings: Mapping[str, str]) -> dict[str, str]:
    # Both names: the option for the system's certificates was renamed.
    variables = {
        "UV_SYSTEM_CERTS": "1",
        "UV_NATIVE_TLS": "1",
        "UV_NO_PROGRESS": "1",
        "NO_COLOR": "1",
    }
    if not _INDEX & set(os.environ):
        # Not as options: an address may hold a password, and anybody sees a command line.
        if "index-url" in settings:
            variables["UV_DEFAULT_INDEX"] = settings["index-url"]
        if "extra-index-url" in settings:
            variables["UV_INDEX"] = settings["extra-index-url"]
    if "cert" in settings and "SSL_CERT_FILE" not in os.environ:
        variables["SSL_CERT_FILE"] = settings["cert"]
    if "proxy" in settings:
        variables.update(dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY"), settings["proxy"]))
    if "timeout" in settings and "UV_HTTP_TIMEOUT" not in os.environ:
        variables["UV_HTTP_TIMEOUT"] = settings["timeout"]
    return variables


def _failed(text: str) -> ToolError:
    """What went wrong in words, what to do, and the last lines the program said."""
    message = _message(text)
    for pattern, problem, advice in _CAUSES:
        # pip names the cause in warnings before its last words, which are the same for all.
        if re.search(pattern, text, re.I):
            return ToolError(f"{problem} It said: {message}", advice)
    return ToolError(message)


def _message(text: str) -> str:
    """The last lines a program said, without passwords in addresses."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    errors = [n for n, line in enumerate(lines) if line.lower().startswith("error")]
    report = [line for line in lines[errors[0] if errors else 0 :] if not _is_chatter(line)]
    return _SECRET.sub("//***@", " ".join((report or lines)[-_LINES:])) or "It gave no reason."


def _is_chatter(line: str) -> bool:
    return line.lower().startswith(_CHATTER)
