from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.common.labels import CONCEALED, Label, LabelError, Provenance
from services.common.labels.tests.generate import groups, label

GROUPS = groups()
LABELS = st.randoms(use_true_random=False).map(lambda rng: label(rng, GROUPS))
BASE = {"policy": "coalition@1", "level": 3, "owner": ["GBR"]}


@given(LABELS)
def test_json_gives_back_the_same_label(made):
    assert Label.from_json(made.to_json()) == made


@given(LABELS)
def test_the_access_part_alone_reads_as_a_label_with_the_same_digest(made):
    import json

    assert Label.from_json(json.loads(made.access_part().canonical())).digest() == made.digest()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"policy": "coalition"}, "policy"), ({"policy": 1}, "policy"), ({"level": 5}, "level"),
        ({"level": True}, "level"), ({"level": "3"}, "level"), ({"owner": []}, "owner"),
        ({"owner": "GBR"}, "owner"), ({"owner": ["gbr"]}, "owner"), ({"rel": ["US A"]}, "rel"),
        ({"rel": None}, "rel"), ({"rel": [["USA"]]}, "rel"), ({"colour": "red"}, "colour"),
        ({"epochs": ["2024"]}, "epochs"),
        ({"epochs": ["NATO@2023-02-29T00:00:00Z"]}, "epochs"), ({"basis": ["GUESS"]}, "basis"),
        ({"dissem": ["NOFORN"], "rel": ["USA"]}, "rel"),
        ({"dissem": ["NOFORN"], "display_only": ["USA"]}, "display_only"),
        ({"dissem": ["NOFORN", "RELIDO"]}, "dissem"), ({"dissem": ["ORCON", "RELIDO"]}, "dissem"),
    ],
)  # fmt: skip
def test_what_is_no_label_is_refused_by_field(change, field):
    with pytest.raises(LabelError) as caught:
        Label.from_json({**BASE, **change})
    assert caught.value.field == field
    assert caught.value.rule


@pytest.mark.parametrize("field", ["policy", "level", "owner"])
def test_a_mandatory_field_missing_is_refused(field):
    with pytest.raises(LabelError) as caught:
        Label.from_json({name: value for name, value in BASE.items() if name != field})
    assert caught.value.field == field


def test_order_and_doubles_make_no_other_label():
    one = Label("coalition@1", 3, ("USA", "GBR"), rel=("CAN", "AUS", "CAN", "USA"))
    assert one == Label("coalition@1", 3, ("GBR", "USA"), rel=("AUS", "CAN"))
    assert hash(one) == hash(Label("coalition@1", 3, ("GBR", "USA"), rel=("AUS", "CAN")))


def test_foreign_and_informative_are_no_part_of_access():
    plain = Label("coalition@1", 3, ("GBR",))
    assert plain.with_(foreign=CONCEALED, informative=("STAFF",), basis=("PLAIN",)).digest() == plain.digest()


def test_each_access_field_changes_the_digest():
    plain = Label("coalition@1", 3, ("GBR",))
    others = [
        {"policy": "coalition@2"}, {"level": 2}, {"owner": ("USA",)}, {"rel": ("USA",)}, {"only": ("USA",)},
        {"display_only": ("USA",)}, {"coi": ("A",)}, {"restrictive": ("A",)}, {"dissem": ("ORCON",)},
        {"epochs": ("NATO@2024-03-07T00:00:00Z",)},
    ]  # fmt: skip
    assert len({plain.digest(), *(plain.with_(**other).digest() for other in others)}) == len(others) + 1


def test_any_concealed_source_conceals_all():
    made = Label("us@1", 3, ("USA",), foreign=("DEU", *CONCEALED))
    assert made.foreign == CONCEALED
    assert made.concealed


def test_succession_is_the_only_automatic_change():
    day, later = datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)
    now, then = Label("coalition@1", 3, ("GBR",)), Label("coalition@1", 1, ("GBR",))
    row = Provenance("GBR", day, review_at=day, succession_at=later, successor=then)
    assert row.label_at(now, day) == now
    assert row.label_at(now, later) == then
    with pytest.raises(LabelError):
        Provenance("GBR", day, successor=then)
    with pytest.raises(LabelError):
        Provenance("GBR", datetime(2026, 1, 1))


@pytest.mark.parametrize("word", ["NOFORN", "ORCON", "RELIDO"])
@pytest.mark.parametrize("field", ["owner", "rel", "only", "display_only", "foreign"])
def test_a_word_of_dissemination_is_nobodys_code(word, field):
    with pytest.raises(LabelError) as caught:
        Label(**({"policy": "nato@1", "level": 3, "owner": ("NATO",)} | {field: ("JPN", word)}))
    assert caught.value.field == field
