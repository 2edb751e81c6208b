"""Caveats in three values: what is unsaid is possible, and a narrower activity never meets more."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from services.common.spans import Span
from services.common.verdicts import Verdict
from services.sharing.caveats.vocabulary import words
from services.sharing.domain.caveats import SETS, Caveat, CaveatKind, Described, Terms, weigh
from services.sharing.domain.describe import Description, Part, describe
from services.sharing.domain.fills import answer_of, bearings
from services.sharing.domain.said import Count, Met, Said, in_time

DEFINITE, POSSIBLE, NONE = Verdict.DEFINITE, Verdict.POSSIBLE, Verdict.NONE
CODES = ("a", "b", "c")
DAYS = st.dates(date(2026, 1, 1), date(2026, 3, 31))
LIMITS = st.frozensets(st.sampled_from(CODES), max_size=2)
NAMED = ("nations", *SETS)
FEW = settings(max_examples=40, deadline=None)


def span(first: date, last: date) -> Span:
    return Span.of((first, first), (last, last))


@st.composite
def said(draw: st.DrawFn) -> Said:
    named = draw(st.frozensets(st.sampled_from(CODES), max_size=3))
    return Said.of(named, draw(st.booleans()))


@st.composite
def spans(draw: st.DrawFn) -> Span:
    first, second, third, fourth = sorted(draw(DAYS) for _ in range(4))
    return draw(st.sampled_from([Span.of(), Span.of((first, second), (third, fourth))]))


@st.composite
def caveats(draw: st.DrawFn) -> Caveat:
    few = draw(st.sets(st.sampled_from(SETS), max_size=4))
    terms: dict[str, Any] = {name: draw(LIMITS) for name in few}
    if draw(st.booleans()):
        first, last = sorted((draw(DAYS), draw(DAYS)))
        terms["valid"] = Span.of((first, first), (last, last))
    terms["most"] = draw(st.none() | st.integers(0, 4))
    kind = draw(st.sampled_from(CaveatKind))
    return Caveat(str(draw(st.integers())), draw(st.sampled_from(CODES)), kind, Terms(**terms))


@st.composite
def wider_and_narrower(draw: st.DrawFn) -> tuple[Described, Described]:
    """Of the narrower each thing is among those that the wider may mean, its time inside the wider's, and
    its people are no more.
    """
    wide = Described(
        **{name: draw(said()) for name in NAMED}, span=draw(spans()),
        people=draw(st.dictionaries(st.sampled_from(CODES), st.integers(0, 6), max_size=3)),
        in_all=draw(st.none() | st.integers(0, 9)),
    )  # fmt: skip
    changed: dict[str, Any] = {}
    for name in NAMED:
        before = getattr(wide, name)
        fewer = draw(st.frozensets(st.sampled_from(sorted(before.perhaps or CODES)), min_size=1))
        changed[name] = draw(st.sampled_from([before, Said.of(fewer)]))
    begins, ends = wide.span.start_first, wide.span.end_last
    if wide.span.known:
        days = [draw(st.dates(begins, ends)) for _ in range(4)]
    else:
        days = [draw(DAYS) for _ in range(4)]
    first, second, third, fourth = sorted(days)
    changed["span"] = draw(st.sampled_from([wide.span, Span.of((first, second), (third, fourth))]))
    changed["people"] = {
        code: draw(st.integers(0, most))
        for code in CODES
        if (most := wide.people.get(code, 6 if wide.in_all is None else wide.in_all)) is not None
    }
    return wide, replace(wide, **changed)


@FEW
@given(caveats(), wider_and_narrower())
def test_a_narrower_activity_never_meets_a_caveat_that_the_wider_does_not(
    caveat: Caveat, both: tuple[Described, Described]
):
    wide, narrow = both
    if weigh(caveat, wide).answer is NONE:
        assert weigh(caveat, narrow).answer is NONE


@FEW
@given(st.lists(caveats(), max_size=4), wider_and_narrower())
def test_what_a_permission_lifts_of_the_wider_it_lifts_of_the_narrower(
    known: list[Caveat], both: tuple[Described, Described]
):
    wide, narrow = both
    for nation in CODES:
        own = [caveat for caveat in known if caveat.nation == nation]
        if answer_of(bearings(own, wide)) is NONE:
            assert answer_of(bearings(own, narrow)) is NONE


@FEW
@given(caveats())
def test_of_an_activity_of_which_nothing_is_said_nothing_is_denied_and_nothing_is_certain(caveat: Caveat):
    assert weigh(caveat, Described()).answer is POSSIBLE


@FEW
@given(caveats(), wider_and_narrower())
def test_a_caveat_that_limits_one_term_more_is_met_by_no_more(
    caveat: Caveat, both: tuple[Described, Described]
):
    order = [NONE, POSSIBLE, DEFINITE]
    more = replace(caveat, terms=replace(caveat.terms, condition="for a person"))
    assert order.index(weigh(more, both[0]).answer) <= order.index(weigh(caveat, both[0]).answer)


@FEW
@given(st.lists(caveats(), max_size=5), caveats(), wider_and_narrower())
def test_restrictions_of_other_nations_change_nothing(
    known: list[Caveat], other: Caveat, both: tuple[Described, Described]
):
    other = replace(other, nation="elsewhere", kind=CaveatKind.RESTRICTION)
    mine = [one for one in bearings([*known, other], both[0]) if one.weighed.caveat.nation != "elsewhere"]
    assert mine == bearings(known, both[0])


POLICE = Caveat("us", "USA", terms=Terms(tasks=frozenset({"police_training"})))


def plan(**said_: Any) -> Described:
    return describe(Description(**{"parts": [Part("USA")], **said_}), words())


def test_a_task_is_found_in_words_named_in_full_or_left_open():
    assert weigh(POLICE, plan(words="Training of Iraqi police")).answer is DEFINITE
    assert weigh(POLICE, plan(tasks=["carabinieri training"])).answer is DEFINITE
    assert weigh(POLICE, plan(words="Support to five training bases")).answer is POSSIBLE
    assert weigh(POLICE, plan(tasks=["convoy"])).answer is POSSIBLE
    assert weigh(POLICE, plan(tasks=["convoy"], complete=frozenset({"nations", "tasks"}))).answer is NONE
    assert weigh(POLICE, plan(tool="exercise")).answer is NONE, "no police are trained on an exercise unnamed"
    assert weigh(POLICE, plan(words="Military police exercise", tool="exercise")).answer is NONE


def test_a_broader_word_may_mean_the_narrower_one_and_a_narrower_is_the_broader():
    tasks = words()["tasks"]
    advanced = Caveat("uk", "USA", terms=Terms(tasks=tasks.downward(["advanced_medical_training"])))
    medical = Caveat("uk", "USA", terms=Terms(tasks=tasks.downward(["medical_training"])))
    assert weigh(advanced, plan(words="Medical course")).answer is POSSIBLE
    assert weigh(advanced, plan(words="Surgical training")).answer is DEFINITE
    assert weigh(medical, plan(words="Surgical training")).answer is DEFINITE


def test_two_parts_that_nothing_says_come_together_are_possible():
    caveat = Caveat("us", "USA", terms=Terms(
        tasks=frozenset({"police_training"}), countries=frozenset({"IRQ"})))  # fmt: skip
    both = {"words": "Training of police", "countries": ["IRQ"]}
    assert weigh(caveat, plan(**both)).answer is DEFINITE
    assert weigh(caveat, plan(**{**both, "countries": ["IRQ", "JOR"]})).answer is DEFINITE
    two = {**both, "countries": ["IRQ", "JOR"], "tasks": ["logistics"]}
    assert weigh(caveat, plan(**two)).answer is POSSIBLE
    assert weigh(caveat, plan(**{**both, "countries": ["JOR"]})).answer is NONE


def test_who_takes_part_is_who_has_a_part_in_it_and_a_host_among_allies():
    def part(role: str, **more: Any) -> Verdict:
        return weigh(
            POLICE, plan(parts=[Part("GBR", "lead"), Part("USA", role)], words="police", **more)
        ).answer

    assert part("contributor") is DEFINITE
    assert part("host") is POSSIBLE and part("host", partnering="operational") is DEFINITE
    assert part("observer", partnering="operational") is POSSIBLE
    assert weigh(POLICE, plan(parts=[Part("GBR")], words="police")).answer is NONE
    some = plan(parts=[Part("GBR")], words="police", complete=frozenset())
    assert weigh(POLICE, some).answer is POSSIBLE


def test_an_operation_is_known_by_each_of_its_names_and_one_unknown_may_be_any():
    caveat = Caveat("us", "USA", terms=Terms(operation=frozenset({"oir"})))
    answers: Mapping[str, Verdict] = {
        "Op SHADER": DEFINITE, "CJTF-OIR": DEFINITE, "ISAF": NONE, "Baltic Shield": POSSIBLE, "": POSSIBLE,
    }  # fmt: skip
    assert {name: weigh(caveat, plan(operation=name)).answer for name in answers} == answers


def test_numbers_bind_above_the_greatest_and_months_by_the_dates():
    few = Caveat("us", "USA", terms=Terms(most=100))
    assert weigh(few, plan(parts=[Part("USA", people=101)])).answer is DEFINITE
    assert weigh(few, plan(parts=[Part("USA", people=100)])).answer is NONE
    assert weigh(few, plan(people=80)).answer is NONE
    assert weigh(few, plan(people=200)).answer is POSSIBLE
    winter = Caveat("us", "USA", terms=Terms(months=frozenset({"12", "1", "2"})))
    june, whole = (date(2027, 6, 1), date(2027, 6, 30)), (date(2027, 1, 1), date(2027, 12, 31))
    assert weigh(winter, plan(span=Span.of(june, june))).answer is NONE
    assert weigh(winter, plan(span=Span.of(whole, whole))).answer is POSSIBLE
    assert weigh(winter, plan(span=span(date(2027, 1, 4), date(2027, 2, 3)))).answer is DEFINITE


def test_time_and_count_answer_at_their_edges():
    until = Span.of((date.min, date.min), (date(2008, 1, 1), date(2008, 12, 31)))
    assert in_time(span(date(2007, 3, 1), date(2007, 4, 1)), until) is Met.WHOLLY
    assert in_time(span(date(2008, 3, 1), date(2008, 4, 1)), until) is Met.POSSIBLE
    assert in_time(span(date(2007, 3, 1), date(2009, 4, 1)), until) is Met.PARTLY
    assert in_time(span(date(2009, 1, 1), date(2009, 1, 2)), until) is Met.NONE
    assert Count.of(None, 5).above(5) is Met.NONE and Count.of(None).above(5) is Met.POSSIBLE


def test_a_permission_lifts_or_fills_only_what_it_names_there_and_then():
    forbidden = Terms(tasks=frozenset({"police_training"}), countries=frozenset({"IRQ"}))
    barred = Caveat("us", "USA", terms=forbidden)

    def filled(nation: str = "ITA", **terms: Any) -> list[Verdict]:
        permission = Caveat("p", nation, CaveatKind.PERMISSION, Terms(**terms))
        [one] = bearings([barred, permission], plan(words="police", countries=["IRQ"]))
        return [fill.answer for fill in (one.lifts if nation == "USA" else one.fills)]

    police = frozenset({"police_training"})
    assert filled(tasks=police) == [DEFINITE] == filled("USA", tasks=police)
    assert filled(tasks=police, countries=frozenset({"AFG"})) == []
    assert filled(tasks=frozenset({"convoy"})) == [] and filled(countries=frozenset({"IRQ"})) == []
    assert filled(tasks=police, condition="with a warrant") == [POSSIBLE]
    partly = Caveat("p", "ITA", CaveatKind.PERMISSION, Terms(tasks=police, countries=frozenset({"IRQ"})))
    [one] = bearings([POLICE, partly], plan(words="police", countries=["IRQ", "SYR"]))
    assert [fill.answer for fill in one.fills] == [POSSIBLE], "it covers one of two countries"
    ends = {"early": date(2026, 12, 31), "within": date(2027, 1, 15), "after": date(2027, 2, 1)}
    answers = {}
    for name, end in ends.items():
        until = Terms(tasks=police, valid=Span.of((date.min, date.min), (end, end)))
        timed = Caveat("p", "ITA", CaveatKind.PERMISSION, until)
        january = plan(words="police", span=span(date(2027, 1, 1), date(2027, 1, 31)))
        answers[name] = [fill.answer for one in bearings([POLICE, timed], january) for fill in one.fills]
    assert answers == {"early": [], "within": [POSSIBLE], "after": [DEFINITE]}
    lifted = Caveat("p", "USA", CaveatKind.PERMISSION, Terms(tasks=police))
    assert answer_of(bearings([barred, lifted], plan(words="police", countries=["IRQ"]))) is NONE
