"""Makes the judged sample of pairs on which the search for duplicates is measured; see README.md beside it.

    python tests/bench/duplicates/make_sample.py ../shared/data/fmtr_1999_2021.csv.gz

Real rows only: a *same* pair is a row and that row as another nation's system would report it (perturb.py
names how), or two rows of the file that a person judged to be one event (near_pairs.csv); a *different* pair
is two rows of the file that are not, half of them retold in the same ways: telling it otherwise is no sign.
"""

import csv
import gzip
import random
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import combinations
from pathlib import Path

from perturb import FIELDS, Row, retold
from rapidfuzz import fuzz

HERE = Path(__file__).parent
SEED = 20261122
SAME = 194
KINDS = {
    "next_intake": 28,
    "next_year": 16,
    "other_course": 26,
    "other_track": 16,
    "other_unit": 24,
    "other_country": 24,
    "same_month": 10,
}
GENERIC = re.compile(
    r"^(n/?a|unk.*|-|various|mod|ministry.*|army|navy|air force|police|none|garmisch.*|)$", re.I
)
HEAD = ["pair", "side", "set", "kind", "verdict", "row_no", "report_fy", *FIELDS]


def key(text: str) -> str:
    """Letters and digits alone."""
    return re.sub(r"[^a-z0-9]", "", text.lower())


def day(text: str) -> datetime | None:
    """A date of the file, or None."""
    for form in ("%m/%d/%Y", "%m/%d/%y"):
        try:
            return datetime.strptime(text.strip(), form)
        except ValueError:
            continue
    return None


def read(path: Path) -> dict[str, Row]:
    """The activities of the file by row number: totals rows left out."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as handle:
        rows = {row["row_no"]: row for row in csv.DictReader(handle)}
    return {no: row for no, row in rows.items() if "Program Totals" not in row["course_title"]}


def apart(a: str, b: str) -> bool:
    """Whether two names are clearly two: neither part of the other nor a spelling of it."""
    one, two = key(a), key(b)
    return one not in two and two not in one and fuzz.ratio(one, two) < 70


def track(a: Row, b: Row) -> bool:
    """Titles alike but for a number or one letter: another track, phase or class."""
    one, two = (row["course_title"].lower().split() for row in (a, b))
    if len(one) != len(two) or len(one) < 2:
        return False
    other = [(x, y) for x, y in zip(one, two, strict=True) if x != y]
    return len(other) == 1 and all(
        re.fullmatch(r"[(#]?(\d{1,3}|[ivx]{1,3}|[a-d])[):,]?", x) for x in other[0]
    )


def days(a: Row, b: Row) -> int:
    """Days between two starts, -1 where one is not known."""
    one, two = day(a["start_date"]), day(b["start_date"])
    return abs((one - two).days) if one and two else -1


def length(a: Row, b: Row) -> bool:
    """Whether both start and end on the same days."""
    return days(a, b) == 0 and a["end_date"].strip() == b["end_date"].strip()


Rule = tuple[Callable[[Row], tuple[str, ...]], Callable[[Row, Row], bool]]


def named(row: Row) -> bool:
    """Whether its unit is a name that tells units apart."""
    return not GENERIC.match(row["student_unit"].strip())


RULES: dict[str, Rule] = {
    "next_intake": (
        lambda r: (r["country"], key(r["course_title"]), key(r["student_unit"])),
        lambda a, b: 3 <= days(a, b) <= 200,
    ),
    "next_year": (
        lambda r: (r["country"], key(r["course_title"]), key(r["student_unit"])),
        lambda a, b: 340 <= days(a, b) <= 390,
    ),
    "other_course": (
        lambda r: (r["country"], key(r["student_unit"])),
        lambda a, b: 0 <= days(a, b) <= 3 and apart(a["course_title"], b["course_title"]),
    ),
    "other_track": (
        lambda r: (r["country"], key(r["student_unit"]), r["start_date"].strip()[-4:]),
        lambda a, b: 0 <= days(a, b) <= 7 and track(a, b),
    ),
    "other_unit": (
        lambda r: (r["country"], key(r["course_title"]), r["start_date"].strip()),
        lambda a, b: length(a, b) and named(a) and named(b) and apart(a["student_unit"], b["student_unit"]),
    ),
    "other_country": (
        lambda r: (key(r["course_title"]), r["start_date"].strip()),
        lambda a, b: length(a, b) and apart(a["country"], b["country"]),
    ),
    "same_month": (
        lambda r: (r["country"], r["report_fy"], r["start_date"].strip()[:3]),
        lambda a, b: 1 <= days(a, b) <= 20 and apart(a["course_title"], b["course_title"]),
    ),
}


def different(
    rows: dict[str, Row], kind: str, rng: random.Random, taken: set[str]
) -> Iterator[tuple[Row, Row]]:
    """Pairs of real rows that are two events by the rule of ``kind``, one from each group of rows."""
    by, holds = RULES[kind]
    groups: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in rows.values():
        if day(row["start_date"]) and row["row_no"] not in taken:
            groups[by(row)].append(row)
    keys = [found for found, members in groups.items() if len(members) > 1]
    rng.shuffle(keys)
    for found in keys:
        members = rng.sample(groups[found], min(8, len(groups[found])))
        pair = next((two for two in combinations(members, 2) if holds(*two)), None)
        if pair is not None:
            yield pair


def sample(rows: dict[str, Row]) -> Iterator[tuple[str, str, Row, Row]]:
    """Every pair: kind, verdict, one side, the other."""
    rng, taken = random.Random(SEED), set[str]()
    with (HERE / "near_pairs.csv").open(newline="") as handle:
        for near in csv.DictReader(handle):
            taken |= {near["row_a"], near["row_b"]}
            yield "near", near["verdict"], rows[near["row_a"]], rows[near["row_b"]]
    for kind, wanted in KINDS.items():
        found = different(rows, kind, rng, taken)
        for one, two in (next(found) for _ in range(wanted)):
            taken |= {one["row_no"], two["row_no"]}
            names, told = retold(two, rng, dates=False) if rng.random() < 0.5 else ((), two)
            yield "+".join((kind, *names)), "different", one, told
    for row in rng.sample([row for no, row in rows.items() if no not in taken], SAME):
        names, told = retold(row, rng)
        yield "+".join(names), "same", row, told


def stratum(kind: str, verdict: str) -> str:
    """What is divided evenly between the pairs to tune on and those held out."""
    made = kind.split("+")[0]
    return made if verdict == "different" or made == "near" else "retold"


def main(path: Path) -> None:
    """Writes sample.csv: two lines a pair; every second pair of each verdict and source is held out."""
    seen: dict[tuple[str, str], int] = defaultdict(int)
    with (HERE / "sample.csv").open("w", newline="") as handle:
        out = csv.writer(handle, lineterminator="\n")
        out.writerow(HEAD)
        for number, (kind, verdict, one, two) in enumerate(sample(read(path)), 1):
            source = (stratum(kind, verdict), verdict)
            seen[source] += 1
            part = "tune" if seen[source] % 2 else "held"
            for side, row in (("a", one), ("b", two)):
                own = [row[name].strip() for name in FIELDS]
                out.writerow([number, side, part, kind, verdict, row["row_no"], row["report_fy"], *own])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
