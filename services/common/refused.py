"""Credentials that were refused, for the audit: a flood of them is counted, it does not fill the ledger.

The first of a kind from an address is told at once; those that follow within the minute are counted, and
told as one when the minute is over. In a minute at most `KINDS` pairs of kind and address are told apart,
then the addresses of a kind become one (`ELSEWHERE`). What is told holds no credential: its digest, and of
its unchecked text only who it says it is from.
"""

import base64
import binascii
import hashlib
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import uuid4

from services.common.errors import Problem

MINUTE: Final = 60.0
KINDS: Final = 64
ELSEWHERE: Final = "elsewhere"
_MOST_TOLD: Final = 4 * KINDS
_CLAIM_LENGTH: Final = 120
_ADDRESS_LENGTH: Final = 64
_READ: Final = 16_384
_SILENT: Final = frozenset({"token-missing"})
"""Who presents nothing is asked to sign in; nothing was refused."""


@dataclass(slots=True)
class Refused:
    """Refused credentials of one kind from one address: how many between two moments (epoch seconds).

    ``kind`` is the problem's type, ``reason`` what exactly was wrong, ``digest`` the SHA-256 of the first
    credential; ``unverified`` says what that one claims of itself, and nobody has checked it.
    """

    kind: str
    reason: str
    address: str
    since: float
    until: float
    count: int = 1
    digest: str = ""
    unverified: dict[str, str] = field(default_factory=dict)
    id: str = field(default_factory=lambda: str(uuid4()))

    def detail(self) -> dict[str, Any]:
        """What the audit record says."""
        return {
            "id": self.id, "count": self.count, "reason": self.reason, "address": self.address,
            "since": _moment(self.since), "until": _moment(self.until),
            "sha256": self.digest, "unverified": self.unverified,
        }  # fmt: skip


class Refusals:
    """What was refused and has not been told yet. ``clock`` gives seconds since the epoch."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._minute: dict[tuple[str, str, str], Refused] = {}
        self._ends = 0.0
        self._told: list[Refused] = []

    def note(self, problem: Problem, address: str, credential: str) -> None:
        """Count one refusal. ``credential`` is read for its digest and claims where it is to be told."""
        if problem.type in _SILENT:
            return
        now = self._clock()
        if now >= self._ends:
            self._turn(now)
        key = (problem.type, problem.reason, _short(address[:_ADDRESS_LENGTH]))
        known = self._minute.get(key)
        if known is None and len(self._minute) >= KINDS:
            key = (problem.type, problem.reason, ELSEWHERE)
            known = self._minute.get(key)
        if known is not None:
            known.count, known.until = known.count + 1, now
            return
        bare = _bare(credential)
        first = Refused(*key, now, now, 1, _digest(bare), claims_of(bare))
        self._minute[key] = Refused(*key, now, now, 0, first.digest, first.unverified)
        self._tell(first)

    def due(self) -> list[Refused]:
        """What is to be told now; the caller gives back (`again`) what it could not tell."""
        if self._clock() >= self._ends:
            self._turn(self._clock())
        told, self._told = self._told, []
        return told

    def rest(self) -> list[Refused]:
        """All that is left, the unfinished minute too: the process ends."""
        self._ends = 0.0
        return self.due()

    def again(self, untold: list[Refused]) -> None:
        """Keep what could not be told; beyond a bound the counts of what is alike are added up."""
        later, self._told = self._told, []
        for one in [*untold, *later]:
            self._tell(one)

    def _turn(self, now: float) -> None:
        for one in self._minute.values():
            if one.count:
                self._tell(one)
        self._minute.clear()
        self._ends = now + MINUTE

    def _tell(self, one: Refused) -> None:
        if len(self._told) < _MOST_TOLD:
            self._told.append(one)
            return
        for other in self._told:
            if (other.kind, other.reason) == (one.kind, one.reason):
                other.count += one.count
                other.until = max(other.until, one.until)
                other.address = other.address if other.address == one.address else ELSEWHERE
                return
        self._told[-1].count += one.count


def claims_of(credential: str) -> dict[str, str]:
    """What a token says of its issuer, key, algorithm and subject, cut short; nothing of it is checked."""
    head, _, rest = credential[:_READ].partition(".")
    names = {"kid": _part(head), "alg": _part(head), "iss": _part(rest.partition(".")[0])}
    names["sub"] = names["iss"]
    found = {name: part.get(name) for name, part in names.items()}
    return {name: _short(value) for name, value in found.items() if isinstance(value, str)}


def _part(text: str) -> dict[str, Any]:
    try:
        value = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (binascii.Error, ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _short(value: str) -> str:
    cut = value[:_CLAIM_LENGTH]
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in cut)


def _bare(shown: str) -> str:
    """The credential alone, of a header with its scheme or of an address's query."""
    return shown.rpartition(" ")[2].rpartition("access_token=")[2].partition("&")[0]


def _digest(credential: str) -> str:
    return hashlib.sha256(credential.encode("utf-8", "surrogatepass")).hexdigest()


def _moment(seconds: float) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds))
