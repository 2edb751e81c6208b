"""Tokens, the subject made of them, and revocation."""

import asyncio
import json
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import KeySet, OctKey, RSAKey

from services.common import revocations as revocations_module
from services.common.auth import Authenticator, subject_from
from services.common.errors import Problem
from services.common.revocations import DirectoryClient, RevocationPoller, Revocations
from services.common.telemetry_names import ATTRIBUTE_PEER, METRIC_UNANSWERED
from services.common.testing import ISSUER, client_for, issuer_keys, measured, subject
from services.common.tokens import CACHE_SECONDS, FixedKeys, IssuerKeys, TokenVerifier


class Clock:
    """A clock that is set by hand, in seconds."""

    def __init__(self, now: float) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now


def directory(answer: Callable[[httpx.Request], httpx.Response]) -> DirectoryClient:
    return DirectoryClient(
        directory_url="http://directory.test", issuer=ISSUER, client_id="m", client_secret="s",
        client=httpx.AsyncClient(transport=httpx.MockTransport(answer)),
    )  # fmt: skip


@pytest.fixture
def clock() -> Clock:
    return Clock(time.time())


@pytest.fixture
def verifier(clock: Clock) -> TokenVerifier:
    return TokenVerifier(ISSUER, "meetings", issuer_keys(), clock)


async def slug(verifier: TokenVerifier, token: str) -> str:
    with pytest.raises(Problem) as refused:
        await verifier.verify(token)
    assert refused.value.status == 401
    assert refused.value.headers["WWW-Authenticate"].startswith("Bearer")
    return refused.value.type


async def test_a_good_token_gives_its_claims(verifier):
    claims = await verifier.verify(subject("USA", id="u1").token("meetings"))
    assert (claims["sub"], claims["affiliation"]) == ("u1", "USA")


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"aud": "directory"}, "token-audience"),
        ({"aud": ["directory", "audit"]}, "token-audience"),
        ({"exp": 0}, "token-expired"),
        ({"iss": "http://other.test"}, "token-malformed"),
        ({"sub": ""}, "token-malformed"),
        ({"sub": 5}, "token-malformed"),
        ({"exp": "never"}, "token-malformed"),
        ({"exp": None}, "token-malformed"),
        ({"iat": True}, "token-malformed"),
        ({"nbf": time.time() + 86_400}, "token-malformed"),
        ({"iat": time.time() + 86_400}, "token-malformed"),
    ],
)
async def test_what_is_wrong_with_a_token_is_named(verifier, changes, expected):
    assert await slug(verifier, subject("USA").token("meetings", **changes)) == expected


async def test_one_of_several_audiences_is_enough(verifier):
    assert await verifier.verify(subject("USA").token("meetings", aud=["directory", "meetings"]))


async def test_clocks_may_differ_by_five_seconds(verifier, clock):
    token = subject("USA").token("meetings", exp=clock.now - 4)
    assert await verifier.verify(token)
    clock.now += 2
    assert await slug(verifier, token) == "token-expired"


@pytest.mark.parametrize("token", ["", "x", "a.b.c", "é.é.é", "e30.e30.e30", "." * 50, "a" * 20_000])
async def test_what_is_no_token_is_malformed(verifier, token):
    assert await slug(verifier, token) == "token-malformed"


async def test_a_token_signed_by_another_key_or_not_at_all_is_malformed(verifier):
    claims = {"iss": ISSUER, "aud": "meetings", "sub": "u1", "iat": time.time(), "exp": time.time() + 60}
    header = {"alg": "RS256", "kid": "test", "typ": "at+jwt"}
    forged = jwt.encode(header, claims, RSAKey.generate_key(2048))
    assert await slug(verifier, forged) == "token-malformed"
    shared = jwt.encode(
        {**header, "alg": "HS256"}, claims, OctKey.import_key("a secret of 32 bytes or more, yes")
    )
    assert await slug(verifier, shared) == "token-malformed"
    good = subject("USA").token("meetings")
    assert await slug(verifier, good[:-8] + "AAAAAAAA") == "token-malformed"


