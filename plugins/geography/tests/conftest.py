"""The shared data, where they lie beside the repository."""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[4] / "shared" / "data"


@pytest.fixture(scope="session")
def data() -> Path:
    if not SHARED.exists():
        pytest.skip("the shared data are not beside the repository")
    return SHARED
