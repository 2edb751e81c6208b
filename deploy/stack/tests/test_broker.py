"""A broker of one's own: who may, who may not, and what a crash leaves."""

import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from kafka import KafkaAdminClient, KafkaProducer
from kafka.admin import NewTopic, ScramMechanism, UserScramCredentialUpsertion
from kafka.errors import KafkaError, TopicAuthorizationFailedError

from deploy.dev.ports import choose_ports
from deploy.dev.state import open_state
from deploy.stack.broker import Broker
from deploy.stack.testing import kafka_jars

pytestmark = pytest.mark.real
PASSWORDS = {"broker": "of the broker", "admin": "of the administrator"}


@pytest.fixture(scope="module")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Broker]:
    """A running broker with data of its own. Without a repository in reach there is none; a file that is not
    the locked one fails.
    """
    state = open_state("kafka")
    jars = kafka_jars(state)
    ports, _ = choose_ports(state, ["kafka", "kafka-controller"], {})
    folder = tmp_path_factory.mktemp("kafka")
    made = Broker(folder, jars, ports["kafka"], ports["kafka-controller"], PASSWORDS)
    made.start()
    yield made
    made.stop()


def test_nobody_is_let_in_without_a_password(broker: Broker) -> None:
    allowed = broker.client() | {"bootstrap_timeout_ms": 3000}
    KafkaAdminClient(**allowed).close()
    plain = {"bootstrap_servers": broker.address, "bootstrap_timeout_ms": 3000}
    for wrong in (allowed | {"sasl_plain_password": "x"}, allowed | {"sasl_plain_username": "nobody"}, plain):
        with pytest.raises(KafkaError):
            KafkaAdminClient(**wrong)


def test_a_user_may_do_nothing_that_no_rule_allows(broker: Broker) -> None:
    admin = KafkaAdminClient(**broker.client())
    admin.create_topics([NewTopic("entente.test.rights.v1", 1, 1)])
    made = UserScramCredentialUpsertion("meetings", ScramMechanism.SCRAM_SHA_512, "of meetings")
    assert admin.alter_user_scram_credentials([made]) == {"meetings": None}
    producer = KafkaProducer(**broker.client("meetings", "of meetings"), acks="all", max_block_ms=5000)
    with pytest.raises(TopicAuthorizationFailedError):
        producer.send("entente.test.rights.v1", b"x").get(10)
    producer.close(1)
    admin.close()


def test_passwords_stand_in_files_of_the_owner_alone(broker: Broker) -> None:
    assert broker.process is not None
    arguments = Path(f"/proc/{broker.process.pid}/cmdline").read_bytes().decode()
    assert not [word for word in PASSWORDS.values() if word in arguments]
    for path in broker.folder.glob("*.properties"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_topic_that_was_made_is_there_after_a_crash(broker: Broker) -> None:
    admin = KafkaAdminClient(**broker.client())
    admin.create_topics([NewTopic("entente.test.crash.v1", 2, 1)])
    admin.close()
    broker.kill()
    broker.start()
    admin = KafkaAdminClient(**broker.client())
    assert "entente.test.crash.v1" in admin.list_topics()
    admin.close()
