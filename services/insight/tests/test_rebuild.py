"""The read model is built anew beside the old one: nothing lost, nothing twice, nobody sees half of it."""

import asyncio
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest

from proto.gen.entente.meetings.v1 import item_pb2
from services.common.events import letters
from services.common.events.bus import BusSettings, open_bus
from services.common.events.consumer import Deliverer, Handler
from services.common.events.envelope import Invalid
from services.common.events.registry import topics
from services.common.events.workers import Workers
from services.common.testing import client_for, running, subject
from services.insight.app import build
from services.insight.rebuild import command
from services.insight.rebuild.build import RebuildFailed, Result, rebuild
from services.insight.rebuild.command import connect
from services.insight.rebuild.merge import MODEL
from services.insight.tests.conftest import label
from services.insight.tests.model import House, Writer, Writing, event, sealed
from services.insight.workers import handlers
from tests.waiting import until

POINTS = ("taken", "built", "paused", "merged", "swapped")


@pytest.fixture
def house(fresh_database) -> Iterator[House]:
    database, bus_database = fresh_database("insight"), fresh_database("bus")
    bus = open_bus(BusSettings("pglog", bus_database.app_dsn))
    yield House(database, bus_database, bus)
    bus.close()


def build_anew(
    house: House, probe: Callable[[str], None] = lambda _: None, using: list[Handler] | None = None
) -> Result:
    with connect(house.settings.worker_dsn, "a test") as conn:
        return rebuild(conn, house.bus, using or handlers(house.settings), "a test", lambda _: None, probe)


def nothing_differed(result: Result) -> bool:
    return not any(one.any for one in result.merged)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_rebuilt_model_is_the_old_one_row_by_row(house: House, seed: int) -> None:
    house.publish(*Writer(seed).events(400))
    house.consume_all()
    before = house.model()
    assert nothing_differed(build_anew(house))
    assert house.model() == before and all(before.values())


@pytest.mark.parametrize("seed", [4, 5, 6])
def test_so_it_is_from_a_compacted_log(house: House, seed: int) -> None:
    house.publish(*Writer(seed).events(400))
    house.consume_all()
    before = house.model()
    house.compact()
    result = build_anew(house)
    assert result.taken < 300 and nothing_differed(result)
    assert house.model() == before


def test_a_compacted_log_fills_an_empty_model_whatever_comes_first(house: House) -> None:
    """What follows from a record's history alone (its news) is then that of the last event."""
    house.publish(*Writer(7).events(400))
    house.consume_all()
    before = house.model()
    house.compact()
    house.ask("TRUNCATE " + ", ".join(table.name for table in MODEL))
    build_anew(house)
    after = house.model()
    for table in MODEL:
        names = [name for name in before[table.name][0] if name not in table.news]
        assert [[row[name] for name in names] for row in before[table.name]] == [
            [row[name] for name in names] for row in after[table.name]
        ]


def test_with_writers_going_on_nothing_is_lost_and_nothing_taken_twice(house: House) -> None:
    first, second = Writer(8), Writer(9)
    house.publish(*first.events(300))
    with house.consuming(), Writing(house, second) as writing:
        until(lambda: writing.written > 20)
        results = [build_anew(house) for _ in range(3)]
        until(lambda: writing.written > 100)
    house.consume_all()
    assert all(result.paused < 5 for result in results)
    taken = house.ask("SELECT count(*) AS n FROM inbox")[0]["n"]
    assert taken == 300 + writing.written
    before = house.model()
    assert nothing_differed(build_anew(house)) and house.model() == before


def test_a_consumer_far_behind_skips_what_was_rebuilt_and_takes_the_rest(house: House) -> None:
    writer = Writer(10)
    house.publish(*writer.events(100))
    house.consume_all()
    house.publish(*writer.events(200))
    build_anew(house)
    rebuilt, told = house.model(), house.ask("SELECT count(*) AS n FROM change")
    house.consume_all()
    assert house.model() == rebuilt, "what was rebuilt is skipped"
    assert house.ask("SELECT count(*) AS n FROM change") == told, "and told to nobody again"
    house.publish(*writer.events(50))
    house.consume_all()
    assert house.ask("SELECT count(*) AS n FROM inbox")[0]["n"] == 350
    assert nothing_differed(build_anew(house))


