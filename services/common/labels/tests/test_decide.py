from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from services.common.labels import Action, DisclosureLetter, Label, Reader, audience, decide, shipped_policy
from services.common.labels.audience import meet, within
from services.common.labels.tests.generate import ACTIONS, NATIONS, NOW, context, groups, label, reader
from services.common.labels.translate import TranslationRefused, translate

GROUPS, CONTEXT = groups(), context()
RANDOM = st.randoms(use_true_random=False)
LABELS = RANDOM.map(lambda rng: label(rng, GROUPS))
READERS = RANDOM.map(reader)
SECRET = Label("coalition@1", 3, ("GBR",), rel=("AUS",), display_only=("JPN",))


def gbr(**changes):
    return Reader.make(**{"affiliation": "GBR", "clearance": {"coalition": 3}, **changes})


def allowed(who, made, action=Action.READ, at=NOW):
    return decide(who, made, action, at, CONTEXT)


@pytest.mark.parametrize(
    ("who", "made", "action", "reason"),
    [
        (gbr(), SECRET, Action.READ, "allowed"),
        (gbr(affiliation="AUS"), SECRET, Action.READ, "allowed"),
        (gbr(affiliation="AUS"), SECRET, Action.EXPORT, "allowed"),
        (gbr(affiliation="AUS"), SECRET, Action.RELABEL, "not_owner"),
        (gbr(affiliation="JPN"), SECRET, Action.DISPLAY, "allowed"),
        (gbr(affiliation="JPN"), SECRET, Action.READ, "audience"),
        (gbr(affiliation="JPN"), SECRET, Action.EXPORT, "audience"),
        (gbr(affiliation="USA"), SECRET, Action.DISCOVER, "audience"),
        (gbr(affiliation=None), SECRET, Action.DISCOVER, "no_affiliation"),
        (gbr(affiliation="CONCEALED"), SECRET.with_(owner=("CONCEALED",)), Action.DISCOVER, "no_affiliation"),
        (gbr(affiliation="XYZGROUP"), SECRET.with_(rel=("XYZGROUP",)), Action.READ, "no_affiliation"),
        (gbr(clearance={}), SECRET.with_(level=0), Action.READ, "no_clearance"),
        (gbr(clearance={"coalition": 2}), SECRET, Action.READ, "clearance"),
        (gbr(), SECRET.with_(policy="other@1"), Action.READ, "unknown_policy"),
        (gbr(clearance={"nato": 3}), SECRET, Action.READ, "allowed"),
        (gbr(clearance={"elsewhere": 4}), SECRET, Action.READ, "no_clearance"),
        (gbr(clearance={"coalition": 1}), SECRET.with_(policy="us@1", level=0), Action.READ, "no_clearance"),
        (gbr(coi=["ALPHA"]), SECRET.with_(coi=("ALPHA", "BRAVO")), Action.READ, "coi"),
        (gbr(coi=["ALPHA", "BRAVO"]), SECRET.with_(coi=("ALPHA", "BRAVO")), Action.READ, "allowed"),
        (gbr(), SECRET.with_(restrictive=("CRYPTO",)), Action.READ, "restrictive"),
        (gbr(), SECRET.with_(dissem=("ORCON",)), Action.READ, "allowed"),
        (gbr(), SECRET.with_(dissem=("ORCON",)), Action.EXPORT, "orcon"),
        (gbr(), SECRET.with_(dissem=("ORCON",)), Action.RELABEL, "allowed"),
        (gbr(affiliation="USA"), SECRET.with_(dissem=("RELIDO",)), Action.READ, "audience"),
        (gbr(affiliation="AUS"), SECRET.with_(rel=()), Action.READ, "audience"),
        (gbr(expires=NOW), SECRET, Action.READ, "expired"),
    ],
)  # fmt: skip
def test_each_rule_decides(who, made, action, reason):
    decision = allowed(who, made, action)
    assert decision.reason == reason
    assert decision.allow is (reason == "allowed")


def test_an_embed_reads_by_affiliation_within_the_letter():
    letter = DisclosureLetter(3, frozenset({"FVEY"}), frozenset({"ALPHA"}), NOW + timedelta(days=1))
    embed = gbr(letter=letter, clearance={"coalition": 4}, coi=["ALPHA", "BRAVO"])
    usa = GROUPS.seal(Label("coalition@1", 3, ("USA",), rel=("FVEY",)), NOW)
    assert allowed(embed, usa).allow
    assert allowed(embed, usa.with_(level=4)).reason == "letter_level"
    assert allowed(embed, usa.with_(coi=("BRAVO",))).reason == "coi"
    assert allowed(embed, GROUPS.seal(usa.with_(rel=("ABCANZ",)), NOW)).reason == "audience"
    assert allowed(embed, usa.with_(rel=("GBR",))).allow
    assert allowed(embed, usa, at=NOW + timedelta(days=1)).reason == "letter_expired"


