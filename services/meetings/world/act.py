"""Who acts, when, and where new ids and references come from."""

from services.common.db import Unit
from services.common.references import new_reference, uuid7
from services.meetings.domain.values import Act


def act_of(unit: Unit) -> Act:
    """The act of this request's subject, for the nation that they act for, at the transaction's time."""
    return Act(
        person=unit.subject.id,
        nation=unit.subject.nation,
        now=unit.now,
        new_id=lambda: str(uuid7()),
        new_ref=new_reference,
        reads=lambda sight: unit.permitted.allows(sight.label),
    )
