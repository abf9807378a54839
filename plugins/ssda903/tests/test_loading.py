"""What a return's files give, and what is said of them: nothing is lost in silence."""

from __future__ import annotations

import shutil
import zipfile

import pytest

from cstools import InputError

HEADER = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n"


def edit(path, change):
    path.write_text(change(path.read_text("utf-8-sig")), "utf-8")


def lines(change):
    """A change that sees the lines of a file."""
    return lambda text: "\n".join(change(text.splitlines())) + "\n"


def same(first, second):
    return set(first) == set(second) and all(
        first[name].drop(columns="row").equals(second[name].drop(columns="row")) for name in first
    )


@pytest.fixture
def load(standard):
    return lambda *paths: standard.load(paths)


def test_a_clean_return_has_nothing_to_say(folder, load):
    dataset = load(folder)
    assert dataset.warnings == []
    assert not [note for note in dataset.notes if "no records" not in note]


@pytest.mark.parametrize("separator", [";", "\t", "|"])
@pytest.mark.parametrize("named", [True, False])
def test_other_separators_give_the_same_tables(folder, load, separator, named):
    before = load(folder)
    above = f"sep={separator}\n" if named else ""
    edit(folder / "episodes.csv", lambda text: above + text.replace(",", separator))
    after = load(folder)
    assert same(before, after)
    assert after["Episodes"]["row"].iloc[0] == 2 + named
    assert sum("episodes.csv has its columns separated by" in note for note in after.notes) == 1


def test_lines_above_and_empty_records_give_the_same_tables(folder, load):
    before = load(folder)
    blank = "," * 12 + "\n"
    edit(folder / "episodes.csv", lambda text: f'Report 5" wide\nRun today\n{text}{blank * 7}')
    edit(folder / "header.csv", lines(lambda all_: [line + "," for line in all_]))
    after = load(folder)
    assert same(before, after)
    assert after["Episodes"]["row"].iloc[0] == 4
    notes = " ".join(after.notes)
    assert "episodes.csv has 2 lines above the headings, which are in row 3" in notes
    assert "episodes.csv has 7 records without any content" in notes


def test_a_stray_quotation_mark_is_an_error_with_its_row(folder, load):
    edit(folder / "header.csv", lines(lambda all_: [*all_[:2], '1"x,M,"y",,,,', *all_[2:]]))
    with pytest.raises(InputError, match=r"header\.csv: the record at row 3 .* quotation mark"):
        load(folder)


def test_a_header_with_columns_of_uasc(folder, load):
    before = load(folder)
    edit(
        folder / "header.csv",
        lines(lambda all_: [all_[0] + ",UASC,DUC", *(line + ",0," for line in all_[1:])]),
    )
    after = load(folder)
    assert same(before, after)
    assert "header.csv has columns the return does not know: DUC, UASC. They were left out." in (
        after.notes
    )


@pytest.mark.parametrize("name", ["header.csv", "episodes.csv"])
def test_headings_without_records_are_a_warning(folder, load, name):
    edit(folder / name, lines(lambda all_: all_[:1]))
    [warning] = load(folder).warnings
    assert warning.startswith(f"{name} has headings but no records: the table ")


def test_a_rare_table_without_records_is_a_note(folder, load):
    edit(folder / "ad1.csv", lines(lambda all_: all_[:1]))
    dataset = load(folder)
    assert dataset.warnings == []
    assert any(note.startswith("ad1.csv has headings but no records") for note in dataset.notes)


def test_a_file_that_is_empty_is_a_warning(folder, load):
    (folder / "missing.csv").write_text("", "utf-8")
    assert load(folder).warnings == ["missing.csv is empty: no table was read from it."]


def test_a_narrow_file_is_read_and_what_it_lacks_is_said(folder, load):
    dataset = load(folder)
    narrow = dataset.typed("Episodes")[["CHILD", "DECOM", "RNE", "PLACE", "DEC", "REC"]]
    narrow.to_csv(folder / "episodes.csv", index=False)
    after = load(folder)
    assert after["Episodes"]["CHILD"].equals(dataset["Episodes"]["CHILD"])
    assert any(note.startswith("episodes.csv lacks LS, CIN, ") for note in after.notes)


