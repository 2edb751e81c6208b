"""What the realm must be, in the shapes of Keycloak's administration: built from ``realm.yaml`` and a site.

Pure: nothing here speaks to Keycloak.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

Representation = dict[str, Any]
REALM_FILE = Path(__file__).with_name("realm.yaml")
GATEWAY, COMMAND_LINE, DIRECTORY = "gateway", "entente-cli", "directory"
CLAIMS, ROLES, POLLS = "releasability", "entente-roles", "revocations"
POLL_ROLE = "poll-revocations"
_BASIC, _PROFILE = "basic", "profile"


@dataclass(frozen=True)
class Site:
    """What differs from one installation to another. ``secrets`` by client."""

    public_url: str
    secrets: Mapping[str, str] = field(repr=False)
    backchannel_url: str = ""
    """Where Keycloak reaches the gateway; without it at its public address."""


@dataclass(frozen=True)
class Client:
    """A client and the scopes that its tokens have always, and on request."""

    representation: Representation
    always: tuple[str, ...]
    on_request: tuple[str, ...] = ()
    service_roles: tuple[str, ...] = ()
    """Realm roles of its service account."""
    polls: bool = False
    """Whether its service account asks the directory for revocations."""

    @property
    def id(self) -> str:
        """The client id."""
        return str(self.representation["clientId"])


@dataclass(frozen=True)
class Scope:
    """A client scope: claims, and the roles that pass into its tokens.

    Keycloak leaves a scope with roles out of the tokens of whoever has none of them, and its claims with it.
    """

    name: str
    mappers: Mapping[str, Representation]
    roles: tuple[str, ...] = ()
    client_roles: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def load(path: Path = REALM_FILE) -> Representation:
    """The file, as it stands."""
    loaded: Representation = yaml.safe_load(path.read_text(encoding="utf-8"))
    return loaded


def audience_scope(service: str) -> str:
    """The scope whose tokens are for ``service``."""
    return f"audience-{service}"


def scopes(file: Representation) -> list[Scope]:
    """Every client scope that is ours; their mappers are made exactly these."""
    people = [role for role in file["roles"] if role != "service"]
    return [
        Scope(_BASIC, _basic()),
        Scope(_PROFILE, {"name": _mapper("full-name", _IDENTITY), "preferred_username": _username()}),
        Scope(CLAIMS, {name: _attribute(name, rule) for name, rule in file["attributes"].items()}),
        Scope(ROLES, {}, tuple(people)),
        Scope(
            POLLS, {"directory": _mapper("audience-resolve", _ACCESS_ALONE)}, ("service",),
            {DIRECTORY: (POLL_ROLE,)},
        ),
        *(Scope(audience_scope(name), {name: _audience(name)}) for name in (GATEWAY, *file["services"])),
    ]  # fmt: skip


def clients(file: Representation, site: Site) -> list[Client]:
    """The gateway, one for each service, and the one of people who use the API by command line."""
    claims = (_BASIC, _PROFILE, CLAIMS, ROLES, audience_scope(GATEWAY))
    services = tuple(map(audience_scope, file["services"]))
    return [
        Client(_gateway(site), (*claims, POLLS), services, ("service",), polls=True),
        *(_service(name, site.secrets[name]) for name in file["services"]),
        Client(_command_line(), claims),
    ]


def partner(name: str, secret: str) -> Client:
    """A partner's system, which comes to the gateway by client credentials, as its service account."""
    always = (_BASIC, _PROFILE, CLAIMS, ROLES, audience_scope(GATEWAY))
    return Client(_machine(name, secret), always)


def user_profile(file: Representation) -> Representation:
    """The declared attributes. What is not declared cannot be kept at all."""
    seen = {"view": ["admin", "user"], "edit": ["admin"]}
    hidden = {"view": ["admin"], "edit": ["admin"]}
    declared = [
        {"name": name, "displayName": f"${{{name}}}", "multivalued": False, "permissions": seen,
         "validations": {"length": {"max": str(longest)}}}
        for name, longest in file["own"].items()
    ] + [
        {"name": name, "displayName": name, "multivalued": bool(rule.get("many")), "permissions": hidden,
         "validations": _validations(rule)}
        for name, rule in file["attributes"].items()
    ]  # fmt: skip
    return {"attributes": declared}


def signing_key(file: Representation) -> Representation:
    """The component that makes the realm's signing key."""
    key = file["signing"]
    config = {"algorithm": [key["algorithm"]], "keySize": [str(key["keySize"])], "priority": ["100"]}
    return {
        "name": key["name"], "providerId": "rsa-generated", "providerType": "org.keycloak.keys.KeyProvider",
        "config": config | {"active": ["true"], "enabled": ["true"]},
    }  # fmt: skip


