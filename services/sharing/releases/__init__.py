"""Requests for release, the consents of the nations that own what is asked for, and what they gave."""
