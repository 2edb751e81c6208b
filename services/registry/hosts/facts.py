"""The published facts that suggestions rest on beside the reader's records: caveats, ties, centres."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from services.registry.domain.lead import Caveat, Facts, Tie
from services.registry.domain.places import Point, kilometres

FOLDER = Path(__file__).parent / "reference"


def _read(name: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = yaml.safe_load((FOLDER / name).read_text("utf-8"))
    return found


@lru_cache(maxsize=1)
def caveats() -> tuple[Caveat, ...]:
    """The published caveats, each with its origin."""
    body = _read("caveats.yaml")
    return tuple(
        Caveat(
            one["nation"], one["rule"], one.get("kind", "restriction"), one["scope"], frozenset(one["hosts"]),
            frozenset(one["capabilities"]), one.get("until"), one.get("effect", ""),
            body["origin"][one["origin"]],
        )
        for one in body["caveats"]
    )  # fmt: skip


@lru_cache(maxsize=1)
def ties() -> tuple[Tie, ...]:
    """Standing ties of nations to hosts, each with its origin."""
    body = _read("caveats.yaml")
    return tuple(
        Tie(one["nation"], host, one["says"], body["origin"][one["origin"]])
        for one in body["ties"]
        for host in one["hosts"]
    )


@lru_cache(maxsize=1)
def centres() -> Mapping[str, Point]:
    """The centre of each country."""
    return {code: (point[0], point[1]) for code, point in _read("centres.yaml").items()}


def facts(host: str, nations: Iterable[str]) -> Facts:
    """What is known of a host and of nations that might lead there."""
    there, known = centres().get(host), centres()
    concerned = {
        *nations,
        *(tie.nation for tie in ties() if tie.host == host),
        *(c.nation for c in caveats()),
    }
    far = {
        nation: kilometres(there, known[nation])
        for nation in concerned
        if there is not None and nation in known
    }
    return Facts(caveats(), ties(), far)