async def test_an_id_token_opens_nothing(verifier):
    from services.common.testing import _key

    claims = {"iss": ISSUER, "aud": "meetings", "sub": "u1", "iat": time.time(), "exp": time.time() + 60}
    identity = jwt.encode({"alg": "RS256", "kid": "test", "typ": "JWT"}, claims, _key())
    assert await slug(verifier, identity) == "token-malformed"
    keycloak = jwt.encode({"alg": "RS256", "kid": "test", "typ": "JWT"}, {**claims, "typ": "Bearer"}, _key())
    assert (await verifier.verify(keycloak))["sub"] == "u1"


async def test_a_verified_token_is_remembered_for_a_minute_at_most(verifier, clock):
    token = subject("USA").token("meetings", exp=clock.now + 300)
    await verifier.verify(token)
    verifier._keys = FixedKeys(KeySet([RSAKey.generate_key(2048, {"kid": "test"})]))
    clock.now += CACHE_SECONDS - 1
    assert await verifier.verify(token)
    clock.now += 2
    assert await slug(verifier, token) == "token-malformed"


async def test_memory_never_outlives_the_expiry(verifier, clock):
    token = subject("USA").token("meetings", exp=clock.now + 10)
    await verifier.verify(token)
    clock.now += 16
    assert await slug(verifier, token) == "token-expired"


async def test_keys_are_found_by_discovery_and_fetched_anew_when_rotated():
    keys = [RSAKey.generate_key(2048, {"kid": "one"}), RSAKey.generate_key(2048, {"kid": "two"})]
    published, asked = [keys[0]], []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.path)
        if request.url.path.endswith("openid-configuration"):
            return httpx.Response(200, json={"jwks_uri": f"{ISSUER}/jwks"})
        return httpx.Response(200, json=KeySet(published).as_dict())

    found = IssuerKeys(ISSUER, client=httpx.AsyncClient(transport=httpx.MockTransport(answer)))
    assert [key.kid for key in (await found.find("one")).keys] == ["one"]
    await found.find("one")
    assert asked == ["/.well-known/openid-configuration", "/jwks"]
    published.append(keys[1])
    await found.find("two")  # just fetched: not again for each unknown id
    assert len(asked) == 2
    found._fetched -= 10
    assert [key.kid for key in (await found.find("two")).keys] == ["one", "two"]
    assert asked[2:] == ["/jwks"]


