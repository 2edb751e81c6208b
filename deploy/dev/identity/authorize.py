"""The sign-in of a person: a checked request, a page to choose on, a redirect with a code."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from deploy.dev.identity import pages
from deploy.dev.identity.errors import BadRequest
from deploy.dev.identity.forms import read_form
from deploy.dev.identity.people import People, UnknownPerson
from deploy.dev.identity.settings import Client, IdentitySettings
from deploy.dev.identity.store import Store

_CHALLENGE = re.compile(r"[A-Za-z0-9_-]{43}")


@dataclass(frozen=True)
class Authorize:
    """``GET`` shows the people, ``POST`` signs one in."""

    settings: IdentitySettings
    people: People
    store: Store

    async def show(self, request: Request) -> Response:
        """The page with the people, or a redirect with the error of a known client's bad request."""
        query = request.query_params
        client = self._client(query)
        if problem := _refusal(client, query):
            return _back(
                query["redirect_uri"],
                {"error": problem[0], "error_description": problem[1]},
                query.get("state"),
            )
        kept = {name: query.get(name, "") for name in ("redirect_uri", "scope", "state", "nonce")}
        kept |= {"client": query["client_id"], "challenge": query["code_challenge"]}
        sign_in = await self.store.begin(kept, datetime.now(UTC))
        return pages.sign_in_page(self.people, sign_in, query["redirect_uri"], query.get("login_hint", ""))

    async def choose(self, request: Request) -> Response:
        """Sign the chosen person in and go back to the client with a code."""
        form = await read_form(request)
        now = datetime.now(UTC)
        waiting = await self.store.waiting(form.get("request", ""), now)
        try:
            person = self.people.by_username(form.get("person", ""))
        except UnknownPerson as error:
            raise BadRequest("Choose one of the people on the page.") from error
        code = (
            await self.store.choose(form["request"], person.id, now)
            if waiting and person.kind == "person"
            else None
        )
        if waiting is None or code is None:
            raise BadRequest(
                "This sign-in is too old or was used before. Go back to Entente and sign in again."
            )
        return _back(waiting.redirect_uri, {"code": code, "iss": self.settings.issuer}, waiting.state)

    def _client(self, query: Mapping[str, str]) -> Client:
        client = self.settings.clients.get(query.get("client_id", ""))
        if client is None or not client.signs_people_in:
            raise BadRequest("The application that asks for a sign-in is not known here.")
        if query.get("redirect_uri") not in client.redirect_uris:  # whole and exact, RFC 9700 section 2.1
            raise BadRequest("The application asks to send you to an address that is not registered for it.")
        return client


def _refusal(client: Client, query: Mapping[str, str]) -> tuple[str, str] | None:
    if query.get("response_type") != "code":
        return "unsupported_response_type", "only the authorization code flow is known"
    if query.get("code_challenge_method") != "S256" or not _CHALLENGE.fullmatch(
        query.get("code_challenge", "")
    ):
        return "invalid_request", "PKCE with S256 is required"
    if "openid" not in query.get("scope", "").split():
        return "invalid_scope", "the scope must hold openid"
    return None


def _back(address: str, answer: dict[str, str], state: str | None) -> RedirectResponse:
    parameters = answer | ({"state": state} if state else {})
    joint = "&" if "?" in address else "?"
    return RedirectResponse(
        f"{address}{joint}{urlencode(parameters)}", 303, headers={"Cache-Control": "no-store"}
    )