def _validations(rule: Mapping[str, Any]) -> Representation:
    made: Representation = {"length": {"max": str(rule.get("longest", 255))}}
    if "pattern" in rule:
        made["pattern"] = {"pattern": rule["pattern"], "error-message": "not in the expected form"}
    return made


def _gateway(site: Site) -> Representation:
    public = site.public_url
    back = f"{site.backchannel_url or public}/auth/backchannel-logout"
    return _client(
        GATEWAY, "The edge: signs people in", secret=site.secrets[GATEWAY], standardFlowEnabled=True,
        serviceAccountsEnabled=True, redirectUris=[f"{public}/auth/callback"],
        attributes={
            "pkce.code.challenge.method": "S256", "post.logout.redirect.uris": f"{public}/",
            "standard.token.exchange.enabled": "true", "backchannel.logout.url": back,
            "backchannel.logout.session.required": "true",
        },
    )  # fmt: skip


def _command_line() -> Representation:
    return _client(
        COMMAND_LINE, "The API by command line (RFC 8252); signs in anew instead of refreshing",
        publicClient=True, standardFlowEnabled=True, redirectUris=["http://127.0.0.1/callback"],
        attributes={"pkce.code.challenge.method": "S256", "use.refresh.tokens": "false"},
    )  # fmt: skip


def _service(name: str, secret: str) -> Client:
    if name == DIRECTORY:  # it asks nobody: it is what others ask
        return Client(_client(name, "What tokens of services are for", secret=secret), ())
    return Client(_machine(name, secret), (_BASIC, _PROFILE, ROLES, POLLS), (), ("service",), polls=True)


def _machine(name: str, secret: str) -> Representation:
    return _client(name, "Comes by client credentials", secret=secret, serviceAccountsEnabled=True)


def _client(
    name: str, description: str, *, attributes: Mapping[str, str] = {}, **more: Any
) -> Representation:
    """A client that may do nothing but what ``more`` says."""
    nothing = {
        "enabled": True, "protocol": "openid-connect", "publicClient": False, "bearerOnly": False,
        "standardFlowEnabled": False, "implicitFlowEnabled": False, "directAccessGrantsEnabled": False,
        "serviceAccountsEnabled": False, "fullScopeAllowed": False, "consentRequired": False,
        "frontchannelLogout": False, "redirectUris": [], "webOrigins": [],
        "clientAuthenticatorType": "client-secret",
    }  # fmt: skip
    attributes = {**_NO_MORE, **attributes}
    return {"clientId": name, "description": description, **nothing, **more, "attributes": attributes}


_NO_MORE = {
    "access.token.header.type.rfc9068": "true", "standard.token.exchange.enabled": "false",
    "oauth2.device.authorization.grant.enabled": "false", "oidc.ciba.grant.enabled": "false",
    "client_credentials.use_refresh_token": "false", "backchannel.logout.url": "",
    "post.logout.redirect.uris": "",
}  # fmt: skip
_IDENTITY = {"id.token.claim": "true"}
_MANY = {"multivalued": "true"}
_ACCESS_ALONE = {"access.token.claim": "true", "introspection.token.claim": "true"}


def _basic() -> dict[str, Representation]:
    roles = _mapper("usermodel-realm-role", _claim("roles") | _MANY)
    return {"sub": _mapper("sub", {}), "auth_time": _note("AUTH_TIME", "auth_time"), "roles": roles}


def _mapper(kind: str, config: Mapping[str, str]) -> Representation:
    return {
        "protocol": "openid-connect", "protocolMapper": f"oidc-{kind}-mapper",
        "config": {**_ACCESS_ALONE, **config},
    }  # fmt: skip


def _claim(name: str, kind: str = "String") -> dict[str, str]:
    return {"claim.name": name, "jsonType.label": kind}


def _note(note: str, claim: str) -> Representation:
    config = {"user.session.note": note} | _IDENTITY | _claim(claim, "long")
    return _mapper("usersessionmodel-note", config)


def _username() -> Representation:
    named = {"user.attribute": "username"} | _IDENTITY | _claim("preferred_username")
    return _mapper("usermodel-attribute", named)


def _attribute(name: str, rule: Mapping[str, Any]) -> Representation:
    config = {"user.attribute": name} | _claim(name, "JSON" if rule.get("json") else "String")
    return _mapper("usermodel-attribute", config | (_MANY if rule.get("many") else {}))


def _audience(name: str) -> Representation:
    return _mapper("audience", {"included.client.audience": name})
