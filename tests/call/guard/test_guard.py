"""The guard: what a manifest does not declare is refused, and an honest tool is left alone."""

from __future__ import annotations

import json
import logging
import os
import socket
import sqlite3
import sys
import tempfile
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from multiprocessing import get_all_start_methods
from pathlib import Path
from textwrap import indent

import pandas as pd
import pytest

import cstools
from cstools.call.guard import UndeclaredError, guard
from cstools.errors import ToolError, describe
from cstools.plugin import discovery, load

TABLES = {"people": pd.DataFrame({"name": ["Ann Secret", "Bob Secret"], "age": [1, 20]})}

HEAD = """
import asyncio, ctypes.util, logging, multiprocessing, os, shutil, socket, sqlite3, subprocess
import sys, tempfile, threading, urllib.request, uuid
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

def nothing():
    pass

@hookimpl
def cstools_validate(dataset, context):
"""
FOOT = "\n    return findings.collect([])\n"


@pytest.fixture(autouse=True)
def temp(tmp_path, monkeypatch):
    """The temporary folder, beside everything else a test makes."""
    folder = tmp_path / "temp"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    monkeypatch.setenv("TEMP_FOLDER", str(folder))
    for name in ("MPLCONFIGDIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    return folder


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """A home folder with a file, an empty folder and a database."""
    folder = tmp_path / "home"
    (folder / "empty").mkdir(parents=True)
    (folder / "kept.txt").write_text("kept", encoding="utf-8")
    sqlite3.connect(folder / "kept.db").executescript("create table t (n int)").connection.close()
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(folder))
    return folder


@pytest.fixture
def server(monkeypatch):
    """A socket of this computer that listens."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.setblocking(False)
        monkeypatch.setenv("SERVER_PORT", str(listening.getsockname()[1]))
        yield listening


@pytest.fixture
def tool(make_tool):
    """Install a tool whose validate hook does what is given, and then finds nothing."""

    def make(body, name="sly", head=HEAD, **options):
        return make_tool(name, head + indent(body.strip("\n"), "    ") + FOOT, **options)

    return make


@pytest.fixture
def stopped(tool):
    """Run such a tool, which must be stopped for the key, and give the message."""

    def run(body, key, **options):
        name = tool(body, **options)
        with pytest.raises(ToolError) as caught:
            cstools.run(name, TABLES)
        said = str(caught.value)
        assert f"The tool {name} was stopped" in said
        assert f"does not declare {key} = true" in said
        assert "(tests)" in said
        return said

    return run


def contents(folder):
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None
        for path in folder.rglob("*")
    }


CONNECT = "socket.create_connection(('127.0.0.1', int(os.environ['SERVER_PORT']))).close()"
PHONING_HOME = {
    "socket": CONNECT,
    "urllib": "urllib.request.urlopen('http://127.0.0.1:' + os.environ['SERVER_PORT'] + '/Ann')",
    "look-up": "socket.getaddrinfo('localhost', 80)",
    "look-up of a name": "socket.gethostbyname('localhost')",
    "datagram": """
with socket.socket(type=socket.SOCK_DGRAM) as s:
    s.sendto(b'Ann Secret', ('127.0.0.1', 9))
""",
    "listening": "socket.create_server(('127.0.0.1', 0)).close()",
    "asyncio": """
async def call():
    await asyncio.open_connection('localhost', int(os.environ['SERVER_PORT']))
