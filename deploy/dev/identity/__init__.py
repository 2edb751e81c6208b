"""A small OpenID provider for the embedded default, with named demonstration people and no passwords.

It listens on the loopback interface only and starts only where ``ENTENTE_IDENTITY_ENVIRONMENT=development``.
Production uses Keycloak; the code that checks tokens is the same (docs/adr/0003).
"""
