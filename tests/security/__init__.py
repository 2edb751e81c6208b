"""Attacks on the running platform: what another nation, an outsider or an old token gets to see."""
