"""Each place at which a rule refuses, and the rule taken away: its error is made, and not raised."""

from __future__ import annotations

import ast
import gc
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import CodeType, FunctionType, ModuleType


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A ``raise`` of a file, by its lines, and the name of the rule, where it stands in the source."""

    file: str
    line: int
    end: int
    rule: str

    def __str__(self) -> str:
        """For the name of a test."""
        return f"{Path(self.file).name}:{self.line}:{self.rule}"


def places(modules: Collection[ModuleType], errors: Mapping[str, int]) -> list[Place]:
    """Where these modules raise one of these errors; its number says which argument names the rule."""
    return sorted(place for module in modules for place in _places(str(module.__file__), errors))


def _places(file: str, errors: Mapping[str, int]) -> Iterator[Place]:
    for node in ast.walk(ast.parse(Path(file).read_text("utf-8"))):
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
            name = node.exc.func.id if isinstance(node.exc.func, ast.Name) else ""
            if name in errors:
                given = node.exc.args[errors[name] : errors[name] + 1]
                rule = ast.unparse(given[0]).strip("'") if given else "form"
                yield Place(file, node.lineno, node.end_lineno or node.lineno, rule)


def raised_at(error: BaseException, known: Collection[Place]) -> Place | None:
    """The place at which an error was raised."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return None
    file, line = trace.tb_frame.f_code.co_filename, trace.tb_lineno
    return next((one for one in known if one.file == file and one.line <= line <= one.end), None)


@contextmanager
def without(place: Place) -> Iterator[None]:
    """While it lasts, the place lets pass what it refuses."""
    old, new = _codes(place.file, 0), _codes(place.file, place.line)
    changed = [
        (function, function.__code__)
        for function in _functions(place.file)
        if _key(function.__code__) in old and old[_key(function.__code__)] != new[_key(function.__code__)]
    ]
    try:
        for function, code in changed:
            function.__code__ = new[_key(code)]
        yield
    finally:
        for function, code in changed:
            function.__code__ = code


def _key(code: CodeType) -> tuple[str, int]:
    return code.co_qualname, code.co_firstlineno


@cache
def _functions(file: str) -> list[FunctionType]:
    gc.unfreeze()  # what a service of an earlier test put out of the collector's sight is looked at, too
    found = (one for one in gc.get_objects() if isinstance(one, FunctionType))
    return [one for one in found if one.__code__.co_filename == file]


@cache
def _codes(file: str, line: int) -> dict[tuple[str, int], CodeType]:
    """The code of each function of a file, where the raise at this line is taken away."""
    tree = _Taken(line).visit(ast.parse(Path(file).read_text("utf-8")))
    return {_key(code): code for code in _inner(compile(tree, file, "exec", dont_inherit=True))}


def _inner(code: CodeType) -> Iterator[CodeType]:
    yield code
    for one in code.co_consts:
        if isinstance(one, CodeType):
            yield from _inner(one)


class _Taken(ast.NodeTransformer):
    def __init__(self, line: int) -> None:
        self.line = line

    def visit_Raise(self, node: ast.Raise) -> ast.stmt:
        if node.lineno != self.line or node.exc is None:
            return node
        return ast.copy_location(ast.Expr(node.exc), node)
