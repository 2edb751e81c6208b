"""Reads all that the merged OpenAPI document lets one person read, by every address, page and filter."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import httpx

from tests.security.walker import Operation, Schema, operations, options

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
REFERENCE = re.compile(r"\b(?:TSK|MTG|DEC|ESC|GDN)-[0-9A-Z]{7}\b")
QUERY = "a OR training OR talks OR deliver OR name OR lead OR xylophone"
NATIONS = ("AUS", "GBR", "USA")
TRIES = 2  # ids of one origin that are tried on an address before the rest is held to be of another kind


@dataclass
class Seen:
    """What one person found: ids by where they stood and by what they name, references, texts, ETags.

    ``otherwise`` are pairs of a name and an origin whose ids turned out to name something else.
    """

    origins: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    kinds: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    otherwise: set[tuple[str, str]] = field(default_factory=set)
    references: set[str] = field(default_factory=set)
    answers: dict[str, str] = field(default_factory=dict)
    etags: dict[str, str] = field(default_factory=dict)

    @property
    def ids(self) -> set[str]:
        """All ids."""
        return set().union(*self.origins.values()) if self.origins else set()

    @property
    def texts(self) -> str:
        """All that was read, in one text."""
        return "\n".join(self.answers.values())


def crawl(client: httpx.Client, document: Schema, like: Seen | None = None, rounds: int = 3) -> Seen:
    """Read every list, then every record that was found, by each address that takes an id.

    Which ids an address takes is found by trying: a few of each place in which ids were found. Where an
    earlier reading is given, what ids of a place turned out not to name is not tried again.
    """
    return _Reader(client, document, like or Seen()).read(rounds)


class _Reader:
    def __init__(self, client: httpx.Client, document: Schema, like: Seen) -> None:
        self.client, self.seen = client, Seen(otherwise=set(like.otherwise))
        self.reading = [operation for operation in operations(document) if operation.method == "get"]
        self.queries = {str(operation): list(filters(document, operation)) for operation in self.reading}
        self.done: dict[tuple[str, str], bool] = {}

    def read(self, rounds: int) -> Seen:
        for operation in self.reading:
            if not operation.path_ids:
                for query in self.queries[str(operation)]:
                    self._pages(operation, operation.path, query)
        for _ in range(rounds):
            for name in sorted({one.path_ids[0] for one in self.reading if len(one.path_ids) == 1}):
                self._records(name)
        return self.seen

    def _records(self, name: str) -> None:
        first, *others = [operation for operation in self.reading if operation.path_ids == (name,)]
        for origin, ids in list(self.seen.origins.items()):
            for one in self._of_the_kind(first, origin, sorted(ids)):
                self.seen.kinds[name].add(one)
                for operation in others:
                    self._once(operation, one)

    def _of_the_kind(self, operation: Operation, origin: str, ids: list[str]) -> Iterator[str]:
        tried = (operation.path_ids[0], origin)
        for number, one in enumerate(ids if tried not in self.seen.otherwise else ()):
            if self._once(operation, one):
                yield one
            elif number + 1 >= TRIES and not any(self.done.get((str(operation), i)) for i in ids[:number]):
                self.seen.otherwise.add(tried)
                return

    def _once(self, operation: Operation, one: str) -> bool:
        key = (str(operation), one)
        if key not in self.done:
            address = operation.path.format(**{operation.path_ids[0]: one})
            found = [self._pages(operation, address, query) for query in self.queries[str(operation)]]
            self.done[key] = any(found)
        return self.done[key]

    def _pages(self, operation: Operation, address: str, query: dict[str, str]) -> bool:
        cursor: str | None = None
        for page in range(20):
            answer = self.client.get(address, params=query | ({"cursor": cursor} if cursor else {}))
            if answer.status_code != 200:
                return False
            place = f"{address}?{query}#{page}"
            self.seen.answers[place] = answer.text
            self.seen.etags[place] = answer.headers.get("etag", "")
            self.seen.references |= set(REFERENCE.findall(answer.text))
            body = _body(answer)
            self._ids(body, operation.path)
            cursor = body.get("next") if isinstance(body, dict) else None
            if not isinstance(cursor, str):
                break
        return True

    def _ids(self, value: Any, origin: str) -> None:
        match value:
            case dict():
                for name, inner in value.items():
                    self._ids(inner, f"{origin} {name}")
            case list():
                for inner in value:
                    self._ids(inner, origin)
            case str() if UUID.fullmatch(value):
                path, *names = origin.split(" ")
                self.seen.origins[" ".join([path, *names[-2:]])].add(value)


def _body(answer: httpx.Response) -> Any:
    """What was answered: JSON, or of a file its lines of JSON; other files are held by their bytes alone."""
    match answer.headers["content-type"].partition(";")[0]:
        case "application/json":
            return answer.json()
        case "application/x-ndjson":
            return [json.loads(line) for line in answer.text.splitlines()]
        case _:
            return None


def filters(document: Schema, operation: Operation) -> Iterator[dict[str, str]]:
    """The query of a reading, and it again with each value of each filter that has few (states, nations).

    Of addresses that share a selection (a list, its figures, its file) the first is asked with each value,
    the others with one of each filter.
    """
    base = {"q": QUERY} if "q" in operation.query else {}
    for name, parameter in operation.query.items():
        if parameter.get("required") and name != "q":
            base[name] = "USA"
    yield base
    most = 1 if _shares(document, operation) else None
    for name, parameter in operation.query.items():
        for value in _few(options(document, parameter.get("schema", {})))[:most]:
            if base.get(name) != value:
                yield base | {name: value}


SELECTION = 8  # filters that two addresses have in common where they share a selection


def _shares(document: Schema, operation: Operation) -> bool:
    mine = set(operation.query)
    for other in operations(document):
        if other == operation:
            return False
        if other.method == "get" and len(mine & set(other.query)) >= SELECTION:
            return True
    return False


def _few(schemas: list[Schema]) -> list[str]:
    schema: Schema = schemas[0] if schemas else {}
    if "enum" in schema:
        return [str(value) for value in schema["enum"]]
    if schema.get("type") == "boolean":
        return ["true", "false"]
    inner = schema.get("items", schema)
    return list(NATIONS) if "A-Z" in inner.get("pattern", "") else []
