"""Why a nation reads or does not: the sentence agrees with the audience, and names the part that decides."""

from datetime import UTC, datetime

import pytest

from services.common.labels import Label, audience, default_groups, default_policy
from services.common.labels.audience import covers
from services.common.labels.nation_names import NATION_NAMES
from services.common.labels.tests.generate import groups as generated_groups
from services.common.labels.tests.generate import labels
from services.common.labels.why import Standing, why

NOW = datetime(2026, 6, 1, tzinfo=UTC)
NAMES = {code: group.name for code, group in default_groups().groups.items()} | NATION_NAMES
NATO = "North Atlantic Treaty Organization"


def told(nation, made=NOW, **fields):
    label = Label(default_policy().identifier, 3, **fields)
    return why(default_groups().seal(label, made), nation, default_groups(), NAMES, NOW)


@pytest.mark.parametrize(
    ("nation", "fields", "reads", "shown", "says"),
    [
        ("CAN", {"owner": ("USA",)}, False, False, "no owner, and it is released to nobody else"),
        ("CAN", {"owner": ("USA",), "rel": ("GBR",)}, False, False,
         "no owner, and not among those it is released to"),
        ("CAN", {"owner": ("USA",), "dissem": ("NOFORN",)}, False, False,
         "for its owners alone, and no owner"),
        ("CAN", {"owner": ("NATO",), "only": ("GBR", "USA")}, False, False,
         "of its owners, and limited to the United Kingdom and the United States"),
        ("CAN", {"owner": ("USA",), "rel": ("KFOR",)}, False, False,
         "no owner, and not among those it is released to; "
         "read by people who hold Kosovo Force, of whichever nation"),
        ("CAN", {"owner": ("USA",), "display_only": ("CAN",)}, False, True,
         "may be shown it, no more: named among those"),
        ("USA", {"owner": ("USA",)}, True, True, "its owner"),
        ("USA", {"owner": ("USA", "GBR")}, True, True, "one of its owners"),
        ("CAN", {"owner": ("NATO",)}, True, True, f"a member of {NATO}, which owns it"),
        ("CAN", {"owner": ("USA",), "rel": ("CAN",)}, True, True, "named among those it is released to"),
        ("CAN", {"owner": ("USA",), "rel": ("FVEY", "NATO")}, True, True,
         f"a member of Five Eyes and {NATO}, which is among those it is released to"),
    ],
)  # fmt: skip
def test_the_part_of_the_label_that_decides_is_named(nation, fields, reads, shown, says):
    assert told(nation, **fields) == Standing(nation, reads, shown, says)


def test_who_joined_later_is_told_so():
    found = told("SWE", datetime(2020, 1, 1, tzinfo=UTC), owner=("USA",), rel=("NATO",))
    assert (found.reads, found.says) == (False, f"joined {NATO} after it was labelled")


def test_the_answer_is_the_audience_for_generated_labels():
    known, nations = generated_groups(), ("USA", "GBR", "CAN", "AUS", "FRA", "NOR")
    for label in labels(5, 300):
        read, shown = (audience(label, known, NOW, display) for display in (False, True))
        for nation in nations:
            found = why(label, nation, known, {}, NOW)
            assert (found.reads, found.shown) == (covers(read, nation), covers(shown, nation))
            assert found.says
