"""``python -m gateway`` serves; ``python -m gateway openapi`` prints the merged document of the whole API."""

import asyncio
import sys

import orjson

from gateway.api_document import merged_from_files
from gateway.app import build
from gateway.server import serve
from gateway.settings import GatewaySettings
from services.common.settings import load


def main(arguments: list[str]) -> int:
    """Serve, or print the document."""
    if arguments == ["openapi"]:
        document = asyncio.run(merged_from_files())
        sys.stdout.buffer.write(orjson.dumps(document, option=orjson.OPT_INDENT_2) + b"\n")
        return 0
    if arguments:
        print("usage: python -m gateway [openapi]", file=sys.stderr)
        return 2
    settings = load(GatewaySettings)
    serve(build(settings), settings)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
