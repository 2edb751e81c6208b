"""The managed list of topics: read by everybody, kept by the administrators of the platform."""

from typing import Any
from uuid import UUID

from services.common.db import Unit
from services.common.errors import NOT_FOUND, conflict, forbidden
from services.common.references import uuid7
from services.sharing.domain.topics import Topic, suggested, topic_of
from services.sharing.lessons.schemas import TopicIn, TopicPatch

KEEPS = "platform_admin"
_ALL = "SELECT id, name, synonyms FROM lesson_topic ORDER BY name"
# One writer at a time: two that add one name under two spellings do not pass each other.
_ALONE = "SELECT pg_advisory_xact_lock(hashtext('lesson_topic'))"


async def all_topics(unit: Unit) -> list[Topic]:
    """The list, by name."""
    return [Topic(row["name"], tuple(row["synonyms"])) for row in await _rows(unit)]


async def suggest(unit: Unit, text: str) -> dict[str, Any]:
    """Topics for what is being typed; all of them for nothing."""
    rows = {row["name"]: row for row in await _rows(unit)}
    topics = [Topic(row["name"], tuple(row["synonyms"])) for row in rows.values()]
    found = suggested(text, topics, 10 if text else len(topics))
    unit.shows_nothing()
    return {"items": [{**_shown(rows[topic.name]), "found_by": name if text else ""}
                      for topic, name in found]}  # fmt: skip


async def show(unit: Unit, topic_id: UUID) -> dict[str, Any]:
    """One topic; 404 where there is none."""
    for row in await _rows(unit):
        if row["id"] == topic_id:
            return {**_shown(row), "found_by": ""}
    raise NOT_FOUND()


async def create(unit: Unit, body: TopicIn) -> UUID:
    """Adds a topic. 403 ``role``; 409 ``topic_exists`` where one is called so already."""
    await alone(unit)
    await _free(unit, (body.name, *body.synonyms), None)
    made = uuid7()
    await unit.conn.execute(
        "INSERT INTO lesson_topic (id, name, synonyms) VALUES (%s, %s, %s)", [made, body.name, body.synonyms]
    )
    unit.audit("topic.created", "lesson_topic", made)
    return made


async def amend(unit: Unit, topic_id: UUID, patch: TopicPatch) -> None:
    """Changes its names, under the lock of `alone`.

    A lesson that bears the old name is found under both: what a topic was called stays a synonym.
    """
    now = await show(unit, topic_id)
    name = patch.name or now["name"]
    kept = patch.synonyms if patch.synonyms is not None else now["synonyms"]
    synonyms = [*kept, now["name"]] if name != now["name"] and now["name"] not in kept else kept
    await _free(unit, (name, *synonyms), topic_id)
    await unit.conn.execute(
        "UPDATE lesson_topic SET name = %s, synonyms = %s WHERE id = %s", [name, synonyms, topic_id]
    )
    unit.audit("topic.changed", "lesson_topic", topic_id)


async def alone(unit: Unit) -> None:
    """Who writes the list does so alone, until the end of the transaction. 403 ``role``."""
    if KEEPS not in unit.subject.roles:
        raise forbidden("The administrators of the platform keep the list of topics.", "role")
    await unit.conn.execute(_ALONE)


async def _free(unit: Unit, names: tuple[str, ...], but: UUID | None) -> None:
    others = [Topic(row["name"], tuple(row["synonyms"])) for row in await _rows(unit) if row["id"] != but]
    taken = next((name for name in names if topic_of(name, others)), None)
    if taken is not None:
        raise conflict("topic_exists", f"A topic is called “{taken}” already.", "/name")


async def _rows(unit: Unit) -> list[dict[str, Any]]:
    return await (await unit.conn.execute(_ALL)).fetchall()


def _shown(row: dict[str, Any]) -> dict[str, Any]:
    return {"id": row["id"], "name": row["name"], "synonyms": row["synonyms"]}
