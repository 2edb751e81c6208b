import pytest

from services.common.labels import (
    PolicyError,
    default_policy,
    read_policy,
    shipped_policies,
    shipped_policy,
)
from services.common.labels.spif import POLICIES

SOURCE = (POLICIES / "coalition.xml").read_bytes()


def test_the_shipped_policies_are_read():
    assert [policy.identifier for policy in shipped_policies()] == [
        "au@1",
        "coalition@1",
        "nato@1",
        "uk@1",
        "us@1",
    ]
    assert [level.name for level in default_policy().levels] == [
        "UNCLASSIFIED", "RESTRICTED", "CONFIDENTIAL", "SECRET", "TOP SECRET",
    ]  # fmt: skip
    assert shipped_policy("us").level_named("S", portion=True).name == "SECRET"


def test_an_equivalence_is_explicit_or_there_is_none():
    assert default_policy().equivalent("nato", 1) == 1
    assert default_policy().equivalent("us", 1) is None
    assert shipped_policy("us").equivalent("coalition", 1) is None
    assert default_policy().equivalent("elsewhere", 3) is None


def test_no_nation_and_no_policy_word_decides_in_code():
    """A new nation's policy needs no code: another holder, other words, the same functions."""
    from services.common.labels import Label, banner, parse_banner

    text = (POLICIES / "us.xml").read_text("utf-8").replace('name="us"', 'name="aus"')
    text = text.replace('holder="USA"', 'holder="AUS"').replace('"NOFORN"><code>', '"AUSTEO"><code>')
    aus = read_policy(text.replace('phrase="NOFORN"', 'phrase="AUSTEO"').encode())
    made = Label(aus.identifier, 3, ("AUS",), dissem=("NOFORN",))
    assert banner(made, aus) == "SECRET//AUSTEO"
    assert parse_banner("SECRET//REL TO AUS, GBR", aus).owner == ("AUS",)


@pytest.mark.parametrize(
    "data",
    [
        b"", b"<SPIF", b"<SPIF/>", SOURCE.replace(b'schemaVersion="2.1"', b'schemaVersion="1.0"'),
        SOURCE.replace(b"<SPIF", b'<!DOCTYPE SPIF [<!ENTITY a "b">]><SPIF', 1),
        SOURCE.replace(b"<SPIF", b'<!DOCTYPE SPIF SYSTEM "http://example.org/x.dtd"><SPIF', 1),
        SOURCE.replace(b'hierarchy="3"', b'hierarchy="2"'),
        SOURCE.replace(b'hierarchy="4"', b'hierarchy="9"'),
        SOURCE.replace(b'hierarchy="4"', b'hierarchy="x"'), SOURCE.replace(b'color="#c8102e"', b""),
        SOURCE.replace(b"release=", b"unknown="), SOURCE.replace(b'name="dissemination"', b'name="other"'),
        SOURCE.replace(b'version="1">', b">"), b" " * 5_000_000,
    ],
)  # fmt: skip
def test_a_file_that_is_no_policy_is_refused_with_a_reason(data):
    with pytest.raises(PolicyError) as caught:
        read_policy(data)
    assert str(caught.value)


def test_what_a_policy_does_not_have_is_an_error():
    with pytest.raises(PolicyError):
        shipped_policy("us").level(1)
    with pytest.raises(PolicyError):
        default_policy().profile("ic")
    with pytest.raises(PolicyError):
        shipped_policy("elsewhere")
