"""What a release would do, as its authority sees it before deciding: as far as they may read themselves."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from pydantic import BaseModel

from services.common.both import of_both, owners_alone
from services.common.db import Unit
from services.common.errors import forbidden
from services.common.labels import NOFORN, Label, LabelError, audience, default_policy
from services.common.row_store import fetch_or_404
from services.sharing.domain.release import ConsentState, Refusal, Sight
from services.sharing.domain.widening import widened
from services.sharing.items.repository import item_json
from services.sharing.models import ReleaseRow
from services.sharing.releases import repository
from services.sharing.releases.consents import portions_seen
from services.sharing.releases.settling import sees

_LIKE = """SELECT r.ref, c.state, c.codes AS to, r.level, c.conditions,
    c.expires_on, nullif(c.why, '') AS why,
    c.reason, c.updated_at AS at, r.level = %(level)s AS same_level
    FROM release_consent c JOIN release_request r ON r.id = c.request_id
    WHERE c.nation = %(nation)s AND c.state IN ('approved', 'refused') AND c.request_id <> %(request)s
    AND r.item_id IS NOT NULL AND c.codes && %(codes)s
    ORDER BY r.level = %(level)s DESC, c.updated_at DESC, r.ref LIMIT 10"""


class Gain(BaseModel):
    """Which portions a nation gets sight of, or loses; ``title``: the title, too. A nation may be only the
    holders of a group (``KFOR``, ``GBR&KFOR``).
    """

    nation: str
    portions: list[UUID]
    title: bool


class Block(BaseModel):
    """What stands in the way of a portion: ``other_owner`` (of ``nations``), ``noforn``, ``orcon``,
    ``caveat`` (``words`` that a reader must hold) or ``level`` (none so high was released to them before).
    """

    portion: UUID
    kind: str
    nations: list[str]
    words: list[str]


class LikeCase(BaseModel):
    """What the reader's nation decided for one of the same nations."""

    ref: str
    state: ConsentState
    to: list[str]
    level: str
    same_level: bool
    at: str
    conditions: str
    expires_on: date | None
    why: Refusal | None
    reason: str


class ReleaseEffect(BaseModel):
    """Who gains and who loses, what becomes visible beside what is chosen, what blocks, what like cases were
    decided.
    """

    portions: list[UUID]
    to: list[str]
    sight: Sight
    gains: list[Gain]
    loses: list[Gain]
    also: list[Gain]
    blocks: list[Block]
    like: list[LikeCase]


async def effect(
    unit: Unit, request_id: UUID, portions: Sequence[UUID] | None, to: Sequence[str] | None
) -> dict[str, Any]:
    """What a release of these portions to these would do; what is left out is as proposed, or as asked."""
    row = await fetch_or_404(unit, ReleaseRow, request_id)
    consent = await repository.consent_of(unit, request_id, unit.subject.nation)
    if consent is None or unit.subject.nation not in row.originators:
        raise forbidden("This is for the nations that own what is asked for.", "other_nation")
    seen = await portions_seen(unit, row)
    chosen = [one for one in (consent.portion_ids if portions is None else portions) if one in seen]
    codes = [one for one in (consent.codes if to is None else to) if one in row.codes]
    like = await _like(unit, row, codes)
    found: dict[str, Any] = {"gains": [], "loses": [], "also": [], "blocks": []}
    async with repository.wide(unit):
        shell = None if row.item_id is None else await item_json(unit, row.item_id)
    if shell is not None:
        title = await unit.label(shell["label_id"])
        marks = {one: await unit.label(body["mark_id"]) for one, body in seen.items()}
        now = {one: await unit.label(body["label_id"]) for one, body in seen.items()}
        found = _told(unit, title, marks, now, chosen, codes, consent.sight)
        found["blocks"] = _blocks(unit, {one: marks[one] for one in chosen}, like)
    return found | {
        "portions": [str(one) for one in chosen], "to": codes, "sight": consent.sight, "like": like,
    }  # fmt: skip


def _told(
    unit: Unit, title: Label, marks: Mapping[UUID, Label], now: Mapping[UUID, Label], chosen: Sequence[UUID],
    codes: Sequence[str], sight: str,
) -> dict[str, Any]:  # fmt: skip
    news = [code for code in codes if not sees(unit, title, code, sight)]
    grown = _wider(unit, title, news, sight)
    gains: dict[str, set[UUID | None]] = {}
    loses: dict[str, set[UUID | None]] = {}
    also: dict[str, set[UUID | None]] = {}
    _compare(unit, None, title, grown, gains, loses)
    for one, mark in marks.items():
        after = _wider(unit, mark, codes, sight) if one in chosen else mark
        both = of_both(unit, after, grown) or owners_alone(after)
        _compare(unit, one, now[one], both, gains if one in chosen else also, loses)
    return {"gains": _listed(gains), "loses": _listed(loses), "also": _listed(also)}


def _wider(unit: Unit, label: Label, codes: Iterable[str], sight: str) -> Label:
    """The label after the release; as it is where it excludes one: that is a block."""
    try:
        return widened(label, codes, sight, unit.database.permitted.context.groups, unit.now)
    except LabelError:
        return label


def _compare(
    unit: Unit, record: UUID | None, before: Label, after: Label, gains: dict[str, set[UUID | None]],
    loses: dict[str, set[UUID | None]],
) -> None:  # fmt: skip
    groups = unit.database.permitted.context.groups
    was, will = (audience(one, groups, unit.now, True) for one in (before, after))
    for into, nations in ((gains, will - was), (loses, was - will)):
        for nation in nations:
            into.setdefault(nation, set()).add(record)


def _listed(found: Mapping[str, set[UUID | None]]) -> list[dict[str, Any]]:
    return [
        {"nation": nation, "portions": sorted(str(one) for one in records if one), "title": None in records}
        for nation, records in sorted(found.items())
    ]


def _blocks(
    unit: Unit, marks: Mapping[UUID, Label], like: Sequence[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    policy = default_policy()
    given = [one["level"] for one in like if one["state"] == ConsentState.APPROVED]
    levels = [level.value for level in (policy.level_named(name) for name in given) if level is not None]
    found: list[dict[str, Any]] = []
    for one, mark in marks.items():
        others = sorted({*mark.owner} - {unit.subject.nation})
        words = sorted({*mark.coi, *mark.restrictive})
        for kind, blocks in (
            ("other_owner", bool(others)),
            ("noforn", NOFORN in mark.dissem),
            ("orcon", mark.originator_controlled),
            ("caveat", bool(words)),
            ("level", mark.level > max(levels, default=0)),
        ):
            if blocks:
                nations = others if kind == "other_owner" else []
                told = words if kind == "caveat" else []
                found.append({"portion": str(one), "kind": kind, "nations": nations, "words": told})
    return found


async def _like(unit: Unit, row: ReleaseRow, codes: Sequence[str]) -> list[dict[str, Any]]:
    given = {"level": row.level, "nation": unit.subject.nation, "request": row.id, "codes": list(codes)}
    rows = await (await unit.conn.execute(_LIKE.encode(), given)).fetchall()
    policy = default_policy()
    return [
        dict(one)
        | {
            "at": one["at"].isoformat(),
            "level": policy.level(one["level"]).name,
            "expires_on": one["expires_on"] and one["expires_on"].isoformat(),
        }
        for one in rows
    ]
