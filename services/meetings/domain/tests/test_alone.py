"""The rules about one record, which no history breaks: each refuses, and does not when switched off."""

import pytest

from services.meetings.domain import forums, posts, rules
from services.meetings.domain.rules import Refused
from services.meetings.domain.tests.story import FORUMS
from services.meetings.domain.world import World

WORLD = World().put(FORUMS)
SECRETARY = frozenset({"secretary"})
ALONE = {
    "own_ancestor": lambda: forums.check_parent(WORLD, "gort", "wg1"),
    "known": lambda: forums.check_parent(WORLD, "gort", "nowhere"),
    "not_oneself": lambda: posts.require_others("one", "one", "/person_id"),
    "heads_appoint_heads": lambda: posts.require_appointer("head", SECRETARY, "/post", administers=False),
}
"""What each of them refuses. The service asks them by these functions: its own tests of the ladder and of
appointing (services/meetings/tests/test_forums, test_appointing) go through the whole of it.
"""


@pytest.mark.parametrize("rule", ALONE)
def test_the_rule_refuses(rule):
    with pytest.raises(Refused) as refused:
        ALONE[rule]()
    assert refused.value.rule == rule


@pytest.mark.parametrize("rule", ALONE)
def test_without_the_rule_nothing_is_refused(rule, monkeypatch):
    enforce = rules.enforce
    monkeypatch.setattr(
        rules, "enforce", lambda name, holds, *more: enforce(name, holds or name == rule, *more)
    )
    ALONE[rule]()
