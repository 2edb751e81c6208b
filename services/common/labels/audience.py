"""The audience: who reads by owner and release list, as a set that can be intersected exactly.

LABELS: audience = (members of owner, cut by ``only``) joined with expand(``rel``). An element is a nation, a
group that cannot be expanded (its holders are meant), or such a group and a nation together (``GBR&KFOR``:
the holders of KFOR who are British), which a limit to a part of such a context makes.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import chain, product

from services.common.labels.groups import Groups
from services.common.labels.model import Label

Audience = frozenset[str]


def audience(label: Label, groups: Groups, at: datetime, display: bool = False) -> Audience:
    """Who may read, at a moment; with ``display`` who may discover and view (``display_only`` added)."""
    lists = (*label.rel, *label.display_only) if display else label.rel
    return reduced(owner_audience(label, groups, at) | expand_all(lists, label.epochs, groups, at))


def owner_audience(label: Label, groups: Groups, at: datetime) -> Audience:
    """The members of the owner, cut by ``only``: who reads where nothing is released."""
    members = expand_all(label.owner, label.epochs, groups, at)
    if not label.only:
        return members
    return meet(members, expand_all(label.only, label.epochs, groups, at), groups)


def expand_all(
    codes: Iterable[str], epochs: tuple[str, ...] | None, groups: Groups, at: datetime
) -> Audience:
    """Everyone who stands in one of the codes, at the moment and at each membership epoch, if given."""
    return frozenset().union(*(groups.expand(code, at, epochs) for code in codes))


def meet(one: Audience, other: Audience, groups: Groups) -> Audience:
    """Who is in both. Exact: a nation and a group that cannot be expanded give the holders of that nation."""
    odd, others = _odd(one, groups), _odd(other, groups)
    if not odd and not others:
        return one & other
    pairs = chain(product(odd, other), product(one - odd, others))  # two nations meet only where they are one
    return reduced(one & other | frozenset(filter(None, (_both(a, b, groups) for a, b in pairs))))


def reduced(audience: Audience) -> Audience:
    """Without elements that another one covers (``GBR&KFOR`` beside ``GBR``)."""
    compound = {element for element in audience if "&" in element}
    if not compound:
        return audience
    return frozenset(e for e in audience if e not in compound or not covers(audience - {e}, e))


def covers(audience: Audience, element: str) -> bool:
    """Whether everyone meant by the element is in the audience."""
    if element in audience:
        return True
    parts = set(element.split("&"))
    return "&" in element and any(parts.issuperset(other.split("&")) for other in audience)


def within(one: Audience, other: Audience) -> bool:
    """Whether everyone of one is in the other."""
    return all(covers(other, element) for element in one)


def _odd(audience: Audience, groups: Groups) -> Audience:
    """Its elements that are no nation."""
    return frozenset(element for element in audience if "&" in element or groups.is_opaque(element))


def _both(one: str, other: str, groups: Groups) -> str | None:
    parts = {*one.split("&"), *other.split("&")}
    nations = [part for part in parts if not groups.is_group(part)]
    return "&".join(sorted(parts)) if len(nations) <= 1 else None
