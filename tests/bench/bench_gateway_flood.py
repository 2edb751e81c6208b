"""A flood of tokens whose keys nobody knows: what a good request feels of it, and what the issuer does."""

import asyncio
import base64
import json
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles

from joserfc.jwk import RSAKey

from deploy.dev.testing import DatabaseForTest
from tests.bench.bench_gateway import BODY, PATH, Runner, said, steady
from tests.bench.edge.cores import cores, process
from tests.bench.edge.debian import answering, install, nginx
from tests.bench.edge.rig import database, edge, free_port
from tests.bench.measure import Figure
from tests.bench.million import server

FLOOD, FLOODING, SECONDS = 10_000, 8, 14
_SCRIPT = """
local tokens, number = {{}}, 0
for line in io.lines("{tokens}") do tokens[#tokens + 1] = line end
request = function()
    number = number % #tokens + 1
    return wrk.format("GET", nil, {{["Authorization"] = "Bearer " .. tokens[number]}})
end
"""


def _tokens(body: str) -> str:
    """As many tokens, each with a key id of its own, before a body that somebody else signed."""
    heads = ({"alg": "RS256", "typ": "at+jwt", "kid": f"unknown-{number}"} for number in range(FLOOD))
    made = (base64.urlsafe_b64encode(json.dumps(head).encode()).decode().rstrip("=") for head in heads)
    return "\n".join(f"{head}.{body}" for head in made)


async def _measure(made: DatabaseForTest) -> tuple[list[float], list[float], dict[str, float]]:
    measured, other = cores()
    port = free_port()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        upstream = process(nginx(folder / "upstream", answering(port, BODY)), other)
        async with upstream, edge(made, f"http://127.0.0.1:{port}", measured) as ours:
            evil = RSAKey.generate_key(2048, {"kid": "one"})
            body = ours.provider.sign({"sub": "x", "aud": "gateway"}, key=evil).split(".", 1)[1]
            folder.joinpath("tokens").write_text(_tokens(body), "ascii")
            folder.joinpath("flood.lua").write_text(_SCRIPT.format(tokens=folder / "tokens"), "ascii")
            alone = Runner(ours.url, ours.pid, ours.bearer("good"))
            await steady(alone, other, folder)
            asked, began = ours.provider.key_sets, time.monotonic()
            script = str(folder / "flood.lua")
            flood = ["wrk", "-t1", f"-c{FLOODING}", f"-d{SECONDS}", "-s", script, ours.url + PATH]
            flooding = asyncio.create_task(said(flood, other))
            meanwhile = Runner(ours.url, ours.pid, ours.bearer("good"))
            await steady(meanwhile, other, folder)
            text = await flooding
            elapsed = time.monotonic() - began
            await asyncio.sleep(1.5)  # until the gateway has told of it
            counts = {
                "refused": int(text.partition(" requests in ")[0].rpartition(" ")[2]),
                "issuer_asked": ours.provider.key_sets - asked, "may_ask": 1 + int(elapsed / 5),
                "records": len(ours.directory.refused),
            }  # fmt: skip
    return alone.latency, meanwhile.latency, counts


def run() -> Iterator[Figure]:
    """The figures of this module; nothing, and why, where the load generators cannot be had."""
    if reason := install():
        print(f"no flood is made: {reason}", file=sys.stderr)
        return
    with server() as running, database(running) as made:
        alone, meanwhile, counts = asyncio.run(_measure(made))
    detail = {
        "alone_p50_ms": round(median(alone), 2), "flood_p50_ms": round(median(meanwhile), 2),
        "alone_p99_ms": round(quantiles(alone, n=100)[98], 2),
        "flood_p99_ms": round(quantiles(meanwhile, n=100)[98], 2), **counts,
    }  # fmt: skip
    ratio = median(meanwhile) / median(alone)
    yield Figure("good request in a flood of unknown keys / alone", ratio, 10, True, detail)
    yield Figure("times the issuer was asked / may be", counts["issuer_asked"] / counts["may_ask"], 1, True)
