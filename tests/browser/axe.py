"""axe over a page as it stands, with every rule it has, and the looks in which a page is shown."""

from typing import Any

from playwright.sync_api import Page, expect

from deploy.dev.state import CHECKOUT
from tests.browser.desk import LAPTOP, Desk

AXE = CHECKOUT / "gateway" / "web" / "node_modules" / "axe-core" / "axe.min.js"
PHONE, TABLET, WIDE = (390, 844), (768, 1024), (1440, 900)
LOOKS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light", "contrast": "no-preference", "forced_colors": "none"},
    "dark": {"color_scheme": "dark", "contrast": "no-preference", "forced_colors": "none"},
    "high contrast": {"color_scheme": "light", "contrast": "more", "forced_colors": "none"},
    "high contrast, dark": {"color_scheme": "dark", "contrast": "more", "forced_colors": "none"},
    "forced colours": {"color_scheme": "dark", "contrast": "more", "forced_colors": "active"},
}
Way = tuple[tuple[int, int], str]
EVERY_LOOK_AND_WIDTH: tuple[Way, ...] = (
    (PHONE, "light"), (TABLET, "dark"), (WIDE, "high contrast"), (WIDE, "high contrast, dark"),
    (LAPTOP, "forced colours"),
)  # fmt: skip
# A look is settled when no animation runs; an endless one (a skeleton's) is nothing to wait for.
_RUN = """async () => {
  const moving = () => document.getAnimations().filter(({ playState, effect }) =>
    playState === "running" && effect.getComputedTiming().endTime !== Infinity);
  while (moving().length > 0) await Promise.allSettled(moving().map(({ finished }) => finished));
  const { violations, passes } = await axe.run(document, { resultTypes: ["violations"] });
  return { passes: passes.length, violations: violations.map(({ id, help, nodes }) =>
    `${id}: ${help}: ${nodes.slice(0, 4).map(({ target, failureSummary }) =>
      `${target} ${failureSummary}`).join(" | ")}`) };
}"""
_TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
_CUT = """[...document.querySelectorAll("main table")]
  .filter(({ parentElement: frame }) => frame.scrollWidth > frame.clientWidth)
  .map(({ caption }) => caption?.innerText ?? "")"""


def violations(page: Page, where: str) -> list[str]:
    """What axe finds on the page as it stands, in words that name the place."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(_RUN)
    assert found["passes"] > 5, f"axe checked nothing on {where}"
    return [f"{where}: {each}" for each in found["violations"]]


def look(desk: Desk, name: str) -> None:
    """Show the page as somebody's system asks for it."""
    desk.page.emulate_media(**LOOKS[name])
    root = desk.page.locator("html")
    scheme = LOOKS[name]["color_scheme"]
    expect(root).to_have_attribute("data-mantine-color-scheme", scheme)
    high = LOOKS[name]["contrast"] == "more"
    expect(desk.page.locator("html[data-high-contrast]")).to_have_count(int(high))


def seen(desk: Desk, where: str, *ways: Way) -> list[str]:
    """What axe finds on the page in these sizes and looks, and where it must be scrolled sideways."""
    found: list[str] = []
    for size, name in ways:
        desk.page.set_viewport_size({"width": size[0], "height": size[1]})
        look(desk, name)
        found += violations(desk.page, f"{where}, {name}, {size[0]} wide") + _scrolled(desk, where, size)
    desk.page.set_viewport_size({"width": LAPTOP[0], "height": LAPTOP[1]})
    look(desk, "light")
    return found


def too_wide(desk: Desk, where: str, *sizes: tuple[int, int]) -> list[str]:
    """Where the page must be scrolled sideways at these sizes."""
    found: list[str] = []
    for size in sizes:
        desk.page.set_viewport_size({"width": size[0], "height": size[1]})
        found += _scrolled(desk, where, size)
    desk.page.set_viewport_size({"width": LAPTOP[0], "height": LAPTOP[1]})
    return found


def _scrolled(desk: Desk, where: str, size: tuple[int, int]) -> list[str]:
    over = desk.page.evaluate(_TOO_WIDE)
    cut = desk.page.evaluate(_CUT) if size[0] >= LAPTOP[0] else []
    return [f"{where} is {over} pixels too wide at {size[0]}"] * (over > 0) + [
        f"{where}: the list {name!r} is cut off at {size[0]}" for name in cut
    ]
