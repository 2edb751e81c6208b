"""How a nation decides on what it is asked to release: a first person proposes, a second one signs.

Everything here happens under the lock of the request, so that two who decide at once follow each other.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final, TypeVar
from uuid import UUID

from services.common.db import Unit
from services.common.errors import Problem, conflict, forbidden, unprocessable
from services.common.labels import NOFORN
from services.common.row_store import change, fetch_or_404
from services.sharing.domain import release
from services.sharing.domain.release import UNDO, Act, ConsentState, ReleaseState, Sight, Standing
from services.sharing.domain.widening import originators
from services.sharing.items.repository import item_json, portions_json
from services.sharing.models import ConsentRow, ReleaseRow
from services.sharing.releases import repository
from services.sharing.releases.requests import person
from services.sharing.releases.schemas import ApprovalIn, ProposalIn, RefusalIn

_SAID: Final[Mapping[str, str]] = {
    "other_nation": "The nations that own what is asked for decide, each for itself.",
    "role": "This is for a release authority of the nation.",
    "two_people": "Two people sign: who asked or proposed does not approve.",
    "not_yours": "Who decided takes it back.",
    "too_late": "It has taken effect.",
    "state": "It was decided on, or nothing is proposed yet.",
}
T = TypeVar("T")
_STATES: Final = {"state", "too_late"}


def standing_of(row: ConsentRow) -> Standing:
    """A consent as the rules see it."""
    return Standing(
        row.nation, ConsentState(row.state), row.asked_by, row.proposed_by, row.decided_by, row.effective_at
    )


def _objects(rule: str) -> Problem:
    return conflict(rule, _SAID[rule]) if rule in _STATES else forbidden(_SAID[rule], rule)


async def _own(unit: Unit, request_id: UUID, act: Act) -> tuple[ReleaseRow, ConsentRow, ConsentState]:
    """The request and the own nation's consent, where the writer may do that; with the state after it."""
    row = await fetch_or_404(unit, ReleaseRow, request_id)
    consent = await repository.consent_of(unit, request_id, unit.subject.nation)
    if consent is None:
        raise _objects("other_nation")
    if row.state != ReleaseState.OPEN:
        raise _objects("state")
    standing = standing_of(consent)
    rule = release.objection(standing, act, person(unit), unit.now)
    after = release.following(standing, act)
    if rule is not None or after is None:
        raise _objects(rule or "state")
    return row, consent, after


async def _keep(unit: Unit, consent: ConsentRow, act: str, values: dict[str, Any]) -> None:
    made = await change(unit, ConsentRow, consent.id, values)
    detail = {"nation": consent.nation, "state": made.state}
    unit.audit(f"release.{act}", "release", consent.request_id, label_id=consent.label_id, detail=detail)


async def propose(unit: Unit, request_id: UUID, body: ProposalIn) -> None:
    """Says what of it to release, to whom and on which conditions; no more than was asked for."""
    row, consent, after = await _own(unit, request_id, Act.PROPOSE)
    if row.item_id is None and not body.answer:
        raise unprocessable("/answer", "answer_needed", "Give the answer to the question.")
    seen = await portions_seen(unit, row)
    asked = [one for one in row.portion_ids if one in seen]
    chosen = asked if body.portions is None else body.portions
    for number, portion in enumerate(chosen):
        if portion not in seen or not (row.whatever or portion in asked):
            raise unprocessable(f"/portions/{number}", "unknown_portion", "This was not asked for.")
        await _releasable(unit, row, seen[portion], f"/portions/{number}")
    codes = sorted(set(row.codes if body.to is None else body.to))
    if not codes or not set(codes) <= set(row.codes):
        raise unprocessable("/to", "beyond_request", "Release it to nobody for whom it was not asked.")
    sight = Sight(row.sight) if body.sight is None else body.sight
    if row.sight == Sight.DISPLAY and sight is Sight.READ:
        raise unprocessable("/sight", "beyond_request", "It was asked for to be looked at only.")
    values = {
        "state": after.value, "portion_ids": list(chosen), "codes": codes, "sight": sight.value,
        "conditions": body.conditions or row.conditions, "expires_on": body.expires_on or row.expires_on,
        "answer": body.answer, "proposed_by": unit.subject.id, "proposed_name": unit.subject.name,
        "note": "",
    }  # fmt: skip
    await _keep(unit, consent, "proposed", values)


