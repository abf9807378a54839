"""Help, list, search and info stay light: no pandas, no plugin, no network library."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

PROBE = """
import json, sys
from cstools.cli import run_command
code = run_command({arguments!r})
print("\\nMODULES" + json.dumps([code, sorted(sys.modules)]))
"""


def modules_after(*arguments: str) -> tuple[int, list[str]]:
    done = subprocess.run(
        [sys.executable, "-c", PROBE.format(arguments=list(arguments))],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    code, modules = json.loads(done.stdout.rpartition("MODULES")[2])
    return code, modules


@pytest.mark.parametrize(
    "arguments",
    [
        ("--help",),
        ("--version",),
        ("list",),
        ("search", "903"),
        ("info", "ssda903"),
        ("info", "validate-903"),
        ("run", "--help"),
        ("run", "validate-903", "--help"),
    ],
    ids=" ".join,
)
def test_light(arguments: tuple[str, ...]) -> None:
    code, modules = modules_after(*arguments)
    assert code == 0
    assert not {"pandas", "numpy", "pyarrow", "cstools_ssda903", "cstools_validate_903"} & set(
        modules
    )


def test_help_imports_no_command_module() -> None:
    _, modules = modules_after("--help")
    assert not [name for name in modules if name.startswith("cstools.cli.commands.")]
    assert "rich" not in modules


def test_importing_the_package_is_light() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import cstools, sys; print('pandas' in sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "False"


def test_running_does_import_pandas() -> None:
    _, modules = modules_after("run", "validate-903", "no-such-folder", "--out", "nowhere")
    assert "pandas" in modules
