"""Lints of this project alone: where rows of users may be read, and in whose name."""

import ast
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from services.common.migrate import ROOT
from tests.architecture.sources import Scope, arguments, called, calls, modules, name_of, tree_of

CASCADES = {
    "services/directory/commands.py": "the operator's command line",
    "services/directory/loading/load.py": "the operator loads people of every nation",
    "services/directory/revocations/router.py": "services ask for the revocations of everybody",
    "services/directory/revocations/service.py": "a revocation reaches people whose entry is hidden",
    "services/insight/live/repository.py": "how far a stream looked, the hidden changes included",
    "services/meetings/agenda/repository.py": "what stands on an agenda is derived from all rows",
    "services/meetings/agenda/service.py": "who is present is known from rows of every nation",
    "services/meetings/agenda/writes.py": "positions of lines that the writer does not see",
    "services/meetings/decisions/events.py": "a snapshot is of the whole aggregate",
    "services/meetings/decisions/repository.py": "a settled escalation reaches items of other nations",
    "services/meetings/decisions/service.py": "a settled escalation reaches items of other nations",
    "services/meetings/forums/repository.py": "a cycle of parents may pass through a hidden forum",
    "services/meetings/items/repository.py": "whether a member nation can read an item",
    "services/meetings/meetings/events.py": "a snapshot is of the whole aggregate",
    "services/meetings/minutes/repository.py": "what a nation may read now it may have missed before",
    "services/meetings/minutes/awaited.py": "what was made between meetings may have a substitute",
    "services/meetings/minutes/silence.py": "silence elapses for every nation",
    "services/meetings/taskings/events.py": "a snapshot is of the whole aggregate",
    "services/meetings/world/load.py": "the rules run over all rows",
    "services/meetings/world/save.py": "the rules run over all rows",
    "services/registry/duplicates/events.py": "a choice is told of pairs that its maker does not see, too",
    "services/registry/duplicates/look.py": "every record is compared with every other",
    "services/registry/deconfliction/agreements.py": "both nations are told how much each has asked",
    "services/registry/deconfliction/consent.py": "consent of both nations opens the cards of both",
    "services/registry/deconfliction/detect.py": "every record is compared with every other",
    "services/registry/deconfliction/presence.py": "presence is compared over records of both nations",
    "services/registry/imports/compared.py": "the queue knows no labels: it is counted by the record's",
    "services/registry/imports/narrowing.py": "who narrows a record hides its row in every import",
    "services/registry/imports/run.py": "what an import found before is deleted, which the app never does",
    "services/registry/imports/undo.py": "what an import made is deleted, which the app never does",
    "services/registry/imports/worker.py": "looks for imports of every nation",
    "services/sharing/items/repository.py": "a new paragraph stands between two, hidden ones among them",
    "services/sharing/items/service.py": "a narrower title takes along every paragraph, the hidden too",
    "services/sharing/releases/ending.py": "the end of a release reaches every portion, the hidden too",
    "services/sharing/releases/requests.py": "each originator has a consent that who asks does not read",
    "services/sharing/releases/settling.py": "a decision takes effect for every nation",
    "services/registry/units/following.py": "a unit follows every record that names it",
}
"""Modules that may work as worker within a request, each with its reason. What they find is projected."""

WORKERS = {
    "services/audit/ledger/verify.py": "the verifier reads every chain",
    "services/audit/ledger/intake.py": "what comes in is interned",
    "services/audit/workers.py": "consumers",
    "services/insight/rebuild/command.py": "the operator's command builds as the consumers do",
    "services/insight/workers.py": "consumers",
    "services/sharing/workers.py": "consumers",
}
"""Modules that may hold a connection or a label store of the worker role."""

QUERIES = {"execute", "executemany", "exec", "scalars", "scalar", "stream", "copy"}
OPENERS = {"unit_of_work", "opened", "opened_for_writing"}
DOORS = {"Unit", "Reading", "Writing", "AsyncSession"}
CONNECTS = {
    "connect",
    "create_engine",
    "create_async_engine",
    "ConnectionPool",
    "AsyncConnectionPool",
    "Session",
}


def mentions(path: Path, names: set[str]) -> bool:
    held = {
        getattr(node, "attr", None) or getattr(node, "id", None)
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Attribute | ast.Name)
    }
    return bool(held & names)


