"""The categories of a marking, written from the label and its policy."""

from __future__ import annotations

from collections.abc import Iterator

from services.common.labels.marking import (
    MarkingError,
    codes_order,
    listed,
    release_order,
    spelled,
    word_order,
)
from services.common.labels.model import CONCEALED, NOFORN, Label
from services.common.labels.policy import Policy, Profile
from services.common.labels.sections.atomic import written_atomic
from services.common.labels.sections.compartments import written
from services.common.labels.sections.controlled import TAG, in_order
from services.common.labels.sections.held import DISPLAY, REL, Held


def write_sections(label: Label, policy: Policy, rules: Profile, portion: bool) -> str:
    """The marking of a label; raises ``MarkingError`` for what the policy cannot express."""
    held = Held(label, policy, rules)
    controlled = _controlled(label, policy, rules, portion)
    headed = bool(controlled) and label.level == 0 and label.owner == (rules.holder,)
    others = [name for name in label.informative if policy.word(name, TAG) is None]
    categories = [
        *(controlled if headed else [_head(label, policy, rules, portion)]),
        _prefixed(rules.community, rules.within.join(label.coi), "communities"),
        _prefixed(rules.sensitivity, rules.within.join(held.sensitive), "sensitivities"),
        "/".join(spelled(held.others, policy, portion, "sensitivity")),
        _controls(held.controls, policy, portion),
        "/".join(spelled(held.channels, policy, portion, "program")),
        f"{rules.program}-{written(held.programs)}" if held.programs else "",
        "/".join(written_atomic(held.atomic, policy.tagged("atomic"), portion)),
        _foreign(label, rules),
        _prefixed(rules.only, listed(release_order(label.only, rules), policy, rules), "a limit"),
        *([] if headed else controlled),
        rules.within.join(_dissemination(label, held.limits, policy, rules, portion)),
        rules.within.join(
            [*spelled(others, policy, portion, "informative"), *_nicknames(held.nicknames, rules)]
        ),
    ]
    return rules.between.join(category for category in categories if category)


def _controlled(label: Label, policy: Policy, rules: Profile, portion: bool) -> list[str]:
    """The mark of controlled information and its categories; nothing where the label has none."""
    words = in_order(label.informative, policy)
    texts = [word.portion if portion else word.banner for word in words]
    if not words:
        return []
    return [texts[0], rules.within.join(texts[1:])]


def _controls(atoms: list[str], policy: Policy, portion: bool) -> str:
    def spelled(atom: str) -> str:
        name, dash, rest = atom.partition("-")
        word = policy.word(name, "control")
        return f"{(word.portion if portion else word.banner) if word else name}{dash}{rest}"

    return written(map(spelled, atoms))


def _nicknames(names: list[str], rules: Profile) -> list[str]:
    first, *others = sorted(names) or [""]
    return [f"{rules.nickname}-{first}", *others] if first else []


def _head(label: Label, policy: Policy, rules: Profile, portion: bool) -> str:
    own = rules.holder in label.owner or not rules.holder
    level = policy.level(label.level) if own else policy.level_of_others(label.level)
    name = level.portion if portion else level.name
    if label.owner == (rules.holder,):
        shared = rules.prefix and (label.rel or label.display_only)
        return f"{rules.prefix} {name}" if shared else name
    if rules.holder and not rules.lead:
        raise MarkingError(f"the policy has markings of {rules.holder} alone")
    heading = policy.heading_of(label.owner, label.level)
    if heading is not None:
        return f"{rules.lead}{heading.portion if portion else heading.banner}"
    if len(label.owner) > 1:
        if not rules.joint:
            raise MarkingError("the policy has no word for joint owners")
        return f"{rules.lead}{rules.joint} {name} {' '.join(codes_order(label.owner))}"
    owner = rules.foreign if label.owner == CONCEALED else label.owner[0]
    return f"{rules.lead}{owner} {name}"


def _prefixed(word: str, text: str, what: str) -> str:
    if text and not word:
        raise MarkingError(f"the policy has no word for {what}")
    return f"{word} {text}" if text else ""


def _foreign(label: Label, rules: Profile) -> str:
    if label.concealed:
        return rules.foreign
    return _prefixed(rules.foreign, " ".join(codes_order(label.foreign)), "foreign material")


def _dissemination(
    label: Label, limits: list[str], policy: Policy, rules: Profile, portion: bool
) -> Iterator[str]:
    joint_list = label.noforn and len(label.owner) > 1 and bool(rules.holder)
    names = [name for name in (*label.dissem, *limits) if not (joint_list and name == NOFORN)]
    texts = dict(zip(names, spelled(names, policy, portion, "dissemination", "limit"), strict=True))
    if label.rel or joint_list:
        texts[REL] = _release(label, policy, rules)
    if label.display_only:
        shown = listed(release_order(label.display_only, rules), policy, rules)
        texts[DISPLAY] = _prefixed(rules.display, shown, "display only")
    yield from (texts[name] for name in word_order(texts, rules))


def _release(label: Label, policy: Policy, rules: Profile) -> str:
    codes = {*label.owner, *label.rel} - {*CONCEALED}
    if rules.holder and rules.holder not in codes:
        raise MarkingError(f"a release list of this policy begins with {rules.holder}")
    text = listed(release_order(codes, rules), policy, rules)
    return f"{text} {rules.release}" if rules.after else f"{rules.release} {text}"
