"""Items are found by what their reader reads of them, and by nothing that was ever hidden from them."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import psycopg
from fastapi import FastAPI

from proto.gen.entente.sharing.v1 import caveat_pb2, item_pb2, lesson_pb2
from services.common.labels import Label
from services.common.testing import client_for, running, subject
from services.insight.app import build
from services.insight.tests.conftest import Feed, label

ITEM, PORTION = "entente.sharing.item.v1", "entente.sharing.portion.v1"
ALL, TWO, ONE = label("USA", rel=["AUS", "GBR"]), label("USA", rel=["GBR"]), label("USA")


def item(feed: Feed, under: Label, item_id: str = "", at: datetime | None = None, **values: Any) -> str:
    given = {"id": item_id or str(uuid4()), "ref": "ITM-7Q4KXNB", "title": "Rehearsals"} | values
    feed.send(ITEM, item_pb2.ItemSnapshot(**given), under, at)
    return str(given["id"])


def portion(
    feed: Feed,
    of: str,
    text: str,
    under: Label,
    portion_id: str = "",
    at: datetime | None = None,
    **values: Any,
) -> str:
    told = item_pb2.PortionSnapshot(id=portion_id or str(uuid4()), item_id=of, text=text, **values)
    feed.send(PORTION, told, under, at)
    return told.id


async def found(app: FastAPI, nation: str, words: str, **params: Any) -> tuple[list[Any], dict[str, int]]:
    async with client_for(app, subject(nation)) as client:
        answer = await client.get("/v1/search", params={"q": words, **params})
    assert answer.status_code == 200, answer.text
    body = answer.json()
    assert body["stale"] == []
    return body["items"], body["facets"]


async def test_an_item_is_found_once_by_the_portion_that_its_reader_reads(feed: Feed) -> None:
    made = item(feed, ALL, tags=["drill"])
    portion(feed, made, "The xylophone of everybody.", ALL)
    portion(feed, made, "The xylophone, the xylophone: a xylophone for two.", TWO)
    portion(feed, made, "A kazoo of our own.", ONE)
    async with running(build, feed.settings) as app:
        [hit], facets = await found(app, "AUS", "xylophone")
        assert (hit["title"], hit["link"], facets) == ("Rehearsals", f"/information/{made}", {"item": 1})
        assert "everybody" in hit["snippet"] and "two" not in hit["snippet"]
        [hit], facets = await found(app, "GBR", "xylophone")
        assert "two" in hit["snippet"] and facets == {"item": 1} and hit["label"]["rel"] == ["GBR"]
        assert (await found(app, "GBR", "kazoo"), await found(app, "AUS", "two")) == (([], {}), ([], {}))
        assert len((await found(app, "AUS", "rehearsals", kind="item"))[0]) == 1
        [hit] = (await found(app, "AUS", "drill"))[0]
        assert (hit["title"], hit["snippet"]) == ("Rehearsals", "«drill»")
        assert await found(app, "FRA", "xylophone rehearsals") == ([], {})


async def test_a_portion_is_not_found_where_its_item_is_hidden_or_withdrawn(feed: Feed) -> None:
    made = item(feed, TWO)
    portion(feed, made, "A xylophone whose label is wider than the title's.", ALL)
    portion(feed, str(uuid4()), "A xylophone whose item nobody told of.", ALL)
    async with running(build, feed.settings) as app:
        assert await found(app, "AUS", "xylophone") == ([], {})
        assert len((await found(app, "GBR", "xylophone"))[0]) == 1
        item(feed, TWO, made, withdrawn=True)
        assert await found(app, "GBR", "xylophone rehearsals") == ([], {})
        item(feed, TWO, made)
        assert len((await found(app, "GBR", "xylophone"))[0]) == 1


async def test_what_was_narrowed_is_found_by_nobody_who_lost_it_whatever_comes_late(feed: Feed) -> None:
    early, now = datetime.now(UTC) - timedelta(hours=1), datetime.now(UTC)
    made = item(feed, ALL, at=early)
    one = portion(feed, made, "A xylophone for all.", ALL, at=early)
    portion(feed, made, "", ALL, one, now, deleted=True)
    portion(feed, made, "A kazoo for two.", TWO, one, now)
    portion(feed, made, "A xylophone for all.", ALL, one, early)
    gone = portion(feed, made, "A bassoon.", ALL, at=early)
    portion(feed, made, "", ALL, gone, now, deleted=True)
    portion(feed, made, "A bassoon.", ALL, gone, early)
    async with running(build, feed.settings) as app:
        for nation in ("AUS", "GBR", "USA"):
            assert await found(app, nation, "xylophone") == ([], {}) == await found(app, nation, "bassoon")
        assert await found(app, "AUS", "kazoo") == ([], {})
        assert len((await found(app, "GBR", "kazoo"))[0]) == 1
    with psycopg.connect(feed.settings.worker_dsn) as conn:
        kept = conn.execute("SELECT string_agg(body, ' ') FROM document").fetchone()
    assert kept is not None and "xylophone" not in kept[0] and "bassoon" not in kept[0]


async def test_a_lesson_is_found_by_all_that_it_says_until_it_is_withdrawn(feed: Feed) -> None:
    told = lesson_pb2.LessonSnapshot(
        id=str(uuid4()), ref="LL-7Q4KXNB", title="Rehearse twice", conclusion="The xylophone comes last.",
        topics=["rehearsal"],
    )  # fmt: skip
    feed.send("entente.sharing.lesson.v1", told, TWO)
    async with running(build, feed.settings) as app:
        for words in ("xylophone", "rehearsal", "twice"):
            [hit], facets = await found(app, "GBR", words)
            assert (hit["link"], facets) == (f"/lessons/{told.id}", {"lesson": 1})
            assert await found(app, "AUS", words) == ([], {})
        told.withdrawn = True
        feed.send("entente.sharing.lesson.v1", told, TWO)
        assert await found(app, "GBR", "xylophone") == ([], {})


async def test_a_caveat_is_found_by_its_own_words_until_it_is_withdrawn(feed: Feed) -> None:
    told = caveat_pb2.CaveatSnapshot(
        id=str(uuid4()), ref="CAV-7Q4KXNB", subject="Police training", published="No xylophone at night.",
        state=caveat_pb2.CAVEAT_STATE_IN_FORCE,
    )  # fmt: skip
    feed.send("entente.sharing.caveat.v1", told, TWO)
    async with running(build, feed.settings) as app:
        [hit], facets = await found(app, "GBR", "xylophone police")
        assert (hit["link"], facets) == (f"/activities/caveats/{told.id}", {"caveat": 1})
        assert await found(app, "AUS", "xylophone") == ([], {})
        told.state = caveat_pb2.CAVEAT_STATE_WITHDRAWN
        feed.send("entente.sharing.caveat.v1", told, TWO)
        assert await found(app, "GBR", "xylophone") == ([], {})


async def test_pages_follow_each_other_without_a_gap(feed: Feed) -> None:
    made = [item(feed, ALL, title=f"Rehearsal {number}") for number in range(5)]
    for number, one in enumerate(made):
        portion(feed, one, "Words " * (number + 1) + "xylophone.", TWO if number % 2 else ALL)
    async with running(build, feed.settings) as app, client_for(app, subject("AUS")) as client:
        seen: list[str] = []
        cursor: str | None = ""
        while cursor is not None:
            params = {"q": "xylophone", "limit": 1, **({"cursor": cursor} if cursor else {})}
            body = (await client.get("/v1/search", params=params)).json()
            seen += [hit["id"] for hit in body["items"]]
            cursor = body["next"]
    assert sorted(seen) == sorted(made[::2])
