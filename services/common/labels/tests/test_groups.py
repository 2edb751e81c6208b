from datetime import UTC, datetime

import pytest

from services.common.labels import Group, Groups, Label, LabelError, Membership, default_groups
from services.common.labels.groups import BEGINNING

GROUPS = default_groups()


def day(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "count", "sweden"),
    [
        ("2022-11-01", 30, False),
        ("2023-04-04", 31, False),
        ("2024-03-07", 32, True),
        ("1950-01-01", 12, False),
    ],
)
def test_nato_has_the_members_of_the_day(at, count, sweden):
    members = GROUPS.expand("NATO", day(at))
    assert len(members) == count
    assert ("SWE" in members) is sweden


def test_a_nation_that_joins_later_does_not_get_what_is_older():
    (epoch,) = GROUPS.epochs_at(["NATO"], day("2024-03-06"))
    assert not GROUPS.is_member("SWE", "NATO", day("2026-01-01"), [epoch])
    assert GROUPS.is_member("SWE", "NATO", day("2026-01-01"), GROUPS.epochs_at(["NATO"], day("2024-03-07")))
    assert GROUPS.is_member("FIN", "NATO", day("2026-01-01"), [epoch])


def test_a_nation_that_left_does_not_read_on():
    left = Groups({"OP": Group("OP")}, (Membership("OP", "GBR", day("2020-01-01"), day("2021-01-01")),))
    (epoch,) = left.epochs_at(["OP"], day("2020-06-01"))
    assert left.is_member("GBR", "OP", day("2020-12-31"), [epoch])
    assert not left.is_member("GBR", "OP", day("2021-01-01"), [epoch])


def test_without_an_epoch_a_group_grants_nothing():
    assert not GROUPS.is_member("USA", "FVEY", day("2026-01-01"), [])


def test_the_epoch_is_the_last_change_of_the_groups_asked_for():
    assert GROUPS.epoch(day("2026-01-01")) == "2024-03-07T00:00:00Z"
    assert GROUPS.epoch(day("2024-03-06")) == "2023-04-04T00:00:00Z"
    assert GROUPS.epoch(day("2026-01-01"), ["FVEY"]) == BEGINNING


def test_labels_made_in_one_membership_state_are_one_label():
    made = Label("coalition@1", 3, ("USA",), rel=("NATO",))
    assert GROUPS.seal(made, day("2025-01-01")) == GROUPS.seal(made, day("2026-01-01"))
    assert GROUPS.seal(made, day("2024-01-01")) != GROUPS.seal(made, day("2026-01-01"))
    assert GROUPS.seal(made.with_(rel=("GBR",)), day("2026-01-01")).epochs == ()


def test_a_deprecated_group_is_read_not_written():
    made = Label("nato@1", 0, ("NATO",), rel=("ISAF",))
    assert GROUPS.seal(made, day("2015-01-01")).rel == ("ISAF",)
    with pytest.raises(LabelError) as caught:
        GROUPS.seal(made, day("2026-01-01"))
    assert caught.value.field == "rel"


def test_an_unknown_group_is_not_written():
    with pytest.raises(LabelError):
        GROUPS.seal(Label("coalition@1", 0, ("USA",), rel=("FVEYS",)), day("2026-01-01"))


def test_a_group_that_cannot_be_expanded_stands_for_itself():
    assert GROUPS.expand("KFOR", day("2026-01-01"), []) == {"KFOR"}
    with pytest.raises(ValueError, match="members"):
        GROUPS.with_groups([], [Membership("KFOR", "GBR")])


def test_the_next_change_of_membership_is_known():
    assert GROUPS.next_change(day("2023-01-01")) == day("2023-04-04")
    assert GROUPS.next_change(day("2026-01-01")) is None


def test_an_alias_gives_the_code():
    assert GROUPS.code("RESOLUTE SUPPORT") == "RSMA"
    assert GROUPS.code("GBR") == "GBR"
