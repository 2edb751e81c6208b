"""Walks the merged OpenAPI document, so that an endpoint is attacked without anybody adding it here.

``crawl`` reads as one person all that the document lets them read. ``operations`` and ``sample`` make a valid
request for each operation, with ids of one's choice wherever the document asks for an id.
"""

import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
REFERENCE = re.compile(r"\b(?:TSK|MTG|DEC|ESC|GDN)-[0-9A-Z]{7}\b")
METHODS = ("get", "post", "put", "patch", "delete")
VOLATILE = {"date", "traceparent", "x-request-id", "x-trace-id", "server-timing"}
STREAMS = ("/api/v1/live",)

Schema = Mapping[str, Any]


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
    def query_ids(self) -> tuple[str, ...]:
        """Names of the query parameters that are ids."""
        return tuple(p["name"] for p in self.parameters if p["in"] == "query" and _is_id(p.get("schema", {})))

    def __str__(self) -> str:
        return f"{self.method.upper()} {self.path}"


@dataclass
class Seen:
    """What one person found: every id and reference, the texts of answers by address."""

    ids: set[str] = field(default_factory=set)
    references: set[str] = field(default_factory=set)
    titles: set[str] = field(default_factory=set)
    answers: dict[str, str] = field(default_factory=dict)


def operations(document: Schema) -> list[Operation]:
    """Every operation of the document that answers (streams apart)."""
    found = []
    for path, item in document["paths"].items():
        if path in STREAMS or not path.startswith("/api/v1"):
            continue
        shared = item.get("parameters", [])
        for method in METHODS:
            if method in item:
                given = tuple(_resolve(document, p) for p in [*shared, *item[method].get("parameters", [])])
                found.append(Operation(method, path, given, _body(document, item[method])))
    return found


def _body(document: Schema, operation: Schema) -> Schema | None:
    content = operation.get("requestBody", {}).get("content", {})
    return content.get("application/json", {}).get("schema")


def _resolve(document: Schema, schema: Schema) -> Schema:
    while "$ref" in schema:
        node: Any = document
        for part in schema["$ref"].lstrip("#/").split("/"):
            node = node[part]
        schema = node
    return schema


def _is_id(schema: Schema) -> bool:
    options = [schema, *schema.get("anyOf", [])]
    return any(option.get("format") == "uuid" for option in options)


def sample(document: Schema, schema: Schema, one_id: str, depth: int = 0) -> Any:
    """A value that the schema allows; every id in it is ``one_id``, optional ones too."""
    schema = _resolve(document, schema)
    if "anyOf" in schema:
        options = [s for s in schema["anyOf"] if s.get("type") != "null"]
        return sample(document, options[0], one_id, depth)
    for keyword in ("const", "example", "default"):
        if keyword in schema and not _is_id(schema):
            return schema[keyword]
    if "enum" in schema:
        return schema["enum"][0]
    if "allOf" in schema:
        return sample(document, schema["allOf"][0], one_id, depth)
    return _by_type(document, schema, one_id, depth)


def _by_type(document: Schema, schema: Schema, one_id: str, depth: int) -> Any:
    match schema.get("type"):
        case "object":
            given = schema.get("properties", {})
            wanted = set(schema.get("required", ())) | {n for n, s in given.items() if _is_id(s)}
            return {n: sample(document, given[n], one_id, depth + 1) for n in sorted(wanted & set(given))}
        case "array":
            least = max(1, schema.get("minItems", 0)) if depth < 4 else schema.get("minItems", 0)
            return [sample(document, schema["items"], one_id, depth + 1) for _ in range(least)]
        case "integer" | "number":
            return schema.get("minimum", 1)
        case "boolean":
            return False
        case _:
            return _text(schema, one_id)


_PATTERNS = {"^[A-Z]{3}$": "USA"}


def _text(schema: Schema, one_id: str) -> str:
    formats = {"uuid": one_id, "date": "2031-06-30", "date-time": "2031-06-30T12:00:00Z"}
    if schema.get("format") in formats:
        return formats[schema["format"]]
    pattern = schema.get("pattern", "")
    if pattern in _PATTERNS:
        return _PATTERNS[pattern]
    if pattern.startswith(r"^\d{4}"):
        return "2031-06-30"
    if "A-Z" in pattern:
        return "USA"
    return "a sample text of enough letters"[: schema.get("maxLength", 40)]


def request(
    client: httpx.Client, document: Schema, operation: Operation, one_id: str, query_id: str | None = None
) -> httpx.Response:
    """Send an operation with ``one_id`` wherever an id is asked for."""
    path = operation.path
    for name in operation.path_ids:
        path = path.replace("{" + name + "}", one_id)
    query = {query_id: one_id} if query_id else {}
    for parameter in operation.parameters:
        if parameter["in"] == "query" and parameter.get("required"):
            query.setdefault(parameter["name"], sample(document, parameter.get("schema", {}), one_id))
    body = sample(document, operation.body, one_id) if operation.body else None
    headers = (
        {} if operation.method == "get" else {"If-Match": '"an-etag"', "Idempotency-Key": f"walk-{one_id}"}
    )
    return client.request(operation.method, path, params=query, json=body, headers=headers)


def comparable(answer: httpx.Response, *ids: str) -> tuple[int, str, tuple[tuple[str, str], ...]]:
    """Status, body and headers of an answer without trace id, Date and the id that was asked for."""
    text = re.sub(r'"trace_id":"[^"]*"', '"trace_id":"…"', answer.text)
    for one in ids:
        text = text.replace(one, "<id>")
    headers = sorted(
        (name.lower(), value) for name, value in answer.headers.items() if name.lower() not in VOLATILE
    )
    return answer.status_code, text, tuple(headers)


def crawl(client: httpx.Client, document: Schema, rounds: int = 3) -> Seen:
    """Read every list, then every record that was found, by each address that takes an id."""
    seen, done = Seen(), set()
    reading = [operation for operation in operations(document) if operation.method == "get"]
    for _ in range(rounds):
        for operation, one in _targets(reading, sorted(seen.ids)):
            if (str(operation), one) not in done:
                done.add((str(operation), one))
                _look(client, document, operation, one, seen)
    return seen


def _targets(reading: list[Operation], ids: list[str]) -> Iterator[tuple[Operation, str]]:
    for operation in reading:
        if not operation.path_ids:
            yield operation, ""
    yield from itertools.product([o for o in reading if o.path_ids], ids)


def _look(client: httpx.Client, document: Schema, operation: Operation, one: str, seen: Seen) -> None:
    cursor: str | None = None
    for page in range(20):
        address = operation.path.replace("{" + operation.path_ids[0] + "}", one) if one else operation.path
        query: dict[str, Any] = {"cursor": cursor} if cursor else {}
        if any(p["name"] == "q" for p in operation.parameters):
            query["q"] = "a OR training OR talks OR deliver OR name OR lead"
        answer = client.get(address, params=query)
        if answer.status_code != 200 or not answer.headers["content-type"].startswith("application/json"):
            return
        seen.answers[f"{address}#{page}"] = answer.text
        seen.ids |= set(UUID.findall(answer.text))
        seen.references |= set(REFERENCE.findall(answer.text))
        _titles(answer.json(), seen)
        cursor = answer.json().get("next") if isinstance(answer.json(), dict) else None
        if not cursor:
            return


def _titles(value: Any, seen: Seen) -> None:
    match value:
        case dict():
            for name, inner in value.items():
                if name in ("title", "text") and isinstance(inner, str) and len(inner) > 12:
                    seen.titles.add(inner)
                _titles(inner, seen)
        case list():
            for inner in value:
                _titles(inner, seen)
