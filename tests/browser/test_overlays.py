"""What opens over a page dims the page, never the marking above and below it."""

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.axe import PHONE, look
from tests.browser.desk import LAPTOP, Desk, Seat
from tests.browser.rungs import Rungs

pytestmark = pytest.mark.browser

# Its middle and both its ends are its own: nothing stands over them, not even what is transparent.
_UNCOVERED = """(element) => {
  const { left, right, top, bottom } = element.getBoundingClientRect();
  const middle = (top + bottom) / 2;
  return [left + 8, (left + right) / 2, right - 8].every((at) =>
    element.contains(document.elementFromPoint(at, middle)));
}"""
_UNDER = """(dialog, banner) => {
  const [a, b] = [dialog.getBoundingClientRect(), document.querySelector(banner).getBoundingClientRect()];
  return a.top < b.bottom && b.top < a.bottom;
}"""


@pytest.mark.parametrize(("size", "scheme"), [(LAPTOP, "light"), (LAPTOP, "dark"), (PHONE, "dark")])
def test_the_marking_stays_readable_over_what_opens(
    size: tuple[int, int], scheme: str, seat: Seat, rungs: Rungs
) -> None:
    desk = seat("us.secretary", size)
    desk.open(rungs.plan("talks1", "Staff talks"))
    look(desk, scheme)
    for name, keys in (("Command palette", "Control+k"), ("Keys of this page", "?")):
        desk.press(keys)
        marked(desk, desk.page.get_by_role("dialog", name=name), f"{name}-{scheme}-{size[0]}")
    desk.palette("Edit")
    marked(desk, desk.page.get_by_role("dialog", name="Edit"), f"edit-{scheme}-{size[0]}")


def marked(desk: Desk, dialog: Locator, name: str) -> None:
    """Both banners stand uncovered over the dialog that is open, and clear of it; then close it."""
    expect(dialog).to_be_visible()
    for place in ("top", "bottom"):
        banner = desk.page.get_by_role("region", name=f"Classification of this page, {place}")
        assert banner.evaluate(_UNCOVERED), f"the {place} banner is covered by {name}"
        assert not dialog.evaluate(_UNDER, f"[data-place={place}]"), f"{name} reaches under a banner"
    desk.shoot(f"overlay-{name.replace(' ', '-').lower()}")
    desk.press("Escape")
    expect(dialog).to_have_count(0)
