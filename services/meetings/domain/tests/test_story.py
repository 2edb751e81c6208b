"""The whole way of a tasking: from the roundtable down to the working groups, up again, and back."""

from services.meetings.domain import (
    agendas,
    backbrief,
    escalation,
    figures,
    minutes,
    outcomes,
    sittings,
)
from services.meetings.domain.issuing import issue
from services.meetings.domain.outcomes import Left
from services.meetings.domain.tests.story import BOTH, Hand, tasking
from services.meetings.domain.values import MeetingState, OutcomeKind, Stand, Standing, State, Subject


def hold(hand: Hand, meeting: str) -> None:
    forum = hand.world.meetings[meeting].forum_id
    day = hand.world.meetings[meeting].when.first
    assert day is not None
    if day > hand.now.date():
        hand.at(day)
    hand.do(sittings.transition(hand.world, hand.act(forum=forum), meeting, MeetingState.HELD))


def leave(hand: Hand, meeting: str, item: str, kind: OutcomeKind, **more) -> None:
    forum = hand.world.meetings[meeting].forum_id
    left = Left(kind, BOTH, **{"text": "Words.", **more})
    hand.do(outcomes.record_outcome(hand.world, hand.act(forum=forum), meeting, item, left))


def agree(hand: Hand, meeting: str) -> None:
    forum = hand.world.meetings[meeting].forum_id
    for nation in sorted(hand.world.forums[forum].nations):
        act = hand.act(nation, "head", forum)
        hand.do(minutes.take_stand(hand.world, act, Subject.MINUTES, meeting, nation, Stand.CONCURRED, BOTH))


def state(hand: Hand, item: str) -> State:
    return hand.world.items[item].state


def section(hand: Hand, meeting: str, kind: str) -> list[str]:
    found = next(s for s in agendas.agenda(hand.world, meeting) if s.kind == kind)
    return [entry.item.id for entry in found.entries]


def test_from_the_roundtable_through_the_staff_talks_and_back():
    hand = Hand()
    g1, a1, w1, w2 = hand.plan("gort", 1), hand.plan("ast", 30), hand.plan("wg1", 60), hand.plan("wg2", 61)
    a2, g2 = hand.plan("ast", 90), hand.plan("gort", 120)
    hold(hand, g1)
    first = hand.do(issue(hand.world, hand.act(), g1, tasking("ast"))).values[-1].id
    second = hand.do(issue(hand.world, hand.act(), g1, tasking("ast", "Second"))).values[-1].id
    assert section(hand, a1, "discussion") == [first, second]
    assert hand.world.items[first].standing is Standing.PROVISIONAL
    assert hand.world.items[first].due == hand.world.meetings[g2].when
    agree(hand, g1)
    assert hand.world.meetings[g1].state is MeetingState.MINUTES_AGREED
    assert hand.world.items[first].standing is Standing.AGREED

    hold(hand, a1)
    drafts = (tasking("wg1", "Child one"), tasking("wg2", "Child two"))
    leave(hand, a1, first, OutcomeKind.DELEGATED, children=drafts)
    one, two = (child.id for child in hand.world.children_of[first])
    leave(hand, a1, second, OutcomeKind.PROGRESSED)
    agree(hand, a1)
    hold(hand, w1)
    leave(hand, w1, one, OutcomeKind.ANSWERED)
    hold(hand, w2)
    leave(hand, w2, two, OutcomeKind.ESCALATED, text="Who pays?")
    (raised,) = hand.world.escalations_of[two]
    assert section(hand, a2, "escalations") == [raised.id]
    assert state(hand, two) is State.ESCALATED

    hold(hand, a2)
    assert set(section(hand, a2, "back_brief")) == {one, two}
    leave(hand, a2, raised.id, OutcomeKind.ESCALATED, text="Who pays, then?")
    (higher,) = hand.world.escalations_of[raised.id]
    assert section(hand, g2, "escalations") == [higher.id]
    hold(hand, g2)
    decided = escalation.adjudicate(hand.world, hand.act(), higher.id, "Each pays its own.", BOTH, g2)
    hand.do(decided)
    assert [state(hand, i) for i in (higher.id, raised.id, two)] == [State.CLOSED, State.CLOSED, State.OPEN]

    act = hand.act("GBR", "secretary", "wg2")
    hand.do(outcomes.out_of_session(hand.world, act, two, Left(OutcomeKind.ANSWERED, BOTH, "Done.")))
    leave(hand, a2, first, OutcomeKind.ANSWERED)
    leave(hand, a2, second, OutcomeKind.ANSWERED)
    hand.plan("gort", 90)
    hand.do(backbrief.close(hand.world, hand.act(), first, "Done.", BOTH))
    hand.do(backbrief.reopen(hand.world, hand.act(), second, "Half done.", BOTH))
    assert (state(hand, first), state(hand, second)) == (State.CLOSED, State.OPEN)
    assert hand.world.items[second].reopened == 1
    found = figures.linkage(hand.world, hand.now.date())
    assert (found.had_one, found.addressed, found.adjudicated, found.escalations) == (4, 4, 2, 2)
