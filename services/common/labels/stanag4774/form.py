"""Names of the form (ADatP-4774, appendices 1 and 2): elements, their order, and what each category fills."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

NAMESPACE: Final = "urn:nato:stanag:4774:confidentialitymetadatalabel:1:0"
CLEARANCES: Final = "urn:nato:stanag:4774:confidentialityclearance:1:0"
ORIGINATOR: Final = "originatorConfidentialityLabel"
ALTERNATIVE: Final = "alternativeConfidentialityLabel"
METADATA: Final = "metadataConfidentialityLabel"
FORMER: Final = "ConfidentialityLabel"
"""Kept by the schema for what was written before it; the same as an originator's."""
PERMISSIVE, RESTRICTIVE, INFORMATIVE = "PERMISSIVE", "RESTRICTIVE", "INFORMATIVE"
CONTEXT, RELEASABLE, RELEASE = "Context", "Releasable", "Releasable To"
"""The category of whose it is, its second value where something is released, and the category of to whom."""

LABEL_ORDER: Final = (
    "ConfidentialityInformation",
    "OriginatorID",
    "CreationDateTime",
    "SuccessionHandling",
)
INFORMATION_ORDER: Final = ("PolicyIdentifier", "Classification", "PrivacyMark", "Category")
SUCCESSION_ORDER: Final = ("SuccessionDateTime", "SuccessorConfidentialityLabel")
ORIGINATOR_TYPES: Final = (
    "rfc822Name", "dNSName", "directoryName", "uniformResourceIdentifier", "iPAddress", "x400Address",
    "userPrincipalName", "jID",
)  # fmt: skip
"""What the identifier of an originator can be (table 9)."""


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


def of_label(tag: str) -> str:
    """The name of an element of labels, with its namespace."""
    return f"{{{NAMESPACE}}}{tag}"


def local(tag: str) -> str:
    """The name of an element, without its namespace."""
    return tag.rpartition("}")[2]
