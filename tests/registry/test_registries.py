"""Registries that a person set up: order, names, what is away, what is new."""

from __future__ import annotations

import shutil
from dataclasses import replace

import pytest

from cstools.cli.show_registries import registries
from cstools.errors import InputError, OutputError, UsageError
from cstools.install.candidate import choose
from cstools.install.request import ToolRequest
from cstools.plugin import home
from cstools.registry import (
    Origin,
    Registry,
    bundled,
    source,
    update,
    write,
)
from cstools.registry import (
    registries as configured,
)
from cstools.registry.registries import add


@pytest.fixture
def folder(tmp_path):
    """Make a folder registry; gives its folder."""

    def make(name, *tools):
        place = tmp_path / name
        place.mkdir(exist_ok=True)
        text = write.dump(Registry(name, "", tools))
        (place / "registry.toml").write_text(text, encoding="utf-8")
        return place

    return make


@pytest.fixture
def named(entry):
    """The tool with other values."""

    def make(**values):
        return replace(entry, **values)

    return make


def test_it_is_added_listed_and_removed(folder, cstools_command, entry):
    place = folder("region", entry)
    outcome = cstools_command("registry", "add", place)
    assert outcome.code == 0, outcome
    assert "Added region, with 1 tool" in outcome.out
    assert "It is not signed: whoever may write there decides" in outcome.out
    listed = cstools_command("registry", "list").out
    assert listed.index("bundled") < listed.index("region")
    assert "birthdays" in cstools_command("search", "birthdays").out
    assert "Removed region" in cstools_command("registry", "remove", "region").out
    assert "birthdays" not in cstools_command("search").out
    assert (place / "registry.toml").exists()


def test_a_folder_or_its_file(folder, entry):
    place = folder("region", entry)
    assert source.path_of(place) == source.path_of(place / "registry.toml")
    add(str(place / "registry.toml"))
    with pytest.raises(UsageError, match="is set up already, as region"):
        add(str(place), name="other")


def test_a_name_that_is_taken_or_wrong(folder, fails, entry):
    add(str(folder("region", entry)))
    other = folder("other", entry)
    with pytest.raises(UsageError, match="There is a registry region already"):
        add(str(other), name="region")
    for name in ("bundled", "Our Region", "../x", "a/b"):
        with pytest.raises(UsageError, match="is no name for a registry"):
            add(str(other), name=name)
    assert "There is no registry nowhere. Set up: region." in fails("registry", "remove", "nowhere")


def test_its_own_name_is_made_fit(folder, entry):
    place = folder("Our Region (east)", entry)
    assert add(str(place))[0].name == "our-region-east"


def test_no_registry_there(tmp_path, fails):
    said = fails("registry", "add", tmp_path / "S drive")
    assert "S drive cannot be read: no such file or directory" in said
    assert "that the drive is connected" in said


def test_where_two_have_a_tool_the_lower_number_is_taken(folder, entry, named):
    first, second = folder("first", entry), folder("second", named(title="Second"))
    add(str(first), priority=20)
    add(str(second), priority=10)
    assert [one.name for one in configured.configured()] == ["second", "first", "cstools"]
    for place in (first, second):
        (place / "p-1.0.whl").write_bytes(b"")
    choice = choose(ToolRequest("birthdays"), configured.configured())
    assert (choice.registry.name, choice.entry.title) == ("second", "Second")


def test_one_that_is_away_is_shown_as_it_was_and_not_installed_from(folder, cstools_command, entry):
    place = folder("region", entry)
    add(str(place))
    shutil.rmtree(place)
    found = cstools_command("search", "birthdays")
    assert "birthdays" in found.out
    assert "Its list is shown as it was when last read" in found.err
    installing = cstools_command("install", "birthdays")
    assert installing.code == 2
    assert "It is left out" in installing.err
    assert "No registry has a tool called 'birthdays'" in installing.err
    [one] = [one for one in configured.reached() if one.source.name == "region"]
    assert one.registry.find("birthdays") is not None
    assert "cannot be read" in one.problem
    assert [one.name for one in configured.remembered()] == ["cstools", "region"]


def test_one_that_is_broken_is_left_out(folder, cstools_command, entry):
    place = folder("region", entry)
    add(str(place))
    (place / "registry.toml").write_text("[registry]\nformat = 2\n", encoding="utf-8")
    found = cstools_command("search")
    assert "birthdays" not in found.out
    assert "this is a registry of format 2" in " ".join(found.err.split())
    assert found.code == 0


