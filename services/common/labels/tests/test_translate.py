"""Labels of one policy as those of another: never wider, and what is lost is said."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.common.labels import (
    Label,
    banner,
    default_groups,
    default_policy,
    parse_banner,
    shipped_policy,
)
from services.common.labels.audience import audience
from services.common.labels.tests.test_markings import expressible
from services.common.labels.translate import TranslationRefused, translate

COALITION, US, NATO = default_policy(), shipped_policy("us"), shipped_policy("nato")
GROUPS = default_groups()
AT = datetime(2026, 1, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "source", "target", "written", "lost"),
    [
        ("NATO SECRET", NATO, US, "//NATO SECRET", ()),
        ("COSMIC TOP SECRET ATOMAL", NATO, US, "//COSMIC TOP SECRET//ATOMAL", ()),
        ("NATO UNCLASSIFIED - STAFF", NATO, US, "//NATO UNCLASSIFIED", ("STAFF",)),
        ("//NATO CONFIDENTIAL", US, NATO, "NATO CONFIDENTIAL", ()),
        ("SECRET//REL TO USA, GBR//LES", US, COALITION, "USA SECRET//REL TO GBR, USA", ("LES",)),
        ("SECRET//NOFORN", US, COALITION, "USA SECRET//OWNER ONLY", ()),
        ("USA SECRET//REL TO GBR, USA", COALITION, US, "SECRET//REL TO USA, GBR", ()),
        ("SECRET//NOFORN", US, US, "SECRET//NOFORN", ()),
    ],
)
def test_a_label_is_carried_to_another_policy_and_what_is_lost_is_said(text, source, target, written, lost):
    found = translate(parse_banner(text, source), target, GROUPS)
    assert (banner(found.label, target), found.lost) == (written, lost)


@pytest.mark.parametrize(
    ("text", "source", "target", "field"),
    [
        ("NATO RESTRICTED", NATO, US, "level"),
        ("GBR RESTRICTED", COALITION, US, "level"),
        ("SECRET//REL TO USA, GBR", US, NATO, "owner"),
        ("SECRET//SI//REL TO USA, GBR", US, COALITION, "restrictive"),
        ("NATO SECRET CRYPTO", NATO, US, "restrictive"),
        ("//NATO SECRET//ORCON", US, NATO, "dissem"),
        ("GBR SECRET//COI ALPHA", COALITION, US, "marking"),
    ],
)
def test_what_decides_who_reads_is_never_dropped(text, source, target, field):
    with pytest.raises(TranslationRefused) as caught:
        translate(parse_banner(text, source), target, GROUPS)
    assert caught.value.field == field


@given(
    st.randoms(use_true_random=False),
    st.sampled_from((COALITION, US, NATO)),
    st.sampled_from((COALITION, US, NATO)),
)
def test_nobody_reads_more_under_another_policy(rng, source, target):
    made = expressible(rng, source)
    try:
        found = translate(made, target, GROUPS).label
    except TranslationRefused:
        return
    assert isinstance(found, Label)
    for display in (False, True):
        ours = audience(GROUPS.seal(made, AT), GROUPS, AT, display=display)
        assert audience(GROUPS.seal(found, AT), GROUPS, AT, display=display) == ours
    assert (found.coi, found.restrictive) == (made.coi, made.restrictive)
    assert found.level == made.level
