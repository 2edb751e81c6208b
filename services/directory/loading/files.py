"""What may stand in a directory file. Several files are read as one; a later one adds to an earlier one.

nations: {USA: United States}
organisations: [{name: …, nation: USA, label: {…}}]
communities:
  - {code: MISSION, name: …, members: [{nations: [USA], since: 2025-01-01}], label: {…}, roster: {…}}
people: [{id: …, username: …, name: …, affiliation: USA, clearance: {coalition: SECRET}, label: {…}, …}]

A label that is left out is made by `loading.labels`. Keys of a person that are meant for others (what a
sign-in page says of them) are passed over.
"""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal
from uuid import UUID

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from services.common.label_api import LabelBody

Nation = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid")


class OrganisationEntry(_Entry):
    """An organisation that needs a label of its own; others are made from the people that name them."""

    name: Line
    nation: Nation
    label: LabelBody | None = None


class MemberEntry(_Entry):
    """Nations that were members from ``since`` up to, not including, ``until``."""

    nations: list[Nation]
    since: date | None = None
    until: date | None = None


class CommunityEntry(_Entry):
    """A community; ``roster`` is the label of its members where it is another than its own."""

    code: Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9_]{1,31}$")]
    name: Line
    expandable: bool = True
    members: list[MemberEntry] = []
    label: LabelBody | None = None
    roster: LabelBody | None = None


class PersonEntry(BaseModel):
    """A person or a partner's system, as the identity provider's file has them."""

    model_config = ConfigDict(extra="ignore")

    id: UUID
    username: Line
    name: Line
    kind: Literal["person", "system"] = "person"
    affiliation: Nation
    acts_for: Nation | None = None
    rank: str = ""
    billet: str = ""
    billet_kind: Literal["staff", "liaison", "embed"] | None = None
    organisation: str = ""
    clearance: dict[str, str] = {}
    roles: list[str] = []
    groups: list[str] = []
    coi: list[str] = []
    letter: dict[str, Any] | None = None
    label: LabelBody | None = None

    @property
    def nation_served(self) -> str:
        """The nation whose work they do."""
        return self.acts_for or self.affiliation

    @property
    def serves_as(self) -> str:
        """The kind of billet: who acts for another nation is embedded there."""
        return self.billet_kind or ("embed" if self.nation_served != self.affiliation else "staff")


class DirectoryFile(_Entry):
    """Everything that the files say, together."""

    nations: dict[Nation, Line] = Field(default_factory=dict)
    organisations: list[OrganisationEntry] = []
    communities: list[CommunityEntry] = []
    people: list[PersonEntry] = []


def read_files(paths: Iterable[Path]) -> DirectoryFile:
    """Read the files; raises pydantic's ValidationError where one says what a directory does not know."""
    whole = DirectoryFile()
    for path in paths:
        one = DirectoryFile.model_validate(yaml.safe_load(path.read_text("utf-8")) or {})
        whole.nations |= one.nations
        whole.organisations += one.organisations
        whole.communities += one.communities
        whole.people += one.people
    return whole
