"""The OpenAPI document that is checked in is that of the code, and says what each address can answer."""

from pathlib import Path

import orjson

from services.common.settings import placeholder, settings_class
from services.meetings.app import build

CHECKED_IN = Path(__file__).parents[1] / "openapi.json"


def document():
    return build(placeholder(settings_class("meetings"))).openapi()


def operations():
    for path, item in document()["paths"].items():
        for method, operation in item.items():
            yield f"{method} {path}", operation


def test_the_document_that_is_checked_in_is_not_stale():
    assert orjson.loads(CHECKED_IN.read_bytes()) == orjson.loads(orjson.dumps(document()))


def test_every_operation_says_what_it_does_and_demands_a_token():
    for name, operation in operations():
        assert operation.get("description"), name
        if not name.startswith(("get /healthz", "get /readyz")):
            assert operation["security"] == [{"accessToken": []}], name
            assert "401" in operation["responses"], name


def test_every_creation_takes_a_key_and_every_change_a_tag():
    for name, operation in operations():
        headers = {p["name"].lower() for p in operation.get("parameters", []) if p["in"] == "header"}
        if name.startswith(("patch", "put")):
            assert "if-match" in headers, name
        if name.startswith("post"):
            assert headers & {"idempotency-key", "if-match"}, name
