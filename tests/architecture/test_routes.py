"""Every route of every service, whoever adds it: a subject, documented problems, safe changes."""

import pytest
from fastapi.routing import RouteContext

from services.common.openapi import demands_subject, routes_of
from tests.architecture.apps import app_of, services

WITHOUT_SUBJECT = {"/healthz", "/readyz", "/v1/openapi.json"}
"""What answers to anybody: the state of the process and the document of the interface."""

WITHOUT_KEY = {
    ("directory", "/v1/labels/explain"),  # makes nothing: a question too long for an address
    ("directory", "/v1/labels/roll-up"),  # the same, as are all questions on labels
    *(("directory", f"/v1/labels/{name}") for name in ("parse", "suggest", "readers", "check", "combine")),
    *(("directory", f"/v1/labels/{name}") for name in ("convert", "decide", "policies/compare")),
    ("directory", "/v1/exports"),  # each time that a list leaves is a record of its own
    ("directory", "/v1/refusals"),  # what is told twice bears the same id
    ("directory", "/v1/people/{person_id}/revoke"),  # doing it twice is doing it once, only later
    ("registry", "/v1/imports/{import_id}/pieces/{number}"),  # the same number is the same piece
    ("insight", "/v1/brief/seen"),  # the later moment stands
    ("registry", "/v1/duplicates/run"),  # asking twice is asking once, only later
    ("registry", "/v1/activities/bulk"),  # rows have names of their own: the same again does nothing
    ("registry", "/v1/imports/narrowed"),  # makes nothing: a label is no part of an address
    ("sharing", "/v1/caveats/check"),  # keeps nothing: a question too long for an address
    ("sharing", "/v1/lesson-imports/trial"),  # keeps nothing: what an import of a file would do
    ("registry", "/v1/overlaps/check"),  # keeps nothing: a question too long for an address
}
"""POSTs that need no Idempotency-Key, each with its reason."""


def every() -> list[tuple[str, RouteContext]]:
    return [(service, route) for service in services() for route in routes_of(app_of(service))]


def named(service: str, route: RouteContext) -> str:
    return f"{service} {'/'.join(sorted(route.methods or ()))} {route.path_format}"


def header_names(service: str, route: RouteContext, method: str) -> set[str]:
    operation = app_of(service).openapi()["paths"][route.path_format][method.lower()]
    return {one["name"].lower() for one in operation.get("parameters", []) if one["in"] == "header"}


def test_there_are_services_with_routes():
    assert {"audit", "directory", "insight", "meetings"} <= set(services())
    assert len(every()) > 60


def test_every_route_asks_for_a_subject():
    without = [
        named(service, route)
        for service, route in every()
        if route.path_format not in WITHOUT_SUBJECT and not demands_subject(route.dependant)
    ]
    assert without == []


@pytest.mark.parametrize("service", services())
def test_nothing_is_mounted_beside_the_routes(service):
    """A mounted app, a static folder or a WebSocket would pass all these tests by."""
    kinds = {type(route).__name__ for route in app_of(service).routes}
    assert kinds <= {"Route", "APIRoute", "_IncludedRouter"}
    plain = [
        getattr(route, "path", "") for route in app_of(service).routes if type(route).__name__ == "Route"
    ]
    assert plain == ["/v1/openapi.json"]


def test_every_creating_post_takes_an_idempotency_key():
    missing = [
        named(service, route)
        for service, route in every()
        for method in route.methods or ()
        if method == "POST" and (service, route.path_format) not in WITHOUT_KEY
        if not {"idempotency-key", "if-match"} & header_names(service, route, method)
    ]
    assert missing == []


def test_every_change_of_a_record_takes_if_match():
    missing = [
        named(service, route)
        for service, route in every()
        for method in route.methods or ()
        if method in ("PATCH", "PUT") and "if-match" not in header_names(service, route, method)
    ]
    assert missing == []


def test_nothing_can_be_deleted():
    assert [named(service, route) for service, route in every() if "DELETE" in (route.methods or ())] == []


def test_every_operation_says_what_it_does_and_has_a_name_of_its_own():
    for service in services():
        operations = [
            operation for path in app_of(service).openapi()["paths"].values() for operation in path.values()
        ]
        assert [one["operationId"] for one in operations if not one.get("description")] == []
        names = [one["operationId"] for one in operations]
        assert len(names) == len(set(names))
