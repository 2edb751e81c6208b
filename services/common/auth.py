"""Who asks: the subject, made from verified claims only, and the dependencies that demand one."""

import hashlib
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from http import HTTPStatus
from typing import Annotated, Any, Final

from fastapi import Depends, Request

from services.common.errors import Problem, forbidden
from services.common.labels import (
    DisclosureLetter,
    Policy,
    Reader,
    default_policy,
    shipped_policies,
    shipped_policy,
)
from services.common.revocations import Revocations
from services.common.tokens import TokenVerifier, malformed, missing

_NEVER: Final = datetime.min.replace(tzinfo=UTC)


OVERSIGHT = frozenset({"national_admin", "platform_admin", "auditor"})
"""Roles of those who administer or audit what others write (ARCHITECTURE, "Identity")."""

READERS = frozenset({"partner_system"})
"""Roles of those who read alone: a partner's system changes nothing, whatever else its token says."""


@dataclass(frozen=True)
class Subject:
    """A person or a partner system. Reading follows ``affiliation``, work and delegation ``acts_for``."""

    id: str
    name: str
    affiliation: str | None
    acts_for: str | None
    clearance: tuple[tuple[str, int], ...] = ()
    groups: frozenset[str] = frozenset()
    coi: frozenset[str] = frozenset()
    restrictive: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    organisation: str | None = None
    letter: DisclosureLetter | None = None
    issued_at: datetime = _NEVER
    client: str | None = None
    expires_at: datetime | None = None

    @property
    def nation(self) -> str:
        """The nation whose work the subject does: that of the host for an embed."""
        return self.acts_for or self.affiliation or ""

    @cached_property
    def _reader(self) -> Reader:
        return Reader.make(
            self.affiliation, dict(self.clearance), self.groups, self.coi, self.restrictive, self.letter
        )

    @cached_property
    def _digest(self) -> bytes:
        return hashlib.sha256(self._reader.digest()).digest()

    @property
    def oversees(self) -> bool:
        """Whether the subject's roles are for administering and auditing alone, not for a nation's work."""
        return bool(self.roles) and self.roles <= OVERSIGHT

    @property
    def reads_only(self) -> bool:
        """Whether the subject is a partner's system: it reads, and writes nothing."""
        return bool(self.roles & READERS)

    def reader(self) -> Reader:
        """What a label decision needs to know of the subject."""
        return self._reader

    def digest(self) -> bytes:
        """The key of what is cached for all subjects with the same rights."""
        return self._digest


def subject_from(claims: Mapping[str, Any]) -> Subject:
    """The subject of verified claims. A claim of a wrong type is a malformed token; a missing one denies."""
    try:
        return Subject(
            id=str(claims["sub"]),
            name=str(claims.get("name") or claims["sub"]),
            affiliation=_text(claims, "affiliation"),
            acts_for=_text(claims, "acts_for") or _text(claims, "affiliation"),
            clearance=_clearance(claims.get("clearance") or {}),
            groups=_words(claims, "groups"),
            coi=_words(claims, "coi"),
            restrictive=_words(claims, "restrictive"),
            roles=_words(claims, "roles"),
            organisation=_text(claims, "organisation"),
            letter=_letter(claims.get("letter")),
            issued_at=datetime.fromtimestamp(float(claims["iat"]), UTC),
            client=_text(claims, "client_id") or _text(claims, "azp"),
            expires_at=datetime.fromtimestamp(float(claims["exp"]), UTC),
        )
    except (TypeError, ValueError, KeyError, AttributeError, OverflowError) as error:
        raise malformed() from error


def _text(claims: Mapping[str, Any], name: str) -> str | None:
    value = claims.get(name)
    if value is not None and not isinstance(value, str):
        raise TypeError(name)
    return value or None


def _words(claims: Mapping[str, Any], name: str) -> frozenset[str]:
    value = claims.get(name) or []
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        raise TypeError(name)
    return frozenset(value)


def _clearance(value: Mapping[str, Any]) -> tuple[tuple[str, int], ...]:
    """Levels by policy name. A policy that is not known here grants nothing."""
    known = {policy.name for policy in shipped_policies()}
    return tuple(
        sorted((name, _level(shipped_policy(name), level)) for name, level in value.items() if name in known)
    )


def _level(policy: Policy, value: object) -> int:
    """A level as its number or as its name under the policy; anything else makes the token malformed."""
    if isinstance(value, str):
        named = policy.level_named(value)
        if named is None:
            raise ValueError("level")
        return named.value
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError("level")
    return policy.level(value).value


def _letter(value: Any) -> DisclosureLetter | None:
    """A letter that cannot be read is refused, never taken for none: it bounds what the subject may see."""
    if value is None:
        return None
    expires = datetime.fromisoformat(value["expires"]) if value.get("expires") else None
    if expires is not None and expires.tzinfo is None:
        raise ValueError("expires")
    level = _level(default_policy(), value["max_level"])
    return DisclosureLetter(level, _words(value, "groups"), _words(value, "coi"), expires)


class Authenticator:
    """Token, revocation, subject: one object for each process, in ``app.state.authenticator``."""

    def __init__(self, verifier: TokenVerifier, revocations: Revocations) -> None:
        """Both are shared with whoever feeds or asks them."""
        self.verifier = verifier
        self.revocations = revocations
        self._subjects: dict[int, tuple[Mapping[str, Any], Subject]] = {}

    async def subject(self, authorization: str | None, query: str = "") -> Subject:
        """The subject of an ``Authorization`` header. Raises the 401 and 503 problems of its parts."""
        if not authorization:
            raise missing(query)
        scheme, _, token = authorization.partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise malformed()
        claims = await self.verifier.verify(token.strip())
        subject = self._made(claims)
        # A refreshed token has a new iat; what is revoked is the sign-in that it came from.
        signed_in = claims.get("auth_time", claims["iat"])
        self.revocations.check(subject.id, float(signed_in))
        return subject

    def _made(self, claims: Mapping[str, Any]) -> Subject:
        # The verifier gives the same mapping for the same token; keeping it here keeps its identity unique.
        known = self._subjects.get(id(claims))
        if known is not None:
            return known[1]
        if len(self._subjects) >= 8192:
            self._subjects.clear()
        subject = subject_from(claims)
        self._subjects[id(claims)] = (claims, subject)
        return subject


async def current_subject(request: Request) -> Subject:
    """The subject of the request; 401 without a good token."""
    known: Subject | None = request.scope.get("entente.subject")
    if known is None:
        authenticator: Authenticator = request.app.state.authenticator
        given = request.headers.get("authorization")
        try:
            known = await authenticator.subject(given, request.url.query)
        except Problem as problem:
            if problem.status == HTTPStatus.UNAUTHORIZED:
                address = request.client.host if request.client else ""
                request.app.state.refusals.note(problem, address, given or request.url.query)
            raise
        request.scope["entente.subject"] = known
    return known


SubjectDep = Annotated[Subject, Depends(current_subject)]


def require_role(*roles: str) -> Callable[[Subject], Coroutine[Any, Any, Subject]]:
    """A dependency that lets through a subject with one of the roles; 403 otherwise."""

    async def demanded(subject: SubjectDep) -> Subject:
        if not subject.roles.intersection(roles):
            raise forbidden("This needs the role " + " or ".join(roles) + ".")
        return subject

    return demanded
