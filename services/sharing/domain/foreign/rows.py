"""A row of a foreign collection as a lesson, with what was noticed on the way."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from services.sharing.domain.foreign.cells import cleaned, day_first_of, period_of, values_of
from services.sharing.domain.foreign.nations import nation_of

UNREADABLE_FIRST: Final = "\0unreadable"
REFUSES: Final = frozenset(
    {"row_unreadable", "nothing_said", "too_long", "too_many_cells", "label_unknown", "said_otherwise"}
)
"""Kinds of message by which a row is refused; the others are told, and the row is taken."""
_TEXTS: Final = ("observation", "discussion", "conclusion", "recommendation", "action")
_LINES: Final = ("title", "action_office", "source_exercise", "source_unit")
LONGEST_TEXT, LONGEST_LINE, LONGEST_TAG, MOST_TAGS = 20_000, 300, 80, 30
_RAW: Final = 200


@dataclass(frozen=True, slots=True)
class Message:
    """Something noticed in a row: its number in the file from 1 (without the line of names), the column."""

    row: int
    column: str
    kind: str
    raw: str = ""


@dataclass(slots=True)
class Read:
    """A row that was read: what it says as fields of a lesson, or why it is refused."""

    row: int
    said: dict[str, Any]
    source_id: str = ""
    label: str = ""
    messages: list[Message] = field(default_factory=list)

    @property
    def refused(self) -> str:
        """The kind of the message that refuses it; empty where it is taken."""
        return next((one.kind for one in self.messages if one.kind in REFUSES), "")

    @property
    def digest(self) -> str:
        """Of what it says: two rows that say the same have the same."""
        said = "\x1f".join(f"{name}={self.said[name]}" for name in sorted(self.said))
        return hashlib.blake2b(f"{self.label}\x1f{said}".encode(), digest_size=12).hexdigest()

    @property
    def name(self) -> str:
        """What it is called where it comes from; without a number, by its title and observation."""
        if self.source_id:
            return self.source_id
        told = f"{self.said['title']}\x1f{self.said['observation']}"
        return "~" + hashlib.blake2b(told.encode(), digest_size=12).hexdigest()


def rows_read(header: Sequence[str], rows: Sequence[Sequence[str]], fields: Mapping[str, str]) -> list[Read]:
    """Every row that says something; empty ones are none. ``fields``: of each column that is taken."""
    places = [(place, name, fields[name]) for place, name in enumerate(header) if fields.get(name)]
    orders = {
        name: day_first_of(row[place] for row in rows if place < len(row))
        for place, name, what in places
        if what in {"period", "due"}
    }
    return [
        _row(number, header, row, places, orders)
        for number, row in enumerate(rows, 1)
        if any(cell.strip() for cell in row)
    ]


def _row(
    number: int,
    header: Sequence[str],
    row: Sequence[str],
    places: Sequence[tuple[int, str, str]],
    orders: Mapping[str, bool | None],
) -> Read:
    found = Read(number, {"title": "", "observation": "", "tags": [], "countries": []})
    if row[0] == UNREADABLE_FIRST:
        found.messages.append(Message(number, header[0], "row_unreadable", row[-1][:_RAW]))
        return found
    if beyond := [cell for cell in row[len(header) :] if cell.strip()]:
        found.messages.append(Message(number, header[-1], "too_many_cells", beyond[0][:_RAW]))
    for place, name, what in places:
        raw = row[place] if place < len(row) else ""
        text, marked = cleaned(raw)
        if marked:
            found.messages.append(Message(number, name, "markup_cleaned", raw[:_RAW]))
        if text:
            _take(found, name, what, text, orders.get(name))
    _finish(found, header)
    return found


def _take(found: Read, column: str, what: str, text: str, day_first: bool | None) -> None:
    said, tell = found.said, _teller(found, column, text)
    if what == "source_id":
        found.source_id = text[:200]
    elif what == "label":
        found.label = text
    elif what == "tags":
        tags = values_of(text)
        if any(len(one) > LONGEST_TAG for one in tags) or len(said["tags"]) + len(tags) > MOST_TAGS:
            tell("tags_cut")
        said["tags"] = [*said["tags"], *(one[:LONGEST_TAG] for one in tags)][:MOST_TAGS]
    elif what == "countries":
        codes = [(one, nation_of(one)) for one in values_of(text)]
        said["countries"] = list(dict.fromkeys([*said["countries"], *(code for _, code in codes if code)]))[
            :50
        ]
        if any(code is None for _, code in codes):
            tell("country_unknown")
    elif what in {"source_nation", "action_nation"}:
        _take_nation(found, what, text, tell)
    elif what in {"period", "due"}:
        _take_date(found, what, text, day_first, tell)
    elif what in _LINES:
        line = " ".join(text.split())
        if len(line) > LONGEST_LINE:
            tell("line_cut")
            if what == "title":
                said["discussion"] = "\n\n".join(filter(None, [said.get("discussion", ""), text]))
        said[what] = line[:LONGEST_LINE]
    else:
        said[what] = "\n\n".join(filter(None, [said.get(what, ""), text]))


def _take_nation(found: Read, what: str, text: str, tell: Any) -> None:
    codes = [code for one in values_of(text) if (code := nation_of(one))]
    if codes:
        found.said[what] = codes[0]
    if len(codes) != 1:
        tell("nation_unknown" if not codes else "nations_several")
    if not codes and what == "source_nation" and not found.said.get("source_unit"):
        found.said["source_unit"] = " ".join(text.split())[:LONGEST_LINE]


def _take_date(found: Read, what: str, text: str, day_first: bool | None, tell: Any) -> None:
    period = period_of(text, day_first)
    if period is None:
        tell("date_unreadable")
    elif what == "due":
        found.said["due"] = period[1]
    else:
        found.said |= {"begins": period[0], "ends": period[1]}
        if len(period[0]) == 4 and day_first is None and text.count("/") == 2:
            tell("date_ambiguous")


def _teller(found: Read, column: str, text: str) -> Any:
    return lambda kind: found.messages.append(Message(found.row, column, kind, text[:_RAW]))


def _finish(found: Read, header: Sequence[str]) -> None:
    said = found.said
    first = next((said[name] for name in _TEXTS if said.get(name)), "")
    if not said["title"] and not first:
        found.messages.append(Message(found.row, header[0], "nothing_said"))
    elif not said["title"]:
        said["title"] = first.split("\n")[0][:120]
        found.messages.append(Message(found.row, header[0], "title_made", said["title"]))
    if any(len(said.get(name, "")) > LONGEST_TEXT for name in _TEXTS):
        found.messages.append(Message(found.row, header[0], "too_long"))
