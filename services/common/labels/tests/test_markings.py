import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.common.labels import (
    CONCEALED,
    Label,
    MarkingError,
    banner,
    colour,
    default_policy,
    parse_banner,
    parse_portion,
    portion_mark,
    shipped_policy,
)
from services.common.labels.tests.generate import NATIONS, some

COALITION, US, NATO = default_policy(), shipped_policy("us"), shipped_policy("nato")
RANDOM = st.randoms(use_true_random=False)
LISTS = (*NATIONS, *NATIONS, "FVEY", "NATO", "KFOR")

HELD = (
    (), ("SI",), ("SI", "TK", "TK-IDIT", "TK-IDIT ABCD", "TK-KAND"), ("SAR-BP", "SAR-BP-J12", "SAR-GB"),
    ("RD", "RD-CNWDI", "RD-SIGMA 1", "RD-SIGMA 12"), ("ACCM-FOOBAR", "FRD", "SI", "SI-G", "SI-G ABCD"),
    ("FRD", "HVSACO", "SI"),
)  # fmt: skip


def expressible(rng, policy):
    """A label that the policy's markings can express."""
    holder = policy.profile().holder
    if policy is NATO:
        level = rng.randint(0, 3)
        return Label(
            policy.identifier, level, (rng.choice(("NATO", "KFOR", "EAPC")),),
            some(rng, LISTS, 0.5), some(rng, LISTS, 0.3),
            restrictive=some(rng, ("ATOMAL", "CRYPTO") if level > 1 else ("CRYPTO",), 0.2),
            informative=some(rng, ("STAFF", "MEDICAL"), 0.2) if level == 0 else (),
        )  # fmt: skip
    owner = some(rng, (*NATIONS, "NATO"), 1, rng.choice((1, 1, 3)))
    kind = rng.choice(("", "rel", "display", "both", "relido", "rel+relido", "NOFORN"))
    others = [code for code in LISTS if code not in owner]
    rel = some(rng, others, 1, 4) if "rel" in kind.split("+") or kind == "both" else ()
    if holder and rel and holder not in owner:
        rel = (*rel, holder)
    shown = some(rng, others, 1) if kind in ("display", "both") else ()
    marks = ("RELIDO",) if "relido" in kind else ("NOFORN",) if kind == "NOFORN" else ()
    orcon = ("ORCON",) if not marks and rng.random() < 0.2 else ()
    if holder and "NOFORN" in marks and holder not in owner and (len(owner) > 1 or owner == ("NATO",)):
        marks = ()
    own = {"coi": some(rng, ("ALPHA", "BRAVO"), 0.2), "only": some(rng, LISTS, 0.2),
           "restrictive": some(rng, ("CRYPTO",), 0.2)} if policy is COALITION else {}  # fmt: skip
    level = rng.choice([level.value for level in policy.levels])
    if policy is US:
        own["restrictive"] = rng.choice(HELD) if level > 0 and (rel or shown or marks) else ()
        own["informative"] = some(rng, ("LES", "SSI"), 0.1)
        orcon = orcon if level > 0 else ()
    foreign = rng.choice(((), ("FRA", "JPN"), CONCEALED))
    return Label(
        policy.identifier, level, owner, rel, display_only=shown,
        foreign=foreign if policy is COALITION or (owner == ("USA",) and level > 0) else (),
        dissem=(*marks, *orcon, *some(rng, ("TLP:RED",), 0.1, 1)), **own,
    )  # fmt: skip


@given(RANDOM, st.sampled_from((COALITION, US, NATO)))
def test_what_is_rendered_is_read_back_the_same(rng, policy):
    made = expressible(rng, policy)
    assert parse_banner(banner(made, policy), policy) == made
    assert parse_portion(portion_mark(made, policy), policy) == made


@given(RANDOM, st.sampled_from((COALITION, US, NATO)), st.data())
def test_a_changed_marking_is_refused_or_reads_and_renders_the_same(rng, policy, data):
    text = banner(expressible(rng, policy), policy)
    at = data.draw(st.integers(0, len(text)))
    insert = data.draw(st.sampled_from(("", " ", "/", "//", ",", "A", "USA", "REL TO ", "é", "\n")))
    broken = text[:at] + insert + text[at + data.draw(st.integers(0, 3)) :]
    try:
        made = parse_banner(broken, policy)
    except MarkingError as error:
        assert error.rule
    else:
        assert parse_banner(banner(made, policy), policy) == made


