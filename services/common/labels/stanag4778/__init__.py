"""STANAG 4778 (ADatP-4778): bindings of labels to data, in and out; signed ones are in ``signature``."""

from services.common.labels.stanag4778.form import Approach, Bindings, Bound, Part
from services.common.labels.stanag4778.read import read_bindings
from services.common.labels.stanag4778.whole import Whole, label_of_whole
from services.common.labels.stanag4778.write import embed_bindings, write_bindings

__all__ = [
    "Approach",
    "Bindings",
    "Bound",
    "Part",
    "Whole",
    "embed_bindings",
    "label_of_whole",
    "read_bindings",
    "write_bindings",
]
