"""`load_directory`: brings the database to what the files say, and tells others of what changed."""

from collections import Counter
from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from services.common.db import Unit
from services.common.label_api import LabelBody
from services.common.labels import Group, Label, Membership, default_groups
from services.common.labels.groups import moment
from services.common.labels.nation_names import NATION_NAMES
from services.common.references import uuid7
from services.directory.loading import labels
from services.directory.loading.files import CommunityEntry, DirectoryFile, PersonEntry
from services.directory.models import (
    AttributesRow,
    CommunityMemberRow,
    CommunityRow,
    NationRow,
    OrganisationRow,
    PersonRow,
    Row,
)
from services.directory.people.events import nation_changed, person_changed


async def load_directory(unit: Unit, content: DirectoryFile) -> Mapping[str, int]:
    """Make or change what differs; returns how many rows of each table did. What a file leaves out stays.

    It works as worker, over all rows: a file may hold people whom no single reader sees.
    """
    async with unit.as_worker() as session:
        loader = _Loader(unit, session, content)
        await loader.nations()
        await loader.communities()
        await loader.organisations()
        await loader.people()
        await session.flush()
        loader.tell()
    return loader.changed


R = TypeVar("R", bound=Row)


class _Loader:
    def __init__(self, unit: Unit, session: AsyncSession, content: DirectoryFile) -> None:
        self._unit = unit
        self._session = session
        self._content = content
        self._context = unit.database.permitted.context
        self._groups = self._context.groups
        self._participants = tuple(sorted(content.nations))
        self._organisations: dict[tuple[str, str], OrganisationRow] = {}
        self._told: list[tuple[PersonRow, str, Label, bool]] = []
        self._nations: list[tuple[NationRow, str]] = []
        self.changed: Counter[str] = Counter()

    async def nations(self) -> None:
        """The nations of the files, and those that the known communities name."""
        known = {row.code: row for row in (await self._session.exec(select(NationRow))).all()}
        members = {member.nation for member in default_groups().memberships}
        for code in sorted(members | set(self._participants) | set(known)):
            name = self._content.nations.get(code) or NATION_NAMES.get(code, code).removeprefix("the ")
            row = known.get(code)
            participates = code in self._content.nations or bool(row and row.participates)
            if row is None:
                row = NationRow(code=code, name=name, participates=participates)
                self._nations.append((row, "created"))
            elif (row.name, row.participates) != (name, participates) and code in self._content.nations:
                row.name, row.participates, row.version = name, participates, row.version + 1
                self._nations.append((row, "changed"))
            else:
                continue
            self._session.add(row)
            self.changed["nation"] += 1

    async def communities(self) -> None:
        """The communities that the label library ships, then those of the files."""
        shipped = default_groups()
        for group in shipped.groups.values():
            terms = [term for term in shipped.memberships if term.group == group.code]
            await self._community(group, terms, None, None)
        for entry in self._content.communities:
            group = Group(entry.code, entry.name, entry.expandable)
            await self._community(group, _terms(entry), entry.label, entry.roster)

    async def _community(
        self, group: Group, terms: list[Membership], label: LabelBody | None, roster: LabelBody | None
    ) -> None:
        owners = self._participants or tuple(sorted({term.nation for term in terms}))
        own = self._label(label) or labels.known_to_all(owners, self._groups, self._unit.now)
        rows = await self._session.exec(select(CommunityRow).where(CommunityRow.code == group.code))
        values = {"code": group.code, "name": group.name or group.code, "expandable": group.expandable}
        values["deprecated_at"] = group.deprecated
        row = await self._put(CommunityRow, rows.first(), uuid7(), own, values)
        members = await self._session.exec(
            select(CommunityMemberRow).where(CommunityMemberRow.community_id == row.id)
        )
        known = {(member.nation, member.since): member for member in members.all()}
        for term in terms:
            since, until = (bound.date() if bound else None for bound in (term.since, term.until))
            values = {"community_id": row.id, "nation": term.nation, "since": since, "until": until}
            found = known.get((term.nation, since))
            await self._put(CommunityMemberRow, found, uuid7(), self._label(roster) or own, values)

    async def organisations(self) -> None:
        """Those with a label of their own, then those that a person's entry names."""
        rows = (await self._session.exec(select(OrganisationRow))).all()
        known = {(row.nation, row.name): row for row in rows}
        given = {(entry.nation, entry.name): entry.label for entry in self._content.organisations}
        named = {
            (one.nation_served, one.organisation): None for one in self._content.people if one.organisation
        }
        for key, body in {**named, **given}.items():
            nation, name = key
            label = self._label(body) or labels.known_to_partners(
                nation, nation, self._groups, self._unit.now
            )
            values = {"name": name, "nation": nation}
            row = await self._put(OrganisationRow, known.get(key), uuid7(), label, values)
            self._organisations[key] = row

    async def people(self) -> None:
        """Each person's roster entry, and their attributes under a label of their own."""
        for entry in self._content.people:
            label = self._label(entry.label) or labels.known_to_partners(
                entry.affiliation, entry.nation_served, self._groups, self._unit.now
            )
            await self._person(entry, label)

    async def _person(self, entry: PersonEntry, label: Label) -> None:
        found = await self._session.get(PersonRow, entry.id, with_for_update=True)
        before = self.changed["person"]
        organisation = self._organisations.get((entry.nation_served, entry.organisation))
        values: dict[str, Any] = {
            "username": entry.username, "name": entry.name, "kind": entry.kind, "rank": entry.rank,
            "nation": entry.affiliation, "acts_for": entry.nation_served, "billet": entry.billet,
            "billet_kind": entry.serves_as, "roles": sorted(entry.roles),
            "organisation_id": organisation.id if organisation else None,
        }  # fmt: skip
        row = await self._put(PersonRow, found, entry.id, label, values)
        attributes = await self._session.exec(
            select(AttributesRow).where(AttributesRow.person_id == entry.id)
        )
        own = labels.own_business(entry.affiliation, self._groups, self._unit.now)
        values = {
            "person_id": entry.id, "clearance": entry.clearance, "groups": sorted(entry.groups),
            "coi": sorted(entry.coi), "letter": entry.letter,
        }  # fmt: skip
        await self._put(AttributesRow, attributes.first(), uuid7(), own, values)
        if self.changed["person"] > before:
            self._told.append((row, entry.organisation, label, found is None))

    async def _put(
        self, kind: type[R], row: R | None, row_id: UUID, label: Label, values: Mapping[str, Any]
    ) -> R:
        """The row with these values under this label: made, changed, or left alone where nothing differs."""
        label_id = await self._unit.labels.intern(label)
        wanted = {**values, "label_id": label_id}
        now, by = self._unit.now, self._unit.subject.id
        if row is None:
            stamps = {"created_at": now, "created_by": by, "updated_at": now, "updated_by": by}
            row = kind(**{"id": row_id, **wanted, **stamps})
        elif all(getattr(row, name) == value for name, value in wanted.items()):
            return row
        else:
            for name, value in {**wanted, "updated_at": now, "updated_by": by}.items():
                setattr(row, name, value)
        self._session.add(row)
        await self._session.flush()
        self.changed[str(kind.__tablename__)] += 1
        self._unit.audit("load", str(kind.__tablename__), row.id, label_id=label_id)
        return row

    def _label(self, body: LabelBody | None) -> Label | None:
        return body.to_label(self._unit.now, self._context) if body else None

    def tell(self) -> None:
        """Events of people and nations that were made or changed."""
        for nation, change in self._nations:
            self._unit.emit(nation_changed(nation, change))
        for row, organisation, label, new in self._told:
            change = "created" if new else "changed"
            self._unit.emit(person_changed(row, organisation, label, change, None))


def _terms(entry: CommunityEntry) -> list[Membership]:
    return [
        Membership(
            entry.code, nation, *(moment(bound) if bound else None for bound in (term.since, term.until))
        )
        for term in entry.members
        for nation in term.nations
    ]
