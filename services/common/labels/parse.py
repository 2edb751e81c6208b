"""A strict parser of markings: level, owner or joint owners, and release markings.

What the rules do not allow is a ``MarkingError`` with the rule and the place, never a guess. Control systems
(SCI, SAP, AEA, CUI) are not read here. A label read from a marking has no membership epoch: seal it
(``Groups.seal``) with the time at which it was made.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from services.common.labels.marking import DISSEMINATION_ORDER, MarkingError, release_order
from services.common.labels.model import CONCEALED, NOFORN, Label, LabelError
from services.common.labels.parse_context import parse_context
from services.common.labels.policy import Level, Policy, Profile, Word

_CODES = re.compile(r"[A-Z][A-Z0-9_]{1,31}(, [A-Z][A-Z0-9_]{1,31})*\Z")
_SPACED = re.compile(r"[A-Z][A-Z0-9_]{1,31}( [A-Z][A-Z0-9_]{1,31})*\Z")
_NON_US_PAIR = re.compile(r"([A-Z]{3}(?:/[A-Z]{3})+) ")
MAX_LENGTH = 2_000


def parse_banner(text: str, policy: Policy, profile: str | None = None) -> Label:
    """The label of a banner line. Raises ``MarkingError``."""
    return _parse(text, policy, policy.profile(profile), portion=False, page=None)


def parse_portion(text: str, policy: Policy, profile: str | None = None, page: Label | None = None) -> Label:
    """The label of a portion mark, with or without its parentheses. Raises ``MarkingError``.

    ``page`` is the banner's label: ``(S//REL)`` and ``(//JOINT S//REL)`` take their lists from it, and are an
    error without it.
    """
    inner = text[1:-1] if text.startswith("(") and text.endswith(")") else text
    return _parse(inner, policy, policy.profile(profile), portion=True, page=page)


@dataclass
class _Found:
    """What has been read so far, as arguments of the label."""

    owner: tuple[str, ...]
    level: Level
    fields: dict[str, tuple[str, ...]] = field(default_factory=dict)
    owner_only: bool = False

    def put(self, name: str, values: tuple[str, ...], at: int) -> None:
        """Set one field once."""
        if name in self.fields:
            raise MarkingError(f"{name.replace('_', ' ')} stands twice", at)
        self.fields[name] = values


def _parse(text: str, policy: Policy, rules: Profile, portion: bool, page: Label | None) -> Label:
    if len(text) > MAX_LENGTH:
        raise MarkingError(f"a marking has at most {MAX_LENGTH} characters", MAX_LENGTH)
    if rules.style == "context":
        return parse_context(text, policy, rules, portion)
    led = bool(rules.lead) and text.startswith(rules.lead)
    start = len(rules.lead) if led else 0
    head, *categories = text[start:].split("//")
    found = _head(head, policy, rules, portion, led, start, page)
    at, last = start + len(head) + 2, -1
    for category in categories:
        place = _category(category, policy, rules, portion, at, found, page)
        if place <= last:
            raise MarkingError("categories stand in a fixed order, each once", at)
        at, last = at + len(category) + 2, place
    return _label(found, policy, len(text))


def _label(found: _Found, policy: Policy, end: int) -> Label:
    try:
        return Label(policy.identifier, found.level.value, found.owner, **found.fields)
    except LabelError as error:
        raise MarkingError(f"{error.field}: {error.rule}", end) from error


def _head(
    head: str, policy: Policy, rules: Profile, portion: bool, led: bool, at: int, page: Label | None
) -> _Found:
    joint = head.removeprefix(f"{rules.joint} ") if head.startswith(f"{rules.joint} ") else None
    if joint is not None and (led or not rules.lead):
        level, rest = _leading_level(joint, policy, portion, at)
        if not rest and page is not None and len(page.owner) > 1:
            return _Found(page.owner, level)
        owners = tuple(rest.split(" ")) if _SPACED.match(rest) else ()
        if len(owners) < 2 or list(owners) != sorted(set(owners)):
            raise MarkingError("joint owners are two or more codes, A to Z, parted by a blank", at)
        return _Found(owners, level)
    if led or not rules.holder:
        owner, _, rest = head.partition(" ")
        level, tail = _leading_level(rest, policy, portion, at + len(owner) + 1)
        if tail or not _SPACED.match(owner) or owner == rules.holder:
            raise MarkingError("an owner's code stands before the level, and nothing after it", at)
        return _Found((owner,), level)
    level, tail = _leading_level(head, policy, portion, at)
    if tail:
        raise MarkingError("nothing stands after the level but // and a category", at + len(level.name))
    return _Found((rules.holder,), level)


def _leading_level(text: str, policy: Policy, portion: bool, at: int) -> tuple[Level, str]:
    names = {(level.portion if portion else level.name): level for level in policy.levels}
    for name in sorted(names, key=len, reverse=True):
        if text == name or (text.startswith(f"{name} ") and len(text) > len(name) + 1):
            return names[name], text[len(name) + 1 :]
    raise MarkingError(f"no classification of {policy.identifier} stands here", at)


def _category(
    text: str, policy: Policy, rules: Profile, portion: bool, at: int, found: _Found, page: Label | None
) -> int:
    """Read one category into ``found``; gives its place in the order of categories."""
    if not text:
        raise MarkingError("a category is empty", at)
    for place, (name, word, parted) in enumerate((
        ("coi", rules.community, "/"), ("restrictive", rules.sensitivity, "/"),
        ("foreign", rules.foreign, " "), ("only", rules.only, ", "),
    )):  # fmt: skip
        if word and (text == word or text.startswith(f"{word} ")):
            found.put(name, _values(text.removeprefix(word).strip(" "), parted, name, at), at)
            return place
    words = [_written(item, policy, portion) for item in text.split("/")]
    tags = {word.tag for word, _ in words if word is not None}
    if tags == {"informative"} and all(word is not None for word, _ in words):
        found.put("informative", tuple(word.name for word, _ in words if word), at)
        if any(owner_only for _, owner_only in words):
            found.fields["dissem"] = (*found.fields.get("dissem", ()), NOFORN)
        return 5
    _dissemination(text, policy, rules, portion, at, found, page)
    return 4


def _written(text: str, policy: Policy, portion: bool) -> tuple[Word | None, bool]:
    """A word of the policy as written; second value: whether it says owner only at once (``LES-NF``)."""
    word = policy.word_written(text, portion)
    closed = policy.word(NOFORN, "dissemination")
    if word is None and closed is not None:
        suffix = f"-{closed.portion}" if portion else f" {closed.banner}"
        if text.endswith(suffix):
            inner = policy.word_written(text.removesuffix(suffix), portion)
            return (inner, True) if inner is not None and inner.tag == "informative" else (None, False)
    return word, False


def _values(text: str, parted: str, name: str, at: int) -> tuple[str, ...]:
    if not text and name == "foreign":
        return CONCEALED
    values = tuple(text.split(parted))
    if not all(values) or len(set(values)) != len(values):
        raise MarkingError(f"{name}: codes stand once each, parted by {parted!r}", at)
    if list(values) != sorted(values, key=lambda value: (name == "only" and len(value) != 3, value)):
        raise MarkingError(f"{name}: codes stand A to Z", at)
    return values


def _dissemination(
    text: str, policy: Policy, rules: Profile, portion: bool, at: int, found: _Found, page: Label | None
) -> None:
    names: list[str] = []
    for item in _items(text, rules):
        if rules.eyes and item.endswith(f" {rules.eyes}"):
            found.put("rel", _release(", ".join(item.split(" ")[0].split("/")), rules, at, found), at)
            names.append("REL")
        elif item.startswith(f"{rules.release} "):
            found.put("rel", _release(item.removeprefix(f"{rules.release} "), rules, at, found), at)
            names.append("REL")
        elif portion and rules.release_short and item == rules.release_short:
            if page is None or not page.rel:
                raise MarkingError(f"{item} stands only for the list of the banner", at)
            found.put("rel", page.rel, at)
            names.append("REL")
        elif rules.display and item.startswith(f"{rules.display} "):
            found.put("display_only", _codes(item.removeprefix(f"{rules.display} "), rules, at), at)
            names.append("DISPLAY")
        else:
            word = policy.word_written(item, portion)
            if word is None or word.tag != "dissemination":
                raise MarkingError(f"{item!r:.60} is no word of {policy.identifier} here", at)
            names.append(word.name)
        at += len(item) + 1
    order = {name: number for number, name in enumerate(DISSEMINATION_ORDER)}
    if names != sorted(set(names), key=lambda n: (order.get(n, len(order)), n)):
        raise MarkingError("dissemination words stand in a fixed order, each once", at)
    words = tuple(name for name in names if name not in ("REL", "DISPLAY"))
    closed = (NOFORN,) if found.owner_only else ()
    found.fields["dissem"] = (*found.fields.get("dissem", ()), *words, *closed)


def _items(text: str, rules: Profile) -> list[str]:
    """The items of a category: parted by ``/``, but for the nations of ``USA/GBR EYES ONLY``."""
    if rules.eyes and text.endswith(f" {rules.eyes}") and _NON_US_PAIR.match(text):
        return [text]
    return text.split("/")


def _release(text: str, rules: Profile, at: int, found: _Found) -> tuple[str, ...]:
    codes = _codes(text, rules, at)
    if rules.holder and codes[0] != rules.holder:
        raise MarkingError(f"a release list begins with {rules.holder}", at)
    if not rules.holder and not set(found.owner) <= set(codes):
        raise MarkingError("a release list names the owner too", at)
    rel = tuple(code for code in codes if code not in found.owner)
    if not rel and len(found.owner) == 1:
        raise MarkingError(f"{rules.release} {codes[0]} alone releases to nobody", at)
    found.owner_only = not rel  # a joint list that adds nobody to the owners says so
    return rel


def _codes(text: str, rules: Profile, at: int) -> tuple[str, ...]:
    if not _CODES.match(text):
        raise MarkingError("codes are parted by a comma and a blank", at)
    codes = text.split(", ")
    if len(set(codes)) != len(codes) or codes != release_order(codes, rules):
        raise MarkingError("codes stand once each: nations A to Z, then groups A to Z", at)
    return tuple(codes)
