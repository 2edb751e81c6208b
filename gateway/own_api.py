"""What the gateway itself answers, as OpenAPI: signing in and out, and its problems."""

from typing import Any

from services.common.errors import FieldError, ProblemBody

_PROBLEM = {"$ref": "#/components/schemas/ProblemBody"}
_TEXT_OR_NULL = {"type": ["string", "null"]}


def _problem(description: str) -> dict[str, Any]:
    return {"description": description, "content": {"application/problem+json": {"schema": _PROBLEM}}}


def _json(description: str, schema: str) -> dict[str, Any]:
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}
    return {"description": description, "content": content}


_COMMON = {
    "400": _problem("The address or a header is not valid"),
    "414": _problem("The address is too long"),
    "429": _problem("Too many requests"),
    "431": _problem("The headers are too large"),
    "500": _problem("Something went wrong here"),
    "503": _problem("Sessions or the identity provider are not available"),
}


def _problem_schema() -> dict[str, Any]:
    """As the services state it, so that it stands once in the merged document."""
    schema = ProblemBody.model_json_schema(ref_template="#/components/schemas/{model}")
    schema.pop("$defs", None)
    return schema


def _page(description: str) -> dict[str, Any]:
    return {"description": description, "content": {"text/html": {"schema": {"type": "string"}}}}


OWN_API: dict[str, Any] = {
    "paths": {
        "/auth/login": {
            "get": {
                "operationId": "login",
                "tags": ["session"],
                "summary": "Sign in",
                "description": "Sends the browser to the identity provider; afterwards it comes to `return`. "
                "Where the provider does not answer people are told so on a page.",
                "security": [],
                "parameters": [
                    {
                        "name": "return",
                        "in": "query",
                        "description": "A path of this site; anything else is taken for `/`.",
                        "schema": {"type": "string", "default": "/"},
                    }
                ],
                "responses": {"303": {"description": "To the identity provider"}, **_COMMON},
            }
        },
        "/auth/callback": {
            "get": {
                "operationId": "finish_login",
                "tags": ["session"],
                "summary": "Come back from the identity provider",
                "description": "Each sign-in is finished once, in the browser that began it.",
                "security": [],
                "parameters": [
                    {"name": name, "in": "query", "schema": {"type": "string"}}
                    for name in ("state", "code", "iss", "error")
                ],
                "responses": {
                    "303": {"description": "Signed in; to where the browser wanted"},
                    **_COMMON,
                    "400": _page("Used before, too old, or begun elsewhere"),
                    "403": _page("The identity provider did not sign the person in"),
                },
            }
        },
        "/auth/session": {
            "get": {
                "operationId": "session",
                "tags": ["session"],
                "summary": "Whether this browser is signed in",
                "security": [],
                "responses": {"200": _json("The session, or none", "BrowserSession"), **_COMMON},
            }
        },
        "/auth/logout": {
            "post": {
                "operationId": "logout",
                "tags": ["session"],
                "summary": "Sign out, here and at the identity provider",
                "description": "A browser without a session is signed out already and needs no token.",
                "security": [{"session": [], "csrf": []}, {}],
                "responses": {
                    "200": _json("Signed out; `location` is where to go next", "SignedOut"),
                    **_COMMON,
                    "403": _problem("The CSRF token is missing or wrong"),
                },
            }
        },
    },
    "components": {
        "schemas": {
            "BrowserSession": {
                "type": "object",
                "required": ["signed_in", "csrf", "name", "expires_at", "reason"],
                "properties": {
                    "signed_in": {"type": "boolean"},
                    "csrf": _TEXT_OR_NULL | {"description": "For the header X-Entente-CSRF"},
                    "name": _TEXT_OR_NULL,
                    "expires_at": _TEXT_OR_NULL | {"format": "date-time"},
                    "reason": _TEXT_OR_NULL | {"description": "Why a session ended: a problem's type"},
                },
            },
            "SignedOut": {
                "type": "object",
                "required": ["signed_in", "location"],
                "properties": {"signed_in": {"const": False}, "location": {"type": "string"}},
            },
            "FieldError": FieldError.model_json_schema(),
            "ProblemBody": _problem_schema(),
        }
    },
}
