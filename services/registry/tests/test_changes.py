"""Changes as systems of several nations are told of them: the attacks first.

A reader keeps a copy by following `next`; the copy must at any time be what the reader may take along, and
nothing in any page may differ by what is hidden.
"""

import asyncio
import json
from typing import Any

import psycopg
import pytest

from services.common.testing import Person, subject
from services.registry.changes import numbers
from services.registry.tests.conftest import AUS, UK, US, US_RELEASE, House, shared
from services.registry.tests.imports.importing import act, csv_of, ended, imported
from services.registry.tests.test_activities import rules

GBR = subject("GBR", name="J.T.S.", roles=["partner_system"], clearance={"coalition": "RESTRICTED"})
PLACE = "/v1/changes"


class Copy:
    """What a system holds: it follows `next` and does what each page says."""

    def __init__(self, house: House, person: Person, limit: int = 2) -> None:
        self.house, self.person, self.limit = house, person, limit
        self.cursor: str | None = None
        self.held: dict[str, Any] = {}
        self.told: list[tuple[str, str]] = []
        self.pages: list[str] = []

    async def follow(self) -> list[tuple[str, str]]:
        """Reads on until there is no more; what was told, as (what, id)."""
        begun = len(self.told)
        while True:
            asked = {"cursor": self.cursor} if self.cursor else {}
            page = await self.house.get(self.person, PLACE, limit=self.limit, **asked)
            self.pages.append(json.dumps(page))
            for item in page["items"]:
                self.told.append((item["what"], item["id"]))
                if item["what"] == "withdrawn":
                    assert (item["activity"], item["own"]) == (None, None)
                    self.held.pop(item["id"], None)
                else:
                    self.held[item["id"]] = item["activity"]
            self.cursor = page["next"]
            if not page["more"]:
                return self.told[begun:]

    def titles(self) -> set[str]:
        return {one["title"] for one in self.held.values()}


async def test_what_a_reader_never_saw_changes_no_byte_of_any_page(house: House):
    await house.activity(title="Open", label=shared("USA", "GBR"))
    copy = Copy(house, GBR)
    await copy.follow()
    quiet = await house.get(GBR, PLACE, cursor=copy.cursor)
    first = await house.get(GBR, PLACE)
    hidden = await house.activity(title="Hidden", label=shared("USA"))
    await house.change(US, f"/v1/activities/{hidden['id']}", {"title": "Hidden still"})
    await house.activity(UK, title="Above", label={"level": "SECRET", "owner": ["GBR"]})
    await house.act(US, hidden, "status", {"to": "cancelled", "reason": "No funds"})
    assert await house.get(GBR, PLACE, cursor=copy.cursor) == quiet
    assert await house.get(GBR, PLACE) == first
    assert await copy.follow() == []
    assert len({len(page) for page in copy.pages[1:]}) == 1


async def test_new_changed_and_withdrawn_are_told_once_each(house: House):
    one = await house.activity(title="One", label=shared("USA", "GBR"))
    copy = Copy(house, GBR)
    assert await copy.follow() == [("new", one["id"])]
    two = await house.activity(title="Two", label=shared("USA"))
    await house.change(US, f"/v1/activities/{one['id']}", {"title": "One renamed"})
    await house.change(US, f"/v1/activities/{one['id']}", {"title": "One again"})
    assert await copy.follow() == [("changed", one["id"])]
    assert copy.titles() == {"One again"}
    await house.act(US_RELEASE, two, "label", {"label": shared("USA", "GBR")})
    await house.act(US, one, "label", {"label": shared("USA")})
    assert sorted(await copy.follow()) == sorted([("new", two["id"]), ("withdrawn", one["id"])])
    await house.change(US, f"/v1/activities/{one['id']}", {"title": "Ours alone"})
    assert await copy.follow() == []
    assert "Ours alone" not in json.dumps(copy.pages)
    await house.act(US_RELEASE, one, "label", {"label": shared("USA", "GBR")})
    assert await copy.follow() == [("new", one["id"])]


