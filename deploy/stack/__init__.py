"""The house on its real parts: Kafka and Keycloak, from locked files, without containers."""
