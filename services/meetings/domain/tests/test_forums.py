"""The ladder of forums has no circle."""

from dataclasses import replace

import pytest

from services.meetings.domain import forums, invariants, rules
from services.meetings.domain.rules import Refused
from services.meetings.domain.tests.story import FORUMS
from services.meetings.domain.world import World

WORLD = World().put(FORUMS)


def test_a_forum_above_may_become_the_parent():
    forums.check_parent(WORLD, "ocean", "gort")
    assert forums.ancestors(WORLD, "wg1") == ["ast", "gort"]


@pytest.mark.parametrize(("forum", "parent"), [("gort", "gort"), ("gort", "ast"), ("gort", "wg2")])
def test_a_forum_cannot_be_its_own_ancestor(forum, parent):
    with pytest.raises(Refused) as refused:
        forums.check_parent(WORLD, forum, parent)
    assert (refused.value.rule, refused.value.pointer) == ("own_ancestor", "/parent")


def test_a_parent_exists():
    with pytest.raises(Refused) as refused:
        forums.check_parent(WORLD, "gort", "nowhere")
    assert refused.value.rule == "known"


def test_a_circle_is_noticed_where_the_rule_did_not_stop_it(monkeypatch):
    monkeypatch.setattr(rules, "enforce", lambda *_: None)
    forums.check_parent(WORLD, "gort", "wg1")
    circle = WORLD.put([replace(WORLD.forums["gort"], parent_id="wg1")])
    assert {found.invariant for found in invariants.broken(circle)} == {"no_circle"}
