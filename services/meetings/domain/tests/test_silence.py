"""Other words for what a nation reads by a substitute alone, given after it was asked by silence."""

from dataclasses import replace
from datetime import timedelta

import pytest

from services.meetings.domain import issuing, minutes, standing
from services.meetings.domain.steps import broken_step
from services.meetings.domain.tests.history import SIGHTS, begin, sitting
from services.meetings.domain.values import Draft, Span, Subject

BEYOND = replace(SIGHTS[0], label=6)


def reworded():
    """The worlds before and after a tasking of the Americans alone got other words for the British."""
    history = begin()
    meeting, act = sitting(history, "gort", 1)
    day = act.today + timedelta(days=60)
    draft = Draft("Ours", "ast", SIGHTS[2], lead="USA", due=Span(day, day), substitute=BEYOND)
    made = issuing.issue(history.world, act, meeting, replace(draft, substitute_text="One observer."))
    world = history.world.put(made.values)
    deadline = act.now + timedelta(hours=25)
    asked = minutes.ask_by_silence(world, act, Subject.MINUTES, meeting, "GBR", deadline, SIGHTS[1])
    before = world.put(asked.values)
    item = next(one for one in before.items.values() if one.issued_meeting_id == meeting and one.substitute)
    given = issuing.substitute(before, act, item.id, "All of it.", BEYOND)
    after = before.put(given.values)
    elapsed = after.put(minutes.silence_elapsed(after, deadline).values)
    return broken_step(before, after, act) + broken_step(after, elapsed, act), elapsed.items[item.id]


def test_silence_misses_other_words():
    broken, item = reworded()
    assert (broken, item.unseen) == ([], {"GBR"})


def test_silence_that_reaches_other_words_breaks_an_invariant(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(standing, "_nations", lambda _: frozenset())
    broken, item = reworded()
    assert ([one.invariant for one in broken], item.unseen) == (["bound_by_what_it_read"], frozenset())
