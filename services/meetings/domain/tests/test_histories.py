"""Ten thousand generated histories keep every invariant; each rule switched off breaks one."""

from collections import Counter
from dataclasses import replace

import pytest

from services.meetings.domain import (
    figures,
    issuing,
    life,
    minutes,
    outcomes,
    risk,
    rules,
    sittings,
    standing,
    tracker,
    versions,
)
from services.meetings.domain.rules import RULES
from services.meetings.domain.tests import histories
from services.meetings.domain.tests.histories import run, seeds_of, shrunk

NUMBER, LENGTH = 10_000, 48
REACHED = (
    "issued", "held", "progressed", "deferred", "delegated", "answered", "escalated", "referred", "returned",
    "agreed_to_disagree", "adjudicated", "closed", "reopened", "concurred", "withheld", "silence",
    "silence_elapsed", "correction", "postponed", "cancelled", "late_label", "substituted", "amended",
    "narrowed",
)  # fmt: skip


@pytest.mark.slow
def test_ten_thousand_histories_keep_every_invariant():
    done: Counter[str] = Counter()
    for number in range(NUMBER):
        failure = run(seeds_of(number, LENGTH), done)
        if failure is not None:
            short = shrunk(failure)
            pytest.fail(
                f"history {number}, seeds {short.seeds}:\n" + "\n".join([*short.steps, str(short.broken)])
            )
    assert [what for what in REACHED if done[what] < 20] == [], "the histories reach every kind of step"
    assert [name for name in RULES if name not in ALONE and not done[f"refused {name}"]] == []


ALONE = {"own_ancestor", "known", "not_oneself", "heads_appoint_heads"}
"""Rules about one record, whose tests stand in test_forums."""


@pytest.mark.slow
@pytest.mark.parametrize("rule", sorted(set(RULES) - ALONE))
def test_a_rule_switched_off_breaks_an_invariant(rule, monkeypatch):
    enforce = rules.enforce

    def without(name, holds, pointer, detail=""):
        enforce(name, holds or name == rule, pointer, detail)

    monkeypatch.setattr(rules, "enforce", without)
    assert breaks(), f"without {rule} nothing is broken: {RULES[rule].sentence}"


def breaks(number: int = 4000) -> bool:
    return any(run(seeds_of(n, LENGTH), strict=False) is not None for n in range(number))


def agreed_only(world, forum_id):
    return tuple(i for i in REAL_TRACKER(world, forum_id) if i.standing == "agreed")


REAL_TRACKER = tracker.tracker
REAL_READABLE = standing.readable
REAL_SHARED = versions._shared
REAL_STANDS_ON = tracker.stands_on


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


DERIVATIONS = {
    "provisional items cascade at once": (tracker, "tracker", agreed_only),
    "a cancelled meeting moves its items on": (tracker, "stands_on", _postponed_takes_along),
    "a deferral does not address": (tracker, "ADDRESSES", tracker.ADDRESSES | {"deferred"}),
    "what is noted needs a report since last time": (tracker, "reported_since", lambda *_: True),
    "a report since last time addresses what is noted": (tracker, "reported_since", lambda *_: False),
    "a report that a nation of the item cannot read notes nothing": (tracker, "shared", lambda *_: True),
    "what changed is concurred in again": (outcomes, "touch_minutes", lambda *_: None),
    "standing follows every concurrence": (standing, "_items", lambda *_: []),
    "no outcome is carried over": (tracker, "earlier_sittings", lambda *_: ()),
    "a withheld outcome takes no effect": (tracker, "counts_as_addressed", lambda o: o is not None),
    "blocked is at risk": (risk, "blocked_nations", lambda *_: frozenset()),
    "every nation assents": (standing, "ASSENT", frozenset(("concurred", "silence", None))),
    "an adjudication lands on who asked": (life, "EFFECTS", {
        k: v for k, v in life.EFFECTS.items() if k != "adjudicated"
    }),
    "linkage looks at the next meeting only": (figures, "next_sitting", lambda w, i: next(
        (s for s in figures.sittings(w, i) if s.addressed), None
    )),
    "no group reads a child that does not read its parent": (issuing, "covered", lambda *_: True),
    "no nation is bound by what it could not read": (minutes, "witness", lambda *_: None),
    "who speaks for a nation reads what it assents to": (
        standing, "readable", lambda record, nation, *_: REAL_READABLE(record, nation)
    ),
    "what a nation reads later binds it by its own stand alone": (standing, "_standing", _read_now),
    "what stayed unseen is not agreed": (standing, "record_standing", lambda standing, _: standing),
    "no version of the minutes tells of a record that a nation cannot read": (
        versions, "_shared", lambda *_: True
    ),
    "no version tells an outside reader of the minutes of what is hidden from it": (
        versions, "_shared", _members_alone
    ),
    "who assented before a hidden record has missed it": (versions, "bound", lambda _: frozenset()),
    "who was asked by silence before a hidden record has missed it": (versions, "bound", _assented),
    "what was missed since the notice is kept until it elapses": (standing, "bound", _assented),
    "silence is not asked for what cannot be read": (minutes, "missed", lambda *_: None),
    "silence binds whom somebody can speak for at its deadline": (minutes, "is_heard", lambda *_: True),
    "a nation that no silence binds is asked anew of all": (standing, "bound", _asked_once),
    "silence does not reach what was missed since the notice": (minutes, "missed", _at_the_deadline),
    "what repeats an item's words is narrowed with it": (issuing, "narrow_along", lambda *_: frozenset()),
    "a noting is made when a meeting is held": (sittings, "noted", lambda *_: []),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("name", DERIVATIONS)
def test_a_derivation_done_wrongly_breaks_an_invariant(name, monkeypatch):
    module, attribute, wrong = DERIVATIONS[name]
    monkeypatch.setattr(module, attribute, wrong)
    assert breaks(1500), f"nothing noticed: {name}"


def test_a_failing_history_is_shrunk_to_the_steps_that_matter(monkeypatch):
    monkeypatch.setattr(tracker, "tracker", agreed_only)
    failure = next(f for f in (run(seeds_of(n, LENGTH)) for n in range(100)) if f is not None)
    short = shrunk(failure)
    assert len(short.seeds) <= 3
    assert histories.run(short.seeds) is not None
