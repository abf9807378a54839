"""Gathering files: folders, archives, and archives that mean harm."""

from __future__ import annotations

import hashlib
import zipfile

import pytest

from cstools.errors import InputError
from cstools.io import files
from cstools.io.files import gather, put_bytes, put_copy, put_text, sha256_of


def archive(path, **members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members.items():
            made.writestr(name, data)
    return path


def test_a_folder(tmp_path):
    (tmp_path / "b.csv").write_text("2", encoding="utf-8")
    (tmp_path / "a.csv").write_text("1", encoding="utf-8")
    (tmp_path / "~$a.xlsx").write_text("lock", encoding="utf-8")
    (tmp_path / ".hidden").write_text("", encoding="utf-8")
    (tmp_path / "last-year").mkdir()
    (tmp_path / "last-year" / "a.csv").write_text("0", encoding="utf-8")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "a.csv").write_text("9", encoding="utf-8")
    found = gather([tmp_path], ["last-year"])
    assert [(c.data, c.folder) for c in found] == [(b"1", ()), (b"2", ()), (b"0", ("last-year",))]


def test_an_archive(tmp_path):
    path = archive(tmp_path / "r.zip", **{"x/a.csv": "1", "__MACOSX/a.csv": "?", "b.xml": "2"})
    found = gather([path])
    assert [(c.name, c.suffix, c.folder) for c in found] == [
        (f"{path}/x/a.csv", ".csv", ("x",)),
        (f"{path}/b.xml", ".xml", ()),
    ]


@pytest.mark.parametrize(
    "name", ["../a.csv", "x/../../a.csv", "/etc/a.csv", "C:/a.csv", "..\\a.csv"]
)
def test_members_that_leave_the_archive(tmp_path, name):
    with pytest.raises(InputError, match="path leaves the archive"):
        gather([archive(tmp_path / "r.zip", **{name: "1"})])


def test_a_bomb(tmp_path):
    path = archive(tmp_path / "r.zip", **{"a.csv": b"0" * (files._RATIO_FROM + 1)})
    with pytest.raises(InputError, match="unpacks to far more"):
        gather([path])


def test_a_large_honest_archive(tmp_path):
    data = "".join(f"{number},{number * 7919 % 9973}\n" for number in range(900_000))
    assert len(data) > files._RATIO_FROM
    assert gather([archive(tmp_path / "r.zip", **{"a.csv": data})])[0].data == data.encode()


def test_a_link(tmp_path):
    path = tmp_path / "r.zip"
    member = zipfile.ZipInfo("a.csv")
    member.external_attr = 0o120777 << 16
    with zipfile.ZipFile(path, "w") as made:
        made.writestr(member, "/etc/passwd")
    with pytest.raises(InputError, match="holds a link"):
        gather([path])


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda p: p / "absent", "no file or folder"),
        (lambda p: p, "holds no files"),
        (lambda p: archive(p / "r.zip"), "holds no files"),
    ],
)
def test_nothing_there(tmp_path, make, says):
    with pytest.raises(InputError, match=says):
        gather([make(tmp_path)])


def test_a_broken_archive(tmp_path):
    path = archive(tmp_path / "r.zip", **{"a.csv": "1" * 5000})
    path.write_bytes(path.read_bytes()[:40])
    with pytest.raises(InputError, match="broken or not a zip"):
        gather([path])


def test_a_damaged_member(tmp_path):
    path = archive(tmp_path / "r.zip", **{"a.csv": bytes(range(256)) * 50})
    data = bytearray(path.read_bytes())
    data[60] ^= 0xFF
    path.write_bytes(bytes(data))
    with pytest.raises(InputError, match="broken or not a zip"):
        gather([path])


def test_an_archive_with_backslashes_in_its_paths(tmp_path):
    path = archive(
        tmp_path / "r.zip",
        **{"903\\a.csv": "1", "903\\Last-Year\\a.csv": "0", "__MACOSX\\a.csv": "?", "x\\.b": "?"},
    )
    contents = gather([path])
    assert [(c.data, c.folder, c.suffix) for c in contents] == [
        (b"1", ("903",), ".csv"),
        (b"0", ("903", "last-year"), ".csv"),
    ]


def test_more_than_any_return_holds(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "MAX_MEMBER", 3 * 1024**2)
    monkeypatch.setattr(files, "MAX_TOTAL", 5 * 1024**2)
    for name, size in (("a.csv", 3), ("b.csv", 2), ("c.csv", 1)):
        (tmp_path / name).write_bytes(b"0" * size * 1024**2)
    assert len(gather([tmp_path / "a.csv", tmp_path / "b.csv"])) == 2
    with pytest.raises(InputError, match=r"over 5 MB together.*c\.csv is one file too many"):
        gather([tmp_path])
    (tmp_path / "a.csv").write_bytes(b"0" * (3 * 1024**2 + 1))
    with pytest.raises(InputError, match=r"a\.csv has over 3 MB"):
        gather([tmp_path / "a.csv"])


@pytest.mark.parametrize("content", [b"", b"of a file\r\n"])
def test_the_digest_of_bytes_and_of_a_file_with_them(tmp_path, content):
    path = tmp_path / "file"
    path.write_bytes(content)
    assert sha256_of(path) == sha256_of(content) == hashlib.sha256(content).hexdigest()


def test_a_file_is_put_in_place_of_another(tmp_path):
    path = tmp_path / "new folder" / "list.txt"
    put_text(path, "long, and with an é\n")
    put_text(path, "é\n")
    assert path.read_bytes() == "é\n".encode()
    put_bytes(path, b"\xff")
    put_copy(tmp_path / "copy", path)
    assert (tmp_path / "copy").read_bytes() == b"\xff"
    assert [one.name for one in path.parent.iterdir()] == ["list.txt"]


def test_what_cannot_be_put_into_place_leaves_nothing(tmp_path):
    folder = tmp_path / "registry.toml"
    (folder / "inside").mkdir(parents=True)
    with pytest.raises(OSError, match=r"directory|denied"):
        put_text(folder, "x")
    with pytest.raises(OSError, match=r"directory|denied|such file"):
        put_copy(tmp_path / "copy", tmp_path / "absent")
    assert [path.name for path in tmp_path.iterdir()] == ["registry.toml"]