asyncio.run(call())
""",
}


@pytest.mark.parametrize("body", PHONING_HOME.values(), ids=PHONING_HOME)
def test_a_tool_that_phones_home_is_stopped(stopped, server, body):
    said = stopped(body, "network")
    assert "tried to use the network" in said
    assert "127.0.0.1" not in said
    with pytest.raises(BlockingIOError):
        server.accept()


@pytest.mark.parametrize("key", ["subprocess", "writes_outside"])
def test_another_key_does_not_allow_the_network(stopped, server, key):
    stopped(CONNECT, "network", extra=f"{key} = true")


def test_a_declared_network_is_allowed(tool, server):
    cstools.run(tool(CONNECT, extra="network = true"), TABLES)
    server.setblocking(True)
    server.accept()[0].close()


PROGRAM = "[sys.executable, '-c', 'import pathlib; pathlib.Path(\"made\").touch()']"
SPAWNING = {
    "subprocess": f"subprocess.run({PROGRAM}, cwd=os.environ['TEMP_FOLDER'])",
    "system": "os.system('echo made > \"' + os.environ['TEMP_FOLDER'] + '/made\"')",
    "popen": "os.popen('echo made').read()",
    "spawn": f"os.spawnv(os.P_WAIT, sys.executable, {PROGRAM})",
    **{
        f"multiprocessing {method}": (
            f"multiprocessing.get_context('{method}').Process(target=nothing).start()"
        )
        for method in get_all_start_methods()
    },
}


@pytest.mark.parametrize("body", SPAWNING.values(), ids=SPAWNING)
def test_a_tool_that_starts_a_program_is_stopped(stopped, temp, body):
    said = stopped(body, "subprocess")
    assert "program" in said
    assert not (temp / "made").exists()


def test_a_declared_subprocess_is_allowed(tool, temp):
    cstools.run(tool(SPAWNING["subprocess"], extra="subprocess = true"), TABLES)
    assert (temp / "made").exists()


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="the system has no local sockets")
def test_local_sockets_belong_to_programs(stopped, tool, server):
    body = """
with socket.socket(socket.AF_UNIX) as s:
    assert s.connect_ex('nobody is here') != 0
"""
    assert "talk to another program" in stopped(body, "subprocess")
    cstools.run(tool(body, "one", extra="subprocess = true"), TABLES)
    cstools.run(tool(body, "two", extra="network = true"), TABLES)


WRITING = {
    "write": "(Path.home() / 'Ann Secret.csv').write_text('x')",
    "append": "(Path.home() / 'kept.txt').open('a')",
    "update": "(Path.home() / 'kept.txt').open('r+b')",
    "empty": "os.truncate(Path.home() / 'kept.txt', 0)",
    "os.open": "os.open(Path.home() / 'Ann Secret.csv', os.O_CREAT)",
    "bytes": "open(os.fsencode(Path.home() / 'Ann Secret.csv'), 'wb')",
    "csv": "dataset['people'].to_csv(Path.home() / 'Ann Secret.csv')",
    "touch": "(Path.home() / 'kept.txt').touch()",
    "mode": "(Path.home() / 'kept.txt').chmod(0o400)",
    "delete": "(Path.home() / 'kept.txt').unlink()",
    "delete a folder": "(Path.home() / 'empty').rmdir()",
    "delete all": "shutil.rmtree(Path.home())",
    "make a folder": "(Path.home() / 'Ann Secret').mkdir()",
    "make folders": "(Path.home() / 'Ann Secret' / 'x').mkdir(parents=True)",
    "rename": "(Path.home() / 'kept.txt').rename(Path.home() / 'Ann Secret.txt')",
    "take": "(Path.home() / 'kept.txt').rename(Path(os.environ['TEMP_FOLDER']) / 'x')",
    "put": """
