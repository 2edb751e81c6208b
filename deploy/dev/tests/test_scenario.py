"""The story of the demonstration, loaded on any day of a year: its meetings fall on working days."""

import asyncio
from collections import defaultdict
from datetime import date, timedelta

import pytest

from deploy.dev.identity.people import load_people
from deploy.dev.identity.settings import PEOPLE
from deploy.dev.scenario.__main__ import _acts
from deploy.dev.scenario.stage import Body, Clock
from deploy.dev.scenario.verbs import Story

SATURDAY = 5
ROSTER = load_people(PEOPLE)


class Listener:
    """A stage that does all it is told and remembers when."""

    def __init__(self, opening: date) -> None:
        self.clock = Clock(opening)
        self.days: dict[str, list[date]] = {}
        self.moves: dict[str, list[tuple[date, str]]] = defaultdict(list)
        self._children: list[Body] = []

    async def create(self, step: str, who: str, path: str, body: Body) -> Body:
        if path == "/v1/meetings":
            self.days[step] = [date.fromisoformat(day) for day in body.get("days", [])]
            self.moves[step].append((self.clock().date(), "planned"))
        self._children += [{"id": step, "title": child["title"]} for child in body.get("children", [])]
        return {"id": step}

    async def act(self, step: str, who: str, method: str, path: str, body: Body, *, on: str) -> Body:
        if path.endswith("/state"):
            self.moves[path.split("/")[3]].append((self.clock().date(), body["to"]))
        return {}

    async def read(self, who: str, path: str) -> Body:
        return {"children": self._children, "escalations": [{"id": path}]}


def told(opening: date) -> Listener:
    listener = Listener(opening)
    asyncio.run(_acts(Story(listener, ROSTER)))  # type: ignore[arg-type]
    return listener


@pytest.mark.parametrize("month", range(1, 13))
def test_its_meetings_fall_on_working_days_whatever_the_day_of_loading(month: int) -> None:
    for number in range(31):
        opening = date(2026, month, 1) + timedelta(days=number)
        listener = told(opening)
        assert sum(1 for days in listener.days.values() if days) > 15
        for meeting, days in listener.days.items():
            for day in days:
                assert day.weekday() < SATURDAY, (opening, meeting, day)
                assert (1, 1) < (day.month, day.day) < (12, 24), (opening, meeting, day)
            moves = listener.moves[meeting]
            assert moves == sorted(moves, key=lambda move: move[0]), (opening, meeting, moves)
            held = [day for day, state in moves if state == "held"]
            if days:
                assert held == days[:1] and days[-1] < opening if held else days[0] > opening
