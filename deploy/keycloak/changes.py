"""The changes that the realm still needs: each says what is not so, and can be done.

They come one by one, each found after the ones before it were done (or only told): what depends on something
that is not there yet is then not looked for. Clients, scopes and people that are not ours are left alone.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from keycloak import KeycloakAdmin

from deploy.keycloak.change import Change, call
from deploy.keycloak.client_changes import ClientChanges
from deploy.keycloak.compare import differences, merged
from deploy.keycloak.desired import Client, Representation, Site, signing_key, user_profile
from deploy.keycloak.people import People

_KEYS = "org.keycloak.keys.KeyProvider"
_SIGNS = frozenset({"rsa", "rsa-generated", "java-keystore", "ecdsa-generated", "eddsa-generated"})

_FLOW, _OFF = "browser", "DISABLED"


@dataclass(frozen=True)
class Realm:
    """The realm at a Keycloak that is reached as its administrator, and what it must be."""

    admin: KeycloakAdmin
    file: Representation
    site: Site
    partners: Sequence[Client] = ()
    """Clients of this installation besides those of the file."""
    people: People | None = None
    """The people of the demonstration."""

    @property
    def name(self) -> str:
        """Its name."""
        return str(self.file["realm"])

    def changes(self) -> Iterator[Change]:
        """What is to be done, in order; of a realm that is not there and is not made, that alone."""
        if not self._exists():
            # a new realm lets nobody in before all the rest is as it should be
            made = {"realm": self.name, "enabled": False}
            yield Change(f"realm {self.name}", ("is not there",), call(self.admin.create_realm, made))
            if not self._exists():
                return
        self.admin.change_current_realm(self.name)
        yield from self._profile()
        yield from self._keys()
        yield from self._roles()
        yield from self._default_role()
        yield from self._groups()
        clients = ClientChanges(self.admin, self.file, self.site, self.partners)
        if self.people:
            yield from clients.without_accounts()
            yield from self.people.changes()
        yield from clients.changes()
        yield from self._switched_off()
        yield from self._ways_in()
        yield from self._settings()

    def _exists(self) -> bool:
        self.admin.change_current_realm("master")
        return any(realm["realm"] == self.name for realm in self.admin.get_realms())

    def _profile(self) -> Iterator[Change]:
        wanted, found = user_profile(self.file), self.admin.get_realm_users_profile()
        there = {one["name"]: one for one in found.get("attributes", [])}
        named = {one["name"]: one for one in wanted["attributes"]}
        why = [f"{name}: is not ours" for name in there if name not in named]
        why += [line for name, one in named.items() for line in differences(one, there.get(name), name)]
        if found.get("unmanagedAttributePolicy"):
            why.append("attributes that are not declared are kept")
        if why:
            yield Change("user profile", tuple(why), call(self.admin.update_realm_users_profile, wanted))

    def _keys(self) -> Iterator[Change]:
        wanted = signing_key(self.file)
        keys = self.admin.get_components({"type": _KEYS})
        found = next((one for one in keys if one["name"] == wanted["name"]), None)
        if found is None:
            made = wanted | {"parentId": self.admin.get_realm(self.name)["id"]}
            yield Change("signing key", ("is not there",), call(self.admin.create_component, made))
        elif why := tuple(differences(wanted, found)):
            update = call(self.admin.update_component, found["id"], merged(found, wanted))
            yield Change("signing key", why, update)
        for other in keys:
            if other["providerId"] in _SIGNS and other["name"] != wanted["name"]:
                remove = call(self.admin.delete_component, other["id"])
                yield Change(f"signing key {other['name']}", ("is not ours",), remove)

    def _roles(self) -> Iterator[Change]:
        found = {role["name"]: role for role in self.admin.get_realm_roles(brief_representation=False)}
        for name, description in self.file["roles"].items():
            what, wanted = f"role {name}", {"name": name, "description": description}
            if name not in found:
                yield Change(what, ("is not there",), call(self.admin.create_realm_role, wanted))
                continue
            if why := tuple(differences(wanted, found[name])):
                yield Change(what, why, call(self.admin.update_realm_role, name, wanted))
            yield from self._alone(what, name)

    def _default_role(self) -> Iterator[Change]:
        """Whoever is made new may do nothing."""
        return self._alone("default roles", f"default-roles-{self.name}")

    def _alone(self, what: str, role: str) -> Iterator[Change]:
        """A role gives no other one."""
        for inner in self.admin.get_composite_realm_roles_of_role(role):
            remove = call(self.admin.remove_composite_realm_roles_to_role, role, [inner])
            yield Change(what, (f"gives {inner['name']}",), remove)

    def _groups(self) -> Iterator[Change]:
        found = {group["name"] for group in self.admin.get_groups()}
        for nation in self.file["nations"]:
            if nation not in found:
                create = call(self.admin.create_group, {"name": nation})
                yield Change(f"group {nation}", ("is not there",), create)

    def _switched_off(self) -> Iterator[Change]:
        for action in self.admin.get_required_actions():
            alias = action["alias"]
            if alias in self.file["disabled_actions"] and action["enabled"]:
                update = call(self.admin.update_required_action, alias, action | {"enabled": False})
                yield Change(f"action {alias}", ("is on",), update)
        for client in self.admin.get_clients():
            if client["clientId"] in self.file["disabled_clients"] and client["enabled"]:
                update = call(self.admin.update_client, client["id"], client | {"enabled": False})
                yield Change(f"client {client['clientId']}", ("is on",), update)

    def _ways_in(self) -> Iterator[Change]:
        for step in self.admin.get_authentication_flow_executions(_FLOW):
            way = step.get("providerId")
            if way in self.file["disabled_ways_in"] and step["requirement"] != _OFF:
                off = step | {"requirement": _OFF}
                update = call(self.admin.update_authentication_flow_executions, off, _FLOW)
                yield Change(f"way in {way}", ("is open",), update)

    def _settings(self) -> Iterator[Change]:
        settings, found = self.file["settings"], self.admin.get_realm(self.name)
        if why := tuple(differences(settings, found)):
            update = merged(found, settings)
            yield Change("settings", why, call(self.admin.update_realm, self.name, update))
