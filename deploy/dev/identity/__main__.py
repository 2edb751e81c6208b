"""``python -m deploy.dev.identity``: serve; ``… token PERSON [AUDIENCE]``: print an access token."""

import sys

import uvicorn
from pydantic import ValidationError

from deploy.dev.identity.app import create_app, issue_token
from deploy.dev.identity.people import UnknownPerson
from deploy.dev.identity.settings import IdentitySettings


def main(arguments: list[str]) -> int:
    """Serve until stopped, or print a token; wrong settings end it with the reason."""
    try:
        settings = IdentitySettings()
    except ValidationError as error:
        print(f"identity: wrong settings\n{error}", file=sys.stderr)
        return 2
    if arguments[:1] == ["token"] and len(arguments) in (2, 3):
        try:
            print(issue_token(settings, arguments[1], (arguments[2:] or ["gateway"])[0]))
        except UnknownPerson as error:
            print(error, file=sys.stderr)
            return 1
        return 0
    app = create_app(settings)
    uvicorn.run(
        app,
        host=settings.host,
        port=settings.port,
        log_level="warning",
        timeout_graceful_shutdown=3,
        access_log=False,
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
