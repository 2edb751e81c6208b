"""The source of the services as syntax trees, for the lints that only this project needs."""

import ast
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from services.common.migrate import ROOT

Scope = ast.FunctionDef | ast.AsyncFunctionDef


def modules() -> Iterator[Path]:
    """Every module of a service, without the plumbing, tests, migrations."""
    for path in sorted((ROOT / "services").rglob("*.py")):
        parts = path.relative_to(ROOT).parts
        if parts[1] != "common" and not {"tests", "migrations"} & set(parts):
            yield path


def name_of(path: Path) -> str:
    """The module's path from the root."""
    return str(path.relative_to(ROOT))


@lru_cache(maxsize=1024)
def tree_of(path: Path) -> ast.Module:
    """The module's syntax tree."""
    return ast.parse(path.read_text("utf-8"), str(path))


def calls(tree: ast.AST) -> Iterator[tuple[ast.Call, list[Scope]]]:
    """Every call with the functions that it stands in, outermost first."""
    yield from _calls(tree, [])


def _calls(node: ast.AST, scopes: list[Scope]) -> Iterator[tuple[ast.Call, list[Scope]]]:
    inside = [*scopes, node] if isinstance(node, Scope) else scopes
    if isinstance(node, ast.Call):
        yield node, inside
    for child in ast.iter_child_nodes(node):
        yield from _calls(child, inside)


def called(call: ast.Call) -> str:
    """The last name of what is called: ``unit.conn.execute`` gives ``execute``."""
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def arguments(scope: Scope) -> Iterator[ast.arg]:
    """All parameters of a function."""
    held = scope.args
    yield from (*held.posonlyargs, *held.args, *held.kwonlyargs)
