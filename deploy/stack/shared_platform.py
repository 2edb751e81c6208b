"""The whole platform on the real parts, with the demonstration scenario, once for all test processes of a
checkout (`deploy.dev.shared_platform`).
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from deploy.dev.shared import serving
from deploy.dev.shared_platform import RunningPlatform, serve, shared_platform, state_of
from deploy.stack.house import REAL, fetch_parts


@contextmanager
def shared_stack() -> Iterator[RunningPlatform]:
    """The running platform; its first start takes minutes. Raises `Unfetched` where its parts are not had."""
    fetch_parts(state_of(REAL))
    with shared_platform(600.0, REAL, "deploy.stack.shared_platform") as running:
        yield running


if __name__ == "__main__":
    os.umask(0o077)
    with serving(state_of(REAL)):
        serve(REAL)