made = Path(os.environ['TEMP_FOLDER']) / 'x'
made.touch()
made.replace(Path.home() / 'Ann Secret.txt')
""",
    "copy": "shutil.copy(Path.home() / 'kept.txt', Path.home() / 'Ann Secret.txt')",
    "link": "os.link(Path.home() / 'kept.txt', Path(os.environ['TEMP_FOLDER']) / 'x')",
    "out of the folder": "(Path(os.environ['TEMP_FOLDER']) / '..' / 'home' / 'x').write_text('')",
    "relative": "os.chdir(Path.home()); open('Ann Secret.csv', 'w')",
    "database": "sqlite3.connect(Path.home() / 'Ann Secret.db')",
    "database address": "sqlite3.connect((Path.home() / 'kept.db').as_uri(), uri=True)",
}


@pytest.mark.parametrize("body", WRITING.values(), ids=WRITING)
def test_a_tool_that_writes_in_the_home_folder_is_stopped(stopped, home, body, monkeypatch):
    monkeypatch.chdir(home)  # so that a body may go elsewhere
    before = contents(home)
    said = stopped(body, "writes_outside")
    assert str(home.parent) in said
    assert "Secret" not in said
    assert contents(home) == before


@pytest.mark.skipif(os.name == "nt", reason="making links takes a right that few have on Windows")
def test_links_lead_nowhere(stopped, home, temp):
    (temp / "way").symlink_to(home, target_is_directory=True)
    (temp / "file").symlink_to(home / "kept.txt")
    (home / "out").symlink_to(temp / "target")
    (temp / "target").touch()
    before = contents(home)
    folder = "Path(os.environ['TEMP_FOLDER'])"
    stopped(f"({folder} / 'way' / 'x').write_text('')", "writes_outside", name="one")
    stopped(f"({folder} / 'file').write_text('')", "writes_outside", name="two")
    stopped("(Path.home() / 'out').unlink()", "writes_outside", name="three")
    stopped("(Path.home() / 'new').symlink_to('kept.txt')", "writes_outside", name="four")
    assert contents(home) == before


@pytest.mark.skipif(os.unlink not in os.supports_dir_fd, reason="names cannot be relative here")
def test_names_relative_to_an_open_folder(stopped, tool, home, temp):
    body = """
folder = os.open({}, os.O_RDONLY)
try:
    os.unlink('kept.txt', dir_fd=folder)
finally:
    os.close(folder)
"""
    (temp / "kept.txt").touch()
    stopped(body.format("Path.home()"), "writes_outside")
    cstools.run(tool(body.format("os.environ['TEMP_FOLDER']"), "honest"), TABLES)
    assert (home / "kept.txt").exists()
    assert not (temp / "kept.txt").exists()


def test_declared_writes_are_allowed(tool, home):
    cstools.run(tool(WRITING["write"], extra="writes_outside = true"), TABLES)
    assert (home / "Ann Secret.csv").exists()


@pytest.mark.parametrize(
    "swallowing",
    [
        "try:\n{}\nexcept Exception:\n    pass",
        "try:\n{}\nexcept PermissionError:\n    pass",
        "try:\n{}\nexcept BaseException:\n    raise KeyError('Ann Secret') from None",
        "try:\n{}\nfinally:\n    sys.exit(0)",
    ],
)
def test_a_swallowed_refusal_still_ends_the_run(stopped, server, swallowing):
    assert "Secret" not in stopped(swallowing.format(indent(CONNECT, "    ")), "network")


def test_the_error_leads_to_the_line_of_the_tool(tool, server):
    with pytest.raises(ToolError) as caught:
        cstools.run(tool(CONNECT), TABLES)
    refusal = caught.value.__cause__
    assert isinstance(refusal, UndeclaredError)
    assert describe(refusal, "cstools_sly").startswith("UndeclaredError in plugin.py, line")


THREADS = {
    "thread": """
def work():
    try:
        {call}
    except OSError:
        pass
thread = threading.Thread(target=work)
thread.start()
thread.join()
""",
    "thread of a thread": """
def work():
    with ThreadPoolExecutor() as pool:
        pool.submit(lambda: {call}).exception()
thread = threading.Thread(target=work)
thread.start()
thread.join()
""",
    "asyncio": """
async def work():
    await asyncio.to_thread(lambda: {call})
asyncio.run(work())
""",
}


@pytest.mark.parametrize("body", THREADS.values(), ids=THREADS)
def test_threads_of_a_tool_are_held_too(stopped, server, body):
    stopped(body.format(call=CONNECT), "network")


def test_a_thread_kept_from_an_earlier_stage_is_held(make_tool, server):
    source = f"""
    import os, socket
    from concurrent.futures import ThreadPoolExecutor
    pool = ThreadPoolExecutor(1)

    @hookimpl
    def cstools_wrangle(dataset):
        pool.submit(len, "").result()
        return dataset

    @hookimpl
    def cstools_validate(dataset):
        pool.submit(lambda: {CONNECT}).exception()
        pool.shutdown()
        return findings.collect([])
    """
    make_tool("sly", source, stages='["wrangle", "validate"]')
    with pytest.raises(ToolError, match=r"The tool sly was stopped.*network = true"):
        cstools.run("sly", TABLES)


def test_importing_a_tool_is_held_too(make_tool, server):
    make_tool("sly", f"import os, socket\n{CONNECT}")
    with pytest.raises(ToolError, match=r"The tool sly was stopped.*network = true"):
        cstools.run("sly", TABLES)


# What an honest tool does

HONEST = {
    "temporary files": """
