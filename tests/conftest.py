"""Fixtures of the core's tests: throw-away tools, the command line, the shared data."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

from cstools.call.worker import process
from cstools.plugin import discovery
from cstools.testing.homes import throw_away

from .shelf import build, entry, offline, shelf, uv_cache, wheelhouse, within

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from selenium import webdriver

__all__ = ["build", "entry", "offline", "shelf", "uv_cache", "wheelhouse", "within"]
ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"

MANIFEST = """
[tool]
name = "{name}"
title = "{title}"
summary = "A throw-away tool."
stages = {stages}
reads = {reads}
produces = {produces}
maintainer = "tests"
licence = "MIT"
"""


@dataclass
class Outcome:
    """What a command line gave."""

    code: int
    out: str
    err: str


@pytest.fixture(autouse=True)
def cstools_home(tmp_path: Path) -> Iterator[Path]:
    """The test kit's fixture of this name, for every test."""
    with throw_away(tmp_path / "cstools home") as folder:
        yield folder


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared data beside the repository."""
    if not SHARED.exists():
        pytest.skip("the shared data are not beside the repository")
    return SHARED


@pytest.fixture
def cstools_command(tmp_path: Path) -> Callable[..., Outcome]:
    """Run the real command in a process of its own, away from any terminal."""

    def run(*arguments: object, cwd: Path = tmp_path, **env: str) -> Outcome:
        done = subprocess.run(
            [sys.executable, "-m", "cstools", *map(str, arguments)],
            cwd=cwd,
            env={**os.environ, **env},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert "Traceback" not in done.stderr + done.stdout
        return Outcome(done.returncode, done.stdout, done.stderr)

    return run


@pytest.fixture
def fails(cstools_command: Callable[..., Outcome]) -> Callable[..., str]:
    """Run a command that must exit 2, and give what it says."""

    def run(*arguments: object, **options: object) -> str:
        outcome = cstools_command(*arguments, **options)
        assert outcome.code == 2, outcome
        return " ".join(outcome.err.split())

    return run


@pytest.fixture(scope="session")
def driver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    """Give a headless Chromium driven by the driver of the same machine."""
    from selenium import webdriver

    names = ("chromium", "chromium-browser", "google-chrome")
    browser = next(filter(None, map(shutil.which, names)), None)
    control = shutil.which("chromedriver")
    if browser is None or control is None:
        pytest.skip("Chromium and chromedriver are not on this machine")
    options = webdriver.ChromeOptions()
    options.binary_location = browser
    quiet = ("background-networking", "component-update", "sync", "gpu", "quic")
    for argument in (
        "--headless=new",
        "--no-sandbox",
        "--no-first-run",
        "--force-prefers-reduced-motion",
        "--window-size=1280,1000",
        f"--user-data-dir={tmp_path_factory.mktemp('browser')}",
        *(f"--disable-{part}" for part in quiet),
    ):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    chrome = webdriver.Chrome(options=options, service=webdriver.ChromeService(control))
    yield chrome
    chrome.quit()


@pytest.fixture(scope="session")
def _trial_servers() -> Iterator[Callable[..., int]]:
    """Processes that do what the one that tries a tool does, one for each hash seed."""
    servers: dict[str, subprocess.Popen[str]] = {}

    def ask(job: str, variables: dict[str, str]) -> int:
        seed = variables["PYTHONHASHSEED"]
        if seed not in servers:
            servers[seed] = subprocess.Popen(
                [sys.executable, "-P", "-X", "utf8", str(ROOT / "tests" / "trial_server.py")],
                env={**os.environ, "PYTHONPATH": "", "PYTHONHASHSEED": seed},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                encoding="utf-8",
            )
        server = servers[seed]
        assert server.stdin
        assert server.stdout
        server.stdin.write(json.dumps({"job": job, "variables": variables}) + "\n")
        server.stdin.flush()
        return int(server.stdout.readline())

    yield ask
    for server in servers.values():
        server.communicate()


@pytest.fixture
def quick_trials(
    _trial_servers: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> Callable[[], int]:
    """Let checks try tools in forks of a process that has imported pandas and the core already.

    All else is as in a check: each trial has a process of its own, with its own hash seed and
    environment. Where there is no fork, on Windows, it is as in a check altogether.

    Returns:
        How many trials went this way.
    """
    usual, counted = process.watch, []

    def watch(
        command: Sequence[str],
        hear: Callable[[bytes], None],
        limit: float | None,
        temporary: Path,
        variables: dict[str, str],
    ) -> process.Ended:
        at_start = variables.get("PYTHONPATH") or command[0] != sys.executable
        if at_start or not hasattr(os, "fork"):
            return usual(command, hear, limit, temporary, variables)
        places = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(temporary))
        counted.append(command[-1])
        return process.Ended(_trial_servers(command[-1], {**os.environ, **places, **variables}))

    monkeypatch.setattr(process, "watch", watch)
    return lambda: len(counted)


@pytest.fixture
def tool_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder on the import path, here and in child processes, where tools can be put."""
    folder = tmp_path / "tools on the path"
    folder.mkdir()
    monkeypatch.syspath_prepend(str(folder))
    monkeypatch.setenv("PYTHONPATH", str(folder))
    discovery.installed.cache_clear()
    yield folder
    discovery.installed.cache_clear()
    for name, module in list(sys.modules.items()):
        if str(folder) in str(getattr(module, "__file__", "")):
            del sys.modules[name]