@pytest.mark.parametrize(
    ("policy", "label", "text", "portion"),
    [
        (US, {"level": 3, "owner": ("USA",), "rel": ("GBR", "AUS")},
         "SECRET//REL TO USA, AUS, GBR", "(S//REL TO USA, AUS, GBR)"),
        (US, {"level": 4, "owner": ("USA",), "dissem": ("NOFORN", "ORCON")},
         "TOP SECRET//ORCON/NOFORN", "(TS//OC/NF)"),
        (US, {"level": 3, "owner": ("GBR", "CAN", "USA"), "dissem": ("NOFORN",)},
         "//JOINT SECRET CAN GBR USA//REL TO USA, CAN, GBR", "(//JOINT S CAN GBR USA//REL TO USA, CAN, GBR)"),
        (US, {"level": 3, "owner": ("USA",), "rel": ("NATO", "JPN"), "foreign": ("DEU",)},
         "SECRET//FGI DEU//REL TO USA, JPN, NATO", "(S//FGI DEU//REL TO USA, JPN, NATO)"),
        (COALITION, {"level": 3, "owner": ("GBR",), "rel": ("USA",)},
         "GBR SECRET//REL TO GBR, USA", "(GBR S//REL TO GBR, USA)"),
        (COALITION, {"level": 3, "owner": ("GBR",), "dissem": ("NOFORN",)},
         "GBR SECRET//OWNER ONLY", "(GBR S//OO)"),
        (COALITION, {"level": 1, "owner": ("GBR", "USA"), "only": ("GBR",), "coi": ("ALPHA",)},
         "JOINT RESTRICTED GBR USA//COI ALPHA//ONLY GBR", "(JOINT R GBR USA//COI ALPHA//ONLY GBR)"),
        (NATO, {"level": 3, "owner": ("NATO",)}, "NATO SECRET", "(NS)"),
        (NATO, {"level": 4, "owner": ("NATO",)}, "COSMIC TOP SECRET", "(CTS)"),
        (NATO, {"level": 1, "owner": ("NATO",), "rel": ("UKR", "JPN")},
         "NATO RESTRICTED Releasable to Japan, Ukraine", "(NR Releasable to JPN, UKR)"),
        (NATO, {"level": 2, "owner": ("KFOR",), "only": ("NATO", "IRL")},
         "NATO/KFOR CONFIDENTIAL NATO, Ireland Only", "(NC/KFOR NATO, IRL Only)"),
    ],
)  # fmt: skip
def test_a_label_reads_as_its_policy_writes_it(policy, label, text, portion):
    made = Label(policy.identifier, **label)
    assert (banner(made, policy), portion_mark(made, policy)) == (text, portion)


@pytest.mark.parametrize(
    "text",
    [
        "", "SECRETS", "SECRET//", "SECRET////NOFORN", "SECRET//REL TO USA", "SECRET//REL TO GBR, USA",
        "SECRET//REL TO USA CAN", "SECRET//REL TO USA,CAN", "SECRET//REL TO USA, GBR, CAN",
        "SECRET//REL TO USA, GBR, GBR", "SECRET//NOFORN//REL TO USA, GBR", "SECRET//NOFORN/REL TO USA, GBR",
        "SECRET//NOFORN/RELIDO", "SECRET//ORCON/RELIDO", "SECRET//NOFORN/NOFORN", "SECRET//REL",
        "SECRET//NOFORN/ORCON", "SECRET//DISPLAY ONLY", "SECRET//XX//NOFORN", "//USA SECRET", "//SECRET",
        "//JOINT SECRET USA", "//JOINT SECRET USA CAN", "JOINT SECRET CAN USA", "RESTRICTED", "secret",
        "SECRET //NOFORN", "SECRET//REL TO USA, FVEY, GBR", "SECRET//NOFORN//FGI DEU", "S//NF",
    ],
)  # fmt: skip
def test_what_the_rules_do_not_allow_is_an_error_with_its_rule(text):
    with pytest.raises(MarkingError) as caught:
        parse_banner(text, US)
    assert caught.value.rule
    assert 0 <= caught.value.at <= len(text) + 2


def test_a_short_release_mark_stands_only_for_the_list_of_the_banner():
    page = parse_banner("SECRET//REL TO USA, GBR", US)
    assert parse_portion("(S//REL)", US, page=page).rel == ("GBR",)
    with pytest.raises(MarkingError):
        parse_portion("(S//REL)", US)
    joint = parse_banner("//JOINT SECRET GBR USA//REL TO USA, AUS, GBR", US)
    assert parse_portion("(//JOINT S//REL)", US, page=joint) == joint


def test_a_hidden_field_is_never_left_out_of_a_marking():
    plain = Label(US.identifier, 3, ("USA",))
    inexpressible = [
        plain.with_(coi=("ALPHA",)), plain.with_(only=("GBR",)), plain.with_(dissem=("MYSTERY",)),
        plain.with_(level=1), plain.with_(policy="nato@1"), plain.with_(owner=("GBR",), rel=("CAN",)),
    ]  # fmt: skip
    for made in inexpressible:
        with pytest.raises(ValueError):
            banner(made, US)
    nato = Label(NATO.identifier, 3, ("NATO",))
    for made in (
        nato.with_(dissem=("NOFORN",)),
        nato.with_(owner=("KFOR",), level=4),
        nato.with_(coi=("A",)),
    ):
        with pytest.raises(MarkingError):
            banner(made, NATO)


def test_colours_come_from_the_policy():
    assert colour(Label(COALITION.identifier, 0, ("GBR",)), COALITION) == "#007a33"
    assert colour(Label(COALITION.identifier, 3, ("GBR",)), COALITION) == "#c8102e"


def test_a_very_long_marking_is_refused_at_once():
    with pytest.raises(MarkingError):
        parse_banner("SECRET//REL TO USA" + ", GBR" * 100_000, US)


@pytest.mark.parametrize("text", ["NATO/ORCON SECRET", "NATO/RELIDO SECRET", "NATO SECRET NOFORN Only"])
def test_a_word_of_dissemination_is_no_context_and_no_group(text):
    with pytest.raises(MarkingError):
        parse_banner(text, NATO)
