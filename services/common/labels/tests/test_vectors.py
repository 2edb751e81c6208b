"""The public vectors: CAPCO pages and release precedence by roll-up, ADatP-4774 labels by ``decide``."""

from datetime import UTC, datetime

import pytest

from services.common.labels import (
    Action,
    Context,
    Label,
    MarkingError,
    Reader,
    RollUpRefused,
    banner,
    decide,
    default_groups,
    parse_banner,
    parse_portion,
    portion_mark,
    roll_up,
    shipped_policies,
    shipped_policy,
)
from services.common.labels.tests.vectors import rows

US, NATO, GROUPS = shipped_policy("us"), shipped_policy("nato"), default_groups()
AT = datetime(2016, 2, 1, tzinfo=UTC)  # the Register of 2016 still writes ISAF

OTHER_PAGES = {
    5: "LABELS, Markings: a joint list names every owner; GBR also stands in FVEY",
    6: "LABELS, roll-up rule 6: every owner of what stands on the page is a source of it, GBR too",
    23: "LABELS, Read: what is for Germany alone is not put on a page that the United States makes",
    34: "EYES ONLY is written as REL TO, which took its place (CAPCO 2016, section H.8)",
    45: "LABELS, Markings: dissemination stands before the words of others, here behind them",
    46: "one form: NOFORN stands among the dissemination words, LES behind them",
}
"""Pages of the register that come out otherwise, or are refused, with what contradicts them."""

LAXER = {
    74: "a separator with nothing behind it parts nothing",
    82: "codes are joined by comma and blank",
    111: "a category is empty",
    118: "REL TO begins with USA",
    121: "REL TO begins with USA",
    135: "NOFORN excludes REL TO (SBU-NF beside a list)",
}
"""Rows published as valid; the rule of LABELS (Markings) that refuses them. Strict wins."""

PUBLISHED = [
    ("SECRET//HVSACO", True), ("(S//HVSACO)", True), ("SECRET//SAR-MULTIPLE PROGRAMS", True),
    ("TOP SECRET//SPECIAL ACCESS REQUIRED-BUTTERED POPCORN", True),
    ("SECRET//RESTRICTED DATA-SIGMA 1 2", True), ("SECRET//FORMERLY RESTRICTED DATA-SIGMA 14", True),
    ("TOP SECRET//FGI DEU GBR NATO//REL TO USA, DEU/DISPLAY ONLY NZL", True),
    ("SECRET//ORCON/PROPIN/NOFORN", True), ("(TS//TK//IMC/NF)", True), ("(S//KLONDIKE//NF)", True),
    ("//COSMIC TOP SECRET//BOHEMIA", True), ("//JOINT RESTRICTED CAN GBR", True),
    ("//COSMIC SECRET", False), ("(//COSMIC S)", False), ("//DEU TOP SECRET//BOHEMIA", False),
    ("(//DEU TS//BOHEMIA)", False), ("(//NATO S//BALK)", False), ("(C//FRD-SG 1 112 240)", False),
    ("(S//DISPLAY ONLY NZL, AFG)", False), ("(C//NF/RELIDO)", False), ("(R//NF)", False),
]  # fmt: skip

EITHER = {17: {"NOFORN", "RELIDO"}}
"""Row 17 leaves it open (date and caveats); roll-up rule 4 gives RELIDO for an uncaveated portion."""

DIFFERENCES: dict[tuple[str, str], str] = {}
"""(label, clearance) to the rule of LABELS that asks for another answer than the generic NATO rule.

None among the published seven: each names its context and no list is empty. Where the two rules part stands
in ``OPENED``: the generic rule drops a category that has no value, and so opens the label.
"""

OPENED = {
    "an absent or empty rel means owner only, never no constraint": (
        {"Context": ["Releasable"], "Releasable To": []}, {"owner": ("NATO",)}, "WSM",
    ),
    "an empty intersection is refused or owner only, never dropped": (
        {"Context": ["Releasable", "NATO"], "Only": []}, {"owner": ("NATO",)}, "NZL",
    ),
}  # fmt: skip
"""Rule to a label without the values that would limit it: by the generic rule, by ours, and the clearance."""


def rolled(marks):
    sealed = [GROUPS.seal(parse_portion(mark, US, "ic"), AT) for mark in marks]
    return roll_up(sealed, US, GROUPS, "ic", AT)


def test_each_page_gives_the_published_banner_but_for_those_listed():
    pages = rows("rollup_pages.jsonl")
    other = {n for n, page in enumerate(pages) if _rolled_page(page) != page["banner"]}
    assert other == set(OTHER_PAGES)
    assert len(pages) == 50


def _rolled_page(page):
    try:
        whole = parse_banner(page["banner"], US, "ic")
        sealed = [GROUPS.seal(parse_portion(m, US, "ic", whole), AT) for m in page["portions_expanded"]]
        return banner(roll_up(sealed, US, GROUPS, "ic", AT).label, US, "ic")
    except (MarkingError, RollUpRefused):
        return None


