"""The categories of a marking, written from the label and its policy."""

from __future__ import annotations

from collections.abc import Iterator

from services.common.labels.marking import MarkingError, codes_order, release_order, spelled, word_order
from services.common.labels.model import NOFORN, Label
from services.common.labels.policy import Policy, Profile
from services.common.labels.sections.atomic import written_atomic
from services.common.labels.sections.compartments import written
from services.common.labels.sections.held import DISPLAY, REL, Held


def write_sections(label: Label, policy: Policy, rules: Profile, portion: bool) -> str:
    """The marking of a label; raises ``MarkingError`` for what the policy cannot express."""
    held = Held(label, policy, rules)
    categories = [
        _head(label, policy, rules, portion),
        _prefixed(rules.community, "/".join(label.coi), "communities"),
        _prefixed(rules.sensitivity, "/".join(held.sensitive), "sensitivities"),
        "/".join(spelled(held.others, policy, portion, "sensitivity")),
        _controls(held.controls, policy, portion),
        f"{rules.program}-{written(held.programs)}" if held.programs else "",
        "/".join(written_atomic(held.atomic, policy.tagged("atomic"), portion)),
        _foreign(label, rules),
        _prefixed(rules.only, ", ".join(release_order(label.only, rules)), "a limit of the context"),
        "/".join(_dissemination(label, policy, rules, portion)),
        "/".join(
            [*spelled(label.informative, policy, portion, "informative"), *_nicknames(held.nicknames, rules)]
        ),
    ]
    return "//".join(category for category in categories if category)


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
    if len(label.owner) > 1:
        return f"{rules.lead}{rules.joint} {name} {' '.join(codes_order(label.owner))}"
    if label.owner == (rules.holder,):
        return name
    heading = next(
        (one for one in policy.headings if (one.owner, one.value) == (label.owner[0], label.level)), None
    )
    if heading is not None:
        return f"{rules.lead}{heading.portion if portion else heading.banner}"
    return f"{rules.lead}{label.owner[0]} {name}"


def _prefixed(word: str, text: str, what: str) -> str:
    if text and not word:
        raise MarkingError(f"the policy has no word for {what}")
    return f"{word} {text}" if text else ""


def _foreign(label: Label, rules: Profile) -> str:
    if label.concealed:
        return rules.foreign
    return _prefixed(rules.foreign, " ".join(codes_order(label.foreign)), "foreign material")


def _dissemination(label: Label, policy: Policy, rules: Profile, portion: bool) -> Iterator[str]:
    joint_list = label.noforn and len(label.owner) > 1 and bool(rules.holder)
    names = [name for name in label.dissem if not (joint_list and name == NOFORN)]
    texts = dict(zip(names, spelled(names, policy, portion, "dissemination"), strict=True))
    if label.rel or joint_list:
        texts[REL] = _release(label, rules)
    if label.display_only:
        shown = ", ".join(release_order(label.display_only, rules))
        texts[DISPLAY] = _prefixed(rules.display, shown, "display only")
    yield from (texts[name] for name in word_order(texts, rules))


def _release(label: Label, rules: Profile) -> str:
    codes = {*label.owner, *label.rel}
    if rules.holder and rules.holder not in codes:
        raise MarkingError(f"a release list of this policy begins with {rules.holder}")
    return f"{rules.release} {', '.join(release_order(codes, rules))}"
