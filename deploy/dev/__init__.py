"""The embedded default: database, identity and every service on one machine, by one command."""
