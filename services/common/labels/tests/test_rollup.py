from datetime import UTC, datetime
from itertools import permutations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from services.common.labels import (
    CONCEALED,
    Group,
    Label,
    Membership,
    RollUpRefused,
    audience,
    banner,
    default_groups,
    default_policy,
    parse_portion,
    roll_up,
    shipped_policy,
)
from services.common.labels.audience import within
from services.common.labels.marks import contributes
from services.common.labels.tests.generate import NATIONS, NOW, some

COALITION, US = default_policy(), shipped_policy("us")
MISSION = [Membership("MISSION", nation) for nation in ("USA", "GBR", "AUS", "POL")]
GROUPS = default_groups().with_groups([Group("MISSION")], MISSION)
CODES = (*NATIONS, "FVEY", "ACGU", "NATO", "MISSION", "KFOR")
KINDS = ("none", "none", "rel", "rel", "rel", "display", "both", "relido", "rel+relido", "noforn")
MADE = [datetime(year, 6, 1, tzinfo=UTC) for year in (2022, 2023, 2025)]


def portion(rng, policy=COALITION, contexts=0.1):
    """A portion as a nation, joint nations or a context make it; often unmarked, RELIDO or NOFORN.

    On a page with foreign material the maker takes over others' text, so that what joint owners or a context
    left unmarked cannot be told later: there the portions have one nation each as owner.
    """
    nations = NATIONS if rng.random() < 0.3 else ("GBR", "USA")
    owner = some(rng, nations, 1, 1 if policy is US else rng.choice((1, 1, 2)))
    if policy is COALITION and rng.random() < contexts:
        owner = ("NATO",)
    kind = rng.choice(KINDS)
    rel = some(rng, (*CODES, "AUS", "CAN"), 1, 5) if kind in ("rel", "both", "rel+relido") else ()
    shown = some(rng, CODES, 1, 3) if kind in ("display", "both") else ()
    dissem = {"relido": ("RELIDO",), "rel+relido": ("RELIDO",), "noforn": ("NOFORN",)}.get(kind, ())
    if rng.random() < 0.1 and "RELIDO" not in dissem:
        dissem = (*dissem, "ORCON")
    made = Label(
        policy.identifier, rng.choice((0, 0, 2, 3, 4)), owner, rel, (), shown,
        some(rng, ("ALPHA", "BRAVO"), 0.15), some(rng, ("CRYPTO",), 0.1),
        rng.choice(((), (), (), ("FRA",), CONCEALED)),
        dissem=(*dissem, *some(rng, ("TLP:AMBER", "TLP:RED"), 0.1, 1)),
    )  # fmt: skip
    return made.with_(epochs=GROUPS.epochs_at(made.codes, rng.choice(MADE)))


RANDOM = st.randoms(use_true_random=False)
POLICIES = st.sampled_from((COALITION, US))
PORTIONS = RANDOM.map(portion)
SAME_POLICY = POLICIES.flatmap(
    lambda policy: st.tuples(
        st.just(policy), st.lists(RANDOM.map(lambda rng: portion(rng, policy)), min_size=1, max_size=4)
    )
)
# Where a context's text stands beside that of nations the order of joining can matter (README, limits).
SAME_KIND = st.tuples(POLICIES, st.sampled_from((0, 1))).flatmap(
    lambda drawn: st.tuples(
        st.just(drawn[0]),
        st.lists(RANDOM.map(lambda rng: portion(rng, drawn[0], drawn[1])), min_size=2, max_size=4),
    )
)


def whole(policy, *portions):
    return roll_up(portions, policy, GROUPS, None, NOW).label


def attempt(policy, *portions):
    """The label, or ``None`` where the combination is refused."""
    try:
        return whole(policy, *portions)
    except RollUpRefused:
        return None


@settings(max_examples=200, deadline=None)
@given(SAME_POLICY)
def test_combining_is_commutative(case):
    policy, portions = case
    assert len({attempt(policy, *order) for order in permutations(portions)}) == 1


@settings(max_examples=200, deadline=None)
@given(SAME_POLICY)
def test_combining_is_idempotent(case):
    policy, portions = case
    once = attempt(policy, *portions)
    assert attempt(policy, *portions, *portions) == once
    if once is not None:
        assert attempt(policy, once) == once
        assert attempt(policy, once, once) == once
        assert attempt(policy, once, portions[0]) == once


@settings(max_examples=500, deadline=None)
@given(SAME_KIND, st.integers(0, 2))
def test_combining_is_associative(case, place):
    policy, portions = case
    cut = 1 + place % (len(portions) - 1)
    left, right = attempt(policy, *portions[:cut]), attempt(policy, *portions[cut:])
    assume(left is not None and right is not None)
    assert attempt(policy, left, right) == attempt(policy, *portions)


