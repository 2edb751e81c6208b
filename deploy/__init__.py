"""How Entente is run: one command on one machine (dev), with real parts (stack), in a cluster (helm)."""
