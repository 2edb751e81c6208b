"""A browser without a screen: it keeps cookies as browsers do and fills in Keycloak's sign-in form.

Keycloak's cookies are ``Secure``. Browsers send them to loopback without TLS all the same; httpx does not.
"""

import html
import re
from http import HTTPStatus

import httpx

_FORM = re.compile(r'<form[^>]*\baction="([^"]+)"')


class SignInRefused(RuntimeError):
    """Keycloak did not sign the person in; the message is what its page says."""


class Browser(httpx.Client):
    """Follows redirects and keeps cookies by path, for servers on loopback."""

    def __init__(self, base_url: str = "") -> None:
        """Without cookies."""
        self.kept: dict[tuple[str, str], str] = {}
        super().__init__(base_url=base_url, follow_redirects=True, timeout=30)
        self.event_hooks = {"request": [self._send], "response": [self._keep]}

    def sign_in(
        self, username: str, password: str, at: str = "/auth/login?return=/healthz"
    ) -> httpx.Response:
        """Go to ``at``, fill in the form that it leads to, and come back; raises `SignInRefused`."""
        answer = self.fill_in(self.get(at), username=username, password=password)
        if _FORM.search(answer.text):
            words = re.sub(r"<[^>]+>|\s+", " ", answer.text.partition("<main")[2])
            raise SignInRefused(" ".join(words.split()))
        return answer

    def fill_in(self, page: httpx.Response, **fields: str) -> httpx.Response:
        """Send the form of a page of Keycloak's."""
        form = _FORM.search(page.text)
        if page.status_code != HTTPStatus.OK or form is None:
            raise SignInRefused(f"{page.status_code} at {page.url}: no form to fill in")
        return self.post(html.unescape(form[1]), data=fields)

    def _send(self, request: httpx.Request) -> None:
        sent = [
            f"{name}={value}"
            for (path, name), value in self.kept.items()
            if request.url.path.startswith(path)
        ]
        request.headers.pop("cookie", None)
        if sent:
            request.headers["cookie"] = "; ".join(sent)

    def _keep(self, response: httpx.Response) -> None:
        for line in response.headers.get_list("set-cookie"):
            pair, *rest = (part.strip() for part in line.split(";"))
            said = dict(part.lower().partition("=")[::2] for part in rest)
            name, _, value = pair.partition("=")
            key = (re.search(r"path=([^;]+)", line, re.IGNORECASE) or ["", "/"])[1].strip(), name
            self.kept.pop(key, None)
            if said.get("max-age") != "0":
                self.kept[key] = value
