"""Items of labelled portions: each reader gets those released to them, and no trace of the rest."""

from typing import Any
from uuid import uuid4

import psycopg
import pytest

from proto.gen.entente.sharing.v1 import item_pb2
from services.common.testing import Person
from services.sharing.tests.conftest import (
    AUS,
    CAN,
    DEU,
    FRA,
    NZL,
    UK,
    US,
    US_AUDITOR,
    US_RELEASE,
    House,
    shared,
)

EVERYBODY = ("AUS", "CAN", "DEU", "GBR", "NZL")
TEN: tuple[tuple[str, dict[str, Any] | None], ...] = (
    ("One for all.", None),
    ("Two for four eyes.", shared("USA", "AUS", "CAN", "GBR", level="CONFIDENTIAL")),
    ("Three for the United Kingdom.", shared("USA", "GBR", level="SECRET")),
    ("Four for Australia.", shared("USA", "AUS", level="SECRET")),
    ("Five for nobody else.", shared("USA", level="SECRET", noforn=True)),
    ("Six for all.", shared("USA", *EVERYBODY, level="RESTRICTED")),
    ("Seven is shown to Germany.", shared("USA", "GBR", level="CONFIDENTIAL", display_only=["DEU"])),
    ("Eight for Canada and New Zealand.", shared("USA", "CAN", "NZL", level="CONFIDENTIAL")),
    ("Nine for all, unclassified.", shared("USA", *EVERYBODY)),
    ("Ten for the United Kingdom and Australia.", shared("USA", "AUS", "GBR", level="SECRET")),
)
READERS: tuple[tuple[Person, tuple[int, ...], str], ...] = (
    (US, (1, 2, 3, 4, 5, 6, 7, 8, 9, 10), "USA SECRET//OWNER ONLY"),
    (UK, (1, 2, 3, 6, 7, 9, 10), "USA SECRET//REL TO GBR, USA"),
    (AUS, (1, 2, 4, 6, 9, 10), "USA SECRET//REL TO AUS, USA"),
    (CAN, (1, 2, 6, 8, 9), "USA CONFIDENTIAL//REL TO CAN, USA"),
    (NZL, (1, 6, 8, 9), "USA CONFIDENTIAL//REL TO CAN, NZL, USA"),
    (DEU, (1, 6, 7, 9), "USA CONFIDENTIAL//REL TO GBR, USA/DISPLAY ONLY DEU"),
    (FRA, (), ""),
)


async def ten(house: House) -> Any:
    portions = [{"text": text, **({"label": label} if label else {})} for text, label in TEN]
    return await house.item(title="Ten", label=shared("USA", *EVERYBODY), portions=portions)


@pytest.mark.parametrize(
    ("person", "numbers", "banner"), READERS, ids=[person.claims["affiliation"] for person, _, _ in READERS]
)
async def test_each_of_seven_readers_gets_exactly_theirs_under_the_banner_that_fits(
    house: House, person: Person, numbers: tuple[int, ...], banner: str
):
    made = await ten(house)
    place = f"/v1/items/{made['id']}/portions"
    if not numbers:
        await house.get(person, place, 404)
        assert (await house.get(person, "/v1/items"))["items"] == []
        return
    page = await house.get(person, place)
    assert [one["text"] for one in page["items"]] == [TEN[number - 1][0] for number in numbers]
    assert page["banner"]["banner"] == banner
    hidden = [text for number, (text, _) in enumerate(TEN, 1) if number not in numbers]
    assert not any(text in str(page) for text in hidden)


async def test_what_is_shown_only_may_not_be_taken(house: House):
    made = await ten(house)
    page = await house.get(DEU, f"/v1/items/{made['id']}/portions")
    assert [one["may_take"] for one in page["items"]] == [True, True, False, True]
    page = await house.get(UK, f"/v1/items/{made['id']}/portions")
    assert all(one["may_take"] for one in page["items"])


async def test_a_change_that_a_reader_may_not_see_changes_nothing_that_they_read(house: House):
    made = await ten(house)
    places = [f"/v1/items/{made['id']}{rest}" for rest in ("", "/portions", "/history", "/as?nation=GBR")]
    uk = await house.as_(UK)

    async def seen() -> list[tuple[bytes, str | None]]:
        answers = [await uk.get(place) for place in (*places, "/v1/items")]
        return [(answer.content, answer.headers.get("etag")) for answer in answers]

    before = await seen()
    page = await house.get(US, f"/v1/items/{made['id']}/portions")
    four, five = page["items"][3], page["items"][4]
    await house.change(US, f"/v1/portions/{five['id']}", {"text": "Five again.", "first": True})
    await house.change(US, f"/v1/portions/{four['id']}", {"withdrawn": True})
    alone = {"text": "Eleven.", "after": page["items"][0]["id"], "label": shared("USA", noforn=True)}
    made_hidden = await house.post(US, f"/v1/items/{made['id']}/portions", alone)
    assert await seen() == before
    answers = [await uk.get(f"/v1/portions/{one}") for one in (made_hidden["id"], five["id"], uuid4())]
    assert len({(answer.status_code, answer.json()["detail"]) for answer in answers}) == 1
    behind = {"text": "Twelve.", "after": five["id"]}
    await house.post(AUS, f"/v1/items/{made['id']}/portions", behind, 403)


