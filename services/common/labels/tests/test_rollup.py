from itertools import permutations

import pytest

from services.common.labels import (
    CONCEALED,
    Label,
    RollUpRefused,
    audience,
    banner,
    parse_portion,
    roll_up,
    shipped_policy,
)
from services.common.labels.tests.generate import NOW
from services.common.labels.tests.generate_portions import COALITION, GROUPS, US


def whole(policy, *portions):
    return roll_up(portions, policy, GROUPS, None, NOW).label


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


def test_a_word_that_another_policy_counts_is_not_released_by_what_stands_beside_it():
    """A list of several policies' records is rolled up under one that does not know the words of others."""
    marks = ("S//REL TO USA, AUS, GBR", "U//FISA", "U")
    parts = [GROUPS.seal(parse_portion(mark, US, "ic"), NOW) for mark in marks]
    assert roll_up(parts, COALITION, GROUPS, None, NOW).label.rel == ()
    for one, other, third in permutations(parts):
        both = roll_up([one, other], COALITION, GROUPS, None, NOW).label
        assert roll_up([both, third], COALITION, GROUPS, None, NOW).label.rel == ()
    assert roll_up([parts[0], parts[2]], COALITION, GROUPS, None, NOW).label.rel == ("AUS", "GBR")
