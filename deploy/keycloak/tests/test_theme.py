"""The sign-in page: the product's name and notice, nothing from elsewhere, and axe finds nothing."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, Request, expect, sync_playwright

from deploy.keycloak.settings import realm_of
from deploy.keycloak.tests.asking import Asking, guest, one_at_a_time
from deploy.stack.shared_keycloak import SharedKeycloak
from tests.browser.axe import LOOKS, violations

pytestmark = [pytest.mark.real, pytest.mark.browser]


@pytest.fixture
def page(chromium_path: str) -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path)
        yield browser.new_context().new_page()
        browser.close()


def address(keycloak: SharedKeycloak) -> str:
    asking = Asking(keycloak)
    query, _ = asking.request()
    return str(asking.browser.build_request("GET", f"{asking.endpoint}/auth", params=query).url)


def test_the_page_names_the_product_and_its_notice_and_takes_nothing_from_elsewhere(
    keycloak: SharedKeycloak, page: Page
) -> None:
    asked: list[str] = []
    wrong: list[Any] = []
    page.on("request", lambda request: _note(request, asked))
    page.on("console", lambda message: wrong.append(message.text))
    page.goto(address(keycloak))
    assert page.title() == "Sign in to Entente"
    assert page.get_by_role("heading", level=1).inner_text() == "Sign in to Entente"
    assert "recorded under your name and audited" in page.get_by_role("main").inner_text()
    assert page.get_by_label("User name").evaluate("one => one === document.activeElement")
    assert len(asked) > 1 and all(one.startswith(keycloak.url) for one in asked)
    assert page.locator("script").count() == 0 and wrong == []


def _note(request: Request, asked: list[str]) -> None:
    asked.append(request.url)


@pytest.mark.parametrize("name", LOOKS)
def test_axe_finds_nothing(keycloak: SharedKeycloak, page: Page, name: str) -> None:
    page.emulate_media(**LOOKS[name])
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(address(keycloak))
    found = violations(page, f"sign-in, {name}")
    page.get_by_label("User name").fill("nobody")
    page.get_by_label("Password").fill("not the password")
    page.keyboard.press("Enter")
    page.get_by_role("alert").wait_for()
    assert page.locator("script").count() == 0, "Keycloak's own would be refused by the policy"
    assert page.get_by_role("alert").inner_text() == "The user name or the password is not right."
    expect(page.get_by_label("Password")).to_be_focused()
    found += violations(page, f"refused, {name}")
    assert found == []


def test_a_person_signs_in_by_keyboard_and_comes_back_to_the_gateway(
    keycloak: SharedKeycloak, page: Page
) -> None:
    page.goto(address(keycloak))
    expect(page.get_by_label("User name")).to_be_focused()
    page.keyboard.type("us.deputy")
    page.keyboard.press("Tab")
    page.keyboard.type(keycloak.passwords["us.deputy"])
    with one_at_a_time(keycloak), page.expect_request(f"{keycloak.gateway}/auth/callback?*") as back:
        page.keyboard.press("Enter")
    assert "code=" in back.value.url


@pytest.fixture
def newcomer(keycloak: SharedKeycloak) -> Iterator[str]:
    """Somebody who is to choose a password of their own at their first sign-in."""
    admin = realm_of(keycloak.settings()).admin
    admin.change_current_realm("entente")
    with guest(admin, "newcomer", "a first password to change", temporary=True):
        yield "a first password to change"


def test_whoever_is_new_chooses_a_password_and_then_proves_it_again(
    keycloak: SharedKeycloak, page: Page, newcomer: str
) -> None:
    page.goto(address(keycloak))
    page.get_by_label("User name").fill("newcomer")
    page.get_by_label("Password").fill(newcomer)
    page.keyboard.press("Enter")
    page.get_by_label("New Password").fill("short")
    found = violations(page, "choose a password")
    page.get_by_label("Confirm password").fill("short")
    page.keyboard.press("Enter")
    page.get_by_text("minimum length 14").wait_for()
    found += violations(page, "choose another password")
    page.get_by_label("New Password").fill("a password of one's own")
    page.get_by_label("Confirm password").fill("a password of one's own")
    with page.expect_request(f"{keycloak.gateway}/auth/callback?*"):
        page.keyboard.press("Enter")
    page = page.context.new_page()  # this one is on its way to a gateway that does not stand
    page.goto(address(keycloak))
    expect(page.get_by_label("User name")).to_have_value("")
    page.get_by_label("User name").fill("newcomer")
    page.get_by_label("Password").fill("a password of one's own")
    with page.expect_request(f"{keycloak.gateway}/auth/callback?*"):
        page.keyboard.press("Enter")
    assert found == []


def test_axe_finds_nothing_where_a_sign_in_cannot_go_on_or_ends(keycloak: SharedKeycloak, page: Page) -> None:
    page.goto(address(keycloak).replace("callback", "elsewhere"))
    found = violations(page, "refused")
    page.goto(f"{keycloak.issuer}/protocol/openid-connect/logout")
    found += violations(page, "signed out")
    assert found == []
