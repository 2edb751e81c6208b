"""STANAG 4774 confidentiality labels (ADatP-4774) in and out of ours, and clearances in."""

from services.common.labels.stanag4774.clearance import read_clearance
from services.common.labels.stanag4774.faults import Fault, StanagError
from services.common.labels.stanag4774.read import Received, read_label
from services.common.labels.stanag4774.write import write_label

__all__ = ["Fault", "Received", "StanagError", "read_clearance", "read_label", "write_label"]
