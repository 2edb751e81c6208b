"""Agreements to share presence: a release act of each nation, dated and revocable; both are needed."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, Field
from sqlalchemy.exc import IntegrityError

from services.common import labelling
from services.common.db import Unit
from services.common.errors import NOT_FOUND, conflict, forbidden, unprocessable
from services.common.inputs import Input, Nation, Text
from services.common.label_api import LabelBody, LabelView
from services.common.labels import default_policy
from services.common.row_store import change, fetch_or_404, insert, stamps
from services.common.spans import month_of
from services.common.writers import RELEASES, open_to, require_writer
from services.registry.deconfliction.told import end_pair
from services.registry.domain.presence import ALLOWED_CELLS
from services.registry.models import AgreementRow
from services.registry.told import Kind, tell


class AgreementIn(Input):
    """That the writer's nation shares its presence with another: country, month and type, nothing else.

    ``hosts``: only there (none: anywhere). ``level``: records up to that classification count.
    ``noforn``: also those marked for the owner only; others that are not released count anyway.
    """

    with_: Nation = Field(alias="with")
    hosts: list[Nation] = Field(default_factory=list, max_length=250)
    level: Annotated[str, Field(max_length=40)] | None = None
    noforn: bool = False
    note: Text = ""


class RevokeIn(Input):
    """Why it ends."""

    reason: Text = ""


class Asked(BaseModel):
    """How much a nation compared in a month, in words (``few``: up to half of what is allowed, ``many``,
    ``all``), and how many cells were common.
    """

    month: str
    nation: str
    extent: str
    matched: int


class AgreementView(BaseModel):
    """An agreement as one of its two nations sees it."""

    id: UUID
    nation: str
    with_: str = Field(serialization_alias="with")
    hosts: list[str]
    level: str
    noforn: bool
    note: str
    state: str
    in_force: bool
    since: str | None
    revoked_on: str | None
    reason: str
    asked: list[Asked]
    may: list[str]
    label: LabelView


class AgreementPage(BaseModel):
    """One page of agreements."""

    items: list[AgreementView]
    next: str | None


class Budget(BaseModel):
    """How many new cells the reader's nation has compared this month, and how many wait."""

    month: str
    allowed: int
    used: int
    waiting: int


AGREEMENT_JSON = """jsonb_build_object('id', t.id, 'nation', t.nation, 'with', t.other, 'hosts', t.hosts,
    'level', t.level, 'noforn', t.noforn, 'note', t.note, 'state', t.state,
    'in_force', t.state = 'given' AND EXISTS (SELECT FROM presence_agreement o WHERE o.nation = t.other
        AND o.other = t.nation AND o.state = 'given'),
    'since', (t.given_at AT TIME ZONE 'UTC')::date, 'revoked_on', (t.revoked_at AT TIME ZONE 'UTC')::date,
    'reason', t.reason, 'created_by', t.created_by, 'label_id', t.label_id)"""
_ONE = f"SELECT {AGREEMENT_JSON} AS body FROM presence_agreement t WHERE t.id = %s"
_ASKED = """SELECT b.nation, b.asked_in AS month, b.used, (SELECT count(*) FROM overlap o
    WHERE o.basis = 'presence' AND o.nation = b.nation AND o.other = ANY(%(pair)s)
    AND to_char(o.raised_at AT TIME ZONE 'UTC', 'YYYY-MM') = b.asked_in) AS matched
FROM presence_budget b WHERE b.nation = ANY(%(pair)s) AND b.used > 0
ORDER BY b.asked_in DESC, b.nation LIMIT 24"""
_BUDGET = "SELECT used, waiting FROM presence_budget WHERE nation = %s AND asked_in = %s"
_DUE = "INSERT INTO presence_due (nation) VALUES (%s), (%s)"


async def finish(unit: Unit, body: dict[str, Any]) -> dict[str, Any]:
    """The JSON of an agreement for this reader: with what was asked by it, where it is in force."""
    pair = [body["nation"], body["with"]]
    asked = await _asked(unit, pair) if body["in_force"] and unit.subject.nation in pair else []
    level = next(one.name for one in default_policy().levels if one.value == body["level"])
    view = {key: value for key, value in body.items() if key not in {"label_id", "created_by"}}
    return view | {
        "level": level, "asked": asked, "may": open_to(unit, _may(unit, body)),
        "label": labelling.view(unit, body["label_id"], pair),
    }  # fmt: skip


def _may(unit: Unit, body: dict[str, Any]) -> list[str]:
    if RELEASES not in unit.subject.roles or unit.subject.nation not in {body["nation"], body["with"]}:
        return []
    own = unit.subject.nation == body["nation"]
    release = body["state"] == "proposed" and own and body["created_by"] != unit.subject.id
    named = (("release", release), ("revoke", body["state"] != "revoked"))
    return [act for act, may in named if may]


