"""Walks the merged OpenAPI document, so that an endpoint is attacked without anybody adding it here.

``operations`` are those of the document; ``sample`` makes a body that its schema allows, with ids of one's
choice wherever the document asks for an id; ``request`` sends one; ``comparable`` is what must be alike.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import httpx

from services.common.events.registry import topics
from services.common.references import uuid7

METHODS = ("get", "post", "put", "patch", "delete")
VOLATILE = {"date", "traceparent", "x-request-id", "x-trace-id", "server-timing"}
STREAMS = ("/api/v1/live",)

Schema = Mapping[str, Any]
Place = tuple[str, ...]
Ids = Callable[[Place], str]


@dataclass(frozen=True)
class Operation:
    """One method on one path of the document."""

    method: str
    path: str
    parameters: tuple[Schema, ...]
    body: Schema | None

    @property
    def path_ids(self) -> tuple[str, ...]:
        """Names of the ids in the path."""
        return tuple(re.findall(r"{(\w+)}", self.path))

    @property
    def query(self) -> dict[str, Schema]:
        """The query parameters by name."""
        return {p["name"]: p for p in self.parameters if p["in"] == "query"}

    def __str__(self) -> str:
        return f"{self.method.upper()} {self.path}"


def operations(document: Schema) -> list[Operation]:
    """Every operation of the document that answers (streams apart)."""
    found = []
    for path, item in document["paths"].items():
        if path in STREAMS or not path.startswith("/api/v1"):
            continue
        shared = item.get("parameters", [])
        for method in METHODS:
            if method in item:
                given = tuple(resolve(document, p) for p in [*shared, *item[method].get("parameters", [])])
                content = item[method].get("requestBody", {}).get("content", {})
                body = content.get("application/json", {}).get("schema")
                found.append(Operation(method, path, given, body))
    return found


def reached_from(service: str) -> set[str]:
    """The services that can learn of what one writes: itself, and who consumes its events, and so on.

    The declarations of the topics say it, and on Kafka nobody has the right to read another one.
    """
    reached, found = set[str](), {service}
    while found:
        reached |= found
        read = (topic for topic in topics().values() if found & set(topic.producers))
        found = {consumer for topic in read for consumer in topic.consumers} - reached
    return reached


def part_of(document: Schema, services: set[str]) -> Schema:
    """The document with the addresses of some services alone."""

    def theirs(item: Schema) -> bool:
        return any(services & set(item[method].get("tags", ())) for method in METHODS if method in item)

    return document | {"paths": {path: item for path, item in document["paths"].items() if theirs(item)}}


def resolve(document: Schema, schema: Schema) -> Schema:
    """The schema behind its references."""
    while "$ref" in schema:
        node: Any = document
        for part in schema["$ref"].lstrip("#/").split("/"):
            node = node[part]
        schema = node
    return schema


def options(document: Schema, schema: Schema) -> list[Schema]:
    """What a schema may be, null apart."""
    schema = resolve(document, schema)
    found = [resolve(document, one) for one in schema.get("anyOf", schema.get("allOf", [schema]))]
    return [one for one in found if one.get("type") != "null"]


def is_id(document: Schema, schema: Schema) -> bool:
    """Whether a value of this schema is an id."""
    return any(option.get("format") == "uuid" for option in options(document, schema))


def holds_id(document: Schema, schema: Schema, depth: int = 0) -> bool:
    """Whether an id stands anywhere in a value of this schema."""
    for option in options(document, schema):
        inner = [*option.get("properties", {}).values(), *([option["items"]] if "items" in option else [])]
        if option.get("format") == "uuid" or (
            depth < 5 and any(holds_id(document, one, depth + 1) for one in inner)
        ):
            return True
    return False


def sample(document: Schema, schema: Schema, ids: Ids, place: Place = ()) -> Any:
    """A value that the schema allows: what it requires, and each id that it has a place for."""
    chosen = options(document, schema)[0]
    if not holds_id(document, schema):
        for keyword in ("const", "example", "default"):
            if keyword in schema:
                return schema[keyword]
    match chosen.get("type"):
        case "object":
            return _object(document, chosen, ids, place)
        case "array":
            least = max(1, chosen.get("minItems", 0))
            return [sample(document, chosen["items"], ids, (*place, str(n))) for n in range(least)]
        case _:
            return ids(place) if chosen.get("format") == "uuid" else _plain(chosen)


def _object(document: Schema, schema: Schema, ids: Ids, place: Place) -> dict[str, Any]:
    given, wanted = schema.get("properties", {}), set(schema.get("required", ()))
    return {
        name: sample(document, inner, ids, (*place, name))
        for name, inner in given.items()
        if name in wanted or holds_id(document, inner)
    }


def _plain(schema: Schema) -> Any:
    if "enum" in schema:
        return schema["enum"][0]
    numbers = {"integer": schema.get("minimum", 1), "number": schema.get("minimum", 1), "boolean": False}
    return numbers[schema["type"]] if schema.get("type") in numbers else _text(schema)


def _text(schema: Schema) -> str:
    formats = {"date": "2031-06-30", "date-time": "2031-06-30T12:00:00Z"}
    pattern = schema.get("pattern", "")
    if schema.get("format") in formats:
        return formats[schema["format"]]
    if pattern.startswith(r"^\d{4}"):
        return "2031-06-30"
    return "AUS" if "A-Z" in pattern else "a-sample-of-enough-letters"[: schema.get("maxLength", 40)]


def id_places(document: Schema, schema: Schema) -> list[Place]:
    """Where ids stand in the sampled body."""
    found: list[Place] = []

    def noting(place: Place) -> str:
        found.append(place)
        return ""

    sample(document, schema, noting)
    return found


def lean(document: Schema, operation: Operation, body: Any, place: Place) -> Any:
    """The sampled body without the optional ids beside ``place``: rules on what goes together speak first."""
    schema = options(document, operation.body or {})[0]
    return {
        name: value
        for name, value in body.items()
        if name in schema.get("required", ())
        or name == place[0]
        or not holds_id(document, schema["properties"][name])
    }


def turns(document: Schema, operation: Operation, ids: Ids) -> Iterator[Any]:
    """The sampled body, and it again with each other value of its kinds (an outcome's, a decision's)."""
    if not operation.body:
        yield None
        return
    body = sample(document, operation.body, ids)
    yield body
    for name, schema in options(document, operation.body)[0].get("properties", {}).items():
        for value in options(document, schema)[0].get("enum", [])[1:]:
            if name in body:
                yield {**body, name: value}


def request(
    client: httpx.Client, document: Schema, operation: Operation, path: Mapping[str, str], *,
    query: Mapping[str, str] | None = None, body: Any = None, headers: Mapping[str, str] | None = None,
) -> httpx.Response:  # fmt: skip
    """Send an operation with these ids in its path; required query parameters are sampled."""
    given = dict(query or {})
    for name, parameter in operation.query.items():
        if parameter.get("required"):
            given.setdefault(name, sample(document, parameter.get("schema", {}), lambda _: ""))
    safe = {} if operation.method == "get" else {"If-Match": '"an-etag"', "Idempotency-Key": str(uuid7())}
    return client.request(
        operation.method, operation.path.format(**path), params=given, json=body,
        headers={**safe, **(headers or {})},
    )  # fmt: skip


def comparable(answer: httpx.Response, *ids: str) -> tuple[int, str, tuple[tuple[str, str], ...]]:
    """Status, body and headers of an answer without trace id, Date and the id that was asked for."""
    text = re.sub(r'"trace_id":"[^"]*"', '"trace_id":"…"', answer.text)
    for one in ids:
        text = text.replace(one, "<id>")
    headers = sorted(
        (name.lower(), value) for name, value in answer.headers.items() if name.lower() not in VOLATILE
    )
    return answer.status_code, text, tuple(headers)
