"""What stands on the embedded parts, once more on the real ones: Kafka and Keycloak."""
