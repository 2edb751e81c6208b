"""/auth: sign in, come back, sign out, and who is signed in."""

import logging
import re
from collections.abc import Callable
from urllib.parse import parse_qs, quote, urlsplit

from gateway.asgi import Header, Request, redirect, reply_json
from gateway.backchannel import BackChannel
from gateway.guard import Guard
from gateway.identity import IdentityInvalid
from gateway.pages import message_page
from gateway.problems import NOT_FOUND, Problem, subject_revoked
from gateway.provider import GrantRefused, Provider
from gateway.sessions import Sessions
from gateway.settings import GatewaySettings
from gateway.sign_in import SignIn, SignIns
from gateway.vault import Vault, digest

_SECRET = re.compile(r"[A-Za-z0-9_-]{43}\Z")
_RETURN = re.compile(
    r"/(?:[A-Za-z0-9\-._~!$&'()*+,;=:@%][A-Za-z0-9\-._~!$&'()*+,;=:@%/]*)?(?:\?[\x21-\x7e]*)?\Z"
)
_log = logging.getLogger(__name__)
_CANONICAL = "canonical"
_AWAY = 503


def safe_return(value: str) -> str:
    """A path of this site, or ``/``: no scheme, no host, nothing that a browser could read as one."""
    path = value.partition("?")[0].lower()
    refused = "\\" in value or "/auth/" in path or "//" in path or "#" in value or len(value) > 2000
    return value if not refused and _RETURN.match(value) else "/"


