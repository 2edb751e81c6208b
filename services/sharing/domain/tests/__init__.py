"""The rules of sharing, by themselves."""