with tempfile.TemporaryDirectory() as folder:
    file = Path(folder, 'a', 'b.txt')
    file.parent.mkdir(parents=True)
    file.write_text('x')
    file.rename(file.with_name('c.txt'))
    shutil.copytree(file.parent, Path(folder, 'd'))
with tempfile.TemporaryFile() as file:
    file.write(b'x')
with tempfile.NamedTemporaryFile() as file:
    file.write(b'x')
""",
    "reading": """
assert (Path.home() / 'kept.txt').read_text() == 'kept'
assert 'kept.txt' in os.listdir(Path.home())
assert dataset['people']['age'].sum() == 21
(Path.home() / 'empty').mkdir(exist_ok=True)
""",
    "databases": """
sqlite3.connect(':memory:').close()
sqlite3.connect(Path(os.environ['TEMP_FOLDER']) / 'x.db').close()
sqlite3.connect((Path.home() / 'kept.db').as_uri() + '?mode=ro', uri=True).close()
sqlite3.connect((Path.home() / 'kept.db').as_uri() + '?immutable=1', uri=True).close()
sqlite3.connect('file:shared?mode=memory', uri=True).close()
""",
    "parquet and Excel": """
for form in ('parquet', 'csv', 'xlsx'):
    path = Path(os.environ['TEMP_FOLDER']) / ('x.' + form)
    write = {'parquet': 'to_parquet', 'csv': 'to_csv', 'xlsx': 'to_excel'}[form]
    getattr(dataset['people'], write)(path)
    assert path.stat().st_size
""",
    "logging": """
context.log.warning('one rule')
logging.getLogger('elsewhere').info('two')
print('three')
with open(os.devnull, 'w') as nowhere:
    print('four', file=nowhere)
""",
    "threads": """
with ThreadPoolExecutor() as pool:
    assert sum(pool.map(len, ['a', 'bc'])) == 3
async def work():
    return await asyncio.to_thread(len, 'abc')
assert asyncio.run(work()) == 3
left, right = socket.socketpair()
with left, right:
    left.sendall(b'x')
    assert right.recv(1) == b'x'
""",
    "the machine": "ctypes.util.find_library('m'), uuid.getnode(), socket.gethostname()",
    "matplotlib's font list": """
for folder in ('.matplotlib', '.cache/matplotlib', '.config/matplotlib'):
    (Path.home() / folder).mkdir(parents=True)
    (Path.home() / folder / 'fontlist.json').write_text('{}')
""",
    "an impossible name": """
for name in ('x\\0y', ''):
    try:
        open(name, 'w')
    except (ValueError, FileNotFoundError):
        pass
""",
}


@pytest.mark.parametrize("body", HONEST.values(), ids=HONEST)
def test_an_honest_tool_is_left_alone(tool, body):
    assert cstools.run(tool(body, "honest"), TABLES).findings.empty


@pytest.mark.skipif(
    not hasattr(socket, "_fallback_socketpair"), reason="this Python has it on Windows only"
)
def test_two_sockets_that_stand_in_for_a_pair(tool):
    body = "for one in socket._fallback_socketpair(): one.close()"
    cstools.run(tool(body, "honest"), TABLES)


def test_no_byte_code_is_written_while_a_tool_runs(tool, tool_folder, monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)
    name = tool("import late_one, cstools_honest.plugin", "honest")
    (tool_folder / "late_one.py").write_text("", encoding="utf-8")
    load.keep_bytecode.cache_clear()
    cstools.run(name, TABLES)
    assert not list(tool_folder.glob("__pycache__/late_one.*"))
    # Its own was kept before it ran, so that it need not be compiled anew each time.
    assert list((tool_folder / "cstools_honest" / "__pycache__").glob("plugin.*.pyc"))
    assert sys.dont_write_bytecode is False


@pytest.mark.parametrize("name", ["__pycache__", "some/__pycache__"])
def test_no_folder_is_allowed_for_its_name(stopped, home, name):
    folder = home / name
    folder.mkdir(parents=True)
    body = f"(Path.home() / {name!r} / 'children.csv').write_text('x')"
    stopped(body, "writes_outside")
    assert not list(folder.iterdir())


UNSEEN = {
    "parquet": "dataset['people'].to_parquet(Path.home() / 'Ann Secret.parquet')",
    "parquet writer": """
