"""The labels of directory records whose file names none."""

from datetime import datetime

from services.common.labels import Groups, Label, default_policy

UNCLASSIFIED = 0
RESTRICTED = 1


def known_to_partners(nation: str, also: str, groups: Groups, at: datetime) -> Label:
    """That somebody serves for a nation is known to the communities that the nation belongs to, and its host.

    Of communities with the same members one is enough; one whose members all stand in another adds nothing.
    """
    found = {
        code: groups.expand(code, at)
        for code, group in groups.groups.items()
        if group.expandable and group.deprecated is None and groups.is_member(nation, code, at)
    }
    named: list[str] = []
    reached = {nation}
    for code in sorted(found, key=lambda one: (-len(found[one]), one)):
        if not found[code] <= reached:
            named.append(code)
            reached |= found[code]
    host = (also,) if also not in reached else ()
    label = Label(default_policy().identifier, UNCLASSIFIED, (nation,), rel=(*named, *host))
    return groups.seal(label, at)


def own_business(nation: str, groups: Groups, at: datetime) -> Label:
    """Clearance, groups and letter are the nation's own business."""
    return groups.seal(Label(default_policy().identifier, RESTRICTED, (nation,)), at)


def known_to_all(nations: tuple[str, ...], groups: Groups, at: datetime) -> Label:
    """What every nation that takes part knows, and owns together."""
    return groups.seal(Label(default_policy().identifier, UNCLASSIFIED, nations), at)
