"""Versions of a policy: a label is read by the one that it was made under, and made under the newest."""

from datetime import UTC, datetime

import pytest

from services.common.labels import (
    Action,
    Context,
    Label,
    MarkingError,
    PolicyError,
    Reader,
    banner,
    decide,
    default_groups,
    load_policies,
    newest_of,
    read_policy,
    roll_up,
    version_of,
)
from services.common.labels.spif import POLICIES
from services.common.labels.stanag4774 import StanagError, write_label
from services.common.labels.translate import TranslationRefused, translate

TEXT = (POLICIES / "coalition.xml").read_text("utf-8")


def version(number, *changes):
    text = TEXT.replace(' version="1">', f' version="{number}">', 1)
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    return read_policy(text.encode())


ONE, TWO, TEN = version(1), version(2, ('"SECRET"', '"HIDDEN"'), ("#c8102e", "#990000")), version(10)
AT = datetime(2026, 3, 1, tzinfo=UTC)
GROUPS = default_groups()
CONTEXT = Context(GROUPS, (ONE, TWO))
BEFORE = GROUPS.seal(Label(ONE.identifier, 3, ("GBR",), rel=("AUS",)), AT)
NOW = BEFORE.with_(policy=TWO.identifier)
READER = Reader.make("AUS", {"coalition": 3})


def test_the_newest_is_found_by_number_whatever_the_order_of_files():
    assert newest_of((TEN, ONE, TWO), "coalition") is TEN
    assert newest_of((ONE, TWO), "us") is None
    assert version_of((TEN, ONE, TWO), "coalition@2") is TWO
    assert version_of((ONE, TWO), "coalition@3") is None


def test_a_label_is_written_by_the_version_that_it_was_made_under():
    assert banner(BEFORE, ONE) == "GBR SECRET//REL TO AUS, GBR"
    assert banner(NOW, TWO) == "GBR HIDDEN//REL TO AUS, GBR"
    with pytest.raises(MarkingError):
        banner(BEFORE, TWO)
    with pytest.raises(StanagError):
        write_label(BEFORE, TWO, AT, AT)


def test_either_version_is_decided_and_one_that_nobody_knows_is_read_by_nobody():
    for label in (BEFORE, NOW):
        assert decide(READER, label, Action.READ, AT, CONTEXT).allow
    stranger = decide(READER, BEFORE.with_(policy="coalition@3"), Action.READ, AT, CONTEXT)
    assert (stranger.allow, stranger.reason) == (False, "unknown_policy")
    alone = Context(GROUPS, (TWO,))
    assert decide(READER, BEFORE, Action.READ, AT, alone).reason == "unknown_policy"


def test_versions_together_are_of_the_newest_by_level():
    whole = roll_up([BEFORE, NOW], TWO, GROUPS, None, AT).label
    assert (whole.policy, whole.level) == ("coalition@2", 3)


def test_a_label_is_carried_to_the_newest_by_an_act_and_not_without_its_level():
    assert translate(BEFORE, TWO, GROUPS).label == NOW
    fewer = version(3, ('hierarchy="3"', 'hierarchy="1"'), ('name="RESTRICTED" lacv="1" hierarchy="1"',
                       'name="RESTRICTED" lacv="1" hierarchy="3"'))  # fmt: skip
    assert translate(BEFORE, fewer, GROUPS).label.level == 3  # a number is the level, its name may change
    cut = TEXT[: TEXT.index('    <securityClassification name="SECRET"')]
    cut += TEXT[TEXT.index('    <securityClassification name="TOP SECRET"') :]
    without = read_policy(cut.replace(' version="1">', ' version="4">', 1).encode())
    with pytest.raises(TranslationRefused, match="no equivalence"):
        translate(BEFORE, without, GROUPS)


def test_two_files_of_one_version_are_refused(tmp_path):
    for name in ("a", "b"):
        (tmp_path / f"{name}.xml").write_text(TEXT, "utf-8")
    with pytest.raises(PolicyError, match="two files are coalition@1"):
        load_policies(tmp_path)
    (tmp_path / "b.xml").write_text(TEXT.replace(' version="1">', ' version="2">', 1), "utf-8")
    assert [policy.identifier for policy in load_policies(tmp_path)] == ["coalition@1", "coalition@2"]
