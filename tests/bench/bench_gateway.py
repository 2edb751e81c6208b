"""Requests a second of one core: the gateway against nginx's pass-through and against the usual proxy.

Over 32 kept connections 2.3 kB of JSON are asked for; what is measured has a core, load and upstream the
other. What counts is requests for each second of the core that was really used (`processor_seconds`), in
short turns: so that what else runs on the machine disturbs neither more than the other.
"""

import asyncio
import json
import re
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles

from deploy.dev.testing import DatabaseForTest
from tests.bench.edge.cores import cores, process, processor_seconds
from tests.bench.edge.debian import answering, install, nginx, passing
from tests.bench.edge.rig import database, edge, free_port, ready
from tests.bench.measure import Figure
from tests.bench.million import server

CLIENTS, SECONDS, ROUNDS = 32, 2, 5
RATE, RATE_CLIENTS, RATE_SECONDS = 400, 8, 10
PATH = "/api/v1/forums"
BODY = json.dumps(
    {
        "items": [
            {"id": f"0198c1a2-0000-7000-8000-{number:012}", "title": f"Item number {number} of the list",
             "state": "open", "due": "2026-12-01", "version": 3, "label": {"level": 1}}
            for number in range(14)
        ],
        "next": None,
    }
)  # fmt: skip


@dataclass
class Runner:
    """One way to the upstream: its address, what stands before it, and what was measured."""

    url: str
    pid: int
    headers: Mapping[str, str] = field(default_factory=dict)
    core: list[float] = field(default_factory=list)
    clock: list[float] = field(default_factory=list)
    latency: list[float] = field(default_factory=list)

    def options(self) -> list[str]:
        """The headers as options of the load generators."""
        return [word for name, value in self.headers.items() for word in ("-H", f"{name}: {value}")]


async def said(command: list[str], core: int) -> str:
    """What a command says that ends well, run on a core."""
    made = await asyncio.create_subprocess_exec(
        "taskset", "-c", str(core), *command, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    said, _ = await made.communicate()
    assert made.returncode == 0, said.decode()
    return said.decode()


async def _load(runner: Runner, core: int, seconds: int) -> None:
    """As many requests as pass, and what they took of the core."""
    before = processor_seconds(runner.pid)
    command = ["wrk", "-t1", f"-c{CLIENTS}", f"-d{seconds}", *runner.options(), runner.url + PATH]
    text = await said(command, core)
    used = processor_seconds(runner.pid) - before
    assert "Non-2xx" not in text and "Socket errors" not in text, text
    found = re.search(r"(\d+) requests in ([\d.]+)s", text)
    assert found is not None, text
    runner.core.append(int(found[1]) / used)
    runner.clock.append(int(found[1]) / float(found[2]))


async def steady(runner: Runner, core: int, folder: Path) -> None:
    """A fixed rate of `RATE` a second: the time of each request in milliseconds."""
    log = folder / "times"
    log.unlink(missing_ok=True)
    await said(
        ["h2load", "--h1", "-t1", f"-c{RATE_CLIENTS}", f"--rps={RATE // RATE_CLIENTS}", f"-D{RATE_SECONDS}",
         f"--log-file={log}", *runner.options(), runner.url + PATH], core,
    )  # fmt: skip
    rows = [line.split("\t") for line in log.read_text("ascii").splitlines()]
    assert rows and all(row[1] == "200" for row in rows)
    runner.latency += [int(row[2]) / 1e3 for row in rows]


@asynccontextmanager
async def _runners(made: DatabaseForTest, folder: Path) -> AsyncIterator[dict[str, Runner]]:
    measured, other = cores()
    upstream, passed, usual = free_port(), free_port(), free_port()
    behind = f"http://127.0.0.1:{upstream}"
    async with (
        process(nginx(folder / "upstream", answering(upstream, BODY)), other) as answers,
        process(nginx(folder / "passing", passing(passed, upstream)), measured) as passes,
        edge(made, behind, measured) as ours,
        process(
            [sys.executable, "-m", "tests.bench.edge.usual_proxy", str(usual), behind, ours.provider.issuer],
            measured,
        ) as theirs,
    ):
        token = ours.bearer()
        await ready(f"http://127.0.0.1:{usual}/docs", theirs)
        yield {
            "upstream": Runner(behind, answers.pid),
            "nginx": Runner(f"http://127.0.0.1:{passed}", passes.pid),
            "token": Runner(ours.url, ours.pid, token),
            "session": Runner(ours.url, ours.pid, await ours.cookie()),
            "usual": Runner(f"http://127.0.0.1:{usual}", theirs.pid, token),
        }


async def _measure(made: DatabaseForTest) -> dict[str, Runner]:
    _, other = cores()
    with tempfile.TemporaryDirectory() as name:
        async with _runners(made, Path(name)) as runners:
            for number in range(ROUNDS + 1):
                for runner in runners.values():
                    await _load(runner, other, SECONDS if number else 1)
            for runner in runners.values():  # the first turn only warms
                del runner.core[0], runner.clock[0]
            for key in ("upstream", "token", "session", "nginx", "usual"):
                await steady(runners[key], other, Path(name))
    return runners


def _ratio(one: Runner, two: Runner) -> float:
    return median(a / b for a, b in zip(one.core, two.core, strict=True))


def _figures(runners: dict[str, Runner]) -> Iterator[Figure]:
    rates: dict[str, object] = {}
    for name, runner in runners.items():
        rates[f"{name}_a_core_second"] = round(median(runner.core))
        rates[f"{name}_a_clock_second"] = round(median(runner.clock))
    for way in ("token", "session"):
        yield Figure(
            f"gateway ({way}) / nginx's pass-through",
            _ratio(runners[way], runners["nginx"]),
            0.12,
            False,
            rates,
        )
        rates = {}
        yield Figure(
            f"gateway ({way}) / FastAPI, httpx, PyJWT", _ratio(runners[way], runners["usual"]), 10, False
        )
    yield from _added(runners)


def _added(runners: dict[str, Runner]) -> Iterator[Figure]:
    """Milliseconds beyond the way straight to the upstream at the fixed rate, to those of the usual proxy."""
    cuts = {name: quantiles(one.latency, n=100) for name, one in runners.items()}
    straight = cuts["upstream"]
    for place, most in ((50, 0.3), (99, 1.0)):
        found = {name: cut[place - 1] - straight[place - 1] for name, cut in cuts.items()}
        detail = {f"{name}_added_ms": round(value, 3) for name, value in found.items() if name != "upstream"}
        detail |= {"straight_ms": round(straight[place - 1], 3), "a_second": RATE}
        ratio = max(found["token"], found["session"]) / found["usual"]
        yield Figure(f"added p{place} / the usual proxy's", ratio, most, True, detail)


def run() -> Iterator[Figure]:
    """The figures of this module; nothing, and why, where nginx and the load generators cannot be had."""
    if reason := install():
        print(f"the gateway is not compared: {reason}", file=sys.stderr)
        return
    with server() as running, database(running) as made:
        yield from _figures(asyncio.run(_measure(made)))
