"""Revocations: made here, followed by the gateway and every service."""
