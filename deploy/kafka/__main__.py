"""``python -m deploy.kafka apply|plan``: bring the cluster to what ``proto/topics`` declares, or say how it
differs.

``plan`` changes nothing; it ends with 1 where anything differs, ``apply`` where something is left to a
person. ``ENTENTE_KAFKA_ADMIN_DSN`` is the administrator's URL (`services.common.events.kafka.Address`),
``ENTENTE_KAFKA_USERS`` a JSON object of the services' passwords by user, ``ENTENTE_KAFKA_REPLICATION`` how
many brokers keep each topic (1).
"""

import sys

from kafka import KafkaAdminClient
from kafka.errors import KafkaError
from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from deploy.kafka.cluster import CannotApply, Cluster, apply
from services.common.events.kafka import Address
from services.common.events.registry import topics
from services.common.settings import load


class KafkaSettings(BaseSettings):
    """Where the cluster is, and who uses it."""

    model_config = SettingsConfigDict(env_prefix="ENTENTE_KAFKA_", extra="ignore")

    admin_dsn: str = Field(repr=False)
    users: dict[str, str] = Field(repr=False)
    replication: int = Field(default=1, ge=1, le=10)


def main(verb: str) -> int:
    """Do one verb; what failed is one line."""
    settings = load(KafkaSettings)
    client = dict(Address.of(settings.admin_dsn).client)
    try:
        admin = KafkaAdminClient(**client, bootstrap_timeout_ms=30_000)
        try:
            return _do(
                verb, Cluster(admin, client, tuple(topics().values()), settings.users, settings.replication)
            )
        finally:
            admin.close()
    except (KafkaError, CannotApply) as error:
        print(f"kafka: {type(error).__name__}: {error}", file=sys.stderr)
        return 2


def _do(verb: str, cluster: Cluster) -> int:
    if verb == "plan":
        left = list(cluster.differences())
    else:
        left = apply(cluster.differences(), lambda text: print(f"mended: {text}", flush=True))
    for one in left:
        print(f"differs: {one.text}")
    print(f"{len(left) or 'nothing'} differs" if len(left) != 1 else "1 thing differs")
    return 1 if left else 0


if __name__ == "__main__":
    if sys.argv[1:] not in (["apply"], ["plan"]):
        print("verbs: apply, plan", file=sys.stderr)
        sys.exit(2)
    sys.exit(main(sys.argv[1]))