import pyarrow as pa, pyarrow.parquet as pq
pq.ParquetWriter(str(Path.home() / 'Ann Secret.parquet'), pa.schema([])).close()
""",
    "dataset": """
import pyarrow as pa, pyarrow.dataset as ds
ds.write_dataset(pa.table({'a': [1]}), Path.home() / 'Ann Secret', format='parquet')
""",
    "feather": """
import pyarrow as pa, pyarrow.feather
pyarrow.feather.write_feather(pa.table({'a': [1]}), str(Path.home() / 'Ann Secret'))
""",
    "arrow csv": """
import pyarrow as pa, pyarrow.csv
pyarrow.csv.write_csv(pa.table({'a': [1]}), output_file=str(Path.home() / 'Ann Secret.csv'))
""",
    "arrow file": "import pyarrow; pyarrow.OSFile(str(Path.home() / 'Ann Secret'), mode='w')",
    "arrow map": "import pyarrow; pyarrow.create_memory_map(str(Path.home() / 'Ann Secret'), 9)",
    "arrow stream": "import pyarrow; pyarrow.output_stream(str(Path.home() / 'Ann Secret'))",
    "arrow address": """
import pyarrow as pa, pyarrow.parquet as pq
pq.write_table(pa.table({'a': [1]}), (Path.home() / 'Ann Secret').as_uri())
""",
    "arrow delete": """
from pyarrow import fs
fs.LocalFileSystem().delete_file(str(Path.home() / 'kept.txt'))
""",
    "arrow move": """
from pyarrow import fs
fs.LocalFileSystem().move(str(Path.home() / 'kept.txt'), os.environ['TEMP_FOLDER'] + '/x')
""",
    "attach": """
sqlite3.connect(':memory:').execute(f"attach '{Path.home() / 'Ann Secret.db'}' as x")
""",
    "attach a value": """
sqlite3.connect(':memory:').execute('attach ? as x', (str(Path.home() / 'Ann Secret.db'),))
""",
    "vacuum": """
con = sqlite3.connect(':memory:')
con.execute('create table t (n)')
con.execute(f"vacuum into '{Path.home() / 'Ann Secret.db'}'")
""",
}
UNIX = {
    "open in a folder": """
folder = os.open(Path.home(), os.O_RDONLY)
os.open('Ann Secret', os.O_WRONLY | os.O_CREAT, dir_fd=folder)
""",
    "mode by number": "os.fchmod(os.open(Path.home() / 'kept.txt', os.O_RDONLY), 0o777)",
    "pipe": "os.mkfifo(Path.home() / 'Ann Secret')",
    "device": "os.mknod(Path.home() / 'Ann Secret')",
    "below os": "import posix; posix.mkfifo(Path.home() / 'Ann Secret')",
    "terminal": "open('/dev/tty', 'w')",
}


@pytest.mark.parametrize(
    "body",
    [
        *(pytest.param(body, id=name) for name, body in UNSEEN.items()),
        *(
            pytest.param(
                body, id=name, marks=pytest.mark.skipif(os.name == "nt", reason="a call of Unix")
            )
            for name, body in UNIX.items()
        ),
    ],
)
def test_what_python_does_not_announce_is_stopped(stopped, home, body, monkeypatch, temp):
    monkeypatch.chdir(temp)
    before = contents(home)
    mode = (home / "kept.txt").stat().st_mode
    said = stopped(body, "writes_outside")
    assert "Secret" not in said
    assert contents(home) == before
    assert (home / "kept.txt").stat().st_mode == mode


FETCHING = {
    "S3": "from pyarrow import fs; fs.S3FileSystem(endpoint_override='127.0.0.1:9')",
    "an address": """
