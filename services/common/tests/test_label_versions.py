"""Versions of a policy in requests and answers: what is made now, what stands, and what is shown of both."""

from datetime import UTC, datetime

from services.common.label_api import LabelBody, LabelPortion, together, view_of
from services.common.labels import Context, Label, default_groups, default_policy, read_policy
from services.common.labels.spif import POLICIES

TEXT = (POLICIES / "coalition.xml").read_text("utf-8")
for before, after in ((' version="1">', ' version="2">'), ('"SECRET"', '"HIDDEN"'), ("#c8102e", "#990000")):
    assert before in TEXT
    TEXT = TEXT.replace(before, after)
ONE, TWO = default_policy(), read_policy(TEXT.encode())
AT = datetime(2026, 3, 1, tzinfo=UTC)
CONTEXT = Context(default_groups(), (ONE, TWO))
BEFORE = CONTEXT.groups.seal(Label(ONE.identifier, 3, ("GBR",), rel=("AUS",)), AT)
NOW = BEFORE.with_(policy=TWO.identifier)


def test_a_label_is_shown_by_the_version_that_it_was_made_under() -> None:
    old, new = (view_of(label, CONTEXT, AT) for label in (BEFORE, NOW))
    assert (old.policy, old.level, old.colour) == ("coalition@1", "SECRET", "#c8102e")
    assert (new.policy, new.level, new.colour) == ("coalition@2", "HIDDEN", "#990000")


def test_what_is_made_now_is_made_under_the_newest_and_what_stands_keeps_its_own() -> None:
    set_now = LabelBody(level="HIDDEN", owner=["GBR"], policy="coalition").to_label(AT, CONTEXT)
    assert set_now.policy == "coalition@2"
    kept = LabelPortion(level="SECRET", owner=["GBR"], policy="coalition@1").to_label(AT, CONTEXT)
    assert kept.policy == "coalition@1"


def test_versions_together_are_shown_by_the_newest() -> None:
    assert together([BEFORE, NOW], CONTEXT, AT).banner == "GBR HIDDEN//REL TO AUS, GBR"