def test_markings_are_valid_as_published_but_for_those_that_labels_refuses():
    table, other = rows("banner_cases.jsonl"), set()
    for number, row in enumerate(table):
        read, write = (parse_banner, banner) if row["form"] == "banner" else (parse_portion, portion_mark)
        try:
            made = read(row["marking"], US, "dod")
            assert read(write(made, US, "dod"), US, "dod") == made
            valid = True
        except MarkingError:
            valid = False
        if valid != row["valid"]:
            other.add(number)
    assert other == set(LAXER)
    assert len(table) == 137


@pytest.mark.parametrize(("mark", "valid"), PUBLISHED)
def test_markings_published_elsewhere_are_judged_as_there(mark, valid):
    """Facts of the marking tests of codice/alliance (DoDM 5200.01 volume 2), beside those of the vectors."""
    portion = mark.startswith("(")
    try:
        made = (parse_portion if portion else parse_banner)(mark, US, "dod")
        assert (portion_mark if portion else banner)(made, US, "dod")
    except MarkingError:
        assert not valid
    else:
        assert valid


def test_a_short_release_mark_takes_the_list_of_the_banner():
    pages = rows("rollup_pages.jsonl")
    for number in (1, 30, 32):
        page = parse_banner(pages[number]["banner"], US, "ic")
        for short, full in zip(pages[number]["portions"], pages[number]["portions_expanded"], strict=True):
            assert parse_portion(short, US, "ic", page) == parse_portion(full, US, "ic")


def as_mark(text):
    if text == "-":
        return "S"
    if text.startswith("mixture"):
        return "S//NF"
    return f"{'U' if text.startswith(('SBU', 'LES')) else 'S'}//{text}"


def test_release_precedence_comes_out_by_roll_up():
    table = rows("release_precedence.jsonl")
    wrong, tried = [], 0
    for row in table:
        for other in row["other_portion_fdr"]:
            whole = rolled([as_mark(row["portion_a_fdr"]), as_mark(other)]).label
            got = banner(whole.with_(informative=()), US, "ic").removeprefix("SECRET//")
            tried += 1
            if got not in EITHER.get(row["rule"], {row["banner_fdr"]}):
                wrong.append((row["rule"], other, got, row["banner_fdr"]))
    assert wrong == []
    assert tried >= len(table) == 27


def test_nato_labels_are_decided_as_published_but_for_the_differences_listed():
    table = rows("nato_vectors.jsonl")
    clearances = next(row["clearances"] for row in table if row["id"] == "clearances")
    readers = {code: as_reader(code, body) for code, body in clearances.items()}
    context, found, tried = Context(GROUPS, shipped_policies()), {}, 0
    for row in table:
        if row["id"] == "clearances":
            continue
        made = as_label(row["permissive"], row["classification"])
        for code, published in row["acdf"].items():
            got = decide(readers[code], made, Action.READ, AT, context)
            tried += 1
            if got.allow != published:
                found[row["id"], code] = got.reason
    assert set(found) == set(DIFFERENCES)
    assert tried == 21


def test_nato_markings_are_read_as_published_and_written_again():
    table = [row for row in rows("nato_vectors.jsonl") if "marking" in row]
    for row in table:
        made = parse_banner(row["marking"], NATO)
        assert GROUPS.seal(made, AT) == as_label(row["permissive"], row["classification"]).with_(
            informative=tuple(row["informative"].get("Administrative", ()))
        )
        assert parse_banner(banner(made, NATO), NATO) == made
        assert parse_portion(portion_mark(made, NATO), NATO) == made
    assert len(table) == 7


def test_what_the_generic_rule_would_open_stays_shut():
    table = rows("nato_vectors.jsonl")
    clearances = next(row["clearances"] for row in table if row["id"] == "clearances")
    context = Context(GROUPS, shipped_policies())
    for rule, (permissive, fields, code) in OPENED.items():
        held = clearances[code]["perm"]
        generic = all(set(values) & set(held.get(tag, ())) for tag, values in permissive.items() if values)
        made = GROUPS.seal(Label(NATO.identifier, 0, **fields), AT)
        ours = decide(as_reader(code, clearances[code]), made, Action.READ, AT, context)
        assert (generic, ours.allow) == (True, False), rule


def as_label(permissive, classification):
    """Context is the owner, Releasable To the list (which repeats it), Only its limit."""
    level = NATO.level_named(classification)
    assert level is not None
    codes = {tag: tuple(GROUPS.code(v) for v in values) for tag, values in permissive.items()}
    owner = tuple(code for code in codes["Context"] if code != "Releasable")
    made = Label(NATO.identifier, level.value, owner, codes.get("Releasable To", ()), codes.get("Only", ()))
    return GROUPS.seal(made, AT)


def as_reader(code, body):
    levels = [NATO.level_named(name).value for name in body["cls"]]
    held = {GROUPS.code(value) for values in body["perm"].values() for value in values}
    restrictive = body["restr"].get("Additional Sensitivity", ())
    return Reader.make(code, {NATO.name: max(levels)}, filter(GROUPS.is_opaque, held), (), restrictive)
