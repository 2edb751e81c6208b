"""Where a cluster is, as one URL; what is wrong with one is said without its password."""

import pytest

from services.common.events.bus import BusSettings, open_bus
from services.common.events.kafka import Address


def test_a_url_names_user_password_and_every_broker() -> None:
    found = Address.of("kafka://meetings:p%40ss%2Fword@one:9092,two:9093")
    assert found.user == "meetings"
    assert found.client == {
        "bootstrap_servers": ["one:9092", "two:9093"], "security_protocol": "SASL_PLAINTEXT",
        "sasl_mechanism": "SCRAM-SHA-512", "sasl_plain_username": "meetings",
        "sasl_plain_password": "p@ss/word",
    }  # fmt: skip


def test_with_tls_the_brokers_must_prove_themselves() -> None:
    client = Address.of("kafkas://meetings:word@one:9093?mechanism=PLAIN").client
    assert (client["security_protocol"], client["sasl_mechanism"]) == ("SASL_SSL", "PLAIN")
    assert client["ssl_context"].check_hostname


@pytest.mark.parametrize(
    "wrong",
    [
        "kafka://one:9092", "kafka://meetings@one:9092", "kafka://meetings:hidden@", "http://m:hidden@one",
        "kafka://:hidden@one:9092", "",
    ],
)  # fmt: skip
def test_what_is_no_url_of_a_cluster_is_refused_without_its_password(wrong: str) -> None:
    with pytest.raises(ValueError) as refused:
        open_bus(BusSettings("kafka", wrong))
    assert "hidden" not in str(refused.value)
