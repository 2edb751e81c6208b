"""Rendering: banner, portion mark and colour, from the label and its policy alone.

Form (LABELS, Markings): ``[OWNER ]LEVEL[//CATEGORY]…``, ``//`` between categories, ``/`` within one. What a
policy has no word for cannot be expressed and raises ``MarkingError``: nothing is left out in silence.
``parse`` reads every rendering back to an equal label (``basis`` and ``epochs`` have no place in a marking).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from services.common.labels.marking import DISSEMINATION_ORDER, MarkingError, release_order
from services.common.labels.model import NOFORN, Label
from services.common.labels.policy import Policy, Profile, Word


def banner(label: Label, policy: Policy, profile: str | None = None) -> str:
    """The heading of a page: ``SECRET//REL TO USA, GBR``; raises ``MarkingError`` for the inexpressible."""
    return _render(label, policy, policy.profile(profile), portion=False)


def portion_mark(label: Label, policy: Policy, profile: str | None = None) -> str:
    """The mark before a paragraph, in parentheses: ``(S//REL TO USA, GBR)``."""
    return f"({_render(label, policy, policy.profile(profile), portion=True)})"


def colour(label: Label, policy: Policy) -> str:
    """Background colour of the banner as ``#rrggbb``, from the policy's classification."""
    return policy.level(label.level).colour


def _render(label: Label, policy: Policy, rules: Profile, portion: bool) -> str:
    if label.policy_name != policy.name:
        raise MarkingError(f"a label of {label.policy} is not rendered under {policy.identifier}")
    if rules.style == "context":
        return _context(label, policy, rules, portion)
    categories = [
        _head(label, policy, rules, portion),
        _prefixed(rules.community, "/".join(label.coi), "communities"),
        _prefixed(rules.sensitivity, "/".join(label.restrictive), "sensitivities"),
        _foreign(label, rules),
        _prefixed(rules.only, ", ".join(release_order(label.only, rules)), "a limit of the context"),
        "/".join(_dissemination(label, policy, rules, portion)),
        "/".join(_written(_words(label.informative, "informative", policy), portion)),
    ]
    return "//".join(category for category in categories if category)


def _head(label: Label, policy: Policy, rules: Profile, portion: bool) -> str:
    level = policy.level(label.level)
    name = level.portion if portion else level.name
    if len(label.owner) > 1:
        return f"{rules.lead}{rules.joint} {name} {' '.join(label.owner)}"
    return name if label.owner == (rules.holder,) else f"{rules.lead}{label.owner[0]} {name}"


def _prefixed(word: str, text: str, what: str) -> str:
    if text and not word:
        raise MarkingError(f"the policy has no word for {what}")
    return f"{word} {text}" if text else ""


def _foreign(label: Label, rules: Profile) -> str:
    if label.concealed:
        return rules.foreign
    return _prefixed(rules.foreign, " ".join(sorted(label.foreign)), "foreign material")


def _dissemination(label: Label, policy: Policy, rules: Profile, portion: bool) -> Iterator[str]:
    joint_list = label.noforn and len(label.owner) > 1 and bool(rules.holder)
    names = [name for name in label.dissem if not (joint_list and name == NOFORN)]
    parts = {word.name: word for word in _words(names, "dissemination", policy)}
    texts = {name: word.portion if portion else word.banner for name, word in parts.items()}
    if label.rel or joint_list:
        texts["REL"] = _release(label, rules)
    if label.display_only:
        shown = ", ".join(release_order(label.display_only, rules))
        texts["DISPLAY"] = _prefixed(rules.display, shown, "display only")
    place = {name: number for number, name in enumerate(DISSEMINATION_ORDER)}
    yield from (texts[name] for name in sorted(texts, key=lambda n: (place.get(n, len(place)), n)))


def _release(label: Label, rules: Profile) -> str:
    codes = {*label.owner, *label.rel}
    if rules.holder and rules.holder not in codes:
        raise MarkingError(f"a release list of this policy begins with {rules.holder}")
    return f"{rules.release} {', '.join(release_order(codes, rules))}"


def _words(names: Iterable[str], tag: str, policy: Policy) -> list[Word]:
    found = []
    for name in names:
        word = policy.word(name, tag)
        if word is None:
            raise MarkingError(f"{policy.identifier} has no word for {name}")
        found.append(word)
    return found


def _written(words: Iterable[Word], portion: bool) -> list[str]:
    return [word.portion if portion else word.banner for word in words]


def _context(label: Label, policy: Policy, rules: Profile, portion: bool) -> str:
    """NATO form: ``NATO/KFOR CONFIDENTIAL NATO, IRL Only``; no NOFORN on a NATO document."""
    if label.dissem or label.coi or label.display_only or label.foreign or len(label.owner) > 1:
        raise MarkingError("a marking of this form has only context, sensitivity, limit and release")
    level, owner = policy.level(label.level), label.owner[0]
    own = owner == rules.holder
    if level.banner and not own:
        raise MarkingError(f"{level.banner} stands for {rules.holder} alone")
    name = level.portion if portion else level.name
    if portion:
        head = name if own else f"{name}/{owner}"
    else:
        head = level.banner or (f"{rules.holder} {name}" if own else f"{rules.holder}/{owner} {name}")
    words = _words(label.restrictive, "sensitivity", policy), _words(label.informative, "informative", policy)
    only = ", ".join(sorted(label.only))
    return "".join([
        head,
        *(f" {text}" for text in _written(words[0], portion)),
        f" {only} {rules.only}" if only else "",
        f" {rules.release} {', '.join(sorted(label.rel))}" if label.rel else "",
        f" - {'/'.join(_written(words[1], portion))}" if label.informative else "",
    ])  # fmt: skip
