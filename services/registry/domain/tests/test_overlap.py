"""Overlap in three values: symmetric, firmer as records get more exact, never a false none."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from services.common.spans import Span, months_from
from services.common.verdicts import Verdict
from services.registry.domain.overlap import Plan, compare
from services.registry.domain.places import Place
from services.registry.domain.terms import Terms
from services.registry.domain.tests.plans import pairs_and_finer, plans, spans


def day(text: str) -> tuple[date, date]:
    return date.fromisoformat(text), date.fromisoformat(text)


MARCH = (date(2027, 3, 1), date(2027, 3, 31))
TAJI = Plan(
    Terms.of(["9th Division"]), Terms.of(["medical"]), (Place("IRQ", "Taji"),),
    Span.of(day("2027-03-08"), day("2027-03-19")),
)  # fmt: skip


def but(**changes: object) -> Plan:
    given_ = {name: getattr(TAJI, name) for name in ("audience", "capabilities", "places", "span")}
    return Plan(**{**given_, **changes})  # type: ignore[arg-type]  # the fields of a Plan


def test_all_four_the_same_is_definite_and_any_unknown_is_possible():
    assert compare(TAJI, TAJI).answer is Verdict.DEFINITE
    unknown = (
        but(audience=Terms()), but(capabilities=Terms()), but(places=(Place("IRQ"),)), but(places=()),
        but(span=Span.of(MARCH, MARCH)), but(span=Span.of()),
    )  # fmt: skip
    for plan in unknown:
        assert compare(TAJI, plan).answer is Verdict.POSSIBLE


def test_any_of_the_four_that_is_known_to_differ_is_none():
    others = (
        but(audience=Terms.of(["Counter Terrorism Service"])), but(capabilities=Terms.of(["logistics"])),
        but(places=(Place("NGA"),)), but(span=Span.of(day("2027-03-20"), day("2027-03-21"))),
    )  # fmt: skip
    for plan in others:
        assert compare(TAJI, plan).answer is Verdict.NONE


def test_two_spellings_never_part_what_may_be_one():
    assert compare(TAJI, but(places=(Place("IRQ", "Camp Taji"),))).place is Verdict.POSSIBLE
    assert compare(TAJI, but(audience=Terms.of(["Iraqi 9th Division"]))).audience is Verdict.POSSIBLE
    assert Terms.of(["C-IED"]).meets(Terms.of(["counter ied"])) is Verdict.DEFINITE
    assert compare(TAJI, but(places=(Place("IRQ", "TAJI "),))).place is Verdict.DEFINITE


def test_units_named_in_part_leave_the_others_possible():
    some = Terms.of(["1st Brigade"], complete=False)
    assert some.meets(Terms.of(["9th Division"])) is Verdict.POSSIBLE
    assert Terms.of([]).meets(Terms.of([])) is Verdict.POSSIBLE


def test_points_far_apart_are_two_places():
    near, far = Place("IRQ", "A", (33.5, 44.3)), Place("IRQ", "B", (36.2, 44.0))
    assert near.meets(far) is Verdict.NONE
    assert near.meets(Place("IRQ", "", (33.6, 44.3))) is Verdict.DEFINITE


def test_an_end_before_its_start_lies_somewhere_between():
    wrong = Span.of(day("2027-06-10"), day("2027-06-01"))
    assert wrong.meets(Span.of(day("2027-06-05"), day("2027-06-05"))) is Verdict.POSSIBLE
    assert wrong.meets(Span.of(day("2027-07-05"), day("2027-07-05"))) is Verdict.NONE


def test_months_are_certain_only_as_far_as_the_dates_are():
    month, year = Span.of(MARCH, MARCH), Span.of((date(2027, 1, 1), date(2027, 12, 31)), (None, None))
    assert month.months("2027-01", 12, surely=True) == ["2027-03"]
    assert year.months("2027-01", 12, surely=True) == []
    assert len(year.months("2027-01", 12)) == 12
    assert list(months_from("9999-11", 9)) == ["9999-11", "9999-12"]


@given(plans(), plans())
def test_it_is_symmetric(one: Plan, other: Plan):
    assert compare(one, other) == compare(other, one)


@settings(max_examples=1000)
@given(pairs_and_finer())
def test_it_gets_firmer_as_a_plan_gets_more_exact_and_never_turns(three: tuple[Plan, Plan, Plan]):
    plan, finer, other = three
    before, after = compare(plan, other), compare(finer, other)
    for name in ("audience", "capability", "place", "time", "answer"):
        told = getattr(before, name)
        assert told is Verdict.POSSIBLE or getattr(after, name) is told, name


@given(spans(), spans(), st.data())
def test_time_is_definite_or_none_only_if_it_is_so_on_whatever_days_the_dates_mean(one, other, data):
    told = one.meets(other)
    for _ in range(5):
        ours, theirs = (_days(span, data) for span in (one, other))
        share = ours[0] <= theirs[1] and theirs[0] <= ours[1]
        assert told is Verdict.POSSIBLE or share is (told is Verdict.DEFINITE)


def _days(span: Span, data: st.DataObject) -> tuple[date, date]:
    start = data.draw(st.dates(span.start_first, span.start_last))
    return start, data.draw(st.dates(max(start, span.end_first), max(start, span.end_first, span.end_last)))
