"""Load, free windows, host demand and suggestions of who might lead."""

from datetime import date

from services.common.spans import Span, months_from
from services.registry.domain import demand, lead
from services.registry.domain.demand import Position, Range, Warned
from services.registry.domain.load import Capacity, Room, Stay, calendar, windows

MONTHS = list(months_from("2027-01", 6))


def span(first: str, last: str) -> Span:
    one, two = date.fromisoformat(first), date.fromisoformat(last)
    return Span.of((one, one), (two, two))


def test_a_month_is_over_by_what_is_surely_there_and_tight_by_what_may_be():
    year = Span.of((date(2027, 1, 1), date(2027, 12, 31)), (date(2027, 1, 1), date(2027, 12, 31)))
    stays = [Stay("USA", span("2027-02-01", "2027-03-31"), 20), Stay("GBR", span("2027-03-01", "2027-03-09"))]
    found = calendar(MONTHS, stays, [Capacity(activities=1)])
    assert [one.room for one in found][:4] == [Room.FREE, Room.FULL, Room.OVER, Room.FREE]
    assert found[2].by_nation == {"USA": 1, "GBR": 1} and found[2].people_unknown == 1
    assert windows(found) == [("2027-01", "2027-01", 1), ("2027-04", "2027-06", 3)]
    assert {one.room for one in calendar(MONTHS, [Stay("USA", year)], [Capacity(activities=1)])} == {
        Room.TIGHT
    }
    assert {one.room for one in calendar(MONTHS, stays, [])} == {Room.UNKNOWN}


def test_presence_may_be_one_more_and_the_strictest_capacity_holds():
    found = calendar(
        MONTHS, [], [Capacity(activities=5), Capacity(activities=1, first="2027-02")], {"2027-02": 1}
    )
    assert [one.room for one in found][:3] == [Room.FREE, Room.TIGHT, Room.FREE]


def test_days_from_request_to_meeting_are_as_exact_as_the_dates():
    day = (date(2027, 3, 1), date(2027, 3, 1))
    assert demand.days_between(day, (date(2027, 3, 11), date(2027, 3, 11))) == Range(10, 10)
    assert demand.days_between((date(2027, 2, 1), date(2027, 2, 28)), day) == Range(1, 28)
    assert demand.days_between(day, (None, None)) is None
    assert demand.waiting(day, (None, None), date(2027, 3, 31)) == Range(30, 30)
    assert demand.waiting(day, day, date(2027, 3, 31)) is None


def test_a_plan_that_runs_ahead_of_the_host_is_warned_of():
    today, none = date(2027, 3, 1), (None, None)
    said = (date(2021, 2, 1), date(2021, 2, 28))
    assert demand.warning(Position.NO_POSITION, said, "", today) is Warned.AHEAD
    assert demand.warning(Position.DECLINED, none, "planned", today) is Warned.AGAINST
    assert demand.warning(Position.DECLINED, none, "cancelled", today) is Warned.NONE
    assert demand.warning(Position.REQUESTED, said, "planned", today) is Warned.NONE


ITALY = lead.Caveat("ITA", "may train police", "permission", "OIR", frozenset({"IRQ"}), frozenset({"police"}))
US = lead.Caveat(
    "USA", "may not train Iraqi police", hosts=frozenset({"IRQ"}), capabilities=frozenset({"police"})
)


def test_a_permission_fills_the_gap_that_a_restriction_leaves():
    facts = lead.Facts([ITALY, US], [], {"USA": 10_000.0, "ITA": 2_900.0})
    past = [lead.Past("USA", activities=12, of_capability=4)]
    found = lead.suggest("IRQ", "police", past, facts, 2027, {"IRQ": "Iraq"})
    assert [(one.nation, one.held_back) for one in found] == [("ITA", False), ("USA", True)]
    assert found[0].reasons[-1].kind == "permission" and found[1].reasons[-1].says == US.rule
    assert all(one.unknown for one in found)


def test_who_did_the_same_there_stands_first_with_its_reasons():
    facts = lead.Facts([US], [lead.Tie("AUS", "FJI", "Pacific Step-Up.")], {"AUS": 3_000.0, "GBR": 16_000.0})
    past = [lead.Past("GBR", activities=1), lead.Past("AUS", activities=2, of_capability=2)]
    found = lead.suggest("FJI", "infantry", past, facts, 2027, {})
    assert [one.nation for one in found] == ["AUS", "GBR"]
    assert {reason.kind for reason in found[0].reasons} == {"strength", "ties", "geography"}


def test_a_caveat_ends_and_binds_no_one_at_home():
    old = lead.Caveat("GBR", "no advisers embedded", hosts=frozenset({"IRQ"}), until=2008)
    assert old.binds("IRQ", "advising", 2027) == ""
    assert lead.Caveat("AUS", "no infrastructure").binds("AUS", "infrastructure", 2027) == ""