async def test_what_may_be_read_and_not_taken_along_is_not_told(house: House):
    label = shared("USA", "GBR")
    await house.activity(title="Originator's", label=label | {"orcon": True})
    await house.activity(title="To be seen", label=shared("USA") | {"display_only": ["GBR"]})
    copy = Copy(house, GBR)
    made = await house.activity(title="Given", label=label)
    assert await copy.follow() == [("new", made["id"])]
    await house.act(US, made, "label", {"label": label | {"orcon": True}})
    assert (await house.get(UK, f"/v1/activities/{made['id']}"))["title"] == "Given"
    assert await copy.follow() == [("withdrawn", made["id"])]


async def test_a_copy_is_what_may_be_held_whatever_happens_between_its_pages(house: House):
    """Pages of one item, and a change, a recall, a gift and a new record between any two of them."""
    made = [await house.activity(title=f"A{n}", label=shared("USA", "GBR")) for n in range(4)]
    made += [await house.activity(title=f"B{n}", label=shared("USA")) for n in range(3)]
    copies = [Copy(house, GBR, limit) for limit in (1, 2, 50)]
    gifts, recalls = made[4:], made[:3]
    for gift, recall in zip(gifts, recalls, strict=True):
        for copy in copies:
            asked = {"cursor": copy.cursor} if copy.cursor else {}
            page = await house.get(GBR, PLACE, limit=copy.limit, **asked)
            for item in page["items"]:
                copy.held[item["id"]] = item["activity"]
                if item["what"] == "withdrawn":
                    del copy.held[item["id"]]
            copy.cursor = page["next"]
        await house.act(US_RELEASE, gift, "label", {"label": shared("USA", "GBR")})
        await house.act(US, recall, "label", {"label": shared("USA")})
        await house.change(US, f"/v1/activities/{made[3]['id']}", {"start": "2020-01"})
    may = {one["id"] for one in (await house.get(GBR, "/v1/activities", limit=50))["items"]}
    for copy in copies:
        await copy.follow()
        assert set(copy.held) == may
        for row_id, held in copy.held.items():
            assert held == await house.get(GBR, f"/v1/activities/{row_id}")
        assert await copy.follow() == []


async def test_a_page_is_the_same_when_it_is_asked_for_again(house: House):
    for n in range(5):
        await house.activity(title=f"A{n}", label=shared("USA", "GBR"))
    first = await house.get(GBR, PLACE, limit=2)
    again = [await house.get(GBR, PLACE, limit=2, cursor=first["next"]) for _ in range(2)]
    assert again[0] == again[1]


async def test_a_late_commit_is_told_behind_an_early_one(house: House):
    """Two writers at once: the one that wrote first commits last, and neither is lost."""
    one = await house.activity(title="One", label=shared("USA", "GBR"))
    two = await house.activity(title="Two", label=shared("USA", "GBR"))
    copy = Copy(house, GBR)
    await copy.follow()
    title = "UPDATE activity SET title = %s WHERE id = %s"
    async with (
        await psycopg.AsyncConnection.connect(worker_dsn(house)) as slow,
        await psycopg.AsyncConnection.connect(worker_dsn(house)) as fast,
    ):
        await slow.execute(title, ["One, slowly", one["id"]])
        await fast.execute(title, ["Two, at once", two["id"]])
        await fast.commit()
        assert await copy.follow() == [("changed", two["id"])]
        await slow.commit()
    assert await copy.follow() == [("changed", one["id"])]
    assert copy.titles() == {"One, slowly", "Two, at once"}


async def test_many_readers_at_once_number_each_change_once(house: House):
    copies = [Copy(house, GBR, 3) for _ in range(6)]
    for n in range(3):
        await house.activity(title=f"A{n}", label=shared("USA", "GBR"))
        told = await asyncio.gather(*(copy.follow() for copy in copies))
        assert all(len(one) == 1 for one in told)


@pytest.mark.parametrize("change", [{"clearance": {"coalition": "UNCLASSIFIED"}}, {"affiliation": "AUS"}])
async def test_whoever_has_other_rights_begins_anew(house: House, change: dict[str, Any]):
    """A clearance that was lowered, or another nation's cursor: no page goes on with holes."""
    restricted = shared("USA", "GBR", level="RESTRICTED")
    await house.activity(title="Open", label=restricted)
    copy = Copy(house, GBR)
    await copy.follow()
    other = Person({**GBR.claims, **change, "sub": "another-token"})
    refused = await house.get(other, PLACE, 410, cursor=copy.cursor)
    assert refused["type"] == "urn:entente:problem:resync"
    assert rules(refused) == [("/query/cursor", "resync")]
    anew = Copy(house, other)
    assert await anew.follow() == []
    assert (await house.get(AUS, PLACE))["items"] == []


