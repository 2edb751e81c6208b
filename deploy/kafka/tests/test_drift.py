"""The command brings a cluster to what is declared, once; what somebody changed since is said and mended."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from kafka.admin import (
    ACL,
    ACLOperation,
    ACLPermissionType,
    ConfigResource,
    ConfigResourceType,
    ResourcePattern,
    ResourceType,
    ScramMechanism,
    UserScramCredentialUpsertion,
)

from deploy.kafka.cluster import Cluster, apply
from deploy.stack.testing import DECLARED, PASSWORDS
from services.common.events.bus import TopicSpec
from services.common.events.registry import Topic

pytestmark = pytest.mark.real


@pytest.fixture(autouse=True)
def mended(cluster: Cluster) -> Iterator[None]:
    """What a test changed is as declared again after it."""
    yield
    apply(cluster.differences(), lambda text: None)


def texts(cluster: Cluster) -> list[str]:
    return [one.text for one in cluster.differences()]


def test_what_was_applied_differs_in_nothing_and_is_not_done_again(cluster: Cluster) -> None:
    done: list[str] = []
    assert texts(cluster) == []
    assert apply(cluster.differences(), done.append) == [] and done == []


def test_what_somebody_changed_is_said_and_mended(cluster: Cluster) -> None:
    item, nation = "entente.meetings.item.v1", "entente.directory.nation.v1"
    changes = {"cleanup.policy": "delete", "segment.bytes": "12345678"}
    cluster.admin.alter_configs([ConfigResource(ConfigResourceType.TOPIC, item, changes)])
    cluster.admin.delete_topics([nation])
    spies = ACL(
        "User:audit", "*", ACLOperation.READ, ACLPermissionType.ALLOW,
        ResourcePattern(ResourceType.TOPIC, item),
    )  # fmt: skip
    cluster.admin.create_acls([spies])
    another = UserScramCredentialUpsertion("insight", ScramMechanism.SCRAM_SHA_512, "another")
    cluster.admin.alter_user_scram_credentials([another])
    assert texts(cluster) == [
        "user insight: its password is another",
        f"topic {nation}: is missing",
        f"topic {item}: cleanup.policy is delete, not compact",
        f"topic {item}: segment.bytes is 12345678, not unset",
        f"right allow audit read topic {item}: nothing declares it",
    ]
    assert apply(cluster.differences(), lambda text: None) == []
    assert texts(cluster) == []


def test_what_only_a_person_may_decide_is_left(cluster: Cluster) -> None:
    cluster.make_topic(TopicSpec("entente.meetings.forgotten.v1", 1))
    try:
        (left,) = apply(cluster.differences(), lambda text: None)
        assert left.text.startswith("topic entente.meetings.forgotten.v1: is declared nowhere")
        more = next(topic for topic in DECLARED if topic.name == "entente.meetings.item.v1")
        wider = Cluster(cluster.admin, cluster.client, (grown(more),), PASSWORDS)
        assert any("4 partitions, not 8" in one.text and one.mend is None for one in wider.differences())
    finally:
        cluster.admin.delete_topics(["entente.meetings.forgotten.v1"])


def grown(topic: Topic) -> Topic:
    """The same topic with twice its partitions."""
    return replace(topic, partitions=8)


def test_a_user_without_a_password_is_left_to_a_person(cluster: Cluster) -> None:
    fewer = {user: word for user, word in PASSWORDS.items() if user != "audit"}
    (left,) = Cluster(cluster.admin, cluster.client, DECLARED, fewer).differences()
    assert left.text == "user audit: no password is given for it" and left.mend is None
