"""What a policy file of our own may say: a slip of the pen in it is refused, not left out.

A condition with a misspelt name would refuse nothing, and a word without its setting would reach further.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from services.common.labels.model import CONCEALED, NOFORN, ORCON, RELIDO, Label, LabelError, is_form_of_code
from services.common.labels.policy import UNWRITTEN, Policy, PolicyError, Profile
from services.common.labels.sections.held import DISPLAY, LIMIT, REL

_STYLES: Final = ("sections", "context", UNWRITTEN)
_CONTROLS: Final = ("", "closed", "open")
_CONDITION: Final = (
    "name", "when", "says", "least", "most", "needs", "without", "only", "wrong", "right", "levels",
)  # fmt: skip
_OURS: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    "profile": ("SPIF", tuple(Profile.__dataclass_fields__)),
    "condition": ("SPIF profile", _CONDITION),
    "heading": ("SPIF", ("owner", "hierarchy", "banner", "portion")),
    "other": ("SPIF", ("name", "lacv", "hierarchy", "color")),
    "codes": ("SPIF", ("groups",)),
    "tag": ("SPIF", ("name", "id")),
    "equal": ("tagCategory", ("policyRef", "name")),
}
"""The elements of our own namespace: where each stands, and its attributes."""
_SETTINGS: Final = (
    "also", "counts", "family", "implies", "lapses", "lead", "portions", "rank", "says", "textColor",
)  # fmt: skip
"""Attributes of our own namespace on elements of the schema."""
_ELSEWHERE: Final = (
    "excludedClass", "requiredCategory", "excludedCategory", "requiredClass", "singleSelection",
    "minSelection", "maxSelection",
)  # fmt: skip
"""What decides in the schema and is said by conditions here."""
_FLAGS: Final = ("fgi", "loose", "after")
"""Settings of a profile that are true or false."""
_MARKS: Final = frozenset({REL, DISPLAY, LIMIT, "FGI", "SCI", "SAP", "ACCM", "OWN", "JOINT", "FOREIGN"})
"""Marks of conditions that are no words of the policy (see ``conditions``)."""
_NAMED: Final = ("FGI ", "OF ")


def require_known(root: ET.Element, ours: str) -> None:
    """That each element and attribute of our namespace is one, in its place. Raises ``PolicyError``."""
    for parent in root.iter():
        _require_attributes(parent, ours)
        for element in parent:
            if element.tag.startswith(ours):
                name, place = _local(element.tag), _local(parent.tag)
                where, known = _OURS.get(name, ("", ()))
                if place not in where.split(" "):
                    raise PolicyError(f"{name!r:.40} is no element that stands in {place}")
                unknown = sorted({key for key in element.attrib if not key.startswith("{")} - {*known})
                if unknown:
                    raise PolicyError(f"{name} has no setting {unknown[0]!r:.40}")


def _require_attributes(element: ET.Element, ours: str) -> None:
    for name in (_local(element.tag), *element.keys()):
        if name in _ELSEWHERE:
            raise PolicyError(f"{name}: what may stand beside what is said by a condition here")
    for key, value in element.items():
        name = key.removeprefix(ours)
        if key.startswith(ours) and name not in _SETTINGS:
            raise PolicyError(f"{_local(element.tag)} has no setting {name!r:.40}")
        if name in (_FLAGS if element.tag == f"{ours}profile" else ("lapses", "counts")):
            _require(value in ("true", "false"), f"{name} is true or false, not {value!r:.20}")


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def require_sound(policy: Policy) -> None:
    """That a policy can make labels, names each thing once, and speaks of no word that it has not. Raises
    ``PolicyError``.
    """
    _once("classifications", [level.name for level in policy.levels])
    _once("classifications", [level.portion for level in policy.levels])
    _once("words", [f"{word.tag} {word.name}" for word in policy.words])
    _once("profiles", [profile.name for profile in policy.profiles])
    for profile in policy.profiles:
        _require_profile(profile, policy)
    owners = [code for heading in policy.headings for code in heading.owner]
    for code in (*policy.codes, *owners):
        _require(is_form_of_code(code), f"{code!r:.40} is no code of a nation or group")
    try:
        names = tuple(word.name for word in policy.words)
        Label(policy.identifier, 0, ("AAA",), restrictive=names)
    except LabelError as error:
        raise PolicyError(f"no label could name it: {error}") from error
    marks = {*_MARKS, *_marks(policy)}
    for condition in {one for listed in policy.conditions.values() for one in listed}:
        for mark in (*condition.when, *condition.needs, *condition.without):
            _require(mark in marks or _names_code(mark), f"{condition.name}: nothing is marked {mark!r:.40}")


def _require(sound: bool, otherwise: str) -> None:
    if not sound:
        raise PolicyError(otherwise)


def _once(what: str, names: Iterable[str]) -> None:
    seen: set[str] = set()
    for name in names:
        _require(name not in seen, f"two {what} are {name!r:.60}")
        seen.add(name)


def _require_profile(profile: Profile, policy: Policy) -> None:
    _require(profile.style in _STYLES, f"no marking is written in the style {profile.style!r:.40}")
    _require(profile.controls in _CONTROLS, f"controls are closed or open, not {profile.controls!r:.40}")
    _require(not profile.holder or is_form_of_code(profile.holder), f"{profile.holder!r:.40} holds no page")
    known = {REL, DISPLAY, NOFORN, ORCON, RELIDO, *(word.name for word in policy.words)}
    for name in profile.order.split("|" if "|" in profile.order else None):
        _require(name in known, f"{profile.name} orders {name!r:.40}, that is no word of the policy")


def _marks(policy: Policy) -> Iterator[str]:
    """Each word, and each kind of atomic energy information with what may stand behind it."""
    yield from (word.name for word in policy.words)
    atomic = policy.tagged("atomic")
    for kind in (word for word in atomic if not word.family):
        yield from (f"{kind.name}-{flag.name}" for flag in atomic if flag.family)


def _names_code(mark: str) -> bool:
    lead = next((lead for lead in _NAMED if mark.startswith(lead)), "")
    return bool(lead) and (is_form_of_code(mark.removeprefix(lead)) or mark.endswith(CONCEALED[0]))
