"""Between any two places there is always another."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.sharing.domain.order import between


@given(st.lists(st.integers(min_value=0, max_value=1000), max_size=150))
def test_whatever_is_put_where_the_order_is_that_of_a_list(slots: list[int]):
    places: list[Decimal] = []
    for slot in slots:
        at = slot % (len(places) + 1)
        before = places[at - 1] if at else None
        after = places[at] if at < len(places) else None
        places.insert(at, between(before, after))
    assert places == sorted(set(places))


def test_the_same_place_a_thousand_times_stays_exact():
    low, high = Decimal(1), Decimal(2)
    for _ in range(1000):
        middle = between(low, high)
        assert low < middle < high
        high = middle


def test_no_place_between_what_stands_the_wrong_way_round():
    with pytest.raises(ValueError, match="no place"):
        between(Decimal(2), Decimal(2))