import pyarrow as pa, pyarrow.parquet as pq
pq.write_table(pa.table({'a': [1]}), 's3://bucket/Ann?endpoint_override=127.0.0.1:9')
""",
    "flight": "from pyarrow import flight; flight.connect('grpc://127.0.0.1:9')",
}


@pytest.mark.parametrize("body", FETCHING.values(), ids=FETCHING)
def test_compiled_code_that_phones_home_is_stopped(stopped, body):
    stopped(body, "network")


DRAWING = """
import vl_convert
spec = {{"data": {{"url": "http://127.0.0.1:" + os.environ["SERVER_PORT"] + "/x.csv"}},
        "mark": "bar", "encoding": {{"x": {{"field": "a"}}}}}}
try:
    vl_convert.vegalite_to_svg(spec{more})
except ValueError:
    pass
"""


@pytest.mark.parametrize("more", ["", ", allowed_base_urls=['http://127.0.0.1']"])
def test_drawing_a_chart_fetches_nothing(tool, server, more):
    cstools.run(tool(DRAWING.format(more=more)), TABLES)
    with pytest.raises(BlockingIOError):
        server.accept()


def test_arrow_works_on_where_it_may(tool, temp, home):
    body = """
import pyarrow as pa, pyarrow.csv, pyarrow.dataset, pyarrow.parquet as pq
from pyarrow import fs
place, table = Path(os.environ['TEMP_FOLDER']), pa.table({'a': [1]})
pq.write_table(table, place / 'x.parquet')
pa.csv.write_csv(table, str(place / 'x.csv'))
pa.dataset.write_dataset(table, place / 'parts', format='parquet')
assert pq.read_table(place / 'x.parquet') == pa.dataset.dataset(place / 'parts').to_table()
with pa.OSFile(str(place / 'x'), 'wb') as file:
    file.write(b'x')
assert pa.memory_map(str(Path.home() / 'kept.txt')).read() == b'kept'
fs.LocalFileSystem().delete_file(str(place / 'x'))
con = sqlite3.connect(':memory:')
con.execute(f"attach '{place / 'x.db'}' as x")
con.execute('create table x.t (n)')
con.execute('vacuum x')
con.execute(f"vacuum main into '{place / 'y.db'}'")
"""
    cstools.run(tool(body, "honest"), TABLES)
    assert (temp / "y.db").exists()
    assert not (temp / "x").exists()


def test_one_stage_does_not_widen_the_places_of_the_next(make_tool, home, monkeypatch):
    source = """
    import os, sys, tempfile
    from pathlib import Path
    @hookimpl
    def cstools_wrangle(dataset):
        tempfile.tempdir = str(Path.home())
        for name in ("MPLCONFIGDIR", "TMPDIR", "XDG_CACHE_HOME"):
            os.environ[name] = str(Path.home())
        sys.pycache_prefix = str(Path.home())
        os.chdir(Path.home())
        return dataset
    @hookimpl
    def cstools_validate(dataset):
        (Path.home() / "Ann Secret.txt").write_text("x")
        return findings.collect([])
    """
    make_tool("sly", source, stages='["wrangle", "validate"]')
    before, folder = contents(home), Path.cwd()
    with pytest.raises(ToolError, match=r"The tool sly was stopped.*writes_outside = true"):
        cstools.run("sly", TABLES)
    assert contents(home) == before
    assert Path.cwd() == folder
    assert sys.pycache_prefix is None


SAYING = """
import atexit, ctypes, logging, os, sys, threading, warnings
@hookimpl
def cstools_validate(dataset, context):
    print("Ann Secret")
    print("Ann Secret", file=sys.stderr)
    sys.__stdout__.write("Ann Secret\\n")
    sys.stdout.buffer.write(b"Ann Secret\\n")
    warnings.warn("Ann Secret")
    logging.getLogger("elsewhere").warning("Ann Secret")
    context.log.error("Ann Secret")
    thread = threading.Thread(target=print, args=("Ann Secret",))
    thread.start()
    thread.join()
    os.write(1, b"Ann Secret\\n")
    os.write(2, b"Ann Secret\\n")
    if os.name == "posix":
        ctypes.CDLL(None).puts(b"Ann Secret")
    class Late:
        def __del__(self):
            raise ValueError("Ann Secret")
    sys.late = Late()
    atexit.register(print, "Ann Secret")
    return findings.collect([])
