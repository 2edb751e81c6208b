"""What every write leaves behind: an audit line, an event with the whole state, and the row as it was."""

import json
from contextlib import asynccontextmanager

import psycopg
from psycopg.rows import dict_row

from proto.gen.entente.meetings.v1 import decision_pb2, forum_pb2, item_pb2, meeting_pb2
from services.meetings.tests.conftest import UK_HEAD, UK_SECRETARY, US_HEAD, US_SECRETARY, House
from services.meetings.tests.ladder import US_ONLY, ladder

MESSAGES = {
    "entente.meetings.forum.v1": forum_pb2.ForumSnapshot,
    "entente.meetings.meeting.v1": meeting_pb2.MeetingSnapshot,
    "entente.meetings.decision.v1": decision_pb2.DecisionSnapshot,
    "entente.meetings.item.v1": item_pb2.ItemSnapshot,
}


@asynccontextmanager
async def worker(house: House):
    dsn = house.app.state.settings.worker_dsn
    async with await psycopg.AsyncConnection.connect(dsn, row_factory=dict_row) as connection:
        yield connection


async def events(house: House, key: str):
    """The messages about one record, oldest first, with the label that each rides under."""
    async with worker(house) as connection:
        rows = await (
            await connection.execute("SELECT * FROM outbox WHERE key = %s ORDER BY id", (key,))
        ).fetchall()
    return [(MESSAGES[r["topic"]].FromString(r["payload"]), json.loads(r["label"])) for r in rows]


async def rows(house: House, query: str, *values):
    async with worker(house) as connection:
        return await (await connection.execute(query, values)).fetchall()


async def test_each_change_of_a_meeting_tells_its_whole_state(house: House):
    forum = await house.staffed("us-uk-ast")
    meeting = await house.meeting(US_SECRETARY, forum, "2027-03-01", place="Fort Bragg")
    await house.change(UK_SECRETARY, f"/v1/meetings/{meeting['id']}", {"place": "Andover"})
    await house.hold(US_HEAD, meeting)
    told = [message for message, _ in await events(house, meeting["id"])]
    assert [message.change for message in told] == ["created", "changed", "held"]
    assert [message.version for message in told] == [1, 2, 3]
    assert [message.place for message in told] == ["Fort Bragg", "Andover", "Andover"]
    assert told[1].actor_nation == "GBR"
    last = told[-1]
    assert (last.forum_name, list(last.nations), last.start) == (forum["name"], ["GBR", "USA"], "2027-03-01")
    assert last.state == meeting_pb2.MeetingState.MEETING_STATE_HELD


async def test_each_stand_on_minutes_is_told_though_nothing_is_agreed_by_it(house: House):
    forum = await house.staffed("us-uk-ast")
    meeting = await house.meeting(US_SECRETARY, forum, "2027-03-01")
    await house.hold(US_HEAD, meeting)
    place = f"/v1/meetings/{meeting['id']}/minutes/concurrences"
    told = []
    for person, nation, stand in ((UK_HEAD, "GBR", "withhold"), (US_HEAD, "USA", "concur")):
        await house.speak(person, place, {"nation": nation, "stand": stand, "evidence": "As we said."})
        message, _ = (await events(house, meeting["id"]))[-1]
        told.append({one.nation: meeting_pb2.Stand.Name(one.stand) for one in message.concurrences})
    withheld = {"GBR": "STAND_WITHHELD"}
    assert told == [withheld, withheld | {"USA": "STAND_CONCURRED"}]


async def test_a_forum_tells_its_posts_and_a_decision_its_words(house: House):
    on = await ladder(house)
    message, _ = (await events(house, on.gort["id"]))[-1]
    assert {(post.nation, forum_pb2.PostKind.Name(post.post)) for post in message.posts} == {
        ("USA", "POST_KIND_SECRETARY"), ("USA", "POST_KIND_HEAD"),
        ("GBR", "POST_KIND_SECRETARY"), ("GBR", "POST_KIND_HEAD"),
    }  # fmt: skip
    body = {"kind": "decision", "text": "We share.", "label": US_ONLY}
    decision = await house.post(US_SECRETARY, f"/v1/meetings/{on.roundtable['id']}/decisions", body)
    message, label = (await events(house, decision["id"]))[-1]
    assert (message.text, label["owner"]) == ("We share.", ["USA"])


