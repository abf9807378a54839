"""The function of a script that takes a DataFrame and returns one."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from cstools.errors import InputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

FRAME = "DataFrame"
_OF_TABLES = {
    *("merge", "join", "groupby", "columns", "loc", "iloc", "copy", "drop_duplicates", "dropna"),
    *("sort_values", "assign", "rename", "query", "set_index", "reset_index", "pivot_table"),
}
_NOTHING = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)


def find(
    tree: ast.Module,
    script: str,
    function_name: str | None,
    choose: Callable[[Sequence[str]], str | None] | None,
) -> ast.FunctionDef:
    """The function to wrap: the one wanted, the one that fits, or the one chosen of several.

    Raises:
        InputError: none fits; says why the likeliest does not.
        UsageError: there is none of the name, or several fit and none was chosen.
    """
    known = {
        function.name: function for function in tree.body if isinstance(function, ast.FunctionDef)
    }
    if function_name is not None:
        return _named(known, script, function_name)
    public = [function for name, function in known.items() if not name.startswith("_")]
    fits = _likeliest([function for function in public if not why_not(function)])
    if len(fits) == 1:
        return fits[0]
    if not fits:
        raise _none_fits(public, script)
    names = [function.name for function in fits]
    choice = choose(names) if choose is not None else None
    if choice is None:
        raise UsageError(
            f"Several functions of {script} take and return a table: {', '.join(names)}.",
            f"Say which one with --function, such as --function {names[-1]}.",
        )
    return known[choice]


def why_not(function: ast.FunctionDef) -> str:
    """Why a function cannot be the wrangle stage; empty when it can."""
    required = list(_required(function))
    if not required:
        return "it has to take a table"
    if function.args.vararg or function.args.kwarg:
        return "it takes any number of arguments (*args, **kwargs), so nobody can tell which"
    if reason := next(
        filter(None, (_no_table(function, argument, required) for argument in required)), ""
    ):
        return reason
    return _why_not_by_body(function, [argument.arg for argument in required])


def _why_not_by_body(function: ast.FunctionDef, names: list[str]) -> str:
    """Why what a function does with its tables, or returns, keeps it from being the stage."""
    if _annotated(function.returns) is False and not _several(function.returns):
        return "what it returns is not a DataFrame by its annotation"
    if any(_reads_argument(call, name) for call in _calls(function) for name in names):
        return "it reads its file itself; let it take the DataFrame that was read"
    if not any(isinstance(node, ast.Return) and node.value for node in _within(function)):
        return "it returns nothing; let it end with return and the DataFrame"
    return ""


def tables(function: ast.FunctionDef) -> tuple[str, ...]:
    """The names of the arguments that a function takes its tables by."""
    return tuple(argument.arg for argument in _required(function))


def _required(function: ast.FunctionDef) -> Iterator[ast.arg]:
    """The arguments that have to be given, and tables that may be left out."""
    arguments = function.args
    positional = [*arguments.posonlyargs, *arguments.args]
    yield from positional[: len(positional) - len(arguments.defaults)]
    for argument, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
        if default is None:
            yield argument


def _no_table(function: ast.FunctionDef, argument: ast.arg, required: list[ast.arg]) -> str:
    """Why an argument is no table; empty when it is, by its annotation or by what is done to it."""
    kind = _annotated(argument.annotation)
    if kind is False and len(required) == 1:
        return "what it takes is not a DataFrame by its annotation"
    if kind is False:
        return f"{argument.arg} is no table and has no default; give it one"
    if kind is None and len(required) > 1 and not _used_as_table(function, argument.arg):
        return (
            f"whether {argument.arg} is a table cannot be told; write it as "
            f"{argument.arg}: pd.DataFrame, or give it a default"
        )
    return ""


def _used_as_table(function: ast.FunctionDef, name: str) -> bool:
    """Whether something is done to an argument that is done to tables."""
    for node in ast.walk(function):
        if isinstance(node, ast.Subscript) and _is(node.value, name):
            if any(isinstance(part, ast.Constant | ast.List) for part in ast.walk(node.slice)):
                return True
        elif isinstance(node, ast.Attribute) and _is(node.value, name):
            if node.attr in _OF_TABLES:
                return True
        elif isinstance(node, ast.Call) and _name(node.func) in {"merge", "concat", "join"}:
            parts = [*node.args, *(keyword.value for keyword in node.keywords)]
            if any(_is(inner, name) for part in parts for inner in ast.walk(part)):
                return True
    return False


def _is(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name


def _several(annotation: ast.expr | None) -> bool:
    """Whether an annotation says a dictionary, tuple or list of DataFrames."""
    return isinstance(annotation, ast.Subscript) and any(
        _name(node) == FRAME for node in ast.walk(annotation) if isinstance(node, ast.expr)
    )


def files_touched(function: ast.FunctionDef) -> list[str]:
    """Lines on which a function reads or writes files, one sentence each."""
    sentences = []
    for call in _calls(function):
        name = _name(call.func)
        if name == "open" or name.startswith("read_"):
            sentences.append(f"line {call.lineno} reads a file; a tool is run from any folder.")
        elif name.startswith("to_") and _writes(name):
            sentences.append(
                f"line {call.lineno} writes a file; cstools refuses that, take it out."
            )
        elif name == "print":
            sentences.append(f"line {call.lineno} prints; take care that no cell is shown.")
    return sentences


def _writes(name: str) -> bool:
    return name.removeprefix("to_") in {"csv", "excel", "parquet", "json", "pickle", "sql", "html"}


def _named(known: dict[str, ast.FunctionDef], script: str, name: str) -> ast.FunctionDef:
    if name not in known:
        names = ", ".join(known) or "none"
        raise UsageError(f"{script} has no function '{name}'.", f"Its functions: {names}.")
    if reason := why_not(known[name]):
        raise InputError(
            f"{script}, line {known[name].lineno}: {name} cannot be wrapped: {reason}.",
            "Change the script and try again.",
        )
    return known[name]


def _none_fits(public: list[ast.FunctionDef], script: str) -> InputError:
    problem = f"{script} has no function that takes a DataFrame and returns one."
    if not public:
        return InputError(problem, "Put the work into one: def clean(table): ... return table")
    reasons = [
        f"{function.name} (line {function.lineno}): {why_not(function)}" for function in public
    ]
    return InputError(problem, "; ".join(reasons) + ".")


def _likeliest(fits: list[ast.FunctionDef]) -> list[ast.FunctionDef]:
    """Those that say most about what they take and return."""
    scores = [
        sum(
            _annotated(fit) is True
            for fit in (
                *(argument.annotation for argument in _required(function)),
                function.returns,
            )
        )
        for function in fits
    ]
    return [fit for fit, score in zip(fits, scores, strict=True) if score == max(scores)]


def _annotated(annotation: ast.expr | None) -> bool | None:
    """Whether an annotation says DataFrame; None when there is none."""
    if annotation is None:
        return None
    if isinstance(annotation, ast.Constant):
        return str(annotation.value).rpartition(".")[2].strip() == FRAME
    return _name(annotation) == FRAME


def _name(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _reads_argument(call: ast.Call, argument: str) -> bool:
    """Whether a call opens the file that an argument names."""
    name = _name(call.func)
    if name != "open" and not name.startswith("read_"):
        return False
    return any(
        isinstance(node, ast.Name) and node.id == argument
        for value in call.args
        for node in ast.walk(value)
    )


def _calls(function: ast.FunctionDef) -> list[ast.Call]:
    return [node for node in ast.walk(function) if isinstance(node, ast.Call)]


def _within(node: ast.AST) -> Iterator[ast.AST]:
    """What is in a function, functions in it left out."""
    for inner in ast.iter_child_nodes(node):
        if not isinstance(inner, _NOTHING):
            yield inner
            yield from _within(inner)
