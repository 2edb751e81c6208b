"""Records of a source as its system sends them: created, updated, the same, kept or refused, row by row.

All rows of a request are one transaction under the lock of the feed: whatever dies, nothing or all of it
stands, and of two requests the second finds what the first wrote.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from services.common.db import Unit
from services.common.errors import FieldError, Problem, forbidden
from services.common.row_store import stamps
from services.registry.activities import values
from services.registry.activities.events import activity_changed
from services.registry.activities.service import require_date
from services.registry.feeds import store
from services.registry.feeds.labels import Labels
from services.registry.feeds.rows import Sent, read
from services.registry.feeds.schemas import BulkIn, Outcome
from services.registry.imports.narrowing import narrow_imports
from services.registry.models import ActivityRow
from services.registry.told import Kind, tell
from services.registry.units.following import follow
from services.registry.units.service import named

_FEED: Final = """SELECT id, label_id, level, rel FROM feed
WHERE nation = %s AND source = %s AND system = %s AND ended_at IS NULL FOR NO KEY UPDATE"""
_STATE: Final = """INSERT INTO feed_state (feed_id, label_id, at, created, updated, same, kept, refused)
VALUES (%(id)s, %(label)s, %(at)s, %(created)s, %(updated)s, %(same)s, %(kept)s, %(refused)s)
ON CONFLICT (feed_id) DO UPDATE SET (at, created, updated, same, kept, refused)
    = (excluded.at, excluded.created, excluded.updated, excluded.same, excluded.kept, excluded.refused)"""
_TAKEN: Final = FieldError(pointer="/source_id", rule="source_id_taken", detail="Send it again.")
_NO_UNIT: Final = UUID(int=0)


async def write(unit: Unit, body: BulkIn) -> dict[str, Any]:
    """What became of each row. 403 ``feed_not_granted`` where the source is not the system's to write."""
    feed: Any = await (
        await unit.conn.execute(_FEED, [unit.subject.nation, body.source, unit.subject.id])
    ).fetchone()
    if feed is None:
        raise forbidden("No administrator of the nation has granted this source.", "feed_not_granted")
    await unit.catch_up()
    batch = _Batch(unit, body, Labels(unit, feed["level"], feed["rel"]))
    rows = read(body.rows)
    await batch.take(rows)
    counts = Counter(row.outcome for row in rows)
    told = {outcome.value: counts[outcome] for outcome in Outcome}
    await unit.conn.execute(_STATE, told | {"id": feed["id"], "label": feed["label_id"], "at": unit.now})
    tell(unit, Kind.FEED, feed["id"], await unit.label(feed["label_id"]), "written")
    return {"counts": told, "rows": [row.view() for row in rows]}


class _Batch:
    """The rows of one request on their way into the registry."""

    def __init__(self, unit: Unit, body: BulkIn, labels: Labels) -> None:
        self.unit, self.body, self.labels = unit, body, labels
        self.nation = unit.subject.nation
        self.units: dict[tuple[str, str, int], UUID | None] = {}
        self.new: list[tuple[Sent, ActivityRow]] = []
        self.changed: list[tuple[Sent, ActivityRow, int]] = []
        self.moved: set[UUID] = set()
        """Units whose name left a record, or stands in one that has another label now."""

    async def take(self, rows: Sequence[Sent]) -> None:
        """Settles every row that can be read, then writes them all."""
        names = [row.source_id for row in rows if row.said is not None]
        known = await store.locked(self.unit, self.nation, self.body.source, names)
        for row in rows:
            if row.said is not None:
                try:
                    await self._settle(row, known.get(row.source_id))
                except Problem as problem:
                    row.refuse_for(problem)
        await self._write()
        await self._tell()

    async def _settle(self, row: Sent, record: ActivityRow | None) -> None:
        """Says what a row does, and keeps its record as it is to be. Raises what refuses it."""
        assert row.said is not None, "what cannot be read is not settled"
        digest = row.digest()
        if record is None:
            label_id = await self.labels.of_new(row.said.label)
            made = ActivityRow(
                **stamps(self.unit, label_id), owner=self.nation, source=self.body.source,
                source_id=row.source_id, title=row.said.title, source_version=1,
            )  # fmt: skip
            await self._say(row, made, digest)
            row.outcome, row.id = Outcome.CREATED, str(made.id)
            self.new.append((row, made))
            return
        row.id = str(record.id)
        edited = record.version != record.source_version
        if record.source_digest == digest:
            row.outcome = Outcome.SAME
        elif edited and not self.body.overwrite:
            row.outcome = Outcome.KEPT
        else:
            before, record.label_id = record.label_id, await self.labels.of_known(record, row.said.label)
            named = {*record.unit_ids}
            await self._say(row, record, digest)
            self.moved |= named - {*record.unit_ids}
            record.version += 1
            record.source_version = record.version
            record.updated_at, record.updated_by = self.unit.now, self.unit.subject.id
            row.outcome = Outcome.UPDATED
            self.changed.append((row, record, before))

    async def _say(self, row: Sent, record: ActivityRow, digest: bytes) -> None:
        """Puts what a row says into its record. Units are made for what breaks no rule alone."""
        assert row.said is not None, "what cannot be read says nothing"
        columns = {"status": row.said.status.value, "reason": row.said.reason, "source_digest": digest}
        for name_unit in (_nobody, self._named):
            said = await values.columns(self.unit, row.said, record.label_id, self.nation, name_unit)
            values.keep_answers(said, record.participants)
            said |= values.derived(values.merged(record, said)) | columns
            require_date(record.model_copy(update=said))
        for name, value in (said | {"import_id": None, "row_no": None}).items():
            setattr(record, name, value)

    async def _named(self, unit: Unit, nation: str, name: str, label_id: int, owner: str) -> UUID | None:
        key = (nation, name, label_id)
        if key not in self.units:
            self.units[key] = await named(unit, nation, name, label_id, owner)
        return self.units[key]

    async def _write(self) -> None:
        written = await store.insert(self.unit, [record for _, record in self.new])
        for row, record in self.new:
            if record.id not in written:  # somebody made one of that name meanwhile, or one is hidden
                row.refuse([_TAKEN])
        self.new = [(row, record) for row, record in self.new if record.id in written]
        await store.update(self.unit, [record for _, record, _ in self.changed])

    async def _tell(self) -> None:
        """One audit record for each label and fate, and an event for each record."""
        told: dict[tuple[str, int], list[UUID]] = {}
        for _, record in self.new:
            told.setdefault(("created", record.label_id), []).append(record.id)
            await activity_changed(self.unit, record, "created")
        for _, record, before in self.changed:
            told.setdefault(("changed", record.label_id), []).append(record.id)
            if before != record.label_id:
                await narrow_imports(self.unit, record)
                self.moved |= {*record.unit_ids}
            await activity_changed(self.unit, record, "changed", before=before)
        await follow(self.unit, self.moved)
        for (what, label_id), ids in told.items():
            detail = {"source": self.body.source, "rows": len(ids)}
            self.unit.audit_all(f"feed.{what}", "activity", ids, label_id=label_id, detail=detail)


async def _nobody(unit: Unit, nation: str, name: str, label_id: int, owner: str) -> UUID | None:
    return _NO_UNIT
