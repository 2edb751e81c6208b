"""Labels of what a system writes: its nation's own, released no further than the release authority said."""

from collections.abc import Sequence

from services.common import labelling
from services.common.db import Unit
from services.common.errors import Problem, unprocessable
from services.common.label_api import LabelBody
from services.common.labels import Label, audience, default_policy
from services.common.labels.audience import within
from services.common.owning import widens
from services.registry.models import ActivityRow


class Labels:
    """The labels that the rows of one request set; each different one is looked at once."""

    def __init__(self, unit: Unit, level: int, rel: Sequence[str]) -> None:
        """``level`` and ``rel`` are the bounds of the feed."""
        self.unit, self.nation = unit, unit.subject.nation
        self._level, self._rel = level, list(rel)
        self._seen: dict[str, int | Problem] = {}
        self._own: int | None = None

    async def of_new(self, body: LabelBody | None) -> int:
        """The label of a new record; where none is said it is the nation's alone.

        422 ``feed_releases_less`` where somebody would read it whom the bounds of the feed leave out.
        """
        if body is None:
            if self._own is None:
                self._own = await labelling.joint(self.unit, [self.nation])
            return self._own
        label_id = await self._interned(body)
        if not self._inside(await self.unit.label(label_id)):
            detail = "The system may release this no further than its nation's release authority said."
            raise unprocessable("/label", "feed_releases_less", detail)
        return label_id

    async def of_known(self, record: ActivityRow, body: LabelBody | None) -> int:
        """The label of a record that is known: its own, or a narrower one. 422 ``widens``."""
        if body is None:
            return record.label_id
        label_id = await self._interned(body)
        before, after = await self.unit.label(record.label_id), await self.unit.label(label_id)
        if label_id != record.label_id and widens(self.unit, before, after):
            detail = "Only the owner's release authority widens a label."
            raise unprocessable("/label", "widens", detail)
        return label_id

    async def _interned(self, body: LabelBody) -> int:
        """422 ``own_nation_alone``: what a system writes is its own nation's, and of no other besides."""
        key = body.model_dump_json()
        if key not in self._seen:
            try:
                if body.owner != [self.nation]:
                    raise unprocessable(
                        "/label/owner", "own_nation_alone", "It is the system's own nation's."
                    )
                self._seen[key] = await labelling.intern(self.unit, body, None)
            except Problem as problem:
                self._seen[key] = problem
        found = self._seen[key]
        if isinstance(found, Problem):
            raise found
        return found

    def _inside(self, label: Label) -> bool:
        """Whether nobody reads or views it but its owner and whom the feed may release to, at its level."""
        context, now = self.unit.database.permitted.context, self.unit.now
        groups, policy = context.groups, default_policy()
        name = next(one.name for one in policy.levels if one.value == self._level)
        widest = LabelBody(level=name, owner=[self.nation], rel=self._rel).to_label(now, context)
        alone, most = frozenset({self.nation}), audience(widest, groups, now)
        gained = [audience(label, groups, now, shown) for shown in (False, True)]
        if all(within(one, alone) for one in gained):
            return True
        released = label.policy_name == policy.name and label.level <= self._level
        return released and all(within(one, most) for one in gained)
