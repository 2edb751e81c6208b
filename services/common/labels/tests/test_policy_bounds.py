"""What a policy says in numbers and conditions is bounded, and refused where it is none."""

import pytest

from services.common.labels import PolicyError, read_policy
from services.common.labels.spif import POLICIES

US = (POLICIES / "us.xml").read_text("utf-8")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('e:rank="1"', 'e:rank="first"'), ('e:rank="1"', 'e:rank="²"'),
        ('e:rank="1"', f'e:rank="{"9" * 5000}"'),
        ('<e:profile name="ic"', '<e:profile programs="some" name="ic"'),
        ('<e:profile name="ic"', '<e:profile programs="100" name="ic"'),
        ('<e:profile name="ic"', '<e:profile name="x"/>' * 50 + '<e:profile name="ic"'),
        ('when="BALK"', 'when=""'), ('only="portion"', 'only="page"'),
        ('levels="', f'levels="{"0" * 5000}|'), ('levels="', 'levels="03|'),
        ('policyRef="nato" lacv="4"', 'policyRef="nato" lacv="5"'),
    ],
)  # fmt: skip
def test_a_policy_with_a_setting_that_is_none_is_not_read(before, after):
    assert before in US
    with pytest.raises(PolicyError):
        read_policy(US.replace(before, after, 1).encode())


def test_how_many_programmes_are_named_is_the_policys():
    made = read_policy(US.replace('<e:profile name="ic"', '<e:profile programs="9" name="ic"').encode())
    assert (made.profile("ic").programs, made.profile("dod").programs) == (9, 4)


@pytest.mark.parametrize(
    ("attribute", "inner"),
    [
        ('singleSelection="true"', ""),
        ("", '<excludedCategory tagSetRef="Additional Sensitivity" tagType="restrictive" all="true"/>'),
    ],
)
def test_conditions_of_each_category_on_all_others_are_bounded(attribute, inner):
    """Their number is the square of the file's size."""

    def read(most):
        listed = "".join(f'<tagCategory name="A{number}">{inner}</tagCategory>' for number in range(most))
        return read_policy(
            '<SPIF xmlns="http://www.xmlspif.org/spif" schemaVersion="2.1" version="1">'
            '<securityPolicyId name="x" id="1.2.3"/><securityClassification name="U" hierarchy="0"/>'
            '<securityCategoryTagSet name="Additional Sensitivity" id="1.2.4">'
            f'<securityCategoryTag tagType="restrictive" {attribute}>{listed}</securityCategoryTag>'
            "</securityCategoryTagSet></SPIF>".encode()
        )

    assert len(read(300).conditions["x"]) == 300
    with pytest.raises(PolicyError, match="names more than"):
        read(1_000)


CONDITION = '<e:condition name="x" when="RELIDO" says="s" wrong="w"/>'
SLIPS = {
    "a misspelt element": ("<e:condition ", "<e:conditoin "),
    "an element in no place of its own": ("</tagCategory>", f"{CONDITION}</tagCategory>"),
    "a misspelt setting of a condition": (" needs=", " need="),
    "a misspelt setting of a word": (" e:counts=", " e:count="),
    "a setting that is neither true nor false": ('e:lapses="true"', 'e:lapses="yes"'),
    "a flag of a profile that is neither": ('fgi="true"', 'fgi="1"'),
    "a mark that no word is": ('when="RELIDO"', 'when="RELIDDO"'),
    "a mark that nothing needs": ('needs="', 'needs="NOFRON|'),
    "a mark that nothing is without": ('without="', 'without="NOFRON|'),
    "the material of nobody": ("FGI NATO", "FGI Nato"),
    "an order of words that are none": ('order="', 'order="ORCONN '),
    "a style that nobody writes": ('<e:profile name="ic"', '<e:profile style="section" name="ic"'),
    "control systems ajar": ('controls="open"', 'controls="opened"'),
    "a holder that is no code": ('holder="USA"', 'holder="U.S."'),
    "an owner that is no code": ('<e:heading owner="NATO"', '<e:heading owner="Nato"'),
    "a nation that is no code": ("<e:codes>", "<e:codes>xx Nowhere|"),
    "a word that no label may hold": ('name="RELIDO"', 'name="relido"'),
    "a word of a set twice": (
        '<tagCategory name="RELIDO"', '<tagCategory name="RELIDO"/><tagCategory name="RELIDO"',
    ),
    "two levels of one name": ('name="TOP SECRET"', 'name="SECRET"'),
    "two levels of one mark": ('phrase="TS"', 'phrase="S"'),
    "two profiles of one name": ('<e:profile name="cui"', '<e:profile name="ic"'),
    "a name that no label may have": ('<securityPolicyId name="us"', '<securityPolicyId name="U S"'),
    "a version that no label may have": (' version="1">', ' version="1 beta">'),
    "a rule of the schema that is a condition here": (
        "</tagCategory>", '<requiredCategory operation="all"/></tagCategory>',
    ),
    "a choice of the schema that is a condition here": (
        "<securityCategoryTag ", '<securityCategoryTag singleSelection="true" ',
    ),
}  # fmt: skip


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_of_the_pen_in_a_policy_is_refused_and_nothing_of_it_left_out(slip):
    before, after = SLIPS[slip]
    assert before in US
    with pytest.raises(PolicyError):
        read_policy(US.replace(before, after, 1).encode())
