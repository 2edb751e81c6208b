"""Overlaps as one reader sees them: of records only those whose both records they may read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

import orjson

from services.common import labelling
from services.common.db import Unit
from services.common.errors import NOT_FOUND
from services.common.label_api import roll_up_view
from services.common.listing import ListSpec, list_page
from services.common.verdicts import Verdict
from services.common.writers import open_to
from services.registry.deconfliction import names
from services.registry.deconfliction.exact import shared_days
from services.registry.domain.months import month_words
from services.registry.domain.overlap import Compared
from services.registry.duplicates.standing import apart

Body = Mapping[str, Any]
Condition = tuple[str, list[Any]]

# Its labels may be older than a change of this moment: the rows themselves decide, by a read of each.
SEEN = """t.basis = 'presence' OR (EXISTS (SELECT FROM activity l WHERE l.id = t.left_id)
    AND EXISTS (SELECT FROM activity r WHERE r.id = t.right_id))"""
_LAST = """(SELECT a.act FROM overlap_act a WHERE a.overlap_id = t.id AND a.nation = {nation}
    AND a.raised = t.raised ORDER BY a.created_at DESC, a.id DESC LIMIT 1)"""
STATE = f"CASE WHEN NOT t.holds THEN 'resolved' ELSE coalesce({_LAST}, 'new') END"
"""The state for one nation, over ``t``; ``{nation}`` stands for its code as a parameter."""
_ACTS = """(SELECT coalesce(jsonb_agg(jsonb_build_object('nation', a.nation, 'act', a.act, 'how', a.how,
    'note', a.note, 'at', a.created_at, 'raised', a.raised, 'label_id', a.label_id)
    ORDER BY a.created_at, a.id), '[]')
    FROM overlap_act a WHERE a.overlap_id = t.id)"""
_CARDS = """(SELECT coalesce(jsonb_agg(jsonb_build_object('nation', c.nation, 'title', c.title,
    'text', c.text, 'contact', c.contact, 'label_id', c.label_id)), '[]') FROM overlap_card c
    WHERE NOT c.withdrawn AND c.country = t.country AND c.month = t.month AND c.tool = t.tool
    AND ((c.nation, c.other) = (t.nation, t.other) OR (c.nation, c.other) = (t.other, t.nation)))"""
# What the reader's nation itself has in the cell of a presence, of what they may read.
_OWN = f"""(SELECT coalesce(jsonb_agg({names.name_json("a")} ORDER BY a.starts_on, a.id), '[]')
    FROM activity a WHERE t.basis = 'presence' AND a.id IN (
        SELECT f.activity_id FROM overlap_fact f WHERE f.country = t.country AND f.owner = t.nation
        AND f.tool = t.tool AND f.last >= (t.month || '-01')::date
        AND f.first < (t.month || '-01')::date + interval '1 month'))"""
_SIDE = f"(SELECT {names.name_json('a')} FROM activity a WHERE a.id = t.{{side}}_id)"
OVERLAP_JSON = f"""jsonb_build_object('id', t.id, 'basis', t.basis, 'kind', t.kind, 'holds', t.holds,
    'raised', t.raised, 'country', t.country, 'month', t.month, 'tool', t.tool, 'from', t.first,
    'to', t.last, 'audience', t.audience, 'capability', t.capability, 'place', t.place, 'time', t.time,
    'left', {_SIDE.format(side="left")}, 'right', {_SIDE.format(side="right")}, 'nation', t.nation,
    'other', t.other, 'offered', t.offered, 'other_offered', t.other_offered, 'own', {_OWN},
    'acts', {_ACTS}, 'cards', {_CARDS}, 'raised_at', t.raised_at, 'label_id', t.label_id,
    'other_label_id', t.other_label_id)"""
_COMPLETED = {"raised", "audience", "capability", "place", "time", "nation", "offered", "other_offered",
              "cards", "label_id", "other_label_id"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Chosen:
    """What of the overlaps is asked for."""

    states: tuple[str, ...] = ()
    kind: str = ""
    basis: str = ""
    host: str = ""
    nation: str = ""
    activity: UUID | None = None
    mine: bool = True
    past: bool = False
    merged: bool = True

    def where(self, nation: str, today: date) -> list[Condition]:
        """The conditions over ``t`` for a reader who works for a nation."""
        found: list[Condition] = [(SEEN, []), ("t.shared", [])]
        if self.merged:
            found.append(apart(nation))
        if not self.past:
            found.append(("(t.last IS NULL OR t.last >= %s)", [today]))
        if self.mine:
            found.append((_MINE, [nation, nation, nation]))
        found += [(_CHOSEN[word], []) for word in (self.kind, self.basis) if word]
        if self.host:
            found.append(("t.country = %s", [self.host]))
        if self.nation:
            found.append((_MINE, [self.nation, self.nation, self.nation]))
        if self.activity is not None:
            found.append(("(t.left_id = %s OR t.right_id = %s)", [self.activity, self.activity]))
        if self.states:
            found.append((f"{STATE.format(nation='%s')} = ANY(%s)", [nation, list(self.states)]))
        else:
            found.append(("t.holds", []))
        return found


# As literals, so that the indexes of the few definite ones and of presence are known to serve.
_CHOSEN = {
    "definite": "t.kind = 'definite'", "possible": "t.kind = 'possible'",
    "records": "t.basis = 'records'", "presence": "t.basis = 'presence'",
}  # fmt: skip
_MINE = """(%s = ANY(string_to_array(t.left_owner, '+')) OR %s = ANY(string_to_array(t.right_owner, '+'))
    OR t.nation = %s)"""


def spec(chosen: Chosen, unit: Unit) -> ListSpec:
    """The list of chosen overlaps, those found last first."""
    where = chosen.where(unit.subject.nation, unit.now.date())
    return ListSpec("overlap", OVERLAP_JSON, ("raised_at", "desc"), where, label=False)


async def finish(unit: Unit, body: Body) -> dict[str, Any]:
    """The JSON of an overlap for this reader."""
    labels = {body["label_id"], body["other_label_id"]}
    acts = [_labelled(unit, act) for act in body["acts"]]
    view = {key: value for key, value in body.items() if key not in _COMPLETED}
    presence = body["basis"] == "presence"
    sides = [side for side in (body["left"], body["right"]) if side]
    days = shared_days(sides, *(day and date.fromisoformat(day) for day in (body["from"], body["to"])))
    return view | days | {
        "state": _state(body, unit.subject.nation), "dimensions": {name: body[name] for name in _DIMENSIONS},
        "why": _why(body), "left": body["left"] and names.named(unit, body["left"]),
        "right": body["right"] and names.named(unit, body["right"]),
        "own": [names.named(unit, one) for one in body["own"]], "acts": acts,
        "other": {"nation": body["other"]} if presence else None,
        "consent": _consent(unit, body) if presence else None, "may": open_to(unit, _may(unit, body)),
        "label": (await roll_up_view(unit, labels)).model_dump(),
    }  # fmt: skip


_DIMENSIONS = ("audience", "capability", "place", "time")


def _state(body: Body, nation: str) -> str:
    own = [act["act"] for act in body["acts"] if (act["nation"], act["raised"]) == (nation, body["raised"])]
    return "resolved" if not body["holds"] else (own[-1] if own else "new")


def _labelled(unit: Unit, body: Body) -> dict[str, Any]:
    view = {key: value for key, value in body.items() if key not in {"label_id", "raised"}}
    return view | {"label": labelling.view(unit, body["label_id"])}


def _why(body: Body) -> list[str]:
    if body["basis"] == "presence":
        when = month_words(body["month"])
        return [f"Both nations have something of this type there in {when}; no more is shared."]
    audience, capability, place, time = (Verdict(body[name]) for name in _DIMENSIONS)
    return Compared(Verdict(body["kind"]), audience, capability, place, time).why()


def _consent(unit: Unit, body: Body) -> dict[str, Any]:
    cards = {card["nation"]: _labelled(unit, card) for card in body["cards"]}
    own, other = cards.get(body["nation"]), cards.get(body["other"])
    opened = body["offered"] and body["other_offered"]
    for card in (own, other):
        if card is not None:
            card.pop("nation")
    return {
        "own": body["offered"], "other": body["other_offered"], "open": opened,
        "own_card": own if body["offered"] else None, "other_card": other if opened else None,
    }  # fmt: skip


def _may(unit: Unit, body: Body) -> list[str]:
    """``seen``, ``accept`` and ``resolve`` for a nation that owns one of both; by presence ``consent``."""
    nation = unit.subject.nation
    if unit.subject.oversees or not body["holds"] or nation not in owners(body):
        return []
    acts = ["seen", "accept", "resolve"]
    if body["basis"] == "presence":
        acts.append("withdraw" if body["offered"] else "consent")
    return acts


def owners(body: Body) -> set[str]:
    """The nations whose overlap it is."""
    if body["basis"] == "presence":
        return {body["nation"]}
    sides = (body["left"], body["right"])
    return {nation for side in sides if side for nation in side["owner"].split("+")}


async def page(unit: Unit, chosen: Chosen, cursor: str | None, limit: int) -> tuple[list[bytes], str | None]:
    """One page of overlaps as JSON, and the cursor of the next."""
    await _own_cards(unit)
    found = await list_page(unit, spec(chosen, unit), cursor, limit)
    bodies = [orjson.loads(item) for item in found.items]
    return [orjson.dumps(await finish(unit, body)) for body in bodies], found.next_cursor


_PRESSING = (("definite", "records"), ("possible", "presence"), ("possible", "records"))


async def pressing(unit: Unit, chosen: Chosen, most: int) -> list[bytes]:
    """The first of chosen overlaps as JSON: the definite ones, those by presence, then what is possible."""
    found: list[bytes] = []
    for kind, basis in _PRESSING:
        if len(found) < most:
            found += (await page(unit, replace(chosen, kind=kind, basis=basis), None, most - len(found)))[0]
    return found


_ONE = f"SELECT {OVERLAP_JSON} AS body FROM overlap t WHERE t.id = %s AND t.shared AND ({SEEN})"


async def found(unit: Unit, overlap_id: UUID) -> Body:
    """An overlap that the reader may see; 404 where it is missing or hidden."""
    await _own_cards(unit)
    row = await (await unit.conn.execute(_ONE.encode(), [overlap_id])).fetchone()
    if row is None:
        raise NOT_FOUND()
    body: Body = row["body"]
    for number in _labels(body):
        await unit.label(number)
    return body


async def _own_cards(unit: Unit) -> None:
    """Of cards that are not open the reader's nation sees its own: also an embed's host (`app.acts_for`)."""
    await unit.conn.execute("SELECT set_config('app.acts_for', %s, true)", [unit.subject.nation])


async def show(unit: Unit, overlap_id: UUID) -> dict[str, Any]:
    """An overlap as this reader may see it."""
    return await finish(unit, await found(unit, overlap_id))


def _labels(body: Body) -> Iterable[int]:
    sides = [side for side in (body["left"], body["right"], *body["own"]) if side]
    return {body["label_id"], body["other_label_id"],
            *(one["label_id"] for one in (*sides, *body["acts"], *body["cards"]))}  # fmt: skip


COUNTED_MOST = 1000
"""So many of a kind are counted; more are told as this number."""
_NEW = "SELECT count(*) AS n FROM (SELECT FROM overlap t WHERE {where} LIMIT %s) AS found"


async def summary(unit: Unit) -> dict[str, Any]:
    """How many overlaps of the reader's nation it has not looked at, up to `COUNTED_MOST` of each kind."""
    found = {}
    for name in ("definite", "possible", "presence"):
        basis = "presence" if name == "presence" else "records"
        chosen = Chosen(states=("new",), kind=name if basis == "records" else "", basis=basis)
        where = [*chosen.where(unit.subject.nation, unit.now.date()), ("t.holds", [])]
        query = _NEW.format(where=" AND ".join(f"({text})" for text, _ in where))
        params = [*(value for _, values in where for value in values), COUNTED_MOST]
        row: Any = await (await unit.conn.execute(query.encode(), params)).fetchone()
        found[name] = row["n"]
    return {"new": found}
