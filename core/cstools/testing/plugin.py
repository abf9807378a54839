"""The pytest plugin: the fixtures of the test kit.

It is loaded wherever cstools and pytest are, so it imports nothing but pytest until a fixture is
used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator
    from pathlib import Path

    from cstools.testing.run import RunTool
    from cstools.testing.samples import MakeSample
    from cstools.testing.snapshots import PanelSnapshot

_WRITTEN = "cstools snapshot"
_users = pytest.StashKey[dict[str, str]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that writes snapshots."""
    parser.getgroup("cstools").addoption(
        "--cstools-update-snapshots",
        action="store_true",
        help="Write the files that panel_snapshot compares with, instead of comparing.",
    )


@pytest.fixture(scope="session")
def _cstools_home_of_session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    from cstools.testing.homes import throw_away

    with throw_away(tmp_path_factory.mktemp("cstools") / "home") as folder:
        yield folder


@pytest.fixture
def cstools_home(tmp_path: Path, _cstools_home_of_session: Path) -> Iterator[Path]:
    """An empty cstools folder of the test's own; its path."""
    from cstools.testing.homes import throw_away

    with throw_away(tmp_path / "cstools home") as folder:
        yield folder


@pytest.fixture(scope="session")
def sample(_cstools_home_of_session: Path) -> MakeSample:
    """Make synthetic data of a standard, e.g. ``sample("a-standard", errors=0.1)``."""
    from cstools.testing.samples import MakeSample

    return MakeSample()


@pytest.fixture(scope="session")
def run_tool(_cstools_home_of_session: Path, pytestconfig: pytest.Config) -> RunTool:
    """Run a tool, e.g. ``run_tool("a-tool", tables)``; the result has assertions."""
    from cstools.testing.run import RunTool

    return RunTool(*{pytestconfig.invocation_params.dir, pytestconfig.rootpath})


@pytest.fixture
def panel_snapshot(request: pytest.FixtureRequest) -> Iterator[PanelSnapshot]:
    """Compare panels or a table with a file, e.g. ``panel_snapshot(result.panels)``."""
    from cstools.testing.snapshots import PanelSnapshot

    snapshot = PanelSnapshot(
        _as_typed(request),
        request.path.parent,
        request.node.name,
        update=request.config.getoption("--cstools-update-snapshots"),
        users=request.config.stash.setdefault(_users, {}),
    )
    yield snapshot
    # In this form the names also come back from other processes that run tests.
    request.node.user_properties.extend((_WRITTEN, name) for name in snapshot.written)


@pytest.fixture
def no_network(request: pytest.FixtureRequest) -> Iterator[None]:
    """Refuse the network to the test and to what it calls."""
    from cstools.testing.network import refused_network

    # This holds while fixtures are made and cleared away; the hook below while the test runs.
    with refused_network(request.node.nodeid, request.path.parent):
        yield


def _as_typed(request: pytest.FixtureRequest) -> str:
    """The test as one types it after ``pytest`` in the folder where pytest was started."""
    folder = request.config.invocation_params.dir
    path = request.path.relative_to(folder) if request.path.is_relative_to(folder) else request.path
    return f"{path.as_posix()}::{request.node.nodeid.partition('::')[2]}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, None, None]:
    """Make a test fail that was refused the network, also when it swallowed the refusal."""
    if "no_network" not in getattr(item, "fixturenames", ()):
        return (yield)
    from cstools.testing.network import refused_network

    with refused_network(item.nodeid, item.path.parent):
        return (yield)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say which snapshots were written."""
    written = [
        f"{report.nodeid.partition('::')[0]}: {name}"
        for reports in terminalreporter.stats.values()
        for report in reports
        for key, name in getattr(report, "user_properties", ())
        if key == _WRITTEN and report.when == "teardown"
    ]
    if written:
        terminalreporter.section("cstools snapshots written")
        for line in sorted(set(written)):
            terminalreporter.line(line)