def test_a_context_is_cut_by_only():
    made = GROUPS.seal(Label("coalition@1", 3, ("NATO",), only=("GBR", "USA")), NOW)
    assert allowed(gbr(), made).allow
    assert not allowed(gbr(affiliation="FRA"), made).allow
    assert not allowed(gbr(affiliation="AUS"), made.with_(only=("AUS",))).allow


def test_a_group_that_cannot_be_expanded_grants_only_to_its_holders():
    made = Label("coalition@1", 3, ("USA",), rel=("KFOR",))
    assert not allowed(gbr(), made).allow
    assert allowed(gbr(groups=["KFOR"]), made).allow


@given(LABELS, READERS, st.sampled_from(NATIONS), st.sampled_from(ACTIONS))
def test_adding_a_nation_never_removes_a_reader(made, who, nation, action):
    assume(not made.noforn)
    wider = made.with_(rel=(*made.rel, nation))
    assert within(audience(made, GROUPS, NOW), audience(wider, GROUPS, NOW))
    if allowed(who, made, action).allow:
        assert allowed(who, wider, action).allow


@given(LABELS, READERS, st.sampled_from(ACTIONS))
def test_raising_the_level_never_adds_a_reader(made, who, action):
    assume(made.level < 4)
    if allowed(who, made.with_(level=made.level + 1), action).allow:
        # US has no level 1: an equivalence may be missing there, never a reader gained.
        assert allowed(who, made, action).allow


@given(LABELS, READERS)
def test_the_stronger_action_implies_the_weaker(made, who):
    answers = {action: allowed(who, made, action).allow for action in ACTIONS}
    order = [Action.DISCOVER, Action.DISPLAY, Action.READ]
    order.append(Action.RELABEL if "ORCON" in made.dissem else Action.EXPORT)
    for weaker, stronger in pairwise(order):
        assert answers[weaker] or not answers[stronger]
    assert answers[Action.READ] or not (answers[Action.EXPORT] or answers[Action.RELABEL])
    assert answers[Action.DISCOVER] == answers[Action.DISPLAY]


@given(LABELS, READERS)
def test_who_reads_is_exactly_the_audience(made, who):
    assume(who.letter is None and who.affiliation is not None and who.expires is None)
    cleared = Reader.make(who.affiliation, {made.policy_name: 4}, who.groups, made.coi, made.restrictive)
    holds = {who.affiliation, *who.groups}
    for action in (Action.READ, Action.DISPLAY):
        circle = audience(made, GROUPS, NOW, display=action is Action.DISPLAY)
        expected = any(holds.issuperset(element.split("&")) for element in circle)
        assert allowed(cleared, made, action).allow is expected


@pytest.mark.parametrize(("word", "allowed_out"), [("ORCON", False), ("ORCON-USGOV", False), ("IMCON", True)])
def test_no_kind_of_originator_control_is_passed_on(word, allowed_out):
    """Those to whom ORCON-USGOV lets it pass are not known here: the originator is asked."""
    us = shipped_policy("us")
    made = Label(us.identifier, 3, ("USA",), rel=("GBR",), dissem=(word,))
    who = Reader.make("USA", {"us": 4})
    assert allowed(who, made, Action.READ).allow and allowed(who, made, Action.RELABEL).allow
    assert allowed(who, made, Action.FEDERATE).allow is allowed_out
    if not allowed_out and word != "ORCON":
        with pytest.raises(TranslationRefused):
            translate(made, shipped_policy("coalition"), GROUPS)


def test_holders_of_one_group_from_two_nations_have_nobody_in_common():
    assert meet(frozenset({"GBR&KFOR"}), frozenset({"AUS&KFOR"}), GROUPS) == frozenset()
    assert meet(frozenset({"GBR&KFOR"}), frozenset({"GBR", "AUS"}), GROUPS) == {"GBR&KFOR"}
    assert meet(frozenset({"KFOR"}), frozenset({"GBR", "AUS"}), GROUPS) == {"GBR&KFOR", "AUS&KFOR"}
