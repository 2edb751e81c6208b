"""Building the read model anew from the log, beside the one in use (docs/adr/0052).

**Invariant.** When a rebuild is over, the model in use holds the effect of every event before the heads that
were noted under the lock, each has its inbox row, and no event after them has either. So the consumers,
wherever their group stands, skip the former and take the latter: none is lost, none applied twice. Until that
one commit nothing of the model in use has changed.
"""
