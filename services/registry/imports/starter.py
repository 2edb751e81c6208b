"""Who let an import run, kept beside it: a run goes on under the rights that they had, and no others."""

from datetime import UTC, datetime
from typing import Any

from services.common.auth import Subject
from services.common.labels import DisclosureLetter


def kept(subject: Subject) -> dict[str, Any]:
    """The subject as JSON."""
    letter = subject.letter
    return {
        "id": subject.id,
        "name": subject.name,
        "affiliation": subject.affiliation,
        "acts_for": subject.acts_for,
        "clearance": dict(subject.clearance),
        "groups": sorted(subject.groups),
        "coi": sorted(subject.coi),
        "restrictive": sorted(subject.restrictive),
        "roles": sorted(subject.roles),
        "organisation": subject.organisation,
        "issued_at": subject.issued_at.timestamp(),
        "client": subject.client,
        "letter": letter
        and {
            "max_level": letter.max_level,
            "groups": sorted(letter.groups),
            "coi": sorted(letter.coi),
            "expires": letter.expires and letter.expires.isoformat(),
        },
    }


def subject_of(body: dict[str, Any]) -> Subject:
    """The subject that `kept` kept."""
    letter = body["letter"]
    return Subject(
        body["id"],
        body["name"],
        body["affiliation"],
        body["acts_for"],
        tuple(sorted(body["clearance"].items())),
        frozenset(body["groups"]),
        frozenset(body["coi"]),
        frozenset(body["restrictive"]),
        frozenset(body["roles"]),
        body["organisation"],
        letter
        and DisclosureLetter(
            letter["max_level"],
            frozenset(letter["groups"]),
            frozenset(letter["coi"]),
            letter["expires"] and datetime.fromisoformat(letter["expires"]),
        ),
        datetime.fromtimestamp(body["issued_at"], UTC),
        body["client"],
    )
