"""The model of likeness: for each field the levels at which two records agree, and how much each weighs.

Fellegi and Sunter's: a level weighs the binary logarithm of how much oftener records of one event agree so
than records of two. ``u`` is how often two events of one course and days do (for the course: two courses of
one unit and days), counted over the whole published file; weights are set on the half of the judged sample
that is marked ``tune`` (tests/bench/duplicates). A level that contradicts weighs -10 or less whatever was
counted: by the criteria of the sample it makes two events. Within a field no two levels weigh the same, so
that the weight that the search returns names its level.
"""

from dataclasses import dataclass
from typing import Any, Final

AGAINST: Final = -10.0
LIKELY: Final = 4.0
"""Bits from which a pair is likely one event; from `POSSIBLE` on it is offered at all."""
POSSIBLE: Final = 0.5
OTHERWISE: Final = "ELSE"


@dataclass(frozen=True, slots=True)
class Level:
    """One way in which a field of two records compares: ``sql`` over the columns ``…_l`` and ``…_r``.

    ``agrees``: yes, partly, no or unknown; ``weight``: bits, None where nothing is compared.
    """

    code: str
    agrees: str
    says: str
    sql: str
    u: float = 0.5
    weight: float | None = None


def _clash(field: str) -> str:
    left, right = f"{field}_l", f"{field}_r"
    differ = f"(len({left}) = len({right}) AND {left} <> {right})"
    apart = f"(NOT list_has_all({left}, {right}) AND NOT list_has_all({right}, {left}))"
    return f"len({left}) > 0 AND len({right}) > 0 AND ({differ} OR {apart})"


def _spelled(words: str) -> str:
    counted = f"len({words}_numbers_l) = len({words}_numbers_r)"
    return f"{counted} AND held({words}_l, {words}_r) AND held({words}_r, {words}_l)"


def _same(words: str) -> str:
    return f"{words}_l = {words}_r AND {words}_numbers_l = {words}_numbers_r"


def _either(words: str) -> str:
    return f"held({words}_l, {words}_r) OR held({words}_r, {words}_l)"


_IN_UNIT: Final = (
    "(len(place_l) = 0 AND len(place_r) > 0 AND held(place_r, unit_l))"
    " OR (len(place_r) = 0 AND len(place_l) > 0 AND held(place_l, unit_r))"
)
_IN_TITLE: Final = (
    "(NOT unit_given_l AND unit_given_r AND held(unit_r, title_l)"
    " AND list_has_all(title_numbers_l, unit_numbers_r))"
    " OR (NOT unit_given_r AND unit_given_l AND held(unit_l, title_r)"
    " AND list_has_all(title_numbers_r, unit_numbers_l))"
)
_TITLE_HELD: Final = (
    "(held(title_l, title_r) AND len(title_l) > 1) OR (held(title_r, title_l) AND len(title_r) > 1)"
)
_UNIT_CODE: Final = "unit_numbers_l = unit_numbers_r AND length(list_aggregate(unit_numbers_l, 'max')) > 2"
_DAYS: Final = "start_first_l = start_last_l AND start_first_r = start_last_r"
_ENDS: Final = "end_first_l = end_last_l AND end_first_r = end_last_r"
_SAME_DAYS: Final = f"{_DAYS} AND start_first_l = start_first_r AND {_ENDS} AND end_first_l = end_first_r"
_BEGINS: Final = f"{_DAYS} AND abs(start_first_l - start_first_r) <= 1"
_NO_END: Final = "(end_first_l IS NULL OR end_first_r IS NULL)"
_COARSER: Final = (
    "(start_first_l < start_last_l OR start_first_r < start_last_r)"
    " AND start_first_l <= start_last_r AND start_first_r <= start_last_l"
    f" AND ({_NO_END} OR (end_first_l <= end_last_r AND end_first_r <= end_last_l))"
)

SAME, SPELLED = "the same", "the same but for spelling"
HOLDS, EACH_MORE = "one says all that the other says", "alike, but each says what the other does not"

