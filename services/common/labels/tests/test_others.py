"""Labels, clearances, bindings and policies of others: read, or refused for the right reason."""

import base64
from datetime import UTC, datetime
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import pytest
import yaml

from services.common.labels import (
    Label,
    MarkingError,
    PolicyError,
    banner,
    default_groups,
    parse_banner,
    read_policy,
    shipped_policies,
    shipped_policy,
)
from services.common.labels.stanag4774 import (
    StanagError,
    read_claim,
    read_clearance,
    read_label,
    write_label,
)
from services.common.labels.stanag4774.form import CLEARANCES, NAMESPACE, ORIGINATOR
from services.common.labels.stanag4778 import read_bindings
from services.common.labels.stanag4778.form import NAMESPACE as BINDINGS

NATO, GROUPS, POLICIES = shipped_policy("nato"), default_groups(), shipped_policies()
AT = datetime(2026, 1, 2, tzinfo=UTC)
OTHERS = yaml.safe_load(Path(__file__).with_name("others.yaml").read_text("utf-8"))


def cases(kind):
    """Every case of a kind, with whose it is."""
    return [
        pytest.param(facts, id=f"{whose}: {name}")
        for whose, found in OTHERS.items()
        for name, facts in found.get(kind, {}).items()
    ]


def test_every_case_names_its_origin():
    assert all(found["origin"] for found in OTHERS.values())
    assert len([whose for whose, found in OTHERS.items() if "labels" in found]) >= 4


def categories(facts):
    return "".join(
        f"<Category Type={quoteattr(kind)} TagName={quoteattr(tag)}>"
        + "".join(f"<GenericValue>{escape(value)}</GenericValue>" for value in values)
        + "</Category>"
        for kind, tags in facts.get("categories", {}).items()
        for tag, values in tags.items()
    )


def label_of(facts):
    """The document of a label, of its facts."""
    root = facts.get("root", f"{{{NAMESPACE}}}{ORIGINATOR}")
    space, _, name = root.rpartition("}")
    declared = f' xmlns="{space[1:]}"' if space else ""
    if "prefix" in facts:
        declared = f' xmlns:{facts["prefix"]}="{NAMESPACE}"'
    given = "".join(f" {key}={quoteattr(value)}" for key, value in facts.get("attributes", {}).items())
    policy = f"<PolicyIdentifier{given}>{facts['policy']}</PolicyIdentifier>" if "policy" in facts else ""
    created = f"<CreationDateTime>{facts['created']}</CreationDateTime>" if "created" in facts else ""
    return (
        f"<{name}{declared}><ConfidentialityInformation>{policy}"
        f"<Classification>{facts['classification']}</Classification>{categories(facts)}"
        f"</ConfidentialityInformation>{created}</{name}>"
    ).encode()


def rules(attempt):
    with pytest.raises(StanagError) as caught:
        attempt()
    return sorted(fault.rule for fault in caught.value.faults)


@pytest.mark.parametrize("facts", cases("labels"))
def test_labels_of_others_are_read_or_refused_for_what_is_wrong_with_them(facts):
    data = label_of(facts)
    assert rules(lambda: read_label(data, POLICIES, GROUPS)) == sorted(facts["wrong"])
    if "refused" in facts:
        assert rules(lambda: read_label(data, POLICIES, GROUPS, repair=True, received=AT)) == sorted(
            facts["refused"]
        )
        return
    found = read_label(data, POLICIES, GROUPS, repair=True, received=AT)
    assert sorted(fault.rule for fault in found.repairs) == sorted(facts["wrong"])
    assert found.label == Label(NATO.identifier, **facts["mended"])


@pytest.mark.parametrize("facts", [one for one in cases("labels") if "marking" in one.values[0]])
def test_what_others_mark_is_what_is_marked_here(facts):
    assert parse_banner(facts["marking"], NATO) == Label(NATO.identifier, **facts["mended"])


def clearance_of(facts):
    if "root" in facts:
        space, _, name = facts["root"].rpartition("}")
        return f'<{name} xmlns="{space[1:]}"/>'.encode()
    levels = "".join(f"<Classification>{name}</Classification>" for name in facts["levels"])
    return (
        f'<c:ConfidentialityClearance xmlns:c="{CLEARANCES}" xmlns="{NAMESPACE}">'
        f"<PolicyIdentifier>{facts['policy']}</PolicyIdentifier>"
        f"<c:ClassificationList>{levels}</c:ClassificationList>{categories(facts)}</c:ConfidentialityClearance>"
    ).encode()


@pytest.mark.parametrize("facts", cases("clearances"))
def test_clearances_of_others_are_read_or_refused_for_what_is_wrong_with_them(facts):
    data = clearance_of(facts)
    if "wrong" in facts:
        claims = {"aciClr": data.decode() if "claim" in facts else base64.urlsafe_b64encode(data).decode()}
        assert rules(lambda: read_claim(claims, POLICIES, GROUPS)) == facts["wrong"]
        return
    found, held = read_clearance(data, POLICIES, GROUPS), facts["reads"]
    assert (found.affiliation, dict(found.clearance)) == (held["affiliation"], {"nato": held["level"]})
    assert (sorted(found.groups), sorted(found.restrictive)) == (held["groups"], held["restrictive"])


