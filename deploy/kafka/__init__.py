"""Topics, users and rights of the Kafka cluster, made from ``proto/topics`` by one idempotent command."""
