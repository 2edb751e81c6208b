"""The confidentiality information of a document as a label: policy, classification and categories."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from services.common.labels.conditions import Condition
from services.common.labels.model import CONCEALED, Label, LabelError
from services.common.labels.policy import Policy
from services.common.labels.sections.held import broken
from services.common.labels.stanag4774.form import CONTEXT, INFORMATION_ORDER, RELEASABLE, RELEASE, of_label
from services.common.labels.stanag4774.reading import Reading, text_of


def read_information(parent: ET.Element, reading: Reading) -> tuple[Label, Policy, str] | None:
    """The label that stands in a document, its policy, and its privacy mark; ``None`` where one is wrong."""
    found = parent.findall(of_label("ConfidentialityInformation"))
    if len(found) != 1:
        reading.wrong("information", "ConfidentialityInformation", "stands once")
        return None
    information = found[0]
    reading.ordered(information, INFORMATION_ORDER)
    for name in INFORMATION_ORDER[:3]:
        reading.only(information, name)
    policy = reading.policy(information, information.tag[1:].partition("}")[0])
    if policy is None:
        return None
    level = _level(information, policy, reading)
    fields = _fields(information, policy, reading)
    if level is None or reading.faults:
        return None
    try:
        label = Label(policy.identifier, level, **fields)
    except LabelError as error:
        reading.wrong(f"label_{error.field}", "ConfidentialityInformation", error.rule)
        return None
    for fault in broken_by(label, policy):
        reading.wrong(f"condition_{fault.name}", "ConfidentialityInformation", fault.says)
    return label, policy, information.findtext(of_label("PrivacyMark"), "").strip()


def broken_by(label: Label, policy: Policy) -> list[Condition]:
    """What a label breaks of its policy in every profile: the form names none."""
    found = [list(broken(label, policy, profile, portion=False)) for profile in policy.profiles]
    return found[0] if all(found) else []


def _level(information: ET.Element, policy: Policy, reading: Reading) -> int | None:
    element = information.find(of_label("Classification"))
    text = "" if element is None else text_of(element).upper()
    if element is not None and element.get("URI") is not None:
        reading.wrong("attribute_forbidden", "Classification/@URI", "is not to be used", mends=True)
    found = next((level for level in (*policy.levels, *policy.others) if level.name.upper() == text), None)
    if found is None:
        message = f"{text!r:.40} is none of {policy.identifier}"
        reading.wrong("classification_unknown", "Classification", message)
    return None if found is None else found.value


def _fields(information: ET.Element, policy: Policy, reading: Reading) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for element in information.findall(of_label("Category")):
        category = reading.category(element, policy)
        if category is None:
            continue
        if category.field in found:
            reading.wrong("category_twice", category.name, "stands more than once")
        found[category.field] = tuple(reading.values(element, category))
    owners = _owners(found, policy, reading)
    coded = ("owner", "rel", "only", "display_only", "foreign")
    read = {
        name: tuple(reading.groups.code(one.upper()) if name in coded else one.upper() for one in values)
        for name, values in (found | {"owner": owners}).items()
    }
    for name in coded:
        for code in read.get(name, ()):
            if code not in CONCEALED and not policy.is_code(code):
                message = f"{code!r:.40} is no nation or group that {policy.identifier} lists"
                reading.wrong("code_unknown", name, message)
    return read


def _owners(found: dict[str, tuple[str, ...]], policy: Policy, reading: Reading) -> tuple[str, ...]:
    """Whose it is. ADatP-4774, appendix 2: one context, and Releasable with it if and only if a list of
    release stands, which repeats the context.
    """
    context = found.get("owner", ())
    marker = [one for one in context if one.casefold() == RELEASABLE.casefold()]
    owners = tuple(one for one in context if one not in marker)
    if not owners:
        reading.wrong("context_missing", CONTEXT, "names whose it is")
    if len(owners) > 1 and policy.profile().style == "context":
        reading.wrong("context_several", CONTEXT, "names one context")
    if bool(marker) is not ("rel" in found):
        reading.wrong("context_releasable", CONTEXT, f"holds {RELEASABLE} if and only if {RELEASE} stands")
    if "rel" in found:
        listed = {one.upper() for one in found["rel"]}
        if not {one.upper() for one in owners} <= listed or len(found["rel"]) < 2:
            reading.wrong("release_context", RELEASE, "repeats the context, and names who else reads it")
    return owners
