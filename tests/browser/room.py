"""A meeting in the room, recorded by keyboard alone."""

import re
from dataclasses import dataclass

from playwright.sync_api import Locator, expect

from tests.browser.desk import Desk


@dataclass
class Room:
    """The face "in the room" before its secretary. No method touches a mouse."""

    desk: Desk
    path: str

    def enter(self) -> "Room":
        """Open it, in whatever state the meeting is."""
        self.desk.open(f"{self.path}?face=room")
        return self

    def begin(self) -> "Room":
        """Begin the meeting, by the palette; the other nations are named before it is done."""
        self.enter()
        self.desk.confirmed("Begin the meeting")
        expect(self.desk.page.get_by_role("group", name="New")).to_be_visible()
        return self

    @property
    def article(self) -> Locator:
        """The item on the table."""
        return self.desk.page.get_by_role("article")

    def take(self, words: str) -> "Room":
        """Put an item on the table by its words, going up by ``k`` and then down by ``j``."""
        at, count = self._place()
        for place in [*range(at - 1, 0, -1), *range(2, count + 1)]:
            if words in self.article.inner_text():
                break
            self._step("k" if place < at else "j", place, count)
            at = place
        expect(self.article).to_contain_text(words)
        return self

    def _place(self) -> tuple[int, int]:
        self.article.wait_for()
        found = re.search(r"(\d+) of (\d+)", self.article.inner_text())
        assert found is not None
        return int(found[1]), int(found[2])

    def _step(self, key: str, place: int, count: int) -> None:
        self.desk.press(key)
        expect(self.article).to_contain_text(f"{place} of {count}")

    def form(self, key: str) -> Locator:
        """Open the form of an act by its key; its first field has the focus."""
        self.desk.press(key)
        form = self.desk.page.locator("main form")
        form.wait_for()
        self.desk.page.locator("main form textarea:focus, main form input:focus").wait_for()
        return form

    def record(self, key: str, words: str) -> None:
        """One act in one go: its key, its words, ``Ctrl Enter``; then everything is recorded."""
        form = self.form(key)
        self.desk.type(words)
        self.finish(form)

    def task(self, line: str, decision: str) -> None:
        """A tasking that follows from a decision of this meeting: its line, and the decision below."""
        form = self.form("t")
        self.desk.type(line)
        form.locator("input[aria-haspopup=listbox]").first.wait_for()
        self.desk.press("Tab", "Tab", "ArrowDown")
        self.desk.page.get_by_role("option", name=decision).wait_for()
        self.desk.press("ArrowDown", "Enter")
        self.finish(form)

    def delegate(self, *children: str) -> None:
        """Delegate the item on the table: a line for each child."""
        form = self.form("g")
        self.desk.type(children[0])
        for line in children[1:]:
            self.desk.press("Tab")
            expect(form.get_by_role("button", name="Another child tasking")).to_be_focused()
            self.desk.press("Enter")
            self.desk.page.locator("main form textarea:focus").wait_for()
            self.desk.type(line)
        self.finish(form)

    def finish(self, form: Locator) -> None:
        """Send the form that is open and wait until the server has it."""
        self.desk.press("Control+Enter")
        expect(form).to_be_hidden()
        self.recorded()

    def recorded(self) -> None:
        """Nothing waits on this device any more."""
        expect(self.desk.page.get_by_role("status").filter(has_text="Everything is recorded")).to_be_visible()

    @property
    def list(self) -> Locator:
        """The titles of the agenda at the side."""
        return self.desk.page.get_by_role("navigation", name="Items").get_by_role("button")
