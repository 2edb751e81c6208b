"""The content of a dead letter, under its label: who may not read it is told what they are told of none."""

import asyncio
import base64
from datetime import UTC, datetime
from typing import Any

import httpx
import orjson
from google.protobuf.json_format import MessageToDict

from services.common.auth import Authenticator, Subject
from services.common.db.records import Actor
from services.common.errors import Problem
from services.common.events.bus import Bus, Raw
from services.common.events.deadletter import Place
from services.common.events.envelope import Envelope, Invalid
from services.common.events.letter_box import read_letters
from services.common.events.letter_rows import Letters
from services.common.events.registry import Topic
from services.common.labels import Action, Label, decide
from services.common.references import uuid7
from services.common.revocations import DirectoryClient, RevocationPoller, Revocations
from services.common.settings import ServiceSettings
from services.common.tokens import IssuerKeys, TokenVerifier

NOTHING = "there is no such letter, or none that you may read"


def subject_of(settings: ServiceSettings, token: str) -> Subject:
    """The subject of an access token for this service, verified as for a request, revocations included.

    Raises the problems of `auth.Authenticator.subject`.
    """
    return asyncio.run(_verified(settings, token))


async def _verified(settings: ServiceSettings, token: str) -> Subject:
    revocations = Revocations(settings.revocation_grace if settings.directory_url else None)
    if settings.directory_url and settings.client_id and settings.client_secret:
        poller = RevocationPoller(
            revocations,
            DirectoryClient(
                directory_url=settings.directory_url, issuer=settings.issuer,
                client_id=settings.client_id, client_secret=settings.client_secret,
            ),
        )  # fmt: skip
        try:
            await poller.poll()
        except (httpx.HTTPError, ValueError, KeyError) as error:
            raise Problem(503, "revocations-unknown", "Whether this access stands is not known") from error
    keys = IssuerKeys(settings.issuer, settings.jwks_url)
    verifier = TokenVerifier(settings.issuer, settings.audience, keys)
    return await Authenticator(verifier, revocations).subject(f"Bearer {token}")


def look(letters: Letters, bus: Bus, topic: Topic | None, place: Place, subject: Subject) -> bytes | None:
    """A letter as JSON text, on record; None, on record too, where it is missing or not for the subject.

    A letter without a label that can be read is nobody's to read: its row says what is to be known.
    """
    found = read_letters(bus, letters.consumer, [topic], [place]) if topic is not None else {}
    message = found.get(place)
    label = _label(message)
    actor = Actor(
        subject.id, subject.affiliation, subject.acts_for, subject.client, "command letters look", uuid7().hex
    )
    if message is None or label is None or not _allowed(subject, label):
        letters.audit("denied", str(place), actor=actor, outcome="not-found")
        return None
    text = orjson.dumps(label.to_json()).decode()
    letters.audit("read", str(place), actor=actor, label=text)
    assert topic is not None, "what was found is of a topic"
    return orjson.dumps(_shown(topic, message, label), option=orjson.OPT_INDENT_2)


def _allowed(subject: Subject, label: Label) -> bool:
    return decide(subject.reader(), label, Action.READ, datetime.now(UTC)).allow


def _label(message: Raw | None) -> Label | None:
    try:
        return message.envelope().label() if message is not None else None
    except Invalid:
        return _label_alone(message)


def _label_alone(message: Raw | None) -> Label | None:
    """The label of a message whose other headers are wrong: it is read by itself, its digest included."""
    assert message is not None, "nothing is invalid of none"
    now, nobody = "1970-01-01T00:00:00Z", "00000000-0000-0000-0000-000000000000"
    bare = {"ce_id": nobody, "ce_type": "-", "ce_source": "-", "ce_time": now}
    headers = [(name, value.encode()) for name, value in bare.items()]
    headers += [(name, value) for name, value in message.headers if name == "entente_label"]
    try:
        return Envelope.from_headers(message.topic, message.key, message.value, headers).label()
    except Invalid:
        return None


def _shown(topic: Topic, message: Raw, label: Label) -> dict[str, Any]:
    return {
        "place": str(Place.of(message)),
        "label": label.to_json(),
        "key": message.key,
        "headers": {name: value.decode(errors="backslashreplace") for name, value in message.headers},
        "message": _decoded(topic, message),
        "value": base64.b64encode(message.value).decode(),
    }


def _decoded(topic: Topic, message: Raw) -> dict[str, Any] | None:
    """The message in words, None where it cannot be decoded: its bytes stand beside it."""
    try:
        decoded = topic.decode(message.envelope())
        return MessageToDict(decoded, preserving_proto_field_name=True)
    except (Invalid, ValueError):
        return None
