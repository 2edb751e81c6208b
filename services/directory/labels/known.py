"""Whom a label may name: nations and groups with their names, and those to offer first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from services.common.db import Unit
from services.common.errors import unprocessable
from services.common.label_api import LabelView, label_view
from services.common.labels import Groups, Label, MarkingError, Policy, PolicyError, default_policy
from services.common.labels.nation_names import NATION_NAMES
from services.common.labels.tool import World


@dataclass(frozen=True, slots=True)
class Known:
    """Nations of the directory, and the groups by which labels are decided: the same for every reader.

    A community of the directory that no label may name is not among them, whoever asks: who is in it, or that
    it is, can itself be restricted.
    """

    names: Mapping[str, str]
    groups: Groups
    world: World

    @classmethod
    async def of(cls, unit: Unit) -> "Known":
        """As they are now."""
        groups = unit.database.permitted.context.groups
        rows = await (await unit.conn.execute("SELECT code, name FROM nation ORDER BY code")).fetchall()
        nations = {row["code"]: row["name"] for row in rows} | NATION_NAMES
        names = nations | {code: group.name or code for code, group in groups.groups.items()}
        return cls(names, groups, World(groups, names, unit.now))

    def offered(self, first: Iterable[str]) -> dict[str, str]:
        """Codes that may be written, with their names: those at the table, groups, then all nations."""
        at_table = [code for code in first if code in self.names and not self.groups.is_group(code)]
        groups = [code for code, group in self.groups.groups.items() if group.deprecated is None]
        nations = sorted(code for code in self.names if not self.groups.is_group(code))
        return {code: self.names[code] for code in (*at_table, *groups, *nations)}


def shown(label: Label, unit: Unit, nations: Iterable[str] = ()) -> LabelView | None:
    """A label as it is shown; none for one that cannot stand on a record: it has no mark for a paragraph, or
    none under its own policy.
    """
    try:
        return label_view(label, unit, nations)
    except (MarkingError, PolicyError):
        return None


def policy_named(unit: Unit, name: str | None, profile: str | None = None) -> Policy:
    """The newest version of a policy, the coalition's own for none; a 422 names what is not known."""
    policy = default_policy() if name is None else unit.database.permitted.context.newest(name)
    if policy is None:
        raise unprocessable("/policy", "unknown_policy", "No policy has this name.")
    if profile is not None and profile not in {one.name for one in policy.profiles}:
        raise unprocessable("/profile", "unknown_profile", "The policy has no such profile.")
    return policy
