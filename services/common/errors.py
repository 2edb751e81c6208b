"""Problem details (RFC 9457): the one error model, with a stable type and a pointer for each bad field.

Hidden = missing: there is one body for "not found", whatever the reason (LABELS: what must never give a
hidden record away). Nothing of an exception's text and nothing of the input is ever echoed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Final

import orjson
from fastapi import Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.responses import Response

MEDIA_TYPE: Final = "application/problem+json"
URN: Final = "urn:entente:problem:"


class FieldError(BaseModel):
    """One bad field: a JSON pointer into the request, the rule that it breaks, and that rule in words."""

    pointer: str
    rule: str
    detail: str = ""


class ProblemBody(BaseModel):
    """What every answer that is not a success carries."""

    type: str
    title: str
    status: int
    detail: str = ""
    errors: list[FieldError] = []
    trace_id: str


@dataclass
class Problem(Exception):
    """An answer that is not a success. ``type`` is a slug; its URI is ``urn:entente:problem:<slug>``.

    ``reason`` says more to the audit and is never sent.
    """

    status: int
    type: str
    title: str
    detail: str = ""
    errors: Sequence[FieldError] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""

    def __str__(self) -> str:
        """For logs: never more than slug and rules."""
        rules = ", ".join(error.rule for error in self.errors)
        return f"{self.status} {self.type}" + (f" ({rules})" if rules else "")

    def body(self, trace_id: str) -> bytes:
        """The JSON of the answer."""
        errors = [error.model_dump() for error in self.errors]
        return orjson.dumps(
            {
                "type": URN + self.type,
                "title": self.title,
                "status": self.status,
                "detail": self.detail,
                "errors": errors,
                "trace_id": trace_id,
            }
        )

    def response(self, trace_id: str) -> Response:
        """The whole answer."""
        return Response(self.body(trace_id), self.status, dict(self.headers), MEDIA_TYPE)


def NOT_FOUND() -> Problem:
    """The one answer for what does not exist and for what the reader may not see."""
    return Problem(404, "not-found", "Nothing is found here under this address")


def forbidden(detail: str, rule: str = "role", pointer: str = "") -> Problem:
    """403: what is asked is visible to the subject, but not theirs to do; ``pointer``: the field at fault."""
    return Problem(
        403, "forbidden", "This is not yours to do", detail, [FieldError(pointer=pointer, rule=rule)]
    )


def conflict(rule: str, detail: str, pointer: str = "") -> Problem:
    """409: the state of the record does not allow it."""
    error = FieldError(pointer=pointer, rule=rule, detail=detail)
    return Problem(409, "conflict", "The present state does not allow this", detail, [error])


def resync() -> Problem:
    """410: what the reader holds cannot be brought up to date from there; a fresh start can."""
    detail = "Begin without a cursor, and delete what the whole does not name."
    error = FieldError(pointer="/query/cursor", rule="resync", detail=detail)
    return Problem(410, "resync", "This cursor leads on no more", detail, [error])


def stale() -> Problem:
    """412: ``If-Match`` names another representation than the present one."""
    detail = "Read it again and repeat the change."
    error = FieldError(pointer="/header/If-Match", rule="stale", detail=detail)
    return Problem(412, "stale", "It has changed since you read it", detail, [error])


def precondition_required(header: str = "If-Match", slug: str = "precondition-required") -> Problem:
    """428: the header that makes this change safe is missing."""
    error = FieldError(pointer=f"/header/{header}", rule="header_required", detail=header)
    return Problem(428, slug, f"This request needs the header {header}", errors=[error])


def unprocessable(pointer: str, rule: str, detail: str = "") -> Problem:
    """422: one field breaks one rule."""
    return unprocessable_fields([FieldError(pointer=pointer, rule=rule, detail=detail)])


def unprocessable_fields(errors: Iterable[FieldError]) -> Problem:
    """422: fields break rules."""
    return Problem(422, "validation", "What was sent breaks a rule", errors=list(errors))


def unauthorised(slug: str, title: str, pointer: str = "/header/Authorization", reason: str = "") -> Problem:
    """401, with the challenge that RFC 6750 asks for; ``pointer`` names where the credential is expected."""
    error = FieldError(pointer=pointer, rule=slug.replace("-", "_"), detail=title)
    return Problem(401, slug, title, "", [error], {"WWW-Authenticate": 'Bearer realm="entente"'}, reason)


_ROOTS = {"body": "", "query": "/query", "path": "/path", "header": "/header", "cookie": "/cookie"}


def from_validation(error: RequestValidationError) -> Problem:
    """FastAPI's findings as one 422: pointer and rule, never the input nor a text that quotes it."""
    found = []
    for item in error.errors():
        place = list(item["loc"])
        root = _ROOTS.get(str(place[0]), "") if place else ""
        found.append(field_error(item, place[1:], root))
    return unprocessable_fields(found)


