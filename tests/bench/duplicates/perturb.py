"""How another nation's system would report the event of a row: named, seeded changes of its cells."""

import random
import re
from collections.abc import Callable
from datetime import datetime, timedelta

Row = dict[str, str]
FIELDS = (
    "country",
    "program",
    "course_title",
    "us_unit",
    "student_unit",
    "start_date",
    "end_date",
    "location",
    "quantity",
    "total_cost",
)
TEXT = ("course_title", "student_unit", "location")
SHORT = {
    "training": "tng", "command": "cmd", "battalion": "bn", "brigade": "bde", "maintenance": "maint",
    "operations": "ops", "management": "mgt", "course": "crse", "international": "intl", "officer": "off",
    "headquarters": "HQ", "school": "sch", "seminar": "sem", "regiment": "regt", "division": "div",
    "department": "dept", "special": "spec", "center": "ctr", "aircraft": "acft", "advanced": "adv",
}  # fmt: skip
BRITISH = {"defense": "defence", "center": "centre", "program": "programme", "organization": "organisation"}
FUNDS = ("Bilateral training programme", "Defence engagement", "Coopération de défense", "Capacity building")
COUNTRIES = {
    "Ghana": "GHA", "Colombia": "COL", "Egypt": "EGY", "Korea, South": "Republic of Korea", "Iraq": "IRQ",
    "Cote d'Ivoire": "Côte d'Ivoire", "Macedonia": "North Macedonia", "Czech Republic": "Czechia",
    "Philippines": "PHL", "Mexico": "MEX", "Kenya": "KEN", "Jordan": "JOR", "Poland": "POL",
}  # fmt: skip


def spelling(row: Row, rng: random.Random) -> None:
    """One or two slips of the keyboard in the course's or the unit's name."""
    for field in rng.sample(("course_title", "student_unit"), rng.choice((1, 2))):
        text = row[field].strip()
        spots = [at for at in range(1, len(text) - 1) if text[at].isalpha() and text[at + 1].isalpha()]
        if not spots:
            continue
        at = rng.choice(spots)
        slip = rng.choice(("swap", "drop", "twice", "other"))
        middle = {
            "swap": text[at + 1] + text[at],
            "drop": text[at + 1],
            "twice": text[at] + text[at : at + 2],
            "other": rng.choice("aeiourstn") + text[at + 1],
        }[slip]
        row[field] = text[:at] + middle + text[at + 2 :]


def case(row: Row, rng: random.Random) -> None:
    """All in capitals, small letters or title case."""
    form: Callable[[str], str] = rng.choice((str.upper, str.lower, str.title))
    row.update({field: form(row[field]) for field in TEXT})


def order(row: Row, rng: random.Random) -> None:
    """The parts of a name in another order ('HQ, Navy': 'Navy, HQ'); the last word first without comma."""
    for field in rng.sample(("course_title", "student_unit"), rng.choice((1, 2))):
        text = row[field].strip()
        parts = [part.strip() for part in text.split(",") if part.strip()]
        words = text.split()
        if len(parts) > 1:
            row[field] = ", ".join([*parts[1:], parts[0]])
        elif len(words) > 1:
            row[field] = " ".join([words[-1], *words[:-1]])


def one_day_off(row: Row, rng: random.Random) -> None:
    """Start, end or both a day early or late: another time zone, or travel counted in."""
    for field in rng.choice((("start_date",), ("end_date",), ("start_date", "end_date"))):
        found = _day(row[field])
        if found is not None:
            row[field] = _text(found + timedelta(days=rng.choice((-1, 1))))


def split_cells(row: Row, rng: random.Random) -> None:
    """Two cells of one system stand in one of the other: both dates, course and unit, unit and place."""
    kind = rng.choice(("dates", "unit", "place"))
    if kind == "dates" and row["end_date"].strip():
        row["start_date"], row["end_date"] = f"{row['start_date'].strip()} {row['end_date'].strip()}", ""
    elif kind == "unit" and row["student_unit"].strip():
        row["course_title"] = f"{row['course_title'].strip()} - {row['student_unit'].strip()}"
        row["student_unit"] = ""
    elif row["location"].strip():
        row["student_unit"] = f"{row['student_unit'].strip()}, {row['location'].strip()}".strip(", ")
        row["location"] = ""


def abbreviated(row: Row, rng: random.Random) -> None:
    """The field's abbreviations for words, or words for abbreviations."""
    del rng
    back = {short.lower(): word for word, short in SHORT.items()}
    for field in TEXT:
        words = row[field].split()
        row[field] = " ".join(SHORT.get(word.lower(), back.get(word.lower(), word)) for word in words)


def british(row: Row, rng: random.Random) -> None:
    """Another English."""
    del rng
    for field in TEXT:
        for ours, theirs in BRITISH.items():
            row[field] = re.sub(ours, theirs, row[field], flags=re.I)


def emptied(row: Row, rng: random.Random) -> None:
    """One of the cells was never filled."""
    row[rng.choice(("location", "end_date", "student_unit"))] = ""


def month_only(row: Row, rng: random.Random) -> None:
    """Dates known to the month."""
    del rng
    for field in ("start_date", "end_date"):
        found = _day(row[field])
        if found is not None:
            row[field] = found.strftime("%Y-%m")


def markup(row: Row, rng: random.Random) -> None:
    """What a web export leaves: entities, doubled and hard blanks."""
    for field in TEXT:
        row[field] = row[field].replace("&", "&amp;").replace(" ", rng.choice(("  ", "\u00a0")), 1)


def iso_dates(row: Row, rng: random.Random) -> None:
    """Dates as ISO 8601 writes them."""
    del rng
    for field in ("start_date", "end_date"):
        found = _day(row[field])
        if found is not None:
            row[field] = found.strftime("%Y-%m-%d")


def country_name(row: Row, rng: random.Random) -> None:
    """Another name or the code of the country."""
    del rng
    row["country"] = COUNTRIES.get(row["country"].strip(), row["country"].upper())


WORDING = (spelling, case, order, split_cells, abbreviated, british, emptied, markup, country_name)
DATES = (one_day_off, one_day_off, month_only, iso_dates)


def retold(row: Row, rng: random.Random, *, dates: bool = True) -> tuple[tuple[str, ...], Row]:
    """The names of the changes and the row as another would report it: one to three ways of wording, dates of
    its own in half of the cases (if ``dates``), its own fund, and often its own money and head count.
    """
    told = dict(row)
    ways = rng.sample(WORDING, rng.choice((1, 1, 2, 2, 3)))
    if dates and rng.random() < 0.5:
        ways = [rng.choice(DATES), *ways]
    for way in sorted(ways, key=lambda found: found is split_cells):  # cells are put together last
        way(told, rng)
    told["program"] = rng.choice(FUNDS)
    if rng.random() < 0.5:
        told["total_cost"] = rng.choice(("", "0", f"{rng.randrange(1, 400) * 50}"))
    if rng.random() < 0.25:
        told["quantity"] = rng.choice(("", "1", str(rng.randrange(2, 30))))
    return tuple(way.__name__ for way in ways), told


def _day(text: str) -> datetime | None:
    for form in ("%m/%d/%Y", "%m/%d/%y"):
        try:
            return datetime.strptime(text.strip(), form)
        except ValueError:
            continue
    return None


def _text(found: datetime) -> str:
    return f"{found.month}/{found.day}/{found.year}"
