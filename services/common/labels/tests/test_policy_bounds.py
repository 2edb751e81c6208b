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