async def portions_seen(unit: Unit, row: ReleaseRow) -> dict[UUID, Mapping[str, Any]]:
    """The portions of what is asked for that the reader sees, by id."""
    if row.item_id is None:
        return {}
    async with repository.wide(unit):
        return {UUID(one["id"]): one for one in await portions_json(unit, row.item_id)}


async def _releasable(unit: Unit, row: ReleaseRow, portion: Mapping[str, Any], pointer: str) -> None:
    label = await unit.label(portion["mark_id"])
    if not originators(label) <= set(row.originators):
        raise unprocessable(pointer, "other_owner", "Another nation owns it too: ask it by a request for it.")
    if NOFORN in label.dissem:
        raise unprocessable(pointer, "noforn", "Its label says that it is for its owner only.")


async def approve(unit: Unit, request_id: UUID, body: ApprovalIn) -> None:
    """Signs what another person proposed, or a part of it. It takes effect when nobody takes it back."""
    row, consent, after = await _own(unit, request_id, Act.APPROVE)
    seen = await portions_seen(unit, row)
    portions = _part([one for one in consent.portion_ids if one in seen], body.portions, "/portions")
    codes = _part(consent.codes, body.to, "/to")
    if row.item_id is not None and (not codes or (consent.portion_ids and not portions)):
        raise unprocessable(
            "/portions", "nothing_left", "Nothing is left to release: refuse it with a reason."
        )
    for number, portion in enumerate(portions):
        await _releasable(unit, row, seen[portion], f"/portions/{number}")
    labels = {str(one): seen[one]["mark_id"] for one in portions}
    if row.item_id is not None:
        shell = await item_json(unit, row.item_id)
        if shell is None:
            raise conflict("item_unseen", "You do not see what is asked for.")
        labels[str(row.item_id)] = shell["label_id"]
    seen_now = labels | await repository.versions(unit, row.item_id, portions)
    values = {"portion_ids": portions, "codes": codes, "seen": seen_now, "note": ""}
    await _keep(unit, consent, "approved", values | _decided(unit, after))


def _part(whole: Sequence[T], part: Sequence[T] | None, pointer: str) -> list[T]:
    if part is None:
        return list(whole)
    if not set(part) <= set(whole):
        raise unprocessable(pointer, "beyond_proposal", "Approve no more than was proposed.")
    return [one for one in whole if one in set(part)]


def _decided(unit: Unit, after: ConsentState) -> dict[str, Any]:
    return {
        "state": after.value, "decided_by": unit.subject.id, "decided_name": unit.subject.name,
        "effective_at": unit.now + UNDO,
    }  # fmt: skip


async def refuse(unit: Unit, request_id: UUID, body: RefusalIn) -> None:
    """Refuses it for the nation, with a reason that who asked reads."""
    _, consent, after = await _own(unit, request_id, Act.REFUSE)
    values = {"why": body.why.value, "reason": body.reason, "note": ""}
    await _keep(unit, consent, "refused", values | _decided(unit, after))


async def undo(unit: Unit, request_id: UUID) -> None:
    """Takes back one's own decision before it takes effect."""
    _, consent, after = await _own(unit, request_id, Act.UNDO)
    values: dict[str, Any] = {
        "decided_by": "",
        "decided_name": "",
        "effective_at": None,
        "why": "",
        "reason": "",
        "seen": {},
    }
    await _keep(unit, consent, "undone", {"state": after.value, **values})
