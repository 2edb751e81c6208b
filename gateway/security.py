"""A strict content security policy with a nonce for each page, and what stands on every answer."""

import secrets

from gateway.asgi import Header, Message, Send

_EVERYWHERE: tuple[Header, ...] = (
    (b"x-content-type-options", b"nosniff"),
    (b"cross-origin-resource-policy", b"same-origin"),
)
_PAGE: tuple[Header, ...] = (  # what a browser obeys in a document alone
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    (b"x-frame-options", b"DENY"),
)
_HSTS: Header = (b"strict-transport-security", b"max-age=31536000; includeSubDomains")
_DATA_POLICY: Header = (
    b"content-security-policy",
    b"default-src 'none'; frame-ancestors 'none'; base-uri 'none'",
)
_POLICY = b"content-security-policy"
_ADDED_SECURE = (*_EVERYWHERE, _HSTS)


def new_nonce() -> str:
    """128 random bits for one page."""
    return secrets.token_urlsafe(16)


def page_headers(nonce: str) -> list[Header]:
    """The policy of a page: everything from here alone, scripts and styles only with this page's nonce."""
    policy = (
        "default-src 'self'; "
        f"script-src 'self' 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'; "
        "img-src 'self' data:; font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; "
        "object-src 'none'; frame-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
    )
    return [(_POLICY, policy.encode()), *_PAGE]


def with_security_headers(send: Send, *, secure: bool) -> Send:
    """A `send` that adds the headers; a page's own policy stays, data gets one that allows nothing."""
    added = _ADDED_SECURE if secure else _EVERYWHERE

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers: list[Header] = message["headers"]
            headers.extend(added)
            for name, _ in headers:
                if name == _POLICY:
                    break
            else:
                headers.append(_DATA_POLICY)
        await send(message)

    return sending
