"""The people of the demonstration in the realm; a realm of production has none of them."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import yaml
from keycloak import KeycloakAdmin

from deploy.keycloak.change import Change, call
from deploy.keycloak.compare import differences, merged
from deploy.keycloak.desired import Representation

_AT_FIRST = frozenset({"realmRoles", "credentials", "groups", "serviceAccountClientId"})
"""What is compared by itself, or is given when somebody is made and not looked at again."""


@dataclass(frozen=True)
class People:
    """People of a scenario with their passwords by user name. Nobody is ever taken away."""

    admin: KeycloakAdmin
    realm: str
    everybody: Sequence[Representation]
    passwords: Mapping[str, str] = field(repr=False)

    def changes(self) -> Iterator[Change]:
        """What is to be done, in order."""
        there = {user["username"]: user for user in self.admin.get_users({"briefRepresentation": False})}
        there |= {account["username"]: account for account in self._accounts()}
        roles = {role["name"]: role for role in self.admin.get_realm_roles()}
        missing = []
        for person in self.everybody:
            wanted = demonstration_user(person, self._password(person))
            if wanted["username"] in there:
                yield from self._kept(wanted, there[wanted["username"]], roles)
            else:
                missing.append(wanted)
        if missing:
            payload = {"ifResourceExists": "FAIL", "users": missing}
            why = tuple(f"{wanted['username']} is not there" for wanted in missing)
            yield Change("people", why, call(self.admin.partial_import_realm, self.realm, payload))

    def _accounts(self) -> Iterator[Representation]:
        """The accounts that systems act as; a list of people leaves them out."""
        for person in self.everybody:
            client = self.admin.get_client_id(person["username"]) if person.get("kind") == "system" else None
            if client and self.admin.get_client(client)["serviceAccountsEnabled"]:
                yield self.admin.get_client_service_account_user(client)

    def _password(self, person: Representation) -> str | None:
        return None if person.get("kind") == "system" else self.passwords[person["username"]]

    def _kept(
        self, wanted: Representation, found: Representation, roles: Mapping[str, Representation]
    ) -> Iterator[Change]:
        """Somebody who is there: everything but the password, which cannot be read."""
        what = f"person {wanted['username']}"
        held = {role["name"]: role for role in self.admin.get_realm_roles_of_user(found["id"])}
        said = {key: value for key, value in wanted.items() if key not in _AT_FIRST}
        why = list(differences(said, found))
        why += [
            f"attribute {name} is not ours" for name in found["attributes"].keys() - said["attributes"].keys()
        ]
        if why:
            update = merged(found, said) | {"attributes": said["attributes"]}
            yield Change(what, tuple(why), call(self.admin.update_user, found["id"], update))
        for name in held.keys() - set(wanted["realmRoles"]):
            remove = call(self.admin.delete_realm_roles_of_user, found["id"], [held[name]])
            yield Change(what, (f"has the role {name}",), remove)
        for name in set(wanted["realmRoles"]) - held.keys():
            give = call(self.admin.assign_realm_roles, found["id"], [roles[name]])
            yield Change(what, (f"has not the role {name}",), give)


def demonstration_user(person: Representation, password: str | None) -> Representation:
    """A person of the scenario as a user; without a password the account of a client (a partner's system)."""
    first, _, last = person["name"].partition(" ")
    many = {name: person[name] for name in ("groups", "coi", "restrictive") if person.get(name)}
    said = {"affiliation": person["affiliation"], "acts_for": person.get("acts_for") or person["affiliation"]}
    said |= {"organisation": person["organisation"], "clearance": json.dumps(person["clearance"])}
    if person.get("letter"):
        said["letter"] = json.dumps(person["letter"])
    username = person["username"]
    made = {
        "id": person["id"], "username": username, "enabled": True, "firstName": first, "lastName": last,
        "attributes": {name: [value] for name, value in said.items()} | many,
        "realmRoles": list(person.get("roles", ())),
    }  # fmt: skip
    if password is None:
        return made | {"username": f"service-account-{username}", "serviceAccountClientId": username}
    credential = {"type": "password", "value": password, "temporary": False}
    return made | {"credentials": [credential], "groups": [f"/{person['affiliation']}"]}


def people_of(file: Path) -> Iterable[Representation]:
    """The people of a scenario's file."""
    found: list[Representation] = yaml.safe_load(file.read_text(encoding="utf-8"))["people"]
    return found
