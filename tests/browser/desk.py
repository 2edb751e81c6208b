"""A person at a desk: a browser of their own, signed in, whose every complaint fails the test."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Locator,
    Page,
    Response,
    ViewportSize,
    expect,
    sync_playwright,
)

PICTURES = Path(__file__).parents[2] / "test-results" / "browser"
LAPTOP, PHONE, ROOM = (1280, 800), (390, 844), (1920, 1080)
_FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
_TELLS_OF_VIOLATIONS = """
addEventListener("securitypolicyviolation", (event) =>
  console.error(`content security policy: ${event.violatedDirective} ${event.blockedURI}`));
"""


@contextmanager
def chromium(path: str) -> Iterator[Browser]:
    """A headless Chromium as long as the block lasts; its driver occupies the thread's event loop."""
    expect.set_options(timeout=60_000)
    with sync_playwright() as driver:
        found = driver.chromium.launch(executable_path=path, headless=True, args=list(_FLAGS))
        yield found
        found.close()


@dataclass
class Desk:
    """One browser window of one person. ``complaints`` must be empty at the end."""

    person: str
    url: str
    context: BrowserContext
    page: Page
    password: str | None = None
    complaints: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)

    @classmethod
    def at(
        cls,
        browser: Browser,
        url: str,
        person: str,
        size: tuple[int, int] = LAPTOP,
        password: str | None = None,
        **options: Any,
    ) -> Self:
        """A new window, not signed in; ``password`` for a provider that asks for one."""
        viewport: ViewportSize = {"width": size[0], "height": size[1]}
        context = browser.new_context(
            base_url=url, viewport=viewport, locale="en-GB", timezone_id="UTC", **options
        )
        context.set_default_timeout(60_000)
        context.add_init_script(_TELLS_OF_VIOLATIONS)
        desk = cls(person, url, context, context.new_page(), password)
        context.on("console", desk._heard)
        context.on("weberror", lambda error: desk.complaints.append(f"error: {error.error}"))
        context.on("response", desk._answered)
        return desk

    def leave(self, failed: bool) -> None:
        """Close the window; a failed test leaves a picture of it."""
        if failed:
            self.shoot(f"failed-{self.person}")
        self.context.close()

    def expects(self, *patterns: str) -> None:
        """Complaints that belong to the test: what matches is not held against it."""
        self.expected += patterns

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self._complain(f"console: {message.text}")

    def _answered(self, response: Response) -> None:
        if response.status >= 500:
            self._complain(f"{response.status} {response.request.method} {response.url}")

    def _complain(self, words: str) -> None:
        if not any(re.search(pattern, words) for pattern in self.expected):
            self.complaints.append(words)

    def sign_in(self, page: Page | None = None, landing: str = "**/") -> None:
        """By the provider's page, as anybody does."""
        page = page or self.page
        if "/authorize" not in page.url:
            page.goto("/auth/login?return=/")
        if self.password is None:
            page.check(f"[value='{self.person}']")
            page.click("button[type=submit]")
        else:
            page.fill("#username", self.person)
            page.fill("#password", self.password)
            page.press("#password", "Enter")
        page.wait_for_url(f"{self.url}{landing}" if landing.startswith("/") else landing)

    def open(self, path: str) -> Page:
        """Go to an address and wait until its main part has come."""
        self.page.goto(path)
        self.settled()
        return self.page

    def settled(self) -> None:
        """Wait until nothing on the page is still loading."""
        self.page.locator("main h1").first.wait_for()
        expect(self.page.get_by_text("Loading", exact=True)).to_have_count(0)

    def press(self, *keys: str) -> None:
        """One key after another, as from the keyboard."""
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, words: str) -> None:
        """Words, key by key, where the focus is."""
        self.page.keyboard.type(words)

    def palette(self, command: str) -> None:
        """Do something by the command palette."""
        self.press("Control+k")
        field_ = self.page.get_by_role("textbox", name="command", exact=False)
        field_.wait_for()
        field_.fill(command)
        self.page.get_by_role("button", name=command).first.wait_for()
        self.press("ArrowDown", "Enter")

    def confirmed(self, act: str, names: str = "United Kingdom") -> None:
        """An act that others see at once, by the palette and Enter: the nations are named before."""
        self.palette(act)
        dialog = self.page.get_by_role("dialog", name=act)
        expect(dialog).to_contain_text(names)
        expect(dialog.get_by_role("button", name=act)).to_be_focused()
        self.press("Enter")
        expect(dialog).to_be_hidden()

    def shoot(self, name: str, full: bool = False) -> None:
        """A picture for people to look at."""
        PICTURES.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=PICTURES / f"{name}.png", full_page=full, animations="disabled")

    def banner(self) -> Locator:
        """The marking of all that is on the page."""
        return self.page.get_by_role("region", name="Classification of this page, top")

    def main(self) -> Locator:
        """The main part of the page."""
        return self.page.locator("main")


Seat = Callable[..., Desk]
"""A person's name, and how their window is to be (size, options), to a desk that is signed in."""
