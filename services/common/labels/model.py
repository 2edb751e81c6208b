"""The label value: what stands on every record, portion, attachment, event and derived row.

Source of every rule: LABELS, "The label". A label is a pure value; nothing is decided from a marking string.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from functools import lru_cache
from typing import Final

ORCON: Final = "ORCON"
"""Onward release needs the originator."""
RELIDO: Final = "RELIDO"
"""A disclosure officer may decide; grants nobody access."""
NOFORN: Final = "NOFORN"
"""Explicitly owner only: the same access as an empty ``rel``, but said, and it survives every roll-up."""
CONCEALED: Final = ("CONCEALED",)
"""Value of ``foreign`` where the source nations are concealed (rendered as a bare ``FGI``)."""
MAX_LEVEL: Final = 4
_NO_CODES: Final = frozenset({ORCON, RELIDO, NOFORN})
"""What stands in a list of nations and groups by mistake alone: nobody's code."""
ISO3: Final = 3
"""So many letters has the code of a nation (ISO 3166-1 alpha-3); every other code is a group's."""

CODE: Final = r"[A-Z][A-Z0-9_]{1,31}"
"""The form of the code of a nation or group, as a pattern."""
_CODE = re.compile(rf"{CODE}\Z")
_WORD = re.compile(r"[A-Z0-9][A-Z0-9 :+_.-]{0,63}\Z")
_POLICY = re.compile(r"[a-z0-9][a-z0-9_.-]*@[0-9A-Za-z][0-9A-Za-z_.-]*\Z")
_EPOCH = re.compile(rf"{CODE}@\d{{4}}-\d\d-\d\dT\d\d:\d\d:\d\dZ\Z")
_BASIS = frozenset({"PLAIN", "SEVERAL", "UNMARKED", "LISTED", "BARE"})


class LabelError(ValueError):
    """A value that is no label. Names the ``field`` and the ``rule`` that it breaks."""

    def __init__(self, field: str, rule: str) -> None:
        """Keep field and rule apart, so that a problem detail can point at the field."""
        super().__init__(f"{field}: {rule}")
        self.field = field
        self.rule = rule


def is_form_of_code(code: str) -> bool:
    """Whether a text has the form of the code of a nation or group."""
    return _CODE.match(code) is not None and code not in _NO_CODES


