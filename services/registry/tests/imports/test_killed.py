"""``kill -9`` of the worker in the middle of an import: another goes on, no row is lost, none is doubled."""

import os
import signal
import subprocess
import sys
from datetime import timedelta

import psycopg
import pytest

from deploy.dev.state import CHECKOUT
from services.registry.imports import source
from services.registry.tests.conftest import US, House
from services.registry.tests.imports.importing import act, begun, csv_of, ended
from tests.waiting import until

ROWS = 3000


@pytest.mark.faults
async def test_an_import_goes_on_after_its_worker_was_killed(house: House, monkeypatch):
    monkeypatch.setattr(source, "SIZE", 20)
    rows = [
        [str(n), f"Course {n % 50}", "Fiji", "2026-05-01", "2", "$10", f"Unit {n % 70}"] for n in range(ROWS)
    ]
    one = await begun(house, csv_of(rows))
    await act(house, one, "start")
    settings = house.app.state.settings
    command = [sys.executable, "-m", "services.registry.tests.imports.killed_worker"]
    worker = subprocess.Popen([*command, settings.app_dsn, settings.worker_dsn], cwd=CHECKOUT)
    try:
        with psycopg.connect(settings.worker_dsn, autocommit=True) as look:
            until(lambda: look.execute("SELECT batches FROM import_file").fetchone()[0] >= 5, seconds=30.0)
    finally:
        os.kill(worker.pid, signal.SIGKILL)
        worker.wait()
    broken = await house.get(US, f"/v1/imports/{one['id']}")
    assert broken["state"] == "running" and 0 < broken["counts"]["new"] < ROWS
    house.clock.now += timedelta(days=3650)  # past the killed one's lease
    done = await ended(house, one)
    assert (done["state"], done["counts"]["new"], done["counts"]["rows"]) == ("done", ROWS, ROWS)
    with psycopg.connect(settings.worker_dsn) as look:
        found = look.execute("SELECT source_id, row_no FROM activity ORDER BY row_no").fetchall()
        events = look.execute(
            "SELECT count(*) FROM outbox WHERE topic = 'entente.registry.batch.v1'"
        ).fetchone()
    assert found == [(str(n), n + 1) for n in range(ROWS)]
    assert events == (ROWS // 20,)