async def test_paragraphs_stand_where_their_author_puts_them(house: House):
    made = await house.item(portions=[{"text": text} for text in "ABC"])
    place = f"/v1/items/{made['id']}/portions"
    a, b, _ = (one["id"] for one in (await house.get(US, place))["items"])
    await house.post(US, place, {"text": "D"})
    await house.post(US, place, {"text": "E", "after": a})
    first = await house.post(US, place, {"text": "F", "first": True})
    await house.change(US, f"/v1/portions/{first['id']}", {"after": b})
    assert await house.words(US, made) == ["A", "E", "B", "F", "C", "D"]
    for behind in (str(uuid4()), first["id"]):
        problem = await house.change(US, f"/v1/portions/{first['id']}", {"after": behind}, status=422)
        assert problem["errors"][0]["rule"] == "unknown_portion"


async def test_a_narrower_title_takes_every_paragraph_along(house: House):
    made = await ten(house)
    wide, narrow = shared("USA", *EVERYBODY), shared("USA", "GBR")
    place = f"/v1/items/{made['id']}"
    body = await house.change(US, f"{place}/label", {"label": narrow}, of=place, method="POST")
    assert body["label"]["rel"] == ["GBR"]
    assert await house.words(UK, made) == [TEN[number - 1][0] for number in READERS[1][1]]
    for person in (AUS, CAN, NZL, DEU):
        await house.get(person, place, 404)
        await house.get(person, f"{place}/portions", 404)
        await house.get(person, f"{place}/history", 404)
    for person in (US, US_RELEASE):
        problem = await house.change(
            person, f"{place}/label", {"label": wide}, of=place, method="POST", status=403
        )
        assert problem["errors"][0]["rule"] == "widens"


async def test_who_loses_a_title_is_told_of_each_paragraph_that_they_lose(house: House):
    made = await ten(house)
    place = f"/v1/items/{made['id']}"
    await house.change(US, f"{place}/label", {"label": shared("USA", "GBR")}, of=place, method="POST")
    with psycopg.connect(house.worker_dsn) as connection:
        query = "SELECT key, payload, label::text FROM outbox WHERE topic LIKE %s ORDER BY id"
        told = connection.execute(query, ["entente.sharing.portion.%"]).fetchall()
    australian = [
        (key, item_pb2.PortionSnapshot.FromString(payload))
        for key, payload, label in told
        if '"AUS"' in label
    ]
    last = {key: message for key, message in australian}
    assert len(last) == 6 and all(message.deleted and not message.text for message in last.values())


async def test_a_paragraph_is_narrowed_by_its_owner_and_its_old_words_go_with_it(house: House):
    made = await house.item(portions=[{"text": "As it was."}])
    [one] = (await house.get(UK, f"/v1/items/{made['id']}/portions"))["items"]
    place = f"/v1/portions/{one['id']}"
    await house.change(US, place, {"text": "As it is."})
    [change] = (await house.get(AUS, f"/v1/items/{made['id']}/history"))["items"]
    assert (change["before"], change["after"]) == ({"text": "As it was."}, {"text": "As it is."})
    assert [mark["rel"] for mark in change["marks"]] == [["AUS", "GBR"]]
    narrow = {"label": shared("USA", "GBR")}
    await house.change(UK, f"{place}/label", narrow, of=place, method="POST", status=403)
    await house.change(US, f"{place}/label", narrow, of=place, method="POST")
    assert (await house.words(UK, made), await house.words(AUS, made)) == (["As it is."], [])
    assert (await house.get(AUS, f"/v1/items/{made['id']}/history"))["items"] == []
    assert len((await house.get(UK, f"/v1/items/{made['id']}/history"))["items"]) == 1


async def test_an_author_sees_what_a_nation_sees_of_what_they_see_themselves(house: House):
    made = await ten(house)
    place = f"/v1/items/{made['id']}"
    texts = {one["id"]: one["text"] for one in (await house.get(US, f"{place}/portions"))["items"]}
    for person, numbers, banner in READERS[1:6]:
        seen = await house.get(US, f"{place}/as", nation=person.claims["affiliation"])
        assert [texts[one] for one in seen["portions"]] == [TEN[number - 1][0] for number in numbers]
        assert seen["banner"]["banner"] == banner
    both = await house.get(US, f"{place}/as", nation=["GBR", "AUS"])
    assert [texts[one] for one in both["portions"]] == [TEN[number - 1][0] for number in (1, 2, 6, 9, 10)]
    seen = await house.get(AUS, f"{place}/as", nation="USA")
    assert [texts[one] for one in seen["portions"]] == [TEN[number - 1][0] for number in READERS[2][1]]
    assert (await house.get(US, f"{place}/as", nation="FRA"))["banner"] is None


async def test_who_audits_writes_nothing_and_a_withdrawn_item_says_why(house: House):
    await house.item(US_AUDITOR, 403)
    made = await house.item()
    place = f"/v1/items/{made['id']}"
    problem = await house.change(US, place, {"withdrawn": True}, status=422)
    assert problem["errors"][0]["pointer"] == "/reason"
    await house.change(US, place, {"withdrawn": True, "reason": "Replaced."})
    assert (await house.get(UK, "/v1/items"))["items"] == []
    [one] = (await house.get(UK, "/v1/items", withdrawn=True))["items"]
    assert one["reason"] == "Replaced." and one["can"] == []
    assert (await house.change(US, place, {"withdrawn": False}))["reason"] == ""
