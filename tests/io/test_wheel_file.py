"""A wheel's own words read within bounds, and a wheel written whole."""

from __future__ import annotations

import csv
import zipfile

import pytest

from cstools.io import wheel_file
from cstools.io.wheel_file import Member

ABOUT = "odd-1.0.dist-info/METADATA"


def zipped(path, files):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def test_what_is_written_is_read_again(tmp_path):
    text = wheel_file.metadata("odd", "1.0", ["pandas>=1.5", 'pluggy; extra == "all"'])
    members = [Member("odd/a, b.csv", b"1\n"), Member(ABOUT, text.encode())]
    path = tmp_path / "odd-1.0-py3-none-any.whl"
    wheel_file.write(path, "odd-1.0", members)
    metadata = wheel_file.read_metadata(path)
    assert (metadata["name"], metadata["version"]) == ("odd", "1.0")
    assert metadata["requires_dist"] == ["pandas>=1.5", 'pluggy; extra == "all"']
    first = path.read_bytes()
    wheel_file.write(path, "odd-1.0", members)
    assert path.read_bytes() == first


def test_the_record_names_every_file_with_its_digest(tmp_path):
    path = tmp_path / "odd.whl"
    wheel_file.write(path, "odd-1.0", [Member("odd/a, b.csv", b""), Member("odd/run", b"", True)])
    with zipfile.ZipFile(path) as archive:
        record = archive.read("odd-1.0.dist-info/RECORD").decode()
        modes = [info.external_attr >> 16 for info in archive.infolist()]
    empty = "sha256=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU"
    assert list(csv.reader(record.splitlines())) == [
        ["odd/a, b.csv", empty, "0"],
        ["odd/run", empty, "0"],
        ["odd-1.0.dist-info/RECORD", "", ""],
    ]
    assert modes == [0o644, 0o755, 0o644]


@pytest.mark.parametrize(
    "files",
    [
        {},
        {ABOUT: "Name: odd\n", "other-1.0.dist-info/METADATA": "Name: other\n"},
        {ABOUT: "Name: odd\n" + " " * 10_000_001},
    ],
    ids=["none", "two", "a bomb"],
)
def test_metadata_that_is_not_one_or_too_large(files, tmp_path):
    with pytest.raises(ValueError):  # noqa: PT011 - whichever
        wheel_file.read_metadata(zipped(tmp_path / "odd.whl", files))


def test_a_file_that_is_no_wheel(tmp_path):
    path = tmp_path / "odd.whl"
    path.write_bytes(b"no zip")
    with pytest.raises(zipfile.BadZipFile):
        wheel_file.read_metadata(path)
