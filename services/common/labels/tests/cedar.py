"""Cedar as a second, independent engine: it gets raw facts, never an answer of the library.

Membership is counted here from the list of terms, and the rule is written once more in Cedar's own language.
"""

import json

from services.common.labels.tests.generate import NOW, context

POLICY = """
permit (principal, action, resource) when {
  principal.nation != "" && context.now < principal.expires && context.now < principal.letterExpires &&
  principal.cleared.contains(resource.policyLevel) && resource.level <= principal.letterLevel &&
  principal.coi.containsAll(resource.coi) && principal.letterCoi.containsAll(resource.coi) &&
  principal.restrictive.containsAll(resource.restrictive) &&
  ( ( principal.grants.containsAny(resource.owner) &&
      (resource.only.isEmpty() || principal.stands.containsAny(resource.only)) )
    || ( action != Action::"RELABEL" && principal.grants.containsAny(resource.rel) )
    || ( [Action::"DISCOVER", Action::"DISPLAY"].contains(action) &&
         principal.grants.containsAny(resource.displayOnly) ) )
};
forbid (principal, action == Action::"EXPORT", resource) when { resource.dissem.contains("ORCON") };
"""
FOREVER = 4_000_000_000
CONTEXT = context()
TERMS = CONTEXT.groups.memberships
OPAQUE = {code for code, group in CONTEXT.groups.groups.items() if not group.expandable}
EXPANDABLE = set(CONTEXT.groups.groups) - OPAQUE
EQUAL = {policy.name: dict(policy.equivalences) for policy in CONTEXT.policies}


def circle(code, epochs):
    """Name of a code as a label means it: a group with members stands with its states at the making."""
    if code not in EXPANDABLE:
        return code
    return "|".join([code, *sorted(epoch for epoch in epochs if epoch.partition("@")[0] == code)])


def members(name):
    """Nations that were in the group at each of its states and are now, counted from the terms."""
    code, *epochs = name.split("|")
    times = [NOW.strftime("%Y-%m-%dT%H:%M:%SZ"), *(epoch.partition("@")[2] for epoch in epochs)]

    def inside(nation, text):
        return any(
            term.group == code and term.nation == nation
            and (term.since is None or term.since.strftime("%Y-%m-%dT%H:%M:%SZ") <= text)
            and (term.until is None or text < term.until.strftime("%Y-%m-%dT%H:%M:%SZ"))
            for term in TERMS
        )  # fmt: skip

    nations = {term.nation for term in TERMS if term.group == code}
    return {n for n in nations if epochs and all(inside(n, text) for text in times)}


def principal(number, who, circles):
    nation, letter = who.affiliation or "", who.letter
    stands = {
        nation,
        *(who.groups & OPAQUE),
        *(name for name, nations in circles.items() if nation in nations),
    }
    by_letter = stands if letter is None else {
        name for name in stands if name.split("|")[0] in letter.groups or name == nation
    }  # fmt: skip
    cleared = set()
    for policy, equal in EQUAL.items():
        tops = [lv for held, lv in who.clearance if held == policy]
        tops += [equal[held, lv] for held, lv in who.clearance if (held, lv) in equal]
        cleared |= {f"{policy}:{level}" for top in tops for level in range(top + 1)}
    seconds = lambda at: FOREVER if at is None else int(at.timestamp())  # noqa: E731 - one line is clearest
    return entity("Reader", number, {
        "nation": nation, "stands": sorted(stands), "grants": sorted(by_letter), "cleared": sorted(cleared),
        "coi": sorted(who.coi), "letterCoi": sorted(who.coi if letter is None else letter.coi),
        "restrictive": sorted(who.restrictive), "letterLevel": 9 if letter is None else letter.max_level,
        "expires": seconds(who.expires), "letterExpires": seconds(letter and letter.expires),
    })  # fmt: skip


def resource(number, made):
    lists = {"owner": made.owner, "rel": made.rel, "only": made.only, "displayOnly": made.display_only}
    return entity("Label", number, {
        **{name: [circle(code, made.epochs) for code in codes] for name, codes in lists.items()},
        "coi": list(made.coi), "restrictive": list(made.restrictive), "dissem": list(made.dissem),
        "level": made.level, "policyLevel": f"{made.policy.partition('@')[0]}:{made.level}",
    })  # fmt: skip


def entity(kind, number, attrs):
    return {"uid": {"type": kind, "id": str(number)}, "attrs": attrs, "parents": []}


def ask(people, things, numbered):
    """Cedar's answers to many requests over so many readers and labels."""
    import cedarpy

    names = {circle(c, m.epochs) for m in things for c in (*m.owner, *m.rel, *m.only, *m.display_only)}
    circles = {name: members(name) for name in names if name.split("|")[0] in EXPANDABLE}
    entities = [principal(n, who, circles) for n, who in enumerate(people)]
    entities += [resource(n, made) for n, made in enumerate(things)]
    requests = [
        {"principal": f'Reader::"{who}"', "action": f'Action::"{action.name}"',
         "resource": f'Label::"{what}"',
         "context": {"now": int(NOW.timestamp())}}
        for who, what, action in numbered
    ]  # fmt: skip
    answers = cedarpy.is_authorized_batch(requests, POLICY, json.dumps(entities))
    errors = [error for answer in answers for error in answer.diagnostics.errors]
    assert not errors, errors[:3]
    return [answer.allowed for answer in answers]