"""


def test_what_a_tool_says_reaches_nobody(make_tool, cstools_command, tmp_path):
    make_tool("chatty", SAYING.replace("\\\\", "\\"))
    (tmp_path / "people.csv").write_text("name\nAnn Secret\n", encoding="utf-8")
    command = ("run", "chatty", "people.csv", "--format", "csv", "--out")
    told = cstools_command(*command, "a", "--json")
    assert told.code == 0
    assert json.loads(told.out)
    assert "Secret" not in told.out + told.err
    plain = cstools_command(*command, "b", "--verbose")
    assert plain.code == 0
    assert "Secret" not in plain.out + plain.err
    assert "b" in plain.out


def test_what_a_tool_says_stays_out_of_the_programs_log(make_tool, capfd, caplog, recwarn):
    make_tool("chatty", SAYING.partition("    class Late")[0] + "    return findings.collect([])\n")
    cstools.run("chatty", TABLES)
    assert "Secret" not in "".join(capfd.readouterr())
    assert "Secret" not in caplog.text
    sys.stdout.write("the program's own\n")
    logging.getLogger("program").error("its own log")
    assert capfd.readouterr().out == "the program's own\n"
    assert "its own log" in caplog.text


def test_other_threads_of_the_program_go_on_printing(make_tool, capsys):
    source = """
    import threading
    @hookimpl
    def cstools_validate(dataset):
        print("Ann Secret")
        threading.running.set()
        assert threading.printed.wait(20)
        return findings.collect([])
    """
    make_tool("chatty", source)
    threading.running, threading.printed = threading.Event(), threading.Event()

    def say():
        assert threading.running.wait(20)
        sys.stdout.write("the program's own\n")
        threading.printed.set()

    with ThreadPoolExecutor(1) as pool:
        said = pool.submit(say)
        cstools.run("chatty", TABLES)
        said.result()
    assert capsys.readouterr().out == "the program's own\n"


@pytest.mark.parametrize("body", ["os._exit(0)", f"import {os.name}; {os.name}._exit(0)"])
def test_a_tool_cannot_end_the_program_as_if_all_were_well(tool, fails, tmp_path, body):
    tool(body)
    (tmp_path / "people.csv").write_text("name\nAnn Secret\n", encoding="utf-8")
    said = fails("run", "sly", "people.csv", "--out", "report", "--format", "csv")
    assert "The tool sly was stopped: it tried to end the program." in said
    assert not (tmp_path / "report").exists()


@pytest.mark.skipif("fork" not in get_all_start_methods(), reason="there is no fork")
def test_a_process_that_a_tool_may_start_ends_itself(tool):
    body = """
