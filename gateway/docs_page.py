"""The API's documentation as one plain page, made from the merged document: no script, no foreign asset."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

_METHODS = ("get", "post", "put", "patch", "delete")
_REFERENCE = "#/components/schemas/"


def docs_body(document: Mapping[str, Any]) -> str:
    """The page's HTML: operations by service with parameters, body and answers; then the schemas."""
    info = document["info"]
    parts = [f"<h1>{escape(info['title'])} API</h1>", f"<p>{escape(info.get('description', ''))}</p>"]
    parts.append('<p><a href="/api/openapi.json">The machine-readable document</a> (OpenAPI 3.1)</p>')
    tags = [tag["name"] for tag in document.get("tags", [])]
    links = "".join(f'<li><a href="#{escape(tag)}">{escape(tag)}</a></li>' for tag in tags)
    parts.append(f"<nav><ul>{links}</ul></nav>")
    for tag in tags:
        parts.append(f'<h2 id="{escape(tag)}">{escape(tag)}</h2>')
        parts += [_operation(path, method, value) for path, method, value in _operations(document, tag)]
    parts.append("<h2>Schemas</h2>")
    parts += [_schema(name, value) for name, value in document["components"]["schemas"].items()]
    return "".join(parts)


def _operations(document: Mapping[str, Any], tag: str) -> Iterable[tuple[str, str, Mapping[str, Any]]]:
    for path, item in document["paths"].items():
        for method in _METHODS:
            if method in item and tag in item[method].get("tags", []):
                yield path, method, item[method]


def _operation(path: str, method: str, value: Mapping[str, Any]) -> str:
    name = value.get("summary") or value.get("operationId", "")
    head = f"<summary><b>{method.upper()}</b> <code>{escape(path)}</code> {escape(name)}</summary>"
    text = f"<p>{escape(value.get('description', ''))}</p>"
    return f"<details>{head}{text}{_parameters(value)}{_body(value)}{_answers(value)}</details>"


def _parameters(value: Mapping[str, Any]) -> str:
    rows = [
        (f"<code>{escape(one['name'])}</code>", escape(one["in"]), _type(one.get("schema", {})),
         escape(one.get("description", "")))
        for one in value.get("parameters", [])
        if "name" in one
    ]  # fmt: skip
    return _table("Parameters", ("Name", "In", "Type", "Meaning"), rows)


def _body(value: Mapping[str, Any]) -> str:
    content = value.get("requestBody", {}).get("content", {})
    rows = [(escape(kind), _type(media.get("schema", {}))) for kind, media in content.items()]
    return _table("Body", ("Media type", "Schema"), rows)


def _answers(value: Mapping[str, Any]) -> str:
    rows = []
    for status, answer in sorted(value.get("responses", {}).items()):
        schemas = {_type(media.get("schema", {})) for media in answer.get("content", {}).values()}
        rows.append((escape(status), escape(answer.get("description", "")), ", ".join(sorted(schemas))))
    return _table("Answers", ("Status", "Meaning", "Schema"), rows)


def _schema(name: str, value: Mapping[str, Any]) -> str:
    required = set(value.get("required", []))
    rows = [
        (f"<code>{escape(field)}</code>", _type(schema), "yes" if field in required else "",
         escape(schema.get("description", "")))
        for field, schema in value.get("properties", {}).items()
    ]  # fmt: skip
    text = f"<p>{escape(value.get('description', ''))}</p>" if value.get("description") else ""
    one_of = f"<p>{_type(value)}</p>" if not rows else ""
    table = _table("Fields", ("Name", "Type", "Required", "Meaning"), rows)
    head = f'<details id="schema-{escape(name)}"><summary>{escape(name)}</summary>'
    return f"{head}{text}{one_of}{table}</details>"


def _table(caption: str, heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    if not rows:
        return ""
    head = "".join(f'<th scope="col">{one}</th>' for one in heads)
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table><caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _type(schema: Mapping[str, Any]) -> str:
    """A schema in a few words, with links to those that have a name."""
    reference = schema.get("$ref", "")
    if reference.startswith(_REFERENCE):
        name = escape(reference.removeprefix(_REFERENCE))
        return f'<a href="#schema-{name}">{name}</a>'
    if "enum" in schema:
        return " | ".join(f"<code>{escape(str(value))}</code>" for value in schema["enum"])
    for joined in ("anyOf", "oneOf", "allOf"):
        if joined in schema:
            return " or ".join(_type(one) for one in schema[joined])
    kind = schema.get("type", "any")
    if kind == "array":
        return f"list of {_type(schema.get('items', {}))}"
    words = " or ".join(kind) if isinstance(kind, list) else str(kind)
    return escape(f"{words} ({schema['format']})" if "format" in schema else words)
