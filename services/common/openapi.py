"""The OpenAPI document: every route says which problems it may answer with, in one schema.

FastAPI's own 422 schema never appears. What the plumbing can answer on any route is added here, so that
a route declares only what its own rules refuse.
"""

from typing import Any, Final

from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute, RouteContext, iter_route_contexts

from services.common.auth import current_subject
from services.common.db import dependencies
from services.common.errors import MEDIA_TYPE, FieldError, ProblemBody, problems

SCHEME: Final = "accessToken"
_SUBJECT = (current_subject, dependencies.reading, dependencies.writing, dependencies.feeding)


def demands_subject(dependant: Dependant) -> bool:
    """Whether a route or one of its dependencies asks who is there."""
    return dependant.call in _SUBJECT or any(demands_subject(part) for part in dependant.dependencies)


def document(app: FastAPI) -> dict[str, Any]:
    """The document, made once."""
    if app.openapi_schema is None:
        made = get_openapi(
            title=app.title, version=app.version, description=app.description, routes=app.routes,
            separate_input_output_schemas=True,
        )  # fmt: skip
        components = made.setdefault("components", {})
        schemas = components.setdefault("schemas", {})
        for unused in ("HTTPValidationError", "ValidationError"):
            schemas.pop(unused, None)
        schemas["FieldError"] = FieldError.model_json_schema()
        schemas["ProblemBody"] = ProblemBody.model_json_schema(ref_template="#/components/schemas/{model}")
        schemas["ProblemBody"].pop("$defs", None)
        components["securitySchemes"] = {SCHEME: {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}}
        for route in routes_of(app):
            _complete(made, route)
        app.openapi_schema = made
    return app.openapi_schema


def routes_of(app: FastAPI) -> list[RouteContext]:
    """The routes of an app, those of included routers too: with path_format, methods, dependant."""
    return [route for route in iter_route_contexts(app.routes) if isinstance(route.original_route, APIRoute)]


def methods_of(app: FastAPI, path: str) -> list[str]:
    """What may be done at an address, by all routes that match it: the header Allow of a 405."""
    found = [route for route in routes_of(app) if route.path_regex.match(path)]
    return sorted({method for route in found for method in route.methods or ()})


def _complete(made: dict[str, Any], route: RouteContext) -> None:
    if not route.include_in_schema:
        return
    for method in route.methods or ():
        operation: dict[str, Any] = made["paths"][str(route.path_format)][method.lower()]
        answers: dict[str, Any] = operation["responses"]
        if MEDIA_TYPE not in answers.get("422", {}).get("content", {MEDIA_TYPE: {}}):
            del answers["422"]
        for parameter in operation.get("parameters", []):
            _demand(parameter)
        for status in _expected(route, operation):
            answers.setdefault(str(status), problems(status)[status])
        if demands_subject(route.dependant):
            operation["security"] = [{SCHEME: []}]


def _demand(parameter: dict[str, Any]) -> None:
    """A change needs ``If-Match``, a creation ``Idempotency-Key``: 428 without, and the document says so."""
    if parameter["in"] == "header" and parameter["name"] in ("If-Match", "Idempotency-Key"):
        given = parameter["schema"].pop("anyOf", [parameter["schema"]])
        parameter["schema"] |= next(schema for schema in given if schema.get("type") != "null")
        parameter["required"] = True


def _expected(route: RouteContext, operation: dict[str, Any]) -> set[int]:
    expected: set[int] = set()
    named = {(parameter["in"], parameter["name"].lower()) for parameter in operation.get("parameters", [])}
    if demands_subject(route.dependant):
        expected |= {401, 503}
    if any(place == "path" for place, _ in named):
        expected.add(404)
    if "requestBody" in operation:
        expected |= {413, 422}
    if any(place in ("query", "header") for place, _ in named):
        expected.add(422)
    if ("header", "idempotency-key") in named:
        expected |= {422, 428}
    if ("header", "if-match") in named:
        expected |= {412, 428}
    return expected
