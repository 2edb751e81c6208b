"""Ten thousand generated histories keep every invariant; what is done wrongly breaks the one it is for."""

from collections import Counter

import pytest

from services.meetings.domain import rules, tracker
from services.meetings.domain.rules import RULES
from services.meetings.domain.tests.derivations import DERIVATIONS
from services.meetings.domain.tests.histories import CHECKS, run, seeds_of, shrunk
from services.meetings.domain.tests.switched_off import OFF
from services.meetings.domain.tests.test_alone import ALONE

NUMBER, SHORTEST, LENGTH = 10_000, 16, 48
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
        failure = run(seeds_of(number, SHORTEST + number % (LENGTH - SHORTEST + 1)), done)
        if failure is not None:
            short = shrunk(failure)
            pytest.fail(
                f"history {number}, seeds {short.seeds}:\n" + "\n".join([*short.steps, str(short.broken)])
            )
    assert [what for what in REACHED if done[what] < 20] == [], "the histories reach every kind of step"
    assert [name for name in RULES if name not in ALONE and not done[f"refused {name}"]] == []


@pytest.mark.slow
@pytest.mark.parametrize("rule", OFF)
def test_a_rule_switched_off_breaks_the_invariants_that_are_for_it(rule, monkeypatch):
    monkeypatch.setattr(rules, "enforce", without(rule))
    assert unnoticed(OFF[rule], 4000) == [], f"without {rule}: {RULES[rule].sentence}"


def without(rule):
    """The gate of all rules, with this one open."""
    enforce = rules.enforce

    def gate(name, holds, pointer, detail=""):
        enforce(name, holds or name == rule, pointer, detail)

    return gate


def unnoticed(names, number):
    """Those of the named invariants that hold in so many histories."""
    return [
        name for name in names if all(run(seeds_of(n, LENGTH), checks=[name]) is None for n in range(number))
    ]


@pytest.mark.slow
@pytest.mark.parametrize("name", DERIVATIONS)
def test_a_derivation_done_wrongly_breaks_the_invariants_that_are_for_it(name, monkeypatch):
    module, attribute, wrong, *noticed_by = DERIVATIONS[name]
    monkeypatch.setattr(module, attribute, wrong)
    assert unnoticed(noticed_by, 1500) == []


def test_each_rule_is_switched_off_and_each_invariant_broken_by_something():
    """With the tests above: something misses every rule, and no invariant is idle."""
    assert sorted([*OFF, *ALONE]) == sorted(RULES)
    noticing = [*OFF.values(), *(noticed_by for _, _, _, *noticed_by in DERIVATIONS.values())]
    assert {name for names in noticing for name in names} == set(CHECKS)


def test_a_failing_history_is_shrunk_to_the_steps_that_matter(monkeypatch):
    monkeypatch.setattr(tracker, "tracker", DERIVATIONS["provisional items cascade at once"][2])
    failure = next(f for f in (run(seeds_of(n, LENGTH)) for n in range(100)) if f is not None)
    short = shrunk(failure)
    assert len(short.seeds) <= 3
    assert run(short.seeds) is not None
