"""What an import has to say about a cell or a row, in three severities."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Severity(StrEnum):
    """error: the row is refused; warning: taken and flagged; note: taken as it was meant."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of message: how grave it is, its words, and the flag that the record bears for it."""

    severity: Severity
    text: str
    flag: bool = False


KINDS: Final[dict[str, Kind]] = {
    "title_missing": Kind(Severity.ERROR, "The row has no title."),
    "id_missing": Kind(Severity.ERROR, "The row has no identifier in the column that holds them."),
    "id_twice": Kind(Severity.ERROR, "An earlier row of the file has the same identifier."),
    "cells_too_many": Kind(Severity.ERROR, "The row has more cells than the file has columns."),
    "key_taken": Kind(Severity.ERROR, "The identifier is taken by a record that you cannot change."),
    "row_unreadable": Kind(Severity.ERROR, "The line is no record of this format."),
    "title_lost": Kind(Severity.WARNING, "The cell of the title is empty; another column gave it.", True),
    "total_bare": Kind(
        Severity.WARNING, "A total whose words were lost: nothing but its group and its sums."
    ),
    "date_unreadable": Kind(Severity.WARNING, "Nothing in the cell is a date; it is kept as unknown.", True),
    "date_beside_words": Kind(
        Severity.WARNING, "Words stand beside the date; only the date was taken.", True
    ),
    "date_impossible": Kind(
        Severity.WARNING, "No such day, or a year that cannot be meant; it is kept as unknown.", True
    ),
    "date_serial": Kind(Severity.WARNING, "A number was read as Excel's day number.", True),
    "month_first_taken": Kind(
        Severity.WARNING,
        "The file does not say which number is the day: read as month/day/year. If that is wrong, choose how"
        " dates are written below the columns, and run it dry again.",
    ),
    "month_first_shown": Kind(
        Severity.NOTE, "Other dates of the file show that the month stands first: read as month/day/year."
    ),
    "day_first_shown": Kind(
        Severity.NOTE, "Other dates of the file show that the day stands first: read as day/month/year."
    ),
    "ends_before_start": Kind(Severity.WARNING, "The end lies before the start; both are kept.", True),
    "cost_is_date": Kind(Severity.WARNING, "A date stands where the cost belongs.", True),
    "date_is_cost": Kind(Severity.WARNING, "An amount stands where a date belongs.", True),
    "cost_unreadable": Kind(Severity.WARNING, "The cell holds no amount; the cost is left empty.", True),
    "number_unreadable": Kind(Severity.WARNING, "The cell holds no whole number; it is left empty.", True),
    "number_rest": Kind(Severity.WARNING, "Only the number at the beginning of the cell was taken.", True),
    "country_unknown": Kind(Severity.WARNING, "No country is known by this name.", True),
    "host_unknown": Kind(
        Severity.WARNING,
        "No host is known: the cell names no country for sure, and no other column holds the host. Say which"
        " country is meant, or which column holds it, and run it dry again.",
        True,
    ),
    "word_unknown": Kind(Severity.WARNING, "The word is none that this field knows; it is left empty.", True),
    "text_cut": Kind(Severity.WARNING, "The text is longer than the field; its end was cut off.", True),
    "edited_here": Kind(Severity.WARNING, "The record was changed here since the last import; it was kept."),
    "record_narrower": Kind(
        Severity.WARNING,
        "Fewer may read the record of this row than were to read the import, which repeats it: so the import"
        " and what it adds are theirs alone. Leave the row out to import the rest for all.",
    ),
    "cells_too_few": Kind(Severity.NOTE, "The row has fewer cells than columns; the rest are empty."),
    "dates_in_one_cell": Kind(Severity.NOTE, "Start and end stood in one cell and were taken apart."),
    "start_in_cost": Kind(Severity.NOTE, "The start stood behind the amount in the cost's cell."),
    "cost_in_unit": Kind(Severity.NOTE, "The cost stood behind the unit's name in its cell.", True),
    "two_amounts": Kind(Severity.WARNING, "The cell holds several amounts; the first was taken.", True),
    "replacement_character": Kind(
        Severity.NOTE, "A character of the source was lost before it came here.", True
    ),
    "control_character": Kind(Severity.NOTE, "Control characters were taken out."),
    "host_and_place": Kind(Severity.NOTE, "Country and place stood in one cell and were taken apart."),
    "hosts_of_one_cell": Kind(Severity.NOTE, "Each country that the cell names is a host."),
    "country_of_two": Kind(Severity.NOTE, "The country is the first of two values in the cell."),
    "total": Kind(Severity.NOTE, "A total that the file prints; it is compared and is no activity."),
}
"""Every kind of message. The words are the interface's; a flag stands on the record itself."""


@dataclass(frozen=True, slots=True)
class Issue:
    """A message about one cell (or, without a column, about its row)."""

    kind: str
    column: str = ""

    @property
    def severity(self) -> Severity:
        """How grave it is."""
        return KINDS[self.kind].severity


def flags_of(kinds: tuple[str, ...]) -> tuple[str, ...]:
    """What the record is flagged with, for the kinds of messages about its row."""
    return tuple(sorted({kind for kind in kinds if KINDS[kind].flag}))