def test_what_was_spoilt_is_mended_and_told_to_whom_it_concerns(house: House) -> None:
    both, wider = label("GBR", "USA"), label("USA", rel=["AUS", "GBR"])
    items = [
        item_pb2.ItemSnapshot(
            id=str(uuid4()), issuing_forum_id=str(uuid4()), title=f"Item {number}", version=1,
            kind=item_pb2.ITEM_KIND_TASKING, state=item_pb2.ITEM_STATE_OPEN,
        )
        for number in range(5)
    ]  # fmt: skip
    house.publish(*(event("item", item, both) for item in items), event("item", items[4], both))
    house.publish(event("item", item_pb2.ItemSnapshot(id=str(uuid4()), issuing_forum_id=str(uuid4())), wider))
    house.consume_all()
    before = house.model()
    wide = house.ask("SELECT label_id FROM item_view WHERE title = ''")[0]["label_id"]
    house.ask("UPDATE item_view SET title = 'spoilt' WHERE id = %s", items[0].id)
    house.ask("UPDATE item_view SET label_id = %s WHERE id = %s", wide, items[1].id)
    house.ask("DELETE FROM item_view WHERE id = %s", items[2].id)
    house.ask("DELETE FROM document WHERE id = %s", items[2].id)
    house.ask("UPDATE item_view SET id = %s WHERE id = %s", uuid4(), items[3].id)
    house.ask("UPDATE item_view SET version = 99 WHERE id = %s", items[4].id)
    house.ask("DELETE FROM change")
    result = build_anew(house)
    assert house.model() == before
    counts = {one.table: (one.added, one.changed, one.removed) for one in result.merged if one.any}
    assert counts == {"item_view": (2, 3, 1), "document": (1, 0, 0)}
    told = house.ask("SELECT type, object_id::text AS id, label_id = %s AS wide FROM change", wide)
    known = {(row["type"], row["id"], row["wide"]) for row in told}
    assert {("item", item.id, False) for item in items[:4]} <= known
    assert ("item.withdrawn", items[1].id, True) in known
    assert not any(row["id"] == items[4].id for row in told), "a version is no news"
    [record] = house.ask("SELECT subject, action, detail FROM audit_record WHERE action = 'rebuilt'")
    assert record["subject"] == "a test" and record["detail"]["rows"]["item_view"] == [2, 3, 1]


def test_what_a_substitute_hides_makes_no_news_for_its_readers_by_a_rebuild(house: House) -> None:
    """The compacted log has the last event alone, and that told its readers nothing."""
    both, shown = label("GBR", "USA"), label("USA", rel=["AUS"])
    values = {"id": str(uuid4()), "issuing_forum_id": str(uuid4()), "kind": item_pb2.ITEM_KIND_TASKING}
    values |= {"substitute_text": "Report on exercises.", "substitute_label": sealed(shown)}
    first = item_pb2.ItemSnapshot(title="Hidden", version=1, change="issued", actor_nation="USA", **values)
    later = item_pb2.ItemSnapshot(title="Other", version=2, change="amended", actor_nation="GBR", **values)
    for item in (first, later):
        house.publish(event("item", item, both))
        house.consume_all()
    before = house.model()
    told = {row["face"]: (row["change"], row["actor_nation"]) for row in before["item_view"]}
    assert told == {"issued": ("amended", "GBR"), "substitute": ("issued", "USA")}
    house.compact()
    house.ask("UPDATE item_view SET text = 'spoilt' WHERE face = 'issued'")
    house.ask("DELETE FROM change")
    build_anew(house)
    assert house.model() == before
    labels = house.ask("SELECT label_id FROM item_view WHERE face = 'issued'")
    assert house.ask("SELECT label_id FROM change") == labels, "who reads the substitute hears nothing"


def test_what_people_said_in_insight_itself_stays(house: House) -> None:
    house.ask("INSERT INTO seen (subject, at) VALUES ('somebody', now())")
    house.ask("INSERT INTO source_beat (source, at) VALUES ('meetings', now())")
    before = house.ask("SELECT * FROM seen, source_beat")
    house.publish(*Writer(11).events(50))
    build_anew(house)
    assert house.ask("SELECT * FROM seen, source_beat") == before


def killed(house: House, point: str, *place: str) -> None:
    """A rebuild, or with a place a replay, in a process of its own that dies by SIGKILL at a point."""
    module = "services.insight.tests.mending_process"
    dsns = (house.settings.worker_dsn, house.bus_database.app_dsn)
    done = subprocess.run([sys.executable, "-m", module, *dsns, point, *place], check=False, timeout=60)
    assert done.returncode == -signal.SIGKILL


