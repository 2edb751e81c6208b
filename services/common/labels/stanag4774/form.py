"""Names of the form: namespace, categories, and which field of a label each fills."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

NAMESPACE: Final = "urn:nato:stanag:4774:confidentialitymetadatalabel:1:0"
ROOT: Final = "originatorConfidentialityLabel"
ALTERNATIVE: Final = "alternativeConfidentialityLabel"
PERMISSIVE, RESTRICTIVE, INFORMATIVE = "PERMISSIVE", "RESTRICTIVE", "INFORMATIVE"
CONTEXT, RELEASABLE, RELEASE = "Context", "Releasable", "Releasable To"
"""The category of whose it is, its second value where something is released, and the category of to whom."""


@dataclass(frozen=True, slots=True)
class Category:
    """A category by its tag name: its type, and the field of a label that its values fill."""

    name: str
    type: str
    field: str


CATEGORIES: Final = (
    Category(CONTEXT, PERMISSIVE, "owner"),
    Category("Only", PERMISSIVE, "only"),
    Category(RELEASE, PERMISSIVE, "rel"),
    Category("Display Only", PERMISSIVE, "display_only"),
    Category("Community of Interest", RESTRICTIVE, "coi"),
    Category("Additional Sensitivity", RESTRICTIVE, "restrictive"),
    Category("Dissemination", RESTRICTIVE, "dissem"),
    Category("Foreign", INFORMATIVE, "foreign"),
    Category("Administrative", INFORMATIVE, "informative"),
)
"""In the order in which they are written. The first three, sensitivity and administration are those of the
policy of NATO; the others carry what other policies know.
"""
BY_NAME: Final = {category.name.casefold(): category for category in CATEGORIES}