FIELDS: Final[dict[str, tuple[Level, ...]]] = {
    "host": (
        Level("not_given", "unknown", "not given", "len(hosts_l) = 0 OR len(hosts_r) = 0"),
        Level("same", "yes", SAME, "hosts_l = hosts_r", 0.9, 0.01),
        Level("one_holds_the_other", "partly", "one names more countries",
              "list_has_all(hosts_l, hosts_r) OR list_has_all(hosts_r, hosts_l)", 0.08, -1.0),
        Level("some", "partly", "some countries in common", OTHERWISE, 0.02, -2.0),
    ),
    "title": (
        Level("not_given", "unknown", "not given",
              "len(title_l) + len(title_numbers_l) = 0 OR len(title_r) + len(title_numbers_r) = 0"),
        Level("other_number", "no", "another number", _clash("title_numbers"), 0.0254, AGAINST),
        Level("same", "yes", SAME, _same("title"), 0.4973, 0.69),
        Level("spelled", "yes", SPELLED, _spelled("title"), 0.0017, 5.06),
        Level("one_holds_the_other", "partly", HOLDS, _TITLE_HELD, 0.0327, 1.67),
        Level("each_more", "no", EACH_MORE, "shared(title_l, title_r) >= 0.6", 0.0332, -5.0),
        Level("other", "no", "another", OTHERWISE, 0.4097, AGAINST - 1),
    ),
    "unit": (
        Level("in_title", "yes", "stands in the other's title", _IN_TITLE, 0.0005, 6.8),
        Level("not_given", "unknown", "not given", "NOT unit_given_l OR NOT unit_given_r"),
        Level("other_number", "no", "another number", _clash("unit_numbers"), 0.1192, AGAINST),
        Level("same", "yes", SAME, _same("unit"), 0.0279, 4.59),
        Level("spelled", "yes", SPELLED,
              f"({_spelled('unit')}) OR ({_UNIT_CODE} AND shared(unit_l, unit_r) >= 0.5)", 0.0056, 4.42),
        Level("one_holds_the_other", "partly", HOLDS, _either("unit"), 0.0257, 2.5),
        Level("each_more", "no", EACH_MORE, "shared(unit_l, unit_r) >= 0.6", 0.0552, -5.0),
        Level("broad", "partly", "one is a whole force or ministry", "unit_broad_l OR unit_broad_r",
              0.0511, -4.9),
        Level("other", "no", "another", OTHERWISE, 0.7148, AGAINST - 1),
    ),
    "dates": (
        Level("not_given", "unknown", "not given", "start_first_l IS NULL OR start_first_r IS NULL"),
        Level("same", "yes", "the same days", _SAME_DAYS, 0.9675, 0.01),
        Level("day_off", "yes", "a day off", f"{_BEGINS} AND {_ENDS} AND abs(end_first_l - end_first_r) <= 1",
              0.0049, 5.55),
        Level("no_end", "yes", "the same start, an end not given", f"{_BEGINS} AND {_NO_END}", 0.0013, 6.02),
        Level("coarser", "partly", "one is less exact and holds the other", _COARSER, 0.0005, 7.73),
        Level("other_end", "no", "another end", _BEGINS, 0.0254, AGAINST),
        Level("other", "no", "other days", OTHERWISE, 0.0005, AGAINST - 1),
    ),
    "place": (
        Level("in_unit", "yes", "stands in the other's unit", _IN_UNIT, 0.0005, 6.47),
        Level("not_given", "unknown", "not given", "len(place_l) = 0 OR len(place_r) = 0"),
        Level("same", "yes", SAME, "place_l = place_r", 0.9795, 0.02),
        Level("one_holds_the_other", "partly", HOLDS, _either("place"), 0.0035, 0.01),
        Level("partly", "partly", "partly the same", "shared(place_l, place_r) >= 0.3", 0.0071, -0.01),
        Level("other", "no", "another name", OTHERWISE, 0.0095, -0.02),
    ),
    "people": (
        Level("not_given", "unknown", "not given", "people_l IS NULL OR people_r IS NULL"),
        Level("same", "yes", SAME, "people_l = people_r AND people_l > 1", 0.0261, 1.55),
        Level("one", "yes", "one person each", "people_l = people_r", 0.6729, 0.26),
        Level("other", "no", "another number", OTHERWISE, 0.3011, -1.35),
    ),
    "cost": (
        Level("not_given", "unknown", "not given", "cost_l IS NULL OR cost_r IS NULL"),
        Level("same", "yes", SAME, "cost_l = cost_r", 0.5253, 0.22),
        Level("other", "no", "another", OTHERWISE, 0.4747, -0.29),
    ),
}  # fmt: skip
"""Fields in the order in which they are shown, and their levels in the order in which they are tried."""

