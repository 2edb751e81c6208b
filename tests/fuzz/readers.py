"""The readers of what comes from outside, with the errors they may end in, and inputs to begin with.

A reader here goes on with what it has read: written again and read again, it has to be the same.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from random import Random
from typing import Final

from services.common.labels import (
    Label,
    LabelError,
    MarkingError,
    PolicyError,
    banner,
    default_groups,
    parse_banner,
    parse_portion,
    portion_mark,
    read_policy,
    shipped_policies,
)
from services.common.labels.__main__ import _answered, _read
from services.common.labels.spif import POLICIES
from services.common.labels.stanag4774 import StanagError, read_clearance, read_label, write_label
from services.common.labels.stanag4778 import read_bindings
from services.common.labels.stanag4778.signature import verify_bindings
from services.common.labels.tests import test_signatures
from services.common.labels.tests.generate_markings import marked, ways
from services.common.labels.tests.generate_wrong import WRONG, wrong
from services.common.labels.tool import COMMANDS

AT: Final = datetime(2026, 1, 2, tzinfo=UTC)
Read = Callable[[bytes], object]


@dataclass(frozen=True, slots=True)
class Target:
    """A reader: what it makes of some bytes, and the errors by which it may refuse them."""

    read: Read
    errors: tuple[type[Exception], ...]
    seeds: Callable[[], list[bytes]]


def _kept(condition: bool, said: str) -> None:
    """Not ``assert``, whose error some reader might take for its own."""
    if not condition:
        raise SystemError(said)


def _marking(data: bytes) -> object:
    """Under every policy, as banner and portion mark; what is read is written and read the same."""
    text, refusal, found = data.decode("utf-8", "replace"), None, []
    for policy, profile in ways():
        for read, write in ((parse_banner, banner), (parse_portion, portion_mark)):
            try:
                label = read(text, policy, profile.name)
            except MarkingError as error:
                _kept(0 <= error.at <= len(text) + 2, f"refused at {error.at} of {len(text)}")
                refusal = error
                continue
            _kept(
                read(write(label, policy, profile.name), policy, profile.name) == label, "not the same again"
            )
            found.append(label)
    if refusal is not None and not found:
        raise refusal
    return found


def _markings() -> list[bytes]:
    rng = Random(1)
    right = [marked(rng, *way).text.encode() for way in ways() for _ in range(40)]
    return right + [text.encode() for rule in WRONG for _, _, text in wrong(rule, 1, 1)]


def _xml(data: bytes) -> object:
    """As a label, a clearance, bindings and signed bindings; a label is written and read the same."""
    policies, groups, found, refusal = shipped_policies(), default_groups(), [], None
    readers: tuple[Read, ...] = (
        lambda text: read_clearance(text, policies, groups),
        lambda text: read_bindings(text, policies, groups, repair=True, received=AT),
        lambda text: read_bindings(text, policies, groups, objects=test_signatures.OBJECTS),
        lambda text: verify_bindings(
            text, [test_signatures.CERTIFICATE], test_signatures.AT, policies, groups,
            objects=test_signatures.OBJECTS,
        ),
        _label,
    )  # fmt: skip
    for read in readers:
        try:
            found.append(read(data))
        except StanagError as error:
            refusal = error
    if refusal is not None and not found:
        raise refusal
    return found


def _label(data: bytes) -> object:
    policies, groups = shipped_policies(), default_groups()
    received = read_label(data, policies, groups, repair=True, received=AT)
    again = read_label(
        write_label(received.label, received.policy, received.created, received.review or AT),
        policies,
        groups,
    )
    _kept(again.label == received.label, "not the same again")
    return received.label


def _documents() -> list[bytes]:
    rng, found = Random(2), []
    for policy, profile in ways():
        for _ in range(8):
            try:
                found.append(write_label(marked(rng, policy, profile).label, policy, AT, AT, "HQ"))
            except StanagError:
                continue
    return [
        *found,
        test_signatures.SIGNED,
        test_signatures.WITHIN,
        test_signatures.UNSIGNED,
        *_CLEARANCES,
        *XML,
    ]


_CLEARANCES: Final = [
    b'<ConfidentialityClearance xmlns="urn:nato:stanag:4774:confidentialityclearance:1:0">'
    b'<PolicyIdentifier URI="urn:oid:1.3.26.1.3.1">NATO</PolicyIdentifier>'
    b"<ClassificationList><Classification>SECRET</Classification></ClassificationList>"
    b'<Category Type="PERMISSIVE" TagName="Releasable To"><GenericValue>GBR</GenericValue></Category>'
    b"</ConfidentialityClearance>",
]
XML: Final = [
    b'<!DOCTYPE a [<!ENTITY b "' + b"b" * 50 + b'">' + b"".join(
        b'<!ENTITY b%d "%s">' % (n, b"&b%s;" % (b"%d" % (n - 1) if n else b"") * 10) for n in range(9)
    ) + b"]><a>&b8;</a>",
    b'<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd"><a/>',
    b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
    b'<!DOCTYPE a [<!ENTITY % b SYSTEM "http://127.0.0.1:9/"> %b;]><a/>',
    b'<a xmlns:x="http://www.w3.org/2001/XInclude"><x:include href="file:///etc/passwd" parse="text"/></a>',
    b'<a xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:schemaLocation="urn:a http://127.0.0.1:9/a.xsd"/>',
    b'<?xml-stylesheet href="http://127.0.0.1:9/a.xsl"?><a/>',
    '<?xml version="1.0" encoding="utf-16"?><a/>'.encode("utf-16"),
    b'<?xml version="1.0" encoding="utf-7"?><a/>', b'<?xml version="1.0" encoding="cp037"?><a/>',
]  # fmt: skip
"""What XML has been attacked with: entities, outside files by each way that leads there, encodings."""


def _spif(data: bytes) -> object:
    """As a policy, and by that policy some markings."""
    policy = read_policy(data)
    for profile in policy.profiles:
        for text in _SAID:
            for read, write in ((parse_banner, banner), (parse_portion, portion_mark)):
                try:
                    write(read(text, policy, profile.name), policy, profile.name)
                except MarkingError:
                    continue
    return policy.identifier


_SAID: Final = (
    "SECRET//SI/TK//NOFORN", "//JOINT SECRET CAN USA//REL TO CAN, USA", "NATO SECRET", "S//SAR-A", "RD-N",
)  # fmt: skip


def _policies() -> list[bytes]:
    return [*(path.read_bytes() for path in sorted(POLICIES.glob("*.xml"))), *XML]


def _json(data: bytes) -> object:
    """As a label, and as a question to every command of the command line."""
    value = _read(data.decode("utf-8", "replace"))
    for command in COMMANDS:
        answer, code = _answered(command, value, {})
        json.dumps(answer)
        _kept(code in (0, 1, 2), f"ends with {code}")
    label = Label.from_json(value)
    _kept(Label.from_json(json.loads(json.dumps(label.to_json()))) == label, "not the same again")
    return label


def _questions() -> list[bytes]:
    rng, found = Random(3), []
    for policy, profile in ways():
        one = marked(rng, policy, profile)
        kind, label = "portion" if one.portion else "banner", one.label.to_json()
        about = {"policy": policy.name, "profile": profile.name}
        found += [
            label, {"id": 1, "marking": one.text, "kind": kind, **about},
            {"portions": [one.text, "U"], "banner": one.text, **about},
            {"label": label, "clearance": {"affiliation": "GBR", "clearance": {"us": 3, "nato": "SECRET"},
             "coi": ["A"], "restrictive": [], "groups": ["KFOR"]}, "action": "read", **about},
            {"label": one.text, "to": "xml", "under": "coalition", "created": "2026-01-02", **about},
            {"label": label, "to": "json"}, {"policy": policy.name, "before": "us"},
            {"text": f"{one.text}\n\n({one.text}) First.\n(U) Second.\nThird.\n\n{one.text}\n", **about},
        ]  # fmt: skip
    return [json.dumps(question).encode() for question in found]


TARGETS: Final[Mapping[str, Target]] = {
    "markings": Target(_marking, (MarkingError,), cache(_markings)),
    "json": Target(_json, (LabelError,), cache(_questions)),
    "xml": Target(_xml, (StanagError,), cache(_documents)),
    "spif": Target(_spif, (PolicyError,), cache(_policies)),
}
