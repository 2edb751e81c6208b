"""What became of the rows of a batch, and a sample of them for a dry run."""

from typing import Any

from services.registry.domain.imports.batch import REFUSED, TAKEN
from services.registry.domain.imports.issues import KINDS
from services.registry.imports.lines import NEW
from services.registry.imports.packing import unpacked
from services.registry.imports.source import Portion, Source
from services.registry.imports.tally import Message
from services.registry.imports.writing import Written

Countries = dict[str, tuple[str, int]]
"""Raw spelling to the code that was found and the number of rows."""
MOST_SPELLINGS = 10_000


def settled(portion: Portion, found: Written) -> str:
    """The outcomes of a batch once its rows were compared; rows that clash are refused and told."""
    if found.hows.count(NEW) == len(found.hows) and not found.clashed:
        return portion.outcomes.replace(TAKEN, NEW)
    wrong = {**dict.fromkeys(found.twice, "id_twice"), **dict.fromkeys(found.clashed, "key_taken")}
    outcomes = list(portion.outcomes)
    taken = (place for place, outcome in enumerate(outcomes) if outcome == TAKEN)
    for at, (place, row) in enumerate(zip(taken, portion.rows, strict=True)):
        if row in wrong:
            outcomes[place], found.hows[at] = REFUSED, ""
            portion.messages.append(_message(row, wrong[row]))
        else:
            outcomes[place] = found.hows[at]
            if found.hows[at] == "K":
                portion.messages.append(_message(row, "edited_here"))
    return "".join(outcomes)


def _message(row: int, kind: str) -> Message:
    return row, "", kind, KINDS[kind].severity.value, ""


def kept_ids(found: Written) -> tuple[list[str], list[int]]:
    """The records of the rows that were taken, and the versions that these had."""
    kept = [place for place, how in enumerate(found.hows) if how]
    return [found.ids[place] for place in kept], [found.versions[place] for place in kept]


def add_countries(countries: Countries, portion: Portion) -> None:
    """Count the spellings of a batch."""
    for raw, (code, number) in portion.countries.items():
        if raw in countries or len(countries) < MOST_SPELLINGS:
            countries[raw] = (code, countries.get(raw, ("", 0))[1] + number)


def sampled(portion: Portion, outcomes: str, source: Source, room: int) -> list[dict[str, Any]]:
    """The first rows, and then rows with something to say, as they would be taken."""
    if room <= 0:
        return []
    said: dict[int, list[dict[str, str]]] = {}
    for number, column, kind, severity, _ in portion.messages:
        brief = {"column": column, "kind": kind, "severity": severity, "text": KINDS[kind].text}
        said.setdefault(number, []).append(brief)
    first = portion.first
    begin = range(first, first + min(portion.count, 8)) if portion.number == 1 else ()
    chosen = list(dict.fromkeys([*begin, *sorted(said)]))[:room]
    cells = unpacked(portion.packed) if chosen else []
    return [
        {
            "row": number,
            "outcome": outcomes[number - first],
            "messages": said.get(number, []),
            "values": source.interpreter.shown(cells[number - first]),
        }
        for number in chosen
    ]
