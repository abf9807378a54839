"""Turn a script that works from top to bottom into a function that is given its files.

The text stays as its author wrote it, but for the places where it touches a file: a read takes the
table that the run has, a write or print hands one over.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from cstools.errors import InputError
from cstools.scaffold import edits
from cstools.scaffold.paths import Paths

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cstools.scaffold.edits import Text

FUNCTION = "run_script"
FILES = "script_files"
_READS = {"read_csv", "read_table", "read_excel", "read_parquet", "read_feather"}
_WRITES = {"to_csv", "to_excel", "to_parquet", "to_feather", "to_json", "to_html", "to_markdown"}
_NO_WRITES = {"to_sql", "to_pickle", "to_hdf", "to_stata", "to_clipboard", "to_gbq"}
_TEXT_FILES = {".csv", ".txt", ".tsv"}
# Statements of their own that only touch files, screens or the notebook around them.
_DROPPED = {
    *("makedirs", "mkdir", "chdir", "savefig", "show", "get_ipython"),
    *("run_line_magic", "run_cell_magic", "set_option"),
}
_ENDS = {"exit", "quit", "_exit"}
_ANSWERS = {
    "input": "asks a person",
    "argv": "takes its files from the command line",
    "parse_args": "takes its files from the command line",
    "glob": "reads whatever files it finds",
    "rglob": "reads whatever files it finds",
    "listdir": "reads whatever files it finds",
    "iterdir": "reads whatever files it finds",
}


@dataclass
class Rewritten:
    """A script as a function.

    Attributes:
        source: the module with the function `FUNCTION`.
        reads: the columns that are asked of each table it reads, by the script's name for it.
        notes: what the author should look at, one sentence each.
    """

    source: str
    reads: dict[str, tuple[str, ...]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def touches_files(tree: ast.Module) -> bool:
    """Whether a script reads a file by pandas or ``open``."""
    return any(_called(node) in {*_READS, "open"} for node in ast.walk(tree))


def rewrite(source: str, tree: ast.Module, name: str) -> Rewritten:
    """The script as a function.

    Raises:
        InputError: something in it cannot be turned into an input or a table; names the line.
    """
    return _Rewriter(source, tree, name).rewritten()


class _Rewriter:
    def __init__(self, source: str, tree: ast.Module, name: str) -> None:
        self.tree, self.name = tree, name
        self.text = edits.Text(source)
        self.paths = Paths(tree)
        self.reads: dict[str, tuple[str, ...]] = {}
        self.notes: list[str] = []
        self.bare = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}

    def rewritten(self) -> Rewritten:
        for node in ast.walk(self.tree):
            self._refuse(node)
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call):
                self._call(node)
            elif isinstance(node, ast.Global):
                self.text.put(node, "nonlocal " + ", ".join(node.names))
            elif isinstance(node, ast.Compare) and _is_main(node):
                self.text.put(node, "True")
        if not self.reads:
            raise InputError(
                f"{self.name} reads no table, so there is nothing to hand to it.",
                "A tool is given tables: let it read them with pandas.read_csv or read_excel.",
            )
        self._last_statement()
        imports = [
            statement
            for statement in self.tree.body
            if isinstance(statement, ast.Import | ast.ImportFrom)
        ]
        return Rewritten(_module(self.text, imports, self._order()), self.reads, tuple(self.notes))

    def _refuse(self, node: ast.AST) -> None:
        word = _called(node) or (node.attr if isinstance(node, ast.Attribute) else "")
        if word in _ANSWERS and (word != "input" or isinstance(node, ast.Call)):
            self._refused(node, _ANSWERS[word])
        if word in _NO_WRITES and isinstance(node, ast.Call):
            self._refused(node, f"writes with {word}, which becomes no table")
        if isinstance(node, ast.ImportFrom) and any(alias.name == "*" for alias in node.names):
            self._refused(node, "imports everything of a module, which a function cannot")
        if isinstance(node, ast.Await | ast.AsyncFunctionDef | ast.AsyncWith | ast.AsyncFor):
            self._refused(node, "waits for something, which a tool does not")

    def _refused(self, node: ast.AST, what: str) -> None:
        raise InputError(
            f"{self.name}, line {getattr(node, 'lineno', '?')}: it {what}, so its files cannot be "
            "turned into the inputs of a tool.",
            "Put the work into a function that takes a DataFrame and returns one, or name the "
            "files in the script, such as pandas.read_csv('visits.csv').",
        )

    def _call(self, call: ast.Call) -> None:
        word = _called(call)
        if word in _READS and _first(call) is not None:
            self._read(call, word)
        elif word == "open" and isinstance(call.func, ast.Name):
            self._open(call)
        elif word in _WRITES and _first(call) is not None and isinstance(call.func, ast.Attribute):
            self._written(call, call.func)
        elif word == "ExcelWriter":
            self.text.replace_callee(call, f"{FILES}.workbook(None, ")
        elif word in {"print", "display"} and call.args and isinstance(call.func, ast.Name):
            self.text.replace_callee(call, f"{FILES}.show({_root(call.args)!r}, ")
        elif id(call) in self.bare and word in _ENDS:
            self.text.put(call, "pass" if not call.args else self.text.of(call.args[0]))
        elif id(call) in self.bare and word in _DROPPED:
            self.text.put(call, "pass")
            if word == "savefig":
                self.notes.append(
                    f"{self.name}, line {call.lineno}: the picture is left out; the stage "
                    "visualise draws charts."
                )

    def _read(self, call: ast.Call, word: str) -> None:
        path = _first(call)
        assert path is not None
        names = self.paths.names(path)
        if not names:
            self._refused(call, "reads a file whose name is worked out while it runs")
        sheet = next((item.value for item in call.keywords if item.arg == "sheet_name"), None)
        if word == "read_excel" and sheet is not None:
            if not isinstance(sheet, ast.Constant) or sheet.value is None:
                self._refused(call, "reads several sheets at once")
            elif isinstance(sheet.value, str):
                names = [sheet.value]
        keys = [_stem(item) for item in names]
        for key in keys:
            self.reads.setdefault(key, self._columns(call))
        key = repr(keys[0]) if len(keys) == 1 else "None"
        self.text.replace_callee(call, f"{FILES}.{word}({key}, ")

    def _open(self, call: ast.Call) -> None:
        path = call.args[0] if call.args else None
        names = self.paths.names(path) if path is not None else []
        mode = call.args[1] if len(call.args) > 1 else None
        mode = next((item.value for item in call.keywords if item.arg == "mode"), mode)
        letters = str(mode.value) if isinstance(mode, ast.Constant) else "r"
        suffixes = {PurePosixPath(item).suffix.lower() for item in names}
        if not names or "b" in letters or not suffixes <= _TEXT_FILES:
            self._refused(call, "opens a file that is no table in a CSV file with a fixed name")
        keys = [_stem(item) for item in names]
        if "r" in letters:
            for key in keys:
                self.reads.setdefault(key, ())
        key = repr(keys[0]) if len(keys) == 1 else "None"
        self.text.replace_callee(call, f"{FILES}.open({key}, ")

    def _written(self, call: ast.Call, function: ast.Attribute) -> None:
        path = _first(call)
        assert path is not None
        sheets = any(item.arg == "sheet_name" for item in call.keywords)
        names = self.paths.names(path)
        keys = [_stem(item) for item in names] or [self.paths.fixed_part(path)]
        if not keys[0] and not sheets:
            self._refused(call, "writes files whose names are worked out while it runs")
        key = repr(keys[0] or "table") if len(keys) == 1 else "None"
        self.text.insert(function.value, f"{FILES}.keep({key}, ")
        self.text.replace_between(function.value, call, ", ")

    def _columns(self, call: ast.Call) -> tuple[str, ...]:
        """The columns that are asked of the name which a table is read into."""
        targets = {
            target.id
            for node in ast.walk(self.tree)
            if isinstance(node, ast.Assign) and _holds(node.value, call)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        columns_read: set[str] = set()
        columns_made: set[str] = set()
        for node in ast.walk(self.tree):
            if not isinstance(node, ast.Subscript) or not isinstance(node.value, ast.Name):
                continue
            if node.value.id in targets:
                (columns_made if isinstance(node.ctx, ast.Store) else columns_read).update(
                    _texts(node.slice)
                )
        return tuple(sorted(columns_read - columns_made))

    def _last_statement(self) -> None:
        """A notebook shows what its last cell ends with; so does the tool."""
        if not self.tree.body or not isinstance(self.tree.body[-1], ast.Expr):
            return
        value = self.tree.body[-1].value
        if isinstance(value, ast.Call) and isinstance(value.func, ast.Name):
            return
        if isinstance(value, ast.Constant) or _called(value) in {*_WRITES, *_DROPPED, *_ENDS}:
            return
        name = _root([value])
        # A few lines to look at stand for the table they are of.
        peek = _called(value) in {"head", "tail", "sample"}
        if peek and isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute):
            self.text.put(value, f"{FILES}.show({name!r}, {self.text.of(value.func.value)})")
            return
        self.text.insert(value, f"{FILES}.show({name!r}, ")
        self.text.insert_after(value, ")")

    def _order(self) -> list[str]:
        """The names that the script gives values to outside its functions, the last one first."""
        names = [
            node.id
            for statement in self.tree.body
            if not isinstance(statement, ast.FunctionDef | ast.ClassDef)
            for node in ast.walk(statement)
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
        ]
        return list(dict.fromkeys(reversed(names)))


def _module(text: Text, hoisted: Sequence[ast.stmt], order: list[str]) -> str:
    """The module: the imports, then the function with all the rest."""
    for statement in hoisted:
        text.put(statement, "" if text.alone(statement) else "pass")
    imports = "\n".join(text.of(statement) for statement in hoisted)
    body = edits.indented(_without_coding(text.edited()))
    return (
        f'"""The script as a function: its files are given to it as {FILES}."""\n\n'
        f"{imports}\n\n\ndef {FUNCTION}({FILES}):\n{body}\n"
        f"    return {FILES}.result(locals(), {order!r})\n"
    )


def _without_coding(source: str) -> str:
    lines = source.splitlines()
    for place, line in enumerate(lines[:2]):
        if re.match(r"^[ \t\f]*#.*?coding[:=]", line) or line.startswith("#!"):
            lines[place] = ""
    return "\n".join(lines)


def _called(node: ast.AST) -> str:
    if not isinstance(node, ast.Call):
        return ""
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


def _first(call: ast.Call) -> ast.expr | None:
    """The path that a call is given."""
    named = ("filepath_or_buffer", "path_or_buf", "io", "path", "excel_writer", "buf")
    value = next((keyword.value for keyword in call.keywords if keyword.arg in named), None)
    return call.args[0] if call.args else value


def _is_main(node: ast.Compare) -> bool:
    return any(
        isinstance(part, ast.Name) and part.id == "__name__"
        for part in (node.left, *node.comparators)
    )


def _root(values: list[ast.expr]) -> str:
    """The name of the table that an expression begins with."""
    for value in values:
        node: ast.expr = value
        while isinstance(node, ast.Attribute | ast.Subscript | ast.Call):
            node = node.func if isinstance(node, ast.Call) else node.value
        if isinstance(node, ast.Name):
            return node.id
    return "result"


def _stem(name: str) -> str:
    return PurePosixPath(name.replace("\\", "/")).name.partition(".")[0] or name


def _holds(value: ast.AST, call: ast.Call) -> bool:
    return any(node is call for node in ast.walk(value))


def _texts(index: ast.expr) -> set[str]:
    parts = index.elts if isinstance(index, ast.List) else [index]
    return {
        part.value
        for part in parts
        if isinstance(part, ast.Constant) and isinstance(part.value, str)
    }
