"""Revocations by event: quicker than asking the directory, which goes on beside it."""

from collections.abc import Mapping
from datetime import UTC
from typing import Any

from psycopg import Connection

from proto.gen.entente.directory.v1 import directory_pb2
from services.common.events.consumer import Handler
from services.common.events.envelope import Envelope
from services.common.revocations import Revocations

TOPIC = "entente.directory.subject.v1"


def revocation_handler(revocations: Revocations) -> Handler:
    """The handler that notes a person's ``not_before`` for this process."""

    def effect(_: Connection[Mapping[str, Any]], __: Envelope, person: directory_pb2.SubjectSnapshot) -> None:
        if person.HasField("not_before"):
            subject = person.subject or person.person_id
            revocations.note(subject, person.not_before.ToDatetime(tzinfo=UTC))

    return Handler(TOPIC, effect, inbox=False)
