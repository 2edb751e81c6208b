"""The realm as code: what Keycloak must know, and the command that makes it so (docs/adr/0051)."""
