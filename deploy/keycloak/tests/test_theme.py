"""The sign-in page: the product's name and notice, nothing from elsewhere, and axe finds nothing."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, Request, sync_playwright

from deploy.keycloak.tests.asking import Asking, one_at_a_time
from deploy.stack.shared_keycloak import SharedKeycloak
from tests.browser.axe import LOOKS, violations

pytestmark = [pytest.mark.real, pytest.mark.browser]


@pytest.fixture
def page(chromium_path: str) -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path)
        yield browser.new_page()
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
    assert page.get_by_role("alert").inner_text() == "The user name or the password is not right."
    found += violations(page, f"refused, {name}")
    assert found == []


def test_a_person_signs_in_by_keyboard_and_comes_back_to_the_gateway(
    keycloak: SharedKeycloak, page: Page
) -> None:
    page.goto(address(keycloak))
    page.keyboard.type("us.deputy")
    page.keyboard.press("Tab")
    page.keyboard.type(keycloak.passwords["us.deputy"])
    with one_at_a_time(keycloak), page.expect_request(f"{keycloak.gateway}/auth/callback?*") as back:
        page.keyboard.press("Enter")
    assert "code=" in back.value.url