@lru_cache(maxsize=10_000)
def epoch_time(epoch: str) -> datetime:
    """The instant of an epoch: of a state (``2024-03-07T00:00:00Z``) or of a group's (``NATO@2024-…``).
    Raises ``LabelError`` for one that never was.
    """
    try:
        return datetime.strptime(epoch.rpartition("@")[2], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    except ValueError as error:
        raise LabelError("epochs", f"{epoch!r:.60} is no moment") from error


@dataclass(frozen=True, slots=True)
class AccessLabel:
    """The access part of a label, in canonical form: what is interned (LABELS, "Enforcement")."""

    policy: str
    level: int
    owner: tuple[str, ...]
    rel: tuple[str, ...]
    only: tuple[str, ...]
    display_only: tuple[str, ...]
    coi: tuple[str, ...]
    restrictive: tuple[str, ...]
    dissem: tuple[str, ...]
    epochs: tuple[str, ...]

    def canonical(self) -> bytes:
        """Canonical JSON: sorted keys, no blanks, UTF-8. Equal access parts give equal bytes."""
        body = {f.name: getattr(self, f.name) for f in fields(self)}
        return json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()

    def digest(self) -> bytes:
        """SHA-256 of the canonical JSON, 32 bytes."""
        return hashlib.sha256(self.canonical()).digest()


@dataclass(frozen=True, slots=True)
class Label:
    """One releasability label. Construction checks it (``LabelError``) and puts it into canonical order.

    ``rel`` absent or empty means owner only. ``epochs`` name, for each group that can be expanded, the
    membership state under which the label was made (``NATO@2024-03-07T00:00:00Z``; ``Groups.seal`` sets
    them); without one the group grants nothing. ``basis`` is what a roll-up has to remember of its portions;
    it has no effect on access and no place in a marking.
    """

    policy: str
    level: int
    owner: tuple[str, ...]
    rel: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    display_only: tuple[str, ...] = ()
    coi: tuple[str, ...] = ()
    restrictive: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()
    informative: tuple[str, ...] = ()
    dissem: tuple[str, ...] = ()
    epochs: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Check each field, sort and remove doubles, then check the rules between fields."""
        if not isinstance(self.policy, str) or not _POLICY.match(self.policy):
            raise LabelError("policy", "must be name@version, in lower case")
        if type(self.level) is not int or not 0 <= self.level <= MAX_LEVEL:
            raise LabelError("level", f"must be a whole number from 0 to {MAX_LEVEL}")
        for name, pattern in _LISTS.items():
            values = getattr(self, name)
            if values != ():
                object.__setattr__(self, name, _canonical(name, values, pattern))
        for epoch in self.epochs:
            epoch_time(epoch)
        if not self.owner:
            raise LabelError("owner", "is mandatory: a nation, several nations or one context")
        if self.foreign != CONCEALED and CONCEALED[0] in self.foreign:
            object.__setattr__(self, "foreign", CONCEALED)
        if not _BASIS.issuperset(self.basis):
            raise LabelError("basis", f"may hold only {', '.join(sorted(_BASIS))}")
        if self.rel:
            object.__setattr__(self, "rel", _without(self.rel, self.owner))
        if self.display_only:
            object.__setattr__(self, "display_only", _without(self.display_only, (*self.owner, *self.rel)))
        self._check_dissemination()

    def _check_dissemination(self) -> None:
        # LABELS, Markings: NOFORN excludes REL TO, RELIDO and DISPLAY ONLY; ORCON excludes RELIDO.
        if NOFORN in self.dissem:
            if self.rel:
                raise LabelError("rel", "NOFORN excludes a release list")
            if self.display_only:
                raise LabelError("display_only", "NOFORN excludes DISPLAY ONLY")
            if RELIDO in self.dissem:
                raise LabelError("dissem", "NOFORN excludes RELIDO")
        if ORCON in self.dissem and RELIDO in self.dissem:
            raise LabelError("dissem", "ORCON excludes RELIDO")

    @property
    def policy_name(self) -> str:
        """Name of the policy without its version."""
        return self.policy.partition("@")[0]

    @property
    def noforn(self) -> bool:
        """Whether the label says explicitly that it is for its owner only."""
        return NOFORN in self.dissem

    @property
    def relido(self) -> bool:
        """Whether a disclosure officer may decide on release."""
        return RELIDO in self.dissem

    @property
    def originator_controlled(self) -> bool:
        """Whether onward release needs the originator: ORCON, or a kind of it (ORCON-USGOV)."""
        return any(word == ORCON or word.startswith(f"{ORCON}-") for word in self.dissem)

    @property
    def concealed(self) -> bool:
        """Whether the sources of its foreign material are concealed."""
        return self.foreign == CONCEALED

    @property
    def codes(self) -> frozenset[str]:
        """Every nation and group code that the label's access depends on."""
        return frozenset((*self.owner, *self.rel, *self.only, *self.display_only))

    def access_part(self) -> AccessLabel:
        """The part that decides access, canonical: two labels with equal access parts are interned as one."""
        return AccessLabel(**{f.name: getattr(self, f.name) for f in fields(AccessLabel)})

    def digest(self) -> bytes:
        """SHA-256 of the canonical JSON of the access part, 32 bytes."""
        return self.access_part().digest()

    def with_(self, **changes: object) -> Label:
        """A copy with some fields changed, checked as a new label is."""
        return replace(self, **changes)  # type: ignore[arg-type]  # dataclass fields are checked on construction

    def to_json(self) -> dict[str, object]:
        """The whole label as plain JSON values; every field is present."""
        values = ((f.name, getattr(self, f.name)) for f in fields(self))
        return {name: list(value) if isinstance(value, tuple) else value for name, value in values}

    @staticmethod
    def from_json(value: Mapping[str, object]) -> Label:
        """Read ``to_json`` strictly: unknown or missing fields and wrong types raise ``LabelError``."""
        if not isinstance(value, Mapping):
            raise LabelError("label", "must be an object")
        known = [f.name for f in fields(Label)]
        for name in value:
            if name not in known:
                raise LabelError(str(name), "is no field of a label")
        for name in ("policy", "level", "owner"):
            if name not in value:
                raise LabelError(name, "is mandatory")
        for name in _LISTS:
            if not isinstance(value.get(name, []), list | tuple):
                raise LabelError(name, "must be a list of codes")
        return Label(**value)  # type: ignore[arg-type]  # construction checks every field


@dataclass(frozen=True, slots=True)
class Provenance:
    """What stands on the row beside its label: dates, originator and derivation (LABELS, "Enforcement").

    ``review_at`` raises a task and never widens; ``succession_at`` with ``successor`` is the only automatic
    change of a label.
    """

    originator_id: str
    created_at: datetime
    derived_from: tuple[str, ...] = ()
    review_at: datetime | None = None
    succession_at: datetime | None = None
    successor: Label | None = None

    def __post_init__(self) -> None:
        """A successor and the date of its succession come together; every date has its zone."""
        if (self.successor is None) != (self.succession_at is None):
            raise LabelError("successor", "a successor and its date come together")
        for name in ("created_at", "review_at", "succession_at"):
            moment = getattr(self, name)
            if moment is not None and moment.tzinfo is None:
                raise LabelError(name, "must carry a time zone")

    def label_at(self, label: Label, at: datetime) -> Label:
        """The label in force at a moment: the successor from ``succession_at`` on, else the given one."""
        if self.successor is not None and self.succession_at is not None and at >= self.succession_at:
            return self.successor
        return label


_LISTS: Final[dict[str, re.Pattern[str]]] = {
    "owner": _CODE, "rel": _CODE, "only": _CODE, "display_only": _CODE, "coi": _WORD, "restrictive": _WORD,
    "foreign": _CODE, "informative": _WORD, "dissem": _WORD, "epochs": _EPOCH, "basis": _CODE,
}  # fmt: skip


def _canonical(name: str, values: object, pattern: re.Pattern[str]) -> tuple[str, ...]:
    if isinstance(values, str) or not isinstance(values, Iterable):
        raise LabelError(name, "must be a list of codes")
    items = list(values)
    for item in items:
        fits = is_form_of_code if pattern is _CODE else pattern.match
        if not isinstance(item, str) or not fits(item):
            raise LabelError(name, f"{item!r:.80} is not a valid code")
    return tuple(sorted(set(items)))


def _without(values: tuple[str, ...], others: Iterable[str]) -> tuple[str, ...]:
    dropped = set(others)
    return tuple(value for value in values if value not in dropped)
