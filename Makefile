# Entente. `make` alone lists the verbs.
