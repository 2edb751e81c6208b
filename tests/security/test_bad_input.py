"""Bad input through the gateway: each is a problem detail with its type, the field and the rule it breaks."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import psycopg
import pytest

from services.common.references import uuid7
from tests.ladder import Ladder, Record
from tests.people import People, due, person_id
from tests.waiting import until

US, US_HEAD, UK_HEAD = "us.secretary", "us.head", "uk.head"
MISSING = "01930000-0000-7fff-bfff-ffffffffffff"
REVOKED, EXPIRED = "au.release", "ca.secretary"  # no other test acts as these two
REVOKED_AT = ("/header/Authorization", "subject_revoked")


@dataclass
class Own:
    """Two forums, one over the other, with a held meeting; the test's own."""

    ladder: Ladder
    top: Record
    low: Record
    held: Record

    def tasking(self, **more: Any) -> dict[str, Any]:
        """A tasking that would be taken, but for what a test puts in."""
        return {"title": "A tasking", "lead": "USA", "forum": self.low["id"], "due": due(20), **more}


@pytest.fixture(scope="module")
def own(people: People) -> Own:
    """Made once for this file."""
    ladder = Ladder(people)
    posts = [(US, "secretary"), (US_HEAD, "head"), (UK_HEAD, "head")]
    top = ladder.forum("Upper", posts, rank=0)
    low = ladder.forum("Lower", posts, top)
    return Own(ladder, top, low, ladder.held(US, top))


def assert_problem(
    answer: httpx.Response, status: int, slug: str, pointer: str | None = None, rule: str = ""
) -> None:
    """The answer is a problem detail of this type that names the field and the rule."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["type"] == f"urn:entente:problem:{slug}" and problem["status"] == status
    assert problem["title"] and re.fullmatch(r"[0-9a-f]{32}", problem["trace_id"])
    if pointer is not None:
        assert (pointer, rule) in [(e["pointer"], e["rule"]) for e in problem["errors"]], problem["errors"]


def post(people: People, path: str, body: Any, who: str = US, **headers: str) -> httpx.Response:
    """A creating request that is expected to be refused."""
    given = {"Idempotency-Key": str(uuid7()), **headers}
    return people.client(who).post(f"/api/v1{path}", json=body, headers=given)


BAD_TASKINGS: list[tuple[dict[str, Any], str, str]] = [
    ({"forum": MISSING}, "/forum", "unknown_forum"),
    ({"forum": "no-id"}, "/forum", "uuid_parsing"),
    ({"due": due(-1)}, "/due", "not_in_past"),
    ({"due": {"value": "2026-13", "precision": "month"}}, "/due", "value_error"),
    ({"title": ""}, "/title", "string_too_short"),
    ({"surprise": 1}, "/surprise", "extra_forbidden"),
    ({"text": "a\x00b"}, "/text", "no_nul"),
    ({"label": {"level": "RESTRICTED", "owner": ["AUS"]}}, "/label", "label_not_permitted"),
    ({"label": {"level": "TOP SECRET", "owner": ["USA"]}}, "/label", "label_not_permitted"),
    ({"label": {"level": "COSMIC", "owner": ["USA"]}}, "/label/level", "unknown_level"),
    ({"label": {"level": "RESTRICTED", "owner": []}}, "/label/owner", "too_short"),
]


@pytest.mark.parametrize(("bad", "pointer", "rule"), BAD_TASKINGS)
def test_a_field_that_breaks_a_rule_is_named(
    people: People, own: Own, bad: dict[str, Any], pointer: str, rule: str
) -> None:
    answer = post(people, f"/meetings/{own.held['id']}/taskings", own.tasking(**bad))
    assert_problem(answer, 422, "validation", pointer, rule)


def test_an_unknown_forum_has_no_meetings_and_no_page(people: People) -> None:
    answer = post(people, "/meetings", {"forum": MISSING, "title": "M", "days": ["2031-01-01"]})
    assert_problem(answer, 422, "validation", "/forum", "unknown_forum")
    assert_problem(people.client(US).get(f"/api/v1/forums/{MISSING}"), 404, "not-found")


def test_a_forum_is_not_its_own_ancestor(people: People, own: Own) -> None:
    address = f"/api/v1/forums/{own.top['id']}"
    tag = people.client(US).get(address).headers["etag"]
    answer = people.client(US).patch(address, json={"parent": own.low["id"]}, headers={"If-Match": tag})
    assert_problem(answer, 422, "validation", "/parent", "own_ancestor")


def test_a_change_needs_the_present_version(people: People, own: Own) -> None:
    meeting = own.ladder.meeting(US, own.low, 9)
    address, client = f"/api/v1/meetings/{meeting['id']}", people.client(US)
    tag = client.get(address).headers["etag"]
    assert client.patch(address, json={"title": "New"}, headers={"If-Match": tag}).status_code == 200
    stale = client.patch(address, json={"title": "Old"}, headers={"If-Match": tag})
    assert_problem(stale, 412, "stale", "/header/If-Match", "stale")
    answer = client.patch(address, json={"title": "Old"})
    assert_problem(answer, 428, "precondition-required", "/header/If-Match", "header_required")


def test_a_key_is_for_one_request(people: People, own: Own) -> None:
    path, key = f"/meetings/{own.held['id']}/taskings", str(uuid7())
    first = post(people, path, own.tasking(), **{"Idempotency-Key": key})
    assert first.status_code == 201
    assert post(people, path, own.tasking(), **{"Idempotency-Key": key}).json()["id"] == first.json()["id"]
    other = post(people, path, own.tasking(title="Another"), **{"Idempotency-Key": key})
    place = ("/header/Idempotency-Key", "idempotency_key_reused")
    assert_problem(other, 422, "idempotency-key-reused", *place)
    without = people.client(US).post(f"/api/v1{path}", json=own.tasking())
    assert_problem(without, 428, "idempotency-key-required", "/header/Idempotency-Key", "header_required")


def test_a_body_is_bounded_and_must_be_json(people: People, own: Own) -> None:
    path = f"/meetings/{own.held['id']}/taskings"
    assert_problem(
        post(people, path, own.tasking(text="x" * 9_000_000)), 413, "body-too-large", "", "body_too_large"
    )
    assert_problem(post(people, path, own.tasking(text="x" * 1_100_000)), 413, "too-large", "", "too_large")
    assert_problem(
        post(people, path, own.tasking(text="x" * 20_001)), 422, "validation", "/text", "string_too_long"
    )
    headers = {"Idempotency-Key": str(uuid7()), "Content-Type": "application/json"}
    broken = people.client(US).post(f"/api/v1{path}", content=b'{"title": ', headers=headers)
    assert_problem(broken, 422, "validation", "", "json_invalid")


def test_nothing_that_was_sent_comes_back(people: People, own: Own) -> None:
    secret = "Xylophone-of-the-night"
    body = own.tasking(lead=secret, forum=secret, due={"value": secret, "precision": "day"})
    assert secret not in post(people, f"/meetings/{own.held['id']}/taskings", body).text


@pytest.mark.parametrize(
    ("header", "slug"),
    [
        (None, "token-missing"), ("Bearer x", "token-malformed"), ("Bearer not.a.token", "token-malformed"),
        ("Basic dXM6dXM=", "token-malformed"), ("Bearer x" + "a" * 9_000, "token-malformed"),
    ],
)  # fmt: skip
def test_a_token_that_is_none_is_refused(people: People, header: str | None, slug: str) -> None:
    answer = httpx.get(
        f"{people.url}/api/v1/forums", headers={} if header is None else {"Authorization": header}
    )
    assert_problem(answer, 401, slug, "/header/Authorization", slug.replace("-", "_"))


def test_a_token_is_for_its_audience_and_unchanged(platform) -> None:
    for token, slug in (
        (platform.token(US, "meetings"), "token-audience"),
        (platform.token(US)[:-6] + "AAAAAA", "token-malformed"),
    ):
        answer = httpx.get(f"{platform.url}/api/v1/forums", headers={"Authorization": f"Bearer {token}"})
        assert_problem(answer, 401, slug, "/header/Authorization", slug.replace("-", "_"))


@pytest.fixture
def browser(platform) -> Iterator[Callable[[str], httpx.Client]]:
    """Signs a person in as a browser does, through the embedded provider's page."""
    opened: list[httpx.Client] = []

    def sign_in(person: str) -> httpx.Client:
        client = httpx.Client(base_url=platform.url, timeout=30)
        opened.append(client)
        to_provider = client.get("/auth/login?return=/").headers["location"]
        found = re.search(r'name="request" value="([^"]+)"', client.get(to_provider).text)
        assert found
        page = str(httpx.URL(to_provider).copy_with(query=None))
        back = client.post(page, data={"request": found[1], "person": person}).headers["location"]
        assert client.get(back).status_code == 303
        assert client.get("/api/v1/me").status_code == 200
        return client

    yield sign_in
    for client in opened:
        client.close()