def test_work_over_all_rows_happens_in_named_modules_only():
    found = {name_of(path) for path in modules() if mentions(path, {"as_worker"})}
    assert found - set(CASCADES) == set()


def test_the_workers_connection_is_held_by_named_modules_only():
    names = {"worker_connection", "worker_dsn", "LabelStore"}
    found = {name_of(path) for path in modules() if mentions(path, names)}
    assert found - set(WORKERS) == set()


@pytest.mark.parametrize("path", sorted({*CASCADES, *WORKERS}))
def test_a_named_module_still_needs_its_name(path):
    needed = {"as_worker"} if path in CASCADES else {"worker_connection", "worker_dsn", "LabelStore"}
    assert (ROOT / path).exists() and mentions(ROOT / path, needed), f"{path} can be taken off the list"


def test_nobody_opens_a_connection_beside_the_pool():
    found = {
        f"{name_of(path)}:{call.lineno}"
        for path in modules()
        if name_of(path) not in WORKERS
        for call, _ in calls(tree_of(path))
        if called(call) in CONNECTS and isinstance(call.func, ast.Attribute | ast.Name) and not _own(call)
    }
    assert found == set()


def _own(call: ast.Call) -> bool:
    """A method of that name on something that is no driver of the service's database."""
    receiver = call.func.value if isinstance(call.func, ast.Attribute) else None
    return isinstance(receiver, ast.Name) and receiver.id in {"self", "app", "signal", "bell", "duckdb"}


def queries_outside_a_unit(path: Path) -> Iterator[str]:
    """Calls that run SQL in a function that no unit or handed-over worker's connection reaches."""
    for call, scopes in calls(tree_of(path)):
        if called(call) in QUERIES and isinstance(call.func, ast.Attribute) and not _through_a_door(scopes):
            yield f"{name_of(path)}:{call.lineno}"


def _through_a_door(scopes: Sequence[Scope]) -> bool:
    for scope in scopes:
        for argument in arguments(scope):
            written = ast.unparse(argument.annotation) if argument.annotation else ""
            if any(door in written for door in DOORS):
                return True
        for node in ast.walk(scope):
            if isinstance(node, ast.Call) and called(node) in OPENERS:
                return True
    return False


HANDED = (
    "services/audit/ledger/", "services/audit/workers.py", "services/directory/commands.py",
    "services/directory/loading/", "services/directory/revocations/source.py",
    "services/insight/live/news.py", "services/insight/projection/", "services/insight/rebuild/",
    "services/insight/workers.py", "services/sharing/known/", "services/registry/figures/counters.py",
    "services/registry/activities/words.py", "services/registry/changes/numbers.py",
    "services/registry/duplicates/search.py", "services/sharing/attachments/store.py",
    "services/sharing/attachments/sweep.py", "services/sharing/releases/readings.py",
)  # fmt: skip
"""Consumers, projections, the operator's command line, a look for news: they answer nobody."""


def test_rows_are_read_within_a_unit():
    asked = [path for path in modules() if not name_of(path).startswith(HANDED)]
    found = [place for path in asked for place in queries_outside_a_unit(path)]
    assert found == []


def test_the_lint_finds_a_query_outside_a_unit(tmp_path: Path, monkeypatch):
    guilty = tmp_path / "guilty.py"
    guilty.write_text(
        "async def bad(conn):\n    await conn.execute('SELECT * FROM item')\n"
        "async def good(unit: Unit):\n    await unit.conn.execute('SELECT * FROM item')\n"
    )
    monkeypatch.setattr(sys.modules[__name__], "name_of", lambda path: path.name)
    assert list(queries_outside_a_unit(guilty)) == ["guilty.py:2"]


AGAIN = {
    "services/insight/live/router.py": "an open stream checks its token before each event",
    "services/sharing/attachments/content.py": "a long download checks its token on the way",
}


def test_no_module_makes_its_own_problems_or_reads_tokens():
    """One error model, one way to know who asks."""
    for path in modules():
        text = path.read_text("utf-8")
        assert "HTTPException" not in text, name_of(path)
        assert "BaseHTTPMiddleware" not in text, name_of(path)
        assert "authorization" not in text.lower() or name_of(path) in AGAIN, name_of(path)


@pytest.mark.slow
def test_import_contracts():
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