@pytest.mark.parametrize("facts", cases("bindings"))
def test_bindings_of_others_are_read_or_refused_for_what_is_wrong_with_them(facts):
    text = write_label(Label(NATO.identifier, 3, ("NATO",)), NATO, AT, AT).decode().partition("?>")[2]
    text = (
        text.replace(ORIGINATOR, "OriginatorConfidentialityLabel") if "root_case" in facts["wrong"] else text
    )
    beside = f'<mb:{facts["beside"]} Id="{facts["reference"][1:]}"/>' if "beside" in facts else ""
    data = (
        f'<mb:BindingInformation xmlns:mb="{facts.get("namespace", BINDINGS)}"><mb:MetadataBindingContainer>'
        f"<mb:MetadataBinding><mb:Metadata>{text}</mb:Metadata>"
        f"<mb:DataReference URI={quoteattr(facts['reference'])}/></mb:MetadataBinding>"
        f"</mb:MetadataBindingContainer>{beside}</mb:BindingInformation>"
    ).encode()
    given = facts.get("given")
    objects = None if given is None else {name: value.encode() for name, value in given.items()}
    if "" in (objects or {}):
        assert rules(lambda: read_bindings(data, POLICIES, GROUPS)) == sorted(facts["wrong"])
        found = read_bindings(data, POLICIES, GROUPS, objects=objects, repair=True)
        assert found.bound[0].parts[0].content == objects[""]
    else:
        assert rules(lambda: read_bindings(data, POLICIES, GROUPS, objects=objects)) == sorted(facts["wrong"])


def policy_of(facts):
    """The SPIF of its facts, with the values of each category by its place."""
    space, version = "http://www.xmlspif.org/spif", facts["schema"]
    cosmic = (
        f'<markingData phrase="{facts["cosmic"]}"><code>replacePolicy</code></markingData>'
        if "cosmic" in facts
        else ""
    )
    levels = "".join(
        f'<securityClassification name="{name}" lacv="{place}" hierarchy="{place}">'
        f"{cosmic if name == 'TOP SECRET' else ''}</securityClassification>"
        for place, name in enumerate(facts["levels"], 1)
    )
    excluded = f"<excludedClass>{facts['excluded']}</excludedClass>" if "excluded" in facts else ""
    sets = "".join(
        f'<securityCategoryTagSet name="{name}" id="1.2.{number}"><securityCategoryTag name="{name}" '
        f'tagType="{"enumerated" if kind == "permissive" else kind}" enumType="{kind}">'
        + "".join(
            f'<tagCategory name="{word}" lacv="{place}">{excluded}</tagCategory>'
            for place, word in enumerate(words)
        )
        + "</securityCategoryTag></securityCategoryTagSet>"
        for number, (name, (kind, words)) in enumerate(facts["sets"].items())
    )
    said = f' schemaVersion="{version}"' if version else ""
    numbered = f' version="{facts["version"]}"' if "version" in facts else ""
    return (
        f'<SPIF xmlns="{space}"{said}{numbered}><securityPolicyId name="{facts["name"]}" id="{facts["id"]}"/>'
        f"<securityClassifications>{levels}</securityClassifications>"
        f"<securityCategoryTagSets>{sets}</securityCategoryTagSets></SPIF>"
    ).encode()


@pytest.mark.parametrize("facts", cases("policies"))
def test_policies_of_others_are_read_or_refused_for_what_is_wrong_with_them(facts):
    data = policy_of(facts)
    if "refused" in facts:
        with pytest.raises(PolicyError) as caught:
            read_policy(data)
        assert facts["refused"] in str(caught.value)
        return
    found = read_policy(data)
    assert (found.identifier, found.oid) == (facts["read"], facts["id"])
    assert [level.name for level in found.levels] == facts["levels"]
    assert not facts.get("told") or any(note.startswith(facts["told"]) for note in found.notes)
    label = Label(found.identifier, 1, ("NATO",))
    for attempt in (lambda: banner(label, found), lambda: parse_banner(found.levels[1].name, found)):
        with pytest.raises(MarkingError) as caught:
            attempt()
        assert caught.value.rule == "unwritten"
    document = write_label(label, found, AT, AT)
    assert read_label(document, [found], GROUPS).label == label


def test_a_label_of_another_policy_is_read_by_what_its_file_says():
    facts = OTHERS["sparrow"]["policies"]["ACME"]
    acme = read_policy(policy_of(facts))
    made = Label(acme.identifier, 2, ("NATO",), restrictive=("RED",))
    document = write_label(made, acme, AT, AT)
    assert read_label(document, [acme], GROUPS).label == made
    below = document.replace(b"INTERNAL", b"PUBLIC")
    assert rules(lambda: read_label(below, [acme], GROUPS)) == ["condition_RED stands at levels of its own"]
