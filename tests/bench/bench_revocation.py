"""From a revocation to the first refusal: of the API by token, of a page by cookie, of an open stream.

A person has a token in use, a page that asks again and again, and an open stream; the platform's
administrator revokes them, and from the answer to that the clock runs.
"""

import asyncio
import contextlib
import re
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from statistics import median

import aiohttp
import httpx

from deploy.dev.shared_platform import RunningPlatform, shared_platform
from deploy.stack.artifacts import Unfetched
from deploy.stack.browsing import Browser
from deploy.stack.shared_platform import shared_stack
from tests.bench.measure import Figure
from tests.people import ROSTER, person_id

ADMINISTRATOR = "platform.admin"
TIMES = 54
AT_ONCE = 6
EVERY = 0.04
"""Seconds between two questions: what is measured is known to within so much."""
MEDIAN, WORST = 1.0, 4.0


@dataclass
class Times:
    """Seconds until each was refused."""

    api: list[float] = field(default_factory=list)
    page: list[float] = field(default_factory=list)
    stream: list[float] = field(default_factory=list)


def _cookies(platform: RunningPlatform, person: str) -> Mapping[str, str]:
    """The cookies of a new sign-in: with the password, or by choice where the provider asks for none."""
    password = platform.password(person)
    if password is not None:
        with Browser(platform.url) as signed_in:
            signed_in.sign_in(person, password)
            return {name: value for (_, name), value in signed_in.kept.items() if "entente-" in name}
    with httpx.Client(base_url=platform.url, timeout=30) as browser:
        to_provider = browser.get("/auth/login?return=/healthz").headers["location"]
        found = re.search(r'name="request" value="([^"]+)"', browser.get(to_provider).text)
        assert found is not None
        page = str(httpx.URL(to_provider).copy_with(query=None))
        back = browser.post(page, data={"request": found[1], "person": person}).headers["location"]
        browser.get(back)
        return dict(browser.cookies)


async def _bearer(platform: RunningPlatform, person: str) -> Mapping[str, str]:
    return {"Authorization": f"Bearer {await asyncio.to_thread(platform.token, person)}"}


async def _until_refused(client: aiohttp.ClientSession) -> float:
    """When a question was first answered with 401 (monotonic seconds)."""
    while True:
        async with client.get("/api/v1/forums") as answer:
            if answer.status == 401:
                return time.monotonic()
            assert answer.status == 200, await answer.text()
        await asyncio.sleep(EVERY)


async def _until_ended(stream: aiohttp.ClientResponse) -> float:
    with contextlib.suppress(aiohttp.ClientError):
        await stream.content.read()
    return time.monotonic()


async def _once(
    platform: RunningPlatform, person: str, administrator: aiohttp.ClientSession, times: Times
) -> None:
    cookies = await asyncio.to_thread(_cookies, platform, person)
    bearer = await _bearer(platform, person)
    jar = aiohttp.DummyCookieJar()
    cookie = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
    async with (
        aiohttp.ClientSession(platform.url, headers=bearer, cookie_jar=jar) as api,
        aiohttp.ClientSession(platform.url, headers=cookie, cookie_jar=jar) as page,
        page.get("/api/v1/live", timeout=aiohttp.ClientTimeout(total=None)) as stream,
    ):
        assert stream.status == 200, await stream.text()
        await stream.content.readline()
        waiting = asyncio.gather(_until_refused(api), _until_refused(page), _until_ended(stream))
        await asyncio.sleep(EVERY * 5)
        assert not waiting.done(), "refused before anybody was revoked"
        async with administrator.post(f"/api/v1/people/{person_id(person)}/revoke", json={}) as answer:
            assert answer.status == 200, await answer.text()
            revoked = time.monotonic()
        async with asyncio.timeout(60):
            for found, at in zip((times.api, times.page, times.stream), await waiting, strict=True):
                found.append(max(0.0, at - revoked))
    await asyncio.sleep(1.1)  # whoever signs in within the second of the revocation is refused like before


async def measure(platform: RunningPlatform, persons: list[str]) -> Times:
    """Revoke each person again and again, each after a new sign-in; all of them at once."""
    times = Times()
    one_at_a_time = asyncio.Lock()  # two passwords of one person at the same moment are a guess

    async def again(person: str) -> None:
        for number in range(TIMES // len(persons)):
            async with one_at_a_time:
                bearer = await _bearer(platform, ADMINISTRATOR)
            async with aiohttp.ClientSession(platform.url, headers=bearer) as administrator:
                await asyncio.sleep(0.37 * ((number + persons.index(person)) % 6))  # not in step with polls
                await _once(platform, person, administrator, times)

    await asyncio.gather(*(again(person) for person in persons))
    return times


def figures(times: Times, where: str) -> Iterator[Figure]:
    """Median and worst of each."""
    for name, found in vars(times).items():
        detail = {"worst_s": round(max(found), 3), "revocations": len(found)}
        title = f"seconds from revocation to refusal: {name}, {where}"
        yield Figure(f"{title}, median", median(found), MEDIAN, True, detail)
        yield Figure(f"{title}, worst", max(found), WORST, True)


def run() -> Iterator[Figure]:
    """The figures of the embedded platform, and of the one on Kafka and Keycloak."""
    liaisons = [one.username for one in ROSTER.everybody if "liaison" in one.claims().get("roles", [])]
    for where, opened in (("embedded", shared_platform), ("stack", shared_stack)):
        try:
            with opened() as platform:
                yield from figures(asyncio.run(measure(platform, liaisons[:AT_ONCE])), where)
        except Unfetched as error:
            print(f"not measured: {where}: {error}", file=sys.stderr)
