"""The services of Entente; each one owns its database and imports no other."""
