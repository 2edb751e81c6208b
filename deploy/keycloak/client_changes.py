"""The changes that clients and client scopes still need."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from keycloak import KeycloakAdmin, KeycloakPostError
from keycloak.exceptions import raise_error_from_response

from deploy.keycloak.change import Change, call
from deploy.keycloak.compare import differences, merged
from deploy.keycloak.desired import DIRECTORY, POLL_ROLE, Client, Representation, Scope, Site, clients, scopes

_MAPPER = {"protocol": "openid-connect"}


@dataclass(frozen=True)
class ClientChanges:
    """What our clients may do and what their tokens say, in the realm that ``admin`` stands in."""

    admin: KeycloakAdmin
    file: Representation
    site: Site
    partners: Sequence[Client]

    def changes(self) -> Iterator[Change]:
        """What is to be done, in order."""
        ours = [*clients(self.file, self.site), *self.partners]
        for client in ours:
            yield from self._client(client)
        yield from self._poll_role()
        for scope in scopes(self.file):
            yield from self._scope(scope)
        for client in ours:
            yield from self._scopes_of(client)
            yield from self._account_of(client)

    def without_accounts(self) -> Iterator[Change]:
        """Partners' clients that are not there, for now without the accounts that they act as: an account
        that comes with its client has another id than the one that the scenario knows.
        """
        for partner in self.partners:
            if self._found(partner.id) is None:
                made = partner.representation | {"serviceAccountsEnabled": False, "defaultClientScopes": []}
                yield Change(f"client {partner.id}", ("is not there",), call(self.admin.create_client, made))

    def _client(self, client: Client) -> Iterator[Change]:
        what, wanted, found = f"client {client.id}", client.representation, self._found(client.id)
        if found is None:
            made = {**wanted, "defaultClientScopes": [], "optionalClientScopes": []}
            yield Change(what, ("is not there",), call(self.admin.create_client, made))
            return
        for mapper in found.get("protocolMappers", []):
            remove = call(self.admin.remove_client_mapper, found["id"], mapper["id"])
            yield Change(what, (f"mapper {mapper['name']} is not ours",), remove)
        for role in self.admin.get_realm_roles_of_client_scope(found["id"]):
            remove = call(self.admin.delete_realm_roles_of_client_scope, found["id"], [role])
            yield Change(what, (f"role {role['name']} passes into its tokens",), remove)
        if why := tuple(differences(wanted, found)):
            # mappers are changed above; what was read before that must not come back
            update = {key: value for key, value in merged(found, wanted).items() if key != "protocolMappers"}
            yield Change(what, why, call(self.admin.update_client, found["id"], update))

    def _found(self, name: str) -> Representation | None:
        found: list[Representation] = self.admin.get_clients()
        return next((client for client in found if client["clientId"] == name), None)

    def _poll_role(self) -> Iterator[Change]:
        """Who has it gets tokens for the directory: it is how the audience is found out."""
        client = self.admin.get_client_id(DIRECTORY)
        if client is None or any(role["name"] == POLL_ROLE for role in self.admin.get_client_roles(client)):
            return
        create = call(self.admin.create_client_role, client, {"name": POLL_ROLE})
        yield Change(f"client {DIRECTORY}", (f"role {POLL_ROLE}: is not there",), create)

    def _scope(self, scope: Scope) -> Iterator[Change]:
        what, found = f"scope {scope.name}", self._scope_named(scope.name)
        attributes = {"include.in.token.scope": "false", "display.on.consent.screen": "false"}
        wanted = {"name": scope.name, "protocol": "openid-connect", "attributes": attributes}
        if found is None:
            yield Change(what, ("is not there",), call(self.admin.create_client_scope, wanted))
            found = self._scope_named(scope.name)
            if found is None:
                return
        elif why := tuple(differences(wanted, found)):
            update = call(self.admin.update_client_scope, found["id"], merged(found, wanted))
            yield Change(what, why, update)
        yield from self._mappers(what, scope, found)
        yield from self._passing(what, scope, found["id"])

    def _scope_named(self, name: str) -> Representation | None:
        found: list[Representation] = self.admin.get_client_scopes()
        return next((scope for scope in found if scope["name"] == name), None)

    def _mappers(self, what: str, scope: Scope, found: Representation) -> Iterator[Change]:
        there = {mapper["name"]: mapper for mapper in found.get("protocolMappers", [])}
        for name in there.keys() - scope.mappers.keys():
            remove = call(self.admin.delete_mapper_from_client_scope, found["id"], there[name]["id"])
            yield Change(what, (f"mapper {name} is not ours",), remove)
        for name, mapper in scope.mappers.items():
            wanted = {"name": name, **mapper}
            if name not in there:
                add = call(self.admin.add_mapper_to_client_scope, found["id"], wanted)
                yield Change(what, (f"mapper {name} is not there",), add)
            elif why := tuple(differences(wanted, there[name])):
                identity = there[name]["id"]
                update = call(
                    self.admin.update_mapper_in_client_scope, found["id"], identity, wanted | {"id": identity}
                )
                yield Change(what, tuple(f"mapper {name}: {line}" for line in why), update)

    def _passing(self, what: str, scope: Scope, identity: str) -> Iterator[Change]:
        """The roles that pass into tokens with the scope, of those that somebody has."""
        there = self.admin.connection.raw_get(self._passing_at(identity, ""))
        found = there.json() if there.ok else {}
        passing = {role["name"]: role for role in found.get("realmMappings", [])}
        known = {role["name"]: role for role in self.admin.get_realm_roles()}
        for name in scope.roles:
            if name not in passing and name in known:
                add = call(self._pass, identity, known[name])
                yield Change(what, (f"role {name} does not pass",), add)
        for name in passing.keys() - set(scope.roles):
            remove = call(
                self.admin.connection.raw_delete,
                self._passing_at(identity, "/realm"),
                json.dumps([passing[name]]),
            )
            yield Change(what, (f"role {name} passes",), remove)
        yield from self._passing_of_clients(what, scope, identity)

    def _passing_of_clients(self, what: str, scope: Scope, identity: str) -> Iterator[Change]:
        for owner, roles in scope.client_roles.items():
            client = self.admin.get_client_id(owner)
            if client is None:
                continue
            found = self.admin.get_client_specific_roles_of_client_scope(identity, client)
            passing = {role["name"] for role in found}
            for role in self.admin.get_client_roles(client):
                if role["name"] in roles and role["name"] not in passing:
                    add = call(self.admin.add_client_specific_roles_to_client_scope, identity, client, [role])
                    yield Change(what, (f"role {owner}/{role['name']} does not pass",), add)

    def _passing_at(self, identity: str, below: str) -> str:
        realm = self.admin.connection.realm_name
        return f"admin/realms/{realm}/client-scopes/{identity}/scope-mappings{below}"

    def _pass(self, identity: str, role: Representation) -> None:
        answer = self.admin.connection.raw_post(self._passing_at(identity, "/realm"), json.dumps([role]))
        raise_error_from_response(answer, KeycloakPostError, expected_codes=[204])

    def _scopes_of(self, client: Client) -> Iterator[Change]:
        identity = self.admin.get_client_id(client.id)
        if identity is None:
            return
        named = {scope["name"]: scope["id"] for scope in self.admin.get_client_scopes()}
        kinds = (
            ("always", client.always, self.admin.get_client_default_client_scopes,
             self.admin.add_client_default_client_scope, self.admin.delete_client_default_client_scope),
            ("on request", client.on_request, self.admin.get_client_optional_client_scopes,
             self.admin.add_client_optional_client_scope, self.admin.delete_client_optional_client_scope),
        )  # fmt: skip
        what = f"client {client.id}"
        for kind, wanted, get, _, delete in kinds:
            for scope in get(identity):
                if scope["name"] not in wanted:
                    remove = call(delete, identity, scope["id"])
                    yield Change(what, (f"has the scope {scope['name']} {kind}",), remove)
        for kind, wanted, get, add, _ in kinds:
            there = {scope["name"] for scope in get(identity)}
            for name in wanted:
                if name not in there and name in named:
                    ids = {"realm": self.admin.connection.realm_name, "client": identity}
                    give = call(add, identity, named[name], ids | {"clientScopeId": named[name]})
                    yield Change(what, (f"has not the scope {name} {kind}",), give)

    def _account_of(self, client: Client) -> Iterator[Change]:
        """The roles of a client's own account, where it comes for itself."""
        identity = self.admin.get_client_id(client.id)
        if identity is None or not client.service_roles:
            return
        account, what = self.admin.get_client_service_account_user(identity)["id"], f"account of {client.id}"
        there = {role["name"]: role for role in self.admin.get_realm_roles_of_user(account)}
        known = {role["name"]: role for role in self.admin.get_realm_roles()}
        for name in there.keys() - set(client.service_roles):
            remove = call(self.admin.delete_realm_roles_of_user, account, [there[name]])
            yield Change(what, (f"has the role {name}",), remove)
        for name in client.service_roles:
            if name not in there and name in known:
                give = call(self.admin.assign_realm_roles, account, [known[name]])
                yield Change(what, (f"has not the role {name}",), give)
        directory = self.admin.get_client_id(DIRECTORY)
        if not client.polls or directory is None:
            return
        held = {role["name"] for role in self.admin.get_client_roles_of_user(account, directory)}
        for role in self.admin.get_client_roles(directory):
            if role["name"] == POLL_ROLE and POLL_ROLE not in held:
                give = call(self.admin.assign_client_role, account, directory, [role])
                yield Change(what, (f"has not the role {DIRECTORY}/{POLL_ROLE}",), give)
