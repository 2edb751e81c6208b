from datetime import UTC, datetime

from services.common.labels import Label, default_groups, readable_by, readership

GROUPS, AT = default_groups(), datetime(2026, 11, 1, tzinfo=UTC)
NAMES = {
    "AUS": "Australia", "CAN": "Canada", "GBR": "the United Kingdom", "NZL": "New Zealand",
    "USA": "the United States", "JPN": "Japan", "KFOR": "Kosovo Force",
}  # fmt: skip


def say(relevant=(), **fields):
    made = GROUPS.seal(Label("coalition@1", **{"level": 3, "owner": ("GBR",), **fields}), AT)
    return readable_by(made, GROUPS, NAMES, relevant, AT)


def test_it_says_who_reads_and_who_of_the_relevant_does_not():
    assert say(["AUS", "CAN"], rel=("AUS",)) == "Readable by Australia and the United Kingdom; not by Canada"


def test_a_group_is_said_by_its_members():
    assert say(["JPN"], rel=("FVEY",)) == (
        "Readable by Australia, Canada, New Zealand, the United Kingdom and the United States; not by Japan"
    )


def test_showing_is_not_giving():
    assert say(["JPN"], display_only=("JPN",)) == "Readable by the United Kingdom; may be shown to Japan"


def test_communities_are_said_too():
    assert say(coi=("ALPHA",)) == "Readable by the United Kingdom; only with ALPHA"


def test_holders_of_a_group_within_a_limit_are_named_as_such():
    assert say(owner=("KFOR",), only=("GBR",)) == "Readable by the United Kingdom (holders of Kosovo Force)"


def test_holders_of_one_group_are_said_together_and_articles_do_not_count_in_the_order():
    assert say(owner=("KFOR",), only=("USA", "GBR", "NZL"), rel=("JPN", "AUS")) == (
        "Readable by Australia, Japan and New Zealand, the United Kingdom and the United States (holders of "
        "Kosovo Force)"
    )


def test_nobody_is_said_as_nobody():
    made = Label("coalition@1", 3, ("NATO",))  # no epoch: nobody reads by the group
    assert readable_by(made, GROUPS, NAMES, [], AT) == "Readable by nobody"
    assert readership(made, GROUPS, ["GBR"], AT).not_readers == ("GBR",)
