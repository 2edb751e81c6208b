"""What awaits a stand of the reader's nation: minutes, what was left out of session, and adjudications."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final
from uuid import UUID

import orjson
from starlette.responses import Response

from services.common import labelling
from services.common.db import Unit
from services.common.listing import ListSpec, Page, list_page, list_response
from services.common.writers import open_to
from services.meetings.domain.values import HEADS, RECORDERS, Subject
from services.meetings.forums.repository import posts_by_forum
from services.meetings.items.repository import NAMED_ITEM, bodies, sanitised_bodies
from services.meetings.items.service import named
from services.meetings.minutes import repository

View = dict[str, Any]

SUBJECTS: Final = f"""
    SELECT 'minutes' AS kind, m.id, m.ref, m.title, m.forum_id, m.label_id, m.held_at AS since, f.nations,
           m.minutes_version AS version, f.name AS forum_name, NULL AS outcome, '' AS text,
           NULL::uuid AS item_id, NULL::jsonb AS item, m.state = 'minutes_agreed' AS locked
    FROM meeting m JOIN forum f ON f.id = m.forum_id
    WHERE m.state = 'minutes_provisional' OR m.state = 'minutes_agreed' AND m.id = ANY ({{anew}})
    UNION ALL
    SELECT 'answer', o.id, coalesce(i.ref, ''), coalesce(i.title, ''), f.id, o.label_id, o.at, f.nations, 1,
           f.name, o.kind, o.text, o.item_id,
           CASE WHEN i.id IS NOT NULL THEN {NAMED_ITEM.format("i")} END, false
    FROM outcome o LEFT JOIN item i ON i.id = o.item_id JOIN forum f ON f.id = o.forum_id
    WHERE o.meeting_id IS NULL AND o.decision_id IS NULL AND o.standing = 'provisional'
    UNION ALL
    SELECT 'adjudication', d.id, d.ref, i.title, f.id, d.label_id, d.at,
           CASE WHEN i.authority_nations <> '{{}}' THEN i.authority_nations ELSE f.nations END, 1, f.name,
           'adjudicated', d.text, i.id, {NAMED_ITEM.format("i")}, false
    FROM decision d JOIN forum f ON f.id = d.forum_id JOIN item i ON i.id = d.settles_id
    WHERE d.meeting_id IS NULL AND d.standing = 'provisional'
"""
AWAITED: Final = f"""(
    SELECT s.*, asked.nation, taken.deadline, coalesce(taken.stand, 'pending') AS stand
    FROM ({SUBJECTS}) s CROSS JOIN LATERAL unnest(s.nations) AS asked (nation)
    LEFT JOIN concurrence taken ON taken.subject_kind = s.kind AND taken.subject_id = s.id
        AND taken.subject_version = s.version AND taken.nation = asked.nation)"""
"""A row for each nation and each thing in which it may concur, with its stand; agreed minutes only those of
``{anew}``, an array of ids. Of minutes that nobody drafted yet no nation is asked.
"""
AWAITED_JSON: Final = """jsonb_build_object(
    'kind', t.kind, 'id', t.id, 'ref', t.ref, 'title', t.title, 'text', t.text, 'outcome', t.outcome,
    'item_id', t.item_id, 'item', t.item, 'deadline', t.deadline,
    'forum', jsonb_build_object('id', t.forum_id, 'name', t.forum_name),
    'anew', t.stand <> 'pending', 'locked', t.locked, 'label_id', t.label_id, 'nations', t.nations)"""
MADE: Final = "SELECT outcome_id, id FROM item WHERE outcome_id = ANY (%s) ORDER BY issued_at, id"
NAMING: Final = ("id", "ref", "title", "label_id")
BESIDE: Final = ("item_id", "locked", "label_id", "nations")


def awaited(nation: str | None, anew: Iterable[UUID], forums: Iterable[UUID]) -> ListSpec:
    """What awaits a stand of the nation in these forums among what the reader may see, the oldest first;
    ``anew``: another stand, after its assent, in what it had missed (`repository.read_anew`).
    """
    missed = "'{" + ",".join(sorted(map(str, anew))) + "}'::uuid[]"
    open_ = f"t.stand = 'pending' OR t.stand <> 'withheld' AND t.id = ANY ({missed})"
    where = [(f"t.nation = %s AND t.forum_id = ANY (%s::uuid[]) AND ({open_})", [nation, sorted(forums)])]
    table = AWAITED.replace("{anew}", missed)
    return ListSpec(table, AWAITED_JSON, ("since", "asc"), where, label=False, object_type="concurrence")


async def page(unit: Unit, cursor: str | None, limit: int) -> Response:
    """A page of what awaits a stand that the reader can take: none for who holds no post in the forum."""
    posts = await posts_by_forum(unit, unit.now.date())
    speaks = [forum for forum, held in posts.items() if held & RECORDERS]
    spec = awaited(unit.subject.nation, await repository.read_anew(unit), speaks)
    found = await list_page(unit, spec, cursor, limit)
    rows = [orjson.loads(item) for item in found.items]
    hidden = [UUID(one["item_id"]) for one in rows if one["item_id"] and one["item"] is None]
    said = await sanitised_bodies(unit, hidden)
    made = await made_by(unit, [UUID(one["id"]) for one in rows if one["kind"] == Subject.ANSWER])
    items = [
        orjson.dumps(
            {**_shown(unit, posts, _substituted(body, said)), "made": made.get(UUID(body["id"]), [])}
        )
        for body in rows
    ]
    return list_response(Page(items, found.ids, found.next_cursor))


async def made_by(unit: Unit, outcomes: Collection[UUID]) -> dict[UUID, list[View]]:
    """What these outcomes out of session made, as the reader may see it, in the words of a substitute where
    they read that alone: a nation that concurs in a delegation concurs in its taskings.
    """
    async with unit.as_worker():
        rows = await (await unit.conn.execute(MADE, (list(outcomes),))).fetchall()
    found = await bodies(unit, [row["id"] for row in rows])
    shown: dict[UUID, list[View]] = {}
    for row in rows:
        if (body := found.get(row["id"])) is not None:
            words = {key: body[key] for key in (*NAMING, "text", "substituted")}
            shown.setdefault(row["outcome_id"], []).append(named(unit, words))
    return shown


def _substituted(body: Mapping[str, Any], said: Mapping[UUID, Mapping[str, Any]]) -> Mapping[str, Any]:
    """The row, its item in the words of the substitute where the reader reads that alone."""
    item = said.get(UUID(body["item_id"])) if body["item_id"] and body["item"] is None else None
    if item is None:
        return body
    return {**body, "ref": item["ref"], "title": item["title"], "item": {key: item[key] for key in NAMING}}


def _shown(unit: Unit, posts: Mapping[UUID, frozenset[str]], body: Mapping[str, Any]) -> View:
    shown = {key: value for key, value in body.items() if key not in BESIDE}
    evidence = [] if posts[UUID(body["forum"]["id"])] & HEADS else ["evidence"]
    return {
        **shown,
        "item": body["item"] and named(unit, body["item"]),
        "can": open_to(unit, ["concur", *([] if body["locked"] else ["withhold"]), *evidence]),
        "label": labelling.view(unit, body["label_id"], body["nations"]),
    }