@pytest.mark.faults
@pytest.mark.parametrize("point", POINTS)
def test_killed_anywhere_the_old_model_stays_and_the_next_starts_over(house: House, point: str) -> None:
    house.publish(*Writer(12).events(200))
    house.consume_all()
    house.ask("UPDATE item_view SET title = 'spoilt'")
    spoilt = house.model()
    killed(house, point)
    assert (house.model() == spoilt) == (point != "swapped")
    assert nothing_differed(build_anew(house)) == (point == "swapped")
    assert house.ask("SELECT count(*) AS n FROM item_view WHERE title = 'spoilt'") == [{"n": 0}]
    house.publish(*Writer(13).events(50))
    house.consume_all()
    assert nothing_differed(build_anew(house))


@pytest.mark.faults
@pytest.mark.parametrize("point", ["locked", "delivered", "settled", "committed"])
def test_a_replay_killed_anywhere_has_its_effect_once(house: House, point: str) -> None:
    item = item_pb2.ItemSnapshot(id=str(uuid4()), issuing_forum_id=str(uuid4()), title="held", version=1)
    house.publish(event("item", item, label("USA")))
    settings = house.settings.model_copy(update={"role": "consumers"})
    workers = Workers(settings, refusing(house, "held"))
    workers.start()
    until(lambda: bool(house.ask("SELECT 1 FROM dead_letter")))
    workers.stop()
    [row] = house.ask("SELECT topic, part, log_offset FROM dead_letter")
    place = "/".join(map(str, row.values()))
    killed(house, point, place)
    whole = [{"n": int(point == "committed")}]
    effects = ("SELECT count(*) AS n FROM item_view", "SELECT count(*) AS n FROM inbox")
    assert [house.ask(query) for query in effects] == [whole] * 2
    replayed = letters.main(house.settings, handlers(house.settings), ["replay", place])
    assert replayed == 0
    assert [house.ask(query) for query in effects] == [[{"n": 1}]] * 2
    assert house.ask("SELECT count(*) AS n FROM change WHERE type = 'item'") == [{"n": 1}]


def test_a_second_at_once_is_refused_by_the_name_of_the_first(house: House) -> None:
    refusals: list[str] = []

    def probe(point: str) -> None:
        if point == "built":
            with pytest.raises(RebuildFailed) as refused:
                build_anew(house)
            refusals.append(str(refused.value))

    house.publish(*Writer(14).events(20))
    build_anew(house, probe)
    assert len(refusals) == 1 and "under way: rebuild by a test, since" in refusals[0]


def test_readers_go_on_and_never_see_less_nor_more_than_they_may(house: House) -> None:
    both = label("GBR", "USA")
    mine = [
        item_pb2.ItemSnapshot(
            id=str(uuid4()), issuing_forum_id=str(uuid4()), title=f"Steady {number}", version=1, ref="TSK-1",
            kind=item_pb2.ITEM_KIND_TASKING, state=item_pb2.ITEM_STATE_OPEN, lead="GBR",
        )
        for number in range(30)
    ]  # fmt: skip
    house.publish(*(event("item", item, both) for item in mine), *Writer(15).events(200))
    house.consume_all()
    house.ask("UPDATE item_view SET text = 'spoilt'")  # so that the swap changes every row
    house.ask("INSERT INTO source_beat (source, at) VALUES ('meetings', now() + interval '1 hour')")
    seen: list[int] = []

    async def read(app: Any, nation: str, found: int, over: threading.Event) -> None:
        async with client_for(app, subject(nation)) as client:
            while not over.is_set():
                answer = await client.get("/v1/search?q=steady&limit=100")
                assert answer.status_code == 200, answer.text
                assert answer.json()["facets"].get("tasking", 0) == found
                brief = await client.get("/v1/brief")
                assert brief.status_code == 200, brief.text
                seen.append(found)

    async def all_of_them() -> None:
        over = threading.Event()

        def anew() -> None:
            try:
                for _ in range(3):
                    build_anew(house)
                    house.ask("UPDATE item_view SET text = 'spoilt'")
            finally:
                over.set()

        async with running(build, house.settings) as app:
            readers = [read(app, nation, found, over) for nation, found in (("GBR", 30), ("NZL", 0))]
            await asyncio.gather(asyncio.to_thread(anew), *readers)

    asyncio.run(all_of_them())
    assert len(seen) > 10 and set(seen) == {0, 30}


