"""What ``python -m services.<name>`` does: serve, print the OpenAPI document, or see to dead letters.

if __name__ == "__main__":
    main("meetings", build, handlers=handlers)
"""

import argparse
import sys
from collections.abc import Callable, Sequence
from typing import Any

import orjson
from fastapi import FastAPI

from services.common import telemetry
from services.common.events import letters
from services.common.events.consumer import Handler
from services.common.settings import ServiceSettings, load, placeholder, settings_class

GRACE_SECONDS = 3
"""How long open requests and streams may go on after a signal to stop."""
KEEP_ALIVE_SECONDS = 75
"""How long an idle connection stays open: longer than the gateway keeps its own (`gateway.proxy`)."""


def main(
    service: str,
    build: Callable[..., FastAPI],
    settings_type: type[ServiceSettings] | None = None,
    handlers: Callable[[Any], Sequence[Handler]] = lambda _: (),
) -> None:
    """Serve the app that ``build(settings)`` makes; ``openapi`` prints its document, sorted, instead,
    ``letters`` sees to what ``handlers(settings)`` could not take (`services.common.events.letters`).
    """
    kind = settings_type or settings_class(service)
    if sys.argv[1:2] == ["letters"]:
        settings = load(kind, role="api")
        sys.exit(letters.main(settings, handlers(settings), sys.argv[2:]))
    parser = argparse.ArgumentParser(prog=f"python -m services.{service}")
    parser.add_argument("verb", nargs="?", choices=("serve", "openapi", "letters"), default="serve")
    parser.add_argument("--role", choices=("all", "api", "relay", "consumers"))
    chosen = parser.parse_args()
    if chosen.verb == "openapi":
        print_document(build(placeholder(kind)))
        return
    settings = load(kind, **({"role": chosen.role} if chosen.role else {}))
    telemetry.log_json()
    serve(build(settings), settings)


def print_document(app: FastAPI) -> None:
    """The OpenAPI document in the form that is checked in: sorted, indented, one newline at its end."""
    options = orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE
    sys.stdout.buffer.write(orjson.dumps(app.openapi(), option=options))


def serve(app: Any, settings: ServiceSettings) -> None:
    """Serve until a signal; then finish what is under way for at most three seconds."""
    import uvicorn

    try:
        uvicorn.run(
            app, host=settings.host, port=settings.port, loop="uvloop", http="httptools", log_config=None,
            access_log=False, server_header=False, timeout_graceful_shutdown=GRACE_SECONDS,
            timeout_keep_alive=KEEP_ALIVE_SECONDS, ws="none", lifespan="on",
        )  # fmt: skip
    finally:
        telemetry.flush()