async def test_a_label_rides_with_every_event_and_it_is_the_records_own(house: House):
    on = await ladder(house)
    tasking = await on.tasking("Ours", US_ONLY)
    told = await events(house, tasking["id"])
    assert [label["owner"] for _, label in told] == [["USA"]]
    unlabelled = await rows(house, "SELECT topic FROM outbox WHERE label IS NULL")
    assert unlabelled == []


async def test_a_new_meeting_gives_waiting_items_a_venue_and_says_so(house: House):
    on = await ladder(house)
    tasking = await on.tasking("Urgent", due={"value": "2027-02-20", "precision": "day"})
    assert tasking["at_risk"] == ["no_venue"]
    await house.meeting(US_SECRETARY, on.ast, "2027-02-10")
    message, _ = (await events(house, tasking["id"]))[-1]
    assert (message.change, list(message.at_risk)) == ("venue_changed", [])
    assert (await house.get(US_HEAD, f"/v1/taskings/{tasking['id']}"))["at_risk"] == []


async def test_old_rows_are_kept_with_the_label_that_they_had(house: House):
    forum = await house.staffed("us-uk-ast")
    meeting = await house.meeting(US_SECRETARY, forum, "2027-03-01", place="A")
    for place in ("B", "C"):
        await house.change(US_HEAD, f"/v1/meetings/{meeting['id']}", {"place": place})
    kept = await rows(
        house, "SELECT version, body->>'place' AS place, label_id FROM meeting_version WHERE id = %s"
        " ORDER BY version", meeting["id"],
    )  # fmt: skip
    assert [(row["version"], row["place"]) for row in kept] == [(1, "A"), (2, "B")]
    (now,) = await rows(house, "SELECT version, label_id FROM meeting WHERE id = %s", meeting["id"])
    assert (now["version"], now["label_id"]) == (3, kept[0]["label_id"])


async def test_writes_reads_and_denials_are_audited_without_words(house: House):
    on = await ladder(house)
    body = {"kind": "decision", "text": "Unmistakable words"}
    decision = await house.post(US_SECRETARY, f"/v1/meetings/{on.roundtable['id']}/decisions", body)
    await house.get(US_HEAD, f"/v1/decisions/{decision['id']}")
    lines = await rows(
        house, "SELECT * FROM audit_record WHERE %s = ANY(object_ids) ORDER BY id", decision["id"]
    )
    assert [line["action"] for line in lines] == ["decision.decided", "read"]
    everything = await rows(house, "SELECT * FROM audit_record")
    assert "Unmistakable" not in str(everything)


async def test_another_order_of_an_agenda_is_audited_and_that_of_ones_own_lines_for_ones_own_alone(
    house: House,
):
    on = await ladder(house)
    place = f"/v1/meetings/{on.talks['id']}/agenda"
    topics = [
        (await house.post(US_SECRETARY, place, {"title": title, **label}))["id"]
        for title, label in (
            ("One", {"label": US_ONLY}),
            ("Two", {"label": US_ONLY}),
            ("Three", {}),
            ("Four", {}),
        )
    ]
    for order in (topics[1::-1], topics[::-1]):
        await house.change(US_SECRETARY, f"{place}/order", {"entries": order}, of=place, method="PUT")
    lines = await rows(
        house, "SELECT object_ids, label IS NULL AS own FROM audit_record WHERE action = 'agenda.ordered'"
        " ORDER BY id",
    )  # fmt: skip
    assert lines == [{"object_ids": [on.talks["id"]], "own": own} for own in (True, False)]


async def test_nothing_can_be_deleted_by_app_or_worker(house: House):
    settings = house.app.state.settings
    for dsn in (settings.app_dsn, settings.worker_dsn):
        for table in ("forum", "meeting", "item", "decision", "outcome", "meeting_version", "paper"):
            with psycopg.connect(dsn) as connection:
                try:
                    connection.execute(f"DELETE FROM {table}")  # fixed names, no input
                except psycopg.errors.InsufficientPrivilege:
                    continue
                raise AssertionError(f"{table} can be deleted from")
