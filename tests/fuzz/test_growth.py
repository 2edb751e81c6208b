"""The work of a reader grows with its input, and no faster: one that is four times as long takes some four
times the work, not sixteen.

Counted are lines of Python; what runs below Python (expressions, searches in lists) is measured in processor
time, with a bound that only what is far from linear passes.
"""

import sys
import time
from contextlib import suppress

import pytest

from tests.fuzz.readers import TARGETS

TIMES = 4
MOST = 2.2
"""How much more than its size the work may grow by: quadratic is 4."""
SPIF = (
    '<SPIF xmlns="http://www.xmlspif.org/spif" xmlns:e="urn:entente:labels:profile:1" schemaVersion="2.1" '
    'version="1"><securityPolicyId name="p" id="1.2"/><securityClassifications>'
    '<securityClassification name="SECRET" lacv="3" hierarchy="3" color="#000000"/></securityClassifications>'
    '<securityCategoryTagSets><securityCategoryTagSet name="dissemination">'
    '<securityCategoryTag name="d" tagType="restrictive">{}</securityCategoryTag></securityCategoryTagSet>'
    '</securityCategoryTagSets><e:profile name="p"/>{}</SPIF>'
)
LABEL = (
    '<originatorConfidentialityLabel xmlns="urn:nato:stanag:4774:confidentialitymetadatalabel:1:0">'
    '<ConfidentialityInformation><PolicyIdentifier URI="urn:oid:1.3.26.1.3.1">NATO</PolicyIdentifier>'
    "<Classification>SECRET</Classification>{}</ConfidentialityInformation>{}"
    "<CreationDateTime>2026-01-02T00:00:00Z</CreationDateTime></originatorConfidentialityLabel>"
)
CATEGORY = '<Category Type="PERMISSIVE" TagName="Context">{}</Category>'
VALUE = "<GenericValue>A#</GenericValue>"
BINDING = (
    '<b:BindingInformation xmlns:b="urn:nato:stanag:4778:bindinginformation:1:0">{}</b:BindingInformation>'
)


def many(form, count):
    return "".join(form.replace("#", str(number)) for number in range(count))


GROWING = {
    "codes": ("markings", 60, lambda n: "SECRET//REL TO USA, " + ", ".join(["GBR"] * n)),
    "words": ("markings", 60, lambda n: "SECRET//" + "/".join(["NOFORN"] * n)),
    "separators": ("markings", 200, lambda n: "SECRET" + "/" * n),
    "blanks": ("markings", 200, lambda n: "SECRET//" + " " * n),
    "compartments": ("markings", 60, lambda n: "SECRET//SI" + many("-A#", n) + "//NOFORN"),
    "sub-compartments": ("markings", 60, lambda n: "SECRET//SI-A" + many(" B#", n) + "//NOFORN"),
    "owners": ("markings", 60, lambda n: "//JOINT SECRET" + many(" AB#", n)),
    "nicknames": ("markings", 60, lambda n: "SECRET//NOFORN//ACCM-A" + many("/B#", n)),
    "one letter": ("markings", 200, lambda n: "A" * n),
    "commas": ("markings", 200, lambda n: "NATO SECRET Releasable to " + "," * n),
    "words of JSON": ("json", 500, lambda n: '{"policy":"us@1","level":3,"owner":["USA"],"rel":["A"'
                      + many(',"AB#"', n) + "]}"),
    "fields": ("json", 500, lambda n: '{"policy":"us@1"' + many(',"f#":1', n) + "}"),
    "portions": ("json", 20, lambda n: '{"portions":["U"' + ',"S//NF"' * n + "]}"),
    "pages": ("json", 20, lambda n: '{"profile":"dod","portions":["U"' + many(',"S//SI-A#//NF"', n) + "]}"),
    "paragraphs": ("json", 60, lambda n: '{"text":"SECRET//NOFORN\\n' + many("(S//NF) A #.\\n\\n", n) + '"}'),
    "unmarked": ("json", 100, lambda n: '{"text":"SECRET\\n' + "A.\\n\\n" * n + '"}'),
    "one line": ("json", 1000, lambda n: '{"text":"' + "(" * n + "A " * n + '"}'),
    "brackets": ("json", 400, lambda n: "[" * n),
    "categories": ("xml", 200, lambda n: LABEL.format(CATEGORY.format("") * n, "")),
    "values": ("xml", 500, lambda n: LABEL.format(CATEGORY.format(many(VALUE, n)), "")),
    "strangers": ("xml", 500, lambda n: LABEL.format("", many("<A#/>", n))),
    "attributes": ("xml", 500, lambda n: "<a" + many(' b#="1"', n) + "/>"),
    "namespaces": ("xml", 500, lambda n: "<a" + many(' xmlns:b#="u#"', n) + "/>"),
    "texts": ("xml", 2000, lambda n: "<a>" + "&lt;" * n + "</a>"),
    "comments": ("xml", 500, lambda n: LABEL.format("<!-- a -->" * n, "")),
    "bindings": ("xml", 100, lambda n: BINDING.format(many('<b:MetadataBinding xml:id="i#"/>', n))),
    "references": ("xml", 100, lambda n: BINDING.format(
        "<b:MetadataBindingContainer><b:MetadataBinding>" + many('<b:DataReference URI="#i#"/>', n)
        + "</b:MetadataBinding></b:MetadataBindingContainer>")),
    "words of a policy": ("spif", 300, lambda n: SPIF.format(many('<tagCategory name="A#"/>', n), "")),
    "headings": ("spif", 300, lambda n: SPIF.format("", many(
        '<e:heading owner="A#" hierarchy="3" banner="A# SECRET" portion="A#S"/>', n))),
    "conditions": ("spif", 300, lambda n: SPIF.format("", many(
        '<e:condition name="A#" when="A#" says="no" wrong="SECRET"/>', n))),
}  # fmt: skip


def read(reader, data):
    """Read one input, whatever comes of it."""
    with suppress(*TARGETS[reader].errors):
        TARGETS[reader].read(data)


def lines(reader, data):
    """Lines of Python that ran."""
    count = 0

    def line(_frame, event, _argument):
        nonlocal count
        count += event == "line"
        return line

    sys.settrace(line)
    try:
        read(reader, data)
    finally:
        sys.settrace(None)
    return count


def processor(reader, data):
    """The least of five processor times, in seconds."""
    times = []
    for _ in range(5):
        begin = time.process_time()
        read(reader, data)
        times.append(time.process_time() - begin)
    return min(times)


@pytest.mark.parametrize("name", GROWING)
def test_the_work_grows_no_faster_than_the_input(name):
    reader, count, form = GROWING[name]
    small, large = (form(number).encode() for number in (count, count * TIMES))
    read(reader, large)
    grown = len(large) / len(small)
    assert lines(reader, large) < MOST * grown * lines(reader, small)
    least = 0.002  # below it the clock says little
    assert processor(reader, large) < 2 * MOST * grown * max(processor(reader, small), least)