def test_a_table_that_is_plainly_there_and_cannot_be_used_is_an_error(folder, load):
    edit(folder / "episodes.csv", lambda text: text.replace("CHILD,", "Child ID,", 1))
    edit(folder / "header.csv", lambda text: text.replace("UPN", "U.P.N.", 1))
    with pytest.raises(InputError, match=r"of the table Episodes, but no column CHILD"):
        load(folder)


def test_an_error_carries_what_was_seen_of_the_other_files(folder, load):
    (folder / "notes.txt").write_text("a,b\n1,2\n", "utf-8")
    edit(folder / "uasc.csv", lambda text: text + "1,2\n3,4\n")
    edit(folder / "ad1.csv", lambda text: text.replace("DATE_INT", "DATE_INTO"))
    with pytest.raises(InputError, match=r"uasc\.csv has fewer cells") as caught:
        load(folder)
    seen = " ".join(caught.value.__notes__)
    assert "ad1.csv lacks DATE_INT: read as blank." in seen
    assert "notes.txt is not a table of the return" in seen


def test_a_file_that_was_named_and_is_no_table_is_an_error(folder, load, tmp_path):
    second = tmp_path / "teams.csv"
    second.write_text("CHILD,TEAM\n1,North\n", "utf-8")
    with pytest.raises(InputError, match=r"teams\.csv is not a table of the return.*only CHILD"):
        load(folder / "header.csv", second)
    shutil.copy(second, folder)
    assert any("teams.csv is not a table of the return" in note for note in load(folder).notes)


def test_two_files_of_one_name_are_told_apart(folder, load):
    with zipfile.ZipFile(folder / "old.zip", "w") as archive:
        archive.write(folder / "header.csv", "header.csv")
    both = r"return/header\.csv and old\.zip/header\.csv both hold the table Header"
    with pytest.raises(InputError, match=both):
        load(folder)


def test_a_zip_with_backslashes_has_last_year_too(folder, load, tmp_path):
    path = tmp_path / "r.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for file in folder.rglob("*.csv"):
            name = str(file.relative_to(folder)).replace("/", "\\")
            archive.write(file, f"903 2026\\{name}")
    dataset = load(path)
    assert same(dataset, load(folder))
    assert dataset.last_year is not None
    assert same(dataset.last_year, load(folder).last_year)


def test_what_was_seen_of_last_year_is_said_of_last_year(folder, load):
    edit(folder / "last-year" / "header.csv", lambda text: text.replace("UPN", "U.P.N.", 1))
    edit(folder / "last-year" / "episodes.csv", lines(lambda all_: all_[:1]))
    dataset = load(folder)
    assert (dataset.notes, dataset.warnings) == (load(folder).notes, [])
    first, *notes = dataset.last_year.notes
    assert first == "Last year's return was read from the folder 'last-year'."
    assert "Last year's header.csv lacks UPN: read as blank." in notes
    [warning] = dataset.last_year.warnings
    assert warning.startswith("Last year's episodes.csv has headings but no records")


def test_dates_of_a_return(folder, load):
    dataset = load(folder)
    assert dataset.dates is not None
    assert dataset.period == 2026
    assert dataset.last_year.period == 2025
    by_year = dataset.dates.by_period
    assert by_year[2026] == max(by_year.values())
    assert dataset.dates.first < dataset.dates.last
    ends = dataset["Episodes"]["DEC"].notna().sum() + dataset["Reviews"]["REVIEW"].notna().sum()
    assert sum(by_year.values()) == ends


def test_a_workbook_in_a_folder_gets_the_advice_too(folder, load):
    (folder / "return.xlsx").write_bytes(b"PK\x03\x04")
    assert any("save each sheet as 'CSV UTF-8" in note for note in load(folder).notes)
