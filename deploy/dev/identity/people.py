"""The demonstration people, read from one file; their claims come from there and from nowhere else."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from deploy.dev.identity.tokens import Claims


class UnknownPerson(LookupError):
    """Nobody of that name or id is in the file."""


@dataclass(frozen=True)
class Person:
    """One invented person, or a partner's system (``kind: system``), with what a token says of them."""

    id: str
    username: str
    name: str
    affiliation: str
    organisation: str
    clearance: dict[str, str]
    acts_for: str = ""
    rank: str = ""
    billet: str = ""
    shows: str = ""
    kind: str = "person"
    roles: list[str] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)
    coi: list[str] = field(default_factory=list)
    letter: dict[str, Any] | None = None

    def claims(self) -> Claims:
        """What every token says of this person (ARCHITECTURE: Identity)."""
        said: Claims = {
            "sub": self.id,
            "preferred_username": self.username,
            "name": self.name,
            "affiliation": self.affiliation,
            "acts_for": self.acts_for or self.affiliation,
            "clearance": self.clearance,
            "groups": self.groups,
            "coi": self.coi,
            "roles": self.roles,
            "organisation": self.organisation,
        }
        return said | ({"letter": self.letter} if self.letter else {})


@dataclass(frozen=True)
class People:
    """Everybody in the file, and the names of their nations."""

    everybody: tuple[Person, ...]
    nations: dict[str, str]

    def by_id(self, person_id: str) -> Person:
        """The person with this id; raises `UnknownPerson`."""
        return self._one(lambda person: person.id == person_id, person_id)

    def by_username(self, username: str) -> Person:
        """The person with this user name; raises `UnknownPerson`."""
        return self._one(lambda person: person.username == username, username)

    def by_nation(self) -> dict[str, list[Person]]:
        """People who can sign in, under the name of the nation they belong to, in the order of the file."""
        grouped: dict[str, list[Person]] = {}
        for person in self.everybody:
            if person.kind == "person":
                grouped.setdefault(self.nations.get(person.affiliation, person.affiliation), []).append(
                    person
                )
        return grouped

    def _one(self, is_meant: Callable[[Person], bool], wanted: str) -> Person:
        found = next(filter(is_meant, self.everybody), None)
        if found is None:
            raise UnknownPerson(f"there is no demonstration person {wanted!r}")
        return found


def load_people(path: Path) -> People:
    """The file of people, read again when it changed; a wrong entry stops the start with the reason."""
    return _read(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=4)
def _read(path: Path, _: int) -> People:
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    everybody = tuple(Person(**entry) for entry in content["people"])
    for one in ("id", "username"):
        values = [getattr(person, one) for person in everybody]
        if len(set(values)) != len(values):
            raise ValueError(f"{path.name}: two people share a {one}")
    return People(everybody, content["nations"])
