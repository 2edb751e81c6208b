"""The merged OpenAPI document and its page."""

import json
from pathlib import Path
from typing import Any

from gateway.api_document import ApiDocument
from gateway.openapi import merge
from gateway.own_api import OWN_API
from gateway.routes import ROUTES, SERVICES, service_of
from gateway.tests.conftest import Rig

ROOT = Path(__file__).parents[2]


def _document(path: str, label: dict[str, Any], operation: str = "read") -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Page"}
    answer = {"description": "ok", "content": {"application/json": {"schema": schema}}}
    page = {"type": "array", "items": {"$ref": "#/components/schemas/Label"}}
    return {
        "openapi": "3.1.0",
        "info": {"title": "T", "version": "1"},
        "paths": {
            path: {"get": {"operationId": operation, "responses": {"200": answer}}},
            "/v1/elsewhere": {"get": {"responses": {}}},
            "/healthz": {"get": {"responses": {}}},
        },
        "components": {"schemas": {"Label": label, "Page": page, "Plain": {"type": "string"}}},
    }


def test_clashing_schemas_are_prefixed_with_everything_that_refers_to_them() -> None:
    meetings = _document("/v1/forums", {"type": "string"})
    directory = _document("/v1/people", {"type": "integer"})
    merged = merge({"meetings": meetings, "directory": directory}, OWN_API, "1")
    schemas = merged["components"]["schemas"]
    assert schemas["MeetingsLabel"] == {"type": "string"} and schemas["DirectoryLabel"] == {"type": "integer"}
    assert schemas["MeetingsPage"]["items"] == {"$ref": "#/components/schemas/MeetingsLabel"}
    assert "Label" not in schemas and "Page" not in schemas and schemas["Plain"] == {"type": "string"}
    answer = merged["paths"]["/api/v1/forums"]["get"]["responses"]["200"]["content"]["application/json"]
    assert answer["schema"] == {"$ref": "#/components/schemas/MeetingsPage"}


def test_equal_schemas_stand_once() -> None:
    same = {"type": "string"}
    documents = {"meetings": _document("/v1/forums", same), "directory": _document("/v1/people", same)}
    schemas = merge(documents, OWN_API, "1")["components"]["schemas"]
    assert "Label" in schemas and "MeetingsLabel" not in schemas


def test_only_routed_paths_are_in_it_with_security_and_the_edges_problems() -> None:
    merged = merge({"meetings": _document("/v1/forums", {})}, OWN_API, "1")
    assert set(merged["paths"]) == {"/api/v1/forums", *OWN_API["paths"]}
    operation = merged["paths"]["/api/v1/forums"]["get"]
    assert operation["security"] == [{"bearer": []}, {"session": []}]
    assert {"401", "413", "429", "502", "503", "504"} <= set(operation["responses"])


def test_operations_have_names_of_their_own() -> None:
    documents = {"meetings": _document("/v1/forums", {}), "directory": _document("/v1/people", {})}
    paths = merge(documents, OWN_API, "1")["paths"]
    names = [operation["operationId"] for item in paths.values() for operation in item.values()]
    assert len(names) == len(set(names))


def test_the_routing_table_knows_every_service() -> None:
    assert set(ROUTES.values()) == set(SERVICES)
    assert service_of("/v1/forums/1/tracker") == "meetings" and service_of("/v1/revocations") is None
    assert service_of("/v2/forums") is None and service_of("v1/forums") is None


def test_every_address_of_the_services_is_reached_except_what_services_ask_each_other() -> None:
    for service in SERVICES:
        paths = json.loads((ROOT / "services" / service / "openapi.json").read_text())["paths"]
        missed = {path for path in paths if path.startswith("/v1/") and service_of(path) != service}
        assert missed <= {"/v1/revocations", "/v1/refusals"}


async def test_the_document_and_its_page_are_served_to_everybody(rig: Rig) -> None:
    async with rig.browser().get("/api/openapi.json") as answer:
        document = await answer.json()
    assert document["openapi"] == "3.1.0" and "/auth/session" in document["paths"]
    async with rig.browser().get("/api") as answer:
        html, policy = await answer.text(), answer.headers["Content-Security-Policy"]
    assert "<h1>Entente API</h1>" in html and "/auth/session" in html and "<script" not in html
    assert "http" not in html.split("</style>")[1].split("<h1>")[0] and "nonce-" in policy


async def test_a_service_without_a_checked_in_file_is_asked(tmp_path) -> None:
    import orjson

    asked = []

    async def fetch(service: str) -> bytes | None:
        asked.append(service)
        return orjson.dumps(_document("/v1/forums", {})) if service == "meetings" else b"not json"

    document = ApiDocument(fetch, tmp_path)
    await document.update()
    assert asked == list(SERVICES) and "/api/v1/forums" in document.merged["paths"]


async def test_texts_are_escaped_on_the_page(tmp_path) -> None:
    import orjson

    evil = _document("/v1/forums", {"description": "<script>alert(1)</script>"}, operation="<b>")
    (tmp_path / "meetings").mkdir()
    (tmp_path / "meetings" / "openapi.json").write_bytes(orjson.dumps(evil))

    async def nobody(service: str) -> None:
        return None

    document = ApiDocument(nobody, tmp_path)
    await document.update()
    assert "<script>" not in document._body and "&lt;script&gt;" in document._body


async def test_the_checked_in_documents_merge_without_a_loose_end() -> None:
    from gateway.api_document import merged_from_files
    from gateway.openapi import _references

    merged = await merged_from_files()
    schemas = set(merged["components"]["schemas"])
    assert set(_references(merged)) <= schemas
    operations = [one for item in merged["paths"].values() for one in item.values() if isinstance(one, dict)]
    names = [operation["operationId"] for operation in operations]
    assert len(names) == len(set(names)) and len(names) > 50
    for operation in operations:
        for requirement in operation["security"]:
            assert set(requirement) <= set(merged["components"]["securitySchemes"])