@settings(max_examples=300, deadline=None)
@given(SAME_POLICY)
def test_the_audience_is_inside_that_of_each_contributing_portion(case):
    policy, portions = case
    made = attempt(policy, *portions)
    assume(made is not None)
    for part in (p for p in portions if contributes(p, policy)):
        for display in (False, True):
            assert within(
                audience(made, GROUPS, NOW, display=display), audience(part, GROUPS, NOW, display=display)
            )
        assert made.level >= part.level
        assert set(made.coi) >= set(part.coi)
        assert set(made.restrictive) >= set(part.restrictive)


def coalition(level, *owner, **fields):
    return GROUPS.seal(Label(COALITION.identifier, level, owner, **fields), NOW)


@pytest.mark.parametrize(
    ("portions", "expected"),
    [
        # rule 1
        ([coalition(1, "USA", coi=("A",)), coalition(3, "USA", coi=("B",))],
         coalition(3, "USA", coi=("A", "B"))),
        # rule 2
        ([coalition(3, "USA", rel=("GBR",)), coalition(1, "USA", dissem=("NOFORN",))],
         coalition(3, "USA", dissem=("NOFORN",))),
        # rule 3
        ([coalition(3, "USA", rel=("GBR",)), coalition(0, "USA")], coalition(3, "USA", rel=("GBR",))),
        # rule 4
        ([coalition(3, "USA", rel=("GBR",)), coalition(3, "USA")], coalition(3, "USA", dissem=("NOFORN",))),
        ([coalition(3, "USA", dissem=("RELIDO",)), coalition(3, "USA")],
         coalition(3, "USA", dissem=("RELIDO",))),
        ([coalition(3, "USA", dissem=("RELIDO",)), coalition(3, "USA", coi=("A",))],
         coalition(3, "USA", coi=("A",), dissem=("NOFORN",))),
        # rule 5
        ([coalition(3, "USA", rel=("FVEY",)), coalition(3, "USA", rel=("FVEY", "FRA"))],
         coalition(3, "USA", rel=("FVEY",))),
        ([coalition(3, "USA", rel=("FVEY",)), coalition(3, "USA", rel=("NATO",))],
         coalition(3, "USA", rel=("CAN", "GBR"))),
        ([coalition(3, "USA", rel=("IRQ",)), coalition(3, "USA", display_only=("IRQ",))],
         coalition(3, "USA", display_only=("IRQ",))),
        # rule 6
        ([coalition(3, "USA", rel=("GBR", "AUS")), coalition(2, "GBR", rel=("USA", "AUS"))],
         coalition(3, "GBR", "USA", rel=("AUS",))),
        ([coalition(3, "USA", rel=("GBR",)), coalition(2, "GBR", dissem=("NOFORN",))],
         coalition(3, "GBR", "USA", only=("GBR",), dissem=("NOFORN",))),
        ([coalition(3, "USA", rel=("AUS",)), coalition(2, "GBR", rel=("AUS",))],
         coalition(3, "GBR", "USA", rel=("AUS",), only=("AUS",))),
    ],
)  # fmt: skip
def test_each_rule_gives_its_label(portions, expected):
    assert whole(COALITION, *portions).access_part() == expected.access_part()


def test_several_owners_with_no_common_reader_are_refused():
    with pytest.raises(RollUpRefused):
        whole(COALITION, coalition(3, "USA"), coalition(3, "GBR"))


def test_one_owners_unmarked_text_does_not_pass_to_another():
    with pytest.raises(RollUpRefused):
        whole(COALITION, coalition(0, "USA"), coalition(0, "GBR"))
    made = whole(COALITION, coalition(0, "USA"), coalition(2, "GBR", rel=("USA", "AUS")))
    assert audience(made, GROUPS, NOW) == {"USA"}


def test_where_foreign_material_is_known_the_maker_owns_the_page():
    ours = parse_portion("(S//REL TO USA, CAN, DEU)", US)
    theirs = parse_portion("(//CAN S//REL TO USA, CAN, DEU)", US)
    made = whole(US, ours, theirs)
    assert banner(made, US) == "SECRET//FGI CAN//REL TO USA, CAN, DEU"
    concealed = whole(US, ours, theirs, ours.with_(foreign=CONCEALED))
    assert banner(concealed, US) == "SECRET//FGI//REL TO USA, CAN, DEU"


def test_the_maker_must_be_able_to_read_every_portion():
    with pytest.raises(RollUpRefused):
        whole(US, parse_portion("S//NF", US), Label(US.identifier, 3, ("DEU",)))


def test_another_policy_counts_by_its_equivalence_only():
    nato = shipped_policy("nato")
    secret = GROUPS.seal(Label(nato.identifier, 3, ("NATO",)), NOW)
    made = whole(COALITION, secret, coalition(2, "USA", rel=("NATO",)))
    assert (made.policy, made.level, made.owner) == (COALITION.identifier, 3, ("NATO", "USA"))
    with pytest.raises(RollUpRefused, match="no equivalent"):
        whole(US, secret.with_(level=1))
    with pytest.raises(RollUpRefused):
        whole(COALITION)


