"""The properties of LABELS on 100,000 generated labels, the same in every run.

What is generated is drawn from the policies that ship; labels that are drawn twice are looked at once.
"""

from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import cycle
from random import Random

import pytest

from services.common.labels import MAX_LEVEL, audience, decide, shipped_policies
from services.common.labels.audience import within
from services.common.labels.stanag4774 import StanagError, read_label, write_label
from services.common.labels.tests.generate import ACTIONS, NATIONS, NOW, context, groups, readers
from services.common.labels.tests.generate_markings import drawn, ways

COUNT = 100_000
CONTEXT, KNOWN = context(), groups()
MOMENTS = [NOW - timedelta(days=days) for days in (0, 30, 400, 800, 1600, 3000)]
MADE, REVIEW = datetime(2026, 1, 2, tzinfo=UTC), datetime(2031, 1, 2, tzinfo=UTC)


@pytest.fixture(scope="module")
def found():
    """So many labels that their policies write, over every policy and profile."""
    rng, made, tried = Random(1), [], Counter()
    for policy, profile in cycle(ways()):
        tried[policy.identifier, profile.name] += 1
        one = drawn(rng, policy, profile)
        if one is not None:
            made.append(one)
        if len(made) == COUNT:
            break
    kept = Counter((one.policy.identifier, one.profile.name) for one in made)
    assert all(kept[way] > 0.3 * count for way, count in tried.items()), (kept, tried)
    return made


def test_what_is_written_is_read_the_same_and_written_the_same(found):
    seen = {(one.text, one.policy.identifier, one.profile.name, one.portion): one for one in found}
    assert len(seen) > COUNT / 4
    for one in seen.values():
        assert one.read() == one.label


def test_what_is_written_as_xml_is_read_the_same(found):
    policies, carried = shipped_policies(), 0
    for label, policy in {one.label: one.policy for one in found}.items():
        try:
            data = write_label(label, policy, MADE, REVIEW)
        except StanagError:
            continue
        carried += 1
        assert read_label(data, policies, KNOWN).label == label
    assert carried > COUNT / 4


def test_adding_a_nation_removes_no_reader_and_raising_the_level_adds_none(found):
    rng, who, whats, more = Random(2), cycle(readers(3, 211)), cycle(ACTIONS), cycle(NATIONS)
    granted = 0
    for one, reader, what, nation in zip(found, who, whats, more, strict=False):
        made = one.label.with_(epochs=KNOWN.epochs_at(one.label.codes, rng.choice(MOMENTS)))
        before = decide(reader, made, what, NOW, CONTEXT).allow
        granted += before
        if not made.noforn:
            wider = made.with_(rel=(*made.rel, nation))
            assert within(audience(made, KNOWN, NOW), audience(wider, KNOWN, NOW))
            assert not before or decide(reader, wider, what, NOW, CONTEXT).allow
        if not before and made.level < MAX_LEVEL:
            assert not decide(reader, made.with_(level=made.level + 1), what, NOW, CONTEXT).allow
    assert granted > COUNT / 50