process = multiprocessing.get_context('fork').Process(target=nothing)
process.start()
process.join()
assert process.exitcode == 0
"""
    cstools.run(tool(body, "honest", extra="subprocess = true"), TABLES)


def test_loading_a_tool_to_look_at_it_is_held_too(make_tool, cstools_command, server, home):
    make_tool("sly", f"import os, socket\nprint('Ann Secret')\n{CONNECT}")
    told = cstools_command("doctor", "--json")
    assert "The tool sly was stopped: it tried to use the network" in told.out
    assert "Secret" not in told.out + told.err


def test_the_validator_is_left_alone(home):
    before = contents(home)
    result = cstools.run("validate-903", sample=True)
    assert not result.findings.empty
    assert not [check for check in result.checks if check.state == "failed"]
    assert contents(home) == before


# Where the guard begins and ends


@pytest.mark.parametrize("body", ["", "raise KeyError('x')", CONNECT])
def test_nothing_is_held_after_the_run(tool, home, server, body):
    name = tool(body, "done")
    with suppress(ToolError):
        cstools.run(name, TABLES)
    (home / "kept.txt").write_text("changed", encoding="utf-8")
    with socket.create_connection(server.getsockname()):
        pass


def test_an_interruption_goes_through(tool, server):
    body = f"try:\n    {CONNECT}\nexcept OSError:\n    raise KeyboardInterrupt"
    with pytest.raises(KeyboardInterrupt):
        cstools.run(tool(body), TABLES)


def test_other_errors_of_a_tool_are_told_as_before(tool):
    name = tool("raise PermissionError('Ann Secret')", "broken")
    with pytest.raises(ToolError, match="failed while running validate: PermissionError in plugin"):
        cstools.run(name, TABLES)


def test_a_tool_that_runs_another_is_held_to_both(tool, server):
    inner = "cstools.run('{}', dataset)"
    tool(CONNECT, "calling")
    tool(CONNECT, "declared", extra="network = true")
    tool(inner.format("calling"), "lenient", extra="network = true")
    tool(inner.format("declared"), "strict")
    tool(inner.format("declared"), "open", extra="network = true")
    with pytest.raises(ToolError, match="The tool calling was stopped"):
        cstools.run("lenient", TABLES)
    with pytest.raises(ToolError, match="The tool strict was stopped"):
        cstools.run("strict", TABLES)
    assert cstools.run("open", TABLES).findings.empty


def test_each_thread_is_held_to_its_own_tool(make_tool, home):
    manifests = [
        discovery.manifest_of(make_tool("writing", extra="writes_outside = true")),
        discovery.manifest_of(make_tool("plain")),
    ]
    together = threading.Barrier(3, timeout=20)

    def write(name, manifest=None):
        if manifest is None:
            together.wait()
            (home / name).touch()
            together.wait()
            return
        with guard(manifest):
            together.wait()
            try:
                (home / name).touch()
            finally:
                together.wait()

    with ThreadPoolExecutor(3) as pool:
        declared = pool.submit(write, "a", manifests[0])
        plain = pool.submit(write, "b", manifests[1])
        host = pool.submit(write, "c")
        assert declared.exception() is None
        assert host.exception() is None
        assert isinstance(plain.exception(), ToolError)
    assert {"a", "c"} == {path.name for path in home.iterdir()} & {"a", "b", "c"}


EXPORTER = """
import os
from pathlib import Path

@hookimpl
def cstools_export(target):
    {body}
    path = target.folder / "inner" / "result.txt"
    path.parent.mkdir()
    path.write_text("x", encoding="utf-8")
    return [path]
"""


def exported(make_tool, folder, body="pass", **options):
    make_tool("plain", HEAD + FOOT)
    source = EXPORTER.format(body=body)
    make_tool("text", source, stages='["export"]', produces='["txt"]', **options)
    return cstools.run("plain", TABLES).export(folder, formats=["csv", "txt"])


def test_an_exporter_writes_in_its_folder(make_tool, home):
    files = exported(make_tool, home / "out")
    assert home / "out" / "inner" / "result.txt" in files


@pytest.mark.parametrize(
    "body",
    [
        "(target.folder.parent / 'Ann Secret.txt').write_text('x')",
        "(Path.home() / 'Ann Secret.txt').write_text('x')",
        "os.remove(Path.home() / 'kept.txt')",
    ],
)
def test_an_exporter_that_writes_elsewhere_is_stopped(make_tool, home, body):
    before = contents(home)
    with pytest.raises(
        ToolError, match=r"The tool text was stopped.*writes_outside = true"
    ) as said:
        exported(make_tool, home / "out", body)
    assert "Secret" not in str(said.value)
    assert contents(home) == before


def test_an_exporter_may_declare_it(make_tool, home):
    body = "(Path.home() / 'sent.txt').write_text('x')"
    exported(make_tool, home / "out", body, extra="writes_outside = true")
    assert (home / "sent.txt").exists()


def test_the_command_line_says_it_and_writes_nothing(tool, fails, tmp_path, server):
    tool(CONNECT)
    (tmp_path / "people.csv").write_text("name,age\nAnn Secret,3\n", encoding="utf-8")
    said = fails("run", "sly", "people.csv", "--out", "report", "--format", "csv")
    assert "The tool sly was stopped: it tried to use the network" in said
    assert "network = true" in said
    assert not (tmp_path / "report").exists()
