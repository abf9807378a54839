"""Packing and unpacking the files of a kit."""

from __future__ import annotations

import os
import zipfile

from hypothesis import given
from hypothesis import strategies as st

from cstools.kit import archive

NAMES = st.sampled_from(["kit.json", "wheels/a-1.whl", "wheels/b-1.whl", "registry/r.toml"])


@given(
    files=st.dictionaries(NAMES, st.binary(max_size=400), min_size=1), when=st.integers(1, 2**31)
)
def test_the_same_files_give_the_same_bytes(files, when, tmp_path_factory):
    made = []
    for turn, names in enumerate((list(files), reversed(files))):
        folder = tmp_path_factory.mktemp("kit")
        for name in names:
            path = folder / "in" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(files[name])
            os.utime(path, (when, when + turn))
        archive.pack(folder / "in", folder / "kit.zip")
        made.append(folder / "kit.zip")
    assert made[0].read_bytes() == made[1].read_bytes()
    with zipfile.ZipFile(made[0]) as opened:
        assert {one: opened.read(one) for one in opened.namelist()} == files