def refusing(house: House, title: str) -> list[Handler]:
    """The handlers, of which one cannot take items of a title."""

    def effect(conn: Any, envelope: Any, message: Any) -> None:
        if message.title == title:
            raise Invalid("not this one")
        inner(conn, envelope, message)

    given = {handler.topic: handler for handler in handlers(house.settings)}
    inner = given["entente.meetings.item.v1"].effect
    return [*(given | {"entente.meetings.item.v1": Handler("entente.meetings.item.v1", effect)}).values()]


def test_dead_letters_are_left_out_and_anything_else_that_fails_ends_it(house: House) -> None:
    item = item_pb2.ItemSnapshot(id=str(uuid4()), issuing_forum_id=str(uuid4()), title="bad", version=1)
    house.publish(event("item", item, label("USA")))
    house.publish(*Writer(16).events(50))
    house.consume_all()
    before = house.model()
    with pytest.raises(RebuildFailed, match="not among the dead letters: not this one"):
        build_anew(house, using=refusing(house, "bad"))
    assert house.model() == before
    bad = event("item", item, label("USA"), value=b"\xff\xff")
    house.publish(bad)
    with house.consuming():
        until(lambda: bool(house.ask("SELECT 1 FROM dead_letter")))
        until(house.caught_up)
    result = build_anew(house)
    assert len(result.left_out) == 1 and nothing_differed(result)


def test_a_letter_that_is_replayed_while_it_was_left_out_ends_it(house: House) -> None:
    item = item_pb2.ItemSnapshot(id=str(uuid4()), issuing_forum_id=str(uuid4()), title="bad", version=1)
    house.publish(event("item", item, label("USA"), value=b"\xff\xff"))
    with house.consuming():
        until(lambda: bool(house.ask("SELECT 1 FROM dead_letter")))

    def probe(point: str) -> None:
        if point == "built":
            house.ask("UPDATE dead_letter SET state = 'replayed'")

    with pytest.raises(RebuildFailed, match="replayed meanwhile"):
        build_anew(house, probe)


def test_no_effect_is_made_while_the_models_are_swapped(house: House) -> None:
    house.publish(*Writer(17).events(50))
    delivered = threading.Event()

    def deliver() -> None:
        deliverer = Deliverer("insight", handlers(house.settings), topics())
        member = house.bus.consumer("another", deliverer.topics)
        with connect(house.settings.worker_dsn, "x") as conn:
            conn.execute("SET search_path = public")
            deliverer.deliver(conn, member.poll(5.0))
            delivered.set()
        member.close()

    consumer = threading.Thread(target=deliver)

    def probe(point: str) -> None:
        if point == "paused":
            consumer.start()
        if point == "merged":
            assert not delivered.wait(0.5)

    build_anew(house, probe)
    assert delivered.wait(60)
    consumer.join()


def test_both_sets_of_tables_have_the_same_columns(house: House) -> None:
    query = """SELECT table_name, column_name, data_type, is_nullable FROM information_schema.columns
               WHERE table_schema = %s AND table_name = ANY (%s) ORDER BY 1, 2"""
    names = [*(table.name for table in MODEL), "change"]
    assert house.ask(query, "public", names) == house.ask(query, "rebuild", names)


def test_nobody_but_the_worker_can_read_what_is_being_built(house: House) -> None:
    query = "SELECT has_schema_privilege(%s, 'rebuild', 'USAGE') AS may"
    assert [house.ask(query, f"insight_{role}")[0]["may"] for role in ("app", "search", "worker")] == [
        False, False, True,
    ]  # fmt: skip


def test_the_command_tells_what_it_did(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    house.publish(*Writer(18).events(50))
    house.consume_all()
    assert command.run(house.settings) == 0
    printed = capsys.readouterr().out
    assert "every row stands as it stood" in printed and "rebuilt from 50 events in" in printed
    house.ask("UPDATE forum_view SET name = 'spoilt'")
    assert command.run(house.settings) == 0
    assert "forum_view: 0 rows added," in capsys.readouterr().out
    nowhere = house.settings.model_copy(update={"bus_dsn": "postgresql://nobody@/nowhere?host=/nonexistent"})
    assert command.run(nowhere) == 1
    assert "the model in use is as it was" in capsys.readouterr().err
