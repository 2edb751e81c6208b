"""The tamper-evident ledger: what was done, by whom, to what, one chain a source, and its verifier."""
