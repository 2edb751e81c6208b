"""The realm is as the code says, applied again changes nothing, and tells what drifted."""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from deploy.dev.processes import base_environment
from deploy.dev.state import CHECKOUT
from deploy.keycloak.change import Change
from deploy.keycloak.changes import Realm
from deploy.keycloak.people import demonstration_user, people_of
from deploy.keycloak.settings import SCENARIO, realm_of
from deploy.keycloak.tests.asking import Asking, claims_of, realm_to_itself
from deploy.stack.shared_keycloak import SharedKeycloak
from services.common.errors import Problem
from services.common.tokens import IssuerKeys, TokenVerifier

pytestmark = pytest.mark.real
NAME = "entente-drift"


@pytest.fixture(scope="module")
def realm(keycloak: SharedKeycloak) -> Iterator[Realm]:
    """A realm as one of production has it, with nobody in it, which the tests may change."""
    realm = realm_of(keycloak.settings(people=False))
    realm = replace(realm, file=realm.file | {"realm": NAME})
    forget(realm)  # what a run that was killed left
    apply(realm)
    yield realm
    forget(realm)


def forget(realm: Realm) -> None:
    realm.admin.change_current_realm("master")
    if NAME in [one["realm"] for one in realm.admin.get_realms()]:
        realm.admin.delete_realm(NAME)


def apply(realm: Realm) -> list[Change]:
    done = []
    for change in realm.changes():
        change.do()
        done.append(change)
    return done


def told(realm: Realm) -> list[str]:
    return [f"{change.what}: {why}" for change in realm.changes() for why in change.why]


def client(realm: Realm, name: str) -> str:
    return str(realm.admin.get_client_id(name))


def scope(realm: Realm, name: str) -> dict:
    return next(one for one in realm.admin.get_client_scopes() if one["name"] == name)


def test_applied_again_it_changes_nothing_and_the_plan_is_empty(realm: Realm) -> None:
    assert told(realm) == [] and apply(realm) == []


def test_the_realm_with_the_people_is_as_it_should_be_too(keycloak: SharedKeycloak) -> None:
    with realm_to_itself(keycloak):
        assert told(realm_of(keycloak.settings())) == []


def test_a_realm_of_production_has_nobody_but_the_accounts_of_services(realm: Realm) -> None:
    assert realm.admin.get_users() == []
    assert realm.admin.get_client_id("partner.jts") is None


def changed(realm: Realm, name: str, **what: Any) -> None:
    realm.admin.update_client(client(realm, name), {"clientId": name, **what})


def claim(realm: Realm, name: str, value: str) -> dict:
    config = {"claim.name": name, "claim.value": value, "access.token.claim": "true"}
    kind = "oidc-hardcoded-claim-mapper"
    return {"name": "more", "protocol": "openid-connect", "protocolMapper": kind, "config": config}


def drift(realm: Realm) -> Iterator[str]:
    """Somebody changes one thing after the other by hand; each comes with what is to be said of it."""
    admin = realm.admin
    changed(realm, "gateway", redirectUris=["*"])
    yield "client gateway: redirectUris"
    changed(realm, "gateway", attributes={"pkce.code.challenge.method": ""})
    yield "client gateway: attributes.pkce.code.challenge.method"
    changed(realm, "gateway", directAccessGrantsEnabled=True)
    yield "client gateway: directAccessGrantsEnabled"
    changed(realm, "meetings", attributes={"standard.token.exchange.enabled": "true"})
    yield "client meetings: attributes.standard.token.exchange.enabled"
    changed(realm, "insight", fullScopeAllowed=True)
    yield "client insight: fullScopeAllowed"
    changed(realm, "audit", secret="another secret of the service")
    yield "client audit: secret: differs"
    changed(realm, "account", enabled=True)
    yield "client account: is on"
    admin.add_mapper_to_client(client(realm, "gateway"), claim(realm, "affiliation", "USA"))
    yield "client gateway: mapper more is not ours"
    admin.add_mapper_to_client_scope(scope(realm, "basic")["id"], claim(realm, "groups", "FVEY"))
    yield "scope basic: mapper more is not ours"
    own = mapper(realm, "affiliation")
    config = own["config"] | {"user.attribute": "acts_for"}
    admin.update_mapper_in_client_scope(
        scope(realm, "releasability")["id"], own["id"], own | {"config": config}
    )
    yield "scope releasability: mapper affiliation: config.user.attribute"
    audience, gateway = scope(realm, "audience-audit")["id"], client(realm, "gateway")
    admin.delete_client_optional_client_scope(gateway, audience)
    ids = {"realm": NAME, "client": gateway, "clientScopeId": audience}
    admin.add_client_default_client_scope(gateway, audience, ids)
    yield "client gateway: has the scope audience-audit always"
    yield "client gateway: has not the scope audience-audit on request"
    admin.add_composite_realm_roles_to_role("liaison", [admin.get_realm_role("platform_admin")])
    yield "role liaison: gives platform_admin"
    admin.add_composite_realm_roles_to_role(
        f"default-roles-{NAME}", [admin.get_realm_role("release_authority")]
    )
    yield "default roles: gives release_authority"
    account = admin.get_client_service_account_user(client(realm, "insight"))["id"]
    admin.assign_realm_roles(account, [admin.get_realm_role("auditor")])
    yield "account of insight: has the role auditor"
    profile = admin.get_realm_users_profile()
    profile["attributes"][-1]["permissions"]["edit"] = ["admin", "user"]
    admin.update_realm_users_profile(profile | {"unmanagedAttributePolicy": "ENABLED"})
    yield f"user profile: {profile['attributes'][-1]['name']}.permissions.edit"
    yield "user profile: attributes that are not declared are kept"
    parent = admin.get_realm(NAME)["id"]
    admin.create_component({
        "name": "mine", "providerId": "rsa-generated", "providerType": "org.keycloak.keys.KeyProvider",
        "parentId": parent, "config": {"priority": ["200"], "algorithm": ["PS256"]},
    })  # fmt: skip
    yield "signing key mine: is not ours"
    let_in_by_cookie(realm)
    yield "way in auth-cookie: is open"
    admin.update_realm(NAME, {"accessTokenLifespan": 36000, "bruteForceProtected": False})
    yield "settings: accessTokenLifespan"
    yield "settings: bruteForceProtected"


