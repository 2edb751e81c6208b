"""What the service does by itself: decisions take effect, releases end on their day.

Each request is settled in one transaction under its lock: a crash leaves it as it was, a second look finds it
done. It works over all rows, in the name of the nations that decided.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from fastapi import FastAPI
from sqlmodel import col, select

from services.common.auth import Subject
from services.common.db import Actor, Database, Unit, unit_of_work
from services.common.labels import Label, LabelError, audience
from services.common.labels.audience import expand_all, within
from services.common.row_store import change, fetch
from services.common.watches import Watch
from services.sharing.domain import release
from services.sharing.domain.release import Act, ConsentState, Given, Outcome, ReleaseState, Sight
from services.sharing.domain.widening import originators, widened
from services.sharing.items.relabelling import put_labels
from services.sharing.models import ConsentRow, GrantRow, ItemRow, PortionRow, ReleaseRow
from services.sharing.releases import grants
from services.sharing.releases.consents import standing_of
from services.sharing.releases.ending import end, over
from services.sharing.releases.events import release_changed
from services.sharing.releases.grants import Terms
from services.sharing.releases.labels import between, of
from services.sharing.releases.repository import version_key

EVERY: Final = 0.5  # seconds
WORKER: Final = Subject("releases", "Releases", None, None)
ACTOR: Final = Actor(WORKER.id, None, None, None, "release", "")
_DUE = """SELECT DISTINCT t.id FROM release_consent c JOIN release_request t ON t.id = c.request_id
    WHERE c.state IN ('approving', 'refusing') AND c.effective_at <= %(now)s AND t.state = 'open' LIMIT 50"""
_OVER = """SELECT DISTINCT item_id AS id FROM release_grant
    WHERE state = 'in_force' AND expires_on < %(today)s LIMIT 50"""


async def look(database: Database) -> int:
    """Do all that is due. Returns how much there was."""
    async with unit_of_work(database, WORKER, ACTOR, reading=True) as unit:
        unit.shows_nothing()
        given = {"now": unit.now, "today": unit.now.date()}
        async with unit.as_worker():
            due = await (await unit.conn.execute(_DUE.encode(), given)).fetchall()
            ended = await (await unit.conn.execute(_OVER.encode(), given)).fetchall()
    for one in due:
        await _settle(database, one["id"])
    for one in ended:
        await _expire(database, one["id"])
    return len(due) + len(ended)


def watch(app: FastAPI) -> Watch:
    """The watch over releases beside the API."""

    async def looked() -> None:
        if app.state.settings.role in {"all", "consumers"}:
            while await look(app.state.database):
                pass

    return Watch("releases", EVERY, looked)


async def _settle(database: Database, request_id: UUID) -> None:
    async with unit_of_work(database, WORKER, ACTOR, reading=False) as unit, unit.as_worker() as session:
        row = await fetch(unit, ReleaseRow, request_id, lock=True)
        query = select(ConsentRow).where(col(ConsentRow.request_id) == request_id)
        consents = list((await session.exec(query.order_by(col(ConsentRow.nation)))).all())
        for one in consents:
            session.expunge(one)
        if row is None or row.state != ReleaseState.OPEN:
            unit.audit("release.looked", "release", request_id)
            return
        now = [await _final(unit, row, one) for one in consents]
        if all(one.state in {ConsentState.APPROVED, ConsentState.REFUSED} for one in now):
            await _conclude(unit, row, now)


async def _final(unit: Unit, row: ReleaseRow, consent: ConsentRow) -> ConsentRow:
    """Makes a decision final that nobody took back in time; from now on who asked reads it."""
    after = release.following(standing_of(consent), Act.SETTLE)
    if after is None or consent.effective_at is None or consent.effective_at > unit.now:
        return consent
    label = between(of(await unit.label(consent.label_id)), consent.nation, [row.nation])
    values = {"state": after.value, "label_id": await unit.labels.intern(label)}
    unit.audit(f"release.{after.value}", "release", row.id, label_id=row.label_id, detail=_names(consent))
    return await change(unit, ConsentRow, consent.id, values)


def _names(consent: ConsentRow) -> dict[str, Any]:
    """Both names, for the audit."""
    return {"nation": consent.nation, "first": consent.proposed_name, "second": consent.decided_name}


async def _conclude(unit: Unit, row: ReleaseRow, consents: Sequence[ConsentRow]) -> None:
    """Every originator has decided: what all consent to is released, unless it changed since."""
    approved = [one for one in consents if one.state == ConsentState.APPROVED]
    came = Outcome.ANSWERED if approved else Outcome.REFUSED
    if row.item_id is not None and approved:
        found = await _release(unit, row, approved)
        if found is None:
            return await _reopen(unit, row, approved)
        came = release.outcome([str(one) for one in row.portion_ids], row.codes, row.whatever, found)
    values = {"state": ReleaseState.SETTLED.value, "outcome": came.value, "settled_at": unit.now}
    made = await change(unit, ReleaseRow, row.id, values)
    detail = {"outcome": came.value, "signed": [_names(one) for one in approved]}
    unit.audit("release.settled", "release", row.id, label_id=row.label_id, detail=detail)
    await release_changed(unit, made, "settled")


async def _reopen(unit: Unit, row: ReleaseRow, approved: Sequence[ConsentRow]) -> None:
    """Who approved decides anew: words or a label are others than those that they looked at."""
    for one in approved:
        after = release.following(standing_of(one), Act.REOPEN)
        assert after is not None
        label = between(of(await unit.label(one.label_id)), one.nation, ())
        values: dict[str, Any] = {
            "state": after.value, "note": "changed", "decided_by": "", "decided_name": "",
            "effective_at": None, "seen": {}, "label_id": await unit.labels.intern(label),
        }  # fmt: skip
        await change(unit, ConsentRow, one.id, values)
    unit.audit("release.reopened", "release", row.id, label_id=row.label_id)
    await release_changed(unit, row, "reopened")


async def _release(
    unit: Unit, row: ReleaseRow, approved: Sequence[ConsentRow]
) -> dict[str, frozenset[str]] | None:
    """Widens what all consent to. None, and nothing done, where words or a label changed since."""
    assert row.item_id is not None
    item = await fetch(unit, ItemRow, row.item_id, lock=True)
    portions = {one: await fetch(unit, PortionRow, one) for one in _chosen(approved)}
    kept = {one: found for one, found in portions.items() if found is not None and not found.withdrawn}
    if item is None:
        return None
    now = {str(item.id): item.label_id} | {str(one): found.mark_id for one, found in kept.items()}
    now |= {version_key(item.id): item.version}
    now |= {version_key(one): found.version for one, found in kept.items()}
    if any(now.get(record, label) != label for one in approved for record, label in one.seen.items()):
        return None
    shell = await unit.label(item.label_id)
    marks = {one: await unit.label(found.mark_id) for one, found in kept.items()}
    given = {
        one.nation: Given(frozenset(map(str, one.portion_ids)), frozenset(one.codes)) for one in approved
    }
    terms = _terms(approved)
    titled = [code for code in row.codes if sees(unit, shell, code, terms.sight)]
    found = release.granted(
        {str(one): originators(label) for one, label in marks.items()}, originators(shell), given, titled
    )
    groups, at = unit.database.permitted.context.groups, unit.now
    standing = await grants.in_force(unit, item.id)
    news = _titles(unit, shell, standing, frozenset().union(*found.values()), given, terms.sight)
    try:
        grown = widened(shell, news, terms.sight, groups, at) if news else shell
        widened_marks = {
            one: widened(label, found[str(one)], terms.sight, groups, at)
            for one, label in marks.items()
            if str(one) in found
        }
    except LabelError:
        return None
    if news:
        await grants.grant(unit, row, None, shell, grown, news, terms, standing)
    for one, label in widened_marks.items():
        await grants.grant(unit, row, one, marks[one], label, found[str(one)], terms, standing)
    ids = {one: await unit.labels.intern(label) for one, label in widened_marks.items()}
    await put_labels(unit, item, await unit.labels.intern(grown), ids, "released")
    detail = {"release": row.ref, "signed": [_names(one) for one in approved]}
    unit.audit_all("portion.released", "portion", found, detail=detail)
    return found


def _titles(
    unit: Unit, shell: Label, standing: Sequence[GrantRow], codes: frozenset[str], given: Mapping[str, Given],
    sight: str,
) -> frozenset[str]:  # fmt: skip
    """To whom the title is released with the portions: who would not see it without any release, so that
    the end of another one leaves it to them.
    """
    bare = grants.without(unit, shell, [one for one in standing if one.portion_id is None], [])
    owners = [given.get(nation) for nation in originators(shell)]
    consented = {code for code in codes if all(one is not None and code in one.codes for one in owners)}
    return frozenset(code for code in consented if not sees(unit, bare, code, sight))


def _chosen(approved: Sequence[ConsentRow]) -> list[UUID]:
    return sorted({portion for one in approved for portion in one.portion_ids})


def _terms(approved: Sequence[ConsentRow]) -> Terms:
    """The strictest of what each nation set: to look at only, all conditions, the earliest day."""
    shown = any(one.sight == Sight.DISPLAY for one in approved)
    conditions = "\n".join(dict.fromkeys(one.conditions for one in approved if one.conditions))
    days: list[date] = [one.expires_on for one in approved if one.expires_on is not None]
    return Terms((Sight.DISPLAY if shown else Sight.READ).value, conditions, min(days, default=None))


def sees(unit: Unit, label: Label, code: str, sight: str) -> bool:
    """Whether all of a code may look at, or read, what stands under a label."""
    groups = unit.database.permitted.context.groups
    members = expand_all([code], None, groups, unit.now)
    return within(members, audience(label, groups, unit.now, sight == Sight.DISPLAY))


async def _expire(database: Database, item_id: UUID) -> None:
    async with unit_of_work(database, WORKER, ACTOR, reading=False) as unit, unit.as_worker():
        item = await fetch(unit, ItemRow, item_id, lock=True)
        standing = await grants.in_force(unit, item_id)
        ending = [one for one in standing if over(one.expires_on, unit.now.date())]
        unit.audit("release.expired", "item", item_id)
        if item is None or not ending:
            return
        await end(unit, item, ending, standing, "expired", "")
        for request_id in sorted({one.request_id for one in ending}):
            row = await fetch(unit, ReleaseRow, request_id)
            if row is not None:
                await release_changed(unit, row, "expired")