async def _asked(unit: Unit, pair: list[str]) -> list[dict[str, Any]]:
    """What both nations are told of each other's asking: it runs over rows of both, so as worker."""
    async with unit.as_worker():
        rows = await (await unit.conn.execute(_ASKED, {"pair": pair})).fetchall()
    said = ("month", "nation", "matched")
    return [{name: row[name] for name in said} | {"extent": _extent(row["used"])} for row in rows]


def _extent(used: int) -> str:
    if used >= ALLOWED_CELLS:
        return "all"
    return "few" if used * 2 <= ALLOWED_CELLS else "many"


async def show(unit: Unit, agreement_id: UUID) -> dict[str, Any]:
    """An agreement; 404 where it is missing or hidden."""
    row = await (await unit.conn.execute(_ONE.encode(), [agreement_id])).fetchone()
    if row is None:
        raise NOT_FOUND()
    return await finish(unit, row["body"])


async def propose(unit: Unit, body: AgreementIn) -> UUID:
    """The writer's nation prepares to share; nobody else sees it before the release authority gives it.

    409 ``agreement_stands`` where there is one with that nation; 422 ``another_nation``.
    """
    require_writer(unit)
    nation = unit.subject.nation
    if body.with_ == nation:
        raise unprocessable("/with", "another_nation", "Presence is shared with another nation.")
    lowest = min(default_policy().levels, key=lambda one: one.value)
    level = default_policy().level_named(body.level) if body.level else lowest
    if level is None:
        raise unprocessable("/level", "unknown_level", "The policy has no such classification.")
    label_id = await labelling.joint(unit, [nation])
    row = AgreementRow(
        **stamps(unit, label_id), nation=nation, other=body.with_, hosts=sorted(set(body.hosts)),
        level=level.value, noforn=body.noforn, note=body.note,
    )  # fmt: skip
    try:
        await insert(unit, row)
    except IntegrityError as error:
        detail = "There is an agreement with that nation: revoke it first."
        raise conflict("agreement_stands", detail, "/with") from error
    await _told(unit, "proposed", row.id, label_id)
    return row.id


async def release(unit: Unit, agreement_id: UUID) -> None:
    """The release authority gives it: the other nation sees it from now on.

    403 ``role``; 403 ``two_people`` for who proposed it; 409 where it is given or revoked.
    """
    row = await fetch_or_404(unit, AgreementRow, agreement_id)
    _require_release(unit, row, row.nation)
    if row.created_by == unit.subject.id:
        raise forbidden("Another person than who proposed it gives it.", "two_people")
    if row.state != "proposed":
        raise conflict("agreement_state", "It is given or revoked already.")
    lowest = min(default_policy().levels, key=lambda one: one.value).name
    body = LabelBody(level=lowest, owner=[row.nation], rel=[row.other])
    label_id = await unit.intern(body.to_label(unit.now, unit.database.permitted.context))
    values = {"state": "given", "given_at": unit.now, "given_by": unit.subject.id, "label_id": label_id}
    await change(unit, AgreementRow, agreement_id, values)
    await _due(unit, row)
    await _told(unit, "given", agreement_id, label_id)


async def revoke(unit: Unit, agreement_id: UUID, reason: str) -> None:
    """The release authority of either nation ends it at once, with all that was told and opened by it."""
    row = await fetch_or_404(unit, AgreementRow, agreement_id)
    _require_release(unit, row, row.nation, row.other)
    if row.state == "revoked":
        raise conflict("agreement_state", "It is revoked already.")
    async with unit.as_worker():  # also the other nation's: it is a row that this one may see and not word
        await change(
            unit, AgreementRow, agreement_id, {"state": "revoked", "revoked_at": unit.now, "reason": reason}
        )
        await end_pair(unit, row.nation, row.other)
    await _due(unit, row)
    await _told(unit, "revoked", agreement_id, row.label_id)


async def _told(unit: Unit, what: str, agreement_id: UUID, label_id: int) -> None:
    """The act in the audit, and the news of it for who sees the agreement: at first its nation alone."""
    unit.audit(f"presence.{what}", "presence", agreement_id, label_id=label_id)
    tell(unit, Kind.AGREEMENT, agreement_id, await unit.label(label_id), what)


def _require_release(unit: Unit, row: AgreementRow, *nations: str) -> None:
    if unit.subject.nation not in nations or RELEASES not in unit.subject.roles:
        raise forbidden("The nation's release authority decides what is shared.", "role")


async def _due(unit: Unit, row: AgreementRow) -> None:
    await unit.conn.execute(_DUE, [row.nation, row.other])


async def budget(unit: Unit) -> dict[str, Any]:
    """What the reader's nation has asked by presence this month: of its own plans alone."""
    month = month_of(unit.now.date())
    async with unit.as_worker():
        found: Any = await (await unit.conn.execute(_BUDGET, [unit.subject.nation, month])).fetchone()
    used, waiting = (found["used"], found["waiting"]) if found else (0, 0)
    return {"month": month, "allowed": ALLOWED_CELLS, "used": used, "waiting": waiting}
