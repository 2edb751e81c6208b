"""Every call of every screen of the registries over the whole published file, for who reads all and who few.

A figure is a call's p95 against the 150 ms that a page's data may take; its detail says how many times a
minimal authenticated call of the same service it takes in the same run (median to median).
``python -m tests.bench.bench_screens --plans`` prints how PostgreSQL goes about each statement instead.
"""

import asyncio
import statistics
import sys
import time
from collections.abc import Iterator, Mapping
from typing import Final

import httpx
import psycopg

from deploy.dev.testing import DatabaseForTest
from services.common.testing import client_for, running, settings_for
from services.registry.app import build
from services.registry.tests.plans import explained
from tests.bench.measure import Figure
from tests.bench.million import server
from tests.bench.registries import READERS, Registry, registry

TARGET_MS: Final = 150.0
ROUNDS: Final = 20
WARM: Final = 3
MINIMAL: Final = "/v1/import-profiles/fields"
_FILTERS: Final = {
    "everything": "", "a host": "host=IRQ", "a rare host": "host={host}", "two hosts": "host=IRQ&host=AFG",
    "a nation": "nation=GBR", "a rare nation": "nation={nation}", "a lead": "lead=USA",
    "a rare lead": "lead=FRA", "a tool": "tool=training", "a rare tool": "tool=contact",
    "a purpose": "purpose=counternarcotics", "a rare purpose": "purpose={purpose}",
    "a capability": "capability=medical", "a status": "status=planned", "past": "status=completed",
    "an old year": "fiscal_year=2001", "two years": "fiscal_year=2003&fiscal_year=2012",
    "lead and cell": "lead=USA&cell=engagement/future", "host and year": "host=COL&fiscal_year=2009",
    "days": "from=2006-03-05&to=2006-11-20", "a day": "from=2011-05-04&to=2011-05-04",
    "words": "q=english language training", "many words": "q=course", "a rare word": "q=haematology",
    "words of a host": "q=course&host=NGA", "an import": "import={import}", "odd": "flagged=true",
    "nothing": "host=IRQ&tool=humanitarian&fiscal_year=1999",
}  # fmt: skip
_FIGURES: Final = {
    name: _FILTERS[name]
    for name in ("everything", "a host", "a rare nation", "a tool", "an old year", "lead and cell", "days",
                 "a day", "words", "many words", "an import")
}  # fmt: skip


def calls(known: Mapping[str, str]) -> dict[str, str]:
    """Each call by screen and name."""
    found = {f"list: {name}": f"/v1/activities?{said}" for name, said in _FILTERS.items()}
    found["list: oldest first"] = "/v1/activities?order=asc"
    for by in ("title", "people", "cost"):
        found |= {
            f"list: by {by}": f"/v1/activities?sort={by}",
            f"list: by {by}, a host": f"/v1/activities?sort={by}&host=IRQ&order=asc",
            f"list: by {by}, a tool": f"/v1/activities?sort={by}&tool=training&order=asc",
            f"list: by {by}, words": f"/v1/activities?sort={by}&q=course",
        }
    found |= {f"statistics: {name}": f"/v1/figures/statistics?{said}" for name, said in _FIGURES.items()}
    found |= {f"map: {name}": f"/v1/figures/map?{said}" for name, said in _FIGURES.items()}
    found |= {f"timeline: {name}": f"/v1/figures/months?{said}" for name, said in _FIGURES.items()}
    found |= {
        f"matrix: {by}": f"/v1/figures/matrix?by={by}" for by in ("capability", "purpose", "tool", "year")
    }
    found |= {f"matrix: {name}": f"/v1/figures/matrix?{said}" for name, said in _FIGURES.items()}
    one = "/v1/activities/{activity}"
    found |= {
        "activity": one, "activity: notes": f"{one}/notes", "activity: links": f"{one}/links",
        "activity: history": f"{one}/history", "activity: sources": f"{one}/sources",
        "activity: overlaps": "/v1/overlaps?activity={activity}",
        "activity: its row": "/v1/imports/origins/{activity}",
        "overlaps": "/v1/overlaps", "overlaps: definite": "/v1/overlaps?kind=definite",
        "overlaps: of a host": "/v1/overlaps?host=HAB&mine=false",
        "overlaps: all": "/v1/overlaps?mine=false&past=true", "overlaps: summary": "/v1/overlaps/summary",
        "presence": "/v1/presence", "presence: budget": "/v1/presence/budget",
        "duplicates": "/v1/duplicates", "duplicates: likely": "/v1/duplicates?grade=likely",
        "duplicates: of a host": "/v1/duplicates?host=IRQ", "duplicates: summary": "/v1/duplicates/summary",
        "countries": "/v1/hosts", "country": "/v1/hosts/IRQ", "country: planned": "/v1/hosts/HAB",
        "load": "/v1/hosts/HAB/load", "load: 18 months": "/v1/hosts/IRQ/load?months=18",
        "lead": "/v1/hosts/IRQ/lead?capability=medical", "objectives": "/v1/objectives",
        "host demand": "/v1/demands", "units": "/v1/units?q=army", "series": "/v1/series",
        "imports": "/v1/imports", "import": "/v1/imports/{import}",
        "import: kinds": "/v1/imports/{import}/message-kinds",
        "import: messages": "/v1/imports/{import}/messages",
        "import: totals": "/v1/imports/{import}/reconciliation",
        "import: countries": "/v1/imports/{import}/countries",
    }  # fmt: skip
    paths = {name: path.format_map(known) for name, path in found.items()}
    return {name: path for name, path in paths.items() if "-none-" not in path}


