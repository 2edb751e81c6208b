"""What the U.S.-UK ladder does changes not one byte of what an Australian officer reads."""

import re
from typing import Any

import httpx
import pytest

from deploy.dev.identity.app import issue_token
from deploy.dev.platform import Platform
from deploy.dev.processes import identity_settings
from deploy.dev.state import open_state
from tests.security.conftest import INSIDER, OUTSIDER, Bearer
from tests.security.walker import crawl
from tests.waiting import until

CLOCKS = re.compile(r'"(as_of|since|trace_id|expires_at)":("[^"]*"|null)')


@pytest.fixture(scope="module")
def quiet_platform():
    """A platform of its own: no other test writes to it between the two looks."""
    with Platform(open_state("quiet")) as platform:
        platform.load_scenario()
        yield platform


@pytest.fixture(scope="module")
def people(quiet_platform):
    settings = identity_settings(quiet_platform.instance)

    def mint(person: str) -> str:
        return issue_token(settings, person, "gateway")

    def client(person: str) -> httpx.Client:
        return httpx.Client(base_url=quiet_platform.url, auth=Bearer(mint, person), timeout=60)

    return client


def look(client: httpx.Client, document: dict[str, Any]) -> dict[str, str]:
    answers = crawl(client, document).answers
    return {address: CLOCKS.sub(r'"\1":"…"', text) for address, text in answers.items()}


def test_writing_on_a_hidden_ladder_changes_nothing_that_others_read(people) -> None:
    with people(INSIDER) as insider, people(OUTSIDER) as outsider:
        document = insider.get("/api/openapi.json").json()
        before = look(outsider, document)
        assert len(before) > 20
        made = write(insider)
        until(lambda: made in insider.get("/api/v1/search", params={"q": "xylophone"}).text)
        assert look(outsider, document) == before


def write(insider: httpx.Client) -> str:
    """A new forum of two nations with a meeting; returns the meeting's reference."""
    forum = insider.post("/api/v1/forums", headers={"Idempotency-Key": "quiet-forum"}, json={
        "key": "quiet-test", "name": "Quiet xylophone forum", "kind": "board", "rank": 1,
        "nations": ["GBR", "USA"], "label": {"level": "RESTRICTED", "owner": ["GBR", "USA"]}})  # fmt: skip
    assert forum.status_code == 201, forum.text
    who = insider.get("/api/v1/me").json()["id"]
    post = insider.post(
        f"/api/v1/forums/{forum.json()['id']}/appointments", headers={"Idempotency-Key": "quiet-post"},
        json={"nation": "USA", "post": "secretary", "person_id": who, "name": "S.",
              "since": "2020-01-01"},
    )  # fmt: skip
    assert post.status_code == 201, post.text
    meeting = insider.post("/api/v1/meetings", headers={"Idempotency-Key": "quiet-meeting"}, json={
        "forum": forum.json()["id"], "title": "Xylophone session", "days": ["2031-06-30"]})  # fmt: skip
    assert meeting.status_code == 201, meeting.text
    return meeting.json()["ref"]
