"""Each rule of the grammar refuses what breaks it, and nothing else does: taken away, its marking is another.

Names of rules and places of refusal are read out of the source, so a new rule without a wrong marking fails.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from random import Random

import pytest

from services.common.labels import (
    Label,
    LabelError,
    MarkingError,
    Provenance,
    model,
    parse,
)
from services.common.labels.contexts import read as contexts
from services.common.labels.sections import (
    atomic,
    compartments,
    controlled,
    found,
    head,
    read,
    release,
    words,
)
from services.common.labels.tests.generate_markings import marked, ways
from services.common.labels.tests.generate_wrong import WRONG, wrong
from services.common.labels.tests.raises import places, raised_at, without

GRAMMAR = (atomic, compartments, controlled, found, head, read, release, words, parse, contexts)
PLACES = places(GRAMMAR, {"MarkingError": 2})
MODEL = places((model,), {"LabelError": 0})
EACH = 3


def refusal(attempt: Callable[[], object]) -> BaseException | None:
    """The refusal of an attempt, or ``None``."""
    try:
        attempt()
    except (MarkingError, LabelError) as error:
        return error
    return None


@pytest.fixture(scope="module")
def refused():
    """Wrong markings by the place that refuses them."""
    found = {}
    for rule in WRONG:
        for _, one, text in wrong(rule, 7, EACH):
            error = refusal(lambda one=one, text=text: one.read(text))
            found.setdefault(raised_at(error, PLACES), []).append((one, text, rule))
    return found


@pytest.mark.parametrize("rule", WRONG)
def test_what_breaks_a_rule_is_refused_by_it_with_its_place(rule):
    for _, one, text in wrong(rule, 3, EACH):
        assert one.read() == one.label
        with pytest.raises(MarkingError) as caught:
            one.read(text)
        assert caught.value.rule == rule, (one.text, text)
        assert 0 <= caught.value.at <= len(text)


@pytest.mark.parametrize("place", PLACES, ids=str)
def test_no_place_of_refusal_does_without_a_marking_that_it_alone_refuses(place, refused):
    assert place in refused, "no wrong marking is refused here"
    one, text, rule = refused[place][0]
    with without(place):
        try:
            found = refusal(lambda: one.read(text))
        except Exception:  # what it guards against comes to pass
            return
    assert found is None or raised_at(found, PLACES) != place
    assert getattr(refusal(lambda: one.read(text)), "rule", "") == rule


VALID = {"policy": "us@1", "level": 3, "owner": ["USA"]}
NOW = datetime(2026, 1, 1, tzinfo=UTC)


def of(**fields: object) -> Callable[[], object]:
    """A label of JSON with these fields."""
    return lambda: Label.from_json(
        {name: value for name, value in (VALID | fields).items() if value != NOT_THERE}
    )


NOT_THERE = object()
NO_LABELS = (
    of(policy="US"), of(level=5), of(owner=[]), of(basis=["XX"]), of(rel=["CAN"], dissem=["NOFORN"]),
    of(display_only=["CAN"], dissem=["NOFORN"]), of(dissem=["NOFORN", "RELIDO"]),
    of(dissem=["ORCON", "RELIDO"]), of(rel=["?"]), of(colour=1), of(owner=NOT_THERE), of(rel={}),
    of(epochs=["NATO@2023-02-30T00:00:00Z"]),
    lambda: Label.from_json([]), lambda: Label("us@1", 3, "USA"),
    lambda: Provenance("A", NOW, succession_at=NOW), lambda: Provenance("A", datetime(2026, 1, 1)),
)  # fmt: skip


def test_each_rule_of_the_value_refuses_what_breaks_it_and_nothing_else_does():
    seen = {raised_at(refusal(attempt), MODEL): attempt for attempt in NO_LABELS}
    assert set(MODEL) == set(seen)
    for place, attempt in seen.items():
        with without(place):
            try:
                found = refusal(attempt)
            except Exception:  # what it guards against comes to pass
                continue
        assert found is None or raised_at(found, MODEL) != place


def test_every_word_level_and_heading_of_every_policy_is_drawn():
    for policy, profile in ways():
        rng, seen = Random(5), set()
        wanted = {word.name for word in policy.words if not word.family or word.tag == "dissemination"}
        wanted |= {level.value for level in policy.levels} | {one.value for one in policy.headings}
        for _ in range(6000):
            made = marked(rng, policy, profile).label
            seen |= {*made.restrictive, *made.dissem, *made.informative, made.level}
            if wanted <= seen:
                break
        assert wanted <= seen, (policy.identifier, profile.name, sorted(map(str, wanted - seen)))