_KNOWN: Final = {
    "nation": """SELECT u.nation FROM activity, unnest(nations) AS u(nation)
        GROUP BY 1 HAVING count(*) < 200 ORDER BY count(*) DESC, 1 LIMIT 1""",
    "host": "SELECT hosts[1] FROM activity GROUP BY 1 HAVING count(*) < 60 ORDER BY count(*) DESC, 1 LIMIT 1",
    "purpose": """SELECT u.purpose FROM activity, unnest(purposes) AS u(purpose)
        GROUP BY 1 HAVING count(*) < 3000 ORDER BY count(*) DESC, 1 LIMIT 1""",
    "import": "SELECT id::text FROM import_file LIMIT 1",
    "activity": """SELECT coalesce((SELECT left_id FROM overlap WHERE left_owner = 'USA' LIMIT 1),
        (SELECT id FROM activity ORDER BY starts_on LIMIT 1))::text""",
}


def known(made: DatabaseForTest) -> dict[str, str]:
    """What stands in the registry under the names that calls use; ``-none-`` where there is none."""
    with psycopg.connect(made.admin_dsn) as conn:
        rows = {name: conn.execute(query.encode()).fetchone() for name, query in _KNOWN.items()}
    return {name: row[0] if row else "-none-" for name, row in rows.items()}


async def timed(client: httpx.AsyncClient, path: str) -> float:
    """Milliseconds of one call; a record that this reader may not read is a 404."""
    started = time.perf_counter()
    answer = await client.get(path)
    taken = (time.perf_counter() - started) * 1e3
    assert answer.status_code in (200, 404), f"{path}: {answer.text}"
    return taken


def p95(times: list[float]) -> float:
    """The time that 95 of 100 calls keep."""
    return sorted(times)[max(0, round(len(times) * 0.95) - 1)]


async def measured(made: Registry, rounds: int = ROUNDS) -> list[Figure]:
    """A figure for each call and reader; all calls in turns, so that whatever disturbs disturbs all alike."""
    paths = calls(known(made.database))
    found = []
    async with running(build, settings_for(made.database)) as app:
        for reader, person in READERS.items():
            times: dict[str, list[float]] = {name: [] for name in (*paths, "minimal")}
            for number in range(WARM + rounds):
                async with client_for(app, person) as client:
                    for name, path in (*paths.items(), ("minimal", MINIMAL)):
                        taken = await timed(client, path)
                        if number >= WARM:
                            times[name].append(taken)
            least = statistics.median(times.pop("minimal"))
            found += [_figure(f"{name} ({reader})", taken, least) for name, taken in times.items()]
    return found


def _figure(name: str, times: list[float], least: float) -> Figure:
    middle, most = statistics.median(times), p95(times)
    detail = {"p50_ms": round(middle, 1), "p95_ms": round(most, 1), "minimal": round(middle / least, 1)}
    return Figure(f"{name} / {TARGET_MS:.0f} ms", most / TARGET_MS, 1.0, True, detail)


async def plans(made: Registry) -> None:
    """Print the plan of each statement of each call that reads activities or figures, for both readers."""
    paths = calls(known(made.database))
    async with running(build, settings_for(made.database)) as app:
        for reader, person in READERS.items():
            for name, path in paths.items():
                async with client_for(app, person) as client:
                    await client.get(path)
                    with explained("ANALYZE, BUFFERS") as found:
                        await client.get(path)
                for one in found:
                    print(f"\n== {name} ({reader}): {path}\n{one.plan}")


def run() -> Iterator[Figure]:
    """All figures of this module."""
    with server() as held, registry(held) as made:
        yield from asyncio.run(measured(made))


if __name__ == "__main__":
    assert sys.argv[1:] == ["--plans"], "only --plans; figures: python -m tests.bench screens"
    with server() as _held, registry(_held) as _made:
        asyncio.run(plans(_made))