class Login:
    """The endpoints below /auth."""

    def __init__(
        self, settings: GatewaySettings, provider: Provider, sessions: Sessions, sign_ins: SignIns,
        vault: Vault, guard: Guard, back_channel: BackChannel, ended: Callable[[bytes], None],
    ) -> None:  # fmt: skip
        self._back_channel = back_channel
        self._settings = settings
        self._provider = provider
        self._sessions = sessions
        self._sign_ins = sign_ins
        self._vault = vault
        self._guard = guard
        self._ended = ended
        self._callback = f"{settings.public_url}/auth/callback"
        self._browser_cookie = settings.sign_in_cookie

    async def handle(self, request: Request, path: str) -> None:
        """Answer ``path``; raises 404 or 405 for what is not here."""
        handlers = {
            "/auth/login": ("GET", self._login),
            "/auth/callback": ("GET", self._come_back),
            "/auth/logout": ("POST", self._logout),
            "/auth/session": ("GET", self._session),
            "/auth/backchannel-logout": ("POST", self._back_channel.handle),
        }
        if path not in handlers:
            raise NOT_FOUND()
        method, handler = handlers[path]
        if request.method != method:
            raise Problem(405, "method-not-allowed", "Method not allowed", headers={"Allow": method})
        try:
            await handler(request)
        except Problem as problem:
            if problem.status != _AWAY or b"text/html" not in (request.header(b"accept") or b""):
                raise
            text = f"{problem.title}. Nothing is lost: try again in a minute."  # people read no JSON
            await self._again(request, _AWAY, text, safe_return(_query(request).get("return", "/")))

    async def _login(self, request: Request) -> None:
        """Send the browser to the provider; afterwards it comes to ``return``."""
        query = _query(request)
        return_to = safe_return(query.get("return", "/"))
        if self._elsewhere(request) and _CANONICAL not in query:
            here = f"{self._settings.public_url}/auth/login?{_CANONICAL}=1&return={quote(return_to, safe='')}"
            return await redirect(request.send, here)
        browser = request.cookie(self._browser_cookie)
        begun = await self._sign_ins.begin(return_to, browser if browser and _SECRET.match(browser) else None)
        url = await self._provider.authorization_url(begun.state, begun.nonce, begun.verifier, self._callback)
        cookie = self._cookie(
            self._browser_cookie, begun.browser, "/auth/callback", self._settings.login_lifetime
        )
        await redirect(request.send, url, [cookie])

    async def _come_back(self, request: Request) -> None:
        """Finish the sign-in that this browser began, open a session, and go on to where it wanted."""
        query = _query(request)
        state, browser = query.get("state", ""), request.cookie(self._browser_cookie) or ""
        issuer = query.get("iss", self._settings.issuer).rstrip("/")  # RFC 9207
        begun = await self._sign_ins.finish(state, browser) if _SECRET.match(state) and browser else None
        if begun is None or issuer != self._settings.issuer:
            return await self._again(
                request, 400, "This sign-in was already used, is too old, or began elsewhere."
            )
        if "code" not in query:
            return await self._again(
                request, 403, "The identity provider did not sign you in.", begun.return_to
            )
        opened = await self._open(begun, query["code"])
        if opened is None:
            return await self._again(
                request, 403, "The identity provider's answer is not valid.", begun.return_to
            )
        old = request.cookie(self._settings.cookie)
        if old and _SECRET.match(old):
            await self._sessions.leave(digest(old))
            self._ended(digest(old))
        cookie = self._cookie(self._settings.cookie, opened, "/", self._settings.session_lifetime)
        await redirect(request.send, begun.return_to, [cookie])

    async def _open(self, begun: SignIn, code: str) -> str | None:
        """The id of a new session; None where the provider's answer is not good."""
        try:
            tokens = await self._provider.redeem(code, begun.verifier, self._callback)
            identity = await self._provider.verify_identity(tokens.id_token or "", begun.nonce)
            identity.check_proof(begun.begun_at)
        except (GrantRefused, IdentityInvalid) as error:
            _log.warning("sign_in.refused", extra={"reason": str(error)})
            return None
        return await self._sessions.open(identity, tokens)

    async def _logout(self, request: Request) -> None:
        """End the session here and at the provider; ``location`` is where the browser goes next."""
        secret = request.cookie(self._settings.cookie) or ""
        cookie = self._cookie(self._settings.cookie, "", "/", 0)
        if not _SECRET.match(secret):
            return await reply_json(request.send, 200, {"signed_in": False, "location": "/"}, [cookie])
        try:
            session = await self._sessions.find(secret)
        except Problem as problem:
            if problem.status != 401:
                raise
            return await reply_json(request.send, 200, {"signed_in": False, "location": "/"}, [cookie])
        self._guard.check_change(request, session.key)
        location = await self._close(secret)
        await reply_json(request.send, 200, {"signed_in": False, "location": location}, [cookie])

    async def _close(self, secret: str) -> str:
        """End a session; the provider may be away, which does not keep anybody signed in here."""
        session = await self._sessions.close(secret)
        if session is None:
            return "/"
        self._ended(session.key)
        try:
            if session.refresh_token:
                await self._provider.revoke(session.refresh_token)
            return (
                await self._provider.end_session_url(session.id_token, f"{self._settings.public_url}/") or "/"
            )
        except Problem:
            return "/"

    async def _session(self, request: Request) -> None:
        """Whether this browser is signed in, as whom, until when, and the token for changes."""
        secret = request.cookie(self._settings.cookie)
        if not secret:
            return await reply_json(request.send, 200, _SIGNED_OUT)
        try:
            principal = await self._guard.session(secret)
            session = await self._sessions.find(secret)
        except Problem as problem:
            if problem.status != 401:
                raise
            # The cookie of a revoked person stays: every later answer then says too that it was a revocation.
            revoked = problem.type == subject_revoked().type
            cookies = [] if revoked else [self._no_cookie()]
            return await reply_json(request.send, 200, _SIGNED_OUT | {"reason": problem.type}, cookies)
        answer = {
            "signed_in": True,
            "csrf": self._vault.csrf_token(principal.key),
            "name": session.name,
            "expires_at": session.expires_at.isoformat(),
            "reason": None,
        }
        await reply_json(request.send, 200, answer)

    def _no_cookie(self) -> Header:
        return self._cookie(self._settings.cookie, "", "/", 0)

    async def _again(self, request: Request, status: int, text: str, return_to: str = "/") -> None:
        link = f"/auth/login?return={quote(return_to, safe='')}"
        await message_page(request.send, status, "Not signed in", text, (link, "Sign in again"))

    def _elsewhere(self, request: Request) -> bool:
        """True when the browser came by another name than the one that the provider sends it back to."""
        host = (request.header(b"host") or b"").decode("latin-1").lower()
        return host != urlsplit(self._settings.public_url).netloc.lower()

    def _cookie(self, name: str, value: str, path: str, seconds: float) -> Header:
        secure = "; Secure" if self._settings.secure else ""
        cookie = f"{name}={value}; Path={path}; Max-Age={int(seconds)}; HttpOnly; SameSite=Lax{secure}"
        return (b"set-cookie", cookie.encode())


_SIGNED_OUT = {"signed_in": False, "csrf": None, "name": None, "expires_at": None, "reason": None}


def _query(request: Request) -> dict[str, str]:
    """The query's parameters; one that stands twice is dropped, since nobody agrees on which counts."""
    values = parse_qs(request.query.decode("latin-1"), keep_blank_values=True)
    return {name: given[0] for name, given in values.items() if len(given) == 1}