def let_in_by_cookie(realm: Realm) -> None:
    steps = realm.admin.get_authentication_flow_executions("browser")
    cookie = next(step for step in steps if step.get("providerId") == "auth-cookie")
    realm.admin.update_authentication_flow_executions(cookie | {"requirement": "ALTERNATIVE"}, "browser")


def mapper(realm: Realm, name: str) -> dict:
    found = realm.admin.get_mappers_from_client_scope(scope(realm, "releasability")["id"])
    return next(one for one in found if one["name"] == name)


def test_what_somebody_changed_by_hand_is_told_each_and_mended(realm: Realm) -> None:
    realm.admin.change_current_realm(NAME)
    changes = list(drift(realm))
    said = told(realm)
    assert not [change for change in changes if not [line for line in said if line.startswith(change)]], said
    assert len(said) == len(changes) and "another secret" not in "".join(said)
    apply(realm)
    assert told(realm) == []


def test_what_is_not_ours_is_left_alone(realm: Realm) -> None:
    realm.admin.change_current_realm(NAME)
    realm.admin.create_client({"clientId": "tool-of-a-nation", "enabled": True})
    person = realm.admin.create_user({"username": "somebody", "enabled": True})
    assert apply(realm) == []
    assert realm.admin.get_user(person)["username"] == "somebody"
    assert realm.admin.get_client_id("tool-of-a-nation")
    assert [role["name"] for role in realm.admin.get_all_roles_of_user(person)["realmMappings"]] == [
        f"default-roles-{NAME}"
    ]


async def test_a_token_of_another_realm_is_refused(realm: Realm, keycloak: SharedKeycloak) -> None:
    """Of the same Keycloak, for the same service, of somebody of the same name with the same attributes."""
    realm.admin.change_current_realm(NAME)
    one = demonstration_user(next(iter(people_of(SCENARIO))), keycloak.passwords["us.secretary"])
    del one["id"]
    realm.admin.partial_import_realm(NAME, {"ifResourceExists": "FAIL", "users": [one]})
    asking = Asking(keycloak, NAME)
    token = asking.exchange(asking.sign_in("us.secretary")["access_token"], "meetings")
    assert claims_of(token)["aud"] == "meetings" and claims_of(token)["affiliation"] == "USA"
    other = f"{keycloak.url}/realms/{NAME}"
    assert await TokenVerifier(other, "meetings", IssuerKeys(other)).verify(token)
    with pytest.raises(Problem, match="token-malformed"):
        await TokenVerifier(keycloak.issuer, "meetings", IssuerKeys(keycloak.issuer)).verify(token)
    assert Asking(keycloak).exchanged(token, "meetings").status_code == 400


def test_the_command_says_what_differs_and_ends_with_one(keycloak: SharedKeycloak) -> None:
    given = keycloak.settings(people=False).model_dump()
    with realm_to_itself(keycloak):
        nothing = command("plan", given)
    assert (nothing.returncode, nothing.stdout) == (0, "0 differences\n"), nothing.stderr
    wrong = keycloak.state.secrets / "other-clients.json"
    wrong.write_text(json.dumps(keycloak.secrets | {"meetings": "another secret of the service"}))
    with realm_to_itself(keycloak):
        some = command("plan", given | {"secrets_file": wrong})
    assert (some.returncode, some.stdout) == (1, "client meetings: secret: differs\n1 difference\n")
    lost = command("plan", given | {"admin_client": "nobody"})
    assert lost.returncode == 2 and "Keycloak" in lost.stderr


def command(verb: str, settings: dict[str, Any]) -> subprocess.CompletedProcess[str]:
    given = {f"ENTENTE_KEYCLOAK_{name.upper()}": str(value) for name, value in settings.items() if value}
    return subprocess.run(
        [sys.executable, "-m", "deploy.keycloak", verb], env=base_environment() | given, cwd=CHECKOUT,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
