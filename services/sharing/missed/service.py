"""Reports of harm, and the count of all that was missed, over what the reader may read."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from services.common import labelling
from services.common.dates import ImpreciseDate
from services.common.db import Unit
from services.common.errors import NOT_FOUND, unprocessable
from services.common.label_api import LabelBody, roll_up_view
from services.common.labels import default_policy
from services.common.owning import new_label
from services.common.references import new_reference
from services.common.row_store import change, fetch_or_404, insert_referred, stamps
from services.common.writers import open_to, require_writer
from services.sharing.domain.missed import MissedBy
from services.sharing.missed.schemas import MissedIn, MissedPatch
from services.sharing.models import MissedRow

MISSED_JSON = """jsonb_build_object('id', t.id, 'ref', t.ref, 'nation', t.nation, 'originator', t.originator,
    'forum', t.forum, 'activity', t.activity, 'effect', t.effect, 'happened', t.happened,
    'reason', t.reason, 'level', t.level, 'withdrawn', t.withdrawn, 'label_id', t.label_id)"""
_ONE = f"SELECT {MISSED_JSON} AS body FROM missed_opportunity t WHERE t.id = %s"
# Of what nobody answered: to who asked of each nation, to a nation that is asked of its own silence alone.
_ALL = """SELECT 'refused' AS source, c.why AS reason, r.level, r.nation, c.nation AS originator, '' AS forum,
        to_char(c.effective_at AT TIME ZONE 'UTC', 'YYYY-MM') AS month, c.label_id
    FROM release_consent c JOIN release_request r ON r.id = c.request_id WHERE c.state = 'refused'
    UNION ALL SELECT 'unanswered', 'unanswered', r.level, r.nation, asked, '',
        to_char(r.wanted_by, 'YYYY-MM'), r.label_id
    FROM release_request r, unnest(r.originators) AS asked
    WHERE r.state = 'open' AND r.wanted_by < %(today)s AND (r.nation = %(nation)s OR asked = %(nation)s)
        AND NOT EXISTS (SELECT FROM release_consent c WHERE c.request_id = r.id AND c.nation = asked
            AND c.state IN ('approved', 'refused'))
    UNION ALL SELECT 'reported', m.reason, m.level, m.nation, m.originator, m.forum, left(m.happened, 7),
        m.label_id
    FROM missed_opportunity m WHERE NOT m.withdrawn"""
_FIGURES = """SELECT coalesce({by}::text, '') AS key, count(*) AS count,
    count(*) FILTER (WHERE source = 'refused') AS refused,
    count(*) FILTER (WHERE source = 'unanswered') AS unanswered,
    count(*) FILTER (WHERE source = 'reported') AS reported, array_agg(DISTINCT label_id) AS labels
    FROM ({all}) AS missed GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 500"""


def finish(unit: Unit, body: Mapping[str, Any]) -> dict[str, Any]:
    """The JSON of a report, with what the reader may do and its labels in words."""
    owns = labelling.owns(unit, unit.labels.get(body["label_id"])) and not unit.subject.oversees
    return labelling.labelled(unit, body) | {
        "level": _level_name(body["level"]), "can": open_to(unit, ["edit"] if owns else [])
    }  # fmt: skip


def _level_name(level: int | None) -> str | None:
    return None if level is None else default_policy().level(level).name


async def show(unit: Unit, missed_id: UUID) -> dict[str, Any]:
    """A report; 404 where it is missing or hidden."""
    row = await (await unit.conn.execute(_ONE.encode(), [missed_id])).fetchone()
    if row is None:
        raise NOT_FOUND()
    await unit.label(row["body"]["label_id"])
    return finish(unit, row["body"])


async def create(unit: Unit, body: MissedIn) -> UUID:
    """Keeps a report of the writer's own nation."""
    require_writer(unit)
    nation = unit.subject.nation
    _day(body.happened)
    level = default_policy().level_named(body.level) if body.level else None
    if body.level and level is None:
        raise unprocessable("/level", "unknown_level", "The policy has no such classification.")
    label = body.label
    if label is None and body.originator not in {None, nation}:
        label = LabelBody(level=default_policy().level(0).name, owner=[nation], rel=[body.originator or ""])
    label_id = await new_label(unit, label)
    row = MissedRow(
        **stamps(unit, label_id), ref=new_reference("MIS"), nation=nation, originator=body.originator or "",
        forum=body.forum, activity=body.activity, effect=body.effect, happened=body.happened,
        reason=body.reason.value, level=None if level is None else level.value,
    )  # fmt: skip
    made = await insert_referred(unit, row)
    unit.audit("missed.reported", "missed", made.id, label_id=label_id)
    return made.id


def _day(happened: str) -> None:
    try:
        ImpreciseDate.parse(happened)
    except ValueError as error:
        raise unprocessable("/happened", "no_such_date", "There is no such day.") from error


async def amend(unit: Unit, missed_id: UUID, patch: MissedPatch) -> None:
    """Changes a report of the writer's own nation, or takes it away."""
    row = await fetch_or_404(unit, MissedRow, missed_id)
    await labelling.require_owner(unit, row.label_id)
    require_writer(unit)
    said = {name: value for name, value in patch.model_dump(exclude_unset=True, mode="json").items()
            if value is not None}  # fmt: skip
    if "happened" in said:
        _day(said["happened"])
    await change(unit, MissedRow, missed_id, said)
    unit.audit("missed.changed", "missed", missed_id, label_id=row.label_id, detail={"fields": sorted(said)})


async def figures(unit: Unit, by: MissedBy) -> dict[str, Any]:
    """How much was missed by one thing: refused, unanswered by its day, reported."""
    query = _FIGURES.format(by=by.value, all=_ALL)
    given = {"today": unit.now.date(), "nation": unit.subject.nation}
    rows = await (await unit.conn.execute(query.encode(), given)).fetchall()
    labels = {label for row in rows for label in row.pop("labels")}
    if by is MissedBy.LEVEL:
        for row in rows:
            row["key"] = _level_name(int(row["key"])) if row["key"] else ""
    banner = await roll_up_view(unit, labels) if labels else None
    unit.shown("missed", [])
    return {"by": by.value, "items": rows, "banner": banner and banner.model_dump()}
