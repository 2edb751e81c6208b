"""Reads urlencoded bodies without another dependency."""

from urllib.parse import parse_qsl

from starlette.requests import Request

from deploy.dev.identity.errors import OAuthError

_LIMIT = 32_768


async def read_form(request: Request) -> dict[str, str]:
    """The fields of a urlencoded body of at most 32 kB, each once; raises `OAuthError`."""
    if not request.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        raise OAuthError("invalid_request", "the body must be application/x-www-form-urlencoded")
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > _LIMIT:
            raise OAuthError("invalid_request", "the body is too large", 413)
    try:
        fields = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=50)
    except ValueError as error:
        raise OAuthError("invalid_request", "the body cannot be read") from error
    if len({name for name, _ in fields}) != len(fields):
        raise OAuthError("invalid_request", "a field stands twice")
    return dict(fields)