def test_a_change_by_cookie_needs_its_csrf_token(browser: Callable[[str], httpx.Client]) -> None:
    answer = browser(EXPIRED).post("/api/v1/brief/seen")
    assert_problem(answer, 403, "csrf", "/header/X-Entente-CSRF", "csrf_token")


def test_a_session_that_expired_says_so(platform, browser: Callable[[str], httpx.Client]) -> None:
    client = browser(EXPIRED)
    with psycopg.connect(platform.database("gateway"), autocommit=True) as database:
        database.execute(
            "UPDATE session SET seen_at = seen_at - interval '1 day', expires_at = now() - interval '1 hour' "
            "WHERE subject = %s",
            [person_id(EXPIRED)],
        )
    until(lambda: client.get("/api/v1/me").status_code == 401)  # a session is trusted for a moment
    assert_problem(client.get("/api/v1/me"), 401, "session-expired", "/cookie", "session_expired")
    assert client.get("/auth/session").json()["reason"] == "session-expired"


def test_a_revoked_person_is_out_at_once(
    platform, people: People, browser: Callable[[str], httpx.Client]
) -> None:
    client, token = browser(REVOKED), {"Authorization": f"Bearer {platform.token(REVOKED)}"}
    assert httpx.get(f"{platform.url}/api/v1/me", headers=token).status_code == 200
    refused = post(people, f"/people/{person_id(REVOKED)}/revoke", {"reason": "test"}, who="uk.admin")
    assert refused.status_code in (403, 404)
    people.post("au.admin", f"/people/{person_id(REVOKED)}/revoke", {"reason": "test"}, status=200)
    until(lambda: httpx.get(f"{platform.url}/api/v1/me", headers=token).status_code == 401)
    assert_problem(httpx.get(f"{platform.url}/api/v1/me", headers=token), 401, "subject-revoked", *REVOKED_AT)
    assert client.get("/api/v1/me").status_code == 401
