"""What the gateway itself refuses: the services' error model (RFC 9457), sent without a framework."""

from collections.abc import Iterable

from gateway.asgi import Header, Send, reply
from services.common.errors import MEDIA_TYPE, NOT_FOUND, FieldError, Problem, unauthorised

__all__ = ["NOT_FOUND", "FieldError", "Problem"]


async def send_problem(
    send: Send, problem: Problem, trace_id: str, extra: Iterable[Header] = (), *, head: bool = False
) -> None:
    """Answer with ``problem``; no cache keeps it."""
    headers = [
        (b"content-type", MEDIA_TYPE.encode()),
        (b"cache-control", b"no-store"),
        *((name.lower().encode(), value.encode()) for name, value in problem.headers.items()),
        *extra,
    ]
    await reply(send, problem.status, headers, problem.body(trace_id), head=head)


def token_missing() -> Problem:
    """401: neither a session nor a token."""
    return unauthorised("token-missing", "Sign in first")


def token_in_address() -> Problem:
    """401: a token in the address, where logs and histories keep it (RFC 9700, 4.3.2)."""
    return unauthorised("token-in-address", "A token in an address is not read")


def session_expired() -> Problem:
    """401: the session ended, by time-out, sign-out or at the identity provider."""
    return unauthorised("session-expired", "The session has ended", "/cookie")


def subject_revoked() -> Problem:
    """401: the person's access was revoked after they signed in."""
    return unauthorised("subject-revoked", "Access was revoked")


def body_too_large(limit: int) -> Problem:
    """413 with the limit in bytes."""
    detail = f"At most {limit} bytes."
    error = FieldError(pointer="", rule="body_too_large", detail=detail)
    return Problem(413, "body-too-large", "The body is too large", detail, [error])


def header_refused(name: str, rule: str) -> Problem:
    """400: a header that breaks a rule."""
    error = FieldError(pointer=f"/header/{name}", rule=rule)
    return Problem(400, "header-invalid", "A header is not valid", errors=[error])


def csrf_refused(rule: str, detail: str) -> Problem:
    """403: a change that does not prove that it comes from the platform's own page."""
    error = FieldError(pointer="/header/X-Entente-CSRF", rule=rule)
    return Problem(403, "csrf", "The change does not come from this site's own page", detail, [error])


def identity_unavailable() -> Problem:
    """503: the identity provider does not answer, so nothing can be decided."""
    return _away("identity-unavailable", "The identity provider does not answer")


def database_unavailable() -> Problem:
    """503: the store of sessions does not answer."""
    return _away("sessions-unavailable", "Sessions cannot be read")


def service_unavailable() -> Problem:
    """503: the service behind this part of the API is not reachable."""
    return _away("service-unavailable", "The service is not available")


def _away(slug: str, title: str) -> Problem:
    return Problem(503, slug, title, headers={"Retry-After": "2"})