def test_a_nation_that_joined_between_two_portions_is_not_let_in_by_the_group():
    made_2022, made_2025 = (
        Label(COALITION.identifier, 3, ("USA",), rel=("NATO",), epochs=(epoch,))
        for epoch in ("NATO@2020-03-27T00:00:00Z", "NATO@2024-03-07T00:00:00Z")
    )
    made = whole(COALITION, made_2022, made_2025)
    assert made.rel == ("NATO",)
    assert "SWE" not in audience(made, GROUPS, NOW)
    assert "SWE" in audience(made_2025, GROUPS, NOW)


def test_who_joined_after_unmarked_text_was_made_does_not_read_it_by_a_list_beside_it():
    older, newer = (Label(COALITION.identifier, 0, ("NATO",)), Label(COALITION.identifier, 3, ("NATO",)))
    parts = [
        older.with_(epochs=("NATO@2023-04-04T00:00:00Z",)),
        newer.with_(epochs=("NATO@2024-03-07T00:00:00Z",), rel=("AUS",)),
        newer.with_(epochs=("NATO@2023-04-04T00:00:00Z",), rel=("AUS", "SWE")),
    ]
    for one, other, third in permutations(parts):
        made = whole(COALITION, whole(COALITION, one, other), third)
        assert made == whole(COALITION, *parts)
        assert "SWE" not in audience(made, GROUPS, NOW)
    assert "SWE" in audience(whole(COALITION, *parts[1:]), GROUPS, NOW)


def test_the_strictest_traffic_light_stays():
    made = whole(
        COALITION, coalition(0, "USA", dissem=("TLP:GREEN",)), coalition(0, "USA", dissem=("TLP:RED",))
    )
    assert made.dissem == ("TLP:RED",)


def test_every_step_names_its_rule_and_its_portion():
    result = roll_up(
        [coalition(0, "USA"), coalition(3, "USA", rel=("GBR",)), coalition(2, "USA", dissem=("NOFORN",))],
        COALITION, GROUPS, None, NOW,
    )  # fmt: skip
    assert {(step.rule, step.portion) for step in result.steps} == {(1, 1), (2, 2), (3, 0)}
    assert "The highest level is SECRET, of portion 2." in [step.text for step in result.steps]
    several = roll_up(
        [coalition(3, "USA", rel=("GBR",)), coalition(2, "GBR", rel=("USA",))], COALITION, GROUPS, None, NOW
    )
    assert any(step.rule == 6 and "joint of GBR and USA" in step.text for step in several.steps)


@pytest.mark.parametrize(
    ("marks", "whole"),
    [
        (("U//FISA", "S//REL TO USA, GBR", "U"), "SECRET//NOFORN/FISA"),
        (("U//FISA", "U//REL TO USA, GBR", "U"), "UNCLASSIFIED//NOFORN/FISA"),
        (("U//FISA", "S//RELIDO", "U"), "SECRET//RELIDO/FISA"),
        (("U//FISA", "U", "U"), "UNCLASSIFIED//FISA"),
        (("//FGI S//REL TO USA, GBR", "S//REL TO USA, GBR", "U"), "SECRET//FGI//REL TO USA, GBR"),
        (("S//OC/NF", "C//OC-USGOV/NF", "U"), "SECRET//ORCON/NOFORN"),
        (("//FGI S//REL TO USA, GBR", "S//FGI DEU//REL TO USA, GBR", "U"), "SECRET//FGI//REL TO USA, GBR"),
    ],
)
def test_words_that_count_and_concealed_owners_roll_up_the_same_in_every_order(marks, whole):
    parts = [GROUPS.seal(parse_portion(mark, US, "ic"), NOW) for mark in marks]
    for one, other, third in permutations(parts):
        both = roll_up([one, other], US, GROUPS, "ic", NOW).label
        assert banner(roll_up([both, third], US, GROUPS, "ic", NOW).label, US, "ic") == whole


def test_where_a_policy_has_no_noforn_the_whole_remembers_that_it_is_for_its_owner_only():
    """No NOFORN on a NATO document; and what joins later does not open it again."""
    nato = shipped_policy("nato")
    made = [Label(nato.identifier, 0, ("NATO",), rel=(code,)) for code in ("JPN", "UKR", "JPN")]
    portions = [GROUPS.seal(label, NOW) for label in made]
    for one, two, three in permutations(portions):
        first = roll_up([one, two], nato, GROUPS, None, NOW).label
        whole = roll_up([first, three], nato, GROUPS, None, NOW).label
        assert (whole.rel, whole.dissem) == ((), ())
        assert banner(whole, nato) == "NATO UNCLASSIFIED"
        assert whole.access_part() == roll_up([three, first], nato, GROUPS, None, NOW).label.access_part()
        assert whole == roll_up([whole], nato, GROUPS, None, NOW).label
