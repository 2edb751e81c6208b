"""What the realm's tokens say is what the services expect of them, for everybody."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from deploy.dev.identity.people import load_people
from deploy.keycloak.desired import load
from deploy.keycloak.settings import SCENARIO
from deploy.keycloak.tests.asking import Asking
from deploy.stack.shared_keycloak import SharedKeycloak
from services.common.auth import Subject, subject_from
from services.common.errors import Problem
from services.common.tokens import IssuerKeys, TokenVerifier

pytestmark = pytest.mark.real
PEOPLE = load_people(SCENARIO).everybody
SERVICES = load()["services"]


def untimed(subject: Subject) -> Subject:
    moment = datetime.fromtimestamp(0, UTC)
    return replace(subject, issued_at=moment, expires_at=moment, client=None)


def of_the_demonstration(username: str) -> Subject:
    (person,) = [one for one in PEOPLE if one.username == username]
    return untimed(subject_from(person.claims() | {"iat": 0, "exp": 0}))


async def verified(keycloak: SharedKeycloak, token: str, audience: str) -> dict:
    return dict(await TokenVerifier(keycloak.issuer, audience, IssuerKeys(keycloak.issuer)).verify(token))


@pytest.mark.parametrize("username", [one.username for one in PEOPLE if one.kind == "person"])
async def test_a_person_is_to_a_service_who_they_are_in_the_demonstration(
    keycloak: SharedKeycloak, username: str
) -> None:
    asking = Asking(keycloak)
    signed_in = asking.sign_in(username)
    claims = await verified(keycloak, asking.exchange(signed_in["access_token"], "meetings"), "meetings")
    assert untimed(subject_from(claims)) == of_the_demonstration(username)
    assert claims["auth_time"] <= claims["iat"] and claims["sid"] and claims["azp"] == "gateway"


async def test_a_partner_s_system_acts_as_itself_through_the_gateway(keycloak: SharedKeycloak) -> None:
    asking = Asking(keycloak)
    token = asking.own_token("partner.jts")
    assert untimed(subject_from(await verified(keycloak, token, "gateway"))) == of_the_demonstration(
        "partner.jts"
    )
    token = asking.exchange(token, "insight")
    assert untimed(subject_from(await verified(keycloak, token, "insight"))) == of_the_demonstration(
        "partner.jts"
    )


@pytest.mark.parametrize("client", sorted({"gateway", *SERVICES} - {"directory"}))
async def test_a_service_polls_the_directory_as_itself(keycloak: SharedKeycloak, client: str) -> None:
    subject = subject_from(await verified(keycloak, Asking(keycloak).own_token(client), "directory"))
    assert subject.roles == {"service"} and subject.client == client and subject.affiliation is None


@pytest.mark.parametrize("service", SERVICES)
async def test_a_token_for_one_service_is_refused_by_every_other(
    keycloak: SharedKeycloak, service: str
) -> None:
    asking = Asking(keycloak)
    token = asking.exchange(asking.sign_in("us.secretary")["access_token"], service)
    assert (await verified(keycloak, token, service))["aud"] == service
    for other in {"gateway", *SERVICES} - {service}:
        with pytest.raises(Problem, match="token-audience"):
            await verified(keycloak, token, other)


async def test_what_a_sign_in_gives_is_for_the_gateway_alone(keycloak: SharedKeycloak) -> None:
    tokens = Asking(keycloak).sign_in("us.secretary")
    assert (await verified(keycloak, tokens["access_token"], "gateway"))["aud"] == "gateway"
    for other in SERVICES:
        with pytest.raises(Problem, match="token-audience"):
            await verified(keycloak, tokens["access_token"], other)
    for audience in ("gateway", *SERVICES):
        with pytest.raises(Problem, match="token-malformed"):
            await verified(keycloak, tokens["id_token"], audience)


def test_a_service_cannot_turn_the_token_that_it_got_into_one_for_another(keycloak: SharedKeycloak) -> None:
    asking = Asking(keycloak)
    token = asking.sign_in("us.secretary")["access_token"]
    given = asking.exchange(token, "meetings")
    for presented in (given, token):
        assert asking.exchanged(presented, "insight", "meetings").status_code in (400, 403)
        assert asking.exchanged(presented, "insight", "partner.jts").status_code in (400, 403)
    assert asking.exchanged(token, "account", "gateway").status_code == 400
