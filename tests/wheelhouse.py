"""Build the wheels of this checkout and fetch what they depend on, into one folder.

The tests that make fresh virtual environments install from that folder with the index switched
off. Run once, while there is a network: ``python tests/wheelhouse.py FOLDER``.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PLUGINS = ("geography", "ssda903", "validate-903", "statistics-903")
PACKAGES = (ROOT, *(ROOT / "plugins" / name for name in PLUGINS))
# The projects are built again by pip in the tests, from the sources a reader of the README has.
# hatchling needs editables where a page says "pip install -e".
BUILD = ("hatchling>=1.25", "editables~=0.3")
# What a tool that was left on an old pandas needs; there are wheels of these up to Python 3.11.
OLD = (
    ("pandas==1.5.3", "numpy<2", "pluggy", "cs-demand-model==0.5.1")
    if sys.version_info < (3, 12)
    else ()
)
# Apart from the rest of the old ones: what the two are built on excludes each other.
SECOND = ("csc-validator-be-903==0.1.17", "pandas==1.5.3", "pluggy") if OLD else ()


def fingerprint() -> str:
    """A digest of what the wheels depend on: when it has not changed, nothing is fetched again."""
    digest = hashlib.sha256(f"{sys.version} {BUILD} {OLD} {SECOND}".encode())
    for package in PACKAGES:
        digest.update((package / "pyproject.toml").read_bytes())
    return digest.hexdigest()


def main(folder: Path) -> None:
    """Fill `folder`, unless it is filled for these dependencies already."""
    stamp = folder / "fingerprint"
    if stamp.exists() and stamp.read_text(encoding="utf-8") == fingerprint():
        return
    folder.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--wheel-dir", str(folder)]
    subprocess.run([*command, *map(str, PACKAGES), *BUILD], check=True)
    # Apart from the rest, because no environment holds both versions of pandas.
    for old in filter(None, (OLD, SECOND)):
        subprocess.run([*command, "--only-binary", ":all:", *old], check=True)
    stamp.write_text(fingerprint(), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