@pytest.fixture
def make_tool(tool_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Install a throw-away tool: a package, its manifest and real entry-point metadata."""

    def make(
        name: str,
        source: str = "",
        *,
        stages: str = '["validate"]',
        reads: str = "[]",
        produces: str = '["findings"]',
        manifest: str | None = None,
        extra: str = "",
    ) -> str:
        package = tool_folder / f"cstools_{name.replace('-', '_')}"
        package.mkdir()
        for module in [one for one in sys.modules if one.split(".")[0] == package.name]:
            monkeypatch.delitem(sys.modules, module)  # a tool of this name from elsewhere
        body = MANIFEST if manifest is None else manifest
        text = body.format(
            name=name, title=name.title(), stages=stages, reads=reads, produces=produces
        )
        (package / "cstools.toml").write_text(text + dedent(extra), encoding="utf-8")
        head = "import cstools\nfrom cstools import findings, hookimpl\n"
        (package / "__init__.py").write_text("", encoding="utf-8")
        (package / "plugin.py").write_text(head + dedent(source), encoding="utf-8")
        metadata = tool_folder / f"{package.name}-0.1.dist-info"
        metadata.mkdir()
        (metadata / "METADATA").write_text(
            f"Metadata-Version: 2.1\nName: cstools-{name}\nVersion: 0.1\n", encoding="utf-8"
        )
        (metadata / "entry_points.txt").write_text(
            f"[cstools]\n{name} = {package.name}.plugin\n", encoding="utf-8"
        )
        discovery.installed.cache_clear()
        return name

    return make


STANDARD = """
[tool]
name = "{name}"
title = "{name}"
summary = "A throw-away standard."
stages = []
reads = []
produces = []
provides = ["{name}"]
schema = "schema.toml"
maintainer = "tests"
licence = "MIT"
personal_data = "None."
"""


@pytest.fixture
def make_standard(make_tool: Callable[..., str], tool_folder: Path) -> Callable[..., str]:
    """Install a throw-away standard: its schema, and the code that its hook gives, if any."""

    def make(name: str, schema: str, source: str = "") -> str:
        manifest = STANDARD.replace("{name}", name)
        make_tool(name, source, manifest=manifest)
        path = tool_folder / f"cstools_{name.replace('-', '_')}" / "schema.toml"
        path.write_text(dedent(schema), encoding="utf-8")
        return name

    return make


@pytest.fixture
def child_in(make_standard: Callable[..., str]) -> Callable[..., str]:
    """Install a standard that only says which column of which table names the child."""

    def make(name: str, **columns: str) -> str:
        tables = [
            f'[tables.{table}]\ntitle = "{table}"\n[tables.{table}.columns]\n'
            f'"{column}" = {{ title = "Who", role = "child" }}\n'
            for table, column in columns.items()
        ]
        head = f'[standard]\nname = "{name}"\ntitle = "{name}"\nperiod = "collection year"\n'
        return make_standard(name, head + "\n".join(tables))

    return make


RETURN = {
    "header.csv": """
        CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB
        A1,F,01/02/2012,WBRI,UN3,0,
        A2,M,15/07/2015,BCRB,UN3,,
        A3,X,31/12/2010,WBRI,UN3,,
    """,
    "episodes.csv": """
        CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN
        A1,10/05/2024,S,V2,N1,U6,PR1,02/09/2025,X1,CARPL,,,SC000001
        A1,02/09/2025,P,V2,N1,K2,PR4,,,,,,SC000002
        A2,20/06/2025,S,C2,N1,U4,PR1,,,,,,SC000001
        A3,01/01/2026,S,C2,N9,U4,PR1,,,,,,SC000001
    """,
}


@pytest.fixture
def small_return(tmp_path: Path) -> Path:
    """A folder with a small made-up return; child A3 has a wrong sex and a wrong need."""
    folder = tmp_path / "return"
    folder.mkdir()
    for name, text in RETURN.items():
        lines = [line.strip() for line in text.strip().splitlines()]
        (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder
