"""The main job, over HTTP on real PostgreSQL: from a roundtable's decision to the staff talks and back."""

from datetime import date

from services.meetings.domain import figures
from services.meetings.domain.invariants import broken
from services.meetings.tests.conftest import UK_HEAD, UK_SECRETARY, US_HEAD, US_SECRETARY, House
from services.meetings.tests.rungs import Json, Rungs
from services.meetings.tests.whole import whole_world


async def decide(rungs: Rungs, meeting: str, **body: object) -> Json:
    return await rungs.house.post(US_SECRETARY, f"{rungs.at(meeting)}/decisions", body)


async def issued(rungs: Rungs) -> tuple[Json, Json]:
    """A decision of the roundtable with two taskings, in which both heads concur."""
    await rungs.hold("gort1")
    decision = await decide(rungs, "gort1", kind="decision", text="Share one operational picture.")
    items = [
        await rungs.issue("gort1", "ast", title, decision_id=decision["id"])
        for title in ("Share the picture", "Name the liaison officers")
    ]
    for person in (US_HEAD, UK_HEAD):
        agenda = await rungs.section("ast1", "discussion", person)
        assert agenda == [item["id"] for item in items]
    assert {item["standing"] for item in items} == {"provisional"}
    await rungs.concur("gort1")
    assert {(await rungs.item(item))["standing"] for item in items} == {"agreed"}
    return items[0], items[1]


async def delegated(rungs: Rungs, item: Json) -> tuple[Json, Json]:
    """The staff talks delegate one tasking to two working groups."""
    await rungs.hold("ast1")
    children = [rungs.child("wg1", "Draw the architecture"), rungs.child("wg2", "Settle the cost")]
    await rungs.leave("ast1", item, "delegated", children=children)
    found = sorted((await rungs.item(item))["children"], key=lambda child: child["title"])
    return found[0], found[1]


async def adjudicated(rungs: Rungs, child: Json) -> None:
    """One group escalates, the staff talks take it further, the roundtable adjudicates: it lands below."""
    await rungs.leave("wg21", child, "escalated", text="Who pays?")
    (raised,) = (await rungs.item(child))["escalations"]
    assert await rungs.section("ast2", "escalations") == [raised["id"]]
    await rungs.hold("ast2")
    await rungs.leave("ast2", raised, "escalated", text="Who pays, then?")
    (higher,) = (await rungs.item(raised))["escalations"]
    assert await rungs.section("gort2", "escalations") == [higher["id"]]
    await rungs.hold("gort2")
    await decide(rungs, "gort2", kind="adjudication", settles=higher["id"], text="Each nation pays its own.")
    states = [(await rungs.item(one))["state"] for one in (higher, raised, child)]
    assert states == ["closed", "closed", "open"]


async def answered(rungs: Rungs, first: Json, second: Json, child: Json) -> None:
    """The second group answers out of session, its heads concur; the staff talks answer both."""
    done = await rungs.act(child, "answer", text="Agreed by both treasuries.")
    assert done["state"] == "answered"
    outcome = await answer_of(rungs, child)
    for person, nation in ((US_HEAD, "USA"), (UK_HEAD, "GBR")):
        stand = {"nation": nation, "stand": "concur"}
        await rungs.house.speak(person, f"/v1/answers/{outcome}/concurrences", stand)
    await rungs.leave("ast2", first, "answered", text="Both groups answered.")
    await rungs.leave("ast2", second, "answered", text="Two officers are named.")


async def answer_of(rungs: Rungs, item: Json) -> str:
    """The id of the out-of-session answer of an item, as it awaits the heads."""
    awaited = (await rungs.house.get(US_HEAD, "/v1/concurrences", pending="true"))["items"]
    (answer,) = [one["id"] for one in awaited if one["kind"] == "answer"]
    return str(answer)


async def test_from_the_roundtables_decision_to_the_staff_talks_and_back(house: House):
    rungs = await Rungs.raised(house)
    first, second = await issued(rungs)
    one, two = await delegated(rungs, first)
    await rungs.leave("ast1", second, "progressed", text="One officer is named.")
    await rungs.concur("ast1")
    await rungs.hold("wg11")
    await rungs.leave("wg11", one, "answered", text="Drawn.")
    await rungs.hold("wg21")
    await adjudicated(rungs, two)
    await answered(rungs, first, second, two)
    assert set(await rungs.section("gort3", "back_brief", UK_SECRETARY)) == {first["id"], second["id"]}
    await rungs.hold("gort3")
    closed = await rungs.act(first, "close", text="Well done.")
    reopened = await rungs.act(second, "reopen", reason="One officer has left.",
                               due={"value": "2028-03", "precision": "month"})  # fmt: skip
    assert (closed["state"], reopened["state"], reopened["reopened"]) == ("closed", "open", 1)
    assert reopened["due"] == {"value": "2028-03", "precision": "month"}

    world = await whole_world(house)
    assert broken(world) == []
    linkage = figures.linkage(world, date(2027, 12, 10))
    assert (linkage.addressed, linkage.had_one, linkage.rate) == (4, 4, 1.0)
    assert (linkage.escalations, linkage.adjudicated) == (2, 2)


async def test_the_linkage_rate_counts_what_the_next_meeting_left_out(house: House):
    rungs = await Rungs.raised(house)
    first, second = await issued(rungs)
    await rungs.hold("ast1")
    await rungs.leave("ast1", first, "progressed")
    await rungs.hold("ast2")
    await rungs.leave("ast2", second, "answered")
    linkage = figures.linkage(await whole_world(house), date(2027, 4, 10))
    assert (linkage.addressed, linkage.had_one) == (1, 2)
