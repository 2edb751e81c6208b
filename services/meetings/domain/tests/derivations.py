"""Derivations done wrongly, and by the name of their function the invariants that must notice each."""

from dataclasses import replace

from services.meetings.domain import (
    figures,
    issuing,
    life,
    minutes,
    outcomes,
    risk,
    sittings,
    standing,
    tracker,
    versions,
    world,
)


def _agreed_only(world, forum_id):
    return tuple(i for i in REAL_TRACKER(world, forum_id) if i.standing == "agreed")


REAL_TRACKER = tracker.tracker
REAL_READABLE = standing.readable
REAL_SHARED = versions._shared
REAL_STANDS_ON = tracker.stands_on
REAL_PUT = world.World.put


def _postponed_takes_along(world, item, meeting):
    moved = any(m.forum_id == meeting.forum_id and m.state == "cancelled" for m in world.meetings.values())
    return not moved and REAL_STANDS_ON(world, item, meeting)


def _read_now(record, subject_standing, assented):
    unseen = frozenset(n for n in record.unseen & assented if not standing.readable(record, n))
    return replace(record, unseen=unseen, standing=standing.record_standing(subject_standing, unseen))


def _assented(stands):
    return frozenset(nation for nation, taken in stands.items() if taken.stand in standing.ASSENT)


def _asked_once(stands):
    return frozenset(nation for nation, taken in stands.items() if taken.stand != "withheld")


def _members_alone(meeting, nations, before, now):
    return REAL_SHARED(replace(meeting, sight=replace(meeting.sight, nations=nations)), nations, before, now)


def _at_the_deadline(draft, subject, subject_id, nation):
    for record in standing.records_of(draft.world, subject, subject_id):
        saw = standing.readable(record, nation)
        draft.put(replace(record, unseen=record.unseen - {nation} if saw else record.unseen | {nation}))


def _closed_is_deleted(before, values):
    after = REAL_PUT(before, values)
    kept = {key: item for key, item in after.items.items() if item.state != "closed"}
    return replace(after, items=kept)


DERIVATIONS = {
    "provisional items cascade at once": (tracker, "tracker", _agreed_only, "never_lost"),
    "a cancelled meeting moves its items on": (
        tracker,
        "stands_on",
        _postponed_takes_along,
        "stands_on_every_meeting",
        "linkage_is_read_twice",
    ),
    "a deferral does not address": (
        tracker,
        "ADDRESSES",
        tracker.ADDRESSES | {"deferred"},
        "carried_over_is_read_twice",
        "linkage_is_read_twice",
    ),
    "what is noted needs a report since last time": (
        tracker,
        "reported_since",
        lambda *_: True,
        "noted_where_reported",
    ),
    "a report since last time addresses what is noted": (
        tracker,
        "reported_since",
        lambda *_: False,
        "noted_where_reported",
    ),
    "a report that a nation of the item cannot read notes nothing": (
        tracker,
        "shared",
        lambda *_: True,
        "noted_where_reported",
    ),
    "what changed is concurred in again": (outcomes, "touch_minutes", lambda *_: None, "versions_renew"),
    "standing follows every concurrence": (standing, "_items", lambda *_: [], "standing_is_concurred"),
    "no outcome is carried over": (tracker, "earlier_sittings", lambda *_: (), "carried_over_is_read_twice"),
    "a withheld outcome takes no effect": (
        tracker,
        "counts_as_addressed",
        lambda o: o is not None,
        "carried_over_is_read_twice",
        "linkage_is_read_twice",
    ),
    "blocked is at risk": (risk, "blocked_nations", lambda *_: frozenset(), "state_is_folded"),
    "every nation assents": (
        standing,
        "ASSENT",
        frozenset(("concurred", "silence", None)),
        "standing_is_concurred",
    ),
    "an adjudication lands on who asked": (
        life,
        "EFFECTS",
        {k: v for k, v in life.EFFECTS.items() if k != "adjudicated"},
        "adjudications_land",
    ),
    "linkage looks at the next meeting only": (
        figures,
        "next_sitting",
        lambda w, i: next((s for s in figures.sittings(w, i) if s.addressed), None),
        "linkage_is_read_twice",
    ),
    "no group reads a child that does not read its parent": (issuing, "covered", lambda *_: True, "families"),
    "no nation is bound by what it could not read": (
        minutes,
        "witness",
        lambda *_: None,
        "assent_reaches_what_was_read",
    ),
    "who speaks for a nation reads what it assents to": (
        standing,
        "readable",
        lambda record, nation, *_: REAL_READABLE(record, nation),
        "assent_reaches_what_was_read",
    ),
    "what a nation reads later binds it by its own stand alone": (
        standing,
        "_standing",
        _read_now,
        "unseen_stays_unseen",
    ),
    "what stayed unseen is not agreed": (
        standing,
        "record_standing",
        lambda standing, _: standing,
        "standing_is_concurred",
    ),
    "no version of the minutes tells of a record that a nation cannot read": (
        versions,
        "_shared",
        lambda *_: True,
        "versions_renew",
    ),
    "no version tells an outside reader of the minutes of what is hidden from it": (
        versions,
        "_shared",
        _members_alone,
        "versions_renew",
    ),
    "who assented before a hidden record has missed it": (
        versions,
        "bound",
        lambda _: frozenset(),
        "versions_renew",
    ),
    "who was asked by silence before a hidden record has missed it": (
        versions,
        "bound",
        _assented,
        "silence_reaches_what_stood",
        "versions_renew",
    ),
    "what was missed since the notice is kept until it elapses": (
        standing,
        "bound",
        _assented,
        "silence_reaches_what_stood",
    ),
    "silence is not asked for what cannot be read": (
        minutes,
        "missed",
        lambda *_: None,
        "assent_reaches_what_was_read",
    ),
    "silence binds whom somebody can speak for at its deadline": (
        minutes,
        "is_heard",
        lambda *_: True,
        "silence_binds_who_could_break_it",
    ),
    "a nation that no silence binds is asked anew of all": (
        standing,
        "bound",
        _asked_once,
        "assent_reaches_what_was_read",
    ),
    "silence does not reach what was missed since the notice": (
        minutes,
        "missed",
        _at_the_deadline,
        "assent_reaches_what_was_read",
    ),
    "what repeats an item's words is narrowed with it": (
        issuing,
        "narrow_along",
        lambda *_: frozenset(),
        "what_asks_is_not_wider",
        "a_narrower_question_is_nowhere_wider",
    ),
    "a noting is made when a meeting is held": (sittings, "noted", lambda *_: [], "noted_where_reported"),
    "a closed item stays in the records": (world.World, "put", _closed_is_deleted, "nothing_deleted"),
}
"""What must break where a derivation is done wrongly: module, attribute, the wrong one, the invariants."""
