"""Portions of a page as nations, joint nations or a context make them, the same for the same seed."""

from datetime import UTC, datetime

from services.common.labels import (
    CONCEALED,
    Group,
    Label,
    Membership,
    default_groups,
    default_policy,
    shipped_policy,
)
from services.common.labels.tests.generate import NATIONS, some

COALITION, US = default_policy(), shipped_policy("us")
MISSION = [Membership("MISSION", nation) for nation in ("USA", "GBR", "AUS", "POL")]
GROUPS = default_groups().with_groups([Group("MISSION")], MISSION)
CODES = (*NATIONS, "FVEY", "ACGU", "NATO", "MISSION", "KFOR")
KINDS = ("none", "none", "rel", "rel", "rel", "display", "both", "relido", "rel+relido", "noforn")
MADE = [datetime(year, 6, 1, tzinfo=UTC) for year in (2022, 2023, 2025)]


def portion(rng, policy=COALITION, contexts=0.1):
    """A portion as a nation, joint nations or a context make it; often unmarked, RELIDO or NOFORN.

    On a page with foreign material the maker takes over others' text, so that what joint owners or a context
    left unmarked cannot be told later: there the portions have one nation each as owner.
    """
    nations = NATIONS if rng.random() < 0.3 else ("GBR", "USA")
    owner = some(rng, nations, 1, 1 if policy is US else rng.choice((1, 1, 2)))
    if policy is COALITION and rng.random() < contexts:
        owner = ("NATO",)
    kind = rng.choice(KINDS)
    rel = some(rng, (*CODES, "AUS", "CAN"), 1, 5) if kind in ("rel", "both", "rel+relido") else ()
    shown = some(rng, CODES, 1, 3) if kind in ("display", "both") else ()
    dissem = {"relido": ("RELIDO",), "rel+relido": ("RELIDO",), "noforn": ("NOFORN",)}.get(kind, ())
    if rng.random() < 0.1 and "RELIDO" not in dissem:
        dissem = (*dissem, "ORCON")
    made = Label(
        policy.identifier, rng.choice((0, 0, 2, 3, 4)), owner, rel, (), shown,
        some(rng, ("ALPHA", "BRAVO"), 0.15), some(rng, ("CRYPTO",), 0.1),
        rng.choice(((), (), (), ("FRA",), CONCEALED)),
        dissem=(*dissem, *some(rng, ("TLP:AMBER", "TLP:RED"), 0.1, 1)),
    )  # fmt: skip
    return made.with_(epochs=GROUPS.epochs_at(made.codes, rng.choice(MADE)))
