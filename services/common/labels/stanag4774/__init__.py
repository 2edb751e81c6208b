"""STANAG 4774 (ADatP-4774): confidentiality labels and clearances, in and out of ours."""

from services.common.labels.stanag4774.clearance import (
    CLAIM,
    read_claim,
    read_clearance,
    write_claim,
    write_clearance,
)
from services.common.labels.stanag4774.faults import Fault, StanagError
from services.common.labels.stanag4774.read import Received, Succession, read_label
from services.common.labels.stanag4774.write import label_text, write_label

__all__ = [
    "CLAIM",
    "Fault",
    "Received",
    "StanagError",
    "Succession",
    "label_text",
    "read_claim",
    "read_clearance",
    "read_label",
    "write_claim",
    "write_clearance",
    "write_label",
]
