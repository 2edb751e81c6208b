"""The forms of the standards as XML schemas, made of the facts that are published of them."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from lxml import etree


@lru_cache(maxsize=8)
def _schema(name):
    return etree.XMLSchema(etree.parse(Path(__file__).with_name(f"{name}.xsd")))


def faults_by(name, data):
    """What a schema (``label``, ``clearance`` or ``binding``) finds wrong with a document."""
    schema = _schema(name)
    schema.validate(etree.fromstring(data))
    return [error.message for error in schema.error_log]