async def test_an_issuer_that_does_not_answer_is_a_503():
    def answer(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("away")

    found = IssuerKeys(ISSUER, client=httpx.AsyncClient(transport=httpx.MockTransport(answer)))
    with pytest.raises(Problem) as refused:
        await TokenVerifier(ISSUER, "meetings", found).verify(subject("USA").token("meetings"))
    assert (refused.value.status, refused.value.type) == (503, "issuer-unavailable")


CLAIMS = {"sub": "u1", "iat": 1, "exp": 2}


def test_missing_attributes_give_a_subject_who_may_read_nothing():
    made = subject_from(CLAIMS)
    assert (made.affiliation, made.nation, made.clearance, made.roles) == (None, "", (), frozenset())


def test_levels_are_understood_by_name_and_by_number():
    assert subject_from({**CLAIMS, "clearance": {"coalition": "SECRET"}}).clearance == (("coalition", 3),)
    assert subject_from({**CLAIMS, "clearance": {"coalition": 3}}).clearance == (("coalition", 3),)
    assert subject_from({**CLAIMS, "clearance": {"unheard-of": "SECRET"}}).clearance == ()


@pytest.mark.parametrize(
    "claims",
    [
        {"clearance": {"coalition": "ULTRA"}},
        {"clearance": {"coalition": True}},
        {"clearance": ["SECRET"]},
        {"affiliation": ["USA"]},
        {"roles": "auditor"},
        {"coi": [1]},
        {"letter": {}},
        {"letter": {"max_level": "SECRET", "expires": "tomorrow"}},
        {"letter": {"max_level": "SECRET", "expires": "2026-01-01T00:00:00"}},
    ],
)
def test_a_claim_of_a_wrong_form_is_a_malformed_token_never_a_default(claims):
    with pytest.raises(Problem) as refused:
        subject_from({**CLAIMS, **claims})
    assert refused.value.type == "token-malformed"


def test_an_embed_acts_for_the_host_and_reads_by_affiliation_within_the_letter():
    letter = {"max_level": "CONFIDENTIAL", "groups": ["FVEY"], "expires": "2027-01-01T00:00:00Z"}
    made = subject("GBR", acts_for="USA", letter=letter).subject()
    assert (made.nation, made.reader().affiliation) == ("USA", "GBR")
    bound = made.reader().letter
    assert bound is not None
    assert (bound.max_level, bound.expires) == (2, datetime(2027, 1, 1, tzinfo=UTC))


def test_rights_that_differ_have_digests_that_differ():
    people = [
        subject("USA"),
        subject("GBR"),
        subject("USA", coi=["X"]),
        subject("USA", clearance={"coalition": 1}),
    ]
    assert len({person.subject().digest() for person in people}) == 4
    assert subject("USA", id="a").subject().digest() == subject("USA", id="b").subject().digest()


async def test_a_revoked_sign_in_is_refused_however_fresh_its_token(clock):
    revocations = Revocations(None)
    doors = Authenticator(TokenVerifier(ISSUER, "meetings", issuer_keys(), clock), revocations)
    refreshed = subject("USA", id="u1").token("meetings", auth_time=clock.now - 1000)
    anew = subject("USA", id="u1").token("meetings", auth_time=clock.now)
    assert (await doors.subject(f"Bearer {refreshed}")).id == "u1"
    told: list[str] = []
    revocations.listen(told.append)
    revocations.note("u1", datetime.fromtimestamp(clock.now - 10, UTC))
    with pytest.raises(Problem) as refused:
        await doors.subject(f"Bearer {refreshed}")
    assert (refused.value.status, refused.value.type, told) == (401, "subject-revoked", ["u1"])
    assert (await doors.subject(f"Bearer {anew}")).id == "u1"


async def test_an_earlier_revocation_does_not_lift_a_later_one():
    revocations = Revocations(None)
    late = datetime.now(UTC)
    revocations.note("u1", late)
    revocations.note("u1", late - timedelta(days=1))
    assert revocations.refuses("u1", late.timestamp() - 1)


def test_without_news_for_the_grace_time_nobody_is_let_in(clock):
    revocations = Revocations(60.0, clock)
    clock.now += 59
    revocations.check("u1", 0)
    clock.now += 2
    with pytest.raises(Problem) as refused:
        revocations.check("u1", 0)
    assert (refused.value.status, refused.value.type) == (503, "revocations-unknown")
    revocations.confirm()
    revocations.check("u1", 0)


async def test_the_poller_asks_with_its_own_token_and_goes_on_from_where_it_was(clock):
    queries, items = [], [{"subject": "u1", "not_before": "2026-11-01T00:00:00+00:00"}]

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("openid-configuration"):
            return httpx.Response(200, json={"token_endpoint": f"{ISSUER}/token"})
        if request.url.path == "/token":
            assert request.content == b"grant_type=client_credentials&audience=directory"
            return httpx.Response(200, content=json.dumps({"access_token": "t", "expires_in": 60}))
        assert request.headers["authorization"] == "Bearer t"
        queries.append(request.url.query.decode())
        first = not request.url.query
        return httpx.Response(200, json={"items": items if first else [], "next": "7" if first else None})

    revocations = Revocations(1.0, clock)
    clock.now += 5
    poller = RevocationPoller(revocations, directory(answer))
    await poller.poll()
    await poller.poll()
    assert queries == ["", "after=7", "after=7"]
    assert revocations.refuses("u1", datetime(2026, 10, 31, tzinfo=UTC).timestamp())
    revocations.check("u2", 0)


async def test_the_poller_goes_on_whatever_the_directory_answers(monkeypatch, clock):
    pages = iter([b"[]", b'{"items": 7}', b'{"items": []}'])
    asked = asyncio.Event()

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("openid-configuration"):
            return httpx.Response(200, json={"token_endpoint": f"{ISSUER}/token"})
        if request.url.path == "/token":
            return httpx.Response(200, json={"access_token": "t"})
        page = next(pages, None)
        if page is None:
            asked.set()
        return httpx.Response(200, content=page or b'{"items": []}')

    monkeypatch.setattr(revocations_module, "POLL_SECONDS", 0.0)
    poller = RevocationPoller(Revocations(1.0, clock), directory(answer))
    with measured() as points:
        asking = asyncio.create_task(poller.run())
        await asyncio.wait_for(asked.wait(), 60.0)
        assert not asking.done()
        asking.cancel()
        (unanswered,) = points(METRIC_UNANSWERED)
    assert (unanswered.value, unanswered.attributes) == (2, {ATTRIBUTE_PEER: "directory"})


async def test_an_issuer_that_does_not_answer_the_poller_is_counted_as_that(monkeypatch, clock):
    asked = asyncio.Event()

    def answer(request: httpx.Request) -> httpx.Response:
        asked.set()
        raise httpx.ConnectError("away")

    monkeypatch.setattr(revocations_module, "POLL_SECONDS", 60.0)
    poller = RevocationPoller(Revocations(1.0, clock), directory(answer))
    with measured() as points:
        asking = asyncio.create_task(poller.run())
        await asyncio.wait_for(asked.wait(), 60.0)
        while not points(METRIC_UNANSWERED):
            await asyncio.sleep(0)
        asking.cancel()
        (unanswered,) = points(METRIC_UNANSWERED)
    assert unanswered.attributes == {ATTRIBUTE_PEER: "issuer"}


async def test_while_the_issuer_is_away_the_directory_is_asked_with_the_token_in_hand(clock):
    away = False

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/v1/revocations":
            return httpx.Response(200, json={"items": [], "next": None})
        if away:
            raise httpx.ConnectError("away")
        if request.url.path.endswith("/openid-configuration"):
            return httpx.Response(200, json={"token_endpoint": f"{ISSUER}/token"})
        return httpx.Response(200, json={"access_token": "own", "expires_in": 300})

    client = httpx.AsyncClient(transport=httpx.MockTransport(answer))
    known = {"directory_url": "http://directory", "issuer": ISSUER, "client_id": "x", "client_secret": "y"}
    asking = DirectoryClient(**known, client=client, monotonic=clock)
    await asking.get("/v1/revocations", {})
    away = True
    for seconds in (149, 2, 148):
        clock.now += seconds
        assert await asking.get("/v1/revocations", {}) == {"items": [], "next": None}
        assert asking.asked == "directory"
    clock.now += 2
    with pytest.raises(httpx.ConnectError):
        await asking.get("/v1/revocations", {})
    assert asking.asked == "issuer"
    away = False
    assert await asking.get("/v1/revocations", {}) and asking.asked == "directory"


async def test_an_issuer_that_is_away_is_asked_once_however_many_wait():
    asked = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.path)
        raise httpx.ConnectError("away")

    keys = IssuerKeys(ISSUER, client=httpx.AsyncClient(transport=httpx.MockTransport(answer)))
    refused = await asyncio.gather(*(keys.find("k") for _ in range(20)), return_exceptions=True)
    assert {(problem.status, problem.type) for problem in refused} == {(503, "issuer-unavailable")}
    assert len(asked) == 1


async def test_a_revoked_person_is_refused_by_the_service(app, american):
    assert (await american.get("/v1/notes")).status_code == 200
    app.state.revocations.note("usa-1", datetime.now(UTC) + timedelta(seconds=2))
    answer = await american.get("/v1/notes")
    assert (answer.status_code, answer.json()["type"]) == (401, "urn:entente:problem:subject-revoked")


@pytest.mark.parametrize("header", ["Basic dTpw", "Bearer", "Bearer ", "Token x"])
async def test_another_scheme_is_no_token(app, header):
    async with client_for(app, Authorization=header) as client:
        answer = await client.get("/v1/notes")
    assert (answer.status_code, answer.json()["type"]) == (401, "urn:entente:problem:token-malformed")
