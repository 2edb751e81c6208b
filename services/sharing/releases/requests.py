"""What may be done with a request for release, and how it is shown to one reader."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from services.common import labelling
from services.common.db import Unit
from services.common.errors import NOT_FOUND, conflict, forbidden, unprocessable
from services.common.labels import Label, LabelError, default_policy
from services.common.references import new_reference
from services.common.row_store import change, fetch_or_404, insert, insert_referred, stamps
from services.common.writers import RELEASES, open_to, require_writer
from services.sharing.domain import release
from services.sharing.domain.release import Act, ConsentState, Person, ReleaseState, Standing
from services.sharing.domain.widening import originators
from services.sharing.items.repository import item_json, portions_json
from services.sharing.models import ConsentRow, ReleaseRow
from services.sharing.releases import repository
from services.sharing.releases.events import release_changed
from services.sharing.releases.labels import Weight, between, weight
from services.sharing.releases.schemas import ReleaseIn

Body = Mapping[str, Any]
CONTEXT = "A context owns it: its own authority releases it, outside of this."
_IDS = {"asked_by_id", "proposed_by_id", "decided_by_id"}


def person(unit: Unit) -> Person:
    """Who acts, as the rules see them."""
    who = unit.subject
    return Person(who.id, who.nation, not who.oversees and not who.reads_only, RELEASES in who.roles)


def finish(unit: Unit, body: Body) -> dict[str, Any]:
    """The JSON of a request, completed with whose turn it is and what the reader may do."""
    mine = next((one for one in body["consents"] if one["nation"] == unit.subject.nation), None)
    decides = body["state"] == ReleaseState.OPEN and mine is not None
    state = mine["state"] if decides and mine else ""
    item, asks = body["item"], body["nation"] == unit.subject.nation
    wanted = body["wanted_by"] and date.fromisoformat(body["wanted_by"])
    view = labelling.labelled(unit, body) | {
        "item": item and labelling.labelled(unit, item),
        "asked_by": body["asked_by"] if asks else "",
        "late": bool(wanted and body["state"] == ReleaseState.OPEN and wanted < unit.now.date()),
        "turn": {"open": "first", "proposed": "second"}.get(state, ""),
        "consents": [_consent(unit, one) for one in body["consents"]],
        "can": open_to(unit, _acts(unit, body, mine if decides else None)),
    }
    return view


def _acts(unit: Unit, body: Body, mine: Body | None) -> list[str]:
    found: list[str] = []
    if mine is not None:
        at = mine["effective_at"]
        standing = Standing(
            mine["nation"], ConsentState(mine["state"]), mine["asked_by_id"], mine["proposed_by_id"],
            mine["decided_by_id"], None if at is None else datetime.fromisoformat(at),
        )  # fmt: skip
        found = release.acts(standing, person(unit), unit.now)
    writes, nation = person(unit).writes, unit.subject.nation
    if writes and body["state"] == ReleaseState.OPEN and body["nation"] == nation:
        found.append(Act.WITHDRAW.value)
    if person(unit).releases and body["in_force"] and nation in body["originators"]:
        found.append("recall")
    return found


def _consent(unit: Unit, body: Body) -> dict[str, Any]:
    view = {key: value for key, value in body.items() if key not in _IDS}
    if body["nation"] != unit.subject.nation:
        view |= {"proposed_by": "", "decided_by": ""}
    return view


async def show(unit: Unit, request_id: UUID) -> dict[str, Any]:
    """A request; 404 where it is missing or hidden."""
    body = await repository.release_json(unit, request_id)
    if body is None:
        raise NOT_FOUND()
    await unit.label(body["label_id"])
    return finish(unit, body)


async def create(unit: Unit, body: ReleaseIn) -> UUID:
    """Asks the originators of what is asked for: the nations that own it."""
    require_writer(unit)
    _dates(unit, body)
    values, labels = await (_of_item if body.item is not None else _of_nation)(unit, body)
    owners: list[str] = values["originators"]
    nation = unit.subject.nation
    codes = body.to or ([] if owners == [nation] else [nation])
    if not codes:
        raise unprocessable("/to", "to_needed", "Say to whom it shall be released.")
    _known(unit, codes)
    what = weight(labels, values.pop("least", 0))
    label_id = await unit.intern(between(what, nation, owners), "")
    row = ReleaseRow(
        **stamps(unit, label_id), **values, ref=new_reference("REL"), whatever=body.whatever,
        codes=sorted(set(codes)), sight=body.sight.value, about=body.about, reason=body.reason,
        wanted_by=body.wanted_by, conditions=body.conditions, expires_on=body.expires_on, level=what.level,
        nation=nation, asked_name=unit.subject.name, state=ReleaseState.OPEN.value,
    )  # fmt: skip
    made = await insert_referred(unit, row)
    await _consents(unit, made, what)
    unit.audit("release.asked", "release", made.id, label_id=label_id)
    await release_changed(unit, made, "asked")
    return made.id


def _dates(unit: Unit, body: ReleaseIn) -> None:
    for name in ("wanted_by", "expires_on"):
        day = getattr(body, name)
        if day is not None and day < unit.now.date():
            raise unprocessable(f"/{name}", "past", "This day is over.")


def _known(unit: Unit, codes: Sequence[str]) -> None:
    """422 for what is neither a nation nor a group, and for a group to which nothing is released any more."""
    groups = unit.database.permitted.context.groups
    for number, code in enumerate(codes):
        try:
            groups.seal(Label(default_policy().identifier, 0, (code,)), unit.now)
        except LabelError as error:
            raise unprocessable(f"/to/{number}", "unknown_code", error.rule) from error


async def _of_item(unit: Unit, body: ReleaseIn) -> tuple[dict[str, Any], list[Label]]:
    assert body.item is not None
    async with repository.wide(unit):
        shell = await item_json(unit, body.item)
        if shell is None:
            raise unprocessable("/item", "unknown_item", "There is no such item.")
        seen = {UUID(one["id"]): one for one in await portions_json(unit, body.item)}
    for number, portion in enumerate(body.portions):
        if portion not in seen:
            raise unprocessable(f"/portions/{number}", "unknown_portion", "There is no such paragraph here.")
    if not body.portions and not body.whatever:
        raise unprocessable("/portions", "portions_needed", "Choose what shall be released.")
    chosen = [one for one in seen if one in set(body.portions)]
    labels = [await unit.label(shell["label_id"])]
    labels += [await unit.label(seen[one]["mark_id"]) for one in chosen]
    groups = unit.database.permitted.context.groups
    if any(groups.is_group(code) for label in labels for code in label.owner):
        raise unprocessable("/item", "context_owner", CONTEXT)
    owners = sorted(set().union(*(originators(label) for label in labels)))
    return {"item_id": body.item, "portion_ids": chosen, "originators": owners}, labels


async def _of_nation(unit: Unit, body: ReleaseIn) -> tuple[dict[str, Any], list[Label]]:
    """A question without an item."""
    if body.asked is None or body.asked == unit.subject.nation:
        raise unprocessable("/asked", "asked_needed", "Say which other nation is asked.")
    if not body.about:
        raise unprocessable("/about", "about_needed", "Say what the question is about.")
    if body.portions or body.whatever:
        raise unprocessable("/item", "item_needed", "Portions are those of an item.")
    policy = default_policy()
    level = policy.level_named(body.level) if body.level else policy.level(0)
    if level is None:
        raise unprocessable("/level", "unknown_level", "The policy has no such classification.")
    return {"item_id": None, "portion_ids": [], "originators": [body.asked], "least": level.value}, []


async def _consents(unit: Unit, row: ReleaseRow, what: Weight) -> None:
    """One for each originator, each that nation's alone. Who asks of their own nation is its first."""
    async with unit.as_worker():
        for nation in row.originators:
            own = nation == row.nation
            label_id = await unit.labels.intern(between(what, nation, ()))
            consent = ConsentRow(
                **stamps(unit, label_id), request_id=row.id, nation=nation, sight=row.sight,
                state=(ConsentState.PROPOSED if own else ConsentState.OPEN).value,
                portion_ids=row.portion_ids, codes=row.codes, conditions=row.conditions,
                expires_on=row.expires_on, asked_by=row.created_by,
                proposed_by=row.created_by if own else "", proposed_name=row.asked_name if own else "",
            )  # fmt: skip
            await insert(unit, consent)


async def withdraw(unit: Unit, request_id: UUID) -> None:
    """Takes back what the own nation asked for and nobody settled yet; call it under the request's lock."""
    row = await fetch_or_404(unit, ReleaseRow, request_id)
    require_writer(unit)
    if row.nation != unit.subject.nation:
        raise forbidden("Only the nation that asked takes its request back.", "asking_nation")
    if row.state != ReleaseState.OPEN:
        raise conflict("state", "It is settled, or withdrawn already.")
    async with unit.as_worker():
        for nation in row.originators:
            consent = await repository.consent_of(unit, request_id, nation)
            if consent is None:
                continue
            after = release.following(Standing(nation, ConsentState(consent.state)), Act.WITHDRAW)
            if after is not None:
                await change(unit, ConsentRow, consent.id, {"state": after.value, "effective_at": None})
    made = await change(unit, ReleaseRow, request_id, {"state": ReleaseState.WITHDRAWN.value})
    unit.audit("release.withdrawn", "release", request_id, label_id=row.label_id)
    await release_changed(unit, made, "withdrawn")