async def test_a_cursor_that_was_made_up_opens_nothing(house: House):
    await house.activity(label=shared("USA", "GBR"))
    cursor = (await house.get(GBR, PLACE))["next"]
    for text in ("x", "AAAA", cursor[:-4] + "AAAA", cursor + "A", "é", ""):
        assert rules(await house.get(GBR, PLACE, 422, cursor=text)) == [("/query/cursor", "cursor_unknown")]


async def test_what_is_forgotten_is_asked_for_anew_only_by_whom_it_concerns(house: House):
    """Changes older than 90 days are gone: their reader begins anew, who may not know of them does not."""
    theirs = Copy(house, AUS)
    await house.activity(title="For Australia", label=shared("AUS"), person=AUS)
    await theirs.follow()
    ours = Copy(house, GBR)
    one = await house.activity(title="One", label=shared("USA", "GBR"))
    await ours.follow()
    await house.change(US, f"/v1/activities/{one['id']}", {"title": "Missed"})
    before = await house.get(AUS, PLACE, cursor=theirs.cursor)
    with psycopg.connect(worker_dsn(house)) as worker:
        worker.row_factory = psycopg.rows.dict_row
        worker.execute("UPDATE activity_change SET at = at - interval '91 days'")
        while numbers.forget(worker):
            pass
    await house.get(GBR, PLACE, 410, cursor=ours.cursor)
    assert await house.get(AUS, PLACE, cursor=theirs.cursor) == before
    anew = Copy(house, GBR)
    assert await anew.follow() == [("new", one["id"])]
    await house.change(US, f"/v1/activities/{one['id']}", {"title": "Told"})
    assert await anew.follow() == [("changed", one["id"])]


async def test_what_is_deleted_is_withdrawn_and_what_comes_back_is_told(house: House):
    """As the undoing of an import does it: in one transaction gone and back as it was, or gone for good."""
    one = await house.activity(title="One", label=shared("USA", "GBR"))
    copy = Copy(house, GBR)
    await copy.follow()
    with psycopg.connect(worker_dsn(house)) as worker:
        worker.execute("CREATE TEMPORARY TABLE kept AS SELECT * FROM activity")
        worker.execute("DELETE FROM activity")
        names = (
            "SELECT string_agg(quote_ident(attname), ', ') FROM pg_attribute"
            " WHERE attrelid = 'activity'::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''"
        )
        listed = worker.execute(names).fetchone()[0]
        worker.execute(f"INSERT INTO activity ({listed}) SELECT {listed} FROM kept")
        worker.commit()
        assert await copy.follow() == [("changed", one["id"])]
        worker.execute("DELETE FROM activity")
        worker.commit()
    assert await copy.follow() == [("withdrawn", one["id"])]
    assert await copy.follow() == []


async def test_nobody_reads_the_log_beside_its_function(house: House):
    app = house.app.state.settings.app_dsn
    for table in ("activity_change", "change_head"):
        with psycopg.connect(app) as conn, pytest.raises(psycopg.errors.InsufficientPrivilege):
            conn.execute(f"SELECT * FROM {table}")
    with psycopg.connect(app) as conn:
        assert conn.execute("SELECT * FROM activities_changed(0, 0, 100)").fetchall() == []


def worker_dsn(house: House) -> str:
    return house.app.state.settings.worker_dsn


async def test_what_an_import_wrote_is_told_and_what_it_took_back_is_withdrawn(house: House):
    rows = [[str(n), f"Course {n}", "Fiji", "2026-05-01", "2", "$10", "1st Battalion"] for n in range(5)]
    copy, outside = Copy(house, GBR), Copy(house, AUS)
    await copy.follow()
    await outside.follow()
    one = await imported(house, csv_of(rows))
    assert [what for what, _ in await copy.follow()] == ["new"] * 5
    await act(house, one, "undo")
    assert (await ended(house, one))["state"] == "undone"
    assert [what for what, _ in await copy.follow()] == ["withdrawn"] * 5
    assert copy.held == {}
    assert await outside.follow() == []
