"""One OpenAPI document of the whole API, merged from what each service checks in."""

import copy
from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any

from gateway.routes import PREFIX, service_of

Document = dict[str, Any]
_METHODS = ("get", "put", "post", "delete", "patch", "head", "options")
_COMPONENT = "#/components/schemas/"
_PROBLEM = "ProblemBody"  # the services' own, see gateway.own_api
# what the gateway itself may answer in front of every service
_EDGE = (400, 401, 403, 404, 408, 413, 414, 429, 431, 500, 502, 503, 504)
_UNSAFE = ("put", "post", "delete", "patch")

_DESCRIPTION = (
    "Forums, meetings, decisions and taskings of a coalition, under releasability labels. "
    "What a reader may not see answers exactly as what does not exist. Lists page by an opaque `cursor`; "
    "changes need `If-Match`, creations an `Idempotency-Key`. Errors are problem details (RFC 9457)."
)


def merge(documents: Mapping[str, Document], own: Document, version: str) -> Document:
    """The merged document: services' paths below /api, clashing names prefixed by their service."""
    paths: Document = copy.deepcopy(own["paths"])
    schemas: Document = copy.deepcopy(_schemas(own))
    renamed = _renamed({"": schemas, **{name: _schemas(documents[name]) for name in documents}})
    tags: list[Document] = [{"name": "session", "description": "Signing in and out in a browser"}]
    operations: set[str] = set()
    for service in sorted(documents):
        names = renamed[service]
        document = _rewrite(documents[service], names)
        schemas.update({names.get(name, name): value for name, value in _schemas(document).items()})
        for path, item in document.get("paths", {}).items():
            if service_of(path) == service:
                paths[PREFIX + path] = _path_item(item, service, operations)
        tags.append({"name": service, "description": str(document.get("info", {}).get("title", service))})
    return {
        "openapi": "3.1.0",
        "info": {"title": "Entente", "version": version, "description": _DESCRIPTION},
        "servers": [{"url": "/"}],
        "tags": tags,
        "paths": dict(sorted(paths.items())),
        "components": {"schemas": dict(sorted(schemas.items())), "securitySchemes": _SCHEMES},
    }


def _path_item(item: Document, service: str, operations: set[str]) -> Document:
    merged = {}
    for key, value in item.items():
        if key not in _METHODS:
            merged[key] = value
            continue
        operation = dict(value)
        name = operation.get("operationId", f"{key}")
        operation["operationId"] = f"{service}_{name}" if name in operations else name
        operations.add(operation["operationId"])
        operation["tags"] = [service]
        session: Document = {"session": [], "csrf": []} if key in _UNSAFE else {"session": []}
        operation["security"] = [{"bearer": []}, session]
        operation["responses"] = _with_edge(operation.get("responses", {}))
        merged[key] = operation
    return merged


def _with_edge(responses: Document) -> Document:
    content = {"application/problem+json": {"schema": {"$ref": _COMPONENT + _PROBLEM}}}
    added = {str(s): {"description": HTTPStatus(s).phrase, "content": content} for s in _EDGE}
    return {**{code: added[code] for code in added if code not in responses}, **responses}


def _schemas(document: Document) -> Document:
    found: Document = document.get("components", {}).get("schemas", {})
    return found


def _renamed(schemas: Mapping[str, Document]) -> dict[str, dict[str, str]]:
    """New names for what two services call alike but define differently, directly or by what it refers to."""
    clashing: set[str] = set()
    before = -1
    while len(clashing) != before:
        before = len(clashing)
        seen: dict[str, Any] = {}
        for service in sorted(schemas):
            for name, value in schemas[service].items():
                differs = name in seen and seen[name] != value
                shared = sum(name in other for other in schemas.values()) > 1
                if differs or (shared and clashing & set(_references(value))):
                    clashing.add(name)
                seen.setdefault(name, value)
    return {
        service: {name: f"{service.title()}{name}" for name in own if name in clashing}
        for service, own in schemas.items()
    }


def _references(value: Any) -> Iterable[str]:
    if isinstance(value, dict):
        reference = value.get("$ref")
        if isinstance(reference, str) and reference.startswith(_COMPONENT):
            yield reference.removeprefix(_COMPONENT)
        for inner in value.values():
            yield from _references(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _references(inner)


def _rewrite(value: Any, names: Mapping[str, str]) -> Any:
    """A copy in which references (discriminators too) name the new names."""
    if isinstance(value, dict):
        return {key: _rewrite(inner, names) for key, inner in value.items()}
    if isinstance(value, list):
        return [_rewrite(inner, names) for inner in value]
    if isinstance(value, str) and value.startswith(_COMPONENT):
        name = value.removeprefix(_COMPONENT)
        return _COMPONENT + names.get(name, name)
    return value


_SCHEMES: Document = {
    "bearer": {
        "type": "http",
        "scheme": "bearer",
        "bearerFormat": "JWT",
        "description": "An access token of the identity provider whose audience is `gateway`.",
    },
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": "entente",
        "description": "The session cookie of a browser; its real name carries the instance.",
    },
    "csrf": {
        "type": "apiKey",
        "in": "header",
        "name": "X-Entente-CSRF",
        "description": "The session's token from GET /auth/session, with every change made by a session.",
    },
}