def test_what_is_new(folder, cstools_command, entry, named):
    place = folder("region", entry)
    add(str(place))
    assert cstools_command("registry", "update").out == "region: nothing new.\n"
    later = named(releases=(*entry.releases, replace(entry.releases[0], version="2.0")))
    folder("region", later, named(name="map", title="Map"))
    assert update.update()[0].lines == ("birthdays 2.0", "new: map (Map)")
    folder("region", named(status="retired", retired_because="Nobody uses it", name="map"))
    lines = update.update()[0].lines
    assert lines == (
        "map is retired and no longer looked after: Nobody uses it",
        "no longer listed: birthdays",
    )
    shutil.rmtree(place)
    gone = cstools_command("registry", "update")
    assert gone.code == 1
    assert "region: The registry" in gone.out


def test_a_list_that_cannot_be_read(cstools_command):
    home.home().mkdir(parents=True)
    (home.home() / "registries.toml").write_text("[[registry]]\nname = 7\n", encoding="utf-8")
    outcome = cstools_command("search")
    assert outcome.code == 2
    assert "Remove that file and add them again" in outcome.err


def test_a_home_that_cannot_be_written(folder, cstools_home, entry):
    place = folder("region", entry)
    cstools_home.write_text("", encoding="utf-8")
    with pytest.raises(OutputError, match="Set CSTOOLS_HOME to a folder you may write to"):
        add(str(place))


def test_a_folder_release_without_its_folder(folder, entry, named):
    """A list of a checkout's folders can be read anywhere, but not installed from."""
    release = replace(entry.releases[0], origin=Origin("path", "birthdays"))
    listed = folder("listed", named(releases=(release,)))
    add(str(listed), priority=1)
    with pytest.raises(UsageError, match="in a checkout of the project only"):
        choose(ToolRequest("birthdays"), configured.configured())


def test_a_name_is_of_the_first_registry_that_lists_it(folder, entry, named, cstools_command):
    """Whoever may write to another list does not take over what the first cannot give."""
    release = replace(entry.releases[0], origin=Origin("path", "birthdays"))
    add(str(folder("listed", named(releases=(release,)))), priority=1)
    add(str(folder("other", entry)))
    with pytest.raises(UsageError) as caught:
        choose(ToolRequest("birthdays"), configured.configured())
    assert caught.value.advice == (
        "other lists it as well. If you trust it with this tool: "
        "cstools install birthdays --from other"
    )
    with pytest.raises(UsageError, match=r"no release 2\.0 of birthdays in listed"):
        choose(ToolRequest("birthdays", "2.0"), configured.configured())
    said = cstools_command("install", "birthdays", "--from", "other").err
    assert "birthdays 1.0 should be at" in said
    choice = choose(ToolRequest("birthdays"), registries("other"))
    assert choice.registry.name == "other"
    assert choice.warning == (
        "birthdays is listed by listed; it is taken from other because of --from."
    )


def test_a_package_is_of_the_first_registry_that_lists_it(folder, entry, named):
    add(str(folder("first", entry)))
    add(str(folder("second", named(name="late-visits", package="P"))))
    for places in (configured.configured(), registries("second")):
        with pytest.raises(UsageError, match="with the package P, which is birthdays of first"):
            choose(ToolRequest("late-visits"), places)
    add(str(folder("third", named(name="ages", package="cstools-validate-903"))))
    with pytest.raises(UsageError, match="which is validate-903 of cstools"):
        choose(ToolRequest("ages"), registries("third"))


def test_a_look_alike_is_asked_about(folder, entry, named, cstools_command):
    add(str(folder("first", entry)))
    add(str(folder("second", named(name="b1rthdays", package="q"))))
    says = (
        "b1rthdays of second looks like birthdays of first: make sure that it is the one you want."
    )
    for places in (configured.configured(), registries("second")):
        assert choose(ToolRequest("b1rthdays"), places).doubt == says
    assert choose(ToolRequest("birthdays"), configured.configured()).doubt == ""
    refused = cstools_command("install", "b1rthdays")
    assert refused.code == 2
    assert says in " ".join(refused.err.split())
    assert "Nothing was installed. If it is: cstools install b1rthdays --yes" in refused.err
    assert "should be at" in cstools_command("install", "b1rthdays", "--yes").err


def test_the_bundled_one_is_always_there():
    assert configured.configured() == [bundled()]


def test_from_names_one_that_was_set_up(folder, cstools_command, fails, entry):
    add(str(folder("region", entry)))
    assert "birthdays" in cstools_command("search", "--from", "region").out
    assert "validate-903" not in cstools_command("search", "--from", "region").out
    assert "cannot be read" in fails("search", "--from", "nowhere")
    with pytest.raises(InputError):
        update.read(source.at("nowhere"))
