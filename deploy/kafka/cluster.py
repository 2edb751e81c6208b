"""What stands in the cluster, how it differs from what is wanted, and the way from the one to the other."""

import contextlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from kafka import KafkaAdminClient
from kafka.admin import (
    ACL,
    ACLFilter,
    ACLOperation,
    ACLPermissionType,
    ACLResourcePatternType,
    ConfigResource,
    ConfigResourceType,
    NewTopic,
    ResourcePatternFilter,
    ResourceType,
    ScramMechanism,
    UserScramCredentialUpsertion,
)
from kafka.errors import KafkaError

from deploy.kafka.wanted import PREFIX, configuration, rights, specs, users
from services.common.events.bus import TopicSpec
from services.common.events.registry import Topic

_EVERYTHING = ACLFilter(
    None, None, ACLOperation.ANY, ACLPermissionType.ANY,
    ResourcePatternFilter(ResourceType.ANY, None, ACLResourcePatternType.ANY),
)  # fmt: skip


class CannotApply(RuntimeError):
    """The cluster refused, or the difference is one that a person must decide; the message says which."""


@dataclass(frozen=True)
class Difference:
    """One thing that is not as it should be. ``mend`` makes it so; None where only a person may."""

    text: str
    mend: Callable[[], None] | None = None


@dataclass(frozen=True)
class Cluster:
    """A cluster as its administrator sees it.

    ``client`` are kafka-python's settings without user; ``passwords`` those of the services' users.
    """

    admin: KafkaAdminClient
    client: Mapping[str, Any]
    declared: tuple[Topic, ...]
    passwords: Mapping[str, str]
    replication: int = 1

    def differences(self) -> Iterator[Difference]:
        """Everything that differs, in the order in which it is mended: users, topics, rights."""
        yield from self._users()
        yield from self._topics()
        yield from self._rights()

    def _users(self) -> Iterator[Difference]:
        found = self.admin.describe_user_scram_credentials()
        for user in users(self.declared):
            if user not in self.passwords:
                yield Difference(f"user {user}: no password is given for it")
            elif user not in found:
                yield Difference(f"user {user}: is missing", partial(self._make_user, user))
            elif not self._lets_in(user):
                yield Difference(f"user {user}: its password is another", partial(self._make_user, user))

    def _make_user(self, user: str) -> None:
        made = UserScramCredentialUpsertion(user, ScramMechanism.SCRAM_SHA_512, self.passwords[user])
        if error := self.admin.alter_user_scram_credentials([made])[user]:
            raise CannotApply(f"user {user}: {error}")

    def _lets_in(self, user: str) -> bool:
        """Whether the password is the one: the broker lets in its administrator at once, so who is not let in
        within seconds (the client takes a wrong one for a broken connection) has another. A broker that has
        much to do is asked once more.
        """
        told = {"sasl_mechanism": "SCRAM-SHA-512", "sasl_plain_username": user}
        known = {**self.client, **told, "sasl_plain_password": self.passwords[user]}
        for patience in (3_000, 9_000):
            with contextlib.suppress(KafkaError):
                KafkaAdminClient(**known, bootstrap_timeout_ms=patience).close()
                return True
        return False

    def _topics(self) -> Iterator[Difference]:
        wanted = specs(self.declared)
        ours = [name for name in self.admin.list_topics() if name.startswith(PREFIX)]
        found = {one["name"]: one for one in self.admin.describe_topics(ours)} if ours else {}
        for name, spec in wanted.items():
            if name not in found:
                yield Difference(f"topic {name}: is missing", partial(self.make_topic, spec))
            else:
                yield from self._topic(spec, len(found[name]["partitions"]))
        for name in sorted(found.keys() - wanted.keys()):
            yield Difference(f"topic {name}: is declared nowhere; delete it by hand if nobody needs it")

    def _topic(self, spec: TopicSpec, partitions: int) -> Iterator[Difference]:
        if partitions != spec.partitions:
            text = (
                f"has {partitions} partitions, not {spec.partitions}; a change breaks the order of its keys"
            )
            yield Difference(f"topic {spec.name}: {text}")
        wanted, found = self._configuration(spec), self._present(spec.name)
        for key in sorted(wanted.keys() | found.keys()):
            if wanted.get(key) != found.get(key):
                text = (
                    f"topic {spec.name}: {key} is {found.get(key, 'unset')}, not {wanted.get(key, 'unset')}"
                )
                yield Difference(text, partial(self._set, spec.name, key, wanted.get(key)))

    def _configuration(self, spec: TopicSpec) -> dict[str, str]:
        safe = {"min.insync.replicas": "2"} if self.replication > 2 else {}
        return configuration(spec) | safe

    def _present(self, topic: str) -> dict[str, str]:
        asked = ConfigResource(ConfigResourceType.TOPIC, topic)
        found = self.admin.describe_configs([asked])["topic"].get(topic, {})
        return {key: one["value"] for key, one in found.items()}

    def _set(self, topic: str, key: str, value: str | None) -> None:
        change = self.admin.reset_configs if value is None else self.admin.alter_configs
        change([ConfigResource(ConfigResourceType.TOPIC, topic, {key: value})])

    def make_topic(self, spec: TopicSpec) -> None:
        """Make a topic; returns when every partition has its leader."""
        made = NewTopic(spec.name, spec.partitions, self.replication, topic_configs=self._configuration(spec))
        self.admin.create_topics([made], wait_for_metadata=True)

    def _rights(self) -> Iterator[Difference]:
        wanted, found = rights(self.declared), set(self.admin.describe_acls(_EVERYTHING)[0])
        for right in sorted(wanted - found, key=said):
            yield Difference(f"right {said(right)}: is missing", partial(self._allow, right))
        for right in sorted(found - wanted, key=said):
            yield Difference(f"right {said(right)}: nothing declares it", partial(self._revoke, right))

    def _allow(self, right: ACL) -> None:
        if failed := self.admin.create_acls([right])["failed"]:
            raise CannotApply(f"right {said(right)}: {failed[0].__name__}")

    def _revoke(self, right: ACL) -> None:
        resource = right.resource_pattern
        exactly = ResourcePatternFilter(resource.resource_type, resource.resource_name, resource.pattern_type)
        self.admin.delete_acls(
            [ACLFilter(right.principal, right.host, right.operation, right.permission_type, exactly)]
        )


def said(right: ACL) -> str:
    """A right in words."""
    resource = right.resource_pattern
    star = "*" if resource.pattern_type == ACLResourcePatternType.PREFIXED else ""
    who, what = right.principal.removeprefix("User:"), resource.resource_type.name.lower()
    verb = right.permission_type.name.lower()
    return f"{verb} {who} {right.operation.name.lower()} {what} {resource.resource_name}{star}"


def apply(differences: Iterable[Difference], told: Callable[[str], None]) -> list[Difference]:
    """Mend what can be mended, telling each; returns what is left to a person. Raises `CannotApply`."""
    left = []
    for one in list(differences):
        if one.mend is None:
            left.append(one)
            continue
        try:
            one.mend()
        except KafkaError as error:
            raise CannotApply(f"{one.text}: {type(error).__name__}") from error
        told(one.text)
    return left