_NEAR: Final = """CASE WHEN least(length(x), length(y)) < 3 THEN false
    WHEN starts_with(x, y) OR starts_with(y, x) THEN true
    WHEN least(length(x), length(y)) < 4 OR abs(length(x) - length(y)) > 2 THEN false
    WHEN least(length(x), length(y)) < 8 THEN damerau_levenshtein(x, y) <= 1
    ELSE damerau_levenshtein(x, y) <= 2 END"""
MACROS: Final = (
    f"CREATE MACRO near_word(x, b) AS list_bool_or(list_transform(b, lambda y: {_NEAR}))",
    "CREATE MACRO found_in(a, b) AS"
    " len(list_filter(a, lambda x: list_contains(b, x) OR coalesce(near_word(x, b), false)))",
    "CREATE MACRO held(a, b) AS (len(a) > 0 AND found_in(a, b) = len(a))",
    "CREATE MACRO shared(a, b) AS (found_in(a, b) + found_in(b, a)) / greatest(len(a) + len(b), 1)",
)
"""Words of lists that are found in another list, but for slips of the keyboard and cut-off words."""

_ASKED: Final = "l.reporter <> r.reporter AND (l.fresh OR r.fresh)"
BLOCKING: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    (f"l.hosts = r.hosts AND l.near = r.near AND {_ASKED}", ("hosts", "near")),
    (f"l.hosts = r.hosts AND l.month = r.month AND (l.coarse OR r.coarse) AND {_ASKED}", ("hosts",)),
    (
        "l.hosts = r.hosts AND l.fiscal_year = r.fiscal_year AND l.title = r.title"
        " AND l.title_numbers = r.title_numbers AND l.start_first IS NULL AND r.start_first IS NULL"
        f" AND {_ASKED}",
        ("hosts",),
    ),
)
"""Which pairs are compared, and the lists of which one member has to be alike: of two reporters, a country in
common, and starts a day apart; or one start known to the month only; or neither, and one course in one fiscal
year.
"""


def settings() -> dict[str, Any]:
    """The model as splink takes it; the prior is even, so that a pair's weight is the sum of its fields'."""
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "id",
        "probability_two_random_records_match": 0.5,
        "blocking_rules_to_generate_predictions": [
            {"blocking_rule": rule, "arrays_to_explode": list(lists)} for rule, lists in BLOCKING
        ],
        "comparisons": [
            {"output_column_name": field, "comparison_levels": [_level(level) for level in levels]}
            for field, levels in FIELDS.items()
        ],
        "retain_intermediate_calculation_columns": True,
        "retain_matching_columns": False,
    }


def _level(level: Level) -> dict[str, Any]:
    said: dict[str, Any] = {"sql_condition": level.sql, "label_for_charts": level.says}
    if level.weight is None:
        return said | {"is_null_level": True}
    return said | {"m_probability": level.u * 2.0**level.weight, "u_probability": level.u}


def level_of(field: str, weight: float) -> Level:
    """The level of a field that a weight stands for."""
    return min(FIELDS[field], key=lambda level: abs((level.weight or 0.0) - weight))


@dataclass(frozen=True, slots=True)
class Found:
    """Two records that may be one event: ids in order, bits, and the bits of each field."""

    left: str
    right: str
    weight: float
    fields: dict[str, float]


def grade(weight: float) -> str:
    """``likely`` or ``possible``."""
    return "likely" if weight >= LIKELY else "possible"
