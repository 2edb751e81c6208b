"""Work is alike by what both have in common, whichever is asked first."""

from hypothesis import given
from hypothesis import strategies as st

from services.sharing.domain.alike import Work, alike, years_of

few = st.frozensets(st.sampled_from("abc"))
works = st.builds(
    lambda tool, units, areas, countries: Work(
        tool, {one: one for one in units}, {one: one for one in areas}, countries
    ),
    st.sampled_from(["", "exercise", "training"]), few, few, few,
)  # fmt: skip


@given(works, works)
def test_the_one_is_like_the_other_as_the_other_is_like_the_one(one: Work, other: Work):
    assert alike(one, other) == alike(other, one)


@given(works, works, few)
def test_more_in_common_is_never_less_alike(one: Work, other: Work, more: frozenset[str]):
    before = alike(one, other)
    wider = [Work(work.tool, work.units, work.areas, work.countries | more) for work in (one, other)]
    after = alike(*wider)
    assert before is None or (after is not None and after.weight >= before.weight)


def test_a_country_alone_is_not_enough_and_a_unit_is():
    there = frozenset({"IRQ"})
    assert alike(Work(countries=there), Work(countries=there)) is None
    assert alike(Work("exercise", countries=there), Work("exercise", countries=there)) is not None
    unit = {"1brigade": "1st Brigade"}
    found = alike(Work(units=unit), Work(units=unit))
    assert found is not None and found.units == ("1st Brigade",)


def test_years_are_those_that_are_known():
    assert years_of(None, "2027-03", "2025") == (2025, 2027)
    assert years_of(None, None) is None
