"""Presence: what counts, what is admitted, and that nothing but a cell is ever compared."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from services.common.spans import Span
from services.registry.domain.presence import ALLOWED_CELLS, Cell, Marks, Terms, admit, cells, matches

CELLS = st.builds(
    Cell, st.sampled_from(["IRQ", "NGA", "FJI"]), st.sampled_from(["2027-03", "2027-04"]),
    st.sampled_from(["training", "exercise"]),
)  # fmt: skip
OWN = Marks(("GBR",), 1, False, False)
AGREED = Terms("GBR", "USA", 1)


def span(first: str, last: str) -> Span:
    one, two = date.fromisoformat(first), date.fromisoformat(last)
    return Span.of((one, one), (two, two))


def test_only_plans_of_a_said_type_in_certain_months_have_cells():
    march = span("2027-03-08", "2027-04-02")
    assert [cell.month for cell in cells(["IRQ"], "training", "planned", march, "2027-01")] == [
        "2027-03", "2027-04",
    ]  # fmt: skip
    for tool, status in (("", "planned"), ("training", "proposed"), ("training", "cancelled")):
        assert cells(["IRQ"], tool, status, march, "2027-01") == []
    year = Span.of((date(2027, 1, 1), date(2027, 12, 31)), (date(2027, 1, 1), date(2027, 12, 31)))
    assert cells(["IRQ"], "training", "planned", year, "2027-01") == []
    assert len(cells(["IRQ"], "training", "planned", span("2020-01-01", "2040-01-01"), "2027-01")) == 12


def test_what_is_not_the_nations_own_or_is_barred_never_counts():
    assert AGREED.covers(OWN)
    for marks in (
        Marks(("GBR", "USA"), 1, False, False), Marks(("GBR",), 2, False, False),
        Marks(("GBR",), 1, True, False), Marks(("GBR",), 1, False, True), Marks(("USA",), 0, False, False),
    ):  # fmt: skip
        assert not AGREED.covers(marks)
    assert Terms("GBR", "USA", 1, noforn=True).covers(Marks(("GBR",), 1, True, False))


@given(st.lists(CELLS), st.sets(CELLS), st.integers(0, 99), st.integers(0, 5))
def test_no_more_new_cells_a_month_than_allowed_and_each_once(wanted, known, used, allowed):
    admitted = admit(wanted, known, used, allowed)
    assert len(admitted.now) <= max(0, allowed - used)
    assert {*admitted.now} | {*admitted.waiting} == {*wanted} - known
    assert len({*admitted.now, *admitted.waiting}) == len(admitted.now) + len(admitted.waiting)


@given(st.sets(CELLS), st.sets(CELLS), st.sets(st.sampled_from(["IRQ", "NGA"])))
def test_both_are_told_of_the_same_cells_and_each_has_them_itself(mine, theirs, hosts):
    ours, others = Terms("GBR", "USA", 1, hosts=frozenset(hosts)), Terms("USA", "GBR", 1)
    told = matches(mine, theirs, ours, others)
    assert told == matches(theirs, mine, others, ours)
    assert told <= mine & theirs
    assert all(not hosts or cell.country in hosts for cell in told)


@given(st.sets(CELLS), st.sets(CELLS), CELLS)
def test_a_further_cell_of_the_other_tells_of_that_cell_alone(mine, theirs, more):
    terms = Terms("GBR", "USA", 1), Terms("USA", "GBR", 1)
    before, after = matches(mine, theirs, *terms), matches(mine, {*theirs, more}, *terms)
    assert after - before == ({more} & mine) - before


def test_the_bound_is_small_against_all_there_is():
    everything = 190 * 10 * 12  # hosts, types, months of the window
    assert ALLOWED_CELLS / everything < 0.003