def field_error(item: Mapping[str, Any], place: Sequence[Any], root: str = "") -> FieldError:
    """A finding of pydantic at a place below ``root``, without the input."""
    rule = str(item["type"])
    parts = [] if rule == "json_invalid" else place
    named = (str(part).encode(errors="replace").decode() for part in parts)
    pointer = root + "".join("/" + part.replace("~", "~0").replace("/", "~1") for part in named)
    return FieldError(pointer=pointer, rule=rule, detail=_wording(rule, item))


# Sentences for the rules that people meet; the names in braces are limits of ours, never the input.
_SENTENCES: Final = {
    "missing": "This is needed.",
    "extra_forbidden": "This field is not known here.",
    "greater_than_equal": "It must be {ge} or more.",
    "greater_than": "It must be more than {gt}.",
    "less_than_equal": "It must be {le} or less.",
    "less_than": "It must be less than {lt}.",
    "string_too_short": "Its length must be {min_length} or more.",
    "string_too_long": "Its length must be {max_length} or less.",
    "too_short": "It must hold {min_length} or more.",
    "too_long": "It must hold {max_length} or fewer.",
    "string_type": "It must be text.",
    "int_type": "It must be a whole number.",
    "int_parsing": "It must be a whole number.",
    "bool_parsing": "It must be true or false.",
    "uuid_parsing": "It must be an identifier (UUID).",
    "json_invalid": "This is not JSON.",
}
_SAFE_CONTEXT = ("min_length", "max_length", "gt", "ge", "lt", "le", "pattern", "expected", "multiple_of")


def _wording(rule: str, item: Mapping[str, Any]) -> str:
    limits = {key: item["ctx"][key] for key in _SAFE_CONTEXT if key in item.get("ctx", {})}
    if rule in _SENTENCES:
        return _SENTENCES[rule].format_map(limits)
    words = rule.replace("_", " ")
    return words + "".join(f", {key.replace('_', ' ')} {value}" for key, value in limits.items())


def from_http(error: HTTPException) -> Problem:
    """What Starlette raises by itself (no route, wrong method, unreadable body)."""
    if error.status_code == HTTPStatus.NOT_FOUND:
        return NOT_FOUND()
    if error.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        too_large = FieldError(pointer="", rule="too_large", detail="The body passes the limit.")
        return Problem(413, "too-large", "The request is larger than this service takes", errors=[too_large])
    phrase = HTTPStatus(error.status_code).phrase
    slug = phrase.lower().replace(" ", "-").replace("'", "")
    return Problem(error.status_code, slug, phrase, headers=dict(error.headers or {}))


def internal() -> Problem:
    """500 without a word of what happened: that stands in the log under the trace id."""
    return Problem(500, "internal", "Something went wrong here", "The trace id finds it in the log.")


def busy() -> Problem:
    """503: all connections are taken, or two changes waited for each other. Nothing was done: send anew."""
    return Problem(503, "busy", "Too many requests are under way", headers={"Retry-After": "1"})


def trace_id(request: Request) -> str:
    """The id that the answer, the log and the trace share."""
    return str(request.scope.get("entente.trace_id", ""))


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The ``responses=`` of a route that may answer with these problems."""
    schema = {"$ref": "#/components/schemas/ProblemBody"}
    return {
        status: {"description": HTTPStatus(status).phrase, "content": {MEDIA_TYPE: {"schema": schema}}}
        for status in statuses
    }
